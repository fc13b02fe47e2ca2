import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableToCsv } from "@/components/charts/csv";
import { placeOutward } from "@/components/charts/dumbbell-layout";
import { niceTicks, shareOf } from "@/components/charts/scale";
import { trendRuns } from "@/components/charts/trend-runs";
import { valueText } from "@/components/charts/value-text";
import { initialsOf } from "@/components/ui/avatar";

describe("valueText", () => {
  it.each([
    [22, { signed: true }, "+22"],
    [-1.5, { digits: 1, signed: true }, "−1.5"],
    [-0.04, { digits: 1, signed: true }, "0.0"],
    [0, { signed: true }, "0"],
    [0.47, { times: 100, suffix: " %" }, "47 %"],
    [4_212, {}, "4,212"],
    [-41.2, { digits: 2, prefix: "€" }, "−€41.20"],
  ])("writes %d", (value, format, text) => {
    expect(valueText(value, format, "en")).toBe(text);
  });
});

describe("niceTicks", () => {
  it("covers the values in round steps", () => {
    expect(niceTicks(0, 28, 4)).toEqual([0, 10, 20, 30]);
    expect(niceTicks(1, 5, 4)).toEqual([1, 2, 3, 4, 5]);
    expect(niceTicks(-7, 38, 4)).toEqual([-20, 0, 20, 40]);
  });

  it("always covers, ascends and stays few", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (low, span) => {
          const ticks = niceTicks(low, low + span, 4);
          const slack = Math.max(1, Math.abs(low) + span) * 1e-8;
          expect(ticks[0]).toBeLessThanOrEqual(low + slack);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(low + span - slack);
          expect(ticks.length).toBeLessThanOrEqual(8);
        },
      ),
    );
  });

  it("does not fall over a point", () => {
    expect(niceTicks(3, 3).length).toBeGreaterThan(1);
    expect(niceTicks(0, 0).length).toBeGreaterThan(1);
    expect(niceTicks(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toEqual([0, 1]);
  });

  it("keeps a value inside its scale", () => {
    expect(shareOf(3, [1, 5])).toBe(0.5);
    expect(shareOf(9, [1, 5])).toBe(1);
    expect(shareOf(1, [1, 1])).toBe(0);
  });
});

describe("placeOutward", () => {
  it("lets far labels stand at their marks", () => {
    expect(placeOutward(100, 200, 60, 50, 332)).toEqual({ leftStart: 45, rightStart: 195 });
  });

  it("never lets two labels touch or leave the drawing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 7, max: 287 }),
        fc.integer({ min: 7, max: 287 }),
        fc.integer({ min: 20, max: 150 }),
        fc.integer({ min: 20, max: 150 }),
        (a, b, leftWidth, rightWidth) => {
          const { leftStart, rightStart } = placeOutward(Math.min(a, b), Math.max(a, b), leftWidth, rightWidth, 332);
          expect(leftStart).toBeGreaterThanOrEqual(0);
          expect(leftStart + leftWidth + 12).toBeLessThanOrEqual(rightStart + 1e-9);
          expect(rightStart + rightWidth).toBeLessThanOrEqual(332 + 1e-9);
        },
      ),
    );
  });
});

describe("trendRuns", () => {
  it("breaks at what is hidden and dashes what is weak, joined to its neighbours", () => {
    const states = ["ok", "ok", "hidden", "ok", "indicative", "ok", "ok"] as const;
    expect(trendRuns(states.map((state) => ({ value: 1, state })))).toEqual([
      { kind: "solid", from: 0, to: 1 },
      { kind: "indicative", from: 3, to: 5 },
      { kind: "solid", from: 5, to: 6 },
    ]);
  });

  it("crosses no missing value", () => {
    expect(trendRuns([{ value: 1 }, { value: null }, { value: 2 }])).toEqual([]);
  });
});

describe("tableToCsv", () => {
  it("quotes what must be quoted and disarms formulas", () => {
    const csv = tableToCsv({
      columns: [{ label: "Name, full" }, { label: "Value" }],
      rows: [
        ['He said "no"', -1.5],
        ["=1+1", null],
      ],
    });
    expect(csv).toBe('\uFEFF"Name, full",Value\r\n"He said ""no""",-1.5\r\n\'=1+1,\r\n');
  });
});

describe("initialsOf", () => {
  it.each([
    ["The Lindgren family", "LF"],
    ["Ewa Nowak", "EN"],
    ["Łukasz", "Ł"],
    ["Osei & Partners", "OP"],
    ["", "?"],
  ])("%s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
