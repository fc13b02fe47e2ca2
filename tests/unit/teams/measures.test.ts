import { describe, expect, it } from "vitest";
import { type Counts, compareGroups, figureOf, NO_COUNTS, sumOf } from "../../../lib/teams/measures";
import { pairingsOf, provedOf, strengthsOf } from "../../../lib/teams/strengths";
import { closesCircle, inTreeOrder, subtreeOf } from "../../../lib/teams/tree";

const kept = (yes: number, n: number): Counts => ({ ...NO_COUNTS, retention: { yes, n } });

describe("a figure", () => {
  it("is hidden under k, indicative under 30, and has its interval", () => {
    expect(figureOf(kept(3, 4), "retention", 5)).toMatchObject({ value: null, state: "hidden", n: 4 });
    expect(figureOf(kept(0, 0), "retention", 5)).toMatchObject({ value: null, state: "empty" });
    expect(figureOf(kept(20, 25), "retention", 5)).toMatchObject({ value: 0.8, state: "indicative" });
    expect(figureOf(kept(80, 100), "retention", 5)).toMatchObject({ value: 0.8, state: "ok" });
    expect(sumOf([kept(1, 2), kept(3, 4)]).retention).toEqual({ yes: 4, n: 6 });
  });
});

describe("who is strong at what", () => {
  const sellers = [
    { userId: "a", name: "Ana", counts: kept(190, 200) },
    { userId: "b", name: "Ben", counts: kept(150, 200) },
    { userId: "c", name: "Cem", counts: kept(168, 200) },
    { userId: "d", name: "Dan", counts: kept(3, 3) },
  ];
  const { strengths, tests } = strengthsOf(sellers, 5);
  const retention = strengths.find(({ measure }) => measure === "retention");

  it("needs the whole interval above the team's mean, and hides who has too few", () => {
    expect(retention?.standings.map(({ name, stands }) => [name, stands])).toEqual([
      ["Ana", "above"],
      ["Cem", "among"],
      ["Ben", "below"],
    ]);
    expect(retention?.hidden).toBe(1);
    expect(tests).toBe(3);
    expect(retention?.standings[0]?.q).toBeLessThan(0.001);
  });

  it("pairs who is strong with who falls short", () => {
    expect(pairingsOf(strengths)).toMatchObject([
      { measure: "retention", strong: { name: "Ana" }, weak: { name: "Ben" } },
    ]);
  });

  it("calls proved only what q proves too: many tests make some intervals lie apart by chance", () => {
    expect(provedOf(strengths, "above").map(({ one }) => one.name)).toEqual(["Ana"]);
    expect(provedOf(strengths, "below").map(({ one }) => one.name)).toEqual(["Ben"]);
    const doubted = strengths.map((strength) => ({
      ...strength,
      standings: strength.standings.map((one) => ({ ...one, q: 0.2 })),
    }));
    expect(provedOf(doubted, "above")).toEqual([]);
  });

  it("says of equal sellers that nobody stands apart", () => {
    const same = ["a", "b", "c"].map((userId) => ({ userId, name: userId, counts: kept(160, 200) }));
    const found = strengthsOf(same, 5).strengths.find(({ measure }) => measure === "retention");
    expect(found?.standings.every(({ stands }) => stands === "among")).toBe(true);
  });
});

describe("groups of sellers", () => {
  it("are one test when they are two, seen from both sides", () => {
    const {
      sets: [rows = []],
      tests,
    } = compareGroups(
      [
        [
          { group: "hunter", sellers: 2, counts: kept(60, 100) },
          { group: "farmer", sellers: 3, counts: kept(90, 100) },
        ],
      ],
      5,
    );
    expect(tests).toBe(1);
    expect(rows[0]?.against.retention?.difference).toBeCloseTo(-0.3);
    expect(rows[1]?.against.retention?.difference).toBeCloseTo(0.3);
    expect(rows[1]?.against.retention?.q).toBe(rows[0]?.against.retention?.q);
    expect(rows[0]?.against.nps).toBeNull();
  });

  it("are each held against the others, with q over all tests", () => {
    const {
      sets: [rows = []],
      tests,
    } = compareGroups(
      [
        [
          { group: "relationship", sellers: 1, counts: kept(90, 100) },
          { group: "quick", sellers: 1, counts: kept(88, 100) },
          { group: "platform", sellers: 1, counts: kept(89, 100) },
          { group: "none", sellers: 0, counts: NO_COUNTS },
        ],
      ],
      5,
    );
    expect(rows).toHaveLength(3);
    expect(tests).toBe(3);
    for (const { against } of rows) expect(against.retention?.q).toBeGreaterThan(0.05);
  });
});

describe("a tree of teams", () => {
  const teams = [
    { id: "1", name: "All", parentId: null },
    { id: "2", name: "South", parentId: "1" },
    { id: "3", name: "Coast", parentId: "2" },
    { id: "4", name: "North", parentId: "1" },
  ];
  it("knows what is below, what would close a circle, and its order", () => {
    expect(subtreeOf(teams, ["2"]).sort()).toEqual(["2", "3"]);
    expect(closesCircle(teams, "2", "3")).toBe(true);
    expect(closesCircle(teams, "2", "2")).toBe(true);
    expect(closesCircle(teams, "3", "4")).toBe(false);
    expect(closesCircle(teams, "3", null)).toBe(false);
    expect(inTreeOrder(teams).map(({ name, depth }) => `${depth} ${name}`)).toEqual([
      "0 All",
      "1 North",
      "1 South",
      "2 Coast",
    ]);
    // A circle in old data ends instead of running for ever.
    expect(
      subtreeOf(
        [
          { id: "x", parentId: "y" },
          { id: "y", parentId: "x" },
        ],
        ["x"],
      ).sort(),
    ).toEqual(["x", "y"]);
  });
});
