"use client";

import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/auth/action";
import type { QuoteKind } from "@/lib/generated/prisma/enums";
import { markPassageAction } from "@/lib/quotes/actions";
import type { Span } from "@/lib/quotes/passages";
import { LONGEST_QUOTE } from "@/lib/quotes/schema";
import { FeelingPicker } from "./feeling";
import type { Choices } from "./quote-dialog";
import { TagInput } from "./tag-input";

export type MarkFormProps = {
  interviewId: string;
  span: Span;
  words: string;
  choices: Choices;
  onDone: () => void;
};

/** What the words tell, in a small panel: where, how it felt, tags, and whether it was said or seen. */
export function MarkForm({ interviewId, span, words, choices, onDone }: MarkFormProps) {
  const t = useTranslations("quotes.interview");
  const tf = useTranslations("quotes.form");
  const [touchpointId, setTouchpoint] = useState("");
  const [feeling, setFeeling] = useState("");
  const [tags, setTags] = useState<string[]>([]);
  const [kind, setKind] = useState<QuoteKind>("quote");
  const isTooLong = words.length > LONGEST_QUOTE;
  const [state, submit] = useActionState(async (): Promise<ActionState<unknown>> => {
    const after = await markPassageAction(null, {
      interviewId,
      startsAt: span.start,
      endsAt: span.end,
      text: words,
      kind,
      touchpointId,
      feeling: feeling === "" ? null : Number(feeling),
      tags,
    });
    if (after?.ok) onDone();
    return after;
  }, null);
  const failed = state && !state.ok ? state : null;
  const tagError = Object.entries(failed?.fieldErrors ?? {}).find(([key]) => key.startsWith("tags"))?.[1];
  return (
    <form
      action={submit}
      className="flex flex-col gap-3"
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
      }}
    >
      <p className="line-clamp-2 text-xs text-muted">“{words}”</p>
      <FormMessage tone="error">
        {isTooLong
          ? t("tooLong", { most: LONGEST_QUOTE })
          : failed
            ? (failed.fieldErrors.text ?? failed.fieldErrors.touchpointId ?? failed.message)
            : null}
      </FormMessage>
      <Field label={tf("touchpoint")} name="touchpointId">
        <Select
          value={touchpointId}
          onChange={(event) => setTouchpoint(event.target.value)}
          options={[
            { value: "", label: tf("noTouchpoint") },
            ...choices.touchpoints.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Field>
      <FeelingPicker name="feeling" value={feeling} onValueChange={setFeeling} />
      <TagInput value={tags} onValueChange={setTags} known={choices.tags} error={tagError} />
      <div className="flex items-center justify-between gap-2">
        <Segmented
          label={tf("kind")}
          value={kind}
          onValueChange={setKind}
          options={[
            { value: "quote", label: tf("kindQuote") },
            { value: "observation", label: tf("kindObservation") },
          ]}
        />
        <SubmitButton disabled={isTooLong}>{t("mark")}</SubmitButton>
      </div>
    </form>
  );
}
