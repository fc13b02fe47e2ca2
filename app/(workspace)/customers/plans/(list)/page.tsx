import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PlanTable } from "@/components/plans/plan-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { dayIn } from "@/lib/period";
import { plansOverview } from "@/lib/plans/queries";
import { planListParams } from "@/lib/plans/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plans"))("plans") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Every plan under way, those behind schedule first. */
export default async function PlansPage({ searchParams }: Props) {
  const [{ actor, workspace, role }, given, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("plans"),
  ]);
  const { owner, state } = planListParams.parse(given);
  const words = await getTranslations("customers");
  const today = dayIn(workspace.timeZone, new Date());
  const plans = await plansOverview(actor, { today, mine: owner === "mine" });
  const behind = plans.filter(({ late }) => late > 0);
  const shown = state === "behind" ? behind : plans;
  const sum = (key: "done" | "steps") => plans.reduce((total, plan) => total + plan[key], 0);
  const seller = role === "farmer" || role === "hunter";
  const tab = (label: string, query: string, active: boolean, count: number | undefined) => ({
    href: `/customers/plans${query}`,
    label,
    active,
    count,
  });
  return (
    <>
      <PageHeader title={t("plans")} breadcrumb={[{ href: "/customers", label: words("title") }]} />
      <LinkTabs
        label={t("list.filter")}
        tabs={[
          tab(t("list.all"), "", owner === "all" && state === "all", owner === "all" ? plans.length : undefined),
          tab(
            t("list.behind"),
            "?state=behind",
            owner === "all" && state === "behind",
            owner === "all" ? behind.length : undefined,
          ),
          ...(seller
            ? [tab(t("list.mine"), "?owner=mine", owner === "mine", owner === "mine" ? plans.length : undefined)]
            : []),
        ]}
      />
      <PageBody>
        {plans.length > 0 ? (
          <PageLead headline={t("list.headline", { count: behind.length })}>
            {t("list.lead", { count: plans.length, done: sum("done"), steps: sum("steps") })}
          </PageLead>
        ) : null}
        {shown.length > 0 ? (
          <PlanTable plans={shown} today={today} />
        ) : (
          <EmptyState title={t(plans.length > 0 ? "list.emptyBehind" : "list.empty")}>
            {t(plans.length > 0 ? "list.emptyBehindText" : "list.emptyText")}
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}
