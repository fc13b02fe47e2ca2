import { useTranslations } from "next-intl";
import { BarList } from "@/components/charts/bar-list";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { InteractionReason } from "@/lib/generated/prisma/enums";
import { wilson } from "@/lib/stats/proportions";

type Props = { title: string; reasons: readonly { reason: InteractionReason; count: number }[] };

/** What contacts were about, counted: the share of each with its interval. */
export function ReasonsCard({ title, reasons }: Props) {
  const t = useTranslations("teams");
  const sums = new Map<InteractionReason, number>();
  for (const { reason, count } of reasons) sums.set(reason, (sums.get(reason) ?? 0) + count);
  const n = [...sums.values()].reduce((sum, count) => sum + count, 0);
  return (
    <Card>
      <CardHeader title={title} meta={n > 0 ? t("reasons.meta", { n }) : null} />
      <CardBody>
        {n === 0 ? (
          <p className="text-sm text-muted">{t("reasons.none")}</p>
        ) : (
          <BarList
            label={title}
            nameLabel={t("reasons.reason")}
            unit={t("reasons.contacts")}
            format={{ times: 100, digits: 0, suffix: " %" }}
            tone="neutral"
            rows={[...sums]
              .sort((a, b) => b[1] - a[1])
              .map(([reason, count]) => {
                const share = wilson(count, n);
                return {
                  key: reason,
                  label: t(`reason.${reason}`),
                  value: share?.share ?? 0,
                  low: share?.interval.low ?? 0,
                  high: share?.interval.high ?? 0,
                };
              })}
          />
        )}
      </CardBody>
    </Card>
  );
}
