import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ShareBar } from "@/components/charts/share-bar";
import { cn } from "@/components/ui/cn";
import { GlossaryTerm } from "@/components/ui/glossary-term";
import type { Change, Score } from "@/lib/dashboards/scores";
import { formatInterval, formatNps, formatNumber, formatShare, formatSigned } from "@/lib/format";
import { SheetCell } from "./sheet";

type Comparison = { label: string; score: Score; change: Change | null };

export type ScoreBlockProps = {
  score: Score;
  k: number;
  comparisons: readonly Comparison[];
  /** One line a survey, when several are counted together. */
  apart: readonly { key: string; name: string; score: Score; href: string }[];
  answersHref: string;
  classHrefs: { promoters: string; passives: string; detractors: string };
};

/** A score as it is said: +22, or 71 %. */
export const scoreText = (score: Score): string =>
  score.value === null ? "" : score.measure === "nps" ? formatNps(score.value) : formatShare(score.value);

const intervalText = (score: Score) => {
  if (!score.interval) return { low: "", high: "" };
  const { low, high } = score.interval;
  return score.measure === "nps"
    ? { low: formatNps(low, 1), high: formatNps(high, 1) }
    : { low: formatNumber(low * 100, 1), high: formatShare(high, 1) };
};

/** A score and what it is worth: interval, classes, change against other times, n. */
export function ScoreBlock({ score, k, comparisons, apart, answersHref, classHrefs }: ScoreBlockProps) {
  const t = useTranslations("dashboards.score");
  const isNps = score.measure === "nps";
  if (score.state === "hidden" || score.value === null) {
    return (
      <SheetCell title={t(score.measure)}>
        <p className="py-4 text-muted">{score.n === 0 ? t("none") : t(score.n < k ? "few" : "others", { k })}</p>
      </SheetCell>
    );
  }
  return (
    <SheetCell title={t(score.measure)}>
      <div className="flex items-center gap-4">
        <p className="text-2xl font-semibold">
          <Link href={answersHref} className="rounded-sm hover:text-accent-text">
            {scoreText(score)}
          </Link>
        </p>
        <div className="text-xs text-muted">
          <p>
            <GlossaryTerm definition={t(isNps ? "npsMeaning" : "csatMeaning")}>
              {t(isNps ? "npsTerm" : "csatTerm")}
            </GlossaryTerm>
            , {t(isNps ? "npsRange" : "csatRange")}
          </p>
          <p>{t("interval", intervalText(score))}</p>
        </div>
      </div>
      {score.nps && score.n > 0 ? (
        <ShareBar
          promoters={score.nps.promoters / score.n}
          passives={score.nps.passives / score.n}
          detractors={score.nps.detractors / score.n}
          label={t("nps")}
          hrefs={classHrefs}
        />
      ) : null}
      {score.mean ? (
        <p className="text-xs text-muted">
          {t("mean", { mean: formatNumber(score.mean.mean, 2), interval: formatInterval(score.mean.interval, 2) })}
        </p>
      ) : null}
      <ul className="flex flex-col gap-2">
        {comparisons.map((comparison) => (
          <ChangeLine key={comparison.label} {...comparison} />
        ))}
      </ul>
      {apart.length > 1 ? (
        <div className="text-xs">
          <h3 className="pb-1 text-muted">{t("apart")}</h3>
          <ul>
            {apart.map((one) => (
              <li key={one.key} className="flex items-center justify-between gap-3">
                <Link
                  href={one.href}
                  className="inline-flex min-h-6 min-w-0 items-center rounded-sm hover:underline touch:min-h-11"
                >
                  <span className="truncate">{one.name}</span>
                </Link>
                <span className="whitespace-nowrap text-muted">
                  {one.score.state === "hidden" ? (
                    t("few", { k })
                  ) : (
                    <>
                      <b className="font-semibold text-ink">{scoreText(one.score)}</b> {t("n", { n: one.score.n })}
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <p className="flex flex-wrap items-center text-xs text-muted">
        {t("n", { n: score.n })}
        {score.state === "indicative" ? <span className="text-warn-text">. {t("indicative")}</span> : null}{" "}
        <Link
          href={answersHref}
          className="no-print ms-2 inline-flex min-h-6 items-center rounded-sm text-accent-text hover:underline touch:min-h-11"
        >
          {t("answers")}
        </Link>
      </p>
    </SheetCell>
  );
}

function ChangeLine({ label, score, change }: Comparison) {
  const t = useTranslations("dashboards.score");
  if (!change) return null;
  const isNps = score.measure === "nps";
  const up = change.difference > 0;
  const times = isNps ? 1 : 100;
  const difference = t("points", { difference: formatSigned(change.difference * times, 1) });
  const interval = formatInterval(change.interval, 1, { signed: true, scale: times });
  const Arrow = up ? ArrowUp : ArrowDown;
  return (
    <li className="grid grid-cols-[22px_1fr] items-baseline">
      <span
        aria-hidden
        className={cn("self-center", change.isProved && (up ? "text-promoter-text" : "text-detractor-text"))}
      >
        {change.isProved ? <Arrow className="size-4" /> : <span className="text-base text-muted">≈</span>}
      </span>
      <p>
        {t(change.isProved ? (up ? "better" : "worse") : "same", { before: label })}
        <span className="block text-xs text-muted">
          {t("change", { difference, interval, earlier: scoreText(score) })}
        </span>
      </p>
    </li>
  );
}
