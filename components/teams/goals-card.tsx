"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { ProgressBar } from "@/components/ui/progress-bar";
import { useSaveForm } from "@/components/ui/save-form";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import { addGoalAction, archiveGoalAction, restoreGoalAction, setGoalProgressAction } from "@/lib/teams/actions";

export type GoalLine = {
  id: string;
  text: string;
  progress: number;
  /** Formatted; late when its day is over and it is not reached. */
  due: string | null;
  isLate: boolean;
  reached: string | null;
};

type Props = {
  title: string;
  whose: { userId: string } | { teamId: string };
  goals: readonly GoalLine[];
  mayEdit: boolean;
};

const STEPS = Array.from({ length: 21 }, (_, index) => index * 5);

/** Goals and how far each is. */
export function GoalsCard({ title, whose, goals, mayEdit }: Props) {
  const t = useTranslations("teams.goals");
  const toast = useToast();
  const [pending, start] = useTransition();
  const form = useSaveForm(
    (sent) => addGoalAction(null, sent),
    () => toast.say(t("saved")),
  );
  const move = (id: string, progress: number, mayUndo = true) =>
    start(async () => {
      const done = await setGoalProgressAction(null, { id, progress });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      const { before } = done.value;
      if (mayUndo) toast.undo(t("moved", { value: progress }), () => move(id, before, false));
    });
  const archive = (id: string) =>
    start(async () => {
      const done = await archiveGoalAction(null, { id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t("archived"), async () => {
        await restoreGoalAction(null, { id });
      });
    });
  return (
    <Card>
      <CardHeader
        title={title}
        action={
          mayEdit ? (
            <Dialog
              title={t("dialog")}
              size="sm"
              open={form.open}
              onOpenChange={form.setOpen}
              trigger={
                <Button size="sm" icon={<Plus aria-hidden />}>
                  {t("add")}
                </Button>
              }
              footer={
                <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
                  {t("save")}
                </Button>
              }
            >
              <form
                id={form.formId}
                className="flex flex-col gap-4"
                onSubmit={(event) => {
                  event.preventDefault();
                  form.submit(new FormData(event.currentTarget));
                }}
              >
                {Object.entries(whose).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <FormMessage>{form.fieldErrors?.text || form.fieldErrors?.dueOn ? null : form.message}</FormMessage>
                <Field label={t("text")} name="text" fieldErrors={form.fieldErrors}>
                  <Input autoFocus maxLength={300} />
                </Field>
                <Field label={t("due")} name="dueOn" optional fieldErrors={form.fieldErrors}>
                  <Input type="date" />
                </Field>
              </form>
            </Dialog>
          ) : null
        }
      />
      <CardBody>
        {goals.length === 0 ? (
          <p className="text-sm text-muted">{t("none")}</p>
        ) : (
          <ul className="flex flex-col gap-4">
            {goals.map((goal) => (
              <li key={goal.id} className="flex flex-col gap-1.5">
                <div className="flex items-start gap-2">
                  <p className="min-w-0 flex-1 text-sm">
                    {goal.text}
                    <span className={goal.isLate ? "block text-xs text-detractor-text" : "block text-xs text-muted"}>
                      {goal.reached
                        ? t("reached", { date: goal.reached })
                        : goal.due
                          ? t(goal.isLate ? "over" : "by", { date: goal.due })
                          : null}
                    </span>
                  </p>
                  {mayEdit ? (
                    <span className="flex shrink-0 items-center gap-1">
                      <Field label={t("progress", { goal: goal.text })} labelHidden>
                        <Select
                          key={goal.progress}
                          disabled={pending}
                          defaultValue={String(goal.progress)}
                          options={[...new Set([...STEPS, goal.progress])]
                            .sort((a, b) => a - b)
                            .map((value) => ({ value: String(value), label: t("percent", { value }) }))}
                          onChange={(event) => move(goal.id, Number(event.currentTarget.value))}
                        />
                      </Field>
                      <IconButton
                        size="sm"
                        label={t("archive", { goal: goal.text })}
                        icon={<X aria-hidden />}
                        onClick={() => archive(goal.id)}
                      />
                    </span>
                  ) : (
                    <span className="figures shrink-0 text-sm">{t("percent", { value: goal.progress })}</span>
                  )}
                </div>
                <ProgressBar label={t("progress", { goal: goal.text })} labelHidden value={goal.progress} max={100} />
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
