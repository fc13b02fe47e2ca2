import "server-only";
import { recordEvent } from "../audit/record";
import { fieldErrorsOf } from "../auth/action";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { changesBetween, type FactState } from "../customers/history";
import { recordChanges } from "../customers/history-sql";
import { recordStages } from "../customers/stage-sql";
import { touchCustomers } from "../customers/touch-sql";
import { Prisma, rows, run, type Tx, transaction } from "../db";
import type { LifecycleStage, MoveCause } from "../generated/prisma/enums";
import { newId } from "../id";
import { recountOrders } from "../responses/rollups-sql";
import {
  type Context,
  contactRecord,
  customerRecord,
  dealRecord,
  interactionRecord,
  type Made,
  orderRecord,
} from "./records";
import {
  type Columns,
  differing,
  insertRecords,
  type Known,
  readDirectory,
  readKnown,
  takeTurn,
  updateRecords,
} from "./rows-sql";
import { type IntakeKind, type IntakeResult, type Outcome, ROWS, type RowOf, type RowResult } from "./schema";

/** A row that is taken: its place in the batch, what was stored before, and what its record becomes. */
type Taken<Row> = { at: number; row: Row; id: string; known: Known | undefined; columns: Columns; changed: string[] };

type Kind<K extends IntakeKind> = {
  record: (row: RowOf<K>, known: Known | undefined, context: Context) => Made;
  /** Columns of a new record, with what stands in those that its row leaves out. */
  defaults: (context: Context) => Columns;
  /** What membership in segments may follow from. */
  cause: MoveCause | null;
  /** Parts outside the record: true when they changed. */
  differs?: (tx: Tx, actor: Actor, taken: readonly Taken<RowOf<K>>[]) => Promise<Set<number>>;
  /** What else is written of rows that are new or changed, before the records change. */
  before?: (tx: Tx, actor: Actor, taken: readonly Taken<RowOf<K>>[], now: Date) => Promise<void>;
  after?: (tx: Tx, actor: Actor, taken: readonly Taken<RowOf<K>>[], now: Date) => Promise<void>;
};

/**
 * Takes a batch from another system. Each row is known by its external id: a new one is created, a known one changed where
 * it differs; a row that cannot be taken is refused with its reasons and the others go on. The same batch again changes
 * nothing.
 */
async function takeRows<K extends IntakeKind>(
  tx: Tx,
  actor: Actor,
  kind: K,
  given: readonly unknown[],
  { record, defaults, cause, differs, before, after }: Kind<K>,
): Promise<IntakeResult> {
  const { parsed, results } = readBatch(kind, given);
  const now = new Date();
  await takeTurn(tx, actor, kind);
  const known = await readKnown(
    tx,
    actor,
    kind,
    parsed.map(({ row }) => row.externalId),
  );
  const context = await contextOf(
    tx,
    actor,
    parsed.map(({ row }) => row),
    now,
  );
  const taken: Taken<RowOf<K>>[] = [];
  for (const { at, row } of parsed) {
    const stored = known.get(row.externalId);
    const made = record(row, stored, context);
    if ("errors" in made) results.push(refusal(at, row.externalId, made.errors));
    else {
      const changed = stored ? differing(stored, made.columns) : [];
      taken.push({ at, row, id: stored?.id ?? newId(), known: stored, columns: made.columns, changed });
    }
  }
  const otherwise = (await differs?.(tx, actor, taken)) ?? new Set<number>();
  const outcome = (one: Taken<RowOf<K>>): Outcome =>
    !one.known ? "created" : one.changed.length > 0 || otherwise.has(one.at) ? "updated" : "unchanged";
  const written = taken.filter((one) => outcome(one) !== "unchanged");
  if (written.length > 0) {
    await before?.(tx, actor, written, now);
    await writeRecords(tx, actor, kind, written, defaults(context));
    await after?.(tx, actor, written, now);
    if (cause) await touchCustomers(tx, actor, customersOf(kind, written), cause);
    const noun = kind.slice(0, -1);
    await recordEvent(tx, actor, `${noun}.intake`, { type: noun, id: null }, { rows: written.length });
  }
  for (const one of taken)
    results.push({ row: one.at, externalId: one.row.externalId, outcome: outcome(one), id: one.id });
  results.sort((one, other) => one.row - other.row);
  const count = (wanted: Outcome) => results.filter((result) => result.outcome === wanted).length;
  return {
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    refused: count("refused"),
    rows: results,
  };
}

