import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, PageBody } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { MovesList } from "@/components/segments/moves-list";
import { RefreshWhile } from "@/components/segments/refresh-while";
import { SegmentFrame } from "@/components/segments/segment-frame";
import { SegmentSummary } from "@/components/segments/segment-summary";
import { SegmentUse } from "@/components/segments/segment-use";
import { SizeHistory } from "@/components/segments/size-history";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireActor, requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatCount } from "@/lib/format";
import { DEFAULT_PERIOD, dayIn, PERIOD_PRESETS, parsePeriod } from "@/lib/period";
import { getSegment, segmentCatalogue } from "@/lib/segments/queries";
import { listSegmentMoves, segmentSizes, segmentUse } from "@/lib/segments/queries/history";
import { topOverlaps } from "@/lib/segments/queries/overlap";
import { everyDay, thinned } from "@/lib/segments/sizes";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ period?: string; moves?: string }> };

/** Bars that still can be seen. */
const MOST_BARS = 92;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [actor, { id }] = await Promise.all([requireActor(), params]);
  return { title: (await orNotFound(getSegment(actor, id))).name };
}

export default async function SegmentPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given, t] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("segments"),
  ]);
  const now = new Date();
  const { timeZone } = workspace;
  const period = parsePeriod(given.period, { timeZone, now });
  const segment = await orNotFound(getSegment(actor, id, period));
  const [catalogue, stored, { moves, next }, use, overlaps] = await Promise.all([
    segmentCatalogue(actor),
    segmentSizes(actor, id, period),
    listSegmentMoves(actor, id, { cursor: given.moves, limit: 15 }),
    segmentUse(actor, id),
    topOverlaps(actor, id),
  ]);
  const tomorrow = new Date(+now + 86_400_000);
  const end = [period.toDay, dayIn(timeZone, tomorrow)].sort()[0]!;
  // Nothing is known from before a segment was made.
  const begin = [period.fromDay, stored[0]?.day ?? period.fromDay].sort()[1]!;
  const days = everyDay(stored, { fromDay: begin, toDay: end });
  const bars = thinned(days, MOST_BARS);
  const first = days.find(({ members }) => members !== null)?.members ?? null;
  const last = days.findLast(({ members }) => members !== null)?.members ?? null;
  const came = days.reduce((sum, { entered }) => sum + entered, 0);
  const went = days.reduce((sum, { left }) => sum + left, 0);
  const older = next
    ? `/segments/${id}?${new URLSearchParams({ ...(given.period ? { period: given.period } : {}), moves: next })}#moves`
    : null;
  return (
    <>
      <SegmentFrame
        segment={segment}
        active="overview"
        canWrite={may(actor, "segments.write")}
        now={now}
        timeZone={timeZone}
      />
      <FilterBar>
        <PeriodPicker
          presets={PERIOD_PRESETS.map((value) => ({ value, label: parsePeriod(value, { timeZone, now }).label }))}
          defaultValue={DEFAULT_PERIOD}
          currentLabel={period.label}
        />
      </FilterBar>
      {!segment.computedAt && !segment.archivedAt ? <RefreshWhile /> : null}
      <PageBody>
        <SegmentSummary segment={segment} catalogue={catalogue} k={workspace.smallGroup} periodLabel={period.label} />
        <div className="mt-6 grid grid-cols-[minmax(0,1fr)_20rem] items-start gap-6 max-lg:grid-cols-1">
          <div className="flex min-w-0 flex-col gap-6">
            {first !== null && last !== null ? (
              <section aria-label={t("history.heading")}>
                <h2 className="sr-only">{t("history.heading")}</h2>
                <Card className="p-4">
                  <SizeHistory
                    days={bars}
                    step={Math.max(1, Math.ceil(days.length / MOST_BARS))}
                    title={t(last === first ? "history.same" : last > first ? "history.grew" : "history.shrank", {
                      count: Math.abs(last - first),
                      members: formatCount(last),
                    })}
                    sub={t("history.sub", { came: formatCount(came), went: formatCount(went), period: period.label })}
                  />
                </Card>
              </section>
            ) : null}
            <section aria-labelledby="moves">
              <h2 id="moves" className="scroll-mt-28 text-sm font-semibold">
                {t("moves.title")}
              </h2>
              {moves.length === 0 ? (
                <EmptyState title={segment.computedAt ? t("moves.empty") : t("counting")}>
                  {segment.computedAt ? t(segment.isList ? "moves.emptyList" : "moves.emptyHint") : t("countingHint")}
                </EmptyState>
              ) : (
                <>
                  <MovesList moves={moves} now={now} timeZone={timeZone} />
                  <div className="mt-2 flex gap-2">
                    {given.moves ? (
                      <LinkButton size="sm" href={`/segments/${id}#moves`}>
                        {t("moves.newest")}
                      </LinkButton>
                    ) : null}
                    {older ? (
                      <LinkButton size="sm" href={older}>
                        {t("moves.older")}
                      </LinkButton>
                    ) : null}
                  </div>
                </>
              )}
            </section>
          </div>
          <aside aria-label={t("use.title")}>
            <SegmentUse id={id} use={use} overlaps={overlaps} memberCount={segment.memberCount} />
          </aside>
        </div>
      </PageBody>
    </>
  );
}
