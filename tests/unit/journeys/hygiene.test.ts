import { describe, expect, test } from "vitest";
import { evidenceCounts, isStale, reviewState, STALE_AFTER_DAYS } from "../../../lib/journeys/hygiene";

const at = (day: string) => new Date(`${day}T12:00:00Z`);
const fresh = { reviewOn: null, editedAt: at("2026-11-01"), reviewedAt: null };

describe("a review", () => {
  test("is planned, near, then overdue", () => {
    const on = { ...fresh, reviewOn: "2026-12-20" };
    expect(reviewState(on, "2026-11-22")).toEqual({ kind: "planned", days: 28 });
    expect(reviewState(on, "2026-12-06")).toEqual({ kind: "near", days: 14 });
    expect(reviewState(on, "2026-12-20")).toEqual({ kind: "near", days: 0 });
    expect(reviewState(on, "2026-12-21")).toEqual({ kind: "overdue", days: 1 });
  });

  test("without a date goes stale when nobody edits or looks for long", () => {
    expect(reviewState(fresh, "2026-11-22").kind).toBe("none");
    const old = { ...fresh, editedAt: at("2026-01-01") };
    const state = reviewState(old, "2026-11-22");
    expect(state).toMatchObject({ kind: "untouched" });
    expect((state as { days: number }).days).toBeGreaterThan(STALE_AFTER_DAYS);
    expect(isStale(state)).toBe(true);
    expect(reviewState({ ...old, reviewedAt: at("2026-11-02") }, "2026-11-22").kind).toBe("none");
  });
});

test("steps are counted by what they rest on", () => {
  expect(evidenceCounts(["none", "some", "full", "some"])).toEqual({ steps: 4, guesses: 1, some: 2, full: 1 });
});
