"use client";

import { ChevronLeft, ChevronRight, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";

export type FilterChoice = { label: string; href: string };

/** Something that can be filtered by: one of a few values, or a range that is typed. */
export type FilterField = { key: string; label: string } & (
  | { choices: readonly FilterChoice[] }
  | {
      /** Address with {from} and {to} left out: the range is appended as attr=key:gte:from and so on. */
      range: { href: string; attribute: string; kind: "number" | "date" | "text"; unit?: string };
    }
);

const row =
  "flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-start text-sm hover:bg-[color-mix(in_srgb,var(--color-ink)_6%,transparent)] touch:min-h-11";

/** A field first, then its value; every choice is an address. */
export function AddFilter({ fields }: { fields: readonly FilterField[] }) {
  const t = useTranslations("customers");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const field = fields.find((one) => one.key === key);
  const go = (href: string) => {
    setOpen(false);
    setKey(null);
    router.push(href, { scroll: false });
  };
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setKey(null);
      }}
      title={field?.label ?? t("addFilter")}
      titleHidden={!field}
      className="w-64 p-1"
      trigger={
        <button
          type="button"
          className="inline-flex h-7 items-center gap-2 whitespace-nowrap rounded-md border border-dashed border-line-strong px-2 text-xs text-muted hover:text-ink touch:h-11 touch:px-3 touch:text-sm"
        >
          <Plus aria-hidden className="size-3.5" />
          {t("addFilter")}
        </button>
      }
    >
      {field ? (
        <>
          <button type="button" className={`${row} text-muted`} onClick={() => setKey(null)}>
            <ChevronLeft aria-hidden className="rtl:rotate-180" />
            {t("backToFilters")}
          </button>
          {"choices" in field ? (
            <ul className="max-h-72 overflow-y-auto">
              {field.choices.map((choice) => (
                <li key={choice.href}>
                  <button type="button" className={row} onClick={() => go(choice.href)}>
                    <span className="truncate">{choice.label}</span>
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            <RangeForm {...field.range} onApply={go} />
          )}
        </>
      ) : (
        <ul className="max-h-80 overflow-y-auto">
          {fields.map((one) => (
            <li key={one.key}>
              <button type="button" className={row} onClick={() => setKey(one.key)}>
                <span className="min-w-0 flex-1 truncate">{one.label}</span>
                <ChevronRight aria-hidden className="text-muted rtl:rotate-180" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

type RangeFormProps = {
  href: string;
  attribute: string;
  kind: "number" | "date" | "text";
  unit?: string;
  onApply: (href: string) => void;
};

function RangeForm({ href, attribute, kind, unit, onApply }: RangeFormProps) {
  const t = useTranslations("customers.filter");
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const url = new URLSearchParams(href.split("?")[1] ?? "");
    const add = (operator: string, name: string) => {
      const value = String(form.get(name) ?? "").trim();
      if (value !== "") url.append("attr", `${attribute}:${operator}:${value}`);
    };
    add("eq", "value");
    add("gte", "from");
    add("lte", "to");
    onApply(`/customers?${url}`);
  };
  return (
    <form onSubmit={apply} className="flex flex-col gap-3 p-2">
      {kind === "text" ? (
        <Field label={t("value")} name="value">
          <Input />
        </Field>
      ) : (
        <div className="grid grid-cols-2 gap-2">
          <Field label={t("from")} name="from">
            <Input type={kind} step="any" end={unit || undefined} />
          </Field>
          <Field label={t("to")} name="to">
            <Input type={kind} step="any" end={unit || undefined} />
          </Field>
        </div>
      )}
      <Button type="submit" variant="primary">
        {t("apply")}
      </Button>
    </form>
  );
}
