import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CustomerTable } from "@/components/customers/customer-table";
import { ReachNote } from "@/components/customers/reach-note";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { type Behind, listBehind } from "@/lib/lifecycle/queries/people";
import { LIFECYCLE_PERIOD, lifecycleHref, peopleParams } from "@/lib/lifecycle/schema";
import { dayIn, parsePeriod } from "@/lib/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("lifecycle.people"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The customers behind a number of the reports. */
export default async function LifecyclePeoplePage({ searchParams }: Props) {
  const [{ actor, workspace }, searched, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("lifecycle"),
  ]);
  const given = peopleParams.parse(searched);
  const now = new Date();
  const { timeZone } = workspace;
  const period = parsePeriod(given.period ?? LIFECYCLE_PERIOD, { timeZone, now });
  const isHabit = given.what === "past" || given.what === "longPast";
  const asked: Behind = {
    what: given.what,
    period,
    scope: { segmentId: given.segment, ownerId: given.owner },
    reason: given.reason,
    now,
    today: dayIn(timeZone, now),
  };
  const { page, counted, everybody } = await orNotFound(listBehind(actor, asked, given.cursor));
  const href = (cursor: string) =>
    lifecycleHref("/people", {
      what: given.what,
      period: given.period,
      segment: given.segment,
      owner: given.owner,
      reason: given.reason,
      cursor,
    });
  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/customers", label: t("customers") },
          isHabit
            ? { href: lifecycleHref("/habit", { segment: given.segment }), label: t("habit.title") }
            : {
                href: lifecycleHref("", { period: given.period, segment: given.segment, owner: given.owner }),
                label: t("title"),
              },
        ]}
        title={t("people.title")}
      />
      <div className="flex flex-wrap items-baseline gap-x-4 px-6 pt-5 pb-3 max-md:px-4">
        <h2 className="text-lg font-semibold">
          {isHabit ? t(`people.${given.what}`) : t(`people.${given.what}`, { period: period.label })}
        </h2>
        <p className="text-sm text-muted">
          {t("people.count", { count: everybody.count, more: String(everybody.more) })}
        </p>
        {counted.count === everybody.count ? null : (
          <ReachNote reach={actor.reach} count={counted.count} all={everybody.count} />
        )}
      </div>
      {page.rows.length === 0 ? (
        <PageBody>
          <EmptyState title={t("people.none")}>{t("people.noneText")}</EmptyState>
        </PageBody>
      ) : (
        <>
          <CustomerTable rows={page.rows} now={now} timeZone={timeZone} currency={workspace.currency} />
          <Pagination
            prevHref={page.previous ? href(page.previous) : undefined}
            nextHref={page.next ? href(page.next) : undefined}
          />
        </>
      )}
    </>
  );
}
