import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachesSql, reachSql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import { isId } from "../id";
import { decodeCursor, encodeCursor, PAGE_SIZE, type Page } from "../paging";
import type { DealCard, DealEvent, DealRow, StageSum } from "./deal";
import { type DealFilters, type DealListParams, orderOf } from "./list-params";
import { dealFilterSql, dealOrderSql, fitsDealSort, stageSql } from "./list-sql";

const columns = Prisma.sql`
  d.id, d.name, d.stage, d.customer_id as "customerId", c.name as "customerName", c.kind as "customerKind",
  d.amount_cents::float8 as "amountCents", d.currency, d.probability, d.source,
  d.expected_close_on::text as "expectedCloseOn", d.owner_id as "ownerId", u.name as "ownerName",
  d.created_at as "createdAt",
  coalesce(d.won_at, d.lost_at) as "closedAt", d.loss_reason as "lossReason", d.win_reason as "winReason"`;

const lateStepSql = (w: Prisma.Sql, today: string) => Prisma.sql`
  left join lateral (
    select i.next_step, i.next_step_due_on from interactions i
    where i.workspace_id = ${w} and i.customer_id = d.customer_id and i.next_step <> '' and i.next_step_done_at is null
      and i.archived_at is null and i.next_step_due_on < ${today}::date
    order by i.next_step_due_on, i.id limit 1
  ) step on d.stage not in ('won', 'lost')`;

const cardColumns = Prisma.sql`${columns},
  coalesce(d.won_at, d.lost_at, d.stage_since) as since,
  step.next_step as "lateStep", step.next_step_due_on::text as "lateStepOn"`;

/** Cards of one open stage on the board, and of won and lost. */
export const CARDS_PER_STAGE = 50;
const ENDED_CARDS = 5;
/** The board shows what was won and lost in these days. */
export const ENDED_DAYS = 90;

type Today = {
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
  now: Date;
};

const endedSince = (now: Date) => new Date(+now - ENDED_DAYS * 86_400_000).toISOString();

/**
 * The cards of the board: the first of every stage by expected close, and what ended lately, newest first. Every stage
 * is cut in the database, so a stage of thousands costs no more than what is shown.
 */
export async function listBoard(
  actor: Actor,
  filters: DealFilters,
  { today, now }: Today,
  perStage = CARDS_PER_STAGE,
): Promise<DealCard[]> {
  allow(actor, "deals.read");
  const context = { actor, today };
  return rows<DealCard>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with open_deals as (
        -- In the order of the index by stage and expected close: a stage of thousands is not sorted.
        select d.*
        from unnest(array['attention', 'interest', 'desire', 'action']::deal_stage[]) as s(stage)
        cross join lateral (
          select d.* from deals d
          join customers c on c.workspace_id = ${w} and c.id = d.customer_id
          where ${dealFilterSql(w, filters, context)} and d.stage = s.stage
          order by d.expected_close_on, d.amount_cents desc, d.id
          limit ${perStage}
        ) d
      ), ended_deals as (
        select d.*
        from unnest(array['won', 'lost']::deal_stage[]) as s(stage)
        cross join lateral (
          select d.* from deals d
          join customers c on c.workspace_id = ${w} and c.id = d.customer_id
          where ${dealFilterSql(w, filters, context)} and d.stage = s.stage
            and coalesce(d.won_at, d.lost_at) >= ${endedSince(now)}::timestamptz
          order by coalesce(d.won_at, d.lost_at) desc, d.id
          limit ${ENDED_CARDS}
        ) d
      ), d as (
        select * from open_deals union all select * from ended_deals
      )
      select ${cardColumns}
      from d
      join customers c on c.workspace_id = ${w} and c.id = d.customer_id
      left join users u on u.id = d.owner_id
      ${lateStepSql(w, today)}
      order by d.stage, coalesce(d.won_at, d.lost_at) desc nulls last, d.expected_close_on, d.amount_cents desc, d.id`,
  );
}

/**
 * How many deals stand at each stage and what they come to, per currency: amounts of different currencies are never added.
 * @param everEnded all won and lost ones instead of those of the last days
 */
export async function stageSums(
  actor: Actor,
  filters: DealFilters,
  { today, now }: Today,
  everEnded = false,
): Promise<StageSum[]> {
  allow(actor, "deals.read");
  const context = { actor, today };
  return rows<StageSum>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select d.stage, d.currency, count(*)::int as deals, sum(d.amount_cents)::float8 as "amountCents",
        sum(round(d.amount_cents * d.probability))::float8 as "weightedCents"
      from deals d
      join customers c on c.workspace_id = ${w} and c.id = d.customer_id
      where ${dealFilterSql(w, filters, context)}
        and (${everEnded} or d.stage not in ('won', 'lost')
             or coalesce(d.won_at, d.lost_at) >= ${endedSince(now)}::timestamptz)
      group by d.stage, d.currency
      order by d.stage, sum(d.amount_cents) desc, d.currency`,
  );
}

