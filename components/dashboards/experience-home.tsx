import { CircleCheck, CircleDashed, CircleDot, Plus } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DistributionBars } from "@/components/charts/distribution-bars";
import { TrendChart, type TrendEvent, type TrendPoint } from "@/components/charts/trend-chart";
import { cn } from "@/components/ui/cn";
import type { Group, Score } from "@/lib/dashboards/scores";
import { Breakdown } from "./breakdown";
import { type CommentLine, Comments } from "./comments";
import { GapBlock, type GapBlockProps } from "./gap-block";
import { ScoreBlock, type ScoreBlockProps } from "./score-block";
import { Sheet, SheetCell, SheetHeadline, SheetNote, SheetRow } from "./sheet";

export type PlanLine = {
  id: string;
  title: string;
  where: string;
  state: "planned" | "started" | "done";
  date: string | null;
};

type Table = { groups: readonly Group[]; hrefs: Record<string, string> };

export type ExperienceHomeProps = {
  headline: ReactNode;
  /** Over the sheet's second row: what a CX manager closes next. */
  care: { open: number; late: number; unassigned: number } | null;
  score: ScoreBlockProps;
  bins: { from: number; counts: readonly number[]; hrefs: readonly string[] } | null;
  trend: {
    points: readonly TrendPoint[];
    events: readonly TrendEvent[];
    highlight?: { from: string; to: string; label?: string };
    step: "month" | "week";
    from: string;
    to: string;
    stepHref: string;
  };
  /** Satisfied answers of everything in the filter, and by touchpoint. */
  satisfied: Score;
  touchpoints: Table;
  stages: (Table & { name: string }) | null;
  whole: Score;
  segments: Table;
  channels: Table;
  gap: GapBlockProps;
  plans: readonly PlanLine[];
  comments: readonly CommentLine[];
  commentsHref: string;
  /** Seconds, when something had to be counted from the answers. */
  exactSeconds: string | null;
};

const STATE_ICON = {
  planned: <CircleDashed aria-hidden className="size-4 text-muted" />,
  started: <CircleDot aria-hidden className="size-4 text-accent-text" />,
  done: <CircleCheck aria-hidden className="size-4 text-promoter-text" />,
};

const MOST_TOUCHPOINTS = 12;

