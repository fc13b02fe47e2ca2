import { Download, ListPlus, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CustomerTable } from "@/components/customers/customer-table";
import { ReachNote } from "@/components/customers/reach-note";
import { FilterBar } from "@/components/layout/page-header";
import { RefreshWhile } from "@/components/segments/refresh-while";
import { SegmentFrame } from "@/components/segments/segment-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { requireActor, requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { listCustomers } from "@/lib/customers/queries/list";
import { customerListParams } from "@/lib/customers/schema";
import { getSegment } from "@/lib/segments/queries";
import { countReachableMembers } from "@/lib/segments/queries/members";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ cursor?: string; q?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [actor, { id }, t] = await Promise.all([requireActor(), params, getTranslations("segments")]);
  return { title: t("membersOf", { name: (await orNotFound(getSegment(actor, id))).name }) };
}

export default async function SegmentMembersPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given, t] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("segments"),
  ]);
  const now = new Date();
  const segment = await orNotFound(getSegment(actor, id));
  const [members, reachable] = await Promise.all([
    listCustomers(actor, customerListParams.parse({ segment: id, owner: "all", cursor: given.cursor, q: given.q })),
    countReachableMembers(actor, id),
  ]);
  const canWrite = may(actor, "segments.write");
  const isEditable = segment.isList && canWrite && !segment.archivedAt;
  const page = (cursor: string | null) =>
    cursor ? `/segments/${id}/members?${new URLSearchParams({ ...(given.q ? { q: given.q } : {}), cursor })}` : null;
  return (
    <>
      <SegmentFrame
        segment={segment}
        active="members"
        canWrite={canWrite}
        now={now}
        timeZone={workspace.timeZone}
        actions={
          isEditable ? (
            <LinkButton href={`/segments/${id}/add`} icon={<ListPlus aria-hidden />}>
              {t("list.addMembers")}
            </LinkButton>
          ) : null
        }
      />
      <FilterBar
        end={
          <>
            <LinkButton size="sm" href={`/segments/${id}/members.csv`} icon={<Download aria-hidden />} prefetch={false}>
              {t("csv")}
            </LinkButton>
            <LinkButton size="sm" href={`/customers?segment=${id}`} icon={<UsersRound aria-hidden />}>
              {t("openInCustomers")}
            </LinkButton>
          </>
        }
      >
        <SearchInput label={t("findMember")} />
      </FilterBar>
      {!segment.computedAt && !segment.archivedAt ? <RefreshWhile /> : null}
      {reachable === null || reachable === segment.memberCount ? null : (
        <div className="px-6 pt-3 max-md:px-4">
          <ReachNote reach={actor.reach} count={reachable} all={segment.memberCount} />
        </div>
      )}
      {members.rows.length === 0 ? (
        <EmptyState title={given.q ? t("nobodyFound") : segment.computedAt ? t("nobody") : t("counting")}>
          {given.q
            ? t("nobodyFoundHint")
            : segment.computedAt
              ? t(segment.isList ? "list.empty" : "nobodyHint")
              : t("countingHint")}
        </EmptyState>
      ) : (
        <section aria-label={t("members")}>
          <CustomerTable
            rows={members.rows}
            now={now}
            timeZone={workspace.timeZone}
            currency={workspace.currency}
            ofList={isEditable ? { id, name: segment.name } : null}
          />
          <Pagination prevHref={page(members.previous)} nextHref={page(members.next)} />
        </section>
      )}
    </>
  );
}
