import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow, may } from "../auth/permissions";
import {
  attributeField,
  attributeKeyOf,
  changesBetween,
  type FactState,
  type FactValue,
  sameFact,
} from "../customers/history";
import { recordChanges } from "../customers/history-sql";
import { mustReach } from "../customers/reach";
import { searchTextOf } from "../customers/search-text";
import { recordStages } from "../customers/stage-sql";
import { touchCustomers } from "../customers/touch-sql";
import { inWorkspace, Prisma, rows, run, type Tx, transaction } from "../db";
import { AppError, conflict, invalid, notFound } from "../errors";
import type { CustomerKind, CustomerSide, LifecycleStage } from "../generated/prisma/enums";
import { isId, newId } from "../id";
import { notify } from "../notifications/commands";
import { lockRollups, moveSegmentRollups, recountExperience, recountOrders } from "../responses/rollups-sql";
import { MERGE_FIELDS, MERGE_UNDO_DAYS, type MergeField, type MergeRequest } from "./schema";
import { MOVES, type Moving } from "./tables";

/** A record as it was, as far as a merge changes it. */
type Kept = FactState & {
  id: string;
  name: string;
  kind: CustomerKind;
  side: CustomerSide;
  email: string | null;
  phone: string | null;
  city: string | null;
  country: string | null;
  language: string | null;
  externalId: string | null;
  lifecycle: LifecycleStage;
  ownerId: string | null;
  tags: string[];
  attributes: Record<string, FactValue>;
  archivedAt: string | null;
};

/** customer_merges.snapshot: both as they were, the kept one as the merge left it, and which rows moved. */
type Snapshot = { kept: Kept; merged: Kept; after: Kept; moved: { table: string; column: string; keys: string[][] }[] };

/** Both, locked, in the order of their ids. */
async function lockBoth(tx: Tx, actor: Actor, ids: readonly [string, string]): Promise<Map<string, Kept>> {
  const found = await rows<Kept>(
    tx,
    actor,
    (w) => Prisma.sql`
      select c.id, c.name, c.kind, c.side, c.email, c.phone, c.city, c.country, c.language, c.external_id as "externalId",
        c.lifecycle, c.owner_id as "ownerId", c.tags, c.attributes,
        to_char(c.archived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "archivedAt"
      from customers c where c.workspace_id = ${w} and c.id = any(${[...ids]}::uuid[]) order by c.id for update`,
  );
  return new Map(found.map((one) => [one.id, one]));
}

const isMergeField = (field: string): field is MergeField => MERGE_FIELDS.some((one) => one === field);

/** The kept record with what comes from the other: the chosen fields, what it lacks itself, and the tags of both. */
export function merged(kept: Kept, gone: Kept, fromMerged: readonly string[]): Kept {
  const chosen = new Set(fromMerged);
  const after: Kept = { ...kept, tags: [...new Set([...kept.tags, ...gone.tags])].slice(0, 20) };
  const attributes = { ...gone.attributes, ...kept.attributes };
  for (const field of chosen) {
    const key = attributeKeyOf(field);
    if (key === null) continue;
    const value = gone.attributes[key];
    if (value === undefined || value === null) delete attributes[key];
    else attributes[key] = value;
  }
  const take = <Field extends MergeField>(field: Field) => {
    after[field] = gone[field];
  };
  for (const field of MERGE_FIELDS) if (chosen.has(field) || kept[field] === null) take(field);
  return { ...after, attributes };
}

