import "server-only";
import type { Actor } from "../auth/actor";
import { type InWorkspace, Prisma, rows, run, type Tx } from "../db";
import { invalid } from "../errors";
import { takeIn } from "../intake/commands";
import { LIMITS as INTAKE_LIMITS } from "../intake/schema";
import { addImportToRollups, addToRollups, recountOrders } from "../responses/rollups-sql";
import { FIELD_ORDER } from "./plan";
import type { ImportMapping } from "./schema";

// From import_rows into the tables, in SQL. Everything here runs in the one transaction that finishes an import.

/** Lines that are written by one statement. */
const BATCH_LINES = 50_000;

export type WriteInput = {
  importId: string;
  mapping: ImportMapping;
  timeZone: string;
  lastLine: number;
  /** What the file says about customers; the rest of a known customer stays. */
  customerColumns: { fields: Set<string>; attributes: boolean };
  survey: { id: string; versionId: string; itemIds: string[]; touchpointIds: (string | null)[] } | null;
  /** Told how many lines are written. */
  onLines: (lines: number) => void;
};

export type WriteCounts = {
  created: number;
  updated: number;
  unchanged: number;
  customersCreated: number;
  customersUpdated: number;
  answers: number;
  orderLines: number;
  /** Known customers whose name, e-mail or phone changed: their search text is not yet. */
  renamed: string[];
};

type Batch = { from: number; to: number };

export async function writeRows(tx: Tx, who: Actor, input: WriteInput): Promise<WriteCounts> {
  const counts: WriteCounts = {
    created: 0,
    updated: 0,
    unchanged: 0,
    customersCreated: 0,
    customersUpdated: 0,
    answers: 0,
    orderLines: 0,
    renamed: [],
  };
  const { kind, shape } = input.mapping;
  await joinByHash(tx, who, { unlessKnown: true });
  for (let from = 2; from <= input.lastLine; from += BATCH_LINES) {
    const batch = { from, to: from + BATCH_LINES - 1 };
    await writeCustomers(tx, who, input, batch, counts);
    if (kind === "answers" && shape === "wide") await writeWideAnswers(tx, who, input, batch, counts);
    if (kind === "answers" && shape === "long") await writeLongAnswers(tx, who, input, batch, counts);
    if (kind === "interactions") await writeInteractions(tx, who, input, batch, counts);
    if (kind === "contacts" || kind === "deals") await writeTaken(tx, who, kind, input, batch, counts);
    input.onLines(Math.min(batch.to, input.lastLine));
  }
  if (kind === "orders") await writeOrders(tx, who, input, counts);
  const staged = await countKeys(tx, who, input);
  if (kind === "customers") {
    counts.created = counts.customersCreated;
    counts.updated = counts.customersUpdated;
  }
  counts.unchanged = staged - counts.created - counts.updated;
  return counts;
}

/** Contacts and deals go the way of the API: they were checked while they were read, so none is refused here. */
async function writeTaken(
  tx: Tx,
  actor: Actor,
  kind: "contacts" | "deals",
  { importId }: WriteInput,
  batch: Batch,
  counts: WriteCounts,
): Promise<void> {
  for (let from = batch.from; from <= batch.to; from += INTAKE_LIMITS.rows) {
    const part = { from, to: Math.min(from + INTAKE_LIMITS.rows - 1, batch.to) };
    const found = await rows<{ key: string; customer: string; at: Date | null; taken: string }>(
      tx,
      actor,
      (w) => Prisma.sql`
        select s.key, s.customer_key as customer, s.at, s.details[1] as taken from import_rows s
        where ${staged(w, importId, part)} order by s.line`,
    );
    if (found.length === 0) continue;
    const given = found.map(({ key, customer, at, taken }) => {
      const row: Record<string, unknown> = JSON.parse(taken);
      const isClosed = row.stage === "won" || row.stage === "lost";
      return { ...row, externalId: key, customer, ...(at && isClosed ? { closedAt: at.toISOString() } : {}) };
    });
    const result = await takeIn(tx, actor, kind, given);
    counts.created += result.created;
    counts.updated += result.updated;
    const refused = result.rows.find(({ errors }) => errors);
    if (refused) {
      throw invalid(`${refused.externalId}: ${Object.values(refused.errors ?? {}).join(" ")} Nothing was written.`);
    }
  }
}

/** With so many rows in a table its statistics are of use: before, they are of a table that was nearly empty. */
const KNOWN_ROWS = 200_000;

