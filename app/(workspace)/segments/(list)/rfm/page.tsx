import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { AddReady } from "@/components/segments/add-ready";
import { RfmGrid } from "@/components/segments/rfm-grid";
import { SegmentsTabs } from "@/components/segments/segments-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatCount, formatDate, formatMoney, formatShare } from "@/lib/format";
import { listSegments } from "@/lib/segments/queries";
import { valueClasses } from "@/lib/segments/queries/classes";
import { READY, type ReadyKey, readyOf } from "@/lib/segments/ready";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("rfm.title") };
}

export default async function ValueClassesPage() {
  const [{ actor, workspace }, t] = await Promise.all([requireSession(), getTranslations("segments")]);
  const [classes, { segments }] = await orNotFound(Promise.all([valueClasses(actor), listSegments(actor)]));
  const head = (
    <>
      <PageHeader title={t("title")} />
      <SegmentsTabs active="rfm" />
    </>
  );
  if (!classes)
    return (
      <>
        {head}
        <EmptyState title={t("rfm.empty")} actions={<LinkButton href="/imports/new">{t("rfm.import")}</LinkButton>}>
          {t("rfm.emptyHint")}
        </EmptyState>
      </>
    );
  const { cells, borders, ready } = classes;
  const { currency, timeZone, smallGroup } = workspace;
  const total = cells.reduce((sum, { customers, meanCents }) => sum + customers * meanCents, 0);
  const champions = cells.filter((cell) => readyOf(cell.recency, cell.frequency) === "champions");
  const spent = champions.reduce((sum, { customers, meanCents }) => sum + customers * meanCents, 0);
  const people = champions.reduce((sum, { customers }) => sum + customers, 0);
  const there = (rule: unknown) => segments.find((one) => JSON.stringify(one.rule) === JSON.stringify(rule));
  return (
    <>
      {head}
      <PageBody>
        <PageLead
          headline={
            total > 0
              ? t("rfm.finding", {
                  people: formatShare(people / borders.customers, 0),
                  spent: formatShare(spent / total, 0),
                })
              : t("rfm.title")
          }
        >
          {t("rfm.proof", {
            customers: formatCount(borders.customers),
            at: formatDate(new Date(borders.at), timeZone),
          })}
        </PageLead>
        <div className="mt-4 grid grid-cols-[minmax(0,1fr)_26rem] items-start gap-8 max-xl:grid-cols-1">
          <RfmGrid cells={cells} borders={borders} currency={currency} timeZone={timeZone} k={smallGroup} />
          <section aria-labelledby="ready">
            <h2 id="ready" className="text-sm font-semibold">
              {t("ready.title")}
            </h2>
            <ul className="mt-2 flex flex-col divide-y divide-line">
              {(Object.keys(READY) as ReadyKey[]).map((key) => (
                <li key={key} className="flex items-center gap-3 py-2">
                  <span className="min-w-0 flex-1">
                    <span className="block text-sm font-medium">{t(`ready.${key}.name`)}</span>
                    <span className="block text-xs text-muted">{t(`ready.${key}.hint`)}</span>
                  </span>
                  <span className="figures shrink-0 text-sm">{formatCount(ready[key])}</span>
                  <AddReady
                    name={t(`ready.${key}.name`)}
                    description={t(`ready.${key}.hint`)}
                    rule={READY[key]}
                    thereId={there(READY[key])?.id ?? null}
                    canWrite={may(actor, "segments.write")}
                  />
                </li>
              ))}
            </ul>
            <p className="mt-3 text-xs text-muted">
              {t("rfm.tiers", {
                middle: formatMoney(borders.tiers[0] ?? 0, currency),
                top: formatMoney(borders.tiers[1] ?? 0, currency),
              })}
            </p>
          </section>
        </div>
      </PageBody>
    </>
  );
}
