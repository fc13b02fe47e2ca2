import { describe, expect, it } from "vitest";
import { type Feeling, feelingHeadline } from "../../../lib/customers/headline";

/** One answer every 100 days. */
const answers = (...scores: number[]): Feeling[] =>
  scores.map((score, index) => ({ at: new Date(Date.UTC(2025, 0, 1) + index * 100 * 86_400_000), score }));

describe("feelingHeadline", () => {
  it("says nothing without answers", () => {
    expect(feelingHeadline([])).toEqual({ kind: "none" });
  });
  it("tells a single answer", () => {
    expect(feelingHeadline(answers(8))).toMatchObject({ kind: "once", score: 8, class: "passive" });
  });
  it("tells a fall from where it began", () => {
    expect(feelingHeadline(answers(9, 7, 3))).toMatchObject({
      kind: "fell",
      from: 9,
      to: 3,
      fromClass: "promoter",
      toClass: "detractor",
      days: 200,
    });
  });
  it("begins a fall at the newest of equal tops", () => {
    expect(feelingHeadline(answers(9, 9, 4))).toMatchObject({ kind: "fell", from: 9, to: 4, days: 100 });
  });
  it("forgets what lies before a turn", () => {
    expect(feelingHeadline(answers(10, 2, 5, 8))).toMatchObject({ kind: "rose", from: 2, to: 8, days: 200 });
  });
  it("tells one point only when it leaves a class", () => {
    expect(feelingHeadline(answers(7, 6))).toMatchObject({ kind: "fell", from: 7, to: 6 });
    expect(feelingHeadline(answers(4, 5))).toMatchObject({ kind: "steady", score: 5 });
  });
  it("keeps a fall after one repetition, and calls it steady after two", () => {
    expect(feelingHeadline(answers(9, 3, 3))).toMatchObject({ kind: "fell", from: 9, to: 3, days: 200 });
    expect(feelingHeadline(answers(9, 3, 3, 3))).toMatchObject({ kind: "steady", score: 3, answers: 3 });
  });
  it("does not take one point within a class for a turn", () => {
    expect(feelingHeadline(answers(10, 6, 3, 4))).toMatchObject({ kind: "fell", from: 10, to: 4, days: 300 });
    expect(feelingHeadline(answers(5, 4, 6))).toMatchObject({ kind: "rose", from: 4, to: 6, days: 100 });
    expect(feelingHeadline(answers(9, 4, 3, 4))).toMatchObject({ kind: "steady", score: 4, answers: 3 });
  });
  it("is steady when nothing ever changed", () => {
    expect(feelingHeadline(answers(8, 8))).toMatchObject({ kind: "steady", score: 8, answers: 2, days: 100 });
  });
});
