import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/lib/format";
import type { HealthPoint } from "@/lib/health/health";
import { sayOwnValue, timelineKindOf } from "@/lib/health/own-value";
import type { CustomerHealth, ExplainedPoint } from "@/lib/health/queries";
import { describeRule } from "@/lib/segments/rule-text";
import { HealthBar, HealthMark } from "./health-mark";

export type HealthCardProps = {
  /** lib/health/queries.ts: healthOfCustomer */
  health: CustomerHealth;
  customerId: string;
  now: Date;
  timeZone: string;
  /** Leads to the conditions. */
  mayChange: boolean;
};

const POINT_LOOK: Record<HealthPoint, string> = {
  10: "bg-promoter-soft text-promoter-text",
  5: "bg-sunken text-muted",
  0: "bg-detractor-soft text-detractor-text",
};

/** How the customer is, 0 to 10, and why: every point with its rule in words, its weight and the customer's own value. */
export function HealthCard({ health, customerId, now, timeZone, mayChange }: HealthCardProps) {
  const t = useTranslations("health");
  return (
    <Card>
      <CardHeader
        title={t("title")}
        meta={health.points.length > 0 ? t("card.conditions", { count: health.points.length }) : undefined}
        action={
          mayChange ? (
            <Link href="/settings/health" className="rounded-sm text-xs text-accent-text hover:underline">
              {t("card.change")}
            </Link>
          ) : undefined
        }
      />
      <CardBody>
        {health.score === null ? (
          <p className="text-muted">{t("card.none")}</p>
        ) : (
          <>
            <p className="mb-1.5 flex items-baseline gap-2 text-lg">
              <HealthMark score={health.score} words />
              <span className="ms-auto text-xs text-muted">{t("card.scale")}</span>
            </p>
            <HealthBar score={health.score} />
            <ul className="mt-3 flex flex-col">
              {health.points.map((point) => (
                <Point key={point.condition.id} {...{ point, health, customerId, now, timeZone }} />
              ))}
            </ul>
          </>
        )}
      </CardBody>
    </Card>
  );
}

type PointProps = { point: ExplainedPoint } & Pick<HealthCardProps, "health" | "customerId" | "now" | "timeZone">;

function Point({ point: { condition, point, isBoth, values }, health, customerId, now, timeZone }: PointProps) {
  const t = useTranslations("health");
  const words = useTranslations("segments");
  const inWords = (rule: (typeof condition)["good"]) => describeRule(rule, health.catalogue, words);
  const why =
    point === 10
      ? t("card.good", { rule: inWords(condition.good) })
      : point === 0
        ? t(isBoth ? "card.both" : "card.bad", { rule: inWords(condition.bad) })
        : t("card.between", { good: inWords(condition.good), bad: inWords(condition.bad) });
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-3 border-t border-line py-2 last:pb-0">
      <p className="min-w-0">
        <span className="font-medium">{condition.name}</span>{" "}
        <span className="text-xs text-muted">{t("card.weight", { weight: condition.weight })}</span>
      </p>
      <span
        className={cn("figures h-5 min-w-7 rounded-sm px-1.5 text-center text-xs/5 font-semibold", POINT_LOOK[point])}
      >
        <span className="sr-only">{t("card.points")} </span>
        {formatNumber(point)}
      </span>
      {values.length > 0 ? (
        <p className="col-span-2 text-xs">
          {values.map(({ condition: asked, value }, index) => {
            const kind = timelineKindOf(asked.field);
            const text = t("card.own", {
              field: words(`field.${asked.field}`),
              value: sayOwnValue({ condition: asked, value }, health, { now, timeZone }, words) ?? t("card.unknown"),
            });
            return (
              <span
                key={`${asked.field} ${asked.attribute ?? asked.item ?? asked.touchpoint ?? ""} ${JSON.stringify(asked.where ?? null)}`}
              >
                {index > 0 ? "; " : null}
                {kind ? (
                  <Link
                    href={`/customers/${customerId}?kind=${kind}`}
                    className="rounded-sm text-accent-text hover:underline"
                  >
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </span>
            );
          })}
        </p>
      ) : null}
      <p className="col-span-2 text-xs text-muted">{why}</p>
    </li>
  );
}
