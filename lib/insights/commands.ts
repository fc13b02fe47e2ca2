import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, run, type Tx, transaction } from "../db";
import { notFound } from "../errors";
import { isId, newId } from "../id";
import { addJob } from "../jobs";
import { dayIn, parsePeriod } from "../period";
import { type CustomerFacts, compileConditions, deriveConditions } from "./conditions";
import { codeExperience, type Experience, isVerdict } from "./experience";
import { countCustomers, latestValue, readCustomers, type ScanDays } from "./facts-sql";
import { findingOf, signatureOf } from "./finding";
import {
  concludeInSteps,
  countCustomer,
  type Listed,
  newTally,
  newTests,
  repeatedConditions,
  type ScanResult,
  type Tally,
  type Tests,
  testCondition,
} from "./scan";
import { type ScanParams, scanParams } from "./schema";
import { readWorld } from "./world-sql";

/** Customers read at once: enough that the way to the database and back does not count. */
const PAGE = 2000;
/** Conditions are derived from so many customers. */
const SAMPLE = 20_000;
/** Work without a pause for others, in milliseconds. */
const SLICE_MS = 8;
/** Sentences kept of one scan, the first in order. */
const MOST_SENTENCES = 2000;
const WRITTEN_AT_ONCE = 100;
/** Scans kept of a workspace, besides the one that runs. */
const SCANS_KEPT = 12;
/** A scan that has not ended after this long is not waited for. */
const STALE_MS = 30 * 60_000;
/** From a change of data to its scan. */
const AFTER_CHANGE_MS = 5000;
/** All time: what automatic scans look at. */
export const DEFAULT_SCAN_PERIOD = "all";

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Asks for a scan in the transaction of what gives reason to: an import, the night, a person. One that waits or runs for
 * the same period serves this request too.
 * @param options.dataChanged one that has begun to count does not serve: it may have passed the customers that changed.
 *   The new one waits a little, for segments to be brought up to date
 * @returns the scan's id
 */
export async function requestScan(
  tx: Tx,
  actor: Actor,
  given: ScanParams = { period: DEFAULT_SCAN_PERIOD },
  options: { dataChanged?: boolean } = {},
): Promise<string> {
  allow(actor, "insights.scan");
  const params = scanParams.parse(given);
  const open = await tx.insightScan.findMany({
    where: {
      workspaceId: actor.workspaceId,
      finishedAt: null,
      failedAt: null,
      startedAt: { gt: new Date(Date.now() - STALE_MS) },
    },
    select: { id: true, params: true, total: true },
  });
  const same = open.find(
    (scan) =>
      scanParams.safeParse(scan.params).data?.period === params.period && !(options.dataChanged && scan.total > 0),
  );
  if (same) return same.id;
  const id = newId();
  await tx.insightScan.create({ data: { workspaceId: actor.workspaceId, id, params } });
  await addJob(
    tx,
    actor,
    "insights.scan",
    { scanId: id },
    {
      queue: `insights:${actor.workspaceId}`,
      runAt: options.dataChanged ? new Date(Date.now() + AFTER_CHANGE_MS) : undefined,
    },
  );
  await recordEvent(tx, actor, "insights.scan", { type: "insight_scan", id }, params);
  return id;
}

/** Starts a scan of a period. @returns its id; the work is a job */
export async function scanNow(actor: Actor, params: ScanParams): Promise<string> {
  allow(actor, "insights.scan");
  return transaction(actor, (tx) => requestScan(tx, actor, params));
}

/** Takes a sentence off the list, in this scan and in those to come. */
export async function dismissSentence(actor: Actor, signature: string): Promise<void> {
  allow(actor, "insights.dismiss");
  await transaction(actor, async (tx) => {
    const known = await tx.insightSentence.findFirst({ where: { workspaceId: actor.workspaceId, signature } });
    if (!known) throw notFound("This sentence");
    await tx.insightDismissal.upsert({
      where: { workspaceId_signature: { workspaceId: actor.workspaceId, signature } },
      create: { workspaceId: actor.workspaceId, signature, dismissedById: actor.userId },
      update: {},
    });
    await recordEvent(tx, actor, "insights.dismiss", { type: "insight_sentence", id: known.id }, { signature });
  });
}

/** Puts a dismissed sentence back. */
export async function restoreSentence(actor: Actor, signature: string): Promise<void> {
  allow(actor, "insights.dismiss");
  await transaction(actor, async (tx) => {
    const { count } = await tx.insightDismissal.deleteMany({ where: { workspaceId: actor.workspaceId, signature } });
    if (count > 0)
      await recordEvent(tx, actor, "insights.restore", { type: "insight_sentence", id: null }, { signature });
  });
}

