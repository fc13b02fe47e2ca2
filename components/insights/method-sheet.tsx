"use client";

import { useTranslations } from "next-intl";
import { Sheet } from "@/components/ui/sheet";

const PARTS = ["unit", "tests", "both", "many", "floors", "order", "never", "cause"] as const;

/** What every figure on the page rests on. */
export function MethodSheet() {
  const t = useTranslations("insights.method");
  return (
    <Sheet
      title={t("title")}
      trigger={
        <button
          type="button"
          className="rounded-sm text-xs font-medium text-accent-text hover:underline touch:min-h-11"
        >
          {t("title")}
        </button>
      }
    >
      <dl className="flex flex-col gap-4">
        {PARTS.map((part) => (
          <div key={part}>
            <dt className="text-sm font-semibold">{t(`${part}Title`)}</dt>
            <dd className="mt-1 text-sm text-muted">{t(part)}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
