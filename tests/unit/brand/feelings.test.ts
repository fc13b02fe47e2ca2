import { describe, expect, it } from "vitest";
import { type BrandCell, feltOf, findingOf, verdictOf } from "@/lib/brand/feelings";
import { feelingInput } from "@/lib/brand/schema";
import { patternsOf } from "@/lib/brand/words";
import { batteryFor, hasBattery, RESPONSES } from "@/lib/surveys/battery";
import { isSameItem } from "@/lib/surveys/identity";
import { publishableDraft } from "@/lib/surveys/schema";

const scale = { min: 1, max: 5 };
const stat = (value: number, low: number, high: number) => ({
  n: 50,
  value,
  interval: { low, high },
  state: "ok" as const,
});

describe("wanted and felt", () => {
  it("is judged by the interval against the scale's middle", () => {
    expect(feltOf(stat(3.6, 3.2, 4), scale)).toBe("felt");
    expect(feltOf(stat(2.6, 2.2, 2.9), scale)).toBe("not_felt");
    expect(feltOf(stat(3.1, 2.8, 3.4), scale)).toBe("open");
    expect(feltOf({ n: 0, value: null, interval: null, state: "hidden" }, scale)).toBe("unknown");
    expect(verdictOf(true, "not_felt")).toBe("wanted_not_felt");
    expect(verdictOf(false, "felt")).toBe("felt_not_wanted");
    expect(verdictOf(false, "not_felt")).toBe("none");
  });

  it("says the worst first", () => {
    const cell = (fields: Partial<BrandCell>): BrandCell => ({
      touchpointId: "t",
      feelingId: "f",
      isWanted: true,
      stat: stat(2.5, 2.2, 2.8),
      scale,
      verdict: "wanted_not_felt",
      words: null,
      ...fields,
    });
    const worse = cell({ feelingId: "g", stat: stat(1.5, 1.2, 1.8) });
    expect(findingOf([cell({}), worse])).toEqual({ kind: "not_felt", cell: worse });
    const written = cell({ verdict: "wanted_open", words: { n: 60, said: 0.1, opposed: 0.4, isIndicative: false } });
    expect(findingOf([written])).toEqual({ kind: "opposite", cell: written });
    expect(findingOf([cell({ verdict: "wanted_unknown" })])).toEqual({ kind: "unmeasured", wanted: 1 });
    expect(findingOf([cell({ verdict: "wanted_felt" })])).toEqual({ kind: "felt", wanted: 1 });
    expect(findingOf([cell({ isWanted: false, verdict: "none" })])).toEqual({ kind: "nothing" });
  });
});

describe("words", () => {
  it("are cleaned, limited, and never in both lists", () => {
    const parsed = feelingInput.parse({
      name: "Calm",
      response: "affective",
      words: " Calm, at  ease,calm;\nRELAXED ",
    });
    expect(parsed.words).toEqual(["calm", "at ease", "relaxed"]);
    for (const wrong of ["calm.*", "a|b", "(x)", "1", "c\\m"]) {
      expect(feelingInput.safeParse({ name: "x", response: "social", words: wrong }).success, wrong).toBe(false);
    }
    const both = feelingInput.safeParse({ name: "x", response: "social", words: "calm", opposites: "calm" });
    expect(both.error?.issues[0]?.path).toEqual(["opposites"]);
  });

  it("make patterns only of what is there", () => {
    expect(patternsOf({ words: [], opposites: [] })).toEqual({
      said: null,
      opposed: null,
      negated: null,
      denied: null,
    });
    expect(patternsOf({ words: ["at ease", "calm"], opposites: [] }).said).toBe("\\m(?:at\\s+ease|calm)\\M");
  });
});

describe("the battery", () => {
  const boarding = { id: "0190aaaa-0000-7000-8000-000000000001", name: "Boarding" };
  it("asks five questions with keys of their own, whole enough to be published", () => {
    const first = batteryFor(boarding, ["sensory", "reason"]);
    expect(first.map(({ response }) => response)).toEqual([...RESPONSES]);
    expect(first.map(({ key }) => key)).toEqual(["sensory_2", "affective", "cognitive", "physical", "social"]);
    expect(
      first.every(({ measure, scaleMin, scaleMax }) => measure === "other" && scaleMin === 1 && scaleMax === 5),
    ).toBe(true);
    const draft = { about: "", thanks: "", promise: "identified", questions: first };
    expect(publishableDraft.safeParse(draft).success).toBe(true);
    expect(hasBattery(first, boarding.id)).toBe(true);
    expect(hasBattery(first, "another")).toBe(false);
    const moved = publishableDraft.safeParse({ ...draft, questions: first.map((q) => ({ ...q, touchpointId: null })) });
    expect(moved.error?.issues[0]?.path).toEqual(["questions", 0, "touchpointId"]);
  });

  it("measures something else than the same words without it", () => {
    const [question] = batteryFor(boarding, []);
    const { response: _, ...plain } = question!;
    expect(isSameItem({ ...plain, response: null }, question!)).toBe(false);
    expect(isSameItem({ ...plain, response: "sensory" }, question!)).toBe(true);
  });
});
