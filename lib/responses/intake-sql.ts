import "server-only";
import { type InWorkspace, KEEP_PLAN, Prisma, rows, type Tx, transaction } from "../db";
import type { SurveyPromise } from "../generated/prisma/enums";
import { log } from "../log";
import { addFreshToRollups, sharedRollupsLock } from "./rollups-sql";
import type { ReadAnswer } from "./schema";

/**
 * Where answers come in. Those that arrive together share a commit: one transaction for up to BATCH of a workspace, which
 * stores them, brings roll-ups and experience rows up to date, and only then answers their senders. It takes one
 * connection, whatever the number of senders.
 */
const GATHER_MS = 5;
const BATCH = 200;
/** More than this waiting means that the database cannot keep up: senders are asked to come again. */
const MOST_WAITING = 20_000;

/** A checked response on its way into the database. */
export type IncomingResponse = {
  id: string;
  surveyId: string;
  versionId: string;
  promise: SurveyPromise;
  /** The link it came through; stored unless it is personal and the answer anonymous. */
  linkId: string;
  /** The link is personal: it may be used once. */
  once: boolean;
  customerId: string | null;
  /** Which of the customer's people answers, when their link says so. */
  contactId?: string | null;
  channelId: string | null;
  answeredAt: Date;
  /** YYYY-MM-DD in the workspace's zone. */
  answeredOn: string;
  answers: ReadAnswer[];
};

/** stored now; stored before by the same sender; known from another link; the personal link was used by another response. */
export type Outcome = "stored" | "again" | "other_link" | "used";

/** Runs in the transaction that stores responses, after the roll-ups. It may not await anything but `tx`. */
export type ResponseHook = (tx: Tx, who: InWorkspace, stored: IncomingResponse[]) => Promise<void>;

type Pending = { response: IncomingResponse; settle: (outcome: Outcome) => void; fail: (error: unknown) => void };
type Lane = { waiting: Pending[]; running: boolean };

// Next bundles routes and actions apart: what they must share lives on globalThis.
const shared = globalThis as typeof globalThis & {
  waymarkIntake?: Map<string, Lane>;
  waymarkResponseHooks?: Map<string, ResponseHook>;
};

/** What other domains do with new responses (open a case, say). Registering a name again replaces it. */
export function onResponses(name: string, hook: ResponseHook): void {
  shared.waymarkResponseHooks ??= new Map();
  shared.waymarkResponseHooks.set(name, hook);
}

class Raced extends Error {}
class HookFailed extends Error {}

const keptLink = (response: IncomingResponse): string | null =>
  response.once && response.promise === "anonymous" ? null : response.linkId;

/**
 * Stores responses whose ids nobody used, with all that is kept beside them.
 * @param once responses whose personal links are to be marked as used by them
 * @throws Raced when an id or a link was used after all: the transaction must end
 */
