import "server-only";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { decodeCursor, encodeCursor, instantOf } from "../../paging";
import { reachable } from "../reach";
import {
  TIMELINE_KINDS,
  type TimelineCounts,
  type TimelineEvent,
  type TimelineFilter,
  type TimelineKind,
} from "../timeline";

/** Events of one page of the timeline. */
const TIMELINE_PAGE = 30;

type Position = { at: Date; id: string } | null;

/** Where events of one kind lie: always a row called e, found by an index that begins with the customer. */
type Source = {
  needs: Parameters<typeof may>[1];
  from: (w: Prisma.Sql) => Prisma.Sql;
  /** Which rows; `customer` is the customer's id. */
  where: (w: Prisma.Sql, customer: Prisma.Sql) => Prisma.Sql;
  id?: Prisma.Sql;
  at: Prisma.Sql;
  /** The user who did it, then another or the contact with whom. */
  people: readonly [Prisma.Sql, Prisma.Sql?];
};

const NOBODY = Prisma.sql`null::uuid`;
const E_ID = Prisma.sql`e.id`;
const ofCustomer =
  (more = Prisma.empty) =>
  (w: Prisma.Sql, customer: Prisma.Sql) =>
    Prisma.sql`e.workspace_id = ${w} and e.customer_id = ${customer} ${more}`;
const LIVING = Prisma.sql`and e.archived_at is null`;

const SOURCES: Record<TimelineKind, Source> = {
  interaction: {
    needs: "interactions.read",
    from: () => Prisma.sql`interactions e`,
    where: ofCustomer(LIVING),
    at: Prisma.sql`e.happened_at`,
    people: [Prisma.sql`e.user_id`, Prisma.sql`e.contact_id`],
  },
  order: {
    needs: "orders.read",
    from: () => Prisma.sql`orders e`,
    where: ofCustomer(),
    at: Prisma.sql`e.ordered_at`,
    people: [Prisma.sql`e.seller_id`],
  },
  answer: {
    needs: "responses.read",
    from: () => Prisma.sql`responses e`,
    where: ofCustomer(LIVING),
    at: Prisma.sql`e.answered_at`,
    people: [Prisma.sql`e.contact_id`],
  },
  case: {
    needs: "cases.read",
    from: () => Prisma.sql`cases e`,
    where: ofCustomer(),
    at: Prisma.sql`e.opened_at`,
    people: [Prisma.sql`e.owner_id`, Prisma.sql`e.resolved_by_id`],
  },
  deal: {
    needs: "deals.read",
    from: (w) => Prisma.sql`deals d join deal_moves e on e.workspace_id = ${w} and e.deal_id = d.id`,
    where: (w, customer) => Prisma.sql`d.workspace_id = ${w} and d.customer_id = ${customer} and d.archived_at is null`,
    at: Prisma.sql`e.at`,
    people: [Prisma.sql`e.by_id`],
  },
  offer: {
    needs: "offers.read",
    from: () => Prisma.sql`offers e`,
    where: ofCustomer(),
    at: Prisma.sql`e.offered_at`,
    people: [Prisma.sql`e.offered_by_id`],
  },
  promise: {
    needs: "interactions.read",
    from: () => Prisma.sql`promises e`,
    where: ofCustomer(LIVING),
    at: Prisma.sql`e.made_at`,
    people: [Prisma.sql`e.owner_id`],
  },
  task: {
    needs: "tasks.read",
    from: () => Prisma.sql`tasks e`,
    where: ofCustomer(Prisma.sql`and e.done_at is not null and e.archived_at is null`),
    at: Prisma.sql`e.done_at`,
    people: [Prisma.sql`e.owner_id`],
  },
  // Milestones done and goals reached; a customer has a handful of either.
  plan: {
    needs: "plans.read",
    from: (w) => Prisma.sql`(
      select g.workspace_id, g.customer_id, m.id, m.done_at as at, m.owner_id
      from success_goals g join success_milestones m on m.workspace_id = ${w} and m.goal_id = g.id
      where g.workspace_id = ${w} and g.archived_at is null and m.archived_at is null and m.done_at is not null
      union all
      select g.workspace_id, g.customer_id, g.id, g.reached_at, g.owner_id
      from success_goals g where g.workspace_id = ${w} and g.archived_at is null and g.reached_at is not null) e`,
    where: ofCustomer(),
    at: Prisma.sql`e.at`,
    people: [Prisma.sql`e.owner_id`],
  },
  interview: {
    needs: "quotes.read",
    from: () => Prisma.sql`interviews e`,
    where: ofCustomer(LIVING),
    // A day without an hour: noon of the world's middle, which is that day in nearly every zone.
    at: Prisma.sql`(e.held_on::timestamp + interval '12 hours') at time zone 'UTC'`,
    people: [Prisma.sql`e.created_by_id`],
  },
  lifecycle: {
    needs: "customers.read",
    from: () => Prisma.sql`lifecycle_transitions e`,
    where: ofCustomer(),
    at: Prisma.sql`e.at`,
    people: [Prisma.sql`e.by_id`],
  },
  segment: {
    needs: "segments.read",
    from: () => Prisma.sql`segment_moves e`,
    where: ofCustomer(),
    at: Prisma.sql`e.at`,
    people: [NOBODY],
  },
  handover: {
    needs: "handovers.read",
    from: () => Prisma.sql`handovers e`,
    where: ofCustomer(),
    at: Prisma.sql`e.started_at`,
    people: [Prisma.sql`e.hunter_id`, Prisma.sql`e.farmer_id`],
  },
  share: {
    needs: "customers.read",
    from: () => Prisma.sql`customer_shares e`,
    where: ofCustomer(),
    id: Prisma.sql`e.user_id`,
    at: Prisma.sql`e.at`,
    people: [Prisma.sql`e.by_id`, Prisma.sql`e.user_id`],
  },
  merge: {
    needs: "customers.read",
    from: () => Prisma.sql`customer_merges e`,
    where: (w, customer) => Prisma.sql`e.workspace_id = ${w} and e.kept_id = ${customer}`,
    at: Prisma.sql`e.at`,
    people: [Prisma.sql`e.by_id`],
  },
};

