import { Frown, HeartHandshake, Package, Sparkles } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageBody } from "@/components/layout/page-header";
import { ChooseStrategy } from "@/components/segments/portrait/choose-strategy";
import { EditPersona } from "@/components/segments/portrait/edit-persona";
import { NeedList } from "@/components/segments/portrait/need-list";
import { type CardFigure, PersonaCard } from "@/components/segments/portrait/persona-card";
import { PrintButton } from "@/components/segments/portrait/print-button";
import { StrategyCard } from "@/components/segments/portrait/strategy-card";
import type { VoiceView } from "@/components/segments/portrait/voice-picker";
import { LastAnswers, PortraitVoices } from "@/components/segments/portrait/voices";
import { SegmentFrame } from "@/components/segments/segment-frame";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { dashboardCatalogue, newestComments } from "@/lib/dashboards/queries/scores";
import {
  formatAgo,
  formatCount,
  formatDate,
  formatInterval,
  formatMoney,
  formatNps,
  formatNumber,
  formatShare,
} from "@/lib/format";
import type { NeedKind } from "@/lib/generated/prisma/enums";
import { parsePeriod } from "@/lib/period";
import { quotesForMap } from "@/lib/quotes/queries";
import { guessesAmong } from "@/lib/segments/needs-evidence";
import { NEED_KINDS } from "@/lib/segments/needs-schema";
import { type AdviceLine, AVOID_LINES, adviceFor } from "@/lib/segments/needs-strategy";
import { getSegment } from "@/lib/segments/queries";
import { getPortrait, type SegmentFigures, segmentFigures, type Voice } from "@/lib/segments/queries/needs";
import { meanOf } from "@/lib/stats/moments";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("segments")]);
  return { title: `${(await orNotFound(getSegment(actor, id))).name}, ${t("tabs.portrait").toLowerCase()}` };
}

const INDICATIVE_UNDER = 30;
const LAST_ANSWERS = 3;

const KIND_ICON: Record<NeedKind, ReactNode> = {
  motive: <Sparkles aria-hidden />,
  need: <Package aria-hidden />,
  expectation: <HeartHandshake aria-hidden />,
  pain: <Frown aria-hidden />,
};

const voiceView = ({ touchpointName, ...voice }: Voice): VoiceView => ({ ...voice, touchpoint: touchpointName });

export default async function PortraitPage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([
    requireSession(),
    params,
    getTranslations("segments.portrait"),
  ]);
  const now = new Date();
  const { timeZone, currency, smallGroup: k } = workspace;
  const period = parsePeriod("12m", { timeZone, now });
  const segment = await orNotFound(getSegment(actor, id, period));
  const [portrait, figures, catalogue] = await Promise.all([
    orNotFound(getPortrait(actor, id)),
    segmentFigures(actor, id, now),
    dashboardCatalogue(actor),
  ]);
  const canWrite = may(actor, "segments.write") && segment.archivedAt === null;
  const [comments, choices] = await Promise.all([
    newestComments(
      actor,
      catalogue.surveys.map((survey) => survey.id),
      period,
      { segmentId: id },
      LAST_ANSWERS,
    ),
    canWrite
      ? quotesForMap(actor, { touchpointIds: catalogue.touchpoints.map((one) => one.id), segmentId: id })
      : Promise.resolve([]),
  ]);
  const pickable: VoiceView[] = choices.map((row) => ({
    id: row.id,
    kind: row.kind,
    text: row.text,
    speaker: row.speaker,
    feeling: row.feeling,
    consent: row.consent,
    touchpoint: row.touchpointName,
  }));
  const { guesses, of: all } = guessesAmong(portrait.needs);
  const { strategy } = portrait;
  const advice = adviceFor(strategy, figures, k);
  const say = (line: AdviceLine): string =>
    line.state === "ok"
      ? t(`advice.${line.key}`, adviceValues(line, currency))
      : t(`advice.${line.state}`, { what: t(`advice.what.${line.key}`), k });

  return (
    <>
      {/* One sheet, upright; other pages print as they did. */}
      <style>{"@page { size: A4 portrait; margin: 10mm 12mm }"}</style>
      <SegmentFrame
        segment={segment}
        active="portrait"
        canWrite={may(actor, "segments.write")}
        now={now}
        timeZone={timeZone}
        actions={<PrintButton />}
      />
      <PageBody className="w-full max-w-7xl print:gap-2">
        <PersonaCard
          segmentName={segment.name}
          name={portrait.personaName}
          line={portrait.personaLine}
          story={portrait.personaStory}
          figures={await figuresOf(segment, figures, { k, currency, timeZone, now })}
          evidence={all > 0 ? t("guesses", { guesses, all }) : null}
          edit={
            canWrite ? (
              <EditPersona
                id={id}
                name={portrait.personaName}
                line={portrait.personaLine}
                story={portrait.personaStory}
              />
            ) : null
          }
        />
        <div className="grid gap-6 lg:grid-cols-2 print:grid-cols-2 print:gap-x-6 print:gap-y-2">
          {NEED_KINDS.map((kind) => (
            <NeedList
              key={kind}
              segmentId={id}
              kind={kind}
              icon={KIND_ICON[kind]}
              canWrite={canWrite}
              voices={pickable}
              needs={portrait.needs
                .filter((need) => need.kind === kind)
                .map(({ voices, ...need }) => ({ ...need, voices: voices.map(voiceView) }))}
            />
          ))}
        </div>
        <PortraitVoices
          voices={portrait.voices.map(voiceView)}
          total={portrait.voiceCount}
          allHref={`/quotes?segment=${id}`}
        />
        <LastAnswers
          answers={comments.map((comment) => ({
            id: comment.responseId,
            text: comment.text,
            score: comment.score,
            kind:
              comment.score === null
                ? null
                : comment.score >= 9
                  ? "promoter"
                  : comment.score <= 6
                    ? "detractor"
                    : "passive",
            meta: [comment.customer?.name, comment.surveyName, formatDate(comment.at, timeZone)]
              .filter(Boolean)
              .join(", "),
          }))}
        />
        <StrategyCard
          strategy={strategy}
          measure={advice.measure.map(say)}
          aim={advice.aim.map(say)}
          avoid={Array.from({ length: AVOID_LINES }, (_, index) =>
            t(`advice.avoid.${strategy}.${index === 0 ? "0" : "1"}`),
          )}
          choice={
            canWrite ? <ChooseStrategy id={id} own={portrait.ownStrategy} workspace={workspace.strategy} /> : null
          }
        />
      </PageBody>
    </>
  );
}