/** A customer's answers and outcomes in the scan's codes, written into lists that are used again for the next one. */
function answersInto(experience: Experience) {
  const { items, outcomes, plan } = experience;
  const answers = new Int32Array(2 * items.length);
  const codes = new Uint8Array(items.length * Math.max(1, outcomes.length));
  const own = new Uint8Array(outcomes.length);
  const numbers = items.map(({ no }) => String(no));
  const read = (facts: CustomerFacts, latest: Readonly<Record<string, unknown>>): number => {
    let count = 0;
    for (let item = 0; item < numbers.length; item++) {
      const value = latestValue(latest[numbers[item] as string]);
      if (value === null) continue;
      const code = experience.code(item, value);
      // A value that the item no longer has: it was answered, but not as any of the answers known.
      if (code < 0) continue;
      answers[2 * count] = item;
      answers[2 * count + 1] = code;
      count += 1;
    }
    if (count === 0) return 0;
    for (let o = 0; o < outcomes.length; o++) {
      const { attribute, itemNo } = outcomes[o] as (typeof outcomes)[number];
      const value = attribute === null ? latestValue(latest[String(itemNo)]) : facts.attributes[attribute];
      own[o] = value === null || value === undefined ? 0 : experience.outcomeCode(o, value);
    }
    for (let a = 0; a < count; a++) codes.set(own, a * outcomes.length);
    return count;
  };
  return { answers, codes, read, plan };
}

/**
 * Runs a scan to its end and stores its sentences. May be run again: it starts from nothing and replaces what it wrote.
 *
 * Counting happens in this process, in slices of a few milliseconds between which other requests are served; one page of
 * customers is asked for while the one before is counted. (A worker thread would not share the core either, and would need a
 * bundle of its own.)
 * @param now the scan's clock: days and periods count back from it
 */
export async function runScan(
  actor: Actor,
  scanId: string,
  options: { now?: Date; signal?: AbortSignal } = {},
): Promise<{ comparisons: number; significant: number; listed: number }> {
  allow(actor, "insights.scan");
  const { now = new Date(), signal } = options;
  const db = inWorkspace(actor);
  const scan = isId(scanId) ? await db.insightScan.findFirst({ where: { id: scanId } }) : null;
  if (!scan) throw notFound("This scan");
  const { period: periodKey } = scanParams.parse(scan.params);
  const world = await readWorld(actor);
  const { timeZone } = world;
  const period = parsePeriod(periodKey, { timeZone, now });
  const days: ScanDays = periodKey === "all" ? null : { fromDay: period.fromDay, toDay: period.toDay };
  const today = dayIn(timeZone, now);
  const total = await countCustomers(db, actor);
  await db.insightScan.update({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id: scanId } },
    data: { done: 0, total, finishedAt: null, failedAt: null, failure: "" },
  });
  const segmentIds = world.segments.map(({ id }) => id);
  const readPage = (after: string | null, share = 1, limit = PAGE) =>
    readCustomers(db, actor, { after, limit, share, days, today, timeZone, segmentIds });
  const stop = () => {
    if (signal?.aborted) throw new Error("The server stops; the scan starts again with it.");
  };

  const verdicts = world.attributes.filter((attribute) => attribute.kind === "choice" && isVerdict(attribute));
  const experience = codeExperience(world.items, verdicts);
  const sample: CustomerFacts[] = [];
  const share = Math.min(1, SAMPLE / Math.max(1, total));
  for (let after: string | null = null; ; ) {
    stop();
    const page = await readPage(after, share);
    for (const { facts } of page) sample.push(facts);
    if (page.length < PAGE) break;
    after = page[page.length - 1]?.id ?? null;
  }
  const conditions = deriveConditions(sample, total, {
    attributes: world.attributes.filter((attribute) => !verdicts.includes(attribute)),
    segments: world.segments,
    currency: world.currency,
  });

  const tally = await countAll(
    newTally({ ...experience.plan, conditions: conditions.length }),
    compileConditions(conditions),
    answersInto(experience),
    readPage,
    async (done) => {
      stop();
      await db.insightScan.updateMany({ where: { id: scanId }, data: { done } });
    },
  );

  const tests = newTests();
  const repeated = repeatedConditions(tally);
  let since = performance.now();
  for (let condition = 0; condition < conditions.length; condition++) {
    if (!repeated.has(condition)) testCondition(tally, condition, tests);
    if (performance.now() - since < SLICE_MS) continue;
    await pause();
    stop();
    since = performance.now();
  }
  const { comparisons, significant, listed } = await concludeWithPauses(tally, tests, stop);
  // Where there are too many, it is the weaker kind that goes.
  const kept = mostOf(listed);
  await transaction(
    actor,
    async (tx) => {
      await tx.insightSentence.deleteMany({ where: { workspaceId: actor.workspaceId, scanId } });
      for (let start = 0; start < kept.length; start += WRITTEN_AT_ONCE) {
        const lines = kept.slice(start, start + WRITTEN_AT_ONCE).map((one, index) => {
          const finding = findingOf(
            one,
            {
              base: conditions[one.condition]!,
              said: experience.said[one.experience]!,
              outcome: experience.outcomes[one.outcome]!,
            },
            comparisons,
          );
          return {
            id: newId(),
            rank: start + index + 1,
            signature: signatureOf(finding),
            finding,
            touchpoint_id: finding.said.touchpointId,
            segment_id: finding.base.segmentId,
            least_n: Math.min(finding.explained.said.n, finding.explained.rest.n),
            is_weak: finding.isWeak,
          };
        });
        await insertSentences(tx, actor, scanId, JSON.stringify(lines));
      }
      await tx.insightScan.update({
        where: { workspaceId_id: { workspaceId: actor.workspaceId, id: scanId } },
        data: { finishedAt: new Date(), done: total, customers: tally.customers, comparisons, significant },
      });
      const old = await tx.insightScan.findMany({
        where: { workspaceId: actor.workspaceId, id: { not: scanId } },
        orderBy: { startedAt: "desc" },
        skip: SCANS_KEPT,
        select: { id: true },
      });
      if (old.length > 0)
        await tx.insightScan.deleteMany({
          where: { workspaceId: actor.workspaceId, id: { in: old.map(({ id }) => id) } },
        });
    },
    { timeoutMs: 60_000 },
  );
  return { comparisons, significant, listed: kept.length };
}

