import "server-only";
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "./env";
import { Prisma, PrismaClient } from "./generated/prisma/client";

/** A client that only sees one workspace, or the same inside a transaction. */
export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
/** Anything that names a workspace; every Actor does. */
export type InWorkspace = { readonly workspaceId: string };

/** Models without a tenant (prisma/models/users.prisma); everything else has workspace_id. */
export const REFERENCE_MODELS: ReadonlySet<string> = new Set<Prisma.ModelName>([
  "User",
  "PublicToken",
  "Installation",
  "WorkerHeartbeat",
  "RateLimit",
]);

// Next bundles routes and actions apart: what they must share lives on globalThis.
const shared = globalThis as typeof globalThis & {
  waymarkPrisma?: PrismaClient;
  waymarkWorkspaces?: Map<string, Db>;
};

const KEPT = "/* kept */";
/**
 * Begins a raw query that Postgres parses and plans once a connection, instead of each time: for the few that run many
 * times a second, have one text, and whose best plan does not depend on their values or on the size of a table.
 */
export const KEEP_PLAN = Prisma.raw(KEPT);

const names = new Map<string, string>();
/** A prepared statement's name: its text's hash. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (!name) {
    name = createHash("sha256").update(sql).digest("hex").slice(0, 32);
    names.set(sql, name);
  }
  return name;
}

/**
 * The whole installation's client. For lib/auth and the reference tables only: everything else goes through inWorkspace
 * (tests/architecture.test.ts lists who may call this).
 */
export function installationDb(): PrismaClient {
  shared.waymarkPrisma ??= new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: env().DATABASE_URL, max: env().DATABASE_POOL },
      { statementNameGenerator: ({ sql }) => (sql.startsWith(KEPT) ? nameOf(sql) : "") },
    ),
  });
  return shared.waymarkPrisma;
}

/** Closes the pool; for scripts and tests. */
export async function closeDb(): Promise<void> {
  const client = shared.waymarkPrisma;
  shared.waymarkPrisma = undefined;
  shared.waymarkWorkspaces = undefined;
  await client?.$disconnect();
}

class WrongWorkspace extends Error {
  constructor(model: string, operation: string) {
    super(`${model}.${operation} names another workspace than the one it runs in, or writes a relation by connect.`);
    this.name = "WrongWorkspace";
  }
}

type Bag = Record<string, unknown>;
// Bytes are one value: walking through them entry by entry takes seconds for a megabyte.
const isBag = (value: unknown): value is Bag =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !ArrayBuffer.isView(value);

/** True when some workspaceId below `value` differs, or a relation is written by connect and the like. */
function leavesWorkspace(value: unknown, workspaceId: string, inData: boolean): boolean {
  if (Array.isArray(value)) return value.some((entry) => leavesWorkspace(entry, workspaceId, inData));
  if (!isBag(value)) return false;
  return Object.entries(value).some(([key, entry]) => {
    if (key === "workspaceId") return entry !== workspaceId;
    if (inData && (key === "connect" || key === "connectOrCreate" || key === "disconnect")) return true;
    return isBag(entry) || Array.isArray(entry) ? leavesWorkspace(entry, workspaceId, inData) : false;
  });
}

/** True when a person's memberships are asked for: a person may be a member elsewhere, so that way leads out. */
function looksElsewhere(asked: unknown, ofUser: boolean): boolean {
  if (!isBag(asked)) return false;
  return ["include", "select"].some((part) => {
    const relations = asked[part];
    if (!isBag(relations)) return false;
    return Object.entries(relations).some(
      ([name, entry]) => (ofUser && name === "memberships" && Boolean(entry)) || looksElsewhere(entry, name === "user"),
    );
  });
}

const JSON_COLUMNS = new Set([
  "attributes",
  "draft",
  "definition",
  "rule",
  "detail",
  "mapping",
  "finding",
  "params",
  "latest",
  "touchpoints",
  "options",
  "snapshot",
  "change",
  "before",
  "after",
  "skipped",
  "good",
  "bad",
  "points",
  "result",
  "checklist",
]);
const withoutJson = (data: unknown): unknown =>
  Array.isArray(data)
    ? data.map(withoutJson)
    : isBag(data)
      ? Object.fromEntries(Object.entries(data).filter(([key]) => !JSON_COLUMNS.has(key)))
      : data;

function confine(client: PrismaClient, workspaceId: string): Db {
  const extended = client.$extends({
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          if (looksElsewhere(args, model === "User")) throw new WrongWorkspace(model, operation);
          if (REFERENCE_MODELS.has(model)) return query(args);
          const key = model === "Workspace" ? "id" : "workspaceId";
          const given = (args ?? {}) as Bag;
          const next: Bag = { ...given };
          const writes = ["data", "create", "update"].filter((part) => given[part] !== undefined);
          if (
            leavesWorkspace(given.where, workspaceId, false) ||
            leavesWorkspace(given.cursor, workspaceId, false) ||
            writes.some((part) => leavesWorkspace(withoutJson(given[part]), workspaceId, true))
          ) {
            throw new WrongWorkspace(model, operation);
          }
          const isCreate = operation.startsWith("create");
          if (!isCreate) {
            const where = (given.where ?? {}) as Bag;
            if (key === "id" && where.id !== undefined && where.id !== workspaceId)
              throw new WrongWorkspace(model, operation);
            next.where = { ...where, [key]: workspaceId };
          }
          if (isCreate && Array.isArray(given.data))
            next.data = given.data.map((row) => ({ ...(row as Bag), [key]: workspaceId }));
          else if (isCreate) next.data = { ...(given.data as Bag), [key]: workspaceId };
          if (operation === "upsert") next.create = { ...(given.create as Bag), [key]: workspaceId };
          return query(next as typeof args);
        },
      },
    },
  });
  return extended as unknown as Db;
}

/** The one door to business tables: every where and every data gets this workspace, and another one is refused. */
export function inWorkspace({ workspaceId }: InWorkspace): Db {
  shared.waymarkWorkspaces ??= new Map();
  const known = shared.waymarkWorkspaces.get(workspaceId);
  if (known) return known;
  if (shared.waymarkWorkspaces.size > 1000) shared.waymarkWorkspaces.clear();
  const db = confine(installationDb(), workspaceId);
  shared.waymarkWorkspaces.set(workspaceId, db);
  return db;
}

/**
 * One transaction in one workspace. Await nothing but `tx` inside: asking the pool for a second connection while
 * holding one is how a busy server locks itself up.
 */
export function transaction<T>(
  who: InWorkspace,
  run: (tx: Tx) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  return inWorkspace(who).$transaction(run, { timeout: options.timeoutMs ?? 15_000, maxWait: 10_000 });
}

type RawClient = Pick<Tx, "$queryRaw" | "$executeRaw">;

/**
 * Raw SQL that returns rows. The workspace comes first and is handed to the query as `w`, so that it cannot be forgotten;
 * tests/architecture.test.ts reads every call and expects `w` in it.
 * @param db inWorkspace(actor) or a transaction of it
 */
export function rows<T>(db: RawClient, who: InWorkspace, sql: (w: Prisma.Sql) => Prisma.Sql): Promise<T[]> {
  return db.$queryRaw<T[]>(sql(Prisma.sql`${who.workspaceId}::uuid`));
}

/** Raw SQL that changes rows; returns how many. */
export function run(db: RawClient, who: InWorkspace, sql: (w: Prisma.Sql) => Prisma.Sql): Promise<number> {
  return db.$executeRaw(sql(Prisma.sql`${who.workspaceId}::uuid`));
}

export { Prisma };
