import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachesSql, reachSql } from "../../customers/reach";
import { touchCustomers } from "../../customers/touch-sql";
import { Prisma, rows, type Tx, transaction } from "../../db";
import { invalid, notFound } from "../../errors";
import { isId, newId } from "../../id";
import { nameTaken, recomputeStored } from "../commands";
import { ruleContext } from "../queries";
import { MOST_REFERENCES } from "../references";
import type { RuleContext } from "../rule-sql";
import { type ListInput, listInput, type SegmentRule } from "../schema";

export type ListChange = {
  /** Customers who are on the list now and were not before. */
  added: number;
  /** On it already. */
  already: number;
  /** External ids and addresses that no customer has. */
  unknown: string[];
  /** Addresses that several customers share: none of them was added. */
  ambiguous: string[];
};

/** Customers touched by one job. */
const TOUCHED_AT_ONCE = 5_000;

export const ruleOfList = (id: string): SegmentRule => ({ field: "list", op: "is", value: [id] });

/** Which customer within the actor's reach each reference names: by external id first, then by e-mail in any case. */
async function findReferences(
  tx: Tx,
  actor: Actor,
  references: readonly string[],
): Promise<Pick<ListChange, "unknown" | "ambiguous"> & { ids: string[] }> {
  const found = await rows<{ reference: string; ids: string[] | null }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select g.reference, coalesce(
        (select array[c.id::text] from customers c 
         where c.workspace_id = ${w} and c.external_id = g.reference and ${reachSql(actor, w)}),
        (select array_agg(c.id::text) from customers c
         where c.workspace_id = ${w} and c.archived_at is null and c.email in (g.reference, lower(g.reference))
           and ${reachSql(actor, w)})) as ids
      from unnest(${[...references]}::text[]) as g(reference)`,
  );
  return {
    ids: [...new Set(found.flatMap(({ ids }) => (ids?.length === 1 ? ids : [])))],
    unknown: found.filter(({ ids }) => !ids?.length).map(({ reference }) => reference),
    ambiguous: found.filter(({ ids }) => (ids?.length ?? 0) > 1).map(({ reference }) => reference),
  };
}

/** The list, its row locked until the transaction ends. @throws AppError not_found | invalid when it is no list */
async function lockList(tx: Tx, actor: Actor, id: string): Promise<void> {
  if (!isId(id)) throw notFound("This list");
  const [found] = await rows<{ isList: boolean }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select is_list as "isList" from segments
      where workspace_id = ${w} and id = ${id}::uuid and archived_at is null for update`,
  );
  if (!found) throw notFound("This list");
  if (!found.isList) throw invalid("This segment has a rule: its members come and go by themselves.");
}

/** Members follow at once; other segments whose rule speaks of the list follow by a job. */
async function afterChange(
  tx: Tx,
  actor: Actor,
  id: string,
  context: RuleContext,
  customerIds: readonly string[],
  isNew: boolean,
) {
  await recomputeStored(tx, actor, id, context, { customerIds, cause: isNew ? null : "list" });
  for (let from = 0; from < customerIds.length; from += TOUCHED_AT_ONCE)
    await touchCustomers(tx, actor, customerIds.slice(from, from + TOUCHED_AT_ONCE), "list");
}

