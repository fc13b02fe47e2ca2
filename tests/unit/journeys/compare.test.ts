import { describe, expect, test } from "vitest";
import { type CompareSide, compareMaps, differingWords, momentsOfGap, sharesDays } from "../../../lib/journeys/compare";
import { gapOf } from "../../../lib/journeys/gap";
import { welch } from "../../../lib/stats/means";
import { momentsOf } from "../../../lib/stats/moments";

const SCALE = { min: 1, max: 5 };
const values = (of2: number, of4: number) => [...Array<number>(of2).fill(2), ...Array<number>(of4).fill(4)];
const step = (touchpointId: string, of2: number, of4: number, desired: number | null = 3.5, doing = "") => ({
  id: `${touchpointId}-${of2}-${of4}`,
  touchpointId,
  name: touchpointId,
  scale: SCALE,
  gap: gapOf(desired, momentsOf(values(of2, of4)), SCALE, 5),
  texts: { doing },
});
const side = (...steps: ReturnType<typeof step>[]): CompareSide => ({ stages: [{ name: "Stage", steps }] });

describe("two maps", () => {
  test("are compared as their answers would be", () => {
    const gap = gapOf(3.5, momentsOf(values(60, 40)), SCALE, 5);
    const back = momentsOfGap(gap);
    expect(back?.sum).toBeCloseTo(280, 8);
    expect(back?.sumSq).toBeCloseTo(60 * 4 + 40 * 16, 6);
    const row = compareMaps(side(step("gate", 60, 40)), side(step("gate", 20, 80))).rows[0];
    const direct = welch(momentsOf(values(60, 40)), momentsOf(values(20, 80)));
    expect(row?.difference?.value).toBeCloseTo(-0.8, 10);
    expect(row?.difference?.interval.low).toBeCloseTo(direct?.interval.low ?? 0, 8);
    expect(row?.difference?.q).toBeCloseTo(direct?.p ?? 1, 8);
  });

  test("say who suffers where the other does not", () => {
    const { rows, tests, finding } = compareMaps(
      side(step("desk", 50, 50), step("gate", 80, 20, 3.5)),
      side(step("desk", 52, 48), step("gate", 20, 80, 3.5)),
    );
    expect(tests).toBe(2);
    expect(rows.map(({ suffers }) => suffers)).toEqual([null, "a"]);
    expect(rows[0]?.difference?.proved).toBe(false);
    expect(finding?.name).toBe("gate");
  });

  test("are matched by touchpoint; what only one has keeps its place", () => {
    const { rows } = compareMaps(
      side(step("a", 5, 5), step("b", 5, 5), step("d", 5, 5)),
      side(step("b", 5, 5), step("c", 5, 5), step("d", 5, 5), step("e", 5, 5)),
    );
    expect(rows.map(({ name, a, b }) => `${name}${a ? "a" : ""}${b ? "b" : ""}`)).toEqual([
      "aa",
      "bab",
      "cb",
      "dab",
      "eb",
    ]);
  });

  test("are not tested on different scales, or under the small group", () => {
    const other = { ...step("gate", 20, 80), scale: { min: 0, max: 10 } };
    expect(compareMaps(side(step("gate", 60, 40)), side(other))).toMatchObject({ tests: 0, finding: null });
    expect(compareMaps(side(step("gate", 2, 2)), side(step("gate", 50, 50))).rows[0]?.difference).toBeNull();
  });
});

describe("two times", () => {
  test("share days unless one ends where the other begins", () => {
    const march = { fromDay: "2026-03-01", toDay: "2026-04-01" };
    expect(sharesDays(march, { fromDay: "2026-04-01", toDay: "2026-05-01" })).toBe(false);
    expect(sharesDays(march, { fromDay: "2026-02-01", toDay: "2026-03-01" })).toBe(false);
    expect(sharesDays(march, { fromDay: "2026-03-31", toDay: "2026-05-01" })).toBe(true);
    expect(sharesDays(march, march)).toBe(true);
  });
});

describe("differing words", () => {
  test("are marked on both sides", () => {
    expect(differingWords("Drops the bags at noon", "Drops two bags")).toEqual({
      a: [
        { text: "Drops", changed: false },
        { text: "the", changed: true },
        { text: "bags", changed: false },
        { text: "at noon", changed: true },
      ],
      b: [
        { text: "Drops", changed: false },
        { text: "two", changed: true },
        { text: "bags", changed: false },
      ],
    });
  });
  test("of nothing are nothing", () => {
    expect(differingWords("", "")).toEqual({ a: [], b: [] });
    expect(differingWords("", "New words")).toEqual({ a: [], b: [{ text: "New words", changed: true }] });
  });
});
