"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { csvLine } from "@/lib/csv";
import { formatCount } from "@/lib/format";
import { addReferencesToListAction, createListAction } from "@/lib/segments/actions";
import { LONGEST_FILE, MOST_REFERENCES, readReferences } from "@/lib/segments/references";

type Outcome = { added: number; already: number; unknown: string[]; ambiguous: string[] };

export type ListFormProps = {
  /** Null: a new list, which gets a name. */
  listId: string | null;
};

/** External ids or e-mail addresses, pasted or from a file: who was found, who was not, and those to take away. */
export function ListForm({ listId }: ListFormProps) {
  const t = useTranslations("segments.list");
  const b = useTranslations("segments.builder");
  const router = useRouter();
  const noteId = useId();
  const [pending, startTransition] = useTransition();
  const [fields, setFields] = useState({ name: "", description: "" });
  const [text, setText] = useState("");
  const [fileName, setFileName] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const [outcome, setOutcome] = useState<{ id: string; change: Outcome } | null>(null);
  const count = text === "" ? 0 : readReferences(text).length;

  const takeFile = async (file: File) => {
    if (file.size > LONGEST_FILE) {
      setFailure({ message: "", fieldErrors: { text: t("tooLarge", { mb: LONGEST_FILE / 1_000_000 }) } });
      return;
    }
    setText(await file.text());
    setFileName(file.name);
    setFailure(null);
  };
  const submit = () =>
    startTransition(async () => {
      setFailure(null);
      if (count === 0) {
        setFailure({ message: "", fieldErrors: { text: t("nothingGiven") } });
        return;
      }
      const done = listId
        ? await addReferencesToListAction(null, { id: listId, text })
        : await createListAction(null, { ...fields, text });
      if (!done) return;
      if (!done.ok) return setFailure(done);
      const id = listId ?? (done.value as Outcome & { id: string }).id;
      setOutcome({ id, change: done.value });
      setText("");
      setFileName(null);
      router.refresh();
    });

  if (outcome) return <Done {...outcome} again={listId ? () => setOutcome(null) : null} />;
  return (
    <form
      noValidate
      className="flex max-w-2xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {failure?.message ? <FormMessage tone="error">{failure.message}</FormMessage> : null}
      {listId ? null : (
        <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
          <Field label={b("name")} name="name" error={failure?.fieldErrors.name}>
            <Input
              autoFocus
              autoComplete="off"
              maxLength={100}
              value={fields.name}
              onChange={(event) => setFields({ ...fields, name: event.target.value })}
            />
          </Field>
          <Field label={b("description")} name="description" optional>
            <Input
              autoComplete="off"
              maxLength={500}
              value={fields.description}
              onChange={(event) => setFields({ ...fields, description: event.target.value })}
            />
          </Field>
        </div>
      )}
      <FileDrop
        label={fileName ?? t("drop")}
        hint={t("dropHint", { most: formatCount(MOST_REFERENCES), mb: LONGEST_FILE / 1_000_000 })}
        accept=".csv,.txt,text/csv,text/plain"
        onFile={(file) => void takeFile(file)}
      />
      <Field
        label={t("paste")}
        name="text"
        hint={t("pasteHint")}
        error={failure?.fieldErrors.text ?? failure?.fieldErrors.references}
      >
        <Textarea
          rows={8}
          spellCheck={false}
          value={text.length > 200_000 ? "" : text}
          placeholder={text.length > 200_000 ? t("large") : "C-10482\nmarta@example.com"}
          onChange={(event) => {
            setText(event.target.value);
            setFileName(null);
          }}
        />
      </Field>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={pending}>
          {t(listId ? "add" : "make")}
        </Button>
        <p id={noteId} aria-live="polite" className="text-sm text-muted">
          {count > MOST_REFERENCES
            ? t("tooMany", { most: formatCount(MOST_REFERENCES) })
            : count > 0
              ? t("given", { count })
              : null}
        </p>
      </div>
    </form>
  );
}

function Done({ id, change, again }: { id: string; change: Outcome; again: (() => void) | null }) {
  const t = useTranslations("segments.list");
  const { added, already, unknown, ambiguous } = change;
  const download = () => {
    const lines = [
      csvLine(["reference", "why"]),
      ...unknown.map((one) => csvLine([one, t("whyUnknown")])),
      ...ambiguous.map((one) => csvLine([one, t("whyAmbiguous")])),
    ];
    const url = URL.createObjectURL(new Blob([`\uFEFF${lines.join("")}`], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = "not-found.csv";
    link.click();
    URL.revokeObjectURL(url);
  };
  const missing = unknown.length + ambiguous.length;
  return (
    <div role="status" className="flex max-w-2xl flex-col gap-4">
      <FormMessage tone="done">
        {t("done", { count: added })}
        {already > 0 ? ` ${t("already", { count: already })}` : ""}
      </FormMessage>
      {missing > 0 ? (
        <section aria-label={t("missing", { count: missing })} className="rounded-lg border border-line bg-surface p-4">
          <h2 className="text-sm font-semibold">{t("missing", { count: missing })}</h2>
          <ul className="mt-2 flex flex-col gap-1 text-sm">
            {unknown.slice(0, 8).map((one) => (
              <li key={one} className="break-all">
                {one} <span className="text-muted">{t("whyUnknown")}</span>
              </li>
            ))}
            {ambiguous.slice(0, 8).map((one) => (
              <li key={one} className="break-all">
                {one} <span className="text-muted">{t("whyAmbiguous")}</span>
              </li>
            ))}
          </ul>
          <Button className="mt-3" size="sm" icon={<Download aria-hidden />} onClick={download}>
            {t("downloadMissing")}
          </Button>
        </section>
      ) : null}
      <div className="flex gap-2">
        <Link
          href={`/segments/${id}/members`}
          className="rounded-sm text-sm font-medium text-accent-text hover:underline"
        >
          {t("show")}
        </Link>
        {again ? (
          <Button size="sm" onClick={again}>
            {t("addMore")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