async function addEntries(tx: Tx, actor: Actor, id: string, customerIds: readonly string[]): Promise<string[]> {
  if (customerIds.length === 0) return [];
  const [counted] = await rows<{ n: number }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from segment_list_entries where workspace_id = ${w} and segment_id = ${id}::uuid`,
  );
  if ((counted?.n ?? 0) + customerIds.length > 5 * MOST_REFERENCES)
    throw invalid(`A list holds at most ${(5 * MOST_REFERENCES).toLocaleString("en")} customers.`);
  const added = await rows<{ id: string }>(
    tx,
    actor,
    (w) => Prisma.sql`
      insert into segment_list_entries (workspace_id, segment_id, customer_id)
      select ${w}, ${id}::uuid, c.id from customers c
      where c.workspace_id = ${w} and c.id = any(${[...customerIds]}::uuid[]) and ${reachSql(actor, w)}
      order by c.id
      on conflict do nothing returning customer_id::text as id`,
  );
  return added.map((one) => one.id);
}

/**
 * Makes a static list from external ids and e-mail addresses.
 * @throws AppError invalid, with the place in fieldErrors; conflict when the name is taken
 */
export async function createList(actor: Actor, input: ListInput): Promise<{ id: string } & ListChange> {
  allow(actor, "segments.write");
  const parsed = listInput.safeParse(input);
  if (!parsed.success) {
    const fieldErrors = Object.fromEntries(parsed.error.issues.map((one) => [one.path.join("."), one.message]));
    throw invalid(parsed.error.issues[0]?.message ?? "Please check the list.", fieldErrors);
  }
  const { name, description, references } = parsed.data;
  const id = newId();
  const context = await ruleContext(actor);
  return transaction(
    actor,
    async (tx) => {
      await tx.segment
        .create({
          data: {
            workspaceId: actor.workspaceId,
            id,
            name,
            description,
            isList: true,
            rule: ruleOfList(id),
            createdById: actor.userId,
          },
        })
        .catch(nameTaken);
      const { ids, unknown, ambiguous } = await findReferences(tx, actor, references);
      const added = await addEntries(tx, actor, id, ids);
      await recordEvent(
        tx,
        actor,
        "segment.create",
        { type: "segment", id },
        { name, rule: "a list of customers", members: added.length },
      );
      await afterChange(tx, actor, id, context, added, true);
      return { id, added: added.length, already: 0, unknown, ambiguous };
    },
    { timeoutMs: 60_000 },
  );
}

/** Adds by external id or e-mail. @throws AppError not_found | invalid */
export async function addReferencesToList(
  actor: Actor,
  id: string,
  references: readonly string[],
): Promise<ListChange> {
  allow(actor, "segments.write");
  const parsed = listInput.shape.references.safeParse(references);
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.message ?? "These cannot be read.");
  const context = await ruleContext(actor);
  return transaction(
    actor,
    async (tx) => {
      await lockList(tx, actor, id);
      const { ids, unknown, ambiguous } = await findReferences(tx, actor, parsed.data);
      const added = await addEntries(tx, actor, id, ids);
      if (added.length > 0) {
        await recordEvent(tx, actor, "segment.list-add", { type: "segment", id }, { customers: added.length });
        await afterChange(tx, actor, id, context, added, false);
      }
      return { added: added.length, already: ids.length - added.length, unknown, ambiguous };
    },
    { timeoutMs: 60_000 },
  );
}

/** Adds customers, from their list or page; also the undo of removing. @returns those who were not on it @throws AppError not_found | invalid */
export async function addToList(actor: Actor, id: string, customerIds: readonly string[]): Promise<string[]> {
  allow(actor, "segments.write");
  const ids = [...new Set(customerIds)];
  if (ids.length > MOST_REFERENCES || !ids.every(isId)) throw invalid("These are not customers, or too many at once.");
  const context = await ruleContext(actor);
  return transaction(
    actor,
    async (tx) => {
      await lockList(tx, actor, id);
      const added = await addEntries(tx, actor, id, ids);
      if (added.length === 0) return [];
      await recordEvent(tx, actor, "segment.list-add", { type: "segment", id }, { customers: added.length });
      await afterChange(tx, actor, id, context, added, false);
      return added;
    },
    { timeoutMs: 60_000 },
  );
}

/** Takes customers off a list. @returns those who were on it, for Undo @throws AppError not_found | invalid */
export async function removeFromList(actor: Actor, id: string, customerIds: readonly string[]): Promise<string[]> {
  allow(actor, "segments.write");
  const ids = [...new Set(customerIds)];
  if (ids.length > MOST_REFERENCES || !ids.every(isId)) throw invalid("These are not customers, or too many at once.");
  const context = await ruleContext(actor);
  return transaction(
    actor,
    async (tx) => {
      await lockList(tx, actor, id);
      const gone = await rows<{ id: string }>(
        tx,
        actor,
        (w) => Prisma.sql`
          delete from segment_list_entries
          where workspace_id = ${w} and segment_id = ${id}::uuid and customer_id = any(${ids}::uuid[])
            and ${reachesSql(actor, w, Prisma.sql`customer_id`)}
          returning customer_id::text as id`,
      );
      if (gone.length === 0) return [];
      const removed = gone.map((one) => one.id);
      await recordEvent(tx, actor, "segment.list-remove", { type: "segment", id }, { customers: removed.length });
      await afterChange(tx, actor, id, context, removed, false);
      return removed;
    },
    { timeoutMs: 60_000 },
  );
}