/** The figures of a line as they are written. */
function adviceValues(line: AdviceLine, currency: string): Record<string, string | number> {
  const { key, values } = line;
  const shares = key === "weight" ? ["members", "revenue"] : key === "ease" ? ["mean"] : ["share"];
  const money = key === "spend" ? ["each", "others"] : [];
  /** Counts that the words take apart by one and many stay numbers. */
  const counted = ["cases", "detractors", "voices", "ideas", "missing", "guesses"];
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (shares.includes(name)) return [name, formatShare(value)];
      if (money.includes(name)) return [name, formatMoney(Math.round(value / 100) * 100, currency)];
      if (name === "per") return [name, formatNumber(value, 1)];
      return [name, counted.includes(name) ? value : formatCount(value)];
    }),
  );
}

type Frame = { k: number; currency: string; timeZone: string; now: Date };

/** The four figures of the card. */
async function figuresOf(
  segment: Awaited<ReturnType<typeof getSegment>>,
  figures: SegmentFigures,
  { k, currency, timeZone, now }: Frame,
): Promise<CardFigure[]> {
  const t = await getTranslations("segments.portrait.figure");
  const { nps } = segment;
  const spend = figures.members >= k && figures.buyers > 0 ? meanOf(figures.spend) : null;
  const cents = (value: number) => formatMoney(Math.round(value / 100) * 100, currency);
  return [
    {
      key: "members",
      label: t("members"),
      value: formatCount(figures.members),
      note: t("membersNote", {
        share: formatShare(figures.customers > 0 ? figures.members / figures.customers : 0, 1),
      }),
    },
    !nps || nps.n < k
      ? { key: "nps", label: t("nps"), value: null, note: nps ? t("npsFew", { k }) : t("npsNone") }
      : {
          key: "nps",
          label: t("nps"),
          value: formatNps(nps.score),
          note: t(nps.n < INDICATIVE_UNDER ? "npsIndicative" : "npsNote", {
            interval: formatInterval(nps.interval, 0, { signed: true }),
            n: formatCount(nps.n),
          }),
          indicative: nps.n < INDICATIVE_UNDER,
        },
    spend
      ? {
          key: "spend",
          label: t("spend"),
          value: cents(spend.mean),
          note: t("spendNote", {
            interval: `${cents(Math.max(0, spend.interval.low))}\u2013${cents(spend.interval.high)}`,
            buyers: formatShare(figures.buyers / figures.members),
          }),
          indicative: figures.members < INDICATIVE_UNDER,
        }
      : {
          key: "spend",
          label: t("spend"),
          value: null,
          note: figures.members > 0 && figures.members < k ? t("spendFew", { k }) : t("spendNone"),
        },
    figures.lastAnswerAt
      ? {
          key: "answer",
          label: t("answer"),
          value: formatAgo(figures.lastAnswerAt, now, timeZone),
          note: t("answerNote", { n: formatCount(figures.scored) }),
        }
      : { key: "answer", label: t("answer"), value: null, note: t("answerNone") },
  ];
}
