"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type ChipProps = {
  /** What is filtered: "Chance to leave". */
  label: ReactNode;
  /** By what: "over 50 %". */
  value?: ReactNode;
  icon?: ReactNode;
  /** Where the page goes without this filter, or what removes it. */
  removeHref?: string;
  onRemove?: () => void;
  /** For the remove button; the label's text when it is a string. */
  name?: string;
  className?: string;
};

/** A filter that is on, with its way out. */
export function Chip({ label, value, icon, removeHref, onRemove, name, className }: ChipProps) {
  const t = useTranslations("common");
  const remove = t("removeFilter", { name: name ?? (typeof label === "string" ? label : "") });
  const cross =
    "inline-flex h-full items-center rounded-e-md px-1.5 hover:bg-[color-mix(in_srgb,var(--color-accent)_12%,transparent)]";
  return (
    <span
      className={cn(
        "inline-flex h-7 items-center whitespace-nowrap rounded-md bg-accent-soft text-xs text-ink touch:h-11 touch:text-sm",
        className,
      )}
    >
      <span className="inline-flex items-center gap-1.5 ps-2 pe-1">
        {icon}
        {label}
        {value !== undefined ? <span className="font-medium text-accent-text">{value}</span> : null}
      </span>
      {removeHref ? (
        <Link href={removeHref} aria-label={remove} title={remove} className={cross} scroll={false}>
          <X aria-hidden className="size-3.5 text-accent-text" />
        </Link>
      ) : onRemove ? (
        <button type="button" onClick={onRemove} aria-label={remove} title={remove} className={cross}>
          <X aria-hidden className="size-3.5 text-accent-text" />
        </button>
      ) : (
        <span className="pe-1" />
      )}
    </span>
  );
}
