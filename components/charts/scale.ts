/**
 * Round numbers that cover low to high in about `wanted` steps of 1, 2, 2.5 or 5 times a power of ten.
 * The first is at or below low, the last at or above high.
 */
export function niceTicks(low: number, high: number, wanted = 4): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const span = high > low ? high - low : Math.abs(high) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough - power * 1e-9) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Where a value lies on a scale, 0 to 1, kept inside. */
export function shareOf(value: number, [low, high]: readonly [number, number]): number {
  return high === low ? 0 : Math.max(0, Math.min(1, (value - low) / (high - low)));
}

/** About how wide a text of 12 pixels is set in Inter; medium and bold figures are a little wider. */
export function textWidth(text: string, perCharacter = 6.4): number {
  return [...text].length * perCharacter;
}
