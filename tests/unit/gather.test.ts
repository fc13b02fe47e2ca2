import { describe, expect, it } from "vitest";
import { gather } from "../../lib/gather";

describe("gather", () => {
  it("asks once for all who ask together, and once more for those who ask meanwhile", async () => {
    const asked: string[][] = [];
    let free = () => {};
    const look = gather(async (keys) => {
      asked.push(keys);
      if (asked.length === 1) await new Promise<void>((resolve) => (free = resolve));
      return new Map(keys.filter((key) => key !== "none").map((key) => [key, key.toUpperCase()]));
    });
    const first = [look("a"), look("b"), look("a"), look("none")];
    await expect.poll(() => asked.length).toBe(1);
    const second = [look("c"), look("a")];
    free();
    expect(await Promise.all(first)).toEqual(["A", "B", "A", null]);
    expect(await Promise.all(second)).toEqual(["C", "A"]);
    expect(asked).toEqual([
      ["a", "b", "none"],
      ["c", "a"],
    ]);
  });

  it("asks for no more than it may at once, and goes on after a failure", async () => {
    const asked: string[][] = [];
    const look = gather(async (keys) => {
      asked.push(keys);
      if (keys.includes("bad")) throw new Error("no");
      return new Map(keys.map((key) => [key, key]));
    }, 2);
    const results = await Promise.allSettled(["a", "bad", "c"].map(look));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(asked).toEqual([["a", "bad"], ["c"]]);
  });
});
