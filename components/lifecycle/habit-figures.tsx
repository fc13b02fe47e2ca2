import { useTranslations } from "next-intl";
import { formatNumber } from "@/lib/format";
import type { CustomerHabit } from "@/lib/lifecycle/queries/habit";

type Props = { habit: CustomerHabit; service: { alone: number; n: number } };

/** A customer's own rhythm, and how much of it needs nobody: two lines for the customer's page. */
export function HabitFigures({ habit, service }: Props) {
  const t = useTranslations("lifecycle");
  const { median, gaps, since } = habit;
  const past = median !== null && since !== null ? Math.round(since - median) : 0;
  return (
    <dl className="flex flex-col gap-2 text-sm">
      <div>
        <dt className="text-muted">{t("habit.title")}</dt>
        <dd>
          {median === null ? (
            <span className="text-muted">{t("habit.customerNone")}</span>
          ) : (
            <>
              <span className="font-medium">
                {t("habit.customer", { days: formatNumber(median, median % 1 === 0 ? 0 : 1) })}
              </span>
              <span className="block text-xs text-muted">
                {t("habit.customerN", { count: gaps })}
                {since === null ? null : `, ${t("habit.customerSince", { days: since })}`}
                {past > 0 ? (
                  <span className="text-detractor-text">, {t("habit.customerPast", { days: past })}</span>
                ) : null}
              </span>
            </>
          )}
        </dd>
      </div>
      {service.n > 0 ? (
        <div>
          <dt className="text-muted">{t("service.title")}</dt>
          <dd>
            <span className="font-medium">{t("service.customer", service)}</span>
            <span className="block text-xs text-muted">{t("service.customerUnit")}</span>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
