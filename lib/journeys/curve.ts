export type Point = { x: number; y: number };

/**
 * Slopes of a monotone cubic through the points (Fritsch and Carlson, SIAM Journal on Numerical Analysis, 1980): the
 * curve never leaves the interval between two neighbours, so it shows no height that was not measured.
 */
function slopes(points: readonly Point[]): number[] {
  const n = points.length;
  const secants = points.slice(1).map((point, i) => {
    const before = points[i] as Point;
    const secant = (point.y - before.y) / (point.x - before.x);
    // Flatter than any eye sees is flat: dividing by it below would leave the numbers.
    return Math.abs(secant) < 1e-12 ? 0 : secant;
  });
  const tangents = points.map((_, i) => {
    if (i === 0) return secants[0] ?? 0;
    if (i === n - 1) return secants[n - 2] ?? 0;
    const left = secants[i - 1] as number;
    const right = secants[i] as number;
    return left * right <= 0 ? 0 : (left + right) / 2;
  });
  secants.forEach((secant, i) => {
    if (secant === 0) {
      tangents[i] = 0;
      tangents[i + 1] = 0;
      return;
    }
    const a = (tangents[i] as number) / secant;
    const b = (tangents[i + 1] as number) / secant;
    const length = Math.hypot(a, b);
    if (length > 3) {
      tangents[i] = (3 * a * secant) / length;
      tangents[i + 1] = (3 * b * secant) / length;
    }
  });
  return tangents;
}

/**
 * The curve as many short lines: points in order of x, `perStep` of them between two neighbours. Two curves sampled at
 * the same x can be filled between. Fewer than two points give the points themselves.
 */
export function sampleCurve(points: readonly Point[], perStep = 16): Point[] {
  if (points.length < 2) return [...points];
  const tangents = slopes(points);
  const samples: Point[] = [];
  for (let i = 0; i < points.length - 1; i++) {
    const from = points[i] as Point;
    const to = points[i + 1] as Point;
    const h = to.x - from.x;
    for (let j = 0; j < perStep; j++) {
      const t = j / perStep;
      const t2 = t * t;
      const t3 = t2 * t;
      samples.push({
        x: from.x + t * h,
        y:
          (2 * t3 - 3 * t2 + 1) * from.y +
          (t3 - 2 * t2 + t) * h * (tangents[i] as number) +
          (-2 * t3 + 3 * t2) * to.y +
          (t3 - t2) * h * (tangents[i + 1] as number),
      });
    }
  }
  samples.push(points[points.length - 1] as Point);
  return samples;
}

/** A rating on its own scale as a feeling of −2 (upset) to +2 (delighted); on 1 to 5 it is the rating less 3. */
export function feelingOf(rating: number, scale: { min: number; max: number }): number {
  return -2 + (4 * (rating - scale.min)) / (scale.max - scale.min);
}
