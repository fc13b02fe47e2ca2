import { beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/actor";
import { inWorkspace, installationDb, Prisma, rows } from "@/lib/db";
import { scanWorkspace } from "@/lib/insights/commands";
import { isWorse } from "@/lib/insights/finding";
import { type Finding, finding } from "@/lib/insights/schema";
import { seedDemo } from "@/prisma/seed/demo";
import { PLANTED } from "@/prisma/seed/planted";

/** The demo workspace's planted relations: all found, with the right sign; what was planted as nothing is not. */

let findings: Finding[];
let scan: Awaited<ReturnType<typeof scanWorkspace>>;
const baseSizes = new Map<string, number>();

beforeAll(async () => {
  await seedDemo({ now: new Date("2026-11-20T10:00:00Z") });
  const workspace = await installationDb().workspace.findFirstOrThrow({ where: { isDemo: true } });
  const actor = systemActor(workspace.id, "test");
  const db = inWorkspace(actor);
  scan = await scanWorkspace(actor, { period: "all" }, new Date("2026-11-20T10:00:00Z"));
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
