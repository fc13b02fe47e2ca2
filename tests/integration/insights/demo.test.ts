import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/actor";
import { installationDb, inWorkspace, Prisma, rows } from "@/lib/db";
import { dismissSentence, restoreSentence, scanWorkspace } from "@/lib/insights/commands";
import { isWorse } from "@/lib/insights/finding";
import { type OwnParams, ownParams, saidKey } from "@/lib/insights/own";
import { findingRule, type PeopleGroup } from "@/lib/insights/people";
import { findingPeopleSql, scanPeriod } from "@/lib/insights/people-sql";
import {
  getScanStates,
  listSentences,
  ownChoices,
  ownSentence,
  type SentenceFilters,
  sentenceChoices,
} from "@/lib/insights/queries";
import { type Finding, finding } from "@/lib/insights/schema";
import { ruleContext } from "@/lib/segments/queries";
import { type RuleContext, ruleFrom, ruleToSql } from "@/lib/segments/rule-sql";
import { seedDemo } from "@/prisma/seed/demo";
import { PLANTED } from "@/prisma/seed/planted";

/** The demo workspace's planted relations: all found, with the right sign; what was planted as nothing is not. */

const NOW = new Date("2026-11-20T10:00:00Z");

let actor: Actor;
let context: RuleContext;
let findings: Finding[];
let scan: Awaited<ReturnType<typeof scanWorkspace>>;
const baseSizes = new Map<string, number>();