async function storeFresh(
  tx: Tx,
  who: InWorkspace,
  fresh: readonly IncomingResponse[],
  once: readonly IncomingResponse[],
  withHooks: boolean,
): Promise<void> {
  const responses = fresh.map((response) => ({
    id: response.id,
    survey_id: response.surveyId,
    version_id: response.versionId,
    link_id: keptLink(response),
    customer_id: response.customerId,
    contact_id: response.contactId ?? null,
    channel_id: response.channelId,
    answered_at: response.answeredAt,
    answered_on: response.answeredOn,
  }));
  const answers = fresh.flatMap((response) =>
    response.answers.map((answer) => ({
      response_id: response.id,
      item_id: answer.itemId,
      customer_id: response.customerId,
      channel_id: response.channelId,
      touchpoint_id: answer.touchpointId,
      answered_on: response.answeredOn,
      answered_at: response.answeredAt,
      value: answer.value,
      text: answer.text,
    })),
  );
  const marks = once.map(({ linkId, answeredOn }) => ({ id: linkId, day: answeredOn }));
  // One statement, since each costs a round trip that everybody waits for. The roll-ups that follow are another, so that
  // they see what was written before the lock was given.
  // Postgres keeps the plans of foreign keys as they were when tables were small: without sequential scans in them, a new
  // installation does not read its whole table of responses for every answer until statistics are next gathered.
  const [done] = await rows<{ stored: number; marked: number }>(
    tx,
    who,
    (w) => Prisma.sql`${KEEP_PLAN}
      with locked as materialized (
        select ${sharedRollupsLock(w)}::text as lock, set_config('enable_seqscan', 'off', true) as by_index),
      marks as materialized (
        select x.id, x.day from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as x(id uuid, day date) order by x.id),
      marked as (
        update survey_links l set used_on = x.day from marks x
        where l.workspace_id = ${w} and l.id = x.id and l.used_on is null
        returning l.id),
      stored as (
        insert into responses
          (workspace_id, id, survey_id, version_id, link_id, customer_id, contact_id, channel_id, answered_at, answered_on)
        select ${w}, x.* from jsonb_to_recordset(${JSON.stringify(responses)}::jsonb) as x(
          id uuid, survey_id uuid, version_id uuid, link_id uuid, customer_id uuid, contact_id uuid, channel_id uuid,
          answered_at timestamptz, answered_on date)
        on conflict (workspace_id, id) do nothing
        returning id),
      said as (
        insert into answers (workspace_id, response_id, item_id, customer_id, channel_id, touchpoint_id,
                             answered_on, answered_at, value, text)
        select ${w}, x.* from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as x(
          response_id uuid, item_id uuid, customer_id uuid, channel_id uuid, touchpoint_id uuid,
          answered_on date, answered_at timestamptz, value int, text text)
        where x.response_id in (select id from stored))
      select (select count(*) from stored)::int as stored, (select count(*) from marked)::int as marked from locked`,
  );
  // Another server used one of them since we looked, or nobody looked: begin again, and find it.
  if (done?.stored !== fresh.length || done.marked !== once.length) throw new Raced();
  await addFreshToRollups(tx, who, responses, answers);
  if (!withHooks) return;
  for (const [name, hook] of shared.waymarkResponseHooks ?? []) {
    await hook(tx, who, [...fresh]).catch((error: unknown) => {
      throw new HookFailed(name, { cause: error });
    });
  }
}

/**
 * The short way of a batch in which everything is new, as nearly always: nothing is looked up before it is stored.
 * @throws Raced when something is not: storeTogether finds out what
 */
async function storeNew(who: InWorkspace, batch: readonly IncomingResponse[]): Promise<Outcome[]> {
  const once = batch.filter((response) => response.once);
  if (
    new Set(batch.map(({ id }) => id)).size < batch.length ||
    new Set(once.map(({ linkId }) => linkId)).size < once.length
  )
    throw new Raced();
  await transaction(who, (tx) => storeFresh(tx, who, batch, once, true));
  return batch.map(() => "stored");
}

/** Stores a batch in one transaction and says what became of each, in order. */
async function storeTogether(
  who: InWorkspace,
  batch: readonly IncomingResponse[],
  withHooks: boolean,
): Promise<Outcome[]> {
  return transaction(who, async (tx) => {
    const outcomes = new Map<IncomingResponse, Outcome>();
    const ids = [...new Set(batch.map((response) => response.id))];
    const known = await rows<{ id: string; link_id: string | null }>(
      tx,
      who,
      (w) => Prisma.sql`
        select r.id, r.link_id from responses r
        where r.workspace_id = ${w} and r.id = any(${ids}::uuid[])`,
    );
    const stored = new Map(known.map((row) => [row.id, row.link_id]));

    const first = new Map<string, IncomingResponse>();
    for (const response of batch) {
      const link = stored.get(response.id);
      // A personal link of an anonymous answer is not kept: it must then be one that was used.
      if (link === null) continue;
      if (link !== undefined) outcomes.set(response, link === response.linkId ? "again" : "other_link");
      else if (!first.has(response.id)) first.set(response.id, response);
    }
    const unkept = batch.filter((response) => stored.get(response.id) === null);
    if (unkept.length > 0) {
      const links = unkept.map((response) => response.linkId);
      const used = await rows<{ id: string }>(
        tx,
        who,
        (w) => Prisma.sql`
          select id from survey_links
          where workspace_id = ${w} and id = any(${links}::uuid[]) and used_on is not null`,
      );
      const usedLinks = new Set(used.map((row) => row.id));
      for (const response of unkept) outcomes.set(response, usedLinks.has(response.linkId) ? "again" : "other_link");
    }

    let fresh = [...first.values()];
    const once = new Map<string, IncomingResponse>();
    for (const response of fresh) {
      if (response.once && !once.has(response.linkId)) once.set(response.linkId, response);
    }
    if (once.size > 0) {
      const marks = [...once.values()].map(({ linkId, answeredOn }) => ({ id: linkId, day: answeredOn }));
      const marked = await rows<{ id: string }>(
        tx,
        who,
        (w) => Prisma.sql`
          update survey_links l set used_on = x.day
          from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as x(id uuid, day date)
          where l.workspace_id = ${w} and l.id = x.id and l.used_on is null
          returning l.id`,
      );
      const free = new Set(marked.map((row) => row.id));
      fresh = fresh.filter((response) => {
        if (!response.once || (free.has(response.linkId) && once.get(response.linkId) === response)) return true;
        outcomes.set(response, "used");
        return false;
      });
    }

    if (fresh.length > 0) {
      await storeFresh(tx, who, fresh, [], withHooks);
      for (const response of fresh) outcomes.set(response, "stored");
    }

    return batch.map((response) => {
      const outcome = outcomes.get(response);
      if (outcome) return outcome;
      // The same id twice in this batch: the second follows the first.
      const leader = first.get(response.id);
      if (!leader || leader.linkId !== response.linkId) return "other_link";
      return outcomes.get(leader) === "stored" ? "again" : (outcomes.get(leader) ?? "used");
    });
  });
}

