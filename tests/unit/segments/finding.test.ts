import { expect, it } from "vitest";
import { provenLowest } from "@/lib/segments/finding";
import type { SegmentRule } from "@/lib/segments/schema";
import { nps } from "@/lib/stats/nps";

const COUNTRY: SegmentRule = { field: "country", op: "known" };
const segment = (name: string, promoters: number, detractors: number, rule: SegmentRule = COUNTRY) => ({
  name,
  rule,
  nps: nps({ promoters, passives: 10, detractors }),
});

it("names the lowest only when its interval lies under that of the best", () => {
  const [low, high] = [segment("Low", 10, 90), segment("High", 90, 10)];
  expect(provenLowest([high, segment("Middle", 50, 50), low])).toMatchObject({
    low: { name: "Low" },
    high: { name: "High" },
  });
  expect(provenLowest([segment("A", 50, 50), segment("B", 55, 45)])).toBeNull();
  expect(provenLowest([low])).toBeNull();
  expect(provenLowest([])).toBeNull();
});

it("leaves out few answers, and segments that are made of answers", () => {
  const high = segment("High", 90, 10);
  expect(provenLowest([high, segment("Few", 0, 15)])).toBeNull();
  expect(provenLowest([high, { ...segment("None", 0, 1), nps: null }])).toBeNull();
  const detractors: SegmentRule = { all: [COUNTRY, { field: "npsClass", op: "is", value: ["detractor"] }] };
  expect(provenLowest([high, segment("Detractors", 0, 90, detractors)])).toBeNull();
});