/**
 * How the planner is to join. It knows nothing of rows written in this transaction and takes tables for as empty as they were:
 * a nested loop over them, by whichever index, would read all of them for every row. Whole tables against each other, once, are
 * never far from the best here.
 */
async function joinByHash(tx: Tx, who: InWorkspace, { unlessKnown }: { unlessKnown: boolean }): Promise<void> {
  await rows(
    tx,
    who,
    (w) => Prisma.sql`
      select set_config('work_mem', '64MB', true), ${w}::text,
             set_config('enable_nestloop', case when ${unlessKnown} and (
               select max(reltuples) from pg_class where oid in ('customers'::regclass, 'responses'::regclass)) > ${KNOWN_ROWS}
               then 'on' else 'off' end, true)`,
  );
}

/** Roll-ups and experience rows, once everything is written. */
export async function countIn(tx: Tx, who: InWorkspace, { importId, mapping }: WriteInput): Promise<void> {
  await joinByHash(tx, who, { unlessKnown: false });
  if (mapping.kind === "answers") await addImportToRollups(tx, who, importId);
  if (mapping.kind === "orders" || mapping.kind === "interactions") {
    const customers = await rows<{ id: string }>(
      tx,
      who,
      (w) => Prisma.sql`
        select distinct c.id from import_rows s join customers c on c.workspace_id = ${w} and c.external_id = s.customer_key
        where s.workspace_id = ${w} and s.import_id = ${importId}::uuid limit 20001`,
    );
    // Past so many it is quicker to count everybody.
    await recountOrders(tx, who, customers.length > 20_000 ? null : customers.map((customer) => customer.id));
  }
}

async function countKeys(tx: Tx, who: InWorkspace, { importId, mapping }: WriteInput): Promise<number> {
  const key = Prisma.raw(mapping.kind === "customers" ? "customer_key" : "key");
  const repeats = mapping.kind === "orders" || (mapping.kind === "answers" && mapping.shape === "long");
  const [row] = await rows<{ n: number }>(
    tx,
    who,
    (w) => Prisma.sql`
      select count(${repeats ? Prisma.raw("distinct ") : Prisma.empty}${key})::int as n from import_rows
      where workspace_id = ${w} and import_id = ${importId}::uuid`,
  );
  return row?.n ?? 0;
}

const at = (field: (typeof FIELD_ORDER)[number]) => Prisma.raw(`s.fields[${FIELD_ORDER.indexOf(field) + 1}]`);

/** Column of customers, and its type where it is not text. */
const CUSTOMER_COLUMNS: { field: (typeof FIELD_ORDER)[number]; column: string; type: string }[] = [
  { field: "customerKind", column: "kind", type: "::customer_kind" },
  { field: "side", column: "side", type: "::customer_side" },
  { field: "name", column: "name", type: "" },
  { field: "email", column: "email", type: "" },
  { field: "phone", column: "phone", type: "" },
  { field: "city", column: "city", type: "" },
  { field: "country", column: "country", type: "" },
  { field: "language", column: "language", type: "" },
  { field: "lifecycle", column: "lifecycle", type: "::lifecycle_stage" },
  { field: "ownerId", column: "owner_id", type: "::uuid" },
];

/** The batch's customers, each once: where several rows speak of one, the last speaks. */
const batchCustomers = (w: Prisma.Sql, { importId, mapping }: WriteInput, { from, to }: Batch) =>
  mapping.kind === "customers"
    ? Prisma.sql`
        s as (select customer_key, customer_id, fields, attributes from import_rows
          where workspace_id = ${w} and import_id = ${importId}::uuid and line between ${from} and ${to})`
    : Prisma.sql`
        s as (select distinct on (customer_key) customer_key, customer_id, fields, attributes from import_rows
          where workspace_id = ${w} and import_id = ${importId}::uuid and line between ${from} and ${to} and customer_key is not null
          order by customer_key, line desc)`;

