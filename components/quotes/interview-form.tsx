"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { CustomerPicker } from "@/components/interactions/customer-picker";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import type { ActionState } from "@/lib/auth/action";
import { formatCount } from "@/lib/format";
import type { QuoteConsent } from "@/lib/generated/prisma/enums";
import { createInterviewAction, updateInterviewAction } from "@/lib/quotes/actions";
import { cleanTranscript, LONGEST_TRANSCRIPT } from "@/lib/quotes/schema";
import { ConsentField } from "./consent";

export type InterviewDraft = {
  id?: string;
  title: string;
  speaker: string;
  /** YYYY-MM-DD */
  heldOn: string;
  segmentId: string;
  customer: { id: string; name: string } | null;
  consent: QuoteConsent;
  transcript: string;
  /** Passages that are marked in it. */
  passages: number;
};

export type InterviewFormProps = { draft: InterviewDraft; segments: readonly { id: string; name: string }[] };

/** Who spoke, when, what they agreed to, and the text. */
export function InterviewForm({ draft, segments }: InterviewFormProps) {
  const t = useTranslations("quotes.interviewForm");
  const [values, setValues] = useState(draft);
  const set = <K extends keyof InterviewDraft>(key: K, value: InterviewDraft[K]) =>
    setValues((before) => ({ ...before, [key]: value }));
  const most = formatCount(LONGEST_TRANSCRIPT);
  const length = values.transcript.length;
  const [state, submit] = useActionState(async (): Promise<ActionState<unknown>> => {
    const { id, customer, passages: _, ...fields } = values;
    // Said before it is sent: far beyond the limit the text would not even arrive.
    const kept = cleanTranscript(fields.transcript).length;
    if (kept > LONGEST_TRANSCRIPT) {
      const message = t("tooLong", { most, n: formatCount(kept) });
      return { ok: false, message, fieldErrors: { transcript: message } };
    }
    const input = { ...fields, customerId: customer?.id ?? "" };
    return id ? updateInterviewAction(null, { ...input, id }) : createInterviewAction(null, input);
  }, null);
  const errors = state && !state.ok ? state.fieldErrors : {};
  return (
    <form action={submit} className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col gap-4">
        <FormMessage tone="error">{state && !state.ok ? state.message : null}</FormMessage>
        <Field label={t("title")} name="title" error={errors.title}>
          <Input
            required
            autoFocus={!draft.id}
            maxLength={160}
            placeholder={t("titlePlaceholder")}
            value={values.title}
            onChange={(event) => set("title", event.target.value)}
          />
        </Field>
        <Field
          label={t("transcript")}
          name="transcript"
          optional
          error={errors.transcript}
          hint={draft.passages > 0 ? t("transcriptMarked", { n: draft.passages }) : t("transcriptHint", { most })}
        >
          <Textarea
            rows={22}
            value={values.transcript}
            onChange={(event) => set("transcript", event.target.value)}
            className="min-h-96 leading-6"
          />
        </Field>
        <p
          aria-live="polite"
          className={length > LONGEST_TRANSCRIPT ? "text-xs text-detractor-text" : "text-xs text-muted"}
        >
          {t("characters", { n: formatCount(length), most })}
        </p>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Field label={t("speaker")} name="speaker" optional error={errors.speaker} hint={t("speakerHint")}>
          <Input
            maxLength={160}
            placeholder={t("speakerPlaceholder")}
            value={values.speaker}
            onChange={(event) => set("speaker", event.target.value)}
          />
        </Field>
        <Field label={t("heldOn")} name="heldOn" error={errors.heldOn}>
          <Input type="date" required value={values.heldOn} onChange={(event) => set("heldOn", event.target.value)} />
        </Field>
        <Field label={t("segment")} name="segmentId" error={errors.segmentId}>
          <Select
            value={values.segmentId}
            onChange={(event) => set("segmentId", event.target.value)}
            options={[
              { value: "", label: t("noSegment") },
              ...segments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        <CustomerField
          value={values.customer}
          onValueChange={(customer) => set("customer", customer)}
          error={errors.customerId}
        />
        <ConsentField
          value={values.consent}
          onValueChange={(consent) => set("consent", consent)}
          error={errors.consent}
        />
        <div className="flex gap-2 pt-2">
          <SubmitButton>{draft.id ? t("save") : t("create")}</SubmitButton>
          <LinkButton href={draft.id ? `/quotes/interviews/${draft.id}` : "/quotes/interviews"}>
            {t("cancel")}
          </LinkButton>
        </div>
      </div>
    </form>
  );
}

type CustomerFieldProps = {
  value: InterviewDraft["customer"];
  onValueChange: (value: InterviewDraft["customer"]) => void;
  error?: string;
};

function CustomerField({ value, onValueChange, error }: CustomerFieldProps) {
  const t = useTranslations("quotes.interviewForm");
  const [open, setOpen] = useState(false);
  return (
    <div>
      <p className="mb-1 text-xs font-medium text-muted">{t("customer")}</p>
      <div className="flex min-w-0 items-center gap-2">
        {value ? (
          <>
            <Avatar name={value.name} size="sm" />
            <Link href={`/customers/${value.id}`} className="min-w-0 flex-1 truncate rounded-sm hover:underline">
              {value.name}
            </Link>
            <IconButton label={t("customerNone")} icon={<X aria-hidden />} onClick={() => onValueChange(null)} />
          </>
        ) : null}
        <Popover
          title={t("customerPick")}
          titleHidden
          open={open}
          onOpenChange={setOpen}
          className="w-80"
          trigger={<Button size="sm">{value ? t("customerChange") : t("customerPick")}</Button>}
        >
          <CustomerPicker
            onPick={({ id, name }) => {
              onValueChange({ id, name });
              setOpen(false);
            }}
          />
        </Popover>
      </div>
      {error ? <p className="mt-1 text-xs text-detractor-text">{error}</p> : null}
    </div>
  );
}
