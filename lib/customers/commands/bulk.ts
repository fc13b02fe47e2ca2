import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { Prisma, rows, run, type Tx, transaction } from "../../db";
import { conflict, invalid, notFound } from "../../errors";
import { LifecycleStage } from "../../generated/prisma/enums";
import { isId, newId } from "../../id";
import { addJob } from "../../jobs";
import { notify } from "../../notifications/commands";
import { type AttributeValue, readAttributes } from "../attributes";
import {
  type BulkRequest,
  type BulkWhat,
  MOST_AT_ONCE,
  MOST_NAMED,
  NOBODY_SKIPPED,
  type SkipReason,
  type StoredBulk,
  type StoredSkipped,
  skippedCount,
  storedBulk,
  storedSkipped,
  UNDO_DAYS,
} from "../bulk";
import { bulkIds } from "../bulk-sql";
import { attributeField, type FactChange } from "../history";
import { recordChanges } from "../history-sql";
import { mostTags } from "../schema";
import { recordStages } from "../stage-sql";
import { touchCustomers } from "../touch-sql";

/** Customers changed in one transaction. */
const STEP = 1000;
/** From here on the person is told when it is done: they will have gone elsewhere. */
const TELL_FROM = 200;

async function checkWhat(tx: Tx, actor: Actor, what: BulkWhat): Promise<AttributeValue | null | undefined> {
  if (what.do === "assign") {
    allow(actor, "customers.assign");
    if (what.ownerId === null) return undefined;
    const member = await tx.membership.findFirst({
      where: { userId: what.ownerId, endedAt: null },
      select: { id: true },
    });
    if (!member) throw invalid("This person does not work here.", { ownerId: "Choose somebody who works here." });
  }
  if (what.do === "attribute") {
    const definitions = await tx.attributeDefinition.findMany({ where: { archivedAt: null, key: what.key } });
    const { values, errors } = readAttributes(definitions, { [what.key]: what.value });
    const wrong = errors[`attributes.${what.key}`];
    if (wrong) throw invalid(wrong, { value: wrong });
    return values[what.key] ?? null;
  }
  return undefined;
}

/**
 * Begins a change of many customers; a job does it. Who they are is settled now: those who fit the list later are not changed.
 * @throws AppError invalid: nobody, more than MOST_AT_ONCE, a wrong value
 */
export async function startBulkChange(
  actor: Actor,
  { what, who }: BulkRequest,
): Promise<{ id: string; total: number }> {
  allow(actor, "customers.bulk");
  const id = newId();
  return transaction(
    actor,
    async (tx) => {
      const typed = await checkWhat(tx, actor, what);
      const ids = await bulkIds(tx, actor, who, MOST_AT_ONCE);
      if (ids.length === 0) throw invalid("Nobody fits this list any more.");
      if (ids.length > MOST_AT_ONCE)
        throw invalid(
          `More than ${MOST_AT_ONCE.toLocaleString("en")} customers at once. Narrow the list with a filter.`,
        );
      await queue(tx, actor, id, { what, ids, ...(typed === undefined ? {} : { typed }) });
      return { id, total: ids.length };
    },
    { timeoutMs: 60_000 },
  );
}

async function queue(tx: Tx, actor: Actor, id: string, change: StoredBulk): Promise<void> {
  await tx.bulkChange.create({
    data: {
      workspaceId: actor.workspaceId,
      id,
      change,
      total: change.ids.length,
      skipped: NOBODY_SKIPPED,
      byId: actor.userId,
    },
  });
  await addJob(
    tx,
    actor,
    "customers.bulk",
    { changeId: id },
    { key: `bulk:${id}`, queue: `bulk:${actor.workspaceId}` },
  );
  await recordEvent(
    tx,
    actor,
    change.what.do === "undo" ? "customer.bulk-undo" : "customer.bulk",
    { type: "bulk", id },
    { do: change.what.do === "undo" ? change.what.what.do : change.what.do, total: change.ids.length },
  );
}

/**
 * Takes a change back, as a change of its own with its own report. What somebody changed since stays as they left it.
 * @throws AppError not_found | conflict: it runs, or was taken back before, or is too old
 */
export async function undoBulkChange(actor: Actor, id: string, now = new Date()): Promise<{ id: string }> {
  allow(actor, "customers.bulk");
  if (!isId(id)) throw notFound("This change");
  const undoId = newId();
  await transaction(
    actor,
    async (tx) => {
      const [found] = await rows<{
        change: unknown;
        before: unknown;
        by: string | null;
        finished: Date | null;
        undone: Date | null;
        at: Date;
      }>(
        tx,
        actor,
        (w) => Prisma.sql`
          select change, before, by_id as by, finished_at as finished, undone_at as undone, created_at as at
          from bulk_changes where workspace_id = ${w} and id = ${id}::uuid for update`,
      );
      if (!found || (actor.reach && found.by !== actor.userId)) throw notFound("This change");
      const change = storedBulk.parse(found.change);
      if (change.what.do === "undo") throw conflict("This is an undo already.");
      if (change.what.do === "assign") allow(actor, "customers.assign");
      if (!found.finished) throw conflict("It is not done yet.");
      if (found.undone) throw conflict("It was taken back already.");
      if (+now - +found.at > UNDO_DAYS * 86_400_000)
        throw conflict(`It is older than ${UNDO_DAYS} days and can no longer be taken back.`);
      const ids = beforeOf(found.before).map(([customerId]) => customerId);
      if (ids.length === 0) throw conflict("Nothing was changed.");
      await tx.bulkChange.updateMany({ where: { id }, data: { undoneAt: now } });
      await queue(tx, actor, undoId, {
        what: { do: "undo", changeId: id, what: change.what },
        ids,
        typed: change.typed,
      });
    },
    { timeoutMs: 60_000 },
  );
  return { id: undoId };
}