/** Older than the position: the first half bounds the index scan, the second cuts events of one instant. */
function before(at: Prisma.Sql, id: Prisma.Sql, position: Position): Prisma.Sql {
  if (!position) return Prisma.sql`true`;
  return Prisma.sql`${at} <= ${position.at} and (${at} < ${position.at} or ${id} < ${position.id}::uuid)`;
}

const byWhom = ([one, other]: Source["people"], who: string | undefined): Prisma.Sql =>
  who === undefined
    ? Prisma.sql`true`
    : other
      ? Prisma.sql`${who}::uuid in (${one}, ${other})`
      : Prisma.sql`${one} = ${who}::uuid`;

const within = (at: Prisma.Sql, { from, to }: TimelineFilter): Prisma.Sql =>
  Prisma.sql`${from ? Prisma.sql`${at} >= ${from}` : Prisma.sql`true`} and ${to ? Prisma.sql`${at} < ${to}` : Prisma.sql`true`}`;

/** Each kind reads its newest rows by its own index and stops; only what is shown is dressed with names. */
function newestOf(kind: TimelineKind, w: Prisma.Sql, customerId: string, position: Position, filter: TimelineFilter) {
  const { from, where, id = E_ID, at, people } = SOURCES[kind];
  return Prisma.sql`
    select ${kind} as kind, ${id} as id, ${at} as at
    from ${from(w)}
    where ${where(w, Prisma.sql`${customerId}::uuid`)} and ${within(at, filter)} and ${byWhom(people, filter.who)}
      and ${before(at, id, position)}
    order by ${at} desc, ${id} desc limit ${TIMELINE_PAGE + 1}`;
}

/** What each event shows beside its date. */
const detailOf = (w: Prisma.Sql, customerId: string): Prisma.Sql => Prisma.sql`
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
      select jsonb_build_object('survey', s.name, 'channel', ch.name, 'contact', t.name, 'answers', (
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
      left join contacts t on t.workspace_id = ${w} and t.id = r.contact_id
      where r.workspace_id = ${w} and r.id = e.id)
    when 'case' then (
      select jsonb_build_object('id', k.id, 'number', k.number, 'title', k.title, 'owner', u.name,
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
    when 'deal' then (
      select jsonb_build_object('id', d.id, 'name', d.name, 'from', m.from_stage, 'to', m.to_stage, 'by', u.name,
        'amountCents', d.amount_cents, 'currency', d.currency,
        'reason', case m.to_stage when 'won' then d.win_reason when 'lost' then d.loss_reason else '' end)
      from deal_moves m
      join deals d on d.workspace_id = ${w} and d.id = m.deal_id
      left join users u on u.id = m.by_id
      where m.workspace_id = ${w} and m.id = e.id)
    when 'offer' then (
      select jsonb_build_object('name', o.name, 'priceCents', o.price_cents, 'currency', o.currency, 'by', u.name,
        'reason', o.reason, 'state', case when o.accepted_at is not null then 'accepted'
          when o.declined_at is not null then 'declined' when o.ignored_at is not null then 'ignored' else 'open' end)
      from offers o left join users u on u.id = o.offered_by_id
      where o.workspace_id = ${w} and o.id = e.id)
    when 'promise' then (
      select jsonb_build_object('text', p.text, 'dueOn', p.due_on, 'kept', p.kept_at is not null, 'owner', u.name)
      from promises p left join users u on u.id = p.owner_id
      where p.workspace_id = ${w} and p.id = e.id)
    when 'task' then (
      select jsonb_build_object('title', k.title, 'owner', u.name)
      from tasks k left join users u on u.id = k.owner_id
      where k.workspace_id = ${w} and k.id = e.id)
    when 'plan' then coalesce(
      (select jsonb_build_object('text', m.text, 'goal', g.text, 'owner', u.name)
        from success_milestones m
        join success_goals g on g.workspace_id = ${w} and g.id = m.goal_id
        left join users u on u.id = m.owner_id
        where m.workspace_id = ${w} and m.id = e.id),
      (select jsonb_build_object('text', g.text, 'goal', null, 'owner', u.name)
        from success_goals g left join users u on u.id = g.owner_id
        where g.workspace_id = ${w} and g.id = e.id))
    when 'interview' then (
      select jsonb_build_object('id', v.id, 'title', v.title, 'speaker', v.speaker)
      from interviews v where v.workspace_id = ${w} and v.id = e.id)
    when 'handover' then (
      select jsonb_build_object('deal', d.name, 'hunter', u.name, 'farmer', f.name, 'completed', h.completed_at is not null)
      from handovers h
      join deals d on d.workspace_id = ${w} and d.id = h.deal_id
      left join users u on u.id = h.hunter_id
      left join users f on f.id = h.farmer_id
      where h.workspace_id = ${w} and h.id = e.id)
    when 'share' then (
      select jsonb_build_object('with', f.name, 'by', u.name)
      from customer_shares h
      left join users f on f.id = h.user_id
      left join users u on u.id = h.by_id
      where h.workspace_id = ${w} and h.customer_id = ${customerId}::uuid and h.user_id = e.id)
    when 'merge' then (
      select jsonb_build_object('name', c.name, 'undone', m.undone_at is not null, 'by', u.name)
      from customer_merges m
      left join customers c on c.workspace_id = ${w} and c.id = m.merged_id
      left join users u on u.id = m.by_id
      where m.workspace_id = ${w} and m.id = e.id)
  end`;