/** A batch of one, tried again where trying again may help. */
async function storeAlone(who: InWorkspace, response: IncomingResponse): Promise<Outcome> {
  let withHooks = true;
  for (let attempt = 1; ; attempt++) {
    try {
      return (await storeTogether(who, [response], withHooks))[0] as Outcome;
    } catch (error) {
      if (error instanceof HookFailed && withHooks) {
        // An answer is never lost to what would have been done with it.
        log.error({ err: error, hook: error.message }, "a response hook failed");
        withHooks = false;
      } else if (attempt >= 3 || !(error instanceof Raced || isPassing(error))) throw error;
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "");

/** Deadlocks and failed serialisations: the same work may succeed at once. */
const isPassing = (error: unknown): boolean => /40P01|40001|deadlock|P2034/.test(messageOf(error));

/**
 * One response may have spoilt the others: wrong data (SQLSTATE 22), a broken constraint (23), a conflict (40), or what
 * we threw ourselves. When the database cannot be reached, trying each alone would only keep all of them waiting.
 */
const isOfOne = (error: unknown): boolean =>
  error instanceof Raced ||
  error instanceof HookFailed ||
  /\b(22|23|40)[0-9A-Z]{3}\b|constraint/.test(messageOf(error));

/** So many senders are answered before others are heard: while they are, the next batch is on its way. */
const SETTLE = 16;

async function settleInTurns(batch: readonly Pending[], outcomes: readonly Outcome[]): Promise<void> {
  for (const [i, pending] of batch.entries()) {
    if (i > 0 && i % SETTLE === 0) await new Promise((resolve) => setImmediate(resolve));
    pending.settle(outcomes[i] as Outcome);
  }
}

async function storeBatch(who: InWorkspace, batch: Pending[]): Promise<void> {
  try {
    const responses = batch.map((pending) => pending.response);
    const outcomes = await storeNew(who, responses).catch((error: unknown) => {
      if (error instanceof Raced) return storeTogether(who, responses, true);
      throw error;
    });
    void settleInTurns(batch, outcomes);
  } catch (error) {
    if (!isOfOne(error)) {
      for (const pending of batch) pending.fail(error);
      return;
    }
    if (batch.length > 1)
      log.warn({ err: error, responses: batch.length }, "a shared commit failed, storing one by one");
    for (const pending of batch) await storeAlone(who, pending.response).then(pending.settle, pending.fail);
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, GATHER_MS));

async function serve(who: InWorkspace, lane: Lane): Promise<void> {
  lane.running = true;
  if (lane.waiting.length < BATCH) await pause();
  while (lane.waiting.length > 0) await storeBatch(who, lane.waiting.splice(0, BATCH));
  lane.running = false;
}

/**
 * Stores a response, with others that arrive at the same time.
 * @returns when it is committed
 */
export function takeIn({ workspaceId }: InWorkspace, response: IncomingResponse): Promise<Outcome> {
  shared.waymarkIntake ??= new Map();
  const lanes = shared.waymarkIntake;
  let lane = lanes.get(workspaceId);
  if (!lane) {
    lane = { waiting: [], running: false };
    lanes.set(workspaceId, lane);
  }
  if (lane.waiting.length >= MOST_WAITING) return Promise.reject(new Error("too many responses are waiting"));
  const { waiting } = lane;
  const stored = new Promise<Outcome>((settle, fail) => waiting.push({ response, settle, fail }));
  if (!lane.running) void serve({ workspaceId }, lane);
  return stored;
}