async function writeCustomers(
  tx: Tx,
  who: InWorkspace,
  input: WriteInput,
  batch: Batch,
  counts: WriteCounts,
): Promise<void> {
  const { mapping, customerColumns } = input;
  const create = mapping.kind === "customers" || mapping.unknownCustomers === "create";
  let created = 0;
  if (create) {
    created = await run(
      tx,
      who,
      (w) => Prisma.sql`
        with ${batchCustomers(w, input, batch)}
        insert into customers (workspace_id, id, external_id, kind, side, name, email, phone, city, country, language,
                               lifecycle, owner_id, attributes, search_text, created_at, updated_at)
        select ${w}, s.customer_id, s.customer_key, coalesce(${at("customerKind")}, 'person')::customer_kind,
               coalesce(${at("side")}, 'buyer')::customer_side,
               coalesce(${at("name")}, nullif(replace(${mapping.customerName}, '{id}', s.customer_key), ''), s.customer_key),
               ${at("email")}, ${at("phone")}, ${at("city")}, ${at("country")}, ${at("language")},
               coalesce(${at("lifecycle")}, 'active')::lifecycle_stage, ${at("ownerId")}::uuid,
               coalesce(s.attributes, '{}'::jsonb), ${at("searchText")}, now(), now()
        from s
        on conflict (workspace_id, external_id) do nothing`,
    );
    counts.customersCreated += created;
  }
  const columns = CUSTOMER_COLUMNS.filter(({ field }) => customerColumns.fields.has(field));
  if (columns.length === 0 && !customerColumns.attributes) return;
  if (create && created > 0) {
    const [total] = await rows<{ n: number }>(
      tx,
      who,
      (w) => Prisma.sql`with ${batchCustomers(w, input, batch)} select count(*)::int as n from s`,
    );
    if (total?.n === created) return writeTransitions(tx, who, input, batch);
  }
  const given = (column: (typeof columns)[number]) => Prisma.sql`${at(column.field)}${Prisma.raw(column.type)}`;
  const differs = [
    ...columns.map(
      (column) =>
        Prisma.sql`(${at(column.field)} is not null and ${given(column)} is distinct from c.${Prisma.raw(column.column)})`,
    ),
    ...(customerColumns.attributes
      ? [Prisma.sql`(s.attributes is not null and not c.attributes @> s.attributes)`]
      : []),
  ];
  const set = [
    ...columns.map(
      (column) => Prisma.sql`${Prisma.raw(column.column)} = coalesce(${given(column)}, c.${Prisma.raw(column.column)})`,
    ),
    ...(customerColumns.attributes
      ? [Prisma.sql`attributes = c.attributes || coalesce(s.attributes, '{}'::jsonb)`]
      : []),
  ];
  await writeTransitions(tx, who, input, batch);
  const changed = await rows<{ id: string }>(
    tx,
    who,
    (w) => Prisma.sql`
      with ${batchCustomers(w, input, batch)}
      update customers c set ${Prisma.join(set, ", ")}, updated_at = now()
      from s
      where c.workspace_id = ${w} and c.external_id = s.customer_key and c.id <> s.customer_id and (${Prisma.join(differs, " or ")})
      returning c.id`,
  );
  counts.customersUpdated += changed.length;
  if (columns.some(({ field }) => field === "name" || field === "email" || field === "phone")) {
    for (const { id } of changed) counts.renamed.push(id);
  }
}

