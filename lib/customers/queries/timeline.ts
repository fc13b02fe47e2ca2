import "server-only";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { decodeCursor, encodeCursor, instantOf } from "../../paging";
import { reachable } from "../reach";
import { TIMELINE_KINDS, type TimelineEvent, type TimelineKind } from "../timeline";

/** Events of one page of the timeline. */
const TIMELINE_PAGE = 30;

type Position = { at: Date; id: string } | null;
type Branch = (w: Prisma.Sql, customerId: string, position: Position) => Prisma.Sql;

/** Older than the position: the first half bounds the index scan, the second cuts events of one instant. */
function before(at: Prisma.Sql, id: Prisma.Sql, position: Position): Prisma.Sql {
  if (!position) return Prisma.sql`true`;
  return Prisma.sql`${at} <= ${position.at} and (${at} < ${position.at} or ${id} < ${position.id}::uuid)`;
}

// Each branch reads its newest rows by its own index and stops; only what is shown is dressed with names.
const BRANCHES: Record<TimelineKind, Branch> = {
  interaction: (w, customerId, position) => Prisma.sql`
    select 'interaction' as kind, i.id, i.happened_at as at
    from interactions i
    where i.workspace_id = ${w} and i.customer_id = ${customerId}::uuid and i.archived_at is null
      and ${before(Prisma.sql`i.happened_at`, Prisma.sql`i.id`, position)}
    order by i.happened_at desc, i.id desc limit ${TIMELINE_PAGE + 1}`,
  order: (w, customerId, position) => Prisma.sql`
    select 'order' as kind, o.id, o.ordered_at as at
    from orders o
    where o.workspace_id = ${w} and o.customer_id = ${customerId}::uuid
      and ${before(Prisma.sql`o.ordered_at`, Prisma.sql`o.id`, position)}
    order by o.ordered_at desc, o.id desc limit ${TIMELINE_PAGE + 1}`,
  answer: (w, customerId, position) => Prisma.sql`
    select 'answer' as kind, r.id, r.answered_at as at
    from responses r
    where r.workspace_id = ${w} and r.customer_id = ${customerId}::uuid and r.archived_at is null
      and ${before(Prisma.sql`r.answered_at`, Prisma.sql`r.id`, position)}
    order by r.answered_at desc, r.id desc limit ${TIMELINE_PAGE + 1}`,
  case: (w, customerId, position) => Prisma.sql`
    select 'case' as kind, k.id, k.opened_at as at
    from cases k
    where k.workspace_id = ${w} and k.customer_id = ${customerId}::uuid
      and ${before(Prisma.sql`k.opened_at`, Prisma.sql`k.id`, position)}
    order by k.opened_at desc, k.id desc limit ${TIMELINE_PAGE + 1}`,
  lifecycle: (w, customerId, position) => Prisma.sql`
    select 'lifecycle' as kind, l.id, l.at
    from lifecycle_transitions l
    where l.workspace_id = ${w} and l.customer_id = ${customerId}::uuid
      and ${before(Prisma.sql`l.at`, Prisma.sql`l.id`, position)}
    order by l.at desc, l.id desc limit ${TIMELINE_PAGE + 1}`,
  segment: (w, customerId, position) => Prisma.sql`
    select 'segment' as kind, v.id, v.at
    from segment_moves v
    where v.workspace_id = ${w} and v.customer_id = ${customerId}::uuid
      and ${before(Prisma.sql`v.at`, Prisma.sql`v.id`, position)}
    order by v.at desc, v.id desc limit ${TIMELINE_PAGE + 1}`,
};

const NEEDS: Record<TimelineKind, Parameters<typeof may>[1]> = {
  interaction: "interactions.read",
  order: "orders.read",
  answer: "responses.read",
  case: "cases.read",
  lifecycle: "customers.read",
  segment: "segments.read",
};