/** All of a batch or, when the server fails, none of it. */
const take = <K extends IntakeKind>(actor: Actor, kind: K, given: readonly unknown[], how: Kind<K>) =>
  transaction(actor, (tx) => takeRows(tx, actor, kind, given, how), { timeoutMs: 60_000 });

const refusal = (row: number, externalId: string | null, errors: Record<string, string>): RowResult => ({
  row,
  externalId,
  outcome: "refused",
  errors,
});

/** The rows that say what they must, and refusals of the others: those of no shape, and an external id's second row. */
function readBatch<K extends IntakeKind>(kind: K, given: readonly unknown[]) {
  const results: RowResult[] = [];
  const parsed: { at: number; row: RowOf<K> }[] = [];
  const rowOf = new Map<string, number>();
  for (const [at, raw] of given.entries()) {
    const checked = ROWS[kind].safeParse(raw);
    if (!checked.success) {
      results.push(refusal(at, externalIdOf(raw), fieldErrorsOf(checked.error)));
      continue;
    }
    const row = checked.data as RowOf<K>;
    const first = rowOf.get(row.externalId);
    if (first !== undefined) {
      const reason = `This external id is row ${first} of the batch already.`;
      results.push(refusal(at, row.externalId, { externalId: reason }));
      continue;
    }
    rowOf.set(row.externalId, at);
    parsed.push({ at, row });
  }
  return { parsed, results };
}

const externalIdOf = (raw: unknown): string | null => {
  const id: unknown = typeof raw === "object" && raw !== null ? (raw as { externalId?: unknown }).externalId : null;
  return typeof id === "string" ? id.slice(0, 200) : null;
};

async function contextOf(tx: Tx, actor: Actor, batch: readonly Columns[], now: Date): Promise<Context> {
  const texts = (...fields: string[]) => [
    ...new Set(batch.flatMap((row) => fields.flatMap((field) => (typeof row[field] === "string" ? [row[field]] : [])))),
  ];
  const directory = await readDirectory(tx, actor, {
    customers: texts("customer"),
    contacts: texts("contact"),
    users: texts("owner", "user", "seller"),
  });
  const definitions = batch.some((row) => row.attributes)
    ? await tx.attributeDefinition.findMany({ where: { workspaceId: actor.workspaceId, archivedAt: null } })
    : [];
  const { currency } = await tx.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { currency: true },
  });
  return { directory, definitions, currency, now: now.toISOString() };
}

async function writeRecords(
  tx: Tx,
  actor: Actor,
  table: IntakeKind,
  written: readonly Taken<{ externalId: string }>[],
  defaults: Columns,
): Promise<void> {
  const added = written
    .filter(({ known }) => !known)
    .map(({ id, row, columns }) => ({ ...defaults, ...columns, id, external_id: row.externalId }));
  const columns = [...new Set(added.flatMap(Object.keys))];
  await insertRecords(tx, actor, table, columns, added);
  // One statement for all: who does not change a column writes back what stands there.
  const changed = written.filter(({ known, changed }) => known && changed.length > 0);
  const set = [...new Set(changed.flatMap((one) => one.changed))];
  const edited = table === "customers" && set.length > 0 ? { updated_at: defaults.updated_at } : {};
  await updateRecords(
    tx,
    actor,
    table,
    [...set, ...Object.keys(edited)],
    changed.map(({ id, known, columns }) => ({ ...known, ...columns, ...edited, id })),
  );
}

function customersOf(kind: IntakeKind, written: readonly Taken<unknown>[]): string[] {
  const ids = written.flatMap(({ id, known, columns }) =>
    kind === "customers" ? [id] : [columns.customer_id, known?.customer_id],
  );
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}

