import { describe, expect, test } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDay,
  formatInterval,
  formatMoney,
  formatNps,
  formatNumber,
  formatP,
  formatShare,
  formatSigned,
  initials,
} from "../../lib/format";

/** No-break spaces as plain ones, so that the lines below can be read. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("numbers", () => {
  test("have groups, a real minus sign, and never a minus nought", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatNumber(-8)).toBe("\u22128");
    expect(formatNumber(-0.04, 1)).toBe("0.0");
    expect(formatNumber(-0)).toBe("0");
    expect(formatNumber(2.345, 2)).toBe("2.35");
    expect(formatNumber(2, 2, 0)).toBe("2");
  });

  test("with a sign show it, but not on nought", () => {
    expect(formatSigned(2.24, 1)).toBe("+2.2");
    expect(formatSigned(-8)).toBe("\u22128");
    expect(formatSigned(0.4)).toBe("0");
    expect(formatSigned(-0.4)).toBe("0");
    expect(formatNps(22.4)).toBe("+22");
    expect(formatNps(-100)).toBe("\u2212100");
  });

  test("shares are per cent", () => {
    expect(plain(formatShare(0.583))).toBe("58 %");
    expect(plain(formatShare(0.0123, 1))).toBe("1.2 %");
    expect(plain(formatShare(1))).toBe("100 %");
  });

  test("intervals use a dash, or a word where a minus would be misread", () => {
    expect(formatInterval({ low: 2.31, high: 2.49 })).toBe("2.3–2.5");
    expect(plain(formatInterval({ low: -1.7, high: -1.3 }))).toBe("\u22121.7 to \u22121.3");
    expect(plain(formatInterval({ low: 1, high: 5 }, 0, { signed: true }))).toBe("+1 to +5");
    expect(formatInterval({ low: 0.5, high: 0.6 }, 0, { scale: 100 })).toBe("50–60");
  });

  test("money is cents and a currency, whole amounts without cents", () => {
    expect(formatMoney(674_000, "EUR")).toBe("€6,740");
    expect(formatMoney(674_050, "EUR")).toBe("€6,740.50");
    expect(formatMoney(-5, "EUR")).toBe("\u2212€0.05");
    expect(formatMoney(674_000n, "PLN")).toContain("6,740");
    expect(plain(formatMoney(123_400_000, "EUR", { short: true }))).toBe("€1.2 m");
    expect(formatMoney(1_234_500, "EUR", { short: true })).toBe("€12.3k");
    expect(formatMoney(12_345_600, "EUR", { short: true })).toBe("€123k");
    expect(formatMoney(99_900, "EUR", { short: true })).toBe("€999");
  });

  test("p values are read, however small", () => {
    expect(formatP(Math.log(0.034)).text).toBe("0.03");
    expect(formatP(Math.log(0.0042)).text).toBe("0.004");
    expect(formatP(Math.log(0.0004)).text).toBe("0.0004");
    expect(plain(formatP(-80 * Math.LN10 + Math.log(5)).text)).toBe("5 × 10⁻⁸⁰");
    expect(plain(formatP(-2000 * Math.LN10).text)).toBe("1 × 10⁻²⁰⁰⁰");
    expect(plain(formatP(Math.log(9.99e-8)).text)).toBe("1 × 10⁻⁷");
  });

  test("sizes of files", () => {
    expect(plain(formatBytes(812))).toBe("812 B");
    expect(plain(formatBytes(12_900))).toBe("13 kB");
    expect(plain(formatBytes(12_900_000n))).toBe("12.9 MB");
  });
});

describe("dates", () => {
  const instant = new Date("2026-10-05T23:30:00Z");

  test("are shown in the workspace's zone", () => {
    expect(formatDate(instant, "UTC")).toBe("5 Oct 2026");
    expect(formatDate(instant, "Europe/Warsaw")).toBe("6 Oct 2026");
    expect(formatDateTime(instant, "Europe/Warsaw")).toBe("6 Oct 2026, 01:30");
    expect(formatDay(new Date("2026-10-06T00:00:00Z"))).toBe("6 Oct 2026");
  });

  test("ago is counted in the workspace's days", () => {
    const now = new Date("2026-10-06T00:30:00Z");
    expect(formatAgo(instant, now, "UTC")).toBe("Yesterday");
    expect(formatAgo(instant, now, "Europe/Warsaw")).toBe("Today");
    expect(formatAgo(new Date("2026-09-30T12:00:00Z"), now, "UTC")).toBe("6 days ago");
    expect(formatAgo(new Date("2026-04-06T12:00:00Z"), now, "UTC")).toBe("6 months ago");
    expect(formatAgo(new Date("2023-10-06T12:00:00Z"), now, "UTC")).toBe("3 years ago");
    expect(formatAgo(new Date("2026-10-07T12:00:00Z"), now, "UTC")).toBe("Today");
  });
});

test("initials stand for a name in any script", () => {
  expect(initials("Ewa Nowak")).toBe("EN");
  expect(initials("  marta   da silva ")).toBe("MS");
  expect(initials("Żaneta")).toBe("Ż");
  expect(initials("Анна Смирнова")).toBe("АС");
  expect(initials("— Smith & Sons")).toBe("SS");
  expect(initials("")).toBe("");
});