/** What each event shows beside its date. */
const detailOf = (w: Prisma.Sql): Prisma.Sql => Prisma.sql`
  case e.kind
    when 'interaction' then (
      select jsonb_build_object('kind', i.kind, 'outcome', i.outcome, 'reason', i.reason, 'text', i.text, 'by', u.name,
        'contact', t.name, 'touchpoint', p.name, 'nextStep', i.next_step, 'nextStepDueOn', i.next_step_due_on,
        'nextStepDone', i.next_step_done_at is not null)
      from interactions i
      left join users u on u.id = i.user_id
      left join contacts t on t.workspace_id = ${w} and t.id = i.contact_id
      left join touchpoints p on p.workspace_id = ${w} and p.id = i.touchpoint_id
      where i.workspace_id = ${w} and i.id = e.id)
    when 'order' then (
      select jsonb_build_object('totalCents', o.total_cents, 'currency', o.currency, 'seller', u.name, 'channel', ch.name,
        'lines', (select coalesce(jsonb_agg(jsonb_build_object('label', l.label, 'quantity', l.quantity) order by l.id), '[]')
          from (select * from order_lines ol where ol.workspace_id = ${w} and ol.order_id = o.id order by ol.id limit 3) l),
        'lineCount', (select count(*) from order_lines ol where ol.workspace_id = ${w} and ol.order_id = o.id))
      from orders o
      left join users u on u.id = o.seller_id
      left join channels ch on ch.workspace_id = ${w} and ch.id = o.channel_id
      where o.workspace_id = ${w} and o.id = e.id)
    when 'answer' then (
      select jsonb_build_object('survey', s.name, 'channel', ch.name, 'answers', (
        select coalesce(jsonb_agg(jsonb_build_object('label', i.label, 'kind', i.kind, 'measure', i.measure,
          'direction', i.direction, 'value', a.value, 'text', a.text, 'scaleMin', i.scale_min, 'scaleMax', i.scale_max,
          'option', (select option->>'label' from jsonb_array_elements(i.options) option
            where i.kind = 'choice' and (option->>'value')::int = a.value limit 1),
          'touchpoint', p.name) order by i.no), '[]')
        from answers a
        join items i on i.workspace_id = ${w} and i.id = a.item_id
        left join touchpoints p on p.workspace_id = ${w} and p.id = a.touchpoint_id
        where a.workspace_id = ${w} and a.response_id = r.id))
      from responses r
      join surveys s on s.workspace_id = ${w} and s.id = r.survey_id
      left join channels ch on ch.workspace_id = ${w} and ch.id = r.channel_id
      where r.workspace_id = ${w} and r.id = e.id)
    when 'case' then (
      select jsonb_build_object('number', k.number, 'title', k.title, 'owner', u.name,
        'resolved', k.resolved_at is not null, 'resolution', k.resolution)
      from cases k left join users u on u.id = k.owner_id
      where k.workspace_id = ${w} and k.id = e.id)
    when 'lifecycle' then (
      select jsonb_build_object('from', l.from_stage, 'to', l.to_stage, 'reason', l.reason, 'by', u.name)
      from lifecycle_transitions l left join users u on u.id = l.by_id
      where l.workspace_id = ${w} and l.id = e.id)
    when 'segment' then (
      select jsonb_build_object('id', g.id, 'name', g.name, 'entered', v.entered, 'cause', v.cause, 'reason', v.reason,
        'archived', v.failed = array[-1])
      from segment_moves v join segments g on g.workspace_id = ${w} and g.id = v.segment_id
      where v.workspace_id = ${w} and v.id = e.id)
  end`;

/**
 * Everything that happened with a customer, newest first, in one statement.
 * @param kind only this; @param cursor from `next` of the page before
 */
export async function listTimeline(
  actor: Actor,
  customerId: string,
  { kind, cursor }: { kind?: TimelineKind; cursor?: string | null } = {},
): Promise<{ events: TimelineEvent[]; next: string | null }> {
  allow(actor, "customers.read");
  const kinds = (kind ? [kind] : TIMELINE_KINDS).filter((one) => may(actor, NEEDS[one]));
  if (kinds.length === 0) return { events: [], next: null };
  const db = inWorkspace(actor);
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return { events: [], next: null };
  const decoded = decodeCursor(cursor);
  const at = instantOf(decoded);
  const position = decoded && at ? { at, id: decoded.id } : null;
  const found = await rows<TimelineEvent>(
    db,
    actor,
    (w) => Prisma.sql`
      with events as (
        select kind, id, at from (${Prisma.join(
          kinds.map((one) => Prisma.sql`(${BRANCHES[one](w, customerId, position)})`),
          " union all ",
        )}) newest
        order by at desc, id desc limit ${TIMELINE_PAGE + 1}
      )
      select e.kind, e.id, e.at, ${detailOf(w)} as detail from events e order by e.at desc, e.id desc`,
  );
  const events = found.slice(0, TIMELINE_PAGE);
  const last = events.at(-1);
  const more = found.length > TIMELINE_PAGE;
  return {
    events,
    next: more && last ? encodeCursor({ value: last.at.toISOString(), id: last.id, direction: "after" }) : null,
  };
}

/** How many events of each kind; what the actor may not read is 0. */
export async function countTimeline(actor: Actor, customerId: string): Promise<Record<TimelineKind, number>> {
  allow(actor, "customers.read");
  const db = inWorkspace(actor);
  const none = { interaction: 0, order: 0, answer: 0, case: 0, lifecycle: 0, segment: 0 };
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return none;
  const [row] = await rows<Record<TimelineKind, number>>(
    db,
    actor,
    (w) => Prisma.sql`
      select
        (select count(*)::int from interactions where workspace_id = ${w} and customer_id = ${customerId}::uuid and archived_at is null) as interaction,
        (select count(*)::int from orders where workspace_id = ${w} and customer_id = ${customerId}::uuid) as "order",
        (select count(*)::int from responses where workspace_id = ${w} and customer_id = ${customerId}::uuid and archived_at is null) as answer,
        (select count(*)::int from cases where workspace_id = ${w} and customer_id = ${customerId}::uuid) as "case",
        (select count(*)::int from lifecycle_transitions where workspace_id = ${w} and customer_id = ${customerId}::uuid) as lifecycle,
        (select count(*)::int from segment_moves where workspace_id = ${w} and customer_id = ${customerId}::uuid) as segment`,
  );
  const counts = { ...none, ...row };
  for (const kind of TIMELINE_KINDS) if (!may(actor, NEEDS[kind])) counts[kind] = 0;
  return counts;
}
