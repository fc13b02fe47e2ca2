import "server-only";
import { type InWorkspace, KEEP_PLAN, Prisma, rows, run, type Tx } from "../db";

/**
 * What is kept beside the answers so that no screen has to count them again: answer_rollups (counts of an item's
 * answers of a day along one dimension) and customer_experience (one wide row a customer). Both are exact in the commit
 * that changes the answers; `recountRollups` says what they must be.
 *
 * Writers agree on an order so that they cannot block one another: the workspace's roll-up lock first, then roll-up
 * rows by key, then experience rows by customer.
 */

type RawTx = Pick<Tx, "$queryRaw" | "$executeRaw">;
/** A select of one uuid column, given the workspace. */
export type IdSource = (w: Prisma.Sql) => Prisma.Sql;

const sourceOf = (ids: readonly string[] | IdSource): IdSource =>
  typeof ids === "function" ? ids : () => Prisma.sql`select unnest(${[...ids]}::uuid[])`;

const isNone = (ids: readonly string[] | IdSource): boolean => typeof ids !== "function" && ids.length === 0;

/**
 * Adding answers holds this shared; moving customers between segments, and recounting, hold it alone. Each reads what
 * the other wrote only after it has the lock, so an answer that arrives while its customer enters a segment is counted
 * there once. Held until the transaction ends; do not add and move in one transaction (two of them could wait for each other).
 */
export async function lockRollups(tx: RawTx, who: InWorkspace, mode: "shared" | "alone"): Promise<void> {
  await rows(tx, who, (w) =>
    mode === "shared"
      ? Prisma.sql`select ${sharedRollupsLock(w)}::text`
      : Prisma.sql`select pg_advisory_xact_lock(hashtextextended('rollups ' || ${w}, 0))::text`,
  );
}

/** For addFreshToRollups, in a statement that comes before it. */
export const sharedRollupsLock = (w: Prisma.Sql) =>
  Prisma.sql`pg_advisory_xact_lock_shared(hashtextextended('rollups ' || ${w}, 0))`;

const BUCKETS = Array.from({ length: 11 }, (_, value) => value);
const COUNTS = ["n", "sum", "sum_sq", ...BUCKETS.map((value) => `b${value}`)];
const countColumns = Prisma.raw(COUNTS.join(", "));
const addCounts = (sign: "+" | "-", from: string) =>
  Prisma.raw(COUNTS.map((name) => `${name} = kept.${name} ${sign} ${from}.${name}`).join(", "));

/** Counts `cells(item_id, dimension, member_id, day, value)` as a CTE of what is to be added or taken off. */
const deltas = Prisma.sql`
  deltas as (
    select item_id, dimension::rollup_dimension as dimension, member_id, day,
           count(*)::int as n, sum(value)::bigint as sum, sum(value::bigint * value)::bigint as sum_sq,
           ${Prisma.raw(BUCKETS.map((value) => `(count(*) filter (where value = ${value}))::int as b${value}`).join(", "))}
    from cells group by 1, 2, 3, 4)`;

/** Brings `cells` into answer_rollups (1) or out of it (−1), row by row in key order. */
const countCells = (w: Prisma.Sql, sign: 1 | -1) =>
  sign === 1
    ? Prisma.sql`, ${deltas}
      insert into answer_rollups as kept (workspace_id, item_id, dimension, member_id, day, ${countColumns})
      select ${w}, item_id, dimension, member_id, day, ${countColumns} from deltas
      order by item_id, dimension, member_id, day
      on conflict (workspace_id, item_id, dimension, member_id, day) do update set ${addCounts("+", "excluded")}`
    : Prisma.sql`, ${deltas},
      locked as materialized (
        select r.item_id, r.dimension, r.member_id, r.day
        from answer_rollups r join deltas d using (item_id, dimension, member_id, day)
        where r.workspace_id = ${w}
        order by r.item_id, r.dimension, r.member_id, r.day for update of r)
      update answer_rollups kept set ${addCounts("-", "d")}
      from deltas d join locked l using (item_id, dimension, member_id, day)
      where kept.workspace_id = ${w} and kept.item_id = d.item_id and kept.dimension = d.dimension
        and kept.member_id = d.member_id and kept.day = d.day`;

/**
 * The member under which a pair is kept: touchpoint and channel, or touchpoint and segment. A hash, so that a pair is one
 * uuid like every other member; who reads pairs lists the touchpoints and members it asks about (pairs-sql.ts).
 */
