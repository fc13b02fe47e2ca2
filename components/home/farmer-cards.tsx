import Link from "next/link";
import { useTranslations } from "next-intl";
import { AcceptanceRate } from "@/components/offers/acceptance-rate";
import { PromiseItem } from "@/components/promises/promise-item";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { ScoreMark } from "@/components/ui/score-mark";
import { type Renewal, yearsByCurrency } from "@/lib/contracts/contract";
import type { OwnDetractor } from "@/lib/dashboards/queries/sellers";
import { formatDateParts, formatMoney } from "@/lib/format";
import type { DuePromise } from "@/lib/interactions/promise";
import type { Suggestion } from "@/lib/offers/offer";
import { reasonText } from "@/lib/offers/reason";
import type { PlanLine } from "@/lib/plans/plan";

const SHOWN = 5;

/** Contracts that renew soon; those whose day passed stand first. */
export function RenewalsCard({ renewals, today }: { renewals: readonly Renewal[]; today: string }) {
  const t = useTranslations("dashboards.farmer");
  const worth = yearsByCurrency(renewals).map(({ currency, cents }) => formatMoney(cents, currency));
  return (
    <Card>
      <CardHeader
        title={t("renewals")}
        meta={
          renewals.length > 0 ? t("renewalsWorth", { count: renewals.length, amounts: worth.join(", ") }) : undefined
        }
      />
      <CardBody>
        {renewals.length === 0 ? <p className="text-muted">{t("renewalsNone")}</p> : null}
        <ul>
          {renewals.slice(0, SHOWN).map((renewal) => (
            <li key={renewal.id} className="flex min-h-9 items-center gap-2 py-1">
              <span
                className={cn(
                  "figures w-13 shrink-0 text-xs",
                  renewal.renewsOn < today ? "text-detractor-text" : "text-muted",
                )}
              >
                {formatDateParts(new Date(renewal.renewsOn), "UTC", "day")}
              </span>
              <span className="min-w-0 flex-1 truncate">
                <Link href={`/customers/${renewal.customerId}`} className="rounded-sm hover:underline">
                  {renewal.customerName}
                </Link>
                <span className="text-xs text-muted">
                  {" "}
                  {renewal.renewsOn < today ? t("renewalLate", { name: renewal.name }) : renewal.name}
                </span>
              </span>
              <span className="figures font-medium">{formatMoney(renewal.yearCents, renewal.currency)}</span>
            </li>
          ))}
        </ul>
        {renewals.length > SHOWN ? (
          <p className="text-xs text-muted">{t("more", { count: renewals.length - SHOWN })}</p>
        ) : null}
      </CardBody>
    </Card>
  );
}

/** What was promised to customers and is due; one press keeps it. */
export function PromisesDueCard({
  promises,
  today,
  mayWrite,
}: {
  promises: readonly DuePromise[];
  today: string;
  mayWrite: boolean;
}) {
  const t = useTranslations("dashboards.farmer");
  const missed = promises.filter(({ dueOn }) => dueOn < today).length;
  return (
    <Card>
      <CardHeader title={t("promises")} meta={missed > 0 ? t("promisesMissed", { count: missed }) : undefined} />
      <CardBody>
        {promises.length === 0 ? <p className="text-muted">{t("promisesNone")}</p> : null}
        <ul>
          {promises.slice(0, SHOWN).map((promise) => (
            <PromiseItem
              key={promise.id}
              promise={promise}
              keptOn={null}
              today={today}
              mayWrite={mayWrite}
              customer={{ id: promise.customerId, name: promise.customerName }}
            />
          ))}
        </ul>
        {promises.length > SHOWN ? (
          <p className="text-xs text-muted">{t("more", { count: promises.length - SHOWN })}</p>
        ) : null}
      </CardBody>
    </Card>
  );
}

type DetractorsProps = { answers: number; detractors: readonly (OwnDetractor & { when: string })[] };

