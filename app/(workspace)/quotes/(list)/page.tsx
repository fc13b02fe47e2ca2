import { FilePlus2, Quote } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { AddQuote } from "@/components/quotes/add-quote";
import { QuoteCard } from "@/components/quotes/quote-card";
import { QuoteMenu } from "@/components/quotes/quote-menu";
import { quoteDraft, quoteView } from "@/components/quotes/quote-view";
import { TagCounts, TouchpointVoices } from "@/components/quotes/voices-panel";
import { VoicesTabs } from "@/components/quotes/voices-tabs";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { CONSENTS } from "@/lib/quotes/consent";
import { listInterviewChoices, listQuotes, quoteChoices, summariseQuotes } from "@/lib/quotes/queries";
import { filtersOf, type QuoteListParams, quoteListParams } from "@/lib/quotes/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("quotes"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Under so many voices no touchpoint is called the most spoken of. */
const ENOUGH = 5;

export default async function QuotesPage({ searchParams }: Props) {
  const [{ actor }, given, t] = await Promise.all([requireSession(), searchParams, getTranslations("quotes")]);
  const params = quoteListParams.parse(given);
  const filters = filtersOf(params);
  const [page, summary, choices, interviews] = await Promise.all([
    listQuotes(actor, { ...filters, cursor: params.cursor }),
    summariseQuotes(actor, filters),
    quoteChoices(actor),
    listInterviewChoices(actor),
  ]);
  const canWrite = may(actor, "quotes.write");
  const isFiltered = Object.entries(params).some(([key, value]) => key !== "cursor" && value !== "");
  const isEmpty = !isFiltered && summary.total.n === 0 && page.rows.length === 0;

  /** This page with some filters changed; "" takes one away. */
  const href = (change: Partial<QuoteListParams>): string => {
    const next = { ...params, cursor: "", ...change };
    const search = new URLSearchParams(Object.entries(next).filter(([, value]) => value !== ""));
    return search.size > 0 ? `/quotes?${search}` : "/quotes";
  };
  const toggled = (key: "touchpoint" | "tag", value: string) => href({ [key]: params[key] === value ? "" : value });

  const placed = summary.touchpoints.filter(({ id }) => id !== null);
  const most = placed[0];
  const isUnhappy = most !== undefined && most.bad > most.n / 2;
  const all = { value: "", label: "" };
  const named = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));

  const actions = (
    <>
      {isEmpty ? null : <SearchInput label={t("list.search")} className="max-md:hidden" />}
      {canWrite ? (
        <>
          <LinkButton href="/quotes/interviews/new" icon={<FilePlus2 aria-hidden />} className="max-md:hidden">
            {t("interviews.new")}
          </LinkButton>
          <AddQuote
            choices={choices}
            given={{
              touchpointId: params.touchpoint === "none" ? "" : params.touchpoint,
              segmentId: params.segment,
              tags: params.tag ? [params.tag] : [],
            }}
          />
        </>
      ) : null}
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={actions} />
      <VoicesTabs active="quotes" />
      {isEmpty ? (
        <EmptyState
          title={t("list.empty")}
          picture={<ExamplePicture one={t("list.exampleOne")} two={t("list.exampleTwo")} who={t("list.exampleWho")} />}
          actions={
            canWrite ? (
              <LinkButton href="/quotes/interviews/new" icon={<FilePlus2 aria-hidden />}>
                {t("list.addInterview")}
              </LinkButton>
            ) : null
          }
        >
          {t("list.emptyLead")}
        </EmptyState>
      ) : (
        <>
          <FilterBar
            end={
              <span aria-live="polite">
                {t("list.count", { n: summary.total.n, noConsent: summary.total.noConsent })}
              </span>
            }
          >
            <SearchInput label={t("list.search")} className="md:hidden" />
            <UrlFilter
              param="touchpoint"
              label={t("list.touchpoint")}
              defaultValue=""
              options={[
                { ...all, label: t("list.everywhere") },
                ...named(choices.touchpoints),
                { value: "none", label: t("panel.nowhere") },
              ]}
            />
            <UrlFilter
              param="segment"
              label={t("list.segment")}
              defaultValue=""
              options={[{ ...all, label: t("list.everybody") }, ...named(choices.segments)]}
            />
            <UrlFilter
              param="feeling"
              label={t("list.feeling")}
              defaultValue=""
              options={[
                { ...all, label: t("list.anyFeeling") },
                { value: "bad", label: t("list.unhappy") },
                { value: "neutral", label: t("list.neutral") },
                { value: "good", label: t("list.happy") },
                { value: "none", label: t("list.noFeeling") },
              ]}
            />
            <UrlFilter
              param="kind"
              label={t("list.kind")}
              defaultValue=""
              options={[
                { ...all, label: t("list.anyKind") },
                { value: "quote", label: t("list.quotes") },
                { value: "observation", label: t("list.observations") },
              ]}
            />
            <UrlFilter
              param="consent"
              label={t("list.consent")}
              defaultValue=""
              options={[
                { ...all, label: t("list.anyConsent") },
                ...CONSENTS.map((one) => ({ value: one, label: t(`consent.${one}`) })),
              ]}
            />
            {interviews.length > 0 ? (
              <UrlFilter
                param="interview"
                label={t("list.interview")}
                defaultValue=""
                options={[{ ...all, label: t("list.anyInterview") }, ...named(interviews)]}
              />
            ) : null}
            {params.tag ? (
              <Chip label={t("list.tagFilter")} value={`#${params.tag}`} removeHref={href({ tag: "" })} />
            ) : null}
          </FilterBar>
          <PageBody>
            {most && summary.total.n >= ENOUGH && !params.touchpoint ? (
              <PageLead headline={t(isUnhappy ? "list.headlineBad" : "list.headline", { name: most.name ?? "" })}>
                {t("list.lead", { n: most.n, total: summary.total.n, bad: most.bad, good: most.good })}
              </PageLead>
            ) : (
              <h2 className="sr-only">{t("list.voices")}</h2>
            )}
            <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_300px]">
              {page.rows.length === 0 ? (
                <EmptyState
                  title={t("list.nothing")}
                  actions={<LinkButton href="/quotes">{t("list.clear")}</LinkButton>}
                >
                  {t("list.nothingHint")}
                </EmptyState>
              ) : (
                <Card className="min-w-0">
                  <ul aria-label={t("list.voices")} className="divide-y divide-line">
                    {page.rows.map((row) => (
                      <li key={row.id} className="px-4 py-3.5">
                        <QuoteCard
                          quote={quoteView(row)}
                          tagHref={(tag) => href({ tag })}
                          menu={canWrite ? <QuoteMenu draft={quoteDraft(row)} choices={choices} /> : null}
                        />
                      </li>
                    ))}
                  </ul>
                  {page.next || page.previous ? (
                    <Pagination
                      prevHref={page.previous ? href({ cursor: page.previous }) : null}
                      nextHref={page.next ? href({ cursor: page.next }) : null}
                    />
                  ) : null}
                </Card>
              )}
              <aside className="flex min-w-0 flex-col gap-6">
                <TouchpointVoices
                  lines={summary.touchpoints.map(({ id, name, n, bad, good }) => ({
                    key: id ?? "none",
                    name: name ?? t("panel.nowhere"),
                    n,
                    bad,
                    good,
                    href: toggled("touchpoint", id ?? "none"),
                    active: params.touchpoint === (id ?? "none"),
                  }))}
                />
                <TagCounts
                  lines={summary.tags.map(({ tag, n }) => ({
                    tag,
                    n,
                    href: toggled("tag", tag),
                    active: params.tag === tag,
                  }))}
                />
              </aside>
            </div>
          </PageBody>
        </>
      )}
    </>
  );
}

/** What the page looks like when there is something on it. */
function ExamplePicture({ one, two, who }: { one: string; two: string; who: string }) {
  return (
    <ul className="divide-y divide-line text-start">
      {[one, two].map((text) => (
        <li key={text} className="flex gap-2 py-2">
          <Quote className="shrink-0 text-faint" />
          <span>
            “{text}”<span className="block text-xs text-muted">{who}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
