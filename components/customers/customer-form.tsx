"use client";

import { useTranslations } from "next-intl";
import { Field, type FieldErrors } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { AttributeDefinition, AttributeValue } from "@/lib/customers/attributes";
import type { Customer } from "@/lib/customers/customer";
import { LifecycleStage } from "@/lib/generated/prisma/enums";

export type CustomerFieldsProps = {
  /** Left out: a new customer. */
  customer?: Customer;
  definitions: readonly AttributeDefinition[];
  currency: string;
  fieldErrors?: FieldErrors | null;
};

/** The fields of a customer, for adding and editing alike. */
export function CustomerFields({ customer, definitions, currency, fieldErrors }: CustomerFieldsProps) {
  const t = useTranslations("customers");
  const given = (name: "email" | "phone" | "city" | "country" | "language" | "externalId") => customer?.[name] ?? "";
  return (
    <div className="flex flex-col gap-4">
      <RadioGroup
        name="kind"
        legend={t("form.kind")}
        variant="choice"
        defaultValue={customer?.kind ?? "person"}
        options={[
          { value: "person", label: t("kind.person") },
          { value: "company", label: t("kind.company") },
        ]}
        error={fieldErrors?.kind}
      />
      <Field label={t("form.name")} name="name" fieldErrors={fieldErrors}>
        <Input defaultValue={customer?.name} required maxLength={200} autoComplete="off" />
      </Field>
      <Field label={t("form.email")} name="email" optional fieldErrors={fieldErrors}>
        <Input type="email" defaultValue={given("email")} autoComplete="off" />
      </Field>
      <Field label={t("form.phone")} name="phone" optional fieldErrors={fieldErrors}>
        <Input type="tel" defaultValue={given("phone")} autoComplete="off" />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("form.city")} name="city" optional fieldErrors={fieldErrors}>
          <Input defaultValue={given("city")} autoComplete="off" />
        </Field>
        <Field label={t("form.country")} name="country" optional fieldErrors={fieldErrors}>
          <Input defaultValue={given("country")} autoComplete="off" />
        </Field>
      </div>
      {customer ? (
        <Field label={t("form.language")} name="language" optional fieldErrors={fieldErrors}>
          <Input defaultValue={given("language")} autoComplete="off" />
        </Field>
      ) : (
        <Field label={t("form.lifecycle")} name="lifecycle" fieldErrors={fieldErrors}>
          <Select
            defaultValue="lead"
            options={Object.values(LifecycleStage).map((stage) => ({ value: stage, label: t(`lifecycle.${stage}`) }))}
          />
        </Field>
      )}
      <Field label={t("form.tags")} name="tags" optional hint={t("form.tagsHint")} fieldErrors={fieldErrors}>
        <Input defaultValue={customer?.tags.join(", ")} autoComplete="off" />
      </Field>
      <Field
        label={t("form.externalId")}
        name="externalId"
        optional
        hint={t("form.externalIdHint")}
        fieldErrors={fieldErrors}
      >
        <Input defaultValue={given("externalId")} autoComplete="off" />
      </Field>
      {definitions.length > 0 ? (
        <fieldset className="flex flex-col gap-4 border-t border-line pt-4">
          <legend className="sr-only">{t("form.attributes")}</legend>
          {definitions.map((definition) => (
            <AttributeField
              key={definition.key}
              definition={definition}
              value={customer?.attributes[definition.key]}
              currency={currency}
              fieldErrors={fieldErrors}
            />
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

type AttributeFieldProps = {
  definition: AttributeDefinition;
  value: AttributeValue | undefined;
  currency: string;
  fieldErrors?: FieldErrors | null;
};

function AttributeField({ definition, value, currency, fieldErrors }: AttributeFieldProps) {
  const t = useTranslations("customers");
  const { key, label, kind, options, unit } = definition;
  const name = `attributes.${key}`;
  const text = value === undefined ? "" : String(value);
  return (
    <Field label={label} name={name} optional fieldErrors={fieldErrors}>
      {kind === "boolean" ? (
        <Select
          defaultValue={text}
          placeholder={t("form.notSaid")}
          options={[
            { value: "true", label: t("page.yes") },
            { value: "false", label: t("page.no") },
          ]}
        />
      ) : kind === "choice" && options.length > 0 ? (
        <Select
          defaultValue={text}
          placeholder={t("form.notSaid")}
          options={options.map((option) => ({ value: option, label: option }))}
        />
      ) : (
        <Input
          type={kind === "date" ? "date" : "text"}
          inputMode={kind === "number" || kind === "money" ? "decimal" : undefined}
          defaultValue={kind === "money" && typeof value === "number" ? String(value / 100) : text}
          end={kind === "money" ? currency : unit || undefined}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
