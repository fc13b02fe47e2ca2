import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { QuotaGrid } from "@/components/deals/quota-grid";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listQuotas, quotaProgress } from "@/lib/deals/queries/quotas";
import { quarterOf } from "@/lib/deals/quota";
import { amountText, formatMoney } from "@/lib/format";
import { dayIn } from "@/lib/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deals.quota"))("title") };
}

export default async function QuotasPage() {
  const [{ actor, workspace }, t, words] = await Promise.all([
    requireSession(),
    getTranslations("deals.quota"),
    getTranslations("deals"),
  ]);
  if (!may(actor, "team.lead")) notFound();
  const present = quarterOf(dayIn(workspace.timeZone, new Date()));
  const quarters = [-1, 0, 1, 2].map((on) => quarterOf(present, on));
  const [sellers, quotas] = await Promise.all([
    quotaProgress(actor, { quarter: present }),
    listQuotas(actor, quarters),
  ]);
  return (
    <>
      <PageHeader breadcrumb={[{ href: "/deals", label: words("title") }]} title={t("title")} />
      <PageBody>
        {sellers.length === 0 ? (
          <EmptyState title={t("title")} actions={<LinkButton href="/settings/members">{t("members")}</LinkButton>}>
            {t("none")}
          </EmptyState>
        ) : (
          <>
            <PageLead headline={t("headline")}>{t("lead", { currency: workspace.currency })}</PageLead>
            <QuotaGrid
              currency={workspace.currency}
              quarters={quarters}
              sellers={sellers.map(({ userId, name, amountCents, currency, wonCents }) => ({
                userId,
                name,
                won:
                  amountCents === null
                    ? t("noQuota", { won: formatMoney(wonCents, currency) })
                    : t("wonOf", { won: formatMoney(wonCents, currency), quota: formatMoney(amountCents, currency) }),
                quotas: Object.fromEntries(
                  quotas
                    .filter((one) => one.userId === userId)
                    .map((one) => [one.quarter, amountText(one.amountCents)]),
                ),
              }))}
            />
          </>
        )}
      </PageBody>
    </>
  );
}