/** Dated steps of the lifecycle, where the file says a stage: of new customers, and of known ones before they change. */
async function writeTransitions(tx: Tx, who: InWorkspace, input: WriteInput, batch: Batch): Promise<void> {
  if (!input.customerColumns.fields.has("lifecycle")) return;
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      with ${batchCustomers(w, input, batch)}
      insert into lifecycle_transitions (workspace_id, id, customer_id, from_stage, to_stage, at, reason)
      select ${w}, gen_random_uuid(), c.id, case when c.id = s.customer_id then null else c.lifecycle end,
             ${at("lifecycle")}::lifecycle_stage, now(), 'Import'
      from s join customers c on c.workspace_id = ${w} and c.external_id = s.customer_key
      where ${at("lifecycle")} is not null and (c.id = s.customer_id or c.lifecycle <> ${at("lifecycle")}::lifecycle_stage)`,
  );
}

/** Items by their position in import_rows.values. */
const itemList = ({ itemIds, touchpointIds }: NonNullable<WriteInput["survey"]>) => Prisma.sql`
  unnest(${itemIds}::uuid[], ${touchpointIds}::uuid[]) with ordinality as i (item_id, touchpoint_id, position)`;

const staged = (w: Prisma.Sql, importId: string, { from, to }: Batch) => Prisma.sql`
  s.workspace_id = ${w} and s.import_id = ${importId}::uuid and s.line between ${from} and ${to} and s.key is not null`;

const externalId = (surveyId: string) => Prisma.sql`(${`${surveyId}:`}::text || s.key)`;

/** New responses of the batch; the same key in a second row or a second import makes none. */
async function insertResponses(tx: Tx, who: InWorkspace, input: WriteInput, batch: Batch): Promise<number> {
  const { survey, importId, timeZone } = input;
  if (!survey) throw new Error("Answers need a survey.");
  return run(
    tx,
    who,
    (w) => Prisma.sql`
      insert into responses (workspace_id, id, external_id, survey_id, version_id, customer_id, channel_id, import_id, answered_at, answered_on)
      select ${w}, s.id, ${externalId(survey.id)}, ${survey.id}::uuid, ${survey.versionId}::uuid, c.id, h.id, ${importId}::uuid,
             s.at, (s.at at time zone ${timeZone})::date
      from import_rows s
      left join customers c on c.workspace_id = ${w} and c.external_id = s.customer_key
      left join channels h on h.workspace_id = ${w} and h.name = s.details[1]
      where ${staged(w, importId, batch)}
      order by s.line
      on conflict (workspace_id, external_id) do nothing`,
  );
}

async function writeWideAnswers(
  tx: Tx,
  who: InWorkspace,
  input: WriteInput,
  batch: Batch,
  counts: WriteCounts,
): Promise<void> {
  const { survey, importId } = input;
  if (!survey) throw new Error("Answers need a survey.");
  const created = await insertResponses(tx, who, input, batch);
  counts.created += created;
  if (created > 0) {
    counts.answers += await run(
      tx,
      who,
      (w) => Prisma.sql`
        insert into answers (workspace_id, response_id, item_id, customer_id, channel_id, touchpoint_id, answered_on, answered_at, value, text)
        select ${w}, r.id, i.item_id, r.customer_id, r.channel_id, i.touchpoint_id, r.answered_on, r.answered_at, v.value, s.texts[v.position]
        from import_rows s
        join responses r on r.workspace_id = ${w} and r.id = s.id
        cross join lateral unnest(s."values") with ordinality as v (value, position)
        join ${itemList(survey)} on i.position = v.position
        where ${staged(w, importId, batch)} and (v.value is not null or s.texts[v.position] is not null)`,
    );
  }
  const [known] = await rows<{ n: number }>(
    tx,
    who,
    (w) => Prisma.sql`select count(*)::int as n from import_rows s where ${staged(w, importId, batch)}`,
  );
  if ((known?.n ?? 0) === created) return;
  await changeResponses(
    tx,
    who,
    input,
    counts,
    (w) => Prisma.sql`
      select r.id as response_id, i.item_id, i.touchpoint_id, v.value, s.texts[v.position] as text, s.at
      from import_rows s
      join responses r on r.workspace_id = ${w} and r.external_id = ${externalId(survey.id)}
      cross join lateral unnest(s."values") with ordinality as v (value, position)
      join ${itemList(survey)} on i.position = v.position
      where ${staged(w, importId, batch)} and r.id <> s.id and r.archived_at is null
        and (v.value is not null or s.texts[v.position] is not null)`,
  );
}

async function writeLongAnswers(
  tx: Tx,
  who: InWorkspace,
  input: WriteInput,
  batch: Batch,
  counts: WriteCounts,
): Promise<void> {
  const { survey, importId } = input;
  if (!survey) throw new Error("Answers need a survey.");
  counts.created += await insertResponses(tx, who, input, batch);
  // Rows of one response may lie in several batches, so what belongs to this import is asked of the response.
  const sent = (w: Prisma.Sql, mine: boolean) => Prisma.sql`
    select r.id as response_id, i.item_id, i.touchpoint_id, s."values"[2] as value, s.texts[1] as text, s.at
    from import_rows s
    join responses r on r.workspace_id = ${w} and r.external_id = ${externalId(survey.id)}
    join ${itemList(survey)} on i.position = s."values"[1]
    where ${staged(w, importId, batch)} and r.archived_at is null and (s."values"[2] is not null or s.texts[1] is not null)
      and r.import_id is ${mine ? Prisma.sql`not distinct` : Prisma.sql`distinct`} from ${importId}::uuid`;
  await changeResponses(tx, who, input, counts, (w) => sent(w, false));
  counts.answers += await upsertAnswers(tx, who, (w) => sent(w, true));
}

type Source = (w: Prisma.Sql) => Prisma.Sql;

const upsertAnswers = (tx: Tx, who: InWorkspace, sent: Source) =>
  run(
    tx,
    who,
    (w) => Prisma.sql`
      with sent as (${sent(w)})
      insert into answers (workspace_id, response_id, item_id, customer_id, channel_id, touchpoint_id, answered_on, answered_at, value, text)
      select ${w}, r.id, sent.item_id, r.customer_id, r.channel_id, sent.touchpoint_id, r.answered_on, r.answered_at, sent.value, sent.text
      from sent join responses r on r.workspace_id = ${w} and r.id = sent.response_id
      on conflict (workspace_id, response_id, item_id) do update set value = excluded.value, text = excluded.text
      where (answers.value, answers.text) is distinct from (excluded.value, excluded.text)`,
  );

/** Responses that are stored already and say something else now: their old answers leave the roll-ups, the new ones enter with the import's. */
async function changeResponses(
  tx: Tx,
  who: InWorkspace,
  input: WriteInput,
  counts: WriteCounts,
  sent: Source,
): Promise<void> {
  const { importId, mapping, timeZone } = input;
  // Answers of one response may each have their own time; the response has that of its first.
  const dated = mapping.dates.from === "column" && mapping.shape === "wide";
  const changed = await rows<{ id: string }>(
    tx,
    who,
    (w) => Prisma.sql`
      with sent as (${sent(w)})
      select distinct sent.response_id as id
      from sent
      join responses r on r.workspace_id = ${w} and r.id = sent.response_id
      left join answers a on a.workspace_id = ${w} and a.response_id = sent.response_id and a.item_id = sent.item_id
      where a.response_id is null or (a.value, a.text) is distinct from (sent.value, sent.text)
        ${dated ? Prisma.sql`or r.answered_at <> sent.at` : Prisma.empty}`,
  );
  if (changed.length === 0) return;
  const ids = changed.map((response) => response.id);
  counts.updated += ids.length;
  await addToRollups(tx, who, ids, -1);
  await run(
    tx,
    who,
    (w) =>
      Prisma.sql`update responses set import_id = ${importId}::uuid where workspace_id = ${w} and id = any(${ids}::uuid[])`,
  );
  if (dated) {
    await run(
      tx,
      who,
      (w) => Prisma.sql`
        with sent as (${sent(w)}), moved as (select distinct on (response_id) response_id, at from sent where response_id = any(${ids}::uuid[]))
        update responses r set answered_at = moved.at, answered_on = (moved.at at time zone ${timeZone})::date
        from moved where r.workspace_id = ${w} and r.id = moved.response_id`,
    );
    await run(
      tx,
      who,
      (w) => Prisma.sql`
        update answers a set answered_at = r.answered_at, answered_on = r.answered_on
        from responses r
        where r.workspace_id = ${w} and r.id = any(${ids}::uuid[]) and a.workspace_id = ${w} and a.response_id = r.id
          and a.answered_at <> r.answered_at`,
    );
  }
  counts.answers += await upsertAnswers(
    tx,
    who,
    (w) => Prisma.sql`select * from (${sent(w)}) every_answer where response_id = any(${ids}::uuid[])`,
  );
}

async function writeInteractions(
  tx: Tx,
  who: InWorkspace,
  input: WriteInput,
  batch: Batch,
  counts: WriteCounts,
): Promise<void> {
  const { importId } = input;
  const columns = Prisma.sql`
    c.id as customer_id, coalesce(s.details[1], 'note')::interaction_kind as kind, coalesce(s.details[2], 'done')::interaction_outcome as outcome,
    coalesce(s.details[3], 'other')::interaction_reason as reason, coalesce(s.details[4], '') as text, h.id as channel_id, t.id as touchpoint_id,
    s.details[7]::uuid as user_id, s.at as happened_at, coalesce(s.details[8], '') as next_step, s.details[9]::date as next_step_due_on`;
  const sent = (w: Prisma.Sql) => Prisma.sql`
    select s.id, s.key, ${columns}
    from import_rows s
    join customers c on c.workspace_id = ${w} and c.external_id = s.customer_key
    left join channels h on h.workspace_id = ${w} and h.name = s.details[5]
    left join touchpoints t on t.workspace_id = ${w} and t.name = s.details[6]
    where ${staged(w, importId, batch)}`;
  const names = Prisma.raw(
    "customer_id, kind, outcome, reason, text, channel_id, touchpoint_id, user_id, happened_at, next_step, next_step_due_on",
  );
  counts.created += await run(
    tx,
    who,
    (w) => Prisma.sql`
      with sent as (${sent(w)})
      insert into interactions (workspace_id, id, external_id, ${names})
      select ${w}, id, key, ${names} from sent
      on conflict (workspace_id, external_id) do nothing`,
  );
  const list = [
    "customer_id",
    "kind",
    "outcome",
    "reason",
    "text",
    "channel_id",
    "touchpoint_id",
    "user_id",
    "happened_at",
    "next_step",
    "next_step_due_on",
  ];
  const of = (table: string) => Prisma.raw(list.map((name) => `${table}.${name}`).join(", "));
  counts.updated += await run(
    tx,
    who,
    (w) => Prisma.sql`
      with sent as (${sent(w)})
      update interactions n set (${names}) = (${of("sent")})
      from sent
      where n.workspace_id = ${w} and n.external_id = sent.key and n.id <> sent.id and n.archived_at is null
        and (${of("n")}) is distinct from (${of("sent")})`,
  );
}

/** Rows with the same order id are lines of one order; their amounts are added. */
async function writeOrders(tx: Tx, who: InWorkspace, input: WriteInput, counts: WriteCounts): Promise<void> {
  const { importId, mapping } = input;
  const hasLines = mapping.columns.some((column) => column.to === "field" && column.field === "product");
  const sent = (w: Prisma.Sql) => Prisma.sql`
    select distinct on (s.key) s.id, s.key, c.id as customer_id, s.at as ordered_at,
           sum(s.details[1]::bigint) over (partition by s.key)::bigint as total_cents, s.details[2] as currency, h.id as channel_id,
           s.details[4]::uuid as seller_id
    from import_rows s
    join customers c on c.workspace_id = ${w} and c.external_id = s.customer_key
    left join channels h on h.workspace_id = ${w} and h.name = s.details[3]
    where s.workspace_id = ${w} and s.import_id = ${importId}::uuid
    order by s.key, s.line`;
  const names = Prisma.raw("customer_id, ordered_at, total_cents, currency, channel_id, seller_id");
  const of = (table: string) =>
    Prisma.raw(
      ["customer_id", "ordered_at", "total_cents", "currency", "channel_id", "seller_id"]
        .map((name) => `${table}.${name}`)
        .join(", "),
    );
  counts.created += await run(
    tx,
    who,
    (w) => Prisma.sql`
      with sent as (${sent(w)})
      insert into orders (workspace_id, id, external_id, ${names})
      select ${w}, id, key, ${names} from sent
      on conflict (workspace_id, external_id) do nothing`,
  );
  const changed = await rows<{ id: string; before: string }>(
    tx,
    who,
    (w) => Prisma.sql`
      with sent as (${sent(w)}), before as (
        select o.id, o.customer_id from sent join orders o on o.workspace_id = ${w} and o.external_id = sent.key and o.id <> sent.id)
      update orders o set (${names}) = (${of("sent")})
      from sent, before
      where o.workspace_id = ${w} and o.external_id = sent.key and o.id <> sent.id and before.id = o.id
        and (${of("o")}) is distinct from (${of("sent")})
      returning o.id, before.customer_id::text as before`,
  );
  counts.updated += changed.length;
  if (!hasLines) return;
  const ids = changed.map((order) => order.id);
  if (ids.length > 0) {
    await run(
      tx,
      who,
      (w) => Prisma.sql`delete from order_lines where workspace_id = ${w} and order_id = any(${ids}::uuid[])`,
    );
  }
  counts.orderLines += await run(
    tx,
    who,
    (w) => Prisma.sql`
      insert into order_lines (workspace_id, id, order_id, product_id, label, quantity, unit_cents)
      select ${w}, gen_random_uuid(), o.id, p.id, coalesce(s.details[5], ''), coalesce(s.details[6]::int, 1),
             coalesce(s.details[7]::bigint, round(s.details[1]::numeric / greatest(coalesce(s.details[6]::int, 1), 1))::bigint)
      from import_rows s
      join orders o on o.workspace_id = ${w} and o.external_id = s.key
      left join products p on p.workspace_id = ${w} and p.name = s.details[5]
      where s.workspace_id = ${w} and s.import_id = ${importId}::uuid and s.details[5] is not null
        and (o.id = any(${ids}::uuid[]) or exists (
          select 1 from import_rows f where f.workspace_id = ${w} and f.import_id = ${importId}::uuid and f.key = s.key and f.id = o.id))
      order by s.line`,
  );
}
