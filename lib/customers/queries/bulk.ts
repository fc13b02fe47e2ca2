import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import { isId } from "../../id";
import { NOBODY_SKIPPED, type StoredBulk, type StoredSkipped, storedBulk, storedSkipped, UNDO_DAYS } from "../bulk";
import { bulkIds } from "../bulk-sql";

/** How many a list's address finds, counted to one more than a change may have. */
export async function countForBulk(actor: Actor, search: string, most: number): Promise<number> {
  allow(actor, "customers.bulk");
  return (await bulkIds(inWorkspace(actor), actor, { search }, most)).length;
}

export type BulkRow = {
  id: string;
  what: StoredBulk["what"];
  /** The names that `what` speaks of by id or key. */
  words: { owner: string | null; attribute: string | null };
  total: number;
  done: number;
  skipped: StoredSkipped;
  byName: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  undoneAt: Date | null;
  /** May it still be taken back? */
  undoable: boolean;
};

type Raw = Omit<BulkRow, "what" | "words" | "skipped" | "undoable"> & {
  what: unknown;
  skipped: unknown;
  owner: string | null;
  attribute: string | null;
};

async function read(actor: Actor, now: Date, where: Prisma.Sql, most: number): Promise<BulkRow[]> {
  const found = await rows<Raw>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select b.id, b.change->'what' as what, b.total, b.done, b.skipped, u.name as "byName", b.created_at as "createdAt",
        b.finished_at as "finishedAt", b.undone_at as "undoneAt", owner.name as owner, a.label as attribute
      from bulk_changes b
      left join users u on u.id = b.by_id
      left join users owner on owner.id::text = coalesce(b.change#>>'{what,ownerId}', b.change#>>'{what,what,ownerId}')
      left join attribute_definitions a on a.workspace_id = ${w}
        and a.key = coalesce(b.change#>>'{what,key}', b.change#>>'{what,what,key}')
      where b.workspace_id = ${w} and ${where}
      order by b.created_at desc, b.id desc limit ${most}`,
  );
  return found.map(({ what, skipped, owner, attribute, ...row }) => {
    const parsed = storedBulk.shape.what.parse(what);
    return {
      ...row,
      what: parsed,
      words: { owner, attribute },
      skipped: storedSkipped.catch(NOBODY_SKIPPED).parse(skipped),
      undoable:
        parsed.do !== "undo" &&
        row.finishedAt !== null &&
        row.undoneAt === null &&
        row.done > 0 &&
        +now - +row.createdAt < UNDO_DAYS * 86_400_000,
    };
  });
}

/** Whose changes are seen: sellers with a reach of their own see their own changes, as names of customers stand in them. */
const mine = (actor: Actor) => (actor.reach ? Prisma.sql`b.by_id = ${actor.userId}::uuid` : Prisma.sql`true`);

/** The last changes of many customers, newest first. */
export async function listBulkChanges(actor: Actor, now: Date): Promise<BulkRow[]> {
  allow(actor, "customers.bulk");
  return read(actor, now, mine(actor), 50);
}

/** @throws AppError not_found */
export async function getBulkChange(actor: Actor, id: string, now: Date): Promise<BulkRow> {
  allow(actor, "customers.bulk");
  const [found] = isId(id) ? await read(actor, now, Prisma.sql`b.id = ${id}::uuid and ${mine(actor)}`, 1) : [];
  if (!found) throw notFound("This change");
  return found;
}
