import { expect } from "vitest";

/** Equal to one part in a million: the tolerance at which a statistic counts as right. An expected 0 must be 0 to 1e-9. */
export function expectClose(actual: number | null | undefined, expected: number, what = ""): void {
  expect(actual, what).toBeTypeOf("number");
  const value = actual as number;
  const allowed = expected === 0 ? 1e-9 : Math.abs(expected) * 1e-6;
  expect(Math.abs(value - expected), `${what} ${value} should be ${expected}`).toBeLessThanOrEqual(allowed);
}

/** The same for lists. */
export function expectAllClose(actual: readonly number[], expected: readonly number[], what = ""): void {
  expect(actual.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) expectClose(actual[i], expected[i] as number, `${what} [${i}]`);
}

/** The value itself, where a test has made sure that there is one. */
export function present<T>(value: T | null | undefined): T {
  expect(value).not.toBeNull();
  expect(value).toBeDefined();
  return value as T;
}

/** Columns of a data set as rows of predictors and an outcome; row names that R adds are left out. */
export function columns(data: object, outcome: string): { names: string[]; X: number[][]; y: number[] } {
  const table = data as Record<string, number[]>;
  const names = Object.keys(table).filter((name) => name !== outcome && name !== "_row");
  const y = table[outcome] as number[];
  return { names, X: y.map((_, i) => names.map((name) => table[name]?.[i] as number)), y };
}

/** A number of a table by its name, such as a coefficient by its predictor's. */
export function named(table: object, name: string): number {
  return (table as Record<string, number>)[name] as number;
}
