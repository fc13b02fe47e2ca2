import { Download, MapPin, PenLine, Shapes, Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { InsightsPicture } from "@/components/insights/insights-picture";
import { MethodSheet } from "@/components/insights/method-sheet";
import { Proof } from "@/components/insights/proof";
import { ScanButton, ScanProgress } from "@/components/insights/scan-controls";
import { SentenceCard } from "@/components/insights/sentence-card";
import { SentenceChart } from "@/components/insights/sentence-chart";
import { SentenceList } from "@/components/insights/sentence-list";
import { SentenceWords } from "@/components/insights/sentence-words";
import { FilterBar, PageBody, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { Badge } from "@/components/ui/badge";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { FormMessage } from "@/components/ui/form-message";
import { GlossaryTerm } from "@/components/ui/glossary-term";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { formatAgo, formatDateTime } from "@/lib/format";
import { findingRule } from "@/lib/insights/people";
import { plainSentence } from "@/lib/insights/plain";
import {
  getScanStates,
  listSentences,
  MOST_SHOWN,
  type ScanState,
  SENTENCES_SHOWN,
  type SentenceRow,
  scanMaterial,
  sentenceChoices,
} from "@/lib/insights/queries";
import { LEAST_N_CHOICES } from "@/lib/insights/schema";
import { metaOf, type Say, saidText, sentenceOf } from "@/lib/insights/sentence";
import { insightsHref, readInsightsUrl } from "@/lib/insights/url";
import { PERIOD_PRESETS, parsePeriod } from "@/lib/period";
import { newSegmentHref } from "@/lib/segments/link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("insights"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InsightsPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("insights"),
  ]);
  const say = t as unknown as Say;
  const now = new Date();
  const { timeZone } = workspace;
  const url = readInsightsUrl(given);
  const { finished, running, failed } = await getScanStates(actor, url.period, now);
  const mayScan = may(actor, "insights.scan");
  const [list, choices, material] = await Promise.all([
    finished ? listSentences(actor, finished.id, url, url.show) : null,
    finished ? sentenceChoices(actor, finished.id) : null,
    finished ? null : scanMaterial(actor),
  ]);
  const period = parsePeriod(url.period, { timeZone, now });
  const rights = {
    improve: may(actor, "improvements.write"),
    segment: may(actor, "segments.write"),
    dismiss: may(actor, "insights.dismiss"),
  };
  const isFiltered =
    insightsHref(url, {}) !== insightsHref({ ...readInsightsUrl({}), period: url.period, order: url.order }, {});

  return (
    <>
      <PageHeader
        title={t("title")}
        note={finished?.finishedAt ? t("scanned", { when: scannedText(finished, now, timeZone) }) : undefined}
        actions={
          <>
            {list && list.total > 0 ? (
              <LinkButton
                href={`/insights/export${insightsHref(url, {}).replace("/insights", "")}`}
                prefetch={false}
                icon={<Download aria-hidden />}
                className="max-md:hidden"
              >
                {t("export")}
              </LinkButton>
            ) : null}
            <LinkButton href="/insights/own" icon={<PenLine aria-hidden />}>
              {t("own.button")}
            </LinkButton>
            {mayScan ? <ScanButton period={url.period} running={running !== null} /> : null}
          </>
        }
      />
      <FilterBar
        end={
          finished ? (
            <UrlFilter
              param="order"
              label={t("filter.order")}
              defaultValue="weight"
              resets="show"
              options={[
                { value: "weight", label: t("filter.orderWeight") },
                { value: "difference", label: t("filter.orderDifference") },
                { value: "customers", label: t("filter.orderCustomers") },
              ]}
            />
          ) : null
        }
      >
        <PeriodPicker
          defaultValue="all"
          currentLabel={period.label}
          presets={[...PERIOD_PRESETS]
            .reverse()
            .map((value) => ({ value, label: parsePeriod(value, { timeZone, now }).label }))}
        />
        {choices && list ? (
          <>
            <UrlFilter
              param="segment"
              label={t("filter.segment")}
              icon={<Shapes aria-hidden />}
              defaultValue=""
              resets="show"
              options={[
                { value: "", label: t("filter.allSegments") },
                ...choices.segments.map(({ id, name, n }) => ({ value: id, label: name, hint: String(n) })),
              ]}
            />
            <UrlFilter
              param="touchpoint"
              label={t("filter.touchpoint")}
              icon={<MapPin aria-hidden />}
              defaultValue=""
              resets="show"
              options={[
                { value: "", label: t("filter.allTouchpoints", { count: choices.touchpoints.length }) },
                ...choices.touchpoints.map(({ id, name, n }) => ({ value: id, label: name, hint: String(n) })),
              ]}
            />
            <UrlFilter
              param="least"
              label={t("filter.leastN")}
              defaultValue="30"
              resets="show"
              options={LEAST_N_CHOICES.map((n) => ({ value: String(n), label: n.toLocaleString("en") }))}
            />
            <UrlFilter
              param="proof"
              label={t("filter.kind")}
              defaultValue="both"
              resets="show"
              options={[
                { value: "both", label: t("filter.kindBoth"), hint: list.counts.both.toLocaleString("en") },
                {
                  value: "all",
                  label: t("filter.kindAll"),
                  hint: (list.counts.both + list.counts.weak).toLocaleString("en"),
                },
                { value: "weak", label: t("filter.kindWeak"), hint: list.counts.weak.toLocaleString("en") },
                {
                  value: "dismissed",
                  label: t("filter.kindDismissed"),
                  hint: list.counts.dismissed.toLocaleString("en"),
                },
              ]}
            />
            {url.like === null ? (
              <UrlFilter
                param="view"
                label={t("filter.view")}
                defaultValue="together"
                resets="show"
                options={[
                  { value: "together", label: t("filter.viewTogether") },
                  { value: "every", label: t("filter.viewEvery") },
                ]}
              />
            ) : (
              <Chip
                label={t("filter.like")}
                value={list.sentences[0] ? subjectOf(list.sentences[0]) : ""}
                removeHref={insightsHref(url, { like: null })}
              />
            )}
          </>
        ) : null}
      </FilterBar>
      <PageBody className="gap-4">
        {failed ? <FormMessage tone="error">{t("failed", { reason: failed.failure })}</FormMessage> : null}
        {running ? <ScanProgress done={running.done} total={running.total} /> : null}
        {finished && list ? (
          <>
            <Lead
              scan={finished}
              kind={url.kind}
              total={list.total}
              counts={list.counts}
              together={url.together}
              t={t}
            />
            {list.sentences.length > 0 ? (
              <>
                <SentenceList label={t("title")}>
                  {list.sentences.map((row, index) => (
                    <Row
                      key={row.id}
                      row={row}
                      place={index + 1}
                      scanId={finished.id}
                      url={url}
                      say={say}
                      may={rights}
                    />
                  ))}
                </SentenceList>
                {list.total > list.sentences.length && url.show < MOST_SHOWN ? (
                  <div className="flex justify-center">
                    <LinkButton href={insightsHref(url, { show: url.show + SENTENCES_SHOWN })} scroll={false}>
                      {t("row.showMore", { count: Math.min(SENTENCES_SHOWN, list.total - list.sentences.length) })}
                    </LinkButton>
                  </div>
                ) : null}
              </>
            ) : isFiltered ? (
              <EmptyState
                title={t("empty.filtered")}
                actions={
                  <LinkButton href={insightsHref(readInsightsUrl({}), { period: url.period })}>
                    {t("empty.clear")}
                  </LinkButton>
                }
              />
            ) : (
              <EmptyState title={t("empty.nothing")} picture={<InsightsPicture />}>
                {t("empty.nothingText", { comparisons: finished.comparisons })}
              </EmptyState>
            )}
          </>
        ) : running ? null : material?.customers && material.answers ? (
          <EmptyState title={t("empty.notScanned")} picture={<InsightsPicture />}>
            {t("empty.notScannedText")}
          </EmptyState>
        ) : (
          <EmptyState
            title={t("empty.title")}
            picture={<InsightsPicture />}
            actions={
              <>
                {may(actor, "imports.write") ? (
                  <LinkButton href="/imports/new" icon={<Upload aria-hidden />}>
                    {t("empty.import")}
                  </LinkButton>
                ) : null}
                {may(actor, "surveys.write") ? <LinkButton href="/surveys/new">{t("empty.survey")}</LinkButton> : null}
              </>
            }
          >
            {t("empty.text")}
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}

/** What the sentences of one subject have in common. */
const subjectOf = ({ finding: { said, outcome } }: SentenceRow): string => `${said.label} → ${outcome.label}`;

type Words = Awaited<ReturnType<typeof getTranslations<"insights">>>;

function scannedText(scan: ScanState, now: Date, timeZone: string): string {
  const at = scan.finishedAt ?? scan.startedAt;
  const [date, time] = formatDateTime(at, timeZone).split(", ");
  const ago = formatAgo(at, now, timeZone);
  return ago === "Today" || ago === "Yesterday" ? `${ago.toLowerCase()}, ${time}` : (date ?? "");
}

type LeadProps = {
  scan: ScanState;
  kind: "both" | "weak" | "all" | "dismissed";
  total: number;
  counts: { both: number; weak: number; dismissed: number };
  together: boolean;
  t: Words;
};

/** How many are proved, among how many tests; and what the marks of the charts mean. */
function Lead({ scan, kind, total, counts, together, t }: LeadProps) {
  const count = { both: counts.both, weak: counts.weak, all: counts.both + counts.weak, dismissed: counts.dismissed }[
    kind
  ];
  return (
    <div className="flex items-end justify-between gap-x-8 gap-y-2 max-lg:flex-col max-lg:items-start">
      <div className="min-w-0">
        <h2 className="text-lg font-semibold">{t(`lead.${kind === "both" ? "proved" : kind}`, { count })}</h2>
        <p className="mt-0.5 max-w-3xl text-xs text-muted">
          {t.rich("lead.tests", {
            comparisons: scan.comparisons,
            significant: scan.significant,
            both: counts.both,
            weak: counts.weak,
            q: (chunks) => <GlossaryTerm definition={t("lead.qDefinition")}>{chunks}</GlossaryTerm>,
          })}{" "}
          {together && total < count ? t("lead.subjects", { total }) : null}
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-6 pe-6 text-xs text-muted max-md:gap-4">
        <span className="inline-flex items-center gap-2">
          <svg width="10" height="10" aria-hidden>
            <circle cx="5" cy="5" r="5" fill="currentColor" />
          </svg>
          {t("legend.said")}
        </span>
        <span className="inline-flex items-center gap-2">
          <svg width="12" height="12" aria-hidden>
            <path d="M6 1 11 6 6 11 1 6Z" fill="none" stroke="currentColor" strokeWidth="1.75" />
          </svg>
          {t("legend.rest")}
        </span>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="h-3 w-5 rounded-xs bg-current opacity-30" />
          {t("legend.interval")}
        </span>
      </div>
    </div>
  );
}

type RowProps = {
  row: SentenceRow;
  place: number;
  scanId: string;
  url: ReturnType<typeof readInsightsUrl>;
  say: Say;
  may: { improve: boolean; segment: boolean; dismiss: boolean };
};

function Row({ row, place, scanId, url, say, may: rights }: RowProps) {
  const { finding } = row;
  const sentence = sentenceOf(finding, say);
  const meta = metaOf(finding, say);
  const { verb, object } = saidText(finding.said, say);
  const segmentName = say("segmentName", { base: sentence.values.base, verb, object }).replace(/^\p{Ll}/u, (first) =>
    first.toUpperCase(),
  );
  return (
    <SentenceCard
      scanId={scanId}
      rank={row.rank}
      place={place}
      signature={row.signature}
      startsOpen={place === 1}
      isDismissed={row.isDismissed}
      sentence={<SentenceWords sentence={sentence} />}
      meta={
        <>
          <span>{meta.n}</span>
          <span>{meta.difference}</span>
          <span>{meta.q}</span>
          {meta.weak ? <Badge tone="warn">{meta.weak}</Badge> : null}
          {row.more > 0 ? (
            <Link
              href={insightsHref(url, { like: row.rank })}
              prefetch={false}
              className="relative z-10 rounded-sm underline decoration-faint underline-offset-3 hover:text-ink"
            >
              {say("row.more", { count: row.more })}
            </Link>
          ) : null}
        </>
      }
      chart={<SentenceChart finding={finding} sentence={sentence} />}
      proof={<Proof finding={finding} sentence={sentence} method={<MethodSheet />} />}
      peopleCount={finding.saidSo}
      peopleHref={`/insights/${scanId}/${row.rank}/people`}
      segmentHref={newSegmentHref(findingRule(finding), segmentName)}
      improvement={row.improvement}
      plan={{
        title: say(sentence.isWorse ? "improvement.title" : "improvement.titleGood", { object }).slice(0, 160),
        reason: plainSentence(finding, say).slice(0, 2000),
      }}
      may={rights}
    />
  );
}
