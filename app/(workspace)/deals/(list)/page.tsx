import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddDeal } from "@/components/deals/add-deal";
import { amountsOf, ClosedDeals, DealsByStage } from "@/components/deals/deal-tables";
import { PipelinePicture } from "@/components/deals/pipeline-picture";
import { PageHeader, PageLead } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { DEAL_LIMIT, listDeals } from "@/lib/deals/queries";
import { totalsOf } from "@/lib/deals/stages";
import { dayIn } from "@/lib/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deals"))("title") };
}

type Props = { searchParams: Promise<{ view?: string; new?: string }> };

export default async function DealsPage({ searchParams }: Props) {
  const [{ actor, workspace, role }, asked, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("deals"),
  ]);
  const seller = role === "hunter" || role === "farmer";
  const view =
    asked.view === "all" || asked.view === "mine" || asked.view === "closed" ? asked.view : seller ? "mine" : "all";
  const deals = await listDeals(actor, { owner: view === "mine" ? "mine" : "all", closed: view === "closed" });
  const mayWrite = may(actor, "deals.write");
  const totals = totalsOf(deals);
  const tab = (key: "mine" | "all" | "closed") => ({ href: `/deals?view=${key}`, label: t(key), active: view === key });
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={mayWrite ? <AddDeal primary currency={workspace.currency} open={asked.new !== undefined} /> : null}
      />
      <LinkTabs
        label={t("views")}
        className="bg-surface"
        tabs={seller ? [tab("mine"), tab("all"), tab("closed")] : [tab("all"), tab("mine"), tab("closed")]}
      />
      {deals.length === 0 ? (
        <EmptyState
          title={view === "closed" ? t("empty.closed") : view === "mine" ? t("empty.mine") : t("empty.title")}
          picture={view === "all" ? <PipelinePicture /> : undefined}
          actions={view === "mine" ? <LinkButton href="/deals?view=all">{t("empty.showAll")}</LinkButton> : null}
        >
          {t("empty.lead")}
        </EmptyState>
      ) : view === "closed" ? (
        <ClosedDeals deals={deals} timeZone={workspace.timeZone} mayWrite={mayWrite} />
      ) : (
        <>
          <div className="px-6 py-5 max-md:px-4">
            <PageLead
              headline={t("lead", {
                open: deals.length,
                worth: t("worth", {
                  amount: amountsOf(totals, "amountCents"),
                  weighted: amountsOf(totals, "weightedCents"),
                }),
              })}
            >
              {t("leadNote")}
            </PageLead>
          </div>
          <div className="border-t border-line">
            <DealsByStage deals={deals} today={dayIn(workspace.timeZone, new Date())} mayWrite={mayWrite} />
          </div>
        </>
      )}
      {deals.length === DEAL_LIMIT ? (
        <p className="px-6 py-3 text-xs text-muted">{t("limited", { count: DEAL_LIMIT })}</p>
      ) : null}
    </>
  );
}