/** Who was unhappy this week, in their words. */
export function DetractorsCard({ answers, detractors }: DetractorsProps) {
  const t = useTranslations("dashboards.farmer");
  return (
    <Card>
      <CardHeader
        title={t("detractors")}
        meta={answers > 0 ? t("detractorsOf", { count: detractors.length, all: answers }) : undefined}
      />
      <CardBody>
        {detractors.length === 0 ? (
          <p className="text-muted">{t(answers > 0 ? "detractorsNone" : "answersNone")}</p>
        ) : null}
        <ul className="flex flex-col gap-2.5">
          {detractors.slice(0, SHOWN).map((one) => (
            <li key={one.responseId} className="flex items-start gap-3">
              <ScoreMark kind="detractor" score={one.score} compact />
              <div className="min-w-0 flex-1">
                <Link href={`/customers/${one.customerId}`} className="rounded-sm font-medium hover:underline">
                  {one.name}
                </Link>
                {one.reason ? (
                  <Link
                    href={`/responses/${one.responseId}`}
                    className="line-clamp-2 rounded-sm text-xs text-muted hover:underline"
                  >
                    “{one.reason}”
                  </Link>
                ) : null}
              </div>
              <span className="shrink-0 text-xs text-muted">{one.when}</span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

/** What to offer to whom, why, and how often such an offer was accepted. */
export function OffersDueCard({ suggestions, smallGroup }: { suggestions: readonly Suggestion[]; smallGroup: number }) {
  const t = useTranslations("dashboards.farmer");
  const words = useTranslations("offers");
  return (
    <Card>
      <CardHeader
        title={t("offers")}
        action={
          <Link href="/offers" className="rounded-sm text-xs text-accent-text hover:underline">
            {t("offersRules")}
          </Link>
        }
        meta={suggestions.length > 0 ? t("offersSub") : undefined}
      />
      <CardBody>
        {suggestions.length === 0 ? <p className="text-muted">{t("offersNone")}</p> : null}
        <ul className="flex flex-col gap-2.5">
          {suggestions.map((one) => (
            <li key={`${one.ruleId} ${one.customerId}`} className="flex items-baseline justify-between gap-3">
              <span className="min-w-0">
                <span className="block truncate font-medium">{one.offer}</span>
                <span className="block text-xs text-muted">
                  <Link href={`/customers/${one.customerId}`} className="rounded-sm text-ink hover:underline">
                    {one.customerName}
                  </Link>
                  : {reasonText(one, words)}
                </span>
              </span>
              <AcceptanceRate accepted={one.accepted} answered={one.answered} k={smallGroup} stacked />
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

/** Plans of own customers that are behind schedule, then the others. */
export function PlansCard({ plans, today }: { plans: readonly PlanLine[]; today: string }) {
  const t = useTranslations("dashboards.farmer");
  const words = useTranslations("plans");
  const late = plans.filter(({ late: steps }) => steps > 0).length;
  return (
    <Card>
      <CardHeader
        title={t("plans")}
        meta={plans.length > 0 ? t("plansBehind", { count: late, all: plans.length }) : undefined}
        action={
          plans.length > 0 ? (
            <Link href="/customers/plans?owner=mine" className="rounded-sm text-xs text-accent-text hover:underline">
              {t("plansAll")}
            </Link>
          ) : undefined
        }
      />
      <CardBody>
        {plans.length === 0 ? <p className="text-muted">{t("plansNone")}</p> : null}
        <ul>
          {plans.slice(0, SHOWN).map((plan) => (
            <li key={plan.customerId} className="flex min-h-9 items-center gap-3 py-1">
              <span className="min-w-0 flex-1">
                <Link href={`/customers/${plan.customerId}/plan`} className="block truncate rounded-sm hover:underline">
                  {plan.customerName}
                </Link>
                <span className="block truncate text-xs text-muted">{plan.nextText}</span>
              </span>
              <span className="figures shrink-0 text-xs text-muted">
                {words("steps", { done: plan.done, steps: plan.steps })}
              </span>
              {plan.late > 0 ? (
                <Badge tone="detractor">{words("card.late", { count: plan.late })}</Badge>
              ) : plan.nextDueOn ? (
                <span className={cn("shrink-0 text-xs", plan.nextDueOn < today ? "text-detractor-text" : "text-muted")}>
                  {formatDateParts(new Date(plan.nextDueOn), "UTC", "day")}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
