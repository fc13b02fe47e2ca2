import { describe, expect, test } from "vitest";
import { type AccountFacts, attentionOf } from "../../../lib/dashboards/attention";

const now = new Date("2026-11-21T12:00:00Z");
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
};

describe("why an account asks for its seller", () => {
  test("a content account asks for nothing", () => expect(attentionOf(quiet, now)).toEqual([]));

  test("a low score counts while it is new", () => {
    expect(attentionOf({ ...quiet, lastScore: 6, lastScoreAt: ago(120) }, now)).toEqual([{ kind: "gave", score: 6 }]);
    expect(attentionOf({ ...quiet, lastScore: 6, lastScoreAt: ago(121) }, now)).toEqual([]);
    expect(attentionOf({ ...quiet, lastScore: 7 }, now)).toEqual([]);
  });

  test("silence is told in days from the 91st on; never having talked is not silence", () => {
    expect(attentionOf({ ...quiet, lastContactAt: ago(91) }, now)).toEqual([{ kind: "silent", days: 91 }]);
    expect(attentionOf({ ...quiet, lastContactAt: null }, now)).toEqual([]);
  });

  test("fewer orders are told as a share, and then no order is not told again", () => {
    expect(attentionOf({ ...quiet, orders: 2, ordersBefore: 5, lastOrderAt: ago(300) }, now)).toEqual([
      { kind: "fewer", share: 0.6 },
    ]);
    expect(attentionOf({ ...quiet, orders: 1, ordersBefore: 2, lastOrderAt: ago(201) }, now)).toEqual([
      { kind: "noOrder", days: 201 },
    ]);
  });

  test("open cases and late steps are counted", () => {
    expect(attentionOf({ ...quiet, openCases: 2, stepDueOn: ago(3) }, now)).toEqual([
      { kind: "cases", count: 2 },
      { kind: "stepLate", days: 3 },
    ]);
  });
});
