import "server-only";
import { type InWorkspace, Prisma, rows, run, type Tx } from "../db";

// Rows of any table as records of its columns, so that a batch of them is read, compared and written by one statement each.

/** A row by its columns' names: instants as ISO text, days as YYYY-MM-DD, money as whole cents. */
export type Columns = { [column: string]: unknown };
export type Known = Columns & { id: string; external_id: string };

export const TABLES = ["customers", "contacts", "interactions", "orders", "deals"] as const;
export type Table = (typeof TABLES)[number];

/** Holds back a second batch of this kind until the first is committed: both may name the same external ids. */
export async function takeTurn(tx: Tx, who: InWorkspace, table: Table): Promise<void> {
  await rows(
    tx,
    who,
    (w) =>
      Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${w}::text || ${table}::text, 4207311))::text as "turn"`,
  );
}

/** What is stored under these external ids, locked. */
export async function readKnown(
  tx: Tx,
  who: InWorkspace,
  table: Table,
  externalIds: readonly string[],
): Promise<Map<string, Known>> {
  const found = await rows<{ row: Known }>(
    tx,
    who,
    (w) => Prisma.sql`
      select to_jsonb(t) as row from (
        select * from ${Prisma.raw(table)} where workspace_id = ${w} and external_id = any(${[...externalIds]}::text[])
        order by id for update) t`,
  );
  return new Map(found.map(({ row }) => [row.external_id, row]));
}

/** Columns that both hold: how they are written out differs, what they say must not. */
function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one === "string" && typeof other === "string" && /^\d{4}-\d{2}-\d{2}T/.test(one)) {
    return Date.parse(one) === Date.parse(other);
  }
  return JSON.stringify(sorted(one ?? null)) === JSON.stringify(sorted(other ?? null));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** The columns of `given` that say something else than what is stored. */
export function differing(known: Columns, given: Columns): string[] {
  return Object.keys(given).filter((column) => !sameValue(given[column], known[column]));
}

const names = (columns: readonly string[]) => Prisma.raw(columns.map((column) => `"${column}"`).join(", "));

/** Inserts records that all have these columns. */
export async function insertRecords(
  tx: Tx,
  who: InWorkspace,
  table: Table | "order_lines",
  columns: readonly string[],
  records: readonly Columns[],
): Promise<void> {
  if (records.length === 0) return;
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      insert into ${Prisma.raw(table)} (workspace_id, ${names(columns)})
      select ${w}, ${names(columns)}
      from jsonb_populate_recordset(null::${Prisma.raw(table)}, ${JSON.stringify(records)}::jsonb)`,
  );
}

/** Writes these columns of records that are stored already, by their id. */
export async function updateRecords(
  tx: Tx,
  who: InWorkspace,
  table: Table,
  columns: readonly string[],
  records: readonly (Columns & { id: string })[],
): Promise<void> {
  if (records.length === 0) return;
  const set = Prisma.raw(columns.map((column) => `"${column}" = x."${column}"`).join(", "));
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      update ${Prisma.raw(table)} t set ${set}
      from jsonb_populate_recordset(null::${Prisma.raw(table)}, ${JSON.stringify(records)}::jsonb) x
      where t.workspace_id = ${w} and t.id = x.id`,
  );
}

/** Names that rows may refer to, each with its id. */
export type Directory = {
  customers: Map<string, string>;
  contacts: Map<string, { id: string; customerId: string }>;
  users: Map<string, string>;
  channels: Map<string, string>;
  touchpoints: Map<string, string>;
  products: Map<string, string>;
};

export type Names = { customers: string[]; contacts: string[]; users: string[] };

/** Looks up everything that a batch refers to, in one statement. Names of the catalogue are found in any case. */
export async function readDirectory(tx: Tx, who: InWorkspace, named: Names): Promise<Directory> {
  const found = await rows<{ what: keyof Directory; name: string; id: string; customerId: string | null }>(
    tx,
    who,
    (w) => Prisma.sql`
      select 'customers' as what, external_id as name, id, null::uuid as "customerId" from customers
      where workspace_id = ${w} and external_id = any(${named.customers}::text[])
      union all select 'contacts', external_id, id, customer_id from contacts
      where workspace_id = ${w} and external_id = any(${named.contacts}::text[])
      union all select 'users', lower(u.email), u.id, null from memberships m join users u on u.id = m.user_id
      where m.workspace_id = ${w} and m.ended_at is null and lower(u.email) = any(${named.users}::text[])
      union all select 'channels', lower(name), id, null from channels where workspace_id = ${w} and archived_at is null
      union all select 'touchpoints', lower(name), id, null from touchpoints where workspace_id = ${w} and archived_at is null
      union all select 'products', lower(name), id, null from products where workspace_id = ${w} and archived_at is null`,
  );
  const directory: Directory = {
    customers: new Map(),
    contacts: new Map(),
    users: new Map(),
    channels: new Map(),
    touchpoints: new Map(),
    products: new Map(),
  };
  for (const { what, name, id, customerId } of found) {
    if (what === "contacts") directory.contacts.set(name, { id, customerId: customerId ?? "" });
    else directory[what].set(name, id);
  }
  return directory;
}