type Was = string | number | boolean | null;
/** bulk_changes.before: each changed customer with what they had. */
const beforeOf = (json: unknown): [string, Was][] => (Array.isArray(json) ? (json as [string, Was][]) : []);

type Target = {
  id: string;
  name: string;
  ownerId: string | null;
  lifecycle: LifecycleStage;
  tags: string[];
  attributes: Record<string, AttributeValue>;
  archived: boolean;
};

/** What is done to one customer: what they have now, what they get; or why they are left out. */
type Plan = { skip: SkipReason } | { was: Was; is: Was };

function plan(target: Target, what: BulkWhat, typed: AttributeValue | null): Plan {
  const set = (was: Was, is: Was): Plan => (was === is ? { skip: "already" } : { was, is });
  switch (what.do) {
    case "assign":
      return set(target.ownerId, what.ownerId);
    case "stage":
      return set(target.lifecycle, what.stage);
    case "attribute":
      return set(target.attributes[what.key] ?? null, typed);
    case "archive":
      return set(target.archived, true);
    case "restore":
      return set(target.archived, false);
    case "tag":
      if (target.tags.includes(what.tag)) return { skip: "already" };
      return target.tags.length >= mostTags ? { skip: "tooManyTags" } : { was: false, is: true };
    case "untag":
      return target.tags.includes(what.tag) ? { was: true, is: false } : { skip: "already" };
  }
}

/** What the change would have left: anything else was changed since, and stays. */
function planBack(target: Target, what: BulkWhat, typed: AttributeValue | null, was: Was): Plan {
  const left = plan(target, what, typed);
  if ("is" in left) return { skip: "changedSince" };
  if (what.do === "untag" && target.tags.length >= mostTags) return { skip: "tooManyTags" };
  const now = ((): Was => {
    switch (what.do) {
      case "assign":
        return what.ownerId;
      case "stage":
        return what.stage;
      case "attribute":
        return typed;
      default:
        return what.do === "archive" || what.do === "tag";
    }
  })();
  return { was: now, is: was };
}

type Step = { target: Target; was: Was; is: Was };