/** Sentences as one text: a client that looks at every value of them would hold up other requests. */
async function insertSentences(tx: Tx, actor: Actor, scanId: string, lines: string): Promise<void> {
  await run(
    tx,
    actor,
    (w) => Prisma.sql`
      insert into insight_sentences
        (workspace_id, id, scan_id, rank, signature, finding, touchpoint_id, segment_id, least_n, is_weak)
      select ${w}, l.id, ${scanId}::uuid, l.rank, l.signature, l.finding, l.touchpoint_id, l.segment_id, l.least_n, l.is_weak
      from jsonb_to_recordset(${lines}::jsonb) as l (
        id uuid, rank int, signature text, finding jsonb, touchpoint_id uuid, segment_id uuid, least_n int, is_weak boolean)`,
  );
}

/** Concludes, letting others run between two steps. @param stop throws when the server stops */
async function concludeWithPauses(tally: Tally, tests: Tests, stop: () => void): Promise<ScanResult> {
  const steps = concludeInSteps(tally, tests);
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    await pause();
    stop();
    since = performance.now();
  }
}

/** The first of both kinds that fit into MOST_SENTENCES, those proved in full before the weaker, in their common order. */
function mostOf(listed: readonly Listed[]): Listed[] {
  const full = listed.filter(({ isWeak }) => !isWeak).slice(0, MOST_SENTENCES);
  const kept = new Set([...full, ...listed.filter(({ isWeak }) => isWeak).slice(0, MOST_SENTENCES - full.length)]);
  return listed.filter((one) => kept.has(one));
}

/** Counts every customer, a page at a time. */
async function countAll(
  tally: Tally,
  conditionsOf: ReturnType<typeof compileConditions>,
  { answers, codes, read }: ReturnType<typeof answersInto>,
  readPage: (after: string | null) => ReturnType<typeof readCustomers>,
  progress: (done: number) => Promise<void>,
): Promise<Tally> {
  const base = new Int32Array(tally.plan.conditions);
  let next = readPage(null);
  let told = performance.now();
  for (;;) {
    const page = await next;
    const isLast = page.length < PAGE;
    if (!isLast) next = readPage(page[page.length - 1]?.id ?? null);
    try {
      let since = performance.now();
      for (const { facts, latest } of page) {
        const length = conditionsOf(facts, base);
        const count = read(facts, latest);
        countCustomer(tally, base, length, answers, count, codes);
        if (performance.now() - since < SLICE_MS) continue;
        await pause();
        since = performance.now();
      }
      if (performance.now() - told > 500) {
        told = performance.now();
        await progress(tally.customers);
      }
    } catch (error) {
      // The page asked for ahead must not fail unheard.
      await next.catch(() => []);
      throw error;
    }
    if (isLast) return tally;
  }
}

/** Marks a scan that could not end; trying again clears it. @param reason a sentence for people */
export async function failScan(actor: Actor, scanId: string, reason: string): Promise<void> {
  allow(actor, "insights.scan");
  await inWorkspace(actor).insightScan.updateMany({
    where: { id: scanId, finishedAt: null },
    data: { failedAt: new Date(), failure: reason.slice(0, 500) },
  });
}

/** Scans at once, without the queue: for seeds, benches and tests. */
export async function scanWorkspace(actor: Actor, params: ScanParams = { period: DEFAULT_SCAN_PERIOD }, now?: Date) {
  allow(actor, "insights.scan");
  const id = newId();
  await inWorkspace(actor).insightScan.create({
    data: { workspaceId: actor.workspaceId, id, params: scanParams.parse(params) },
  });
  return { id, ...(await runScan(actor, id, { now })) };
}
