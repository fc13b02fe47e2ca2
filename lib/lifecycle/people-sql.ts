import "server-only";
import { Prisma } from "../db";
import type { Span } from "../period";
import { LEAVE_KEYS, type LeaveReason, leaveWordsOf } from "./loss";
import { scopeSql } from "./marks-sql";
import type { What } from "./schema";
import type { Scope } from "./scope";

const CUSTOMER = Prisma.raw("('new', 'active', 'loyal', 'at_risk')");

/** Reasons as they are stored, for the ones that are looked for by words; null for what is told apart only in reading. */
const wordsOf = (reason: string | undefined): string[] | null =>
  reason && LEAVE_KEYS.includes(reason as LeaveReason) && reason !== "other" && reason !== "silence"
    ? leaveWordsOf(reason as LeaveReason)
    : null;

/** A condition over c (customers) and x (customer_experience): the customers behind a number of the report. */
export function outcomePeopleSql(
  what: Exclude<What, "past" | "longPast">,
  { from, to }: Pick<Span, "from" | "to">,
  scope: Scope,
  reason?: string,
): (w: Prisma.Sql) => Prisma.Sql {
  const begin = Prisma.sql`${from.toISOString()}::timestamptz`;
  const end = Prisma.sql`${to.toISOString()}::timestamptz`;
  return (w) => {
    const stageBefore = (instant: Prisma.Sql) => Prisma.sql`coalesce(
      (select l.to_stage from lifecycle_transitions l
       where l.workspace_id = ${w} and l.customer_id = c.id and l.at < ${instant} order by l.at desc, l.id desc limit 1),
      case when c.created_at < ${instant} then coalesce(
        (select l.from_stage from lifecycle_transitions l
         where l.workspace_id = ${w} and l.customer_id = c.id order by l.at, l.id limit 1),
        case when not exists (select 1 from lifecycle_transitions l where l.workspace_id = ${w} and l.customer_id = c.id)
             then c.lifecycle end) end)`;
    const was = Prisma.sql`coalesce(${stageBefore(begin)} in ${CUSTOMER}, false)`;
    const is = Prisma.sql`coalesce(${stageBefore(end)} in ${CUSTOMER}, false)`;
    const within = (column: Prisma.Sql) => Prisma.sql`${column} >= ${begin} and ${column} < ${end}`;
    const words = wordsOf(reason);
    const condition = {
      acquired: () => Prisma.sql`least(x.first_order_at, (
        select min(l.at) from lifecycle_transitions l
        where l.workspace_id = ${w} and l.customer_id = c.id and (l.to_stage = 'new' or (l.to_stage in ('active', 'loyal')
          and l.from_stage is not null and l.from_stage not in ${CUSTOMER} and l.from_stage <> 'lost')))) between ${begin} and ${end} - interval '1 microsecond'`,
      before: () => was,
      retained: () => Prisma.sql`${was} and ${is}`,
      left: () => Prisma.sql`${was} and not ${is}`,
      loyal: () => Prisma.sql`coalesce(${stageBefore(end)} = 'loyal', false)`,
      lost: () => Prisma.sql`exists (
        select 1 from lifecycle_transitions l
        where l.workspace_id = ${w} and l.customer_id = c.id and l.to_stage = 'lost' and l.from_stage in ${CUSTOMER}
          and ${within(Prisma.sql`l.at`)}
          ${words ? Prisma.sql`and lower(trim(split_part(l.reason, ':', 1))) = any(${words}::text[])` : Prisma.empty})`,
      profitable: () => Prisma.sql`(
        select coalesce(sum(o.total_cents) filter (where o.currency = z.currency), 0) * max(z.margin_share) >
               max(z.contact_cost_cents) * (
                 select count(*) from interactions i
                 left join channels h on h.workspace_id = ${w} and h.id = i.channel_id
                 where i.workspace_id = ${w} and i.customer_id = c.id and i.archived_at is null and i.kind <> 'note'
                   and not coalesce(h.is_self_service, false) and ${within(Prisma.sql`i.happened_at`)})
               and not bool_or(o.currency <> z.currency)
        from orders o join workspaces z on z.id = ${w}
        where o.workspace_id = ${w} and o.customer_id = c.id and ${within(Prisma.sql`o.ordered_at`)})`,
    }[what]();
    return Prisma.sql`(${scopeSql(w, scope)} and coalesce(${condition}, false))`;
  };
}
