import Link from "next/link";
import { useTranslations } from "next-intl";
import { BarList } from "@/components/charts/bar-list";
import { DistributionBars } from "@/components/charts/distribution-bars";
import { ShareBar } from "@/components/charts/share-bar";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { formatInterval, formatNumber } from "@/lib/format";
import type { ItemResult } from "@/lib/surveys/queries";
import { questionResult } from "@/lib/surveys/results";
import { headlineInterval, headlineValue } from "./headline-text";

/** Answers under which a number is only indicative. */
const INDICATIVE_UNDER = 30;

export type ShownComment = { responseId: string; text: string; date: string };

export type QuestionResultProps = {
  item: ItemResult;
  /** No statistic under so many answers. */
  k: number;
  comments: ShownComment[];
  /** Texts of the period, shown or not. */
  texts: number;
  /** Some texts are not shown: fewer than k are anonymous. */
  areTextsFew: boolean;
  /** Where all responses with a comment are. */
  commentsHref: string;
  /** The answers behind each number. */
  hrefs: {
    all: string;
    of: (value: number) => string;
    classes: { promoters: string; passives: string; detractors: string };
  };
};

/** What one question says: its number with interval and n, how the answers lie, the newest words. */
export function QuestionResult({ item, k, comments, texts, areTextsFew, commentsHref, hrefs }: QuestionResultProps) {
  const t = useTranslations("surveys.result");
  const measures = useTranslations("surveys.measureFull");
  const kinds = useTranslations("surveys.kind");
  const result = questionResult(item, item.sums);
  const isWords = item.options.length === 0 && item.scaleMax === null;
  const n = isWords ? texts : result.n;
  const state = n < k ? "hidden" : n < INDICATIVE_UNDER ? "indicative" : "ok";
  const unit =
    item.scaleMin !== null && item.scaleMax !== null ? t("unit", { min: item.scaleMin, max: item.scaleMax }) : "";
  return (
    <Card>
      <CardHeader
        title={item.label}
        meta={
          <span className="flex flex-wrap items-center gap-2">
            {item.isPast ? <Badge>{t("past")}</Badge> : null}
            {item.touchpoint ? <Badge outline>{item.touchpoint}</Badge> : null}
            <span>{item.measure === "other" ? kinds(item.kind) : measures(item.measure)}</span>
          </span>
        }
      />
      <CardBody className="flex flex-col gap-4">
        {n === 0 || (isWords && comments.length === 0 && !areTextsFew) ? (
          <p className="text-sm text-muted">{isWords ? t("noComments") : t("n", { n: 0 })}</p>
        ) : isWords ? (
          <>
            <p className="text-xs text-muted">{t("n", { n })}</p>
            {areTextsFew ? <p className="text-sm text-muted">{t("commentsFew", { k })}</p> : null}
            <ul className="flex flex-col">
              {comments.map((comment) => (
                <li key={comment.responseId} className="border-t border-line py-2 first:border-0 first:pt-0">
                  <Link href={`/responses/${comment.responseId}`} className="rounded-sm hover:underline">
                    {comment.text}
                  </Link>{" "}
                  <span className="whitespace-nowrap text-xs text-muted">{comment.date}</span>
                </li>
              ))}
            </ul>
            {texts > comments.length && comments.length > 0 ? (
              <Link href={commentsHref} className="w-fit rounded-sm text-xs text-accent-text hover:underline">
                {t("allComments")}
              </Link>
            ) : null}
          </>
        ) : state === "hidden" ? (
          <p className="text-sm text-muted">{t("few", { k })}</p>
        ) : (
          <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
            <div className="flex flex-col gap-3">
              {result.headline ? (
                <Stat
                  value={headlineValue(result.headline)}
                  interval={t("interval", { interval: headlineInterval(result.headline) })}
                  n={
                    <Link href={hrefs.all} className="inline-flex min-h-6 items-center rounded-sm hover:underline">
                      {t("n", { n: result.n })}
                    </Link>
                  }
                  state={state}
                  k={k}
                />
              ) : result.mean && item.scaleMin !== null && item.scaleMax !== null ? (
                <Stat
                  value={formatNumber(result.mean.value, 2)}
                  unit={t("meanUnit", { min: item.scaleMin, max: item.scaleMax })}
                  interval={t("interval", { interval: formatInterval(result.mean.interval, 2) })}
                  n={
                    <Link href={hrefs.all} className="inline-flex min-h-6 items-center rounded-sm hover:underline">
                      {t("n", { n: result.n })}
                    </Link>
                  }
                  state={state}
                  k={k}
                />
              ) : (
                <p className="text-xs text-muted">
                  <Link href={hrefs.all} className="inline-flex min-h-6 items-center rounded-sm hover:underline">
                    {t("n", { n: result.n })}
                  </Link>
                </p>
              )}
              {result.classes ? <ShareBar label={t("shares")} {...result.classes} hrefs={hrefs.classes} /> : null}
              {result.headline && result.mean && item.scaleMin !== null && item.scaleMax !== null ? (
                <p className="text-xs text-muted">
                  {t("mean", {
                    mean: formatNumber(result.mean.value, 2),
                    interval: formatInterval(result.mean.interval, 2),
                    min: item.scaleMin,
                    max: item.scaleMax,
                  })}
                </p>
              ) : null}
            </div>
            {item.options.length > 0 ? (
              <BarList
                label={t("distribution", { question: item.label })}
                nameLabel={item.label}
                unit={t("n", { n: result.n })}
                rows={result.bins.map((bin) => ({
                  key: bin.label,
                  label: bin.label,
                  value: bin.count / result.n,
                  note: String(bin.count),
                  href: bin.count > 0 ? hrefs.of(bin.value) : undefined,
                }))}
                max={1}
                format={{ times: 100, digits: 0, suffix: "\u00a0%" }}
              />
            ) : (
              <DistributionBars
                label={t("distribution", { question: item.label })}
                unit={unit}
                height={72}
                bins={result.bins.map(({ value, label, count, kind }) => ({
                  label,
                  count,
                  href: hrefs.of(value),
                  ...(kind ? { kind } : {}),
                }))}
              />
            )}
          </div>
        )}
      </CardBody>
    </Card>
  );
}
