"use client";

import { Handshake, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState, useTransition } from "react";
import { CustomerPicker } from "@/components/interactions/customer-picker";
import { usualDays } from "@/components/interactions/due";
import { usePeople } from "@/components/notifications/use-people";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import { newId } from "@/lib/id";
import { archiveTaskAction, createTaskAction, updateTaskAction } from "@/lib/tasks/actions";
import { LONGEST_TITLE } from "@/lib/tasks/schema";
import type { TaskSubject } from "./task-event";

type TaskFormProps = { subject: TaskSubject; timeZone: string; onClose: () => void };

/** Makes a task, or changes one. */
export function TaskForm({ subject, timeZone, onClose }: TaskFormProps) {
  const t = useTranslations("tasks");
  const toast = useToast();
  const formId = useId();
  const { task } = subject;
  const [id] = useState(() => task?.id ?? newId());
  const [title, setTitle] = useState(task?.title ?? "");
  const [dueOn, setDueOn] = useState(task?.dueOn ?? "");
  const [ownerId, setOwnerId] = useState(task?.ownerId ?? "");
  const [customer, setCustomer] = useState<{ id: string; name: string } | null>(
    subject.customer ??
      (task?.customerId && task.customerName ? { id: task.customerId, name: task.customerName } : null),
  );
  const [choosing, setChoosing] = useState(false);
  const [failed, setFailed] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const [pending, start] = useTransition();
  const people = usePeople(true);
  const deal = subject.deal ?? (task?.dealId && task.dealName ? { id: task.dealId, name: task.dealName } : null);

  const save = () =>
    start(async () => {
      const about = { customerId: customer?.id ?? null };
      const done = task
        ? await updateTaskAction(null, {
            id,
            title,
            dueOn,
            ownerId: ownerId || (people?.me ?? ""),
            // A customer that the reader may not see stays.
            customerId: customer?.id ?? (task.customerName === null ? task.customerId : null),
          })
        : await createTaskAction(null, { id, title, dueOn, ownerId, ...about, dealId: deal?.id ?? null });
      if (!done) return;
      if (!done.ok) return setFailed(done);
      onClose();
      if (task) return toast.say(t("saved"));
      const owner = people?.people.find((one) => one.id === ownerId);
      toast.undo(owner && owner.id !== people?.me ? t("madeFor", { name: owner.name }) : t("made"), async () => {
        await archiveTaskAction(null, { id });
      });
    });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save();
  };
  const errors = failed?.fieldErrors;
  return (
    <Dialog
      title={t(task ? "editTitle" : "new")}
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" pending={pending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || (!event.ctrlKey && !event.metaKey)) return;
          event.preventDefault();
          save();
        }}
        className="flex flex-col gap-4"
      >
        <FormMessage>{failed?.message}</FormMessage>
        <Field label={t("title")} name="title" fieldErrors={errors}>
          <Input
            autoFocus
            value={title}
            maxLength={LONGEST_TITLE}
            placeholder={t("titleHint")}
            autoComplete="off"
            autoCapitalize="sentences"
            onChange={(event) => setTitle(event.target.value)}
          />
        </Field>
        <fieldset className="min-w-0">
          <legend className="mb-1.5 text-xs font-medium text-muted">{t("due")}</legend>
          <div className="flex flex-wrap gap-2">
            {usualDays(timeZone, new Date()).map(({ key, day }) => (
              <Button
                key={key}
                variant={day === dueOn ? "soft" : "secondary"}
                aria-pressed={day === dueOn}
                onClick={() => setDueOn(day === dueOn ? "" : day)}
              >
                {t(`dueOn.${key}`)}
              </Button>
            ))}
            <Input
              type="date"
              aria-label={t("dueOn.date")}
              value={dueOn}
              className="w-40"
              onChange={(event) => setDueOn(event.target.value)}
            />
          </div>
          {errors?.dueOn ? <p className="mt-1 text-xs text-detractor-text">{errors.dueOn}</p> : null}
        </fieldset>
        <Field label={t("owner")} name="ownerId" fieldErrors={errors} hint={t("ownerHint")}>
          <Select
            value={ownerId || (people?.me ?? "")}
            onChange={(event) => setOwnerId(event.target.value)}
            options={
              people
                ? [
                    { value: people.me ?? "", label: t("me") },
                    ...people.people
                      .filter((one) => one.id !== people.me)
                      .map((one) => ({ value: one.id, label: one.name })),
                  ]
                : [{ value: ownerId, label: task?.ownerName ?? t("me") }]
            }
          />
        </Field>
        {choosing && !customer ? (
          <CustomerPicker
            onPick={(picked) => {
              setCustomer({ id: picked.id, name: picked.name });
              setChoosing(false);
            }}
            error={errors?.customerId}
          />
        ) : (
          <div>
            <p className="mb-1.5 text-xs font-medium text-muted">{t("about")}</p>
            <div className="flex flex-wrap items-center gap-2">
              {customer ? (
                <Chip
                  icon={<UserRound aria-hidden className="size-3.5" />}
                  label={customer.name}
                  // A deal's customer is the deal's.
                  onRemove={subject.deal ? undefined : () => setCustomer(null)}
                />
              ) : null}
              {deal ? <Chip icon={<Handshake aria-hidden className="size-3.5" />} label={deal.name} /> : null}
              {customer || deal ? null : (
                <Button icon={<UserRound aria-hidden />} onClick={() => setChoosing(true)}>
                  {t("chooseCustomer")}
                </Button>
              )}
            </div>
          </div>
        )}
        <p className="flex items-center gap-2 text-xs text-muted touch:hidden">
          <Kbd>Ctrl</Kbd>
          <Kbd>Enter</Kbd> {t("saveKeys")}
        </p>
      </form>
    </Dialog>
  );
}
