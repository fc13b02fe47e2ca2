import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InsightsPicture } from "@/components/insights/insights-picture";
import { MethodSheet } from "@/components/insights/method-sheet";
import { OwnActions, OwnTried } from "@/components/insights/own-actions";
import { OwnForm } from "@/components/insights/own-form";
import { PValue } from "@/components/insights/p-value";
import { Proof } from "@/components/insights/proof";
import { SentenceChart } from "@/components/insights/sentence-chart";
import { SentenceWords } from "@/components/insights/sentence-words";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { FormMessage } from "@/components/ui/form-message";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { signatureOf } from "@/lib/insights/finding";
import type { OwnField, OwnParams, OwnSentence } from "@/lib/insights/own";
import { findingRule } from "@/lib/insights/people";
import { plainSentence } from "@/lib/insights/plain";
import { ownChoices, ownSentence } from "@/lib/insights/queries";
import type { Outcome, Said } from "@/lib/insights/schema";
import { metaOf, type Say, saidText, sentenceOf } from "@/lib/insights/sentence";
import { ownHref, readOwnUrl } from "@/lib/insights/url";
import { PERIOD_PRESETS, parsePeriod } from "@/lib/period";
import { newSegmentHref } from "@/lib/segments/link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("insights"))("own.title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };
type Words = Awaited<ReturnType<typeof getTranslations<"insights">>>;

/** One comparison that a person chose before looking: counted now, tested twice, and said like a listed sentence. */
export default async function OwnSentencePage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("insights"),
  ]);
  const now = new Date();
  const params = readOwnUrl(given);
  const isAsked = params.base !== "" || params.said !== "" || params.outcome !== "";
  const [choices, own] = await Promise.all([ownChoices(actor), isAsked ? ownSentence(actor, params, now) : null]);
  return (
    <>
      <PageHeader breadcrumb={[{ href: "/insights", label: t("title") }]} title={t("own.title")} />
      <PageBody className="gap-4">
        <p className="max-w-3xl text-muted">{t("own.lead")}</p>
        <OwnForm
          key={ownHref(params)}
          params={params}
          fields={choices.fields.map((field) => namedField(field, t))}
          said={choices.said.map((one) => ({ value: one.key, label: saidName(one, t) }))}
          outcomes={choices.outcomes.map((one) => ({ value: one.key, label: outcomeName(one, t), fits: one.fits }))}
          periods={[...PERIOD_PRESETS]
            .reverse()
            .map((value) => ({ value, label: parsePeriod(value, { timeZone: workspace.timeZone, now }).label }))}
          problem={own?.state === "wrong" ? own.part : null}
        />
        {own === null ? (
          <EmptyState title={t("own.empty")} picture={<InsightsPicture />}>
            {t("own.emptyText")}
          </EmptyState>
        ) : own.state === "few" ? (
          <FormMessage tone="info">{t("own.few", { k: workspace.smallGroup })}</FormMessage>
        ) : own.state === "none" ? (
          <FormMessage tone="info">{t("own.none")}</FormMessage>
        ) : own.state === "ok" ? (
          <Result
            own={own}
            params={params}
            t={t}
            rights={{ improve: may(actor, "improvements.write"), segment: may(actor, "segments.write") }}
          />
        ) : null}
      </PageBody>
    </>
  );
}

type ResultProps = {
  own: Extract<OwnSentence, { state: "ok" }>;
  params: OwnParams;
  t: Words;
  rights: { improve: boolean; segment: boolean };
};

function Result({ own: { finding, isProved }, params, t, rights }: ResultProps) {
  const say = t as unknown as Say;
  const sentence = sentenceOf(finding, say);
  const meta = metaOf(finding, say);
  const { verb, object } = saidText(finding.said, say);
  const segmentName = say("segmentName", { base: sentence.values.base, verb, object });
  return (
    <section aria-label={t("own.title")} className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="grid gap-x-6 gap-y-4 p-5 max-md:p-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-2.5">
          <h2 className="text-lg font-normal text-pretty">
            <SentenceWords sentence={sentence} />
          </h2>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
            <span>{meta.n}</span>
            <span>{meta.difference}</span>
            <PValue name={t("proof.p")} logP={finding.logP} />
            <Badge tone={isProved && !finding.isWeak ? "promoter" : "warn"}>
              {t(isProved ? (finding.isWeak ? "own.provedWeak" : "own.proved") : "own.notProved")}
            </Badge>
            <Badge outline>{t("own.one")}</Badge>
          </p>
          <p className="text-xs text-muted">
            <OwnTried signature={signatureOf(finding)} />
          </p>
          <OwnActions
            own={params}
            peopleHref={ownHref(params, {}, "/people")}
            segmentHref={newSegmentHref(
              findingRule(finding),
              segmentName.replace(/^\p{Ll}/u, (c) => c.toUpperCase()),
            )}
            plan={{
              title: say(sentence.isWorse ? "improvement.title" : "improvement.titleGood", { object }).slice(0, 160),
              reason: plainSentence(finding, say).slice(0, 2000),
            }}
            may={rights}
          />
        </div>
        <SentenceChart finding={finding} sentence={sentence} />
      </div>
      <div className="border-t border-line bg-sunken p-5 max-md:p-4">
        <Proof finding={finding} sentence={sentence} method={<MethodSheet />} isOwn />
      </div>
    </section>
  );
}

function namedField({ key, label, kind, options, unit }: OwnField, t: Words) {
  const option = (value: string, name: string | null): string => {
    if (name !== null) return name;
    if (value === "true" || value === "false") return t(`own.words.${value}`);
    const word = t(`base.${key === "kind" ? "customerKind" : (key as "side" | "lifecycle")}`, { value });
    return word.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  };
  return {
    key,
    kind,
    unit,
    label: label ?? t(`own.fields.${key as "segment"}`),
    options: options.map(({ value, label: name }) => ({ value, label: option(value, name) })),
  };
}

function saidName(said: Said, t: Words): string {
  if (said.option !== null) return t("own.saidOption", { label: said.label, option: said.option });
  const [low, high] = [Math.min(...said.values), Math.max(...said.values)];
  const range = low === high ? String(low) : `${low}–${high}`;
  return t("own.saidRange", { label: said.label, range, max: said.scaleMax ?? high });
}

const outcomeName = ({ kind, label, goodWord }: Outcome, t: Words): string =>
  kind === "share" ? t("own.outcomeShare", { label, word: goodWord ?? "" }) : t("own.outcomeMean", { label });
