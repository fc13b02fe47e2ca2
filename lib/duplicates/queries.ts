import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import type { AttributeDefinition } from "../customers/attributes";
import type { FactState } from "../customers/history";
import { listAttributeDefinitions } from "../customers/queries/definitions";
import { reachSql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import type { CustomerKind } from "../generated/prisma/enums";
import { isId } from "../id";
import { pairsSql } from "./find-sql";
import { MERGE_UNDO_DAYS, type Reason, type Strength, strengthOf } from "./schema";
import { COUNTED, MOVES } from "./tables";

export type Alike = {
  id: string;
  name: string;
  kind: CustomerKind;
  email: string | null;
  phone: string | null;
  city: string | null;
  ownerName: string | null;
  orders: number;
  responses: number;
  interactions: number;
  createdAt: Date;
};
export type DuplicatePair = { first: Alike; second: Alike; reasons: Reason[]; strength: Strength };

/** Pairs shown at once; dealt with, the next ones come. */
const MOST_PAIRS = 50;

type RawPair = { firstId: string; secondId: string; reasons: Reason[]; score: number };

/** Pairs who look like one, the surest first. @param since only those of whom one came since then */
export async function listDuplicates(
  actor: Actor,
  { since = null }: { since?: Date | null } = {},
): Promise<{ pairs: DuplicatePair[]; more: boolean }> {
  allow(actor, "customers.merge");
  const db = inWorkspace(actor);
  const found = await rows<RawPair>(
    db,
    actor,
    (w) => Prisma.sql`
      select first_id as "firstId", second_id as "secondId", array_agg(reason order by score desc) as reasons,
        -- Reasons that agree make it surer.
        (1 - exp(sum(ln(greatest(1 - score, 0.001)))))::float8 as score
      from (${pairsSql(w, (alias) => reachSql(actor, w, alias), since)}) p
      group by first_id, second_id
      order by score desc, first_id, second_id limit ${MOST_PAIRS + 1}`,
  );
  const shown = found.slice(0, MOST_PAIRS);
  const ids = [...new Set(shown.flatMap(({ firstId, secondId }) => [firstId, secondId]))];
  const alike = new Map((await alikeOf(actor, ids)).map((one) => [one.id, one]));
  const pairs = shown.flatMap(({ firstId, secondId, reasons, score }) => {
    const [first, second] = [alike.get(firstId), alike.get(secondId)];
    return first && second ? [{ first, second, reasons, strength: strengthOf(score) }] : [];
  });
  return { pairs, more: found.length > MOST_PAIRS };
}

/** How many such pairs came since an instant, counted to `most`: for the summary of an import. */
export async function countDuplicatesSince(actor: Actor, since: Date, most = 100): Promise<number> {
  allow(actor, "customers.merge");
  const [row] = await rows<{ n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from (
        select distinct first_id, second_id from (${pairsSql(w, (alias) => reachSql(actor, w, alias), since)}) p
        limit ${most}) counted`,
  );
  return row?.n ?? 0;
}

function alikeOf(actor: Actor, ids: readonly string[]): Promise<Alike[]> {
  return rows<Alike>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select c.id, c.name, c.kind, c.email, c.phone, c.city, u.name as "ownerName", coalesce(x.orders, 0) as orders,
        coalesce(x.responses, 0) as responses, coalesce(x.interactions, 0) as interactions, c.created_at as "createdAt"
      from customers c
      left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
      left join users u on u.id = c.owner_id
      where c.workspace_id = ${w} and c.id = any(${[...ids]}::uuid[]) and ${reachSql(actor, w)}`,
  );
}

/** One of two records, with everything that can be chosen. */
export type MergeSide = FactState & {
  id: string;
  name: string;
  kind: CustomerKind;
  ownerName: string | null;
  tags: string[];
};
export type MergePreview = {
  kept: MergeSide;
  merged: MergeSide;
  definitions: AttributeDefinition[];
  /** What of the one that goes would come to the other; nothing that is none. */
  moves: { says: (typeof COUNTED)[number]; count: number }[];
};

/** @throws AppError not_found: one of them is not there, out of reach, archived, or both are the same */
export async function previewMerge(actor: Actor, keptId: string, mergedId: string): Promise<MergePreview> {
  allow(actor, "customers.merge");
  if (!isId(keptId) || !isId(mergedId) || keptId === mergedId) throw notFound("This pair");
  const [sides, definitions, counts] = await Promise.all([
    rows<MergeSide>(
      inWorkspace(actor),
      actor,
      (w) => Prisma.sql`
        select c.id, c.name, c.kind, c.side, c.email, c.phone, c.city, c.country, c.language, c.external_id as "externalId",
          c.lifecycle, c.owner_id as "ownerId", c.tags, c.attributes, u.name as "ownerName"
        from customers c left join users u on u.id = c.owner_id
        where c.workspace_id = ${w} and c.id = any(${[keptId, mergedId]}::uuid[]) and c.archived_at is null
          and ${reachSql(actor, w)}`,
    ),
    listAttributeDefinitions(actor),
    rows<{ says: (typeof COUNTED)[number]; count: number }>(inWorkspace(actor), actor, (w) =>
      Prisma.join(
        MOVES.flatMap(({ table, column, says }) =>
          says
            ? Prisma.sql`select ${says}::text as says, count(*)::int as count from ${Prisma.raw(table)}
                  where workspace_id = ${w} and ${Prisma.raw(column)} = ${mergedId}::uuid`
            : [],
        ),
        " union all ",
      ),
    ),
  ]);
  const kept = sides.find(({ id }) => id === keptId);
  const merged = sides.find(({ id }) => id === mergedId);
  if (!kept || !merged) throw notFound("This pair");
  const order = new Map(COUNTED.map((says, at) => [says, at]));
  const moves = counts
    .filter(({ count }) => count > 0)
    .sort((one, other) => (order.get(one.says) ?? 0) - (order.get(other.says) ?? 0));
  return { kept, merged, definitions, moves };
}

export type MergeRow = {
  id: string;
  keptId: string;
  keptName: string;
  mergedId: string;
  mergedName: string;
  byName: string | null;
  at: Date;
  undoneAt: Date | null;
  undoable: boolean;
};

async function readMerges(
  actor: Actor,
  now: Date,
  where: (w: Prisma.Sql) => Prisma.Sql,
  most: number,
): Promise<MergeRow[]> {
  const found = await rows<Omit<MergeRow, "undoable">>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select m.id, m.kept_id as "keptId", c.name as "keptName", m.merged_id as "mergedId",
        coalesce(m.snapshot#>>'{merged,name}', '') as "mergedName", u.name as "byName", m.at, m.undone_at as "undoneAt"
      from customer_merges m
      join customers c on c.workspace_id = ${w} and c.id = m.kept_id
      left join users u on u.id = m.by_id
      where m.workspace_id = ${w} and ${reachSql(actor, w)} and ${where(w)}
      order by m.at desc limit ${most}`,
  );
  return found.map((row) => ({
    ...row,
    undoable: row.undoneAt === null && +now - +row.at < MERGE_UNDO_DAYS * 86_400_000,
  }));
}

/** The last merges that can be taken back, newest first. */
export async function listMerges(actor: Actor, now: Date): Promise<MergeRow[]> {
  allow(actor, "customers.merge");
  const since = new Date(+now - MERGE_UNDO_DAYS * 86_400_000);
  return readMerges(actor, now, () => Prisma.sql`m.undone_at is null and m.at >= ${since}`, 50);
}

/** Into which record this one went; null when it stands by itself. */
export async function mergedInto(actor: Actor, customerId: string, now: Date): Promise<MergeRow | null> {
  allow(actor, "customers.read");
  if (!isId(customerId)) return null;
  const [found] = await readMerges(
    actor,
    now,
    () => Prisma.sql`m.merged_id = ${customerId}::uuid and m.undone_at is null`,
    1,
  );
  return found ?? null;
}
