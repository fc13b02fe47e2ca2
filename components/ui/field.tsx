"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "./cn";

type FieldControl = { id: string; name?: string; describedBy?: string; invalid: boolean };
const FieldContext = createContext<FieldControl | null>(null);

/** Messages by field name, as a form action returns them. */
export type FieldErrors = Record<string, string | string[] | undefined>;

/**
 * What an input, textarea or select inside a Field takes from it: its id, its name, and the ids of hint and error.
 * Outside a Field nothing is added.
 */
export function useFieldControl(own: { id?: string; name?: string; "aria-describedby"?: string }) {
  const field = useContext(FieldContext);
  return {
    id: own.id ?? field?.id,
    name: own.name ?? field?.name,
    "aria-describedby": [own["aria-describedby"], field?.describedBy].filter(Boolean).join(" ") || undefined,
    "aria-invalid": field?.invalid || undefined,
  };
}

export type FieldProps = {
  label: ReactNode;
  /** Name of the control and key of its messages in `fieldErrors`. */
  name?: string;
  hint?: ReactNode;
  error?: string | string[];
  fieldErrors?: FieldErrors | null;
  /** Says "optional" beside the label; a field is required unless it says so. */
  optional?: boolean;
  /** The label is read but not shown. */
  labelHidden?: boolean;
  className?: string;
  children: ReactNode;
};

/** Label above, control, then the hint and, at its place, what is wrong. */
export function Field({
  label,
  name,
  hint,
  error,
  fieldErrors,
  optional,
  labelHidden,
  className,
  children,
}: FieldProps) {
  const t = useTranslations("common");
  const id = useId();
  const found = error ?? (name ? fieldErrors?.[name] : undefined);
  const messages = found === undefined ? [] : Array.isArray(found) ? found : [found];
  const invalid = messages.length > 0;
  const describedBy = [hint ? `${id}-hint` : "", invalid ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cn("flex flex-col gap-1", className)}>
      <label htmlFor={id} className={cn("text-xs font-medium text-muted", labelHidden && "sr-only")}>
        {label}
        {optional ? <span className="font-normal"> ({t("optional")})</span> : null}
      </label>
      <FieldContext value={{ id, name, describedBy, invalid }}>{children}</FieldContext>
      {invalid ? (
        <p id={`${id}-error`} className="text-xs text-detractor-text">
          {messages.join(" ")}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
