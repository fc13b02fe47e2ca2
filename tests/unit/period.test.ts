import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_PERIOD, dayIn, PERIOD_PRESETS, parsePeriod } from "../../lib/period";

// A Thursday, an hour before midnight in London, already Friday in Warsaw.
const now = new Date("2026-11-19T23:30:00Z");
const inWarsaw = { timeZone: "Europe/Warsaw", now };
const inUtc = { timeZone: "UTC", now };

describe("a period", () => {
  test("of the last days ends with today, in the workspace's zone", () => {
    const utc = parsePeriod("30d", inUtc);
    expect([utc.fromDay, utc.toDay, utc.label]).toEqual(["2026-10-21", "2026-11-20", "Last 30 days"]);
    expect([utc.previous?.fromDay, utc.previous?.toDay]).toEqual(["2026-09-21", "2026-10-21"]);
    const warsaw = parsePeriod("30d", inWarsaw);
    expect([warsaw.fromDay, warsaw.toDay]).toEqual(["2026-10-22", "2026-11-21"]);
    // Midnight in Warsaw: in October by summer time (+2), in November by winter time (+1).
    expect(warsaw.from.toISOString()).toBe("2026-10-21T22:00:00.000Z");
    expect(warsaw.to.toISOString()).toBe("2026-11-20T23:00:00.000Z");
  });

  test("of the calendar holds whole months, quarters and years, and knows the one before", () => {
    const days = (key: string) => {
      const { fromDay, toDay, label, previous } = parsePeriod(key, inUtc);
      return [fromDay, toDay, label, previous?.fromDay, previous?.label];
    };
    expect(days("this_month")).toEqual(["2026-11-01", "2026-12-01", "November 2026", "2026-10-01", "October 2026"]);
    expect(days("last_month")).toEqual(["2026-10-01", "2026-11-01", "October 2026", "2026-09-01", "September 2026"]);
    expect(days("this_quarter")).toEqual(["2026-10-01", "2027-01-01", "Q4 2026", "2026-07-01", "Q3 2026"]);
    expect(days("last_quarter")).toEqual(["2026-07-01", "2026-10-01", "Q3 2026", "2026-04-01", "Q2 2026"]);
    expect(days("this_year")).toEqual(["2026-01-01", "2027-01-01", "2026", "2025-01-01", "2025"]);
    expect(days("last_year")).toEqual(["2025-01-01", "2026-01-01", "2025", "2024-01-01", "2024"]);
    expect(days("q:2026-1")).toEqual(["2026-01-01", "2026-04-01", "Q1 2026", "2025-10-01", "Q4 2025"]);
    expect(days("m:2026-02")).toEqual(["2026-02-01", "2026-03-01", "February 2026", "2026-01-01", "January 2026"]);
  });

  test("of two days holds both, and the one before is as long", () => {
    const period = parsePeriod("2026-07-01..2026-09-30", inWarsaw);
    expect([period.fromDay, period.toDay, period.label]).toEqual(["2026-07-01", "2026-10-01", "1 Jul – 30 Sep 2026"]);
    expect([period.previous?.fromDay, period.previous?.toDay]).toEqual(["2026-03-31", "2026-07-01"]);
    expect(parsePeriod("2026-07-01..2026-07-01", inUtc).toDay).toBe("2026-07-02");
    expect(parsePeriod("2025-12-30..2026-01-02", inUtc).label).toBe("30 Dec 2025 – 2 Jan 2026");
  });

  test("all time has nothing before it", () => {
    expect(parsePeriod("all", inUtc)).toMatchObject({ previous: null, toDay: "2026-11-20", label: "All time" });
  });

  test("that cannot be read is the default: no link is broken by it", () => {
    const standard = parsePeriod(DEFAULT_PERIOD, inUtc);
    for (const wrong of [
      undefined,
      null,
      "",
      "tomorrow",
      "q:2026-5",
      "m:2026-13",
      "2026-02-30..2026-03-01",
      "2026-03-02..2026-03-01",
      "2026-03-01",
      "..",
      "constructor",
      "'; drop table answers; --",
    ]) {
      expect(parsePeriod(wrong, inUtc), String(wrong)).toMatchObject({
        fromDay: standard.fromDay,
        toDay: standard.toDay,
      });
    }
  });

  test("is never empty, meets the one before it, and its days are the days of its instants", () => {
    const zones = ["UTC", "Europe/Warsaw", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca"];
    fc.assert(
      fc.property(
        fc.constantFrom(...PERIOD_PRESETS, "q:2026-2", "m:2024-02", "2024-02-28..2024-03-01"),
        fc.constantFrom(...zones),
        fc.date({ min: new Date("2011-01-01"), max: new Date("2039-12-31"), noInvalidDate: true }),
        (key, timeZone, instant) => {
          const period = parsePeriod(key, { timeZone, now: instant });
          expect(+period.from).toBeLessThan(+period.to);
          expect(period.fromDay < period.toDay).toBe(true);
          expect(dayIn(timeZone, period.from)).toBe(period.fromDay);
          expect(dayIn(timeZone, period.to)).toBe(period.toDay);
          if (period.previous) {
            expect(+period.previous.to).toBe(+period.from);
            expect(+period.previous.from).toBeLessThan(+period.previous.to);
          }
        },
      ),
      { numRuns: 500, seed: 20261121 },
    );
  });
});

test("the day of an instant is the day on the wall", () => {
  expect(dayIn("UTC", now)).toBe("2026-11-19");
  expect(dayIn("Europe/Warsaw", now)).toBe("2026-11-20");
  expect(dayIn("America/Los_Angeles", new Date("2026-03-08T07:59:59Z"))).toBe("2026-03-07");
});