/** The executive's sheet and the CX manager's home: the finding, its proof, what is done about it. */
export async function ExperienceHome(props: ExperienceHomeProps) {
  const t = await getTranslations("dashboards");
  const { score, trend, whole, satisfied, stages, care } = props;
  const { k } = score;
  const isNps = whole.measure === "nps";
  const few = (text: string) => <SheetNote>{text}</SheetNote>;
  const touchpoints = [...props.touchpoints.groups].sort((a, b) => (a.score.value ?? 9) - (b.score.value ?? 9));
  return (
    <Sheet>
      <SheetHeadline>{props.headline}</SheetHeadline>
      {care && care.open > 0 ? (
        <p className="no-print flex flex-wrap items-center gap-x-4 gap-y-1 bg-sunken px-7 py-1.5 text-xs max-md:px-4 touch:py-0">
          <Link
            href="/cases"
            className="inline-flex min-h-6 items-center touch:min-h-11 rounded-sm font-medium hover:underline"
          >
            {t("care.open", { count: care.open })}
          </Link>
          <Link
            href="/cases"
            className={cn(
              "inline-flex min-h-6 items-center touch:min-h-11 rounded-sm hover:underline",
              care.late > 0 ? "font-medium text-detractor-text" : "text-muted",
            )}
          >
            {t("care.late", { count: care.late })}
          </Link>
          <Link
            href="/cases?owner=nobody"
            className="inline-flex min-h-6 items-center touch:min-h-11 rounded-sm text-muted hover:underline"
          >
            {t("care.nobody", { count: care.unassigned })}
          </Link>
        </p>
      ) : null}
      <SheetRow>
        <ScoreBlock {...score} />
        <SheetCell>
          <TrendChart
            title={t(`trend.${whole.measure}`, { step: t(`trend.${trend.step}`) })}
            sub={t("trend.sub", { from: trend.from, to: trend.to })}
            points={trend.points}
            events={trend.events}
            highlight={trend.highlight}
            format={isNps ? { signed: true } : { times: 100, suffix: " %" }}
            unit={t(isNps ? "trend.unitNps" : "trend.unitCsat")}
            k={k}
            height={208}
            action={
              <Link
                href={trend.stepHref}
                scroll={false}
                className="no-print inline-flex min-h-6 items-center rounded-sm text-xs text-accent-text hover:underline touch:min-h-11"
              >
                {t(trend.step === "month" ? "trend.byWeek" : "trend.byMonth")}
              </Link>
            }
          />
        </SheetCell>
      </SheetRow>
      <SheetRow>
        <div className="flex min-w-0 flex-col divide-y divide-line">
          <GapBlock {...props.gap} />
          <SheetCell title={t(`distribution.${whole.measure}`)} className="flex-1">
            {props.bins ? (
              <DistributionBars
                label={t(`distribution.${whole.measure}`)}
                height={84}
                unit={t(isNps ? "distribution.unit" : "distribution.unitRating")}
                bins={props.bins.counts.map((count, index) => {
                  const value = index + (props.bins?.from ?? 0);
                  return {
                    label: String(value),
                    count,
                    href: props.bins?.hrefs[index],
                    kind: isNps ? (value >= 9 ? "promoter" : value >= 7 ? "passive" : "detractor") : undefined,
                  };
                })}
              />
            ) : (
              few(t("distribution.few", { k }))
            )}
          </SheetCell>
        </div>
        <SheetCell title={t("touchpoints.title")} sub={t("touchpoints.sub")}>
          {touchpoints.length > 0 ? (
            <>
              <Breakdown
                groups={touchpoints.slice(0, MOST_TOUCHPOINTS)}
                whole={satisfied}
                hrefs={props.touchpoints.hrefs}
                nameLabel={t("touchpoints.name")}
                label={t("touchpoints.title")}
                k={k}
              />
              {touchpoints.length > MOST_TOUCHPOINTS ? (
                <details className="no-print text-xs">
                  <summary className="w-fit rounded-sm text-accent-text hover:underline">
                    {t("touchpoints.more", { count: touchpoints.length })}
                  </summary>
                  <Breakdown
                    groups={touchpoints.slice(MOST_TOUCHPOINTS)}
                    whole={satisfied}
                    hrefs={props.touchpoints.hrefs}
                    nameLabel={t("touchpoints.name")}
                    label={t("touchpoints.title")}
                    k={k}
                  />
                </details>
              ) : null}
            </>
          ) : (
            few(t("touchpoints.none"))
          )}
        </SheetCell>
      </SheetRow>
      <SheetRow columns="halves">
        <SheetCell title={t("segments.title")} sub={t("segments.sub")}>
          {props.segments.groups.length > 0 ? (
            <Breakdown
              groups={props.segments.groups.slice(0, 8)}
              whole={whole}
              hrefs={props.segments.hrefs}
              nameLabel={t("segments.name")}
              label={t("segments.title")}
              k={k}
            />
          ) : (
            few(t("segments.none"))
          )}
        </SheetCell>
        <div className="flex min-w-0 flex-col divide-y divide-line">
          <SheetCell title={t("channels.title")} sub={t("channels.sub")}>
            {props.channels.groups.length > 0 ? (
              <Breakdown
                groups={props.channels.groups.slice(0, 8)}
                whole={whole}
                hrefs={props.channels.hrefs}
                nameLabel={t("channels.name")}
                label={t("channels.title")}
                k={k}
              />
            ) : (
              few(t("channels.none"))
            )}
          </SheetCell>
          <SheetCell title={t("stages.title")} sub={stages?.name ?? undefined}>
            {stages?.groups.some((group) => group.score.n > 0) ? (
              <Breakdown
                groups={stages.groups}
                whole={satisfied}
                hrefs={stages.hrefs}
                nameLabel={t("stages.name")}
                label={t("stages.title")}
                k={k}
                sort="given"
              />
            ) : (
              few(t("stages.none"))
            )}
          </SheetCell>
        </div>
      </SheetRow>
      <SheetRow>
        <SheetCell
          title={t("plans.title")}
          action={
            <Link href="/improvements" className="rounded-sm text-accent-text hover:underline">
              {t("plans.all")}
            </Link>
          }
        >
          {props.plans.length > 0 ? (
            <ul className="divide-y divide-line">
              {props.plans.map((plan) => (
                <li key={plan.id} className="grid grid-cols-[24px_1fr] items-baseline py-2 first:pt-0 last:pb-0">
                  <span className="self-center">{STATE_ICON[plan.state]}</span>
                  <p className="min-w-0">
                    <Link
                      href={`/improvements/${plan.id}`}
                      className="inline-flex min-h-6 items-center touch:min-h-11 rounded-sm font-medium hover:underline"
                    >
                      {plan.title}
                    </Link>
                    <span className="block text-xs text-muted">
                      {plan.where ? `${plan.where}. ` : ""}
                      {t(`plans.${plan.state}`, { date: plan.date ?? "" })}
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          ) : (
            <SheetNote>
              {t("plans.none")}{" "}
              <Link
                href="/improvements/new"
                className="inline-flex items-center gap-1 rounded-sm text-accent-text hover:underline"
              >
                <Plus aria-hidden className="size-3.5" />
                {t("plans.new")}
              </Link>
            </SheetNote>
          )}
        </SheetCell>
        <SheetCell
          title={t("comments.title")}
          action={
            <Link href={props.commentsHref} className="rounded-sm text-accent-text hover:underline">
              {t("comments.all")}
            </Link>
          }
        >
          <Comments lines={props.comments} />
        </SheetCell>
      </SheetRow>
      {props.exactSeconds ? (
        <p className="no-print px-7 py-2.5 text-xs text-muted max-md:px-4">
          {t("source.exact", { seconds: props.exactSeconds })}
        </p>
      ) : null}
    </Sheet>
  );
}
