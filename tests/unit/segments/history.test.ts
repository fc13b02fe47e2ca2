import { describe, expect, it } from "vitest";
import { dependsOnClock, usesClasses } from "@/lib/segments/clock";
import { EXAMPLES } from "@/lib/segments/examples";
import { GRID_KEYS, READY, readyOf } from "@/lib/segments/ready";
import { MOST_REFERENCES, readReferences } from "@/lib/segments/references";
import { segmentRule } from "@/lib/segments/schema";
import { everyDay, thinned } from "@/lib/segments/sizes";
import messages from "@/messages/en/segments.json";

describe("readReferences", () => {
  it.each<[string, string, string[]]>([
    ["one a line", "C-1\nC-2\r\nC-1\n\n", ["C-1", "C-2"]],
    ["a list on one line", "C-1, C-2 ,,a@b.example", ["C-1", "C-2", "a@b.example"]],
    [
      "the column that is named",
      'name;E-Mail\n"Ann; or so";ann@example.com\nBob;bob@example.com',
      ["ann@example.com", "bob@example.com"],
    ],
    ["the first column without a heading", "C-1,Ann\nC-2,Bob", ["C-1", "C-2"]],
    ["a byte order mark", "\uFEFFexternal_id\nC-1", ["C-1"]],
    ["nothing", " \n", []],
  ])("reads %s", (_, text, expected) => expect(readReferences(text)).toEqual(expected));

  it("reads a little more than is allowed, so that too many can be told", () => {
    const text = Array.from({ length: MOST_REFERENCES + 500 }, (_, n) => `C-${n}`).join("\n");
    expect(readReferences(text).length).toBeGreaterThan(MOST_REFERENCES);
  });
});

describe("everyDay", () => {
  const stored = [
    { day: "2026-03-01", members: 5, entered: 0, left: 0 },
    { day: "2026-03-04", members: 7, entered: 3, left: 1 },
  ];
  it("keeps the size over days without a change, and knows nothing before the first", () => {
    expect(everyDay(stored, { fromDay: "2026-02-28", toDay: "2026-03-06" }).map(({ members }) => members)).toEqual([
      null,
      5,
      5,
      5,
      7,
      7,
    ]);
    expect(everyDay(stored, { fromDay: "2026-03-03", toDay: "2026-03-05" })).toEqual([
      { day: "2026-03-03", members: 5, entered: 0, left: 0 },
      { day: "2026-03-04", members: 7, entered: 3, left: 1 },
    ]);
  });

  it("puts days together without losing who came and went", () => {
    const days = everyDay(stored, { fromDay: "2026-02-28", toDay: "2026-03-06" });
    const weeks = thinned(days, 3);
    expect(weeks).toHaveLength(3);
    expect(weeks.reduce((sum, { entered }) => sum + entered, 0)).toBe(3);
    expect(weeks.at(-1)).toEqual({ day: "2026-03-04", members: 7, entered: 3, left: 1 });
    expect(thinned(days, 100)).toEqual(days);
  });
});

describe("rules that the clock changes", () => {
  it("are those with days, and those with classes", () => {
    expect(dependsOnClock({ field: "country", op: "is", value: ["AT"] })).toBe(false);
    expect(dependsOnClock({ none: [{ field: "orders", op: "above", value: 1, where: { days: 3 } }] })).toBe(true);
    expect(dependsOnClock({ field: "lastOrderAt", op: "olderThan", value: 9 })).toBe(true);
    expect(dependsOnClock(READY.champions)).toBe(true);
    expect(usesClasses(READY.topTier)).toBe(true);
    expect(usesClasses(EXAMPLES.unhappy)).toBe(false);
  });
});

describe("ready-made rules and examples", () => {
  it("are valid and have words", () => {
    for (const [key, rule] of Object.entries(READY)) {
      expect(segmentRule.safeParse(rule).success, key).toBe(true);
      expect(messages.ready).toHaveProperty([key, "name"]);
      expect(messages.ready).toHaveProperty([key, "hint"]);
    }
    for (const [key, rule] of Object.entries(EXAMPLES)) {
      expect(segmentRule.safeParse(rule).success, key).toBe(true);
      expect(messages.examples).toHaveProperty([key, "name"]);
    }
  });

  it("give every cell of the grid its segment", () => {
    const seen = new Set<string>();
    for (let recency = 1; recency <= 5; recency += 1)
      for (let frequency = 1; frequency <= 5; frequency += 1) seen.add(readyOf(recency, frequency));
    expect([...seen].sort()).toEqual([...GRID_KEYS].sort());
  });
});