const CUSTOMERS: Kind<"customers"> = {
  record: customerRecord,
  defaults: ({ now }) => ({
    kind: "person",
    side: "buyer",
    lifecycle: "active",
    tags: [],
    attributes: {},
    created_at: now,
    updated_at: now,
  }),
  cause: "edit",
  before: async (tx, actor, written, now) => {
    const changes = written.flatMap(({ id, known, columns }) =>
      known ? changesBetween(id, factsOf(known), factsOf({ ...known, ...columns })) : [],
    );
    await recordChanges(tx, actor, changes, now);
  },
  after: async (tx, actor, written, now) => {
    const steps = written.map(({ id, known, columns }) => ({
      customerId: id,
      from: (known?.lifecycle ?? null) as LifecycleStage | null,
      to: (columns.lifecycle ?? known?.lifecycle ?? "active") as LifecycleStage,
      reason: "API",
    }));
    await recordStages(tx, actor, steps, now);
    const added = written.filter(({ known }) => !known).map(({ id }) => id);
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        insert into customer_experience (workspace_id, customer_id)
        select ${w}, id from unnest(${added}::uuid[]) as added (id) on conflict do nothing`,
    );
  },
};

/** @throws AppError forbidden */
export async function takeCustomers(actor: Actor, given: readonly unknown[]): Promise<IntakeResult> {
  allow(actor, "imports.write");
  return take(actor, "customers", given, CUSTOMERS);
}

/** A customer's columns as its history knows them. */
const factsOf = (columns: Columns): FactState => ({
  name: columns.name as string,
  kind: columns.kind as string,
  side: columns.side as string,
  email: columns.email as string | null,
  phone: columns.phone as string | null,
  city: columns.city as string | null,
  country: columns.country as string | null,
  language: columns.language as string | null,
  lifecycle: columns.lifecycle as string,
  ownerId: columns.owner_id as string | null,
  tags: columns.tags as string[],
  attributes: columns.attributes,
});

const CONTACTS: Kind<"contacts"> = {
  record: contactRecord,
  defaults: ({ now }) => ({ role: "", created_at: now }),
  cause: null,
};

/** People at customers. @throws AppError forbidden */
export async function takeContacts(actor: Actor, given: readonly unknown[]): Promise<IntakeResult> {
  allow(actor, "imports.write");
  return take(actor, "contacts", given, CONTACTS);
}

const INTERACTIONS: Kind<"interactions"> = {
  record: interactionRecord,
  defaults: ({ now }) => ({ outcome: "done", reason: "other", text: "", next_step: "", created_at: now }),
  cause: "interaction",
  after: (tx, actor, written) => recountOrders(tx, actor, customersOf("interactions", written)),
};

/** @throws AppError forbidden */
export async function takeInteractions(actor: Actor, given: readonly unknown[]): Promise<IntakeResult> {
  allow(actor, "imports.write");
  return take(actor, "interactions", given, INTERACTIONS);
}

const ORDERS: Kind<"orders"> = {
  record: orderRecord,
  defaults: ({ now }) => ({ created_at: now }),
  cause: "order",
  differs: otherLines,
  after: async (tx, actor, written) => {
    await writeLines(tx, actor, written);
    await recountOrders(tx, actor, customersOf("orders", written));
  },
};

/** @throws AppError forbidden */
export async function takeOrders(actor: Actor, given: readonly unknown[]): Promise<IntakeResult> {
  allow(actor, "imports.write");
  return take(actor, "orders", given, ORDERS);
}

/** A line without its ids, as text: two orders with the same texts in the same order have the same lines. */
const lineText = (label: string, quantity: number, unitCents: number, product: string | null) =>
  JSON.stringify([label, quantity, unitCents, product?.toLowerCase() ?? null]);

/** Known orders whose lines are sent and are not those that are stored. */
async function otherLines(tx: Tx, actor: Actor, taken: readonly Taken<RowOf<"orders">>[]): Promise<Set<number>> {
  const sent = taken.filter(({ known, row }) => known && row.lines);
  const stored = await rows<{
    orderId: string;
    label: string;
    quantity: number;
    unitCents: number;
    product: string | null;
  }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select l.order_id as "orderId", l.label, l.quantity, l.unit_cents::float8 as "unitCents", p.name as product
      from order_lines l left join products p on p.workspace_id = ${w} and p.id = l.product_id
      where l.workspace_id = ${w} and l.order_id = any(${sent.map(({ id }) => id)}::uuid[]) order by l.id`,
  );
  const texts = new Map<string, string[]>();
  for (const { orderId, label, quantity, unitCents, product } of stored) {
    texts.set(orderId, [...(texts.get(orderId) ?? []), lineText(label, quantity, unitCents, product)]);
  }
  const products = new Set((await productIds(tx, actor)).keys());
  const same = ({ id, row }: (typeof sent)[number]) =>
    JSON.stringify(texts.get(id) ?? []) ===
    JSON.stringify(
      (row.lines ?? []).map(({ label, quantity, unitCents, product }) =>
        // A product that is not in the catalogue is stored as none.
        lineText(label, quantity, unitCents, product && products.has(product.toLowerCase()) ? product : null),
      ),
    );
  return new Set(sent.filter((one) => !same(one)).map(({ at }) => at));
}

