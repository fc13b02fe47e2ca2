import { beforeAll, describe, expect, it } from "vitest";
import { inWorkspace } from "@/lib/db";
import { createSegment, refreshClasses } from "@/lib/segments/commands";
import { segmentCatalogue } from "@/lib/segments/queries";
import { valueClasses } from "@/lib/segments/queries/classes";
import { READY } from "@/lib/segments/ready";
import { naiveMembers } from "./naive";
import { blank, emptyWorld, type Fact, NOW, randomFacts, seeded, type World, write } from "./world";

let world: World;
let bought: Fact[];
beforeAll(async () => {
  world = await emptyWorld();
  await write(world, randomFacts(world, 150, seeded(99)));
  bought = world.facts.filter(({ archived, orders }) => !archived && orders.length > 0);
});

/** The class of somebody by its definition, over facts in memory. */
const has = (fact: Fact, field: "rfmRecency" | "rfmFrequency" | "rfmMonetary", value: number) =>
  naiveMembers({ field, op: "equals", value }, world.facts).includes(fact.id);

describe("classes of value", () => {
  it("are fifths by cumulative share, ties together, in the grid and in the ready-made segments", async () => {
    const classes = await valueClasses(world.actor, NOW);
    expect(classes?.borders.customers).toBe(bought.length);
    for (let recency = 1; recency <= 5; recency += 1) {
      const recent = naiveMembers({ field: "rfmRecency", op: "equals", value: recency }, world.facts);
      for (let frequency = 1; frequency <= 5; frequency += 1) {
        const both = naiveMembers({ field: "rfmFrequency", op: "equals", value: frequency }, world.facts).filter((id) =>
          recent.includes(id),
        );
        const cell = classes?.cells.find((one) => one.recency === recency && one.frequency === frequency);
        expect(cell?.customers ?? 0).toBe(both.length);
        if (!cell) continue;
        const facts = world.facts.filter(({ id }) => both.includes(id));
        const spent = facts.flatMap(({ orders }) => orders).filter(({ currency }) => currency === "EUR");
        expect(cell.meanCents).toBeCloseTo(
          spent.reduce((sum, { totalCents }) => sum + totalCents, 0) / facts.length,
          6,
        );
        const scores = facts.flatMap((fact) => naiveMembers({ field: "lastNps", op: "known" }, [fact]));
        expect(cell.nps?.n ?? 0).toBe(scores.length);
      }
    }
    for (const [key, rule] of Object.entries(READY))
      expect(classes?.ready[key as keyof typeof READY], key).toBe(naiveMembers(rule, world.facts).length);
    const { champions, loyal, potential, attention, atRisk, lost, topTier, middleTier, baseTier } = classes!.ready;
    expect(champions + loyal + potential + attention + atRisk + lost).toBe(bought.length);
    expect(topTier + middleTier + baseTier).toBe(bought.length);
    expect(has(bought[0]!, "rfmMonetary", 6)).toBe(false);
  });

  it("are there for a segment that asks about them, move with a new order, and are kept once", async () => {
    expect((await segmentCatalogue(world.actor)).rfm).toBeNull();
    const { memberCount } = await createSegment(world.actor, { name: "Champions", rule: READY.champions });
    expect((await segmentCatalogue(world.actor)).rfm?.customers).toBe(bought.length);
    expect(memberCount).toBeGreaterThan(0);
    const { at } = (await segmentCatalogue(world.actor)).rfm!;
    expect(await refreshClasses(world.actor, new Date(+new Date(at) + 1000))).toBe(false);
    expect((await segmentCatalogue(world.actor)).rfm?.at).toBe(at);
  });

  it("do not exist where nobody bought", async () => {
    const other = await emptyWorld();
    await write(other, [blank({ name: "Ann" })]);
    expect(await valueClasses(other.actor, NOW)).toBeNull();
    const { memberCount } = await createSegment(other.actor, { name: "Lost", rule: READY.lost });
    expect(memberCount).toBe(0);
    expect(await inWorkspace(other.actor).segment.count({ where: { archivedAt: null } })).toBe(1);
  });

  it("put a lone customer into the best class", async () => {
    const other = await emptyWorld();
    await write(other, [
      blank({
        orders: [{ at: NOW, totalCents: 100, currency: "EUR", channelId: null, lines: [] }],
      }),
    ]);
    const classes = await valueClasses(other.actor, NOW);
    expect(classes?.cells).toMatchObject([{ recency: 5, frequency: 5, customers: 1, meanCents: 100, nps: null }]);
  });
});
