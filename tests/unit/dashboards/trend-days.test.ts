import { describe, expect, test } from "vitest";
import { monthsUpTo, placeOn, weeksUpTo, yearBefore } from "../../../lib/dashboards/trend-days";

describe("days of a trend", () => {
  test("months end with the one that holds the last day of the period", () => {
    expect(monthsUpTo("2026-01-01", 3)).toEqual(["2025-10-01", "2025-11-01", "2025-12-01"]);
    expect(monthsUpTo("2026-01-02", 3)).toEqual(["2025-11-01", "2025-12-01", "2026-01-01"]);
  });

  test("weeks begin on Mondays", () => {
    // 22 November 2026 is a Sunday.
    expect(weeksUpTo("2026-11-23", 2)).toEqual(["2026-11-09", "2026-11-16"]);
    expect(weeksUpTo("2026-11-24", 2)).toEqual(["2026-11-16", "2026-11-23"]);
  });

  test("a year before has the same days; 29 February becomes the 28th", () => {
    expect(yearBefore({ fromDay: "2026-08-24", toDay: "2026-11-22" })).toEqual({
      fromDay: "2025-08-24",
      toDay: "2025-11-22",
    });
    expect(yearBefore({ fromDay: "2024-02-29", toDay: "2024-03-01" })).toEqual({
      fromDay: "2023-02-28",
      toDay: "2023-03-01",
    });
  });

  test("an event stands between two points by its day, and on the last point at the end", () => {
    const days = ["2026-09-01", "2026-10-01"];
    expect(placeOn(days, "2026-09-16", "2026-11-01")).toEqual({ at: "2026-09-01", offset: 0.5 });
    expect(placeOn(days, "2026-10-20", "2026-11-01")).toEqual({ at: "2026-10-01", offset: 0 });
    expect(placeOn(days, "2026-08-31", "2026-11-01")).toBeNull();
    expect(placeOn(days, "2026-11-01", "2026-11-01")).toBeNull();
  });
});