/**
 * Everything that happened with a customer, newest first, in one statement.
 * @param filter of one kind, by one person, within a time; @param cursor from `next` of the page before
 */
export async function listTimeline(
  actor: Actor,
  customerId: string,
  { cursor, ...filter }: TimelineFilter & { cursor?: string | null } = {},
): Promise<{ events: TimelineEvent[]; next: string | null }> {
  allow(actor, "customers.read");
  const db = inWorkspace(actor);
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return { events: [], next: null };
  const kinds = (filter.kind ? [filter.kind] : TIMELINE_KINDS).filter((one) => may(actor, SOURCES[one].needs));
  if (kinds.length === 0) return { events: [], next: null };
  const decoded = decodeCursor(cursor);
  const at = instantOf(decoded);
  const position = decoded && at ? { at, id: decoded.id } : null;
  const found = await rows<TimelineEvent>(
    db,
    actor,
    (w) => Prisma.sql`
      with events as (
        select kind, id, at from (${Prisma.join(
          kinds.map((one) => Prisma.sql`(${newestOf(one, w, customerId, position, filter)})`),
          " union all ",
        )}) newest
        order by at desc, id desc limit ${TIMELINE_PAGE + 1}
      )
      select e.kind, e.id, e.at, ${detailOf(w, customerId)} as detail from events e order by e.at desc, e.id desc`,
  );
  const events = found.slice(0, TIMELINE_PAGE);
  const last = events.at(-1);
  const more = found.length > TIMELINE_PAGE;
  return {
    events,
    next: more && last ? encodeCursor({ value: last.at.toISOString(), id: last.id, direction: "after" }) : null,
  };
}

/** How many events of each kind, and who did something here: one pass over the customer's own rows. */
export async function countTimeline(
  actor: Actor,
  customerId: string,
  filter: Omit<TimelineFilter, "kind"> = {},
): Promise<TimelineCounts> {
  allow(actor, "customers.read");
  const db = inWorkspace(actor);
  const none = Object.fromEntries(TIMELINE_KINDS.map((kind) => [kind, 0])) as Record<TimelineKind, number>;
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return { kinds: none, people: [] };
  const kinds = TIMELINE_KINDS.filter((one) => may(actor, SOURCES[one].needs));
  const [row] = await rows<{ kinds: Partial<TimelineCounts["kinds"]> | null; people: TimelineCounts["people"] }>(
    db,
    actor,
    (w) => Prisma.sql`
      with events as materialized (${Prisma.join(
        kinds.map((kind) => {
          const { from, where, at, people } = SOURCES[kind];
          return Prisma.sql`
            select ${kind} as kind, ${people[0]} as one, ${people[1] ?? NOBODY} as other,
              count(*) filter (where ${within(at, filter)} and ${byWhom(people, filter.who)}) as n
            from ${from(w)} where ${where(w, Prisma.sql`${customerId}::uuid`)} group by 2, 3`;
        }),
        " union all ",
      )}),
      ids as (select one as id from events union select other from events)
      select
        (select jsonb_object_agg(kind, n) from (select kind, sum(n) as n from events group by kind) k) as kinds,
        (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'isContact', is_contact) order by is_contact, name), '[]')
          from (
            select u.id, u.name, false as is_contact from ids join users u on u.id = ids.id
            union all
            select t.id, t.name, true from ids join contacts t on t.workspace_id = ${w} and t.id = ids.id) p) as people`,
  );
  return { kinds: { ...none, ...row?.kinds }, people: row?.people ?? [] };
}