/** One page of the table, by keys: its cost does not depend on how deep the page is. */
export async function listDealPage(
  actor: Actor,
  params: DealListParams,
  { today, size = PAGE_SIZE }: { today: string; size?: number },
): Promise<Page<DealCard>> {
  allow(actor, "deals.read");
  const by = orderOf(params);
  // Stands in every cursor: one of another order would begin anywhere, and shows the first page instead.
  const mark = `${by.sort} ${by.dir} `;
  const cursor = decodeCursor(params.cursor);
  const value =
    typeof cursor?.value === "string" && cursor.value.startsWith(mark) ? cursor.value.slice(mark.length) : null;
  const position = cursor && value !== null && fitsDealSort(by.sort, value) ? { value, id: cursor.id } : null;
  const back = position !== null && cursor?.direction === "before";
  const { key, from, order } = dealOrderSql(by, position, back);
  const context = { actor, today };
  const found = await rows<DealCard & { key: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with page as (
        select d.*, (${key})::text as key
        from deals d
        join customers c on c.workspace_id = ${w} and c.id = d.customer_id
        where ${dealFilterSql(w, params, context)} and ${stageSql(params.stage ?? "open")} and ${from}
        order by ${order}
        limit ${size + 1}
      ), d as (
        -- Numbered after the limit: numbering everything would sort everything.
        select *, row_number() over () as place from page
      )
      select ${cardColumns}, d.key
      from d
      join customers c on c.workspace_id = ${w} and c.id = d.customer_id
      left join users u on u.id = d.owner_id
      ${lateStepSql(w, today)}
      order by d.place`,
  );
  const more = found.length > size;
  const page = found.slice(0, size);
  if (back) page.reverse();
  const at = (row: (typeof page)[number] | undefined, direction: "after" | "before") =>
    row ? encodeCursor({ value: `${mark}${row.key}`, id: row.id, direction }) : null;
  return {
    rows: page.map(({ key: _, ...row }) => row),
    next: (back ? position !== null : more) ? at(page.at(-1), "after") : null,
    previous: (back ? more : position !== null) ? at(page[0], "before") : null,
  };
}

/** Where deals came from, the most frequent first. */
export async function listDealSources(actor: Actor): Promise<string[]> {
  allow(actor, "deals.read");
  const found = await rows<{ source: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select source from (
        select d.source from deals d
        where d.workspace_id = ${w} and d.archived_at is null and d.source <> ''
          and ${reachesSql(actor, w, Prisma.sql`d.customer_id`)} limit 20000
      ) sample
      group by source order by count(*) desc, source limit 50`,
  );
  return found.map(({ source }) => source);
}

export type DealPageFacts = DealCard & {
  archivedAt: Date | null;
  lastNps: number | null;
  lastNpsAt: Date | null;
  competitors: string[];
  /** YYYY-MM-DD */
  demoOn: string | null;
  demoDoneAt: Date | null;
  contractSentOn: string | null;
  contractSignedOn: string | null;
};

/** One deal with what its customer said last. @throws AppError not_found */
export async function getDeal(actor: Actor, id: string, { today }: { today: string }): Promise<DealPageFacts> {
  allow(actor, "deals.read");
  const [found] = await rows<DealPageFacts>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select ${cardColumns}, d.archived_at as "archivedAt", x.last_nps::int as "lastNps", x.last_nps_at as "lastNpsAt",
        d.competitors, d.demo_on::text as "demoOn", d.demo_done_at as "demoDoneAt",
        d.contract_sent_on::text as "contractSentOn", d.contract_signed_on::text as "contractSignedOn"
      from deals d
      join customers c on c.workspace_id = ${w} and c.id = d.customer_id
      left join customer_experience x on x.workspace_id = ${w} and x.customer_id = d.customer_id
      left join users u on u.id = d.owner_id
      ${lateStepSql(w, today)}
      where d.workspace_id = ${w} and d.id = ${isId(id) ? id : null}::uuid and ${reachSql(actor, w)}`,
  );
  if (!found) throw notFound("The deal");
  return found;
}

/** What was done to a deal, newest first, the last hundred. */
export async function listDealEvents(actor: Actor, id: string): Promise<DealEvent[]> {
  allow(actor, "deals.read");
  return rows<DealEvent>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select e.id, e.at, e.action, u.name as "byName", e.detail->>'from' as "from", e.detail->>'to' as "to",
        e.detail->>'field' as field, coalesce((e.detail->>'undoes')::boolean, false) as "undoes"
      from audit_events e
      join deals d on d.workspace_id = ${w} and d.id = e.subject_id
        and ${reachesSql(actor, w, Prisma.sql`d.customer_id`)}
      left join users u on u.id = e.actor_id
      where e.workspace_id = ${w} and e.subject_type = 'deal' and e.subject_id = ${isId(id) ? id : null}::uuid
      order by e.at desc, e.id desc limit 100`,
  );
}

/** A customer's deals, open ones first. */
export async function listCustomerDeals(actor: Actor, customerId: string): Promise<DealRow[]> {
  allow(actor, "deals.read");
  return rows<DealRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select ${columns}
      from deals d
      join customers c on c.workspace_id = ${w} and c.id = d.customer_id
      left join users u on u.id = d.owner_id
      where d.workspace_id = ${w} and d.customer_id = ${customerId}::uuid and d.archived_at is null
        and ${reachSql(actor, w)}
      order by d.stage in ('won', 'lost'), coalesce(d.won_at, d.lost_at, d.created_at) desc, d.id
      limit 20`,
  );
}