export const pairId = (touchpoint: Prisma.Sql, member: Prisma.Sql) =>
  Prisma.sql`md5(${touchpoint}::text || ${member}::text)::uuid`;

/** Items that take the touchpoint of the link: only their answers need pairs, a placed item's say it by themselves. */
const roving = (w: Prisma.Sql) => Prisma.sql`
  roving as (
    select counted.* from counted join items i on i.workspace_id = ${w} and i.id = counted.item_id and not i.is_placed
    where counted.touchpoint_id is not null)`;

/** `counted(item_id, customer_id, channel_id, touchpoint_id, day, value)` once for every dimension it has. */
const cellsOfAnswers = (w: Prisma.Sql) => Prisma.sql`
  ${roving(w)},
  cells as (
    select item_id, 'all' as dimension, item_id as member_id, day, value from counted
    union all
    select item_id, 'channel', channel_id, day, value from counted where channel_id is not null
    union all
    select item_id, 'touchpoint', touchpoint_id, day, value from counted where touchpoint_id is not null
    union all
    select counted.item_id, 'segment', m.segment_id, counted.day, counted.value
    from counted join segment_members m on m.workspace_id = ${w} and m.customer_id = counted.customer_id
    union all
    select item_id, 'touchpoint_channel', ${pairId(Prisma.sql`touchpoint_id`, Prisma.sql`channel_id`)}, day, value
    from roving where channel_id is not null
    union all
    select roving.item_id, 'touchpoint_segment',
           ${pairId(Prisma.sql`roving.touchpoint_id`, Prisma.sql`m.segment_id`)}, roving.day, roving.value
    from roving join segment_members m on m.workspace_id = ${w} and m.customer_id = roving.customer_id)`;

/** Roll-up rows that came to nothing are not kept. */
const dropEmpty = (tx: RawTx, who: InWorkspace) =>
  run(tx, who, (w) => Prisma.sql`delete from answer_rollups where workspace_id = ${w} and n = 0`);

/**
 * An answer as a share of its scale, better is higher, times 1000; null where the item has no direction.
 * Rounded answer by answer, so that sums do not depend on the order of adding.
 */
const share1000 = Prisma.sql`
  case when i.scale_max > i.scale_min then
    case i.direction
      when 'higher' then round(1000.0 * (a.value - i.scale_min) / (i.scale_max - i.scale_min))::int
      when 'lower' then round(1000.0 * (i.scale_max - a.value) / (i.scale_max - i.scale_min))::int
    end
  end`;

/** `chosen` and `said` of stored responses, for feltOf. */
const storedExperience = (w: Prisma.Sql, responses: Prisma.Sql) => Prisma.sql`
  chosen as materialized (
    select r.id, r.customer_id, r.answered_at from responses r
    where r.workspace_id = ${w} and r.customer_id is not null and ${responses}),
  said as materialized (
    select a.customer_id, a.touchpoint_id, a.answered_at, a.value, i.no, i.measure, ${share1000} as share
    from chosen c
    join answers a on a.workspace_id = ${w} and a.response_id = c.id
    join items i on i.workspace_id = ${w} and i.id = a.item_id
    where a.value is not null and a.customer_id is not null)`;

/**
 * What customers felt, from `chosen(id, customer_id, answered_at)` and `said(customer_id, touchpoint_id, answered_at, value,
 * no, measure, share)`. Of two answers of one instant to one item the higher value counts as the latest: any rule would do
 * that does not depend on which arrived first.
 */
const felt = Prisma.sql`
  by_customer as (
    select customer_id, count(*)::int as responses, max(answered_at) as last_answer_at from chosen group by customer_id),
  latest_nps as (
    select distinct on (customer_id) customer_id, value, answered_at from said where measure = 'nps'
    order by customer_id, answered_at desc, value desc),
  latest_of_item as (
    select distinct on (customer_id, no) customer_id, no, value, answered_at from said
    order by customer_id, no, answered_at desc, value desc),
  latest_items as (
    select customer_id,
           jsonb_object_agg(no::text, jsonb_build_array(value, (extract(epoch from answered_at) * 1000)::bigint)) as latest
    from latest_of_item group by customer_id),
  touched as (
    select customer_id, jsonb_object_agg(touchpoint_id::text, jsonb_build_array(n, total)) as touchpoints
    from (
      select customer_id, touchpoint_id, count(*) as n, sum(share) as total from said
      where touchpoint_id is not null and share is not null group by customer_id, touchpoint_id) t
    group by customer_id),
  felt as (
    select b.customer_id, b.responses, b.last_answer_at, n.value as last_nps, n.answered_at as last_nps_at,
           coalesce(l.latest, '{}'::jsonb) as latest, coalesce(t.touchpoints, '{}'::jsonb) as touchpoints
    from by_customer b
    left join latest_nps n using (customer_id)
    left join latest_items l using (customer_id)
    left join touched t using (customer_id))`;