async function productIds(tx: Tx, actor: Actor): Promise<Map<string, string>> {
  const found = await tx.product.findMany({
    where: { workspaceId: actor.workspaceId, archivedAt: null },
    select: { id: true, name: true },
  });
  return new Map(found.map(({ id, name }) => [name.toLowerCase(), id]));
}

/** The lines of orders that send some, in place of those they had. */
async function writeLines(tx: Tx, actor: Actor, written: readonly Taken<RowOf<"orders">>[]): Promise<void> {
  const withLines = written.filter(({ row }) => row.lines);
  if (withLines.length === 0) return;
  const products = await productIds(tx, actor);
  await tx.orderLine.deleteMany({
    where: { workspaceId: actor.workspaceId, orderId: { in: withLines.map(({ id }) => id) } },
  });
  const lines = withLines.flatMap(({ id, row }) =>
    (row.lines ?? []).map(({ label, quantity, unitCents, product }) => ({
      id: newId(),
      order_id: id,
      product_id: product ? (products.get(product.toLowerCase()) ?? null) : null,
      label,
      quantity,
      unit_cents: unitCents,
    })),
  );
  await insertRecords(
    tx,
    actor,
    "order_lines",
    ["id", "order_id", "product_id", "label", "quantity", "unit_cents"],
    lines,
  );
}

const DEALS: Kind<"deals"> = {
  record: dealRecord,
  defaults: ({ now }) => ({
    source: "",
    loss_reason: "",
    win_reason: "",
    competitors: [],
    created_at: now,
    stage_since: now,
  }),
  cause: "deal",
  after: async (tx, actor, written) => {
    const moves = written
      .filter(({ known, columns }) => columns.stage !== undefined && columns.stage !== known?.stage)
      .map(({ id, known, columns }) => ({
        id: newId(),
        deal_id: id,
        from_stage: known?.stage ?? null,
        to_stage: columns.stage,
        at: columns.stage_since,
      }));
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        insert into deal_moves (workspace_id, id, deal_id, from_stage, to_stage, at, by_id)
        select ${w}, id, deal_id, from_stage, to_stage, at, ${actor.userId}::uuid
        from jsonb_populate_recordset(null::deal_moves, ${JSON.stringify(moves)}::jsonb)`,
    );
  },
};

/** @throws AppError forbidden */
export async function takeDeals(actor: Actor, given: readonly unknown[]): Promise<IntakeResult> {
  allow(actor, "imports.write");
  return take(actor, "deals", given, DEALS);
}

/** A part of a file that is being imported, in the import's own transaction. */
export function takeIn(
  tx: Tx,
  actor: Actor,
  kind: "contacts" | "deals",
  given: readonly unknown[],
): Promise<IntakeResult> {
  allow(actor, "imports.write");
  return kind === "contacts" ? takeRows(tx, actor, kind, given, CONTACTS) : takeRows(tx, actor, kind, given, DEALS);
}
