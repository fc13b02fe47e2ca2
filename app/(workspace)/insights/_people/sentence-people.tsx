import { Shapes } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { CustomerTable } from "@/components/customers/customer-table";
import { ReachNote } from "@/components/customers/reach-note";
import { SentenceWords } from "@/components/insights/sentence-words";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { LinkTabs } from "@/components/ui/tabs";
import type { SignedIn } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { customerListParams } from "@/lib/customers/schema";
import { findingRule, PEOPLE_GROUPS } from "@/lib/insights/people";
import { listPeople } from "@/lib/insights/queries";
import type { Finding } from "@/lib/insights/schema";
import { type Say, sentenceOf } from "@/lib/insights/sentence";
import { newSegmentHref } from "@/lib/segments/link";

type SentencePeopleProps = {
  session: SignedIn;
  sentence: { finding: Finding; period: string };
  given: Record<string, string | string[] | undefined>;
  /** The page's own address with these added; a group or cursor that is usual is left out. */
  hrefOf: (more: { group?: string; cursor?: string }) => string;
  /** Where the sentence stands. */
  back: { href: string; label: string };
};

/** The customers a sentence speaks of: who said so, who did not, and both. */
export async function SentencePeople({ session, sentence, given, hrefOf, back }: SentencePeopleProps) {
  const { actor, workspace } = session;
  const t = await getTranslations("insights");
  const { finding } = sentence;
  const now = new Date();
  const group = PEOPLE_GROUPS.find((one) => one === given.group) ?? "said";
  const list = customerListParams.parse({ cursor: given.cursor, owner: "all" });
  const { page, counted, everybody } = await listPeople(actor, sentence, group, list, now);
  const scanned = { said: finding.saidSo, rest: finding.asked - finding.saidSo, asked: finding.asked };
  const href = (change: { group?: string; cursor?: string }) => {
    const next = change.group ?? group;
    return hrefOf({ ...(next === "said" ? {} : { group: next }), ...(change.cursor ? { cursor: change.cursor } : {}) });
  };
  return (
    <>
      <PageHeader
        breadcrumb={[back]}
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
              ? `${everybody.count.toLocaleString("en")}${everybody.more ? "+" : ""}`
              : scanned[one].toLocaleString("en"),
          active: one === group,
        }))}
        end={
          !everybody.more && everybody.count !== scanned[group] ? (
            <span className="text-xs text-muted">{t("people.note", { count: scanned[group] })}</span>
          ) : null
        }
      />
      {counted.count === everybody.count || counted.more ? null : (
        <div className="px-6 pt-3 max-md:px-4">
          <ReachNote reach={actor.reach} count={counted.count} all={everybody.count} />
        </div>
      )}
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
