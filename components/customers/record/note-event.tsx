"use client";

import { StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { MentionTextarea } from "@/components/notifications/mention-textarea";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { addNoteAction, setNoteArchivedAction } from "@/lib/customers/record-actions";
import type { NoteKind } from "@/lib/customers/record-schema";
import { newId } from "@/lib/id";

export type NoteEventProps = {
  customerId: string;
  /** Where it was said: one of the two. */
  interactionId?: string;
  responseId?: string;
  /** Where it was said, in words: "Call, 30 Aug 2026". */
  evidence: string;
  /** YYYY-MM-DD */
  notedOn: string;
  /** What was said. */
  text: string;
};

const KINDS: readonly NoteKind[] = ["need", "problem", "weakness", "context"];

/** Brings what was said over to what we know of the customer, with its evidence. */
export function NoteEvent({ text, evidence, ...where }: NoteEventProps) {
  const t = useTranslations("record.notes");
  const toast = useToast();
  const formId = useId();
  const [kind, setKind] = useState<NoteKind | null>(null);
  const [id, setId] = useState(newId);
  const [failed, setFailed] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const [pending, startTransition] = useTransition();
  const send = (form: FormData) =>
    startTransition(async () => {
      if (!kind) return;
      try {
        const done = await addNoteAction(null, { id, kind, evidence, ...where, text: String(form.get("text") ?? "") });
        if (!done) return;
        if (!done.ok) return setFailed(done);
        setKind(null);
        setFailed(null);
        setId(newId());
        toast.undo(t("noted"), async () => {
          await setNoteArchivedAction(null, { id: done.value.id, set: true });
        });
      } catch {
        toast.fail(t("offline"));
      }
    });
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton
            size="sm"
            label={t("noteThis")}
            icon={<StickyNote aria-hidden className="size-3.5" />}
            className="size-6 text-muted opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-popup-open:opacity-100 touch:opacity-100"
          />
        }
      >
        <MenuGroup label={t("noteThis")}>
          {KINDS.map((one) => (
            <MenuItem key={one} onSelect={() => setKind(one)}>
              {t(`as.${one}`)}
            </MenuItem>
          ))}
        </MenuGroup>
      </Menu>
      {kind ? (
        <Dialog
          open
          onOpenChange={(open) => {
            if (!open) setKind(null);
          }}
          title={t(`add.${kind}`)}
          description={t("from", { what: evidence })}
          footer={
            <Button type="submit" form={formId} variant="primary" pending={pending}>
              {t("note")}
            </Button>
          }
        >
          <form
            id={formId}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              send(new FormData(event.currentTarget));
            }}
            className="flex flex-col gap-4"
          >
            <FormMessage>{failed?.message}</FormMessage>
            <Field label={t("text")} name="text" fieldErrors={failed?.fieldErrors}>
              <MentionTextarea rows={3} maxLength={500} defaultValue={text} />
            </Field>
          </form>
        </Dialog>
      ) : null}
    </>
  );
}
