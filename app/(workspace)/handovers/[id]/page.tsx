import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { HandoverForm } from "@/components/handovers/handover-form";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatDate, formatMoney } from "@/lib/format";
import { PARTS, partText } from "@/lib/handovers/checklist";
import { getHandover, listFarmers } from "@/lib/handovers/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("handovers")]);
  return { title: t("page.title", { name: (await orNotFound(getHandover(actor, id))).customerName }) };
}

export default async function HandoverPage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("handovers")]);
  const one = await orNotFound(getHandover(actor, id));
  const farmers = await listFarmers(actor);
  const open = one.completedAt === null;
  const people = { hunter: one.hunterName ?? t("nobody"), farmer: one.farmerName ?? t("nobody") };
  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/deals", label: t("page.deals") },
          { href: `/deals/${one.dealId}`, label: one.dealName },
        ]}
        title={t("page.title", { name: one.customerName })}
        beside={<Badge tone={open ? "accent" : "promoter"}>{t(open ? "page.isOpen" : "page.done")}</Badge>}
      />
      <PageBody>
        <PageLead headline={t(open ? "page.open" : "page.over", { name: one.customerName, ...people })}>
          {one.completedAt
            ? t("page.completedOn", { date: formatDate(one.completedAt, workspace.timeZone) })
            : t("page.lead", {
                date: formatDate(one.startedAt, workspace.timeZone),
                amount: formatMoney(one.amountCents, one.currency),
              })}{" "}
          <Link href={`/customers/${one.customerId}`} className="rounded-sm text-accent-text underline">
            {t("page.customer")}
          </Link>
        </PageLead>
        {open && one.dealStage !== "won" ? <FormMessage tone="warn">{t("page.notWon")}</FormMessage> : null}
        <div className="max-w-3xl">
          {open && may(actor, "handovers.write") ? (
            <HandoverForm
              id={id}
              dealId={one.dealId}
              customerName={one.customerName}
              farmerId={one.farmerId}
              checklist={one.checklist}
              farmers={farmers}
            />
          ) : (
            <Card className="p-4">
              <dl className="flex flex-col gap-4">
                {PARTS.map((key) => (
                  <div key={key}>
                    <dt className="text-xs text-muted">{t(`part.${key}.name`)}</dt>
                    <dd className="whitespace-pre-line">
                      {partText(key, one.checklist[key]) ||
                        (key === "selfService" && one.checklist[key].done ? t("page.setUp") : t("empty"))}
                    </dd>
                  </div>
                ))}
              </dl>
            </Card>
          )}
        </div>
      </PageBody>
    </>
  );
}