beforeAll(async () => {
  await seedDemo({ now: NOW });
  const workspace = await installationDb().workspace.findFirstOrThrow({ where: { isDemo: true } });
  actor = systemActor(workspace.id, "test");
  context = await ruleContext(actor, NOW);
  const db = inWorkspace(actor);
  scan = await scanWorkspace(actor, { period: "all" }, NOW);
  const stored = await db.insightSentence.findMany({ where: { scanId: scan.id }, orderBy: { rank: "asc" } });
  findings = stored.map((row) => finding.parse(row.finding));
  for (const { key, base } of PLANTED) {
    const [counted] = await rows<{ n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as n from customers
        where workspace_id = ${w} and archived_at is null
          and attributes->${base.attribute}::text = ${JSON.stringify(base.is)}::jsonb`,
    );
    baseSizes.set(key, counted?.n ?? 0);
  }
  const items = await db.item.findMany();
  for (const item of items) itemKeys.set(item.id, item.key);
}, 180_000);

const itemKeys = new Map<string, string>();

/** Sentences about a planted pair. A segment of the very same customers may stand for the attribute. */
function about(planted: (typeof PLANTED)[number]): Finding[] {
  return findings.filter(
    ({ base, said, outcome, baseSize }) =>
      (base.key === `attribute:${planted.base.attribute}=${planted.base.is}` ||
        (base.segmentId !== null && baseSize === baseSizes.get(planted.key))) &&
      itemKeys.get(said.itemId) === planted.experience.item &&
      said.option === planted.experience.said &&
      itemKeys.get(outcome.itemId ?? "") === planted.outcome.item,
  );
}

describe("the demo's planted relations", () => {
  it.each(PLANTED.filter(({ direction }) => direction !== "none"))("finds $key", (planted) => {
    const [found, ...others] = about(planted);
    if (!found) throw new Error("not listed");
    expect(others).toEqual([]);
    expect(found.isWeak).toBe(false);
    expect(Math.sign(found.d)).toBe(planted.direction === "lower" ? -1 : 1);
    expect(isWorse(found)).toBe(planted.direction === "lower");
    expect(Math.sign(found.saying?.difference ?? 0)).toBe(Math.sign(planted.share.base - planted.share.others));
    expect(found.saidSo / found.asked).toBeCloseTo(planted.share.base, 0);
  });

  it.each(PLANTED.filter(({ direction }) => direction === "none"))("does not list $key", (planted) => {
    expect(about(planted)).toEqual([]);
  });

  it("counts every test in q, and lists only what is large enough", () => {
    expect(scan.comparisons).toBeGreaterThan(1000);
    for (const one of findings) {
      expect(one.comparisons).toBe(scan.comparisons);
      expect(one.logQ).toBeLessThan(Math.log(0.05));
      expect(Math.min(one.explained.said.n, one.explained.rest.n)).toBeGreaterThanOrEqual(30);
      expect(Math.abs(one.d)).toBeGreaterThanOrEqual(one.explained.kind === "mean" ? 0.2 : 0.05);
    }
    const weights = findings.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
  });
});

/** One sentence of each kind of base, and of each kind of answer. */
function oneOfEach(all: readonly Finding[]): Finding[] {
  const kinds = new Map<string, Finding>();
  for (const one of all) {
    for (const kind of [one.base.words.kind, `${one.said.kind} ${one.said.box}`])
      if (!kinds.has(kind)) kinds.set(kind, one);
  }
  return [...new Set(kinds.values())];
}

async function countWhere(condition: (w: Prisma.Sql) => Prisma.Sql): Promise<number> {
  const [counted] = await rows<{ n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`select count(*)::int as n from ${ruleFrom(w)} where c.workspace_id = ${w} and ${condition(w)}`,
  );
  return counted?.n ?? -1;
}

describe("the people of a sentence", () => {
  const people = (one: Finding, group: PeopleGroup, period: string) =>
    countWhere(findingPeopleSql(one, group, scanPeriod(period, context), context));

  it("are those whom the scan counted, whatever the base is made of", async () => {
    const some = oneOfEach(findings);
    expect(some.length).toBeGreaterThan(8);
    for (const one of some) {
      const counts = {
        base: await countWhere(() => ruleToSql(one.base.rule, context)),
        said: await people(one, "said", "all"),
        rest: await people(one, "rest", "all"),
        asked: await people(one, "asked", "all"),
        segment: await countWhere(() => ruleToSql(findingRule(one), context)),
      };
      expect({ key: one.base.key, ...counts }).toEqual({
        key: one.base.key,
        base: one.baseSize,
        said: one.saidSo,
        rest: one.asked - one.saidSo,
        asked: one.asked,
        segment: one.saidSo,
      });
    }
  });

  it("are counted within the period of the scan", async () => {
    const { id } = await scanWorkspace(actor, { period: "12m" }, NOW);
    const stored = await inWorkspace(actor).insightSentence.findMany({
      where: { scanId: id },
      orderBy: { rank: "asc" },
    });
    const some = oneOfEach(stored.map((row) => finding.parse(row.finding))).slice(0, 6);
    expect(some.length).toBeGreaterThan(3);
    for (const one of some) {
      expect(await people(one, "said", "12m")).toBe(one.saidSo);
      expect(await people(one, "asked", "12m")).toBe(one.asked);
    }
  });
});

describe("the list", () => {
  const ALL: SentenceFilters = {
    segmentId: null,
    touchpointId: null,
    leastN: 30,
    kind: "both",
    order: "weight",
    together: false,
    like: null,
  };

  it("narrows, orders and puts together", async () => {
    const { finished } = await getScanStates(actor, "all", NOW);
    if (!finished) throw new Error("no scan");
    expect(finished).toMatchObject({ comparisons: scan.comparisons, customers: finished.total });
    const every = await listSentences(actor, finished.id, ALL, 500);
    expect(every.total).toBe(every.counts.both);
    expect(every.sentences.map(({ rank }) => rank)).toEqual(
      every.sentences.map(({ rank }) => rank).sort((a, b) => a - b),
    );
    const together = await listSentences(actor, finished.id, { ...ALL, together: true }, 500);
    expect(together.sentences.reduce((sum, { more }) => sum + 1 + more, 0)).toBe(every.total);
    const first = together.sentences.find(({ more }) => more > 0);
    if (!first) throw new Error("no subject has two sentences");
    const like = await listSentences(actor, finished.id, { ...ALL, like: first.rank }, 500);
    expect(like.total).toBe(first.more + 1);
    const byCustomers = await listSentences(actor, finished.id, { ...ALL, order: "customers" }, 500);
    const concerned = byCustomers.sentences.map((row) => row.finding.concerned);
    expect(concerned).toEqual([...concerned].sort((a, b) => b - a));
    const { touchpoints, segments } = await sentenceChoices(actor, finished.id);
    const boarding = touchpoints.find(({ name }) => name === "Boarding");
    const narrowed = await listSentences(actor, finished.id, { ...ALL, touchpointId: boarding?.id ?? null }, 500);
    expect(narrowed.total).toBe(boarding?.n);
    const families = segments.find(({ name }) => name === "Families with a toddler");
    const ofFamilies = await listSentences(actor, finished.id, { ...ALL, segmentId: families?.id ?? null }, 500);
    expect(ofFamilies.total).toBe(families?.n);
    const large = await listSentences(actor, finished.id, { ...ALL, leastN: 300 }, 500);
    expect(
      large.sentences.every(({ finding: { explained } }) => Math.min(explained.said.n, explained.rest.n) >= 300),
    ).toBe(true);
  });

  it("leaves out what was dismissed, until it is put back", async () => {
    const { finished } = await getScanStates(actor, "all", NOW);
    if (!finished) throw new Error("no scan");
    const before = await listSentences(actor, finished.id, ALL, 500);
    const { signature } = before.sentences[0]!;
    await dismissSentence(actor, signature);
    await dismissSentence(actor, signature);
    const after = await listSentences(actor, finished.id, ALL, 500);
    expect(after.total).toBe(before.total - 1);
    expect(after.sentences.some((row) => row.signature === signature)).toBe(false);
    const dismissed = await listSentences(actor, finished.id, { ...ALL, kind: "dismissed" }, 500);
    expect(dismissed.sentences.map((row) => row.signature)).toEqual([signature]);
    await restoreSentence(actor, signature);
    expect((await listSentences(actor, finished.id, ALL, 500)).total).toBe(before.total);
  });
});

describe("an own sentence", () => {
  /** A listed sentence as a person would choose it. */
  function chosen({ base, said, outcome }: Finding): OwnParams | null {
    const common = { said: saidKey(said), outcome: outcome.key, period: "all" };
    if (base.segmentId) return ownParams.parse({ ...common, base: "segment", value: base.segmentId });
    const match = /^(.+?)(=|>=|<)([^=<]+)$/.exec(base.key);
    if (!match) return null;
    const [, field = "", sign, value = ""] = match;
    const isMoney = "currency" in base.words && base.words.currency;
    const days = field === "lastOrder";
    const op = sign === "=" ? "is" : sign === "<" ? (days ? "within" : "below") : days ? "notFor" : "atLeast";
    // What a text was written like, and not how it is compared.
    const typed = sign === "=" && "value" in base.words ? String(base.words.value) : value;
    return ownParams.parse({ ...common, base: field, op, value: isMoney ? String(Number(value) / 100) : typed });
  }

  it("has the numbers that the scan lists for the same pair, whatever its base is made of", async () => {
    const kinds = new Map<string, Finding>();
    for (const one of findings) {
      const kind = `${one.base.words.kind} ${one.explained.kind} ${one.isWeak}`;
      if (!kinds.has(kind)) kinds.set(kind, one);
    }
    expect(kinds.size).toBeGreaterThan(8);
    for (const [kind, listed] of kinds) {
      const params = chosen(listed);
      expect(params, kind).not.toBeNull();
      const own = await ownSentence(actor, params as OwnParams, NOW);
      expect.soft(own.state, kind).toBe("ok");
      if (own.state !== "ok") continue;
      const { base, logP: _p, logQ: _q, comparisons, isWeak, saying, ...rest } = own.finding;
      expect(comparisons).toBe(1);
      expect.soft(base, kind).toEqual(listed.base);
      expect.soft(rest.explained, kind).toEqual(listed.explained);
      expect.soft(rest.d, kind).toBe(listed.d);
      for (const key of ["baseSize", "asked", "saidSo", "othersAsked", "othersSaidSo", "concerned"] as const) {
        expect.soft(rest[key], `${kind} ${key}`).toBe(listed[key]);
      }
      expect.soft(saying, kind).toEqual(listed.saying);
      // Alone it may be proved in full where, among thousands, only its weaker form is.
      if (listed.isWeak) continue;
      expect.soft(isWeak, kind).toBe(false);
      // A mirrored pair (yes for no) is tested the other way round: the last digit may differ.
      expect.soft(own.finding.logP / listed.logP, kind).toBeCloseTo(1, 12);
    }
  });

  it("says what is wrong with it, and nothing about few", async () => {
    const choices = await ownChoices(actor);
    const [first] = findings as [Finding];
    const good = chosen(first) as OwnParams;
    const part = async (change: Partial<OwnParams>) => {
      const own = await ownSentence(actor, { ...good, ...change }, NOW);
      return own.state === "wrong" ? own.part : own.state;
    };
    expect(await part({ base: "attribute:nothing" })).toBe("base");
    expect(await part({ base: "orders", op: "atLeast", value: "many" })).toBe("number");
    expect(await part({ value: "" })).toBe("value");
    expect(await part({ said: "x" })).toBe("said");
    expect(await part({ outcome: "x" })).toBe("outcome");
    expect(await part({ base: "orders", op: "atLeast", value: "100000" })).toBe("none");
    expect(choices.outcomes.every(({ itemId, fits }) => fits.every((key) => !key.startsWith(`${itemId}:`)))).toBe(true);
    const same = choices.outcomes.find(({ itemId }) => choices.said.some((one) => one.itemId === itemId));
    if (same) {
      const own = choices.said.find(({ itemId }) => itemId === same.itemId);
      expect(await part({ outcome: same.key, said: own?.key ?? "" })).toBe("sameItem");
    }
  });
});
