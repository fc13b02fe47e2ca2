import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ScoredItem } from "../../../lib/dashboards/schema";
import { type Cell, changeOf, isTopBox, npsCounts, scoreOf } from "../../../lib/dashboards/scores";

const item = (fields: Partial<ScoredItem> = {}): ScoredItem => ({
  id: "i",
  surveyId: "s",
  surveyName: "Survey",
  label: "Item",
  measure: "csat",
  scaleMin: 1,
  scaleMax: 5,
  direction: "higher",
  touchpointId: null,
  isAnonymous: false,
  ...fields,
});

function cellOf(values: readonly number[], itemId = "i"): Cell {
  return {
    key: "",
    itemId,
    n: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumSq: values.reduce((sum, value) => sum + value * value, 0),
    bins: Array.from({ length: 11 }, (_, point) => values.filter((value) => value === point).length),
  };
}

describe("top box", () => {
  test.each([
    [1, 3, [3]],
    [1, 4, [3, 4]],
    [1, 5, [4, 5]],
    [1, 7, [6, 7]],
    [1, 10, [8, 9, 10]],
  ])("of %i to %i", (scaleMin, scaleMax, best) => {
    const points = Array.from({ length: scaleMax - scaleMin + 1 }, (_, step) => scaleMin + step);
    expect(points.filter((value) => isTopBox(value, item({ scaleMin, scaleMax })))).toEqual(best);
  });

  test("of a scale that runs the other way is counted from below", () => {
    const turned = item({ direction: "lower" });
    expect([1, 2, 3, 4, 5].filter((value) => isTopBox(value, turned))).toEqual([1, 2]);
  });
});

describe("a score", () => {
  const nps = item({ measure: "nps", scaleMin: 0, scaleMax: 10 });

  test("of 5 promoters, 3 passives and 2 detractors is +30", () => {
    const score = scoreOf([cellOf([10, 10, 9, 9, 9, 8, 7, 7, 6, 0])], [nps], "nps", 5);
    expect(score).toMatchObject({ value: 30, n: 10, nps: { promoters: 5, passives: 3, detractors: 2 } });
    expect(score.state).toBe("indicative");
  });

  test("of satisfied answers is a share with the mean beside it", () => {
    const score = scoreOf([cellOf([5, 4, 4, 3, 1])], [item()], "csat", 5);
    expect(score.value).toBeCloseTo(0.6, 12);
    expect(score.mean?.mean).toBeCloseTo(3.4, 12);
  });

  test("of items on different scales has no mean", () => {
    const cells = [cellOf([5, 4], "i"), cellOf([7, 6], "j")];
    const score = scoreOf(cells, [item(), item({ id: "j", scaleMax: 7 })], "csat", 1);
    expect(score.value).toBe(1);
    expect(score.mean).toBeNull();
  });

  test("under k is hidden, under 30 indicative, without answers nothing", () => {
    // Nothing but n: the page that draws it is sent to the browser with all that it is given.
    expect(scoreOf([cellOf([5, 5])], [item()], "csat", 5)).toEqual({
      measure: "csat",
      n: 2,
      value: null,
      interval: null,
      mean: null,
      nps: null,
      state: "hidden",
    });
    expect(scoreOf([cellOf(Array.from({ length: 29 }, () => 5))], [item()], "csat", 5).state).toBe("indicative");
    expect(scoreOf([cellOf(Array.from({ length: 30 }, () => 5))], [item()], "csat", 5).state).toBe("ok");
    expect(scoreOf([], [item()], "csat", 5)).toMatchObject({ n: 0, value: null, interval: null });
  });

  test("leaves out the items of the other measure", () => {
    const cells = [cellOf([10, 0], "n"), cellOf([5, 5], "i")];
    expect(scoreOf(cells, [item(), { ...nps, id: "n" }], "csat", 1).n).toBe(2);
  });

  test("lies between −100 and 100 within its interval's reach, and merging cells equals pooling answers", () => {
    const answers = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(answers, answers, (one, other) => {
        const apart = scoreOf([cellOf(one), cellOf(other)], [nps], "nps", 1);
        const pooled = scoreOf([cellOf([...one, ...other])], [nps], "nps", 1);
        expect(apart).toEqual(pooled);
        expect(Math.abs(apart.value ?? 0)).toBeLessThanOrEqual(100);
        const { promoters, passives, detractors } = npsCounts([cellOf(one)]);
        expect(promoters + passives + detractors).toBe(one.length);
      }),
    );
  });
});

describe("a change", () => {
  const nps = item({ measure: "nps", scaleMin: 0, scaleMax: 10 });
  const many = (value: number, times: number) => Array.from({ length: times }, () => value);

  test("is proved only when its interval leaves out 0", () => {
    const before = scoreOf([cellOf([...many(9, 50), ...many(5, 50)])], [nps], "nps", 5);
    const same = scoreOf([cellOf([...many(9, 52), ...many(5, 48)])], [nps], "nps", 5);
    const better = scoreOf([cellOf([...many(9, 80), ...many(5, 20)])], [nps], "nps", 5);
    expect(changeOf(same, before, 5)).toMatchObject({ isProved: false });
    expect(changeOf(better, before, 5)).toMatchObject({ isProved: true, difference: 60 });
  });

  test("is not told when a side has fewer than k answers", () => {
    const few = scoreOf([cellOf(many(9, 4))], [nps], "nps", 5);
    const enough = scoreOf([cellOf(many(9, 40))], [nps], "nps", 5);
    expect(changeOf(enough, few, 5)).toBeNull();
  });

  test("of two shares has Newcombe's interval (Statistics in Medicine 1998, table II: 56/70 against 48/80)", () => {
    const shares = (yes: number, n: number) =>
      scoreOf([cellOf([...many(5, yes), ...many(1, n - yes)])], [item()], "csat", 5);
    const change = changeOf(shares(56, 70), shares(48, 80), 5);
    expect(change?.difference).toBeCloseTo(0.2, 12);
    expect(change?.interval.low).toBeCloseTo(0.0524, 4);
    expect(change?.interval.high).toBeCloseTo(0.3339, 4);
  });
});
