"use client";

import { useTranslations } from "next-intl";
import { startTransition, useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { createPersonalLinksAction } from "@/lib/surveys/actions";
import { MOST_PERSONAL_LINKS } from "@/lib/surveys/schema";

type Choice = { id: string; name: string };
export type PersonalLinksFormProps = {
  surveyId: string;
  channels: Choice[];
  touchpoints: Choice[];
  segments: { value: string; label: string }[];
};

/** For whom, under which name, and where it is heard; what came of it is said beneath. */
export function PersonalLinksForm({ surveyId, channels, touchpoints, segments }: PersonalLinksFormProps) {
  const t = useTranslations("surveys.personal");
  const words = useTranslations("surveys.link");
  const [to, setTo] = useState<"segment" | "chosen">("segment");
  const [state, submit, pending] = useActionState(createPersonalLinksAction, null);
  const errors = state && !state.ok ? state.fieldErrors : null;
  const made = state?.ok ? state.value : null;
  const options = (choices: Choice[]) => [
    { value: "", label: words("none") },
    ...choices.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => submit(form));
      }}
    >
      <input type="hidden" name="surveyId" value={surveyId} />
      <FormMessage>{state && !state.ok ? state.message : null}</FormMessage>
      <RadioGroup
        name="to"
        legend={t("to")}
        variant="choice"
        value={to}
        onValueChange={(value) => setTo(value === "chosen" ? "chosen" : "segment")}
        options={[
          { value: "segment", label: t("toSegment"), hint: t("toSegmentHint") },
          { value: "chosen", label: t("toChosen"), hint: t("toChosenHint") },
        ]}
      />
      {to === "segment" ? (
        <Field label={t("segment")} name="segmentId" fieldErrors={errors}>
          <Select options={segments} placeholder={t("chooseSegment")} />
        </Field>
      ) : (
        <Field
          label={t("customers")}
          name="customers"
          hint={t("customersHint", { most: MOST_PERSONAL_LINKS })}
          fieldErrors={errors}
        >
          <Textarea rows={6} spellCheck={false} />
        </Field>
      )}
      <Field label={t("name")} name="name" fieldErrors={errors}>
        <Input maxLength={120} placeholder={t("namePlaceholder")} />
      </Field>
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <Field label={words("channel")} name="channelId" optional fieldErrors={errors}>
          <Select options={options(channels)} />
        </Field>
        <Field
          label={words("touchpoint")}
          name="touchpointId"
          optional
          hint={words("touchpointHint")}
          fieldErrors={errors}
        >
          <Select options={options(touchpoints)} />
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" variant="primary" pending={pending}>
          {t("make")}
        </Button>
        <p role="status" className="text-sm">
          {made ? (
            <>
              {t("made", { made: made.made })} {made.had > 0 ? t("had", { had: made.had }) : null}
            </>
          ) : null}
        </p>
      </div>
      {made && made.unknownCount > 0 ? (
        <FormMessage tone="warn">
          {t("unknown", {
            count: made.unknownCount,
            list:
              made.unknownCount > made.unknown.length
                ? t("unknownMore", { list: made.unknown.join(", ") })
                : made.unknown.join(", "),
          })}
        </FormMessage>
      ) : null}
    </form>
  );
}
