import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { VerdictBadge } from "@/components/brand/verdict-badge";
import { DistributionBars } from "@/components/charts/distribution-bars";
import { ScoreRows, type ScoreRowsProps } from "@/components/charts/score-rows";
import { TrendChart } from "@/components/charts/trend-chart";
import { periodOptions } from "@/components/dashboards/period-options";
import { FilterBar, PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { EditTouchpoint } from "@/components/touchpoints/edit-touchpoint";
import { RadarCard } from "@/components/touchpoints/radar-card";
import { FrictionList, JourneyTable, ListeningList } from "@/components/touchpoints/touchpoint-facts";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Stat as StatBlock } from "@/components/ui/stat";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { feelingsAtTouchpoints, getBrand } from "@/lib/brand/queries";
import { listChannels } from "@/lib/catalogue/queries";
import { formatAgo, formatDate, formatDateParts, formatInterval, formatNumber, formatShare } from "@/lib/format";
import { byGap } from "@/lib/journeys/gap";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";
import { listQuotes } from "@/lib/quotes/queries";
import { getTouchpoint, touchpointComments, touchpointExperience } from "@/lib/touchpoints/queries/page";
import { touchpointPageParams } from "@/lib/touchpoints/schema";
import type { Stat } from "@/lib/touchpoints/scores";
import { listMembers } from "@/lib/users/queries";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const COMMENTS = 6;
const VOICES = 4;
const FEELINGS = 5;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getTouchpoint(actor, id))).name };
}

const asRow = (stat: Stat) => ({
  value: stat.value,
  low: stat.interval?.low ?? null,
  high: stat.interval?.high ?? null,
  n: stat.n,
  ...(stat.state === "empty" ? {} : { state: stat.state }),
});

type GroupScoresProps = Pick<ScoreRowsProps, "title" | "sub" | "nameLabel" | "unit" | "scale" | "k" | "reference"> & {
  /** Stands there when nobody answered in any of the groups. */
  none: string;
  groups: readonly { id: string; name: string; stat: Stat }[];
  hrefOf: (groupId: string) => string;
};

function GroupScores({ none, groups, hrefOf, ...chart }: GroupScoresProps) {
  return (
    <Card className="p-4">
      {groups.length > 0 ? (
        <ScoreRows
          {...chart}
          format={{ digits: 2 }}
          rows={groups.map(({ id, name, stat }) => ({ key: id, label: name, ...asRow(stat), href: hrefOf(id) }))}
        />
      ) : (
        <>
          <h3 className="text-sm font-semibold">{chart.title}</h3>
          <p className="mt-2 text-sm text-muted">{none}</p>
        </>
      )}
    </Card>
  );
}

