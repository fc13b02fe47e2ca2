"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import { addCoachingNoteAction, archiveCoachingNoteAction, restoreCoachingNoteAction } from "@/lib/teams/actions";

export type NoteLine = { id: string; text: string; date: string; byName: string; mayRemove: boolean };

type Props = {
  seller: { userId: string; name: string; isSelf: boolean };
  notes: readonly NoteLine[];
  mayWrite: boolean;
};

/** What was said in talks between a leader and a seller. */
export function CoachingCard({ seller, notes, mayWrite }: Props) {
  const t = useTranslations("teams.coaching");
  const toast = useToast();
  const [pending, start] = useTransition();
  const [errors, setErrors] = useState<Record<string, string>>();
  const form = useRef<HTMLFormElement>(null);
  const save = (sent: FormData) =>
    start(async () => {
      const done = await addCoachingNoteAction(null, sent);
      if (!done) return;
      if (!done.ok) {
        setErrors(Object.keys(done.fieldErrors).length > 0 ? done.fieldErrors : { text: done.message });
        return;
      }
      setErrors(undefined);
      form.current?.reset();
      toast.say(t("saved"));
    });
  const remove = (id: string) =>
    start(async () => {
      const done = await archiveCoachingNoteAction(null, { id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t("removed"), async () => {
        await restoreCoachingNoteAction(null, { id });
      });
    });
  return (
    <Card>
      <CardHeader title={t("title")} meta={seller.isSelf ? t("metaSelf") : t("meta", { name: seller.name })} />
      <CardBody className="flex flex-col gap-4">
        {mayWrite ? (
          <form
            ref={form}
            className="flex flex-col items-start gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              save(new FormData(event.currentTarget));
            }}
          >
            <input type="hidden" name="userId" value={seller.userId} />
            <div className="w-full">
              <Field label={t("label")} name="text" labelHidden fieldErrors={errors}>
                <Textarea rows={2} maxLength={4000} placeholder={t("placeholder")} />
              </Field>
            </div>
            <Button type="submit" size="sm" pending={pending}>
              {t("save")}
            </Button>
          </form>
        ) : null}
        {notes.length === 0 ? (
          <p className="text-sm text-muted">{t(seller.isSelf ? "noneSelf" : "none")}</p>
        ) : (
          <ul className="flex flex-col gap-3">
            {notes.map((note) => (
              <li key={note.id} className="flex items-start gap-2">
                <p className="min-w-0 flex-1 text-sm">
                  <span className="whitespace-pre-line">{note.text}</span>
                  <span className="block text-xs text-muted">{t("by", { name: note.byName, date: note.date })}</span>
                </p>
                {note.mayRemove ? (
                  <IconButton
                    size="sm"
                    label={t("remove", { date: note.date })}
                    icon={<X aria-hidden />}
                    onClick={() => remove(note.id)}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