const experienceOf = (w: Prisma.Sql, responses: Prisma.Sql) => Prisma.sql`${storedExperience(w, responses)}, ${felt}`;

const mergedLatest = Prisma.sql`
  case when excluded.latest = '{}'::jsonb then kept.latest when kept.latest = '{}'::jsonb then excluded.latest else (
    select jsonb_object_agg(key, value) from (
      select distinct on (key) key, value
      from (select * from jsonb_each(kept.latest) union all select * from jsonb_each(excluded.latest)) both_sides
      order by key, (value->>1)::bigint desc, (value->>0)::int desc) newest) end`;

const mergedTouchpoints = Prisma.sql`
  case when excluded.touchpoints = '{}'::jsonb then kept.touchpoints
       when kept.touchpoints = '{}'::jsonb then excluded.touchpoints else (
    select jsonb_object_agg(key, jsonb_build_array(n, total)) from (
      select key, sum((value->>0)::int) as n, sum((value->>1)::int) as total
      from (select * from jsonb_each(kept.touchpoints) union all select * from jsonb_each(excluded.touchpoints)) both_sides
      group by key) summed) end`;

const ofResponses = (source: Prisma.Sql) => Prisma.sql`r.id in (${source})`;

/** Adds `felt` to the experience rows, customer by customer in order. */
const addFelt = (w: Prisma.Sql) => Prisma.sql`
  insert into customer_experience as kept
    (workspace_id, customer_id, responses, last_answer_at, last_nps, last_nps_at, latest, touchpoints)
  select ${w}, customer_id, responses, last_answer_at, last_nps, last_nps_at, latest, touchpoints
  from felt order by customer_id
  on conflict (workspace_id, customer_id) do update set
    responses = kept.responses + excluded.responses,
    last_answer_at = greatest(kept.last_answer_at, excluded.last_answer_at),
    last_nps = case
      when excluded.last_nps_at is null then kept.last_nps
      when kept.last_nps_at is null
        or (excluded.last_nps_at, excluded.last_nps) > (kept.last_nps_at, kept.last_nps) then excluded.last_nps
      else kept.last_nps end,
    last_nps_at = greatest(kept.last_nps_at, excluded.last_nps_at),
    latest = ${mergedLatest},
    touchpoints = ${mergedTouchpoints}`;

async function addExperience(tx: RawTx, who: InWorkspace, responses: IdSource): Promise<void> {
  await run(tx, who, (w) => Prisma.sql`with ${experienceOf(w, ofResponses(responses(w)))} ${addFelt(w)}`);
}

/** The experience of these customers from their rows, without the responses in `without`. */
export async function recountExperience(
  tx: RawTx,
  who: InWorkspace,
  customers: IdSource | null,
  without: IdSource | null,
): Promise<void> {
  await run(tx, who, (w) => {
    const counted = Prisma.sql`r.archived_at is null
      ${customers ? Prisma.sql`and r.customer_id in (${customers(w)})` : Prisma.empty}
      ${without ? Prisma.sql`and r.id not in (${without(w)})` : Prisma.empty}`;
    return Prisma.sql`
      with ${experienceOf(w, counted)},
      everyone as (
        select c.id as customer_id from customers c
        where c.workspace_id = ${w} ${customers ? Prisma.sql`and c.id in (${customers(w)})` : Prisma.empty})
      insert into customer_experience as kept
        (workspace_id, customer_id, responses, last_answer_at, last_nps, last_nps_at, latest, touchpoints)
      select ${w}, e.customer_id, coalesce(f.responses, 0), f.last_answer_at, f.last_nps, f.last_nps_at,
             coalesce(f.latest, '{}'::jsonb), coalesce(f.touchpoints, '{}'::jsonb)
      from everyone e left join felt f using (customer_id) order by e.customer_id
      on conflict (workspace_id, customer_id) do update set
        responses = excluded.responses, last_answer_at = excluded.last_answer_at,
        last_nps = excluded.last_nps, last_nps_at = excluded.last_nps_at,
        latest = excluded.latest, touchpoints = excluded.touchpoints
      where (kept.responses, kept.last_answer_at, kept.last_nps, kept.last_nps_at, kept.latest, kept.touchpoints)
        is distinct from (excluded.responses, excluded.last_answer_at, excluded.last_nps, excluded.last_nps_at,
                          excluded.latest, excluded.touchpoints)`;
  });
}

