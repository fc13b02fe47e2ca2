import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { AddRule, type RuleChoices } from "@/components/offers/rule-form";
import { RuleTable } from "@/components/offers/rule-table";
import { EmptyState } from "@/components/ui/empty-state";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listOfferChoices, listOfferRules } from "@/lib/offers/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("offers"))("rules.title") };
}

/** Rules that suggest offers, and what came of them. */
export default async function OffersPage() {
  const [{ actor, workspace }, t] = await Promise.all([requireSession(), getTranslations("offers")]);
  const mayManage = may(actor, "offers.manage");
  const [rules, lists] = await Promise.all([listOfferRules(actor), mayManage ? listOfferChoices(actor) : null]);
  const choices: RuleChoices | null = lists ? { ...lists, currency: workspace.currency } : null;
  const words = await getTranslations("customers");
  const running = rules.filter(({ pausedAt }) => pausedAt === null).length;
  return (
    <>
      <PageHeader
        title={t("rules.title")}
        breadcrumb={[{ href: "/customers", label: words("title") }]}
        actions={choices ? <AddRule choices={choices} /> : undefined}
      />
      <PageBody>
        {rules.length === 0 ? (
          <EmptyState title={t("rules.empty")}>
            {t("rules.emptyText")} {mayManage ? null : t("rules.emptyRead")}
          </EmptyState>
        ) : (
          <>
            <PageLead headline={running > 0 ? t("rules.headline", { count: running }) : t("rules.headlineNone")}>
              {t("rules.lead")}
            </PageLead>
            <RuleTable rules={rules} smallGroup={workspace.smallGroup} choices={choices} />
            <p className="text-xs text-muted">{t("rules.rate")}</p>
          </>
        )}
      </PageBody>
    </>
  );
}
