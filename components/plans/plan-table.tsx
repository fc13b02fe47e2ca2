import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDay } from "@/lib/format";
import type { PlanLine } from "@/lib/plans/plan";

/** Plans with how far each is and what comes next. @param today YYYY-MM-DD */
export function PlanTable({ plans, today }: { plans: readonly PlanLine[]; today: string }) {
  const t = useTranslations("plans");
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-1">
      <Table label={t("plans")} look="inset">
        <thead>
          <Tr>
            <Th>{t("list.customer")}</Th>
            <Th className="max-lg:hidden">{t("list.owner")}</Th>
            <Th>{t("list.progress")}</Th>
            <Th className="max-md:hidden">{t("list.next")}</Th>
            <Th end>{t("list.late")}</Th>
          </Tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <Tr key={plan.customerId}>
              <Td>
                <Link href={`/customers/${plan.customerId}/plan`} className="rounded-sm font-medium hover:underline">
                  {plan.customerName}
                </Link>
              </Td>
              <Td muted className="max-lg:hidden">
                {plan.ownerName ?? "–"}
              </Td>
              <Td>
                <span className="flex items-center gap-2">
                  <span aria-hidden className="block h-1.5 w-20 rounded-full bg-sunken max-md:w-10">
                    <span
                      className="block h-full rounded-full bg-accent"
                      style={{ width: `${(100 * plan.done) / Math.max(1, plan.steps)}%` }}
                    />
                  </span>
                  <span className="figures whitespace-nowrap text-xs text-muted">
                    {t("steps", { done: plan.done, steps: plan.steps })}
                  </span>
                </span>
              </Td>
              <Td className="max-w-80 max-md:hidden">
                <span className="block truncate">{plan.nextText}</span>
                {plan.nextDueOn ? (
                  <span className={plan.nextDueOn < today ? "text-xs text-detractor-text" : "text-xs text-muted"}>
                    {t(plan.nextDueOn < today ? "lateSince" : "dueOn", { day: formatDay(new Date(plan.nextDueOn)) })}
                  </span>
                ) : null}
              </Td>
              <Td end>
                {plan.late > 0 ? <Badge tone="detractor">{plan.late}</Badge> : <span className="text-muted">–</span>}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