export default async function TouchpointPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, searched, t, all, catalogue, brandWords, words] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("touchpoints.page"),
    getTranslations("touchpoints"),
    getTranslations("catalogue"),
    getTranslations("brand.grid"),
    getTranslations("dashboards"),
  ]);
  const given = touchpointPageParams.parse(searched);
  const now = new Date();
  const { timeZone, smallGroup: k } = workspace;
  const when = { timeZone, now };
  const period = parsePeriod(given.period, when);
  const facts = await orNotFound(getTouchpoint(actor, id));
  const mayWrite = may(actor, "catalogue.write");
  const [experience, said, voices, brand, channels, members] = await Promise.all([
    touchpointExperience(actor, id, { now: period, before: period.previous }, given.against ?? null, facts.steps),
    touchpointComments(actor, id, period, COMMENTS),
    listQuotes(actor, { touchpointId: id, limit: VOICES }),
    getBrand(actor),
    mayWrite ? listChannels(actor) : [],
    mayWrite ? listMembers(actor) : [],
  ]);
  const feelings = await feelingsAtTouchpoints(actor, brand.feelings, period, id);
  const felt = feelings.cells
    .filter(({ isWanted, verdict }) => isWanted || verdict === "felt_not_wanted")
    .sort((a, b) => Number(b.isWanted) - Number(a.isWanted))
    .slice(0, FEELINGS);
  const feelingName = new Map(brand.feelings.map((feeling) => [feeling.id, feeling.name]));
  const { name } = facts;
  const { scale, change } = experience;
  const score = experience.now;
  const gaps = new Map(experience.gaps.map(({ stepId, gap }) => [stepId, gap]));
  const steps = facts.steps.map((step) => ({ ...step, gap: gaps.get(step.id) ?? null }));
  const [short] = steps
    .flatMap((step) => (step.gap?.verdict === "short" ? [{ ...step, gap: step.gap }] : []))
    .sort((a, b) => byGap(a.gap, b.gap));
  const value = formatNumber(score.value ?? 0, 2);
  const max = scale?.max ?? 5;
  const min = scale?.min ?? 1;
  const headline = facts.archivedAt
    ? t("headlineOnly", { name, value, max })
    : short
      ? t("headlineShort", {
          name,
          who: short.segmentName?.toLowerCase() ?? t("everybody"),
          actual: formatNumber(short.gap.actual ?? 0, 1),
          desired: formatNumber(short.desired ?? 0, 1),
        })
      : score.state === "empty"
        ? t("headlineSilent", { name })
        : score.value === null
          ? t("headlineFew", { name })
          : change?.verdict === "worse" || change?.verdict === "better"
            ? t(change.verdict === "worse" ? "headlineWorse" : "headlineBetter", {
                name,
                difference: formatNumber(Math.abs(change.difference), 2),
                min,
                max,
              })
            : t(change ? "headlineSame" : "headlineOnly", { name, value, max });
  const behind = (more: Record<string, string> = {}) =>
    `/responses?${new URLSearchParams({ touchpoint: id, ...(given.period ? { period: given.period } : {}), ...more })}`;
  const openSurvey = facts.items.find(({ isOpen }) => isOpen);
  const askHref = !may(actor, "surveys.write")
    ? null
    : openSurvey
      ? `/surveys/${openSurvey.surveyId}/edit?battery=${id}`
      : "/surveys?new";
  const unit = t("ratingUnit", { min, max });
  const reference =
    score.value !== null && (score.state === "ok" || score.state === "indicative")
      ? { reference: { value: score.value, label: t("all", { value }) } }
      : {};
  const scores = { unit, scale: [min, max] as const, k, ...reference };
  const planHref = `/improvements/new?${new URLSearchParams({
    title: t("planTitle", { name: name.toLowerCase() }),
    reason: score.value === null ? "" : t("planReason", { name, value, max, n: score.n }),
    touchpoint: id,
  })}`;
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/touchpoints", label: catalogue("title") }]}
        title={name}
        beside={facts.archivedAt ? <Badge tone="warn">{t("archived")}</Badge> : null}
        actions={
          mayWrite ? (
            <EditTouchpoint
              touchpoint={facts}
              channels={channels.map((channel) => ({ id: channel.id, name: channel.name }))}
              members={members.map((member) => ({ id: member.userId, name: member.name }))}
            />
          ) : null
        }
      />
      <FilterBar
        end={
          <PeriodPicker
            presets={periodOptions(words, when)}
            defaultValue={DEFAULT_PERIOD}
            currentLabel={period.label}
          />
        }
      >
        <p className="text-sm">
          <span className="text-muted">{t("controlled")}</span> {catalogue(`controller.${facts.controller}`)},{" "}
          {facts.isDirect ? t("direct") : t("indirect")}
        </p>
        <p className="ms-4 text-sm max-md:hidden">
          <span className="text-muted">{t("owner")}</span> {facts.owner?.name ?? t("nobody")}
        </p>
        <p className="ms-4 truncate text-sm max-lg:hidden">
          <span className="text-muted">{t("channelsAt", { count: facts.channels.length })}</span>{" "}
          {facts.channels.map((channel) => channel.name).join(", ") || t("noChannels")}
        </p>
      </FilterBar>
      <div className="bg-surface px-6 py-5 max-md:px-4">
        <PageLead
          headline={headline}
          end={
            may(actor, "improvements.write") && score.value !== null ? (
              <LinkButton href={planHref} icon={<Plus aria-hidden />}>
                {t("plan")}
              </LinkButton>
            ) : null
          }
        >
          {score.interval && score.value !== null
            ? `${t("headlineOnly", { name, value, max })}. ${t("lead", {
                interval: formatInterval(score.interval, 2),
                n: score.n,
                period: period.label,
              })}`
            : score.state === "empty"
              ? t("leadSilent")
              : facts.description}
        </PageLead>
      </div>
      <PageBody>
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_380px]">
          <div className="flex min-w-0 flex-col gap-6">
            <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_300px]">
              <Card className="p-4">
                <TrendChart
                  title={t("trend")}
                  sub={t("trendSub")}
                  unit={unit}
                  format={{ digits: 2 }}
                  zero={false}
                  k={k}
                  points={experience.trend.map(({ month, stat }) => ({
                    key: month,
                    label: formatDateParts(new Date(month), "UTC", "month"),
                    fullLabel: formatDateParts(new Date(month), "UTC", "monthYear"),
                    ...asRow(stat),
                  }))}
                />
              </Card>
              <Card className="p-4">
                {experience.bins.length > 0 ? (
                  <DistributionBars
                    title={t("distribution")}
                    unit={unit}
                    height={130}
                    bins={experience.bins.map((bin) => ({
                      label: String(bin.value),
                      count: bin.n,
                      href: behind({ measure: "csat", value: String(bin.value) }),
                    }))}
                  />
                ) : (
                  <StatBlock
                    label={t("distribution")}
                    value={null}
                    state={score.state === "hidden" ? "hidden" : "ok"}
                    k={k}
                  />
                )}
              </Card>
            </div>
            <div className="grid items-start gap-6 2xl:grid-cols-2">
              <GroupScores
                {...scores}
                title={t("channels")}
                nameLabel={t("channelName")}
                none={t("noChannel")}
                groups={experience.channels}
                hrefOf={(id) => behind({ channel: id, measure: "csat" })}
              />
              <GroupScores
                {...scores}
                title={t("segments")}
                sub={t("segmentsSub")}
                nameLabel={t("segmentName")}
                none={t("noSegment")}
                groups={experience.segments}
                hrefOf={(id) => behind({ segment: id, measure: "csat" })}
              />
            </div>
            <Card>
              <CardHeader
                title={t("comments")}
                meta={t("commentsSub")}
                action={
                  <Link href={behind({ comment: "1" })} className="rounded-sm text-xs text-accent-text hover:underline">
                    {t("commentsAll")}
                  </Link>
                }
              />
              <CardBody>
                {said.comments.length === 0 ? (
                  <p className="text-sm text-muted">{t("commentsNone")}</p>
                ) : (
                  <ul className="grid gap-x-8 gap-y-3 md:grid-cols-2">
                    {said.comments.map((comment) => (
                      <li key={`${comment.responseId} ${comment.text}`} className="min-w-0">
                        <p className="line-clamp-3 text-sm">
                          <Link
                            href={`/responses/${comment.responseId}`}
                            className="inline-block min-h-6 rounded-sm hover:underline"
                          >
                            “{comment.text}”
                          </Link>
                        </p>
                        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-muted">
                          {comment.rating ? (
                            <b className="font-semibold text-ink">
                              {comment.rating.value} {all("of", { max: comment.rating.max })}
                            </b>
                          ) : null}
                          {comment.customer ? (
                            <Link
                              href={`/customers/${comment.customer.id}`}
                              className="inline-flex min-h-6 items-center rounded-sm font-medium text-ink hover:underline touch:min-h-11"
                            >
                              {comment.customer.name}
                            </Link>
                          ) : (
                            <span>{comment.isAnonymous ? t("anonymous") : t("unknown")}</span>
                          )}
                          <span>
                            {comment.channelName ? `${comment.channelName}, ` : ""}
                            {comment.isAnonymous
                              ? formatDate(comment.at, timeZone)
                              : formatAgo(comment.at, now, timeZone).toLowerCase()}
                          </span>
                        </p>
                      </li>
                    ))}
                  </ul>
                )}
                {said.isFewAnonymous ? <p className="mt-2 text-xs text-muted">{t("commentsFew", { k })}</p> : null}
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("journeys")} />
              <CardBody>
                <JourneyTable steps={steps} k={k} />
              </CardBody>
            </Card>
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <Card>
                <CardHeader
                  title={t("voices")}
                  meta={facts.quotes > 0 ? t("voicesSub", { count: facts.quotes }) : null}
                  action={
                    <Link
                      href={`/quotes?touchpoint=${id}`}
                      className="rounded-sm text-xs text-accent-text hover:underline"
                    >
                      {facts.quotes > 0 ? t("voicesAll") : t("voicesAdd")}
                    </Link>
                  }
                />
                <CardBody>
                  {voices.rows.length === 0 ? (
                    <p className="text-sm text-muted">{t("voicesNone")}</p>
                  ) : (
                    <ul className="flex flex-col gap-3">
                      {voices.rows.map((voice) => (
                        <li key={voice.id}>
                          <p className="line-clamp-4 text-sm">
                            {voice.kind === "quote" ? `“${voice.text}”` : voice.text}
                          </p>
                          <p className="text-xs text-muted">
                            {[voice.speaker, voice.segmentName, voice.interviewTitle ?? voice.source]
                              .filter(Boolean)
                              .join(", ")}
                          </p>
                        </li>
                      ))}
                    </ul>
                  )}
                </CardBody>
              </Card>
              <Card>
                <CardHeader title={t("listening")} />
                <CardBody>
                  <ListeningList facts={facts} />
                </CardBody>
              </Card>
            </div>
          </div>
          <div className="flex min-w-0 flex-col gap-6">
            <RadarCard
              name={name}
              radar={experience.radar}
              segments={experience.radarSegments}
              k={k}
              askHref={askHref}
            />
            <Card>
              <CardHeader title={t("feelings")} />
              <CardBody>
                {felt.length === 0 ? (
                  <p className="text-sm text-muted">
                    {t("feelingsNone")}{" "}
                    <Link href="/brand" className="rounded-sm text-accent-text underline-offset-2 hover:underline">
                      {t("feelingsDo")}
                    </Link>
                  </p>
                ) : (
                  <ul className="flex flex-col divide-y divide-line">
                    {felt.map((cell) => (
                      <li key={cell.feelingId} className="py-2 first:pt-0 last:pb-0">
                        <p className="flex flex-wrap items-center justify-between gap-x-2 text-sm">
                          <Link href="/brand" className="rounded-sm font-medium hover:underline">
                            {feelingName.get(cell.feelingId)}
                          </Link>
                          <VerdictBadge verdict={cell.verdict} />
                        </p>
                        <p className="text-xs text-muted">
                          {cell.stat.value !== null && cell.scale
                            ? t("feelingMean", {
                                value: formatNumber(cell.stat.value, 2),
                                max: cell.scale.max,
                                n: cell.stat.n,
                              })
                            : cell.stat.state === "hidden"
                              ? brandWords("hidden", { k })
                              : t("feelingUnasked")}
                          {cell.words ? (
                            <span className="block">
                              {t("inWords", {
                                said: formatShare(cell.words.said),
                                opposed: formatShare(cell.words.opposed),
                                n: cell.words.n,
                              })}
                            </span>
                          ) : null}
                        </p>
                      </li>
                    ))}
                  </ul>
                )}
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("loop")} />
              <CardBody className="text-sm">
                {facts.cue || facts.reward ? (
                  <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
                    <dt className="text-muted">{catalogue("cue")}</dt>
                    <dd>{facts.cue || "–"}</dd>
                    <dt className="text-muted">{catalogue("reward")}</dt>
                    <dd>{facts.reward || "–"}</dd>
                  </dl>
                ) : (
                  <p className="text-muted">{t("loopNone")}</p>
                )}
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("friction")} />
              <CardBody className="flex flex-col gap-3">
                {experience.effort.stat.state === "empty" ? (
                  <p className="text-sm text-muted">{t("effortNone")}</p>
                ) : (
                  <StatBlock
                    value={experience.effort.stat.value === null ? null : formatNumber(experience.effort.stat.value, 2)}
                    unit={
                      experience.effort.scale
                        ? t("effortUnit", { min: experience.effort.scale.min, max: experience.effort.scale.max })
                        : null
                    }
                    interval={
                      experience.effort.stat.interval ? formatInterval(experience.effort.stat.interval, 2) : undefined
                    }
                    n={experience.effort.stat.value === null ? undefined : all("n", { n: experience.effort.stat.n })}
                    state={experience.effort.stat.state}
                    k={k}
                  />
                )}
                <FrictionList steps={facts.steps} />
              </CardBody>
            </Card>
            <Card id="cases" className="scroll-mt-20">
              <CardHeader
                title={t("cases")}
                action={
                  facts.openCases > facts.cases.length ? (
                    <Link href="/cases" className="rounded-sm text-xs text-accent-text hover:underline">
                      {t("casesAll", { count: facts.openCases })}
                    </Link>
                  ) : null
                }
              />
              <CardBody>
                {facts.cases.length === 0 ? (
                  <p className="text-sm text-muted">{t("casesNone")}</p>
                ) : (
                  <ul className="flex flex-col gap-1.5 text-sm">
                    {facts.cases.map((one) => (
                      <li key={one.id}>
                        <Link href={`/cases/${one.id}`} className="rounded-sm hover:underline">
                          {one.number} {one.title}
                        </Link>{" "}
                        {one.dueAt ? (
                          <span className="whitespace-nowrap text-xs text-muted">
                            {new Date(one.dueAt) < now ? (
                              <span className="text-warn-text">{t("late")}</span>
                            ) : (
                              t("due", { date: formatDate(new Date(one.dueAt), timeZone) })
                            )}
                          </span>
                        ) : null}
                      </li>
                    ))}
                  </ul>
                )}
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("improvements")} />
              <CardBody>
                {facts.improvements.length === 0 ? (
                  <p className="text-sm text-muted">{t("improvementsNone")}</p>
                ) : (
                  <ul className="flex flex-col gap-1.5 text-sm">
                    {facts.improvements.map((one) => (
                      <li key={one.id}>
                        <Link href={`/improvements/${one.id}`} className="rounded-sm hover:underline">
                          {one.title}
                        </Link>{" "}
                        <span className="text-xs text-muted">{one.startedAt ? t("underWay") : t("planned")}</span>
                      </li>
                    ))}
                  </ul>
                )}
              </CardBody>
            </Card>
          </div>
        </div>
      </PageBody>
    </>
  );
}