/** Writes what was planned, all of one kind, and the history of it. */
async function write(
  tx: Tx,
  who: Actor,
  what: BulkWhat,
  steps: readonly Step[],
  at: Date,
  reason: string,
): Promise<void> {
  const json = JSON.stringify(steps.map(({ target, is }) => ({ id: target.id, next: is })));
  const set = {
    assign: Prisma.sql`owner_id = (x.next #>> '{}')::uuid`,
    stage: Prisma.sql`lifecycle = (x.next #>> '{}')::lifecycle_stage`,
    archive: Prisma.sql`archived_at = case when (x.next #>> '{}')::boolean then ${at}::timestamptz end`,
    restore: Prisma.sql`archived_at = case when (x.next #>> '{}')::boolean then ${at}::timestamptz end`,
    tag: what.do === "tag" || what.do === "untag" ? tagSql(what.tag) : Prisma.empty,
    untag: what.do === "tag" || what.do === "untag" ? tagSql(what.tag) : Prisma.empty,
    attribute:
      what.do === "attribute"
        ? Prisma.sql`attributes = case when x.next is null or x.next = 'null'::jsonb then c.attributes - ${what.key}::text
            else c.attributes || jsonb_build_object(${what.key}::text, x.next) end`
        : Prisma.empty,
  }[what.do];
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      update customers c set ${set}, updated_at = ${at}
      from jsonb_to_recordset(${json}::jsonb) as x(id uuid, next jsonb)
      where c.workspace_id = ${w} and c.id = x.id`,
  );
  const facts = steps.flatMap((step): FactChange[] => {
    const { target, was, is } = step;
    const fact = (field: string, before: FactChange["before"], after: FactChange["after"]): FactChange[] => [
      { customerId: target.id, field, before, after },
    ];
    if (what.do === "assign") return fact("ownerId", was, is);
    if (what.do === "stage") return fact("lifecycle", was, is);
    if (what.do === "attribute") return fact(attributeField(what.key), was, is);
    if (what.do === "tag" || what.do === "untag")
      return fact(
        "tags",
        target.tags,
        is === true ? [...target.tags, what.tag] : target.tags.filter((tag) => tag !== what.tag),
      );
    return [];
  });
  await recordChanges(tx, who, facts, at);
  if (what.do === "stage") {
    await recordStages(
      tx,
      who,
      steps.map(({ target, was, is }) => ({
        customerId: target.id,
        from: stageOf(was),
        to: stageOf(is) ?? target.lifecycle,
        reason,
      })),
      at,
    );
  }
  await touchCustomers(
    tx,
    who,
    steps.map(({ target }) => target.id),
    "edit",
  );
}

const tagSql = (tag: string) =>
  Prisma.sql`tags = case when (x.next #>> '{}')::boolean then array_append(c.tags, ${tag}::text) else array_remove(c.tags, ${tag}::text) end`;
const stageOf = (value: Was): LifecycleStage | null =>
  Object.values(LifecycleStage).find((stage) => stage === value) ?? null;

/**
 * The next customers of a change, in one transaction with its report: a worker that dies goes on where it was.
 * @param actor the system
 * @returns whether there are others left
 */
export async function continueBulkChange(actor: Actor, id: string, step = STEP): Promise<boolean> {
  allow(actor, "customers.bulk");
  return transaction(
    actor,
    async (tx) => {
      const [row] = await rows<{
        change: unknown;
        done: number;
        skipped: unknown;
        byId: string | null;
        finished: Date | null;
      }>(
        tx,
        actor,
        (w) => Prisma.sql`
          select change, done, skipped, by_id as "byId", finished_at as finished
          from bulk_changes where workspace_id = ${w} and id = ${id}::uuid for update`,
      );
      if (!row || row.finished) return false;
      const change = storedBulk.parse(row.change);
      const skipped: StoredSkipped = storedSkipped.catch(NOBODY_SKIPPED).parse(row.skipped);
      const from = row.done + skippedCount(skipped);
      const ids = change.ids.slice(from, from + step);
      const by = { ...actor, userId: row.byId };
      const { what } = change;
      const plain = what.do === "undo" ? what.what : what;
      const had = what.do === "undo" ? await hadBefore(tx, actor, what.changeId, ids) : null;
      const targets = new Map((await lockTargets(tx, actor, ids)).map((target) => [target.id, target]));
      const steps: Step[] = [];
      const named: StoredSkipped["named"] = [...skipped.named];
      const counts = { ...skipped.counts };
      for (const customerId of ids) {
        const target = targets.get(customerId);
        const planned: Plan = !target
          ? { skip: "gone" }
          : had
            ? planBack(target, plain, change.typed ?? null, had.get(customerId) ?? null)
            : plan(target, plain, change.typed ?? null);
        if (target && "is" in planned) steps.push({ target, ...planned });
        else if ("skip" in planned) {
          counts[planned.skip] = (counts[planned.skip] ?? 0) + 1;
          if (named.length < MOST_NAMED) named.push({ id: customerId, name: target?.name ?? "", reason: planned.skip });
        }
      }
      const at = new Date();
      if (steps.length > 0) await write(tx, by, plain, steps, at, "");
      const finished = from + ids.length >= change.ids.length;
      const before = JSON.stringify(steps.map(({ target, was }) => [target.id, was]));
      await run(
        tx,
        actor,
        (w) => Prisma.sql`
          update bulk_changes set done = done + ${steps.length}::int, skipped = ${JSON.stringify({ counts, named })}::jsonb,
            before = before || ${before}::jsonb, finished_at = ${finished ? at : null}::timestamptz
          where workspace_id = ${w} and id = ${id}::uuid`,
      );
      if (finished && row.byId && change.ids.length >= TELL_FROM)
        await notify(tx, actor, {
          userIds: [row.byId],
          kind: "bulk",
          href: `/customers/changes/${id}`,
          detail: { what: what.do === "undo" ? "undone" : "done", name: String(row.done + steps.length) },
        });
      return !finished;
    },
    { timeoutMs: 60_000 },
  );
}

async function hadBefore(tx: Tx, actor: Actor, changeId: string, ids: readonly string[]): Promise<Map<string, Was>> {
  const found = await rows<{ id: string; was: Was }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select entry->>0 as id, entry->1 as was
      from bulk_changes b, jsonb_array_elements(b.before) as entry
      where b.workspace_id = ${w} and b.id = ${changeId}::uuid and entry->>0 = any(${[...ids]}::text[])`,
  );
  return new Map(found.map(({ id, was }) => [id, was]));
}

/** In the order of their ids, so that two changes wait for each other instead of blocking one another. */
function lockTargets(tx: Tx, actor: Actor, ids: readonly string[]): Promise<Target[]> {
  return rows<Target>(
    tx,
    actor,
    (w) => Prisma.sql`
      select c.id, c.name, c.owner_id as "ownerId", c.lifecycle, c.tags, c.attributes, c.archived_at is not null as archived
      from customers c where c.workspace_id = ${w} and c.id = any(${[...ids]}::uuid[])
      order by c.id for update`,
  );
}
