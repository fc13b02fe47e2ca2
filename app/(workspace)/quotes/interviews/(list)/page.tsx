import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { InterviewTable } from "@/components/quotes/interview-table";
import { VoicesTabs } from "@/components/quotes/voices-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { formatCount, formatDay } from "@/lib/format";
import { listInterviews } from "@/lib/quotes/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("quotes.interviews"))("title") };
}

type Props = { searchParams: Promise<{ cursor?: string | string[] }> };

export default async function InterviewsPage({ searchParams }: Props) {
  const [{ actor }, { cursor }, t] = await Promise.all([requireSession(), searchParams, getTranslations("quotes")]);
  const page = await listInterviews(actor, { cursor: typeof cursor === "string" ? cursor : null });
  const create = may(actor, "quotes.write") ? (
    <LinkButton href="/quotes/interviews/new" variant="primary" icon={<Plus aria-hidden />} data-create="">
      {t("interviews.new")}
    </LinkButton>
  ) : null;
  const href = (at: string | null) => (at ? `/quotes/interviews?cursor=${encodeURIComponent(at)}` : null);
  return (
    <>
      <PageHeader title={t("title")} actions={create} />
      <VoicesTabs active="interviews" />
      {page.rows.length === 0 ? (
        <EmptyState title={t("interviews.empty")} actions={create}>
          {t("interviews.emptyLead")}
        </EmptyState>
      ) : (
        <>
          <h2 className="sr-only">{t("interviews.title")}</h2>
          <InterviewTable
            lines={page.rows.map((row) => ({
              id: row.id,
              title: row.title,
              speaker: row.speaker,
              heldOn: formatDay(row.heldOn),
              segment: row.segmentName,
              consent: row.consent,
              length: row.length > 0 ? t("interviews.words", { n: formatCount(row.length) }) : null,
              passages: row.passages,
              bad: row.bad,
              good: row.good,
            }))}
          />
          <Pagination prevHref={href(page.previous)} nextHref={href(page.next)} />
        </>
      )}
    </>
  );
}
