"use client";

import { useTranslations } from "next-intl";
import { type ReactElement, useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import type { QuoteConsent, QuoteKind } from "@/lib/generated/prisma/enums";
import { createQuoteAction, updateQuoteAction } from "@/lib/quotes/actions";
import { LONGEST_QUOTE } from "@/lib/quotes/schema";
import { ConsentField } from "./consent";
import { FeelingPicker } from "./feeling";
import { TagInput } from "./tag-input";

export type Choices = {
  touchpoints: readonly { id: string; name: string }[];
  segments: readonly { id: string; name: string }[];
  tags: readonly string[];
};

/** What the form begins with; saidOn as YYYY-MM-DD or "". */
export type QuoteDraft = {
  id?: string;
  kind: QuoteKind;
  text: string;
  speaker: string;
  source: string;
  touchpointId: string;
  segmentId: string;
  feeling: number | null;
  tags: readonly string[];
  consent: QuoteConsent;
  saidOn: string;
  /** Of a passage: its words are the transcript's, and its interview allows no more than this. */
  interviewConsent?: QuoteConsent;
};

export const EMPTY_QUOTE: QuoteDraft = {
  kind: "quote",
  text: "",
  speaker: "",
  source: "",
  touchpointId: "",
  segmentId: "",
  feeling: null,
  tags: [],
  consent: "none",
  saidOn: "",
};

export type QuoteDialogProps = {
  choices: Choices;
  draft?: QuoteDraft;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** With the id of a new one. */
  onSaved?: (id: string) => void;
};

/** Add or change a voice. A new one needs its words alone; Ctrl+Enter saves. */
export function QuoteDialog({ choices, draft = EMPTY_QUOTE, trigger, open, onOpenChange, onSaved }: QuoteDialogProps) {
  const t = useTranslations("quotes.form");
  const [inner, setInner] = useState(false);
  const shown = open ?? inner;
  const change = (next: boolean) => {
    setInner(next);
    onOpenChange?.(next);
  };
  const formId = useId();
  const [pending, setPending] = useState(false);
  return (
    <Dialog
      title={draft.id ? t("editTitle") : t("addTitle")}
      trigger={trigger}
      open={shown}
      onOpenChange={change}
      footer={
        <>
          <Button onClick={() => change(false)}>{t("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" pending={pending}>
            {draft.id ? t("save") : t("add")}
          </Button>
        </>
      }
    >
      {shown ? (
        <QuoteForm
          formId={formId}
          choices={choices}
          draft={draft}
          setPending={setPending}
          onSaved={(id) => {
            change(false);
            onSaved?.(id);
          }}
        />
      ) : null}
    </Dialog>
  );
}

type QuoteFormProps = {
  formId: string;
  choices: Choices;
  draft: QuoteDraft;
  setPending: (pending: boolean) => void;
  onSaved: (id: string) => void;
};

function QuoteForm({ formId, choices, draft, setPending, onSaved }: QuoteFormProps) {
  const t = useTranslations("quotes.form");
  const toast = useToast();
  const [values, setValues] = useState(draft);
  const set = <K extends keyof QuoteDraft>(key: K, value: QuoteDraft[K]) =>
    setValues((before) => ({ ...before, [key]: value }));
  const isPassage = draft.interviewConsent !== undefined;
  const [state, submit] = useActionState(async (): Promise<ActionState<unknown>> => {
    setPending(true);
    const { id, interviewConsent: _, ...fields } = values;
    const input = { ...fields, tags: [...fields.tags] };
    try {
      if (id) {
        const after = await updateQuoteAction(null, { ...input, id });
        if (after?.ok) onSaved(id);
        return after;
      }
      const after = await createQuoteAction(null, input);
      if (after?.ok) {
        toast.say(t("added"));
        onSaved(after.value.id);
      }
      return after;
    } finally {
      setPending(false);
    }
  }, null);
  const errors = state && !state.ok ? state.fieldErrors : {};
  const tagError = errors.tags ?? Object.entries(errors).find(([key]) => key.startsWith("tags."))?.[1];
  const options = (none: string, list: readonly { id: string; name: string }[]) => [
    { value: "", label: none },
    ...list.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <form
      id={formId}
      action={submit}
      className="flex flex-col gap-4"
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
      }}
    >
      <FormMessage tone="error">{state && !state.ok ? state.message : null}</FormMessage>
      <Segmented
        label={t("kind")}
        value={values.kind}
        onValueChange={(kind) => set("kind", kind)}
        options={[
          { value: "quote", label: t("kindQuote") },
          { value: "observation", label: t("kindObservation") },
        ]}
        className="w-fit"
      />
      <Field
        label={values.kind === "quote" ? t("words") : t("seen")}
        name="text"
        error={errors.text}
        hint={isPassage ? t("fromTranscript") : undefined}
      >
        <Textarea
          rows={3}
          required
          autoFocus={!isPassage}
          readOnly={isPassage}
          maxLength={LONGEST_QUOTE}
          value={values.text}
          onChange={(event) => set("text", event.target.value)}
        />
      </Field>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label={t("speaker")} name="speaker" error={errors.speaker} optional>
          <Input
            maxLength={160}
            placeholder={t("speakerPlaceholder")}
            value={values.speaker}
            onChange={(event) => set("speaker", event.target.value)}
          />
        </Field>
        {isPassage ? null : (
          <Field label={t("source")} name="source" error={errors.source} optional>
            <Input
              maxLength={160}
              placeholder={t("sourcePlaceholder")}
              value={values.source}
              onChange={(event) => set("source", event.target.value)}
            />
          </Field>
        )}
        <Field label={t("touchpoint")} name="touchpointId" error={errors.touchpointId}>
          <Select
            value={values.touchpointId}
            onChange={(event) => set("touchpointId", event.target.value)}
            options={options(t("noTouchpoint"), choices.touchpoints)}
          />
        </Field>
        <Field label={t("segment")} name="segmentId" error={errors.segmentId}>
          <Select
            value={values.segmentId}
            onChange={(event) => set("segmentId", event.target.value)}
            options={options(t("noSegment"), choices.segments)}
          />
        </Field>
        <FeelingPicker
          name="feeling"
          value={values.feeling === null ? "" : String(values.feeling)}
          onValueChange={(next) => set("feeling", next === "" ? null : Number(next))}
          error={errors.feeling}
        />
        <Field label={t("saidOn")} name="saidOn" error={errors.saidOn} optional>
          <Input type="date" value={values.saidOn} onChange={(event) => set("saidOn", event.target.value)} />
        </Field>
      </div>
      <TagInput value={values.tags} onValueChange={(tags) => set("tags", tags)} known={choices.tags} error={tagError} />
      <ConsentField
        value={values.consent}
        onValueChange={(consent) => set("consent", consent)}
        atMost={draft.interviewConsent}
        error={errors.consent}
      />
    </form>
  );
}
