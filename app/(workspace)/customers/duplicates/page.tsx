import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PairActions } from "@/components/duplicates/pair-actions";
import { UndoMerge } from "@/components/duplicates/undo-merge";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { type Alike, listDuplicates, listMerges } from "@/lib/duplicates/queries";
import { duplicateParams } from "@/lib/duplicates/schema";
import { formatDateTime } from "@/lib/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("duplicates"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DuplicatesPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t, customers] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("duplicates"),
    getTranslations("customers"),
  ]);
  if (!may(actor, "customers.merge")) notFound();
  const { since } = duplicateParams.parse(given);
  const [{ pairs, more }, merges] = await Promise.all([
    listDuplicates(actor, { since: since ? new Date(since) : null }),
    listMerges(actor, new Date()),
  ]);
  return (
    <>
      <PageHeader title={t("title")} breadcrumb={[{ href: "/customers", label: customers("title") }]} />
      <PageBody>
        <PageLead
          headline={t(more ? "headlineMore" : "headline", { count: pairs.length })}
          end={since ? <LinkButton href="/customers/duplicates">{t("all")}</LinkButton> : null}
        >
          {since
            ? t("leadSince", { when: formatDateTime(new Date(since), workspace.timeZone) })
            : t(pairs.length > 0 ? "lead" : "emptyLead")}
        </PageLead>
        <ul className="flex flex-col gap-3">
          {pairs.map(({ first, second, reasons, strength }) => (
            <li key={`${first.id} ${second.id}`}>
              <Card>
                <CardBody className="grid items-center gap-4 pt-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_26rem]">
                  <One one={first} />
                  <One one={second} />
                  <div className="flex flex-wrap items-center gap-2 lg:justify-end">
                    <span className="me-2 text-xs text-muted">
                      <Badge tone={strength === "sure" ? "accent" : "neutral"}>{t(`strength.${strength}`)}</Badge>{" "}
                      {reasons.map((reason) => t(`reason.${reason}`)).join(", ")}
                    </span>
                    <PairActions
                      first={{ id: first.id, name: first.name }}
                      second={{ id: second.id, name: second.name }}
                    />
                  </div>
                </CardBody>
              </Card>
            </li>
          ))}
        </ul>
        {merges.length > 0 ? (
          <section aria-labelledby="merges" className="flex flex-col gap-3">
            <div>
              <h2 id="merges" className="text-sm font-semibold">
                {t("recent")}
              </h2>
              <p className="text-xs text-muted">{t("recentLead")}</p>
            </div>
            <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
              {merges.map((merge) => (
                <li key={merge.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
                  <Link href={`/customers/${merge.keptId}`} className="min-w-0 flex-1 font-medium hover:underline">
                    {t("merged", { merged: merge.mergedName, kept: merge.keptName })}
                  </Link>
                  <span className="text-xs text-muted">
                    {t("by", {
                      name: merge.byName ?? customers("changes.system"),
                      when: formatDateTime(merge.at, workspace.timeZone),
                    })}
                  </span>
                  <UndoMerge id={merge.id} keptName={merge.keptName} mergedName={merge.mergedName} />
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </PageBody>
    </>
  );

  function One({ one }: { one: Alike }) {
    return (
      <div className="flex min-w-0 items-start gap-3">
        <Avatar name={one.name} kind={one.kind} />
        <div className="min-w-0">
          <Link href={`/customers/${one.id}`} prefetch={false} className="block truncate font-medium hover:underline">
            {one.name}
          </Link>
          <p className="truncate text-xs text-muted">
            {[one.email, one.phone, one.city].filter(Boolean).join(", ") || "–"}
          </p>
          <p className="truncate text-xs text-muted">
            {t("facts", { orders: one.orders, responses: one.responses, interactions: one.interactions })},{" "}
            {one.ownerName ? t("owner", { name: one.ownerName }) : t("nobody")}
          </p>
        </div>
      </div>
    );
  }
}
