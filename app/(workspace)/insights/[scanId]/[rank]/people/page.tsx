import { Shapes } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CustomerTable } from "@/components/customers/customer-table";
import { SentenceWords } from "@/components/insights/sentence-words";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { customerListParams } from "@/lib/customers/schema";
import { isAppError } from "@/lib/errors";
import { findingRule, PEOPLE_GROUPS } from "@/lib/insights/people";
import { getSentence, listPeople } from "@/lib/insights/queries";
import { type Say, sentenceOf } from "@/lib/insights/sentence";
import { newSegmentHref } from "@/lib/segments/link";

type Props = {
  params: Promise<{ scanId: string; rank: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("insights"))("people.title") };
}

/** The customers a sentence speaks of: who said so, who did not, and both. */
export default async function PeoplePage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { scanId, rank }, given, t] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("insights"),
  ]);
  const found = await getSentence(actor, scanId, Number(rank)).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const { finding } = found;
  const now = new Date();
  const group = PEOPLE_GROUPS.find((one) => one === given.group) ?? "said";
  const list = customerListParams.parse({ cursor: given.cursor, owner: "all" });
  const { page, counted } = await listPeople(actor, found, group, list, now);
  const scanned = { said: finding.saidSo, rest: finding.asked - finding.saidSo, asked: finding.asked };
  const here = `/insights/${scanId}/${found.rank}/people`;
  const href = (change: { group?: string; cursor?: string }) => {
    const query = new URLSearchParams();
    const next = change.group ?? group;
    if (next !== "said") query.set("group", next);
    if (change.cursor) query.set("cursor", change.cursor);
    return query.size === 0 ? here : `${here}?${query}`;
  };
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/insights", label: t("title") }]}
        title={t("people.title")}
        actions={
          may(actor, "segments.write") ? (
            <LinkButton icon={<Shapes aria-hidden />} href={newSegmentHref(findingRule(finding))} prefetch={false}>
              {t("proof.makeSegment")}
            </LinkButton>
          ) : null
        }
      />
      <p className="max-w-4xl px-6 pt-5 pb-3 text-base text-pretty max-md:px-4">
        <SentenceWords sentence={sentenceOf(finding, t as unknown as Say)} />
      </p>
      <LinkTabs
        label={t("people.title")}
        tabs={PEOPLE_GROUPS.map((one) => ({
          href: href({ group: one }),
          label: t(`people.${one}`),
          count:
            one === group
              ? `${counted.count.toLocaleString("en")}${counted.more ? "+" : ""}`
              : scanned[one].toLocaleString("en"),
          active: one === group,
        }))}
        end={
          !counted.more && counted.count !== scanned[group] ? (
            <span className="text-xs text-muted">{t("people.note", { count: scanned[group] })}</span>
          ) : null
        }
      />
      {page.rows.length === 0 ? (
        <PageBody>
          <EmptyState title={t("people.none")} />
        </PageBody>
      ) : (
        <>
          <CustomerTable rows={page.rows} now={now} timeZone={workspace.timeZone} currency={workspace.currency} />
          <Pagination
            prevHref={page.previous ? href({ cursor: page.previous }) : undefined}
            nextHref={page.next ? href({ cursor: page.next }) : undefined}
          />
        </>
      )}
    </>
  );
}
