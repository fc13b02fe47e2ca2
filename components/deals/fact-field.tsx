"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { changeDealAction } from "@/lib/deals/actions";
import type { DealField } from "@/lib/deals/schema";

export type FactFieldProps = {
  dealId: string;
  field: DealField;
  label: string;
  /** In the words of the form. */
  value: string;
  /** As it is read. */
  children: ReactNode;
  input?: "text" | "decimal" | "date";
  /** A choice instead of an input. */
  options?: readonly SelectOption[];
  suggestions?: readonly string[];
  readOnly?: boolean;
};

/**
 * One fact of a deal, changed where it stands: press it, write, Enter. Esc leaves it. When somebody else wrote another
 * value meanwhile, both stand there and the editor chooses.
 */
export function FactField(props: FactFieldProps) {
  const { dealId, field, label, value, children, input = "text", options, suggestions, readOnly = false } = props;
  const t = useTranslations("deals.fact");
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  /** What stood there when the editor opened; null while it is read. */
  const [was, setWas] = useState<string | null>(null);
  const [draft, setDraft] = useState(value);
  const [error, setError] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<{ value: string; byName: string | null } | null>(null);
  const [pending, start] = useTransition();

  const close = () => {
    setWas(null);
    setError(null);
    setTheirs(null);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const save = (text: string, seen: string) => {
    if (text === seen) return close();
    start(async () => {
      const done = await changeDealAction(null, { id: dealId, field, value: text, was: seen });
      if (!done) return;
      if (!done.ok) return setError(done.fieldErrors.value ?? done.message);
      if (done.value.kind === "conflict") {
        // The same words from two people are no conflict.
        if (done.value.value === text) return close();
        return setTheirs(done.value);
      }
      close();
    });
  };
  const read = (text: string) =>
    text === "" ? t("empty") : (options?.find((option) => option.value === text)?.label ?? text);
  const editing = was !== null;
  return (
    <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] items-baseline gap-3">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">
        {readOnly ? (
          children
        ) : !editing ? (
          <button
            ref={opener}
            type="button"
            aria-label={t("change", { label, value: read(value) })}
            onClick={() => {
              setDraft(value);
              setWas(value);
            }}
            className="-mx-1.5 -my-0.5 min-h-6 w-full cursor-text rounded-sm px-1.5 py-0.5 text-start hover:bg-hover touch:min-h-11"
          >
            {children}
          </button>
        ) : theirs ? (
          <div className="flex flex-col gap-2 rounded-md border border-warn bg-warn-soft p-2" role="alert">
            <p className="text-xs">
              {t("conflict", { who: theirs.byName ?? t("somebody"), value: read(theirs.value) })}
            </p>
            <div className="flex flex-wrap gap-2">
              <Button size="sm" autoFocus onClick={close}>
                {t("keep", { value: read(theirs.value) })}
              </Button>
              <Button
                size="sm"
                pending={pending}
                onClick={() => {
                  setTheirs(null);
                  save(draft, theirs.value);
                }}
              >
                {t("mine", { value: read(draft) })}
              </Button>
            </div>
          </div>
        ) : (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              save(draft, was);
            }}
            onBlur={(event) => {
              // Inside the same editor nothing is left.
              if (!event.currentTarget.contains(event.relatedTarget) && !pending && error === null) save(draft, was);
            }}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.stopPropagation();
              close();
            }}
          >
            <Field label={label} labelHidden error={error ?? undefined}>
              {options ? (
                <Select
                  autoFocus
                  value={draft}
                  options={options}
                  onChange={(event) => {
                    setDraft(event.target.value);
                    save(event.target.value, was);
                  }}
                />
              ) : (
                <Input
                  autoFocus
                  type={input === "date" ? "date" : "text"}
                  inputMode={input === "decimal" ? "decimal" : undefined}
                  autoComplete="off"
                  list={suggestions ? `${id}-list` : undefined}
                  readOnly={pending}
                  value={draft}
                  onFocus={(event) => {
                    if (input !== "date") event.target.select();
                  }}
                  onChange={(event) => {
                    setError(null);
                    setDraft(event.target.value);
                  }}
                  className={cn(pending && "opacity-60")}
                />
              )}
            </Field>
            {suggestions ? (
              <datalist id={`${id}-list`}>
                {suggestions.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            ) : null}
          </form>
        )}
      </dd>
    </div>
  );
}
