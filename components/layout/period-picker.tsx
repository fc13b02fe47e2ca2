"use client";

import { Calendar } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FilterOption, UrlFilter } from "@/components/ui/filter-select";

export type PeriodPickerProps = {
  /** What may be chosen: value as it stands in the URL, its words, and its dates as a hint. */
  presets: readonly FilterOption[];
  /** The period when the URL says nothing. */
  defaultValue: string;
  /** Words of the current period when it is none of the presets: "1 Jul – 30 Sep 2026". */
  currentLabel?: string;
  param?: string;
  label?: string;
  className?: string;
};

/** One period rules the whole page; it is in the URL. */
export function PeriodPicker({
  presets,
  defaultValue,
  currentLabel,
  param = "period",
  label,
  className,
}: PeriodPickerProps) {
  const t = useTranslations("layout");
  return (
    <UrlFilter
      param={param}
      label={label ?? t("period")}
      icon={<Calendar aria-hidden />}
      options={presets}
      defaultValue={defaultValue}
      valueLabel={currentLabel}
      className={className}
    />
  );
}