/** Counts the answers of these responses in (1) or out (−1). */
async function countResponses(tx: RawTx, who: InWorkspace, responses: IdSource, sign: 1 | -1): Promise<void> {
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      with counted as materialized (
        select a.item_id, a.customer_id, a.channel_id, a.touchpoint_id, a.answered_on as day, a.value
        from answers a
        where a.workspace_id = ${w} and a.value is not null and a.response_id in (${responses(w)})),
      ${cellsOfAnswers(w)}${countCells(w, sign)}`,
  );
}

/**
 * Adds (1) or takes off (−1) the answers of stored responses. Taking off is for responses about to be archived or
 * erased: call it while their rows still stand, in the same transaction.
 * @param responseIds stored in this transaction or before; a select of ids when they are many
 */
export async function addToRollups(
  tx: RawTx,
  who: InWorkspace,
  responseIds: readonly string[] | IdSource,
  sign: 1 | -1,
): Promise<void> {
  if (isNone(responseIds)) return;
  const responses = sourceOf(responseIds);
  await lockRollups(tx, who, "shared");
  await countResponses(tx, who, responses, sign);
  if (sign === 1) return addExperience(tx, who, responses);
  await dropEmpty(tx, who);
  const theirs: IdSource = (w) => Prisma.sql`
    select r.customer_id from responses r
    where r.workspace_id = ${w} and r.customer_id is not null and r.id in (${responses(w)})`;
  await recountExperience(tx, who, theirs, responses);
}

/** A response that was stored in this transaction, as JSON writes it. */
type FreshResponse = { id: string; customer_id: string | null; answered_at: Date };
/** One answer of it. */
type FreshAnswer = {
  item_id: string;
  customer_id: string | null;
  channel_id: string | null;
  touchpoint_id: string | null;
  answered_on: string;
  answered_at: Date;
  value: number | null;
};

const freshAnswers = (json: string) => Prisma.sql`
  jsonb_to_recordset(${json}::jsonb) as a(
    item_id uuid, customer_id uuid, channel_id uuid, touchpoint_id uuid, answered_on date, answered_at timestamptz, value int)
  where a.value is not null`;

/**
 * addToRollups for responses stored a moment ago, from what was stored instead of from the tables: nothing has to be found
 * again, and the plan does not depend on how large they are. Its caller holds the lock (sharedRollupsLock) since a
 * statement before.
 */
export async function addFreshToRollups(
  tx: RawTx,
  who: InWorkspace,
  responses: readonly FreshResponse[],
  answers: readonly FreshAnswer[],
): Promise<void> {
  const json = JSON.stringify(answers);
  await run(
    tx,
    who,
    (w) => Prisma.sql`${KEEP_PLAN}
      with counted as materialized (
        select a.item_id, a.customer_id, a.channel_id, a.touchpoint_id, a.answered_on as day, a.value
        from ${freshAnswers(json)}),
      ${cellsOfAnswers(w)}${countCells(w, 1)}`,
  );
  const known = responses.filter(({ customer_id }) => customer_id !== null);
  if (known.length === 0) return;
  await run(
    tx,
    who,
    (w) => Prisma.sql`${KEEP_PLAN}
      with chosen as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as r(
          id uuid, customer_id uuid, answered_at timestamptz)),
      said as materialized (
        select a.customer_id, a.touchpoint_id, a.answered_at, a.value, i.no, i.measure, ${share1000} as share
        from (select * from ${freshAnswers(json)} and a.customer_id is not null) a
        join items i on i.workspace_id = ${w} and i.id = a.item_id),
      ${felt} ${addFelt(w)}`,
  );
}

/** Adds every response of one import, once: call it in the transaction that finishes the import. */
export async function addImportToRollups(tx: RawTx, who: InWorkspace, importId: string): Promise<void> {
  await addToRollups(
    tx,
    who,
    (w) => Prisma.sql`
      select r.id from responses r
      where r.workspace_id = ${w} and r.import_id = ${importId}::uuid and r.archived_at is null`,
    1,
  );
}

/**
 * Moves the answers of customers who entered or left a segment into or out of its roll-ups. Call it in the transaction
 * that writes or deletes the memberships.
 * @param customers ids, or a select of ids (of a temporary table, say) when they are many
 */
export async function moveSegmentRollups(
  tx: RawTx,
  who: InWorkspace,
  segmentId: string,
  entered: boolean,
  customers: readonly string[] | IdSource,
): Promise<void> {
  if (isNone(customers)) return;
  const source = sourceOf(customers);
  await lockRollups(tx, who, "alone");
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      with counted as materialized (
        select a.item_id, a.touchpoint_id, a.answered_on as day, a.value
        from answers a
        where a.workspace_id = ${w} and a.value is not null and a.customer_id in (${source(w)})
          and not exists (
            select from responses r
            where r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is not null)),
      ${roving(w)},
      cells as (
        select item_id, 'segment' as dimension, ${segmentId}::uuid as member_id, day, value from counted
        union all
        select item_id, 'touchpoint_segment', ${pairId(Prisma.sql`touchpoint_id`, Prisma.sql`${segmentId}`)}, day, value
        from roving)${countCells(w, entered ? 1 : -1)}`,
  );
  if (!entered) {
    await run(
      tx,
      who,
      (w) => Prisma.sql`
        delete from answer_rollups
        where workspace_id = ${w} and n = 0 and (
          (dimension = 'segment' and member_id = ${segmentId}::uuid)
          or (dimension = 'touchpoint_segment' and member_id in (
            select ${pairId(Prisma.sql`t.id`, Prisma.sql`${segmentId}`)} from touchpoints t
            where t.workspace_id = ${w})))`,
    );
  }
}

