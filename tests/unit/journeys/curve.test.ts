import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feelingOf, sampleCurve } from "../../../lib/journeys/curve";

describe("the feeling's curve", () => {
  test("a rating of 1 to 5 is moved to −2 to +2", () => {
    expect([1, 3, 5].map((rating) => feelingOf(rating, { min: 1, max: 5 }))).toEqual([-2, 0, 2]);
    expect(feelingOf(10, { min: 0, max: 10 })).toBe(2);
  });

  test("goes through every point and never beyond two neighbours", () => {
    const heights = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(heights, (ys) => {
        const points = ys.map((y, x) => ({ x, y }));
        const perStep = 8;
        const samples = sampleCurve(points, perStep);
        expect(samples).toHaveLength((ys.length - 1) * perStep + 1);
        points.forEach((point, i) => {
          expect(samples[i * perStep]?.y).toBeCloseTo(point.y, 9);
        });
        samples.forEach(({ y }, i) => {
          const from = ys[Math.floor(i / perStep)] as number;
          const to = ys[Math.min(ys.length - 1, Math.ceil(i / perStep))] as number;
          expect(y).toBeGreaterThanOrEqual(Math.min(from, to) - 1e-9);
          expect(y).toBeLessThanOrEqual(Math.max(from, to) + 1e-9);
        });
      }),
    );
  });

  test("one point is itself", () => expect(sampleCurve([{ x: 1, y: 2 }])).toEqual([{ x: 1, y: 2 }]));
});
