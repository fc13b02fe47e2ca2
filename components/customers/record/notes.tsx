"use client";

import { Archive, Check, CircleCheck, CircleX, Ellipsis, Pencil, Plus, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState, useTransition } from "react";
import { MentionTextarea } from "@/components/notifications/mention-textarea";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import type { CustomerNote } from "@/lib/customers/customer";
import {
  addNoteAction,
  setNoteArchivedAction,
  setNoteMetAction,
  updateNoteAction,
} from "@/lib/customers/record-actions";
import { NOTE_KINDS, type NoteKind } from "@/lib/customers/record-schema";
import { formatDay } from "@/lib/format";
import { newId } from "@/lib/id";

export type NotesProps = { customerId: string; notes: readonly CustomerNote[]; mayEdit: boolean };

/** The order in which they are read: what they try to get done comes first. */
const ORDER: readonly NoteKind[] = ["context", "need", "problem", "weakness"];

/** What we know beyond facts, each with where it comes from and when. */
export function Notes({ customerId, notes, mayEdit }: NotesProps) {
  return ORDER.filter((kind) => NOTE_KINDS.includes(kind)).map((kind) => (
    <NoteGroup
      key={kind}
      kind={kind}
      customerId={customerId}
      mayEdit={mayEdit}
      notes={notes
        .filter((note) => note.kind === kind)
        .toSorted((one, other) => Number(one.metAt !== null) - Number(other.metAt !== null))}
    />
  ));
}

function NoteGroup({ kind, customerId, notes, mayEdit }: NotesProps & { kind: NoteKind }) {
  const t = useTranslations("record.notes");
  const [adding, setAdding] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setAdding(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <section className="border-t border-line pt-4" data-notes={kind}>
      <div className="mb-1 flex min-h-6 items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{t(`title.${kind}`)}</h3>
        {mayEdit && !adding ? (
          <IconButton
            ref={opener}
            size="sm"
            label={t(`add.${kind}`)}
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => setAdding(true)}
            className="-my-1"
          />
        ) : null}
      </div>
      {notes.length === 0 && !adding ? <p className="text-xs text-muted">{t(`empty.${kind}`)}</p> : null}
      <ul className="flex flex-col gap-2.5">
        {notes.map((note) => (
          <NoteItem key={note.id} note={note} mayEdit={mayEdit} />
        ))}
      </ul>
      {adding ? <NoteForm kind={kind} customerId={customerId} close={close} /> : null}
    </section>
  );
}

function NoteItem({ note, mayEdit }: { note: CustomerNote; mayEdit: boolean }) {
  const t = useTranslations("record.notes");
  const interactions = useTranslations("interactions.kind");
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const [pending, startTransition] = useTransition();
  const closable = note.kind !== "context";
  const setMet = (set: boolean) =>
    startTransition(async () => {
      const done = await setNoteMetAction(null, { id: note.id, set });
      if (done && !done.ok) toast.fail(done.message);
      else if (done) {
        const words = t(set ? `met.${note.kind}` : "open");
        toast.undo(words, async () => {
          await setNoteMetAction(null, { id: note.id, set: !set });
        });
      }
    });
  const archive = () =>
    startTransition(async () => {
      const done = await setNoteArchivedAction(null, { id: note.id, set: true });
      if (done && !done.ok) toast.fail(done.message);
      else if (done) {
        toast.undo(t("archived"), async () => {
          await setNoteArchivedAction(null, { id: note.id, set: false });
        });
      }
    });
  if (editing) {
    return (
      <li>
        <NoteForm kind={note.kind} note={note} close={() => setEditing(false)} />
      </li>
    );
  }
  // What was chosen on the timeline says itself where it comes from; words say it otherwise.
  const source = note.evidence || (note.interactionKind ? interactions(note.interactionKind) : (note.survey ?? ""));
  return (
    <li className={cn("flex items-start gap-2", pending && "opacity-60")}>
      {closable ? (
        <span className="pt-0.5">
          {note.metAt ? (
            <CircleCheck role="img" aria-label={t(`is.${note.kind}`)} className="text-promoter-text" />
          ) : (
            <CircleX role="img" aria-label={t("isOpen")} className="text-detractor-text" />
          )}
        </span>
      ) : null}
      <div className="min-w-0 flex-1">
        <p className={cn("break-words whitespace-pre-line", note.metAt && "text-muted")}>{note.text}</p>
        <p className="text-xs text-muted" title={note.byName ? t("by", { name: note.byName }) : undefined}>
          {[source, formatDay(new Date(note.notedOn))].filter(Boolean).join(", ")}
        </p>
      </div>
      {mayEdit ? (
        <Menu
          align="end"
          trigger={
            <IconButton
              size="sm"
              label={t("more", { text: note.text.slice(0, 60) })}
              icon={<Ellipsis aria-hidden />}
              className="-my-0.5 text-muted"
            />
          }
        >
          {closable ? (
            <MenuItem
              icon={note.metAt ? <RotateCcw aria-hidden /> : <Check aria-hidden />}
              onSelect={() => setMet(note.metAt === null)}
            >
              {t(note.metAt ? "reopen" : `mark.${note.kind}`)}
            </MenuItem>
          ) : null}
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setEditing(true)}>
            {t("edit")}
          </MenuItem>
          <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
            {t("archive")}
          </MenuItem>
        </Menu>
      ) : null}
    </li>
  );
}

type NoteFormProps = { kind: NoteKind; customerId?: string; note?: CustomerNote; close: () => void };

/** A note written where it will stand. Enter saves, Esc leaves. */
function NoteForm({ kind, customerId, note, close }: NoteFormProps) {
  const t = useTranslations("record.notes");
  const toast = useToast();
  const formId = useId();
  const [id] = useState(newId);
  const [pending, startTransition] = useTransition();
  const [failed, setFailed] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = {
      kind,
      text: String(form.get("text") ?? ""),
      evidence: String(form.get("evidence") ?? ""),
      notedOn: String(form.get("notedOn") ?? "") || undefined,
    };
    startTransition(async () => {
      try {
        const done = note
          ? await updateNoteAction(null, { id: note.id, ...given })
          : await addNoteAction(null, { id, customerId: customerId ?? "", ...given });
        if (!done) return;
        if (!done.ok) return setFailed(done);
        close();
      } catch {
        toast.fail(t("offline"));
      }
    });
  };
  return (
    <form
      id={formId}
      noValidate
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          close();
        }
        if (event.key === "Enter" && !event.shiftKey && event.target instanceof HTMLTextAreaElement) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
      }}
      className="flex flex-col gap-2 py-1"
    >
      <Field label={t(`add.${kind}`)} labelHidden name="text" fieldErrors={failed?.fieldErrors}>
        <MentionTextarea
          autoFocus
          rows={2}
          maxLength={500}
          defaultValue={note?.text}
          placeholder={t(`placeholder.${kind}`)}
        />
      </Field>
      <Field label={t("evidence")} name="evidence" optional fieldErrors={failed?.fieldErrors}>
        <Input defaultValue={note?.evidence} maxLength={200} placeholder={t("evidenceHint")} autoComplete="off" />
      </Field>
      <Field label={t("day")} name="notedOn" optional fieldErrors={failed?.fieldErrors}>
        <Input type="date" defaultValue={note?.notedOn} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" pending={pending}>
          {t(note ? "save" : "note")}
        </Button>
        <Button size="sm" variant="ghost" onClick={close}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
