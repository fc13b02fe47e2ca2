import { describe, expect, test } from "vitest";
import { gapOf, meanTrend, npsGapOf, npsTrend } from "../../../lib/journeys/gap";
import { EMPTY_CELLS } from "../../../lib/journeys/lanes";
import type { JourneyMap } from "../../../lib/journeys/map";
import { journeySnapshot, mapOfSnapshot, snapshotOf } from "../../../lib/journeys/snapshot";
import { momentsFromCounts } from "../../../lib/stats/moments";

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const span = { fromDay: "2026-01-01", toDay: "2026-04-01" };
const ratings = momentsFromCounts([1, 2, 3, 4, 5], [10, 10, 10, 10, 10]);
const scale = { min: 1, max: 5 };
const gap = gapOf(4, ratings, scale, 5);
const trend = meanTrend(ratings, momentsFromCounts([1, 2, 3, 4, 5], [30, 10, 5, 0, 0]), 5);
const voice = {
  id: id(4),
  text: "So long",
  kind: "quote",
  speaker: "",
  source: "",
  consent: "public",
  feeling: -1,
} as const;

const map: JourneyMap = {
  id: id(1),
  name: "Flying",
  description: "",
  segment: { id: id(9), name: "Families", memberCount: 40 },
  ownerId: null,
  ownerName: null,
  template: null,
  clonedFrom: null,
  reviewOn: null,
  reviewedAt: null,
  editedAt: new Date(),
  editedByName: null,
  version: null,
  comments: 2,
  answers: 50,
  k: 5,
  stages: [
    {
      id: id(2),
      name: "Before",
      metric: "Calls",
      gap,
      steps: [
        {
          id: id(3),
          touchpointId: id(5),
          touchpointName: "Gate",
          controller: "partner",
          channels: ["App"],
          doing: "Queues",
          thinking: "",
          cells: { ...EMPTY_CELLS, doing: "Queues", evidence: "some", desired: 4 },
          scale,
          gap,
          effort: gapOf(null, { n: 0, sum: 0, sumSq: 0 }, null, 5),
          effortScale: null,
          effortBetter: "higher",
          nps: npsGapOf(30, { promoters: 5, passives: 3, detractors: 2 }, 5),
          trend,
          effortTrend: null,
          npsTrend: null,
          ownerName: "Ewa",
          intendedFeelings: [{ id: id(6), name: "Calm" }],
          openCases: 3,
          improvements: [{ id: id(7), title: "Board first" }],
          quotes: [{ ...voice, lane: "pains" }],
          comments: { doing: 1 },
        },
      ],
    },
  ],
};

describe("a snapshot", () => {
  test("comes back from JSON as the map it was, with the values of then", () => {
    const kept = journeySnapshot.parse(JSON.parse(JSON.stringify(snapshotOf(map, span))));
    expect(kept.span).toEqual(span);
    const back = mapOfSnapshot(map, kept, new Map([[voice.id, voice]]));
    const [stage] = map.stages;
    expect(back.stages).toEqual([{ ...stage, steps: [{ ...stage?.steps[0], comments: {} }] }]);
    expect(back).toMatchObject({ name: "Flying", answers: 50, comments: 0 });
  });

  test("holds no word of a person, and leaves out voices that are gone", () => {
    const kept = snapshotOf(map, span);
    expect(JSON.stringify(kept)).not.toContain("So long");
    expect(mapOfSnapshot(map, kept).stages[0]?.steps[0]?.quotes).toEqual([]);
  });

  test("of another kind is refused", () => {
    expect(journeySnapshot.safeParse({ ...snapshotOf(map, span), v: 2 }).success).toBe(false);
    expect(journeySnapshot.safeParse({}).success).toBe(false);
  });
});

describe("a trend", () => {
  const before = momentsFromCounts([1, 2, 3, 4, 5], [30, 10, 5, 0, 0]);
  test("is better only when its interval leaves out nothing, and turns round where lower is better", () => {
    expect(meanTrend(ratings, before, 5)?.verdict).toBe("better");
    expect(meanTrend(before, ratings, 5)?.verdict).toBe("worse");
    expect(meanTrend(ratings, before, 5, "lower")?.verdict).toBe("worse");
    expect(meanTrend(ratings, ratings, 5)).toMatchObject({ difference: 0, verdict: "same" });
  });

  test("is not told under k answers in either period", () => {
    expect(meanTrend(ratings, momentsFromCounts([1, 5], [2, 2]), 5)).toBeNull();
    expect(
      npsTrend({ promoters: 4, passives: 0, detractors: 0 }, { promoters: 50, passives: 0, detractors: 50 }, 5),
    ).toBeNull();
    expect(
      npsTrend({ promoters: 90, passives: 5, detractors: 5 }, { promoters: 5, passives: 5, detractors: 90 }, 5)
        ?.verdict,
    ).toBe("better");
  });
});

describe("a gap of NPS", () => {
  test("is in its points, with the score's own interval", () => {
    const own = npsGapOf(30, { promoters: 50, passives: 30, detractors: 20 }, 5);
    expect(own).toMatchObject({ actual: 30, gap: 0, n: 100, verdict: "unproved" });
    expect(npsGapOf(30, { promoters: 2, passives: 1, detractors: 1 }, 5)).toMatchObject({
      actual: null,
      state: "hidden",
    });
    expect(npsGapOf(null, { promoters: 0, passives: 0, detractors: 0 }, 5).state).toBe("empty");
  });
});