/**
 * Orders, revenue and interactions of the customers' experience rows, from their rows. Customers without a row get one.
 * Revenue adds only orders in the workspace's currency: others are never added without a stated rate.
 * @param customers null for all of the workspace
 */
export async function recountOrders(
  tx: RawTx,
  who: InWorkspace,
  customers: readonly string[] | IdSource | null,
): Promise<void> {
  if (customers && isNone(customers)) return;
  const source = customers && sourceOf(customers);
  await run(tx, who, (w) => {
    const theirs = (column: string) =>
      source ? Prisma.sql`and ${Prisma.raw(column)} in (${source(w)})` : Prisma.empty;
    return Prisma.sql`
      with bought as (
        select o.customer_id, count(*)::int as orders, min(o.ordered_at) as first_at, max(o.ordered_at) as last_at,
               coalesce(sum(o.total_cents) filter (where o.currency = s.currency), 0) as revenue
        from orders o join workspaces s on s.id = ${w}
        where o.workspace_id = ${w} ${theirs("o.customer_id")} group by o.customer_id),
      talked as (
        select t.customer_id, count(*)::int as interactions, max(t.happened_at) as last_at
        from interactions t
        where t.workspace_id = ${w} and t.archived_at is null ${theirs("t.customer_id")} group by t.customer_id)
      insert into customer_experience as kept (workspace_id, customer_id, orders, revenue_cents, first_order_at,
                                               last_order_at, interactions, last_interaction_at)
      select ${w}, c.id, coalesce(b.orders, 0), coalesce(b.revenue, 0)::bigint, b.first_at, b.last_at,
             coalesce(t.interactions, 0), t.last_at
      from customers c
      left join bought b on b.customer_id = c.id
      left join talked t on t.customer_id = c.id
      where c.workspace_id = ${w} ${theirs("c.id")}
      order by c.id
      on conflict (workspace_id, customer_id) do update set
        orders = excluded.orders, revenue_cents = excluded.revenue_cents, first_order_at = excluded.first_order_at,
        last_order_at = excluded.last_order_at, interactions = excluded.interactions,
        last_interaction_at = excluded.last_interaction_at
      where (kept.orders, kept.revenue_cents, kept.first_order_at, kept.last_order_at, kept.interactions,
             kept.last_interaction_at)
        is distinct from (excluded.orders, excluded.revenue_cents, excluded.first_order_at, excluded.last_order_at,
                          excluded.interactions, excluded.last_interaction_at)`;
  });
}

/** Rebuilds all roll-ups and experience rows of the workspace from its rows: for seeds, repairs and tests. */
export async function recountRollups(tx: RawTx, who: InWorkspace): Promise<void> {
  await lockRollups(tx, who, "alone");
  await run(tx, who, (w) => Prisma.sql`delete from answer_rollups where workspace_id = ${w}`);
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      with counted as materialized (
        select a.item_id, a.customer_id, a.channel_id, a.touchpoint_id, a.answered_on as day, a.value
        from answers a
        join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
        where a.workspace_id = ${w} and a.value is not null),
      ${cellsOfAnswers(w)}${countCells(w, 1)}`,
  );
  await recountExperience(tx, who, null, null);
  await recountOrders(tx, who, null);
}
