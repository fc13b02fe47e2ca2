import { describe, expect, test } from "vitest";
import { type AccountFacts, attentionOf, firstStepOf } from "../../../lib/dashboards/attention";

const now = new Date("2026-11-21T12:00:00Z");
const today = "2026-11-21";
const ago = (days: number) => new Date(+now - days * 86_400_000);
const quiet: AccountFacts = {
  lastContactAt: ago(10),
  lastScore: 9,
  lastScoreAt: ago(10),
  lastOrderAt: ago(30),
  valueCents: 100_000,
  orders: 6,
  ordersBefore: 6,
  openCases: 0,
  stepDueOn: null,
  lastScores: [9],
  renewsOn: null,
  missedPromises: 0,
};

describe("why an account asks for its seller", () => {
  test("a content account asks for nothing", () => expect(attentionOf(quiet, now, today)).toEqual([]));

  test("a low score counts while it is new", () => {
    expect(attentionOf({ ...quiet, lastScore: 6, lastScoreAt: ago(120) }, now, today)).toEqual([
      { kind: "gave", score: 6 },
    ]);
    expect(attentionOf({ ...quiet, lastScore: 6, lastScoreAt: ago(121) }, now, today)).toEqual([]);
    expect(attentionOf({ ...quiet, lastScore: 7 }, now, today)).toEqual([]);
  });

  test("a next step is late from the day after on, where the workspace is", () => {
    // Still the 21st in Honolulu, two hours before its midnight.
    const late = new Date("2026-11-22T08:00:00Z");
    const account = { ...quiet, stepDueOn: new Date("2026-11-21T00:00:00Z") };
    expect(attentionOf(account, late, "2026-11-21")).toEqual([]);
    expect(attentionOf(account, late, "2026-11-22")).toEqual([{ kind: "stepLate", days: 1 }]);
  });

  test("silence is told in days from the 91st on; never having talked is not silence", () => {
    expect(attentionOf({ ...quiet, lastContactAt: ago(91) }, now, today)).toEqual([{ kind: "silent", days: 91 }]);
    expect(attentionOf({ ...quiet, lastContactAt: null }, now, today)).toEqual([]);
  });

  test("fewer orders are told as a share, and then no order is not told again", () => {
    expect(attentionOf({ ...quiet, orders: 2, ordersBefore: 5, lastOrderAt: ago(300) }, now, today)).toEqual([
      { kind: "fewer", share: 0.6 },
    ]);
    expect(attentionOf({ ...quiet, orders: 1, ordersBefore: 2, lastOrderAt: ago(201) }, now, today)).toEqual([
      { kind: "noOrder", days: 201 },
    ]);
  });

  test("open cases and late steps are counted", () => {
    expect(attentionOf({ ...quiet, openCases: 2, stepDueOn: new Date("2026-11-18T00:00:00Z") }, now, today)).toEqual([
      { kind: "cases", count: 2 },
      { kind: "stepLate", days: 3 },
    ]);
  });

  test("a renewal is told from 90 days before, and until somebody renews or ends it", () => {
    const on = (days: number) => new Date(`${ago(-days).toISOString().slice(0, 10)}T00:00:00Z`);
    expect(attentionOf({ ...quiet, renewsOn: on(92) }, now, today)).toEqual([]);
    expect(attentionOf({ ...quiet, renewsOn: on(30) }, now, today)).toMatchObject([
      { kind: "renews", day: "2026-12-21" },
    ]);
    expect(attentionOf({ ...quiet, renewsOn: on(-3) }, now, today)).toMatchObject([
      { kind: "renews", day: "2026-11-18" },
    ]);
  });

  test("scores that fall three times are told instead of the last one", () => {
    expect(attentionOf({ ...quiet, lastScore: 5, lastScores: [8, 7, 5] }, now, today)).toEqual([
      { kind: "fell", scores: [8, 7, 5] },
    ]);
    expect(attentionOf({ ...quiet, lastScores: [10, 10, 9] }, now, today)).toEqual([]);
    expect(attentionOf({ ...quiet, lastScore: 8, lastScores: [9, 8] }, now, today)).toEqual([]);
  });

  test("a missed promise is counted; the first reason says what to do first", () => {
    const reasons = attentionOf({ ...quiet, missedPromises: 1 }, now, today);
    expect(reasons).toEqual([{ kind: "promise", count: 1 }]);
    expect(firstStepOf(reasons, false, true)).toBe("call");
    expect(firstStepOf([{ kind: "renews", day: "2026-12-21", days: 30 }], true, false)).toBe("visit");
    expect(firstStepOf([{ kind: "fewer", share: 0.5 }], false, true)).toBe("offer");
    expect(firstStepOf([], false, true)).toBe("offer");
  });
});
