import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { Measure } from "@/lib/teams/measures";
import type { Pairing, Standing, Strength } from "@/lib/teams/strengths";
import { figureText, qText, rangeOf } from "./figure-text";

const MARK = { above: "▲", below: "▼", among: "■" } as const;
const INK = { above: "text-promoter-text", below: "text-detractor-text", among: "text-muted" } as const;

/** Each strength with the sellers from best to worst, and whether they can be told apart from the team. */
export function StrengthsCard({
  strengths,
  tests,
  k,
  currency,
}: {
  strengths: readonly Strength[];
  tests: number;
  k: number;
  currency: string;
}) {
  const t = useTranslations("teams");
  const line = (measure: Measure, one: Standing) => (
    <li key={one.userId} className="flex items-baseline gap-2 py-1 max-sm:flex-wrap">
      <span aria-hidden className={cn("w-3 shrink-0 text-xs", INK[one.stands])}>
        {MARK[one.stands]}
      </span>
      <span className="min-w-0 flex-1">
        <Link href={`/team/${one.userId}`} className="rounded-sm hover:underline">
          {one.name}
        </Link>
        <span className={cn("ms-2 text-xs", INK[one.stands])}>
          {t(`strengths.${one.stands}`)}
          {one.stands !== "among" && one.q !== null
            ? `, ${t(one.q < 0.05 ? "strengths.q" : "strengths.chance", { q: qText(one.q) })}`
            : null}
        </span>
      </span>
      <span className="figures shrink-0 text-end text-sm whitespace-nowrap max-sm:w-full max-sm:ps-5 max-sm:text-start">
        <span className="font-medium">{figureText(measure, one.figure.value ?? 0, currency)}</span>{" "}
        <span className="text-xs text-muted">
          {rangeOf(measure, one.figure, currency)},{" "}
          {t(one.figure.state === "indicative" ? "nIndicative" : "n", { n: one.figure.n })}
        </span>
      </span>
    </li>
  );
  return (
    <Card>
      <CardHeader title={t("strengths.title")} meta={t("strengths.meta", { tests })} />
      <CardBody className="grid grid-cols-1 gap-x-8 gap-y-5 lg:grid-cols-2 2xl:grid-cols-3">
        {strengths.map(({ measure, team, standings, hidden }) => (
          <section key={measure} className="min-w-0">
            <header className="flex items-baseline justify-between gap-2 border-b border-line pb-1">
              <h3 className="text-sm font-medium">{t(`Measure.${measure}`)}</h3>
              {team.value === null ? null : (
                <span className="text-xs text-muted">
                  {t("strengths.team", { value: figureText(measure, team.value, currency) })}
                </span>
              )}
            </header>
            {standings.length === 0 ? (
              <p className="py-1 text-sm text-muted">{t("strengths.none")}</p>
            ) : (
              <ul className="text-sm">{standings.map((one) => line(measure, one))}</ul>
            )}
            {hidden > 0 && standings.length > 0 ? (
              <p className="pt-1 text-xs text-muted">{t("strengths.hidden", { count: hidden, k })}</p>
            ) : null}
          </section>
        ))}
      </CardBody>
    </Card>
  );
}

/** Where one falls short and another is strong. */
export function PairingCard({ pairings }: { pairings: readonly Pairing[] }) {
  const t = useTranslations("teams");
  return (
    <Card>
      <CardHeader title={t("pairing.title")} />
      <CardBody>
        {pairings.length === 0 ? (
          <p className="text-sm text-muted">{t("pairing.none")}</p>
        ) : (
          <ul className="flex flex-col gap-2 text-sm">
            {pairings.map(({ measure, strong, weak }) => (
              <li key={measure}>
                {t("pairing.line", { weak: weak.name, strong: strong.name, measure: t(`measure.${measure}`) })}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
