import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { DueStep } from "@/lib/dashboards/queries/sellers";
import { formatDay } from "@/lib/format";

/** What was promised, by its day. @param today YYYY-MM-DD in the workspace's zone */
export function NextSteps({ steps, today }: { steps: readonly DueStep[]; today: string }) {
  const t = useTranslations("dashboards.farmer");
  if (steps.length === 0) return <p className="text-muted">{t("stepsNone")}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {steps.map(({ id, customerId, customerName, step, dueOn }) => {
        const day = dueOn.toISOString().slice(0, 10);
        const isLate = day < today;
        return (
          <li key={id} className="flex items-baseline justify-between gap-3">
            <span className="min-w-0">
              {step}
              <Link
                href={`/customers/${customerId}`}
                className="block truncate rounded-sm text-xs text-muted hover:underline"
              >
                {customerName}
              </Link>
            </span>
            <span className={cn("shrink-0 whitespace-nowrap text-xs", isLate ? "text-detractor-text" : "text-muted")}>
              {day === today ? t("today") : formatDay(dueOn)}
              {isLate ? `, ${t("late").toLowerCase()}` : ""}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