/** Takes both out of the counts of their segments, lets the rows move, and counts them in again where they then belong. */
async function besideSegmentCounts(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  move: () => Promise<void>,
): Promise<void> {
  const memberships = await rows<{ segmentId: string; customerId: string }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select segment_id as "segmentId", customer_id as "customerId" from segment_members
      where workspace_id = ${w} and customer_id = any(${[...ids]}::uuid[]) order by segment_id, customer_id`,
  );
  for (const { segmentId, customerId } of memberships)
    await moveSegmentRollups(tx, actor, segmentId, false, [customerId]);
  await move();
  for (const { segmentId, customerId } of memberships)
    await moveSegmentRollups(tx, actor, segmentId, true, [customerId]);
}

/** Moves the rows of one table. @returns what tells the moved ones apart */
async function moveRows(tx: Tx, actor: Actor, moving: Moving, from: string, to: string): Promise<string[][]> {
  const { table, column, keys, unless, notItself } = moving;
  const raw = Prisma.raw;
  const conditions = (w: Prisma.Sql) => [
    ...(unless
      ? [
          Prisma.sql`not exists (
            select 1 from ${raw(table)} there
            where there.workspace_id = ${w} and there.${raw(column)} = ${to}::uuid
              ${unless.length > 0 ? raw(`and ${unless.map((key) => `there.${key} = t.${key}`).join(" and ")}`) : Prisma.empty})`,
        ]
      : []),
    ...(notItself ? [Prisma.sql`t.${raw(notItself)} <> ${to}::uuid`] : []),
  ];
  const found = await rows<{ keys: string[] }>(
    tx,
    actor,
    (w) => Prisma.sql`
      update ${raw(table)} t set ${raw(column)} = ${to}::uuid
      where t.workspace_id = ${w} and t.${raw(column)} = ${from}::uuid
        ${conditions(w).length > 0 ? Prisma.sql`and ${Prisma.join(conditions(w), " and ")}` : Prisma.empty}
      returning array[${raw(keys.map((key) => `t.${key}::text`).join(", "))}] as keys`,
  );
  return found.map((row) => row.keys);
}

/** Moves the same rows back, as far as they are where the merge put them. @returns how many */
async function moveBack(
  tx: Tx,
  actor: Actor,
  moving: Moving,
  keys: readonly string[][],
  from: string,
  to: string,
): Promise<number> {
  if (keys.length === 0) return 0;
  const { table, column, keys: names } = moving;
  const raw = Prisma.raw;
  const those = names.map((name, at) => `${name} = (k.value->>${at})::uuid`).join(" and t.");
  return run(
    tx,
    actor,
    (w) => Prisma.sql`
      update ${raw(table)} t set ${raw(column)} = ${to}::uuid
      from jsonb_array_elements(${JSON.stringify(keys)}::jsonb) as k
      where t.workspace_id = ${w} and t.${raw(column)} = ${from}::uuid and t.${raw(those)}`,
  );
}

async function writeFacts(tx: Tx, facts: Kept): Promise<void> {
  const { id, archivedAt, attributes, ...fields } = facts;
  await tx.customer.updateMany({
    where: { id },
    data: {
      ...fields,
      tags: [...fields.tags],
      attributes: attributes as Prisma.InputJsonObject,
      archivedAt,
      searchText: searchTextOf(fields),
    },
  });
}

async function recountBoth(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  await recountExperience(tx, actor, () => Prisma.sql`select unnest(${[...ids]}::uuid[])`, null);
  await recountOrders(tx, actor, ids);
  await touchCustomers(tx, actor, ids, "edit");
}

/**
 * Makes two records one: what hangs on the second comes to the first, which takes the chosen fields; the second is archived
 * and leads to the first. All in one transaction; everything that is counted is right in the same commit, but for segments,
 * whose rules are looked at again right after it.
 * @throws AppError not_found | invalid (one of them twice) | conflict (one of them is archived) | forbidden (a colleague's
 * record would get another owner, for those who may not assign)
 */
export async function mergeCustomers(
  actor: Actor,
  { keptId, mergedId, fromMerged }: MergeRequest,
): Promise<{ id: string }> {
  allow(actor, "customers.merge");
  if (keptId === mergedId) throw invalid("A record cannot be merged into itself.");
  const wrong = fromMerged.find((field) => !isMergeField(field) && attributeKeyOf(field) === null);
  if (wrong !== undefined) throw invalid(`There is no field ${wrong.slice(0, 40)}.`);
  const id = newId();
  await transaction(
    actor,
    async (tx) => {
      await mustReach(tx, actor, keptId, "The customer");
      await mustReach(tx, actor, mergedId, "The customer");
      // Before any customer's row: answers that arrive take the two in this order.
      await lockRollups(tx, actor, "alone");
      const both = await lockBoth(tx, actor, [keptId, mergedId]);
      const kept = both.get(keptId);
      const gone = both.get(mergedId);
      if (!kept || !gone) throw notFound("The customer");
      if (kept.archivedAt || gone.archivedAt) throw conflict("One of the two is archived. Bring it back first.");
      const after = merged(kept, gone, fromMerged);
      const takes = kept.ownerId !== null && kept.ownerId !== actor.userId && after.ownerId !== kept.ownerId;
      if (takes && !may(actor, "customers.assign"))
        throw new AppError("forbidden", "This record is a colleague’s: let it keep its owner, or ask a manager.");
      const moved: Snapshot["moved"] = [];
      await besideSegmentCounts(tx, actor, [keptId, mergedId], async () => {
        for (const moving of MOVES) {
          const keys = await moveRows(tx, actor, moving, mergedId, keptId);
          if (keys.length > 0) moved.push({ table: moving.table, column: moving.column, keys });
        }
      });
      const at = new Date();
      // Whoever goes gives its number away first: two cannot have the same.
      const number = after.externalId === gone.externalId ? null : gone.externalId;
      await tx.customer.updateMany({ where: { id: mergedId }, data: { archivedAt: at, externalId: number } });
      await writeFacts(tx, after);
      await recordChanges(tx, actor, changesBetween(keptId, kept, after), at);
      await recordStages(tx, actor, [{ customerId: keptId, from: kept.lifecycle, to: after.lifecycle }]);
      await recountBoth(tx, actor, [keptId, mergedId]);
      const snapshot: Snapshot = { kept, merged: gone, after, moved };
      await tx.customerMerge.create({
        data: {
          workspaceId: actor.workspaceId,
          id,
          keptId,
          mergedId,
          snapshot: snapshot as unknown as Prisma.InputJsonObject,
          byId: actor.userId,
          at,
        },
      });
      await recordEvent(tx, actor, "customer.merge", { type: "customer", id: keptId }, { mergedId, mergeId: id });
      const followers = await tx.customerFollow.findMany({ where: { customerId: keptId }, select: { userId: true } });
      await notify(tx, actor, {
        userIds: followers.map(({ userId }) => userId),
        kind: "follow",
        href: `/customers/${keptId}`,
        // By its ref, followers are not told of it a second time (lib/customers/commands/follow.ts).
        detail: { what: "merge", name: after.name, other: gone.name, ref: id },
        byId: actor.userId,
        customerId: keptId,
      });
    },
    { timeoutMs: 60_000 },
  );
  return { id };
}

/** What of a merge could not be taken back, because somebody changed it since. */
export type Unmerged = { keptId: string; mergedId: string; fields: string[]; rows: number };

/**
 * Takes a merge back: the rows that moved return, both records are as they were. What was added to the kept one since, and
 * fields that somebody changed since, stay as they are.
 * @throws AppError not_found | conflict: taken back before, older than 30 days, or the kept record was itself merged since
 */
export async function undoMerge(actor: Actor, id: string, now = new Date()): Promise<Unmerged> {
  allow(actor, "customers.merge");
  if (!isId(id)) throw notFound("This merge");
  return transaction(
    actor,
    async (tx) => {
      await lockRollups(tx, actor, "alone");
      const [merge] = await rows<{
        keptId: string;
        mergedId: string;
        snapshot: unknown;
        at: Date;
        undoneAt: Date | null;
      }>(
        tx,
        actor,
        (w) => Prisma.sql`
          select kept_id as "keptId", merged_id as "mergedId", snapshot, at, undone_at as "undoneAt"
          from customer_merges where workspace_id = ${w} and id = ${id}::uuid for update`,
      );
      if (!merge) throw notFound("This merge");
      const { keptId, mergedId } = merge;
      await mustReach(tx, actor, keptId, "This merge");
      if (merge.undoneAt) throw conflict("This merge was taken back already.");
      if (+now - +merge.at > MERGE_UNDO_DAYS * 86_400_000)
        throw conflict(`It is older than ${MERGE_UNDO_DAYS} days and can no longer be taken back.`);
      const later = await tx.customerMerge.findFirst({
        where: { mergedId: keptId, undoneAt: null },
        select: { keptId: true },
      });
      if (later) throw conflict("The record was itself merged into another since. Take that back first.");
      // Written by mergeCustomers only.
      const snapshot = merge.snapshot as Snapshot;
      const both = await lockBoth(tx, actor, [keptId, mergedId]);
      const current = both.get(keptId);
      const gone = both.get(mergedId);
      if (!current || !gone) throw notFound("The customer");
      let missing = 0;
      await besideSegmentCounts(tx, actor, [keptId, mergedId], async () => {
        for (const { table, column, keys } of snapshot.moved) {
          const moving = MOVES.find((one) => one.table === table && one.column === column);
          if (moving) missing += keys.length - (await moveBack(tx, actor, moving, keys, keptId, mergedId));
        }
      });
      const { restored, stayed } = restore(current, snapshot);
      await writeFacts(tx, restored);
      await recordChanges(tx, actor, changesBetween(keptId, current, restored), now);
      await recordStages(tx, actor, [{ customerId: keptId, from: current.lifecycle, to: restored.lifecycle }]);
      const number = snapshot.merged.externalId;
      const taken = number
        ? await tx.customer.findFirst({ where: { externalId: number, NOT: { id: mergedId } }, select: { id: true } })
        : null;
      await tx.customer.updateMany({
        where: { id: mergedId },
        data: { archivedAt: snapshot.merged.archivedAt, externalId: taken ? null : number },
      });
      await recountBoth(tx, actor, [keptId, mergedId]);
      await tx.customerMerge.updateMany({ where: { id }, data: { undoneAt: now } });
      await recordEvent(tx, actor, "customer.unmerge", { type: "customer", id: keptId }, { mergedId, mergeId: id });
      return { keptId, mergedId, fields: stayed, rows: missing };
    },
    { timeoutMs: 60_000 },
  );
}

/** The kept record as it was before the merge, but for what somebody changed since. */
export function restore(current: Kept, { kept, after }: Snapshot): { restored: Kept; stayed: string[] } {
  const stayed: string[] = [];
  const restored: Kept = { ...current };
  const back = <Field extends MergeField | "tags">(field: Field) => {
    if (sameFact(kept[field], after[field])) return;
    if (sameFact(current[field], after[field])) restored[field] = kept[field];
    else stayed.push(field);
  };
  for (const field of MERGE_FIELDS) back(field);
  back("tags");
  const attributes = { ...current.attributes };
  for (const key of new Set([...Object.keys(kept.attributes), ...Object.keys(after.attributes)])) {
    const was = kept.attributes[key];
    if (sameFact(was, after.attributes[key])) continue;
    if (!sameFact(current.attributes[key], after.attributes[key])) stayed.push(attributeField(key));
    else if (was === undefined) delete attributes[key];
    else attributes[key] = was;
  }
  return { restored: { ...restored, attributes }, stayed };
}

/** Two who look alike and are not the same are not shown again. @throws AppError not_found */
export async function markNotDuplicates(actor: Actor, one: string, other: string): Promise<void> {
  allow(actor, "customers.merge");
  await transaction(actor, async (tx) => {
    const [firstId, secondId] = await ordered(tx, actor, one, other);
    await tx.notDuplicate.createMany({
      data: [{ workspaceId: actor.workspaceId, firstId, secondId, byId: actor.userId }],
      skipDuplicates: true,
    });
    await recordEvent(tx, actor, "customer.not-duplicates", { type: "customer", id: firstId }, { otherId: secondId });
  });
}

/** They may be the same after all. @throws AppError not_found */
export async function forgetNotDuplicates(actor: Actor, one: string, other: string): Promise<void> {
  allow(actor, "customers.merge");
  await transaction(actor, async (tx) => {
    const [firstId, secondId] = await ordered(tx, actor, one, other);
    await tx.notDuplicate.deleteMany({ where: { firstId, secondId } });
    await recordEvent(tx, actor, "customer.maybe-duplicates", { type: "customer", id: firstId }, { otherId: secondId });
  });
}

async function ordered(tx: Tx, actor: Actor, one: string, other: string): Promise<[string, string]> {
  if (one === other) throw invalid("These are one record.");
  for (const id of [one, other]) await mustReach(tx, actor, id, "The customer");
  const found = await tx.customer.count({ where: { id: { in: [one, other] } } });
  if (found !== 2) throw notFound("The customer");
  return one < other ? [one, other] : [other, one];
}

/**
 * What came to merged records since, from a file or a system that still names them, goes where they went. The merge
 * remembers it, so that taking it back gives this back too.
 * @returns how many merges had something to follow
 */
export async function followMerges(actor: Actor): Promise<number> {
  allow(actor, "customers.merge");
  const found = await rows<{ id: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select m.id from customer_merges m
      where m.workspace_id = ${w} and m.undone_at is null and (${Prisma.join(
        MOVES.filter(({ unless, notItself }) => !unless && !notItself).map(
          ({ table, column }) => Prisma.sql`exists (
            select 1 from ${Prisma.raw(table)} t where t.workspace_id = ${w} and t.${Prisma.raw(column)} = m.merged_id)`,
        ),
        " or ",
      )})
      order by m.at`,
  );
  for (const { id } of found) {
    await transaction(
      actor,
      async (tx) => {
        await lockRollups(tx, actor, "alone");
        const merge = await tx.customerMerge.findFirst({
          where: { id, undoneAt: null },
          select: { keptId: true, mergedId: true },
        });
        if (!merge) return;
        const { keptId, mergedId } = merge;
        await lockBoth(tx, actor, [keptId, mergedId]);
        const moved: Snapshot["moved"] = [];
        await besideSegmentCounts(tx, actor, [keptId, mergedId], async () => {
          for (const moving of MOVES) {
            const keys = await moveRows(tx, actor, moving, mergedId, keptId);
            if (keys.length > 0) moved.push({ table: moving.table, column: moving.column, keys });
          }
        });
        await run(
          tx,
          actor,
          (w) => Prisma.sql`
            update customer_merges
            set snapshot = jsonb_set(snapshot, '{moved}', (snapshot->'moved') || ${JSON.stringify(moved)}::jsonb)
            where workspace_id = ${w} and id = ${id}::uuid`,
        );
        await recountBoth(tx, actor, [keptId, mergedId]);
        await recordEvent(tx, actor, "customer.merge-follow", { type: "customer", id: keptId }, { mergeId: id });
      },
      { timeoutMs: 60_000 },
    );
  }
  return found.length;
}
