import { describe, expect, test } from "vitest";
import { columnsOf, DEFAULT_ROWS, feelingY, isRowEmpty, parseRows } from "../../../components/journeys/map/layout";
import { gapOf } from "../../../lib/journeys/gap";
import { EMPTY_CELLS, isLaneKey, LANE_KEYS, MAP_ROW_KEYS, MAP_ROWS, parseCell } from "../../../lib/journeys/lanes";
import type { Stage, Step } from "../../../lib/journeys/map";
import { MOST_STAGES, MOST_STEPS } from "../../../lib/journeys/schema";
import { isTemplateKey, TEMPLATES, templateOf } from "../../../lib/journeys/templates";

describe("a cell", () => {
  test("holds what its lane can hold", () => {
    expect(parseCell("doing", "  Queues ")).toEqual({ ok: true, value: "Queues" });
    expect(parseCell("doing", null)).toEqual({ ok: true, value: "" });
    expect(parseCell("doing", 3).ok).toBe(false);
    expect(parseCell("assumedFeeling", "\u22122")).toEqual({ ok: true, value: -2 });
    expect(parseCell("assumedFeeling", " ")).toEqual({ ok: true, value: null });
    expect(parseCell("assumedFeeling", 2.5)).toEqual({
      ok: false,
      message: "Write a whole number from \u22122 to 2.",
    });
    expect(parseCell("desired", "4,2")).toEqual({ ok: true, value: 4.2 });
    expect(parseCell("desired", Number.NaN).ok).toBe(false);
    expect(parseCell("desiredNps", -101).ok).toBe(false);
    expect(parseCell("evidence", "full")).toEqual({ ok: true, value: "full" });
    expect(parseCell("evidence", null).ok).toBe(false);
    expect(parseCell("frictionDecision", null)).toEqual({ ok: true, value: null });
    expect(parseCell("isPeak", "yes").ok).toBe(false);
  });

  test("is empty as an empty step has it, for every lane", () => {
    for (const lane of LANE_KEYS)
      expect(parseCell(lane, EMPTY_CELLS[lane])).toEqual({ ok: true, value: EMPTY_CELLS[lane] });
    expect(isLaneKey("doing")).toBe(true);
    for (const key of ["toString", "constructor", "", null, "Doing"]) expect(isLaneKey(key)).toBe(false);
  });

  test("belongs to exactly one row of the map", () => {
    const shown = MAP_ROWS.flatMap(({ cells }) => [...cells]);
    expect([...shown].sort()).toEqual([...LANE_KEYS].sort());
  });
});

describe("the templates", () => {
  test("fit on a map, name each touchpoint once, and hold cells that can be kept", () => {
    for (const { key } of TEMPLATES) {
      const { stages } = templateOf(key);
      const steps = stages.flatMap((stage) => stage.steps);
      expect(stages.length, key).toBeLessThanOrEqual(MOST_STAGES);
      expect(steps.length, key).toBeLessThanOrEqual(MOST_STEPS);
      expect(new Set(steps.map(({ touchpoint }) => touchpoint.toLowerCase())).size, key).toBe(steps.length);
      for (const { cells } of steps) {
        for (const [lane, value] of Object.entries(cells ?? {})) {
          expect(isLaneKey(lane) && parseCell(lane, value), `${key} ${lane}`).toEqual({ ok: true, value });
        }
      }
      if (key !== "empty")
        expect(
          stages.every(({ metric }) => (metric ?? "") !== ""),
          key,
        ).toBe(true);
    }
    expect(isTemplateKey("toString")).toBe(false);
  });
});

const nothing = gapOf(null, { n: 0, sum: 0, sumSq: 0 }, null, 5);
const step = (id: string, cells: Partial<Step["cells"]> = {}): Step => ({
  id,
  touchpointId: id,
  touchpointName: id,
  controller: "firm",
  channels: [],
  doing: "",
  thinking: "",
  cells: { ...EMPTY_CELLS, ...cells },
  scale: null,
  gap: nothing,
  effort: nothing,
  effortScale: null,
  effortBetter: "higher",
  nps: nothing,
  trend: null,
  effortTrend: null,
  npsTrend: null,
  ownerName: null,
  intendedFeelings: [],
  openCases: 0,
  improvements: [],
  quotes: [],
  comments: {},
});
const stage = (id: string, steps: Step[]): Stage => ({ id, name: id, metric: "", steps, gap: nothing });

describe("the map on the screen", () => {
  test("has a column for each step, and one where a stage has none for those who can fill it", () => {
    const stages = [stage("a", [step("1"), step("2")]), stage("b", []), stage("c", [step("3")])];
    const keys = (withEmpty: boolean) => columnsOf(stages, withEmpty).map(({ key, isStageEnd }) => [key, isStageEnd]);
    expect(keys(false)).toEqual([
      ["1", false],
      ["2", true],
      ["3", false],
    ]);
    expect(keys(true)).toEqual([
      ["1", false],
      ["2", true],
      ["empty-b", true],
      ["3", false],
    ]);
    expect(columnsOf([], true)).toEqual([]);
  });

  test("folds rows in which nothing stands", () => {
    const empty = { stages: [stage("a", [step("1")])] };
    expect(MAP_ROW_KEYS.filter((key) => !isRowEmpty(empty, key))).toEqual(["controller", "plans", "evidence"]);
    const written = { stages: [stage("a", [step("1", { needs: "Sleep", isFlow: true, desiredNps: 0 })])] };
    expect(MAP_ROW_KEYS.filter((key) => !isRowEmpty(written, key))).toEqual([
      "nps",
      "needs",
      "marks",
      "controller",
      "plans",
      "evidence",
    ]);
  });

  test("remembers which rows a browser wants, in the map's own order, whatever the cookie says", () => {
    expect(parseRows(undefined)).toEqual(DEFAULT_ROWS);
    expect(parseRows("evidence.doing.nonsense")).toEqual(["doing", "evidence"]);
    expect(parseRows("nonsense")).toEqual(DEFAULT_ROWS);
  });

  test("stands a better feeling higher", () => {
    expect(feelingY(2)).toBeLessThan(feelingY(-2));
    expect(feelingY(-2) - feelingY(-1)).toBe(feelingY(1) - feelingY(2));
  });
});
