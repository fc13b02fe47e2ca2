import { beforeAll, describe, expect, it } from "vitest";
import {
  archiveFeeling,
  createFeeling,
  createValue,
  moveValue,
  restoreFeeling,
  setWantedFeeling,
  updateFeeling,
  updateIdentity,
} from "@/lib/brand/commands";
import { findingOf } from "@/lib/brand/feelings";
import { feelingsAtTouchpoints, getBrand } from "@/lib/brand/queries";
import { newId } from "@/lib/id";
import { numbersOf, SPAN, stranger, type TouchWorld, touchWorld, within } from "../touchpoints/world";

const CALM = { words: ["calm", "relaxed", "at ease"], opposites: ["stressed", "rushed"] };
// Written by hand for every sentence of the world: says it, says the opposite.
const SAID: Record<string, [boolean, boolean]> = {
  "I was calm all the time.": [true, false],
  "Not calm at all, I was rushed.": [false, true],
  "They were never really stressed, and so was I not.": [false, false],
  "Fine.": [false, false],
  "So relaxed: at ease from the door on.": [true, false],
  "Stressed. Rushed. Never again.": [false, true],
  "It wasn't calm.": [false, true],
  "Calmly said: nothing to add.": [false, false],
};

describe("the brand's feelings", () => {
  let world: TouchWorld;
  let calm: string;
  let senses: string;
  beforeAll(async () => {
    world = await touchWorld();
    calm = (await createFeeling(world.actor, { name: "Calm", response: "affective", ...CALM })).id;
    senses = (await createFeeling(world.actor, { name: "Pleasant", response: "sensory", words: "", opposites: "" })).id;
    await setWantedFeeling(world.actor, { touchpointId: world.boarding, feelingId: senses, isWanted: true });
    await setWantedFeeling(world.actor, { touchpointId: world.boarding, feelingId: senses, isWanted: true });
    await setWantedFeeling(world.actor, { touchpointId: world.landing, feelingId: calm, isWanted: true });
  });

  const cellAt = async (touchpointId: string, feelingId: string) => {
    const { feelings } = await getBrand(world.actor);
    const { cells } = await feelingsAtTouchpoints(world.actor, feelings, SPAN);
    return cells.find((cell) => cell.touchpointId === touchpointId && cell.feelingId === feelingId)!;
  };

  it("are measured by the battery's question of their response, against the scale's middle", async () => {
    const item = world.items.find(({ key }) => key === "sensory_0")!;
    const values = within(world)
      .filter((answer) => answer.itemId === item.id)
      .map((answer) => answer.value as number);
    const cell = await cellAt(world.boarding, senses);
    expect(cell.stat.n).toBe(values.length);
    expect(cell.stat.value).toBeCloseTo(numbersOf(values).mean!, 12);
    expect(cell).toMatchObject({ isWanted: true, verdict: "wanted_not_felt", words: null });
    expect(await cellAt(world.buying, senses)).toMatchObject({ isWanted: false, verdict: "none" });
    const { feelings } = await getBrand(world.actor);
    const { cells } = await feelingsAtTouchpoints(world.actor, feelings, SPAN);
    expect(findingOf(cells)).toMatchObject({ kind: "not_felt", cell: { touchpointId: world.boarding } });
    expect((await feelingsAtTouchpoints(world.actor, feelings, SPAN, world.boarding)).cells).toHaveLength(2);
  });

  it("are found in comments by whole words, not after a not, as a count by hand finds them", async () => {
    const all = within(world);
    const texts = all.filter(
      (answer) =>
        answer.text &&
        (answer.touchpointId === world.landing ||
          (!answer.touchpointId &&
            all.some(
              (other) =>
                other.responseId === answer.responseId && other.touchpointId === world.landing && other.value !== null,
            ))),
    );
    const share = (side: 0 | 1) => texts.filter(({ text }) => SAID[text as string]![side]).length / texts.length;
    const cell = await cellAt(world.landing, calm);
    expect(texts.length).toBeGreaterThan(30);
    expect(cell.words?.n).toBe(texts.length);
    expect(cell.words?.said).toBeCloseTo(share(0), 12);
    expect(cell.words?.opposed).toBeCloseTo(share(1), 12);
  });

  it("hide what fewer than k people said", async () => {
    const small = await touchWorld({ smallGroup: 10 });
    await createFeeling(small.actor, { name: "Calm", response: "affective", ...CALM });
    const { feelings } = await getBrand(small.actor);
    const day = { fromDay: "2026-03-10", toDay: "2026-03-11" };
    const { cells } = await feelingsAtTouchpoints(small.actor, feelings, day);
    const answered = cells.filter(({ stat }) => stat.state !== "empty");
    expect(answered.length).toBeGreaterThan(0);
    for (const { stat, words, verdict } of answered) {
      expect(stat).toEqual({ n: 0, value: null, interval: null, state: "hidden" });
      expect(words === null || words.n >= 10).toBe(true);
      expect(verdict).toBe("none");
    }
  });

  it("are kept in order, archived and brought back with where they were wanted, with names of their own", async () => {
    const { actor } = await touchWorld();
    const one = await createValue(actor, { name: "Warmth" });
    await createValue(actor, { name: "Care", description: "We look twice" });
    await moveValue(actor, one.id, 1);
    expect((await getBrand(actor)).values.map(({ name }) => name)).toEqual(["Care", "Warmth"]);
    await expect(createValue(actor, { name: "Care" })).rejects.toMatchObject({
      fieldErrors: { name: "This name is taken." },
    });
    const feeling = await createFeeling(actor, { name: "Safe", response: "affective", words: "safe, Safe , sure" });
    expect((await getBrand(actor)).feelings[0]?.words).toEqual(["safe", "sure"]);
    await updateFeeling(actor, feeling.id, { name: "Secure", response: "cognitive", words: ["secure"], opposites: [] });
    await archiveFeeling(actor, feeling.id);
    expect((await getBrand(actor)).feelings).toEqual([]);
    await restoreFeeling(actor, feeling.id);
    expect((await getBrand(actor)).feelings[0]).toMatchObject({ name: "Secure", response: "cognitive" });
    expect(await updateIdentity(actor, { identity: "Kind people who fly." })).toEqual({ was: "" });
    expect(await updateIdentity(actor, { identity: "Others" })).toEqual({ was: "Kind people who fly." });
  });

  it("belong to their workspace, and to those who may write", async () => {
    const other = await stranger();
    expect(await getBrand(other)).toEqual({ identity: "", values: [], feelings: [] });
    const mine = { touchpointId: world.boarding, feelingId: calm, isWanted: true };
    await expect(setWantedFeeling(other, mine)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateFeeling(other, calm, { name: "x", response: "social" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(archiveFeeling(other, newId())).rejects.toMatchObject({ code: "not_found" });
    const executive = await world.as("executive");
    await expect(createValue(executive, { name: "x" })).rejects.toMatchObject({ code: "forbidden" });
    const { feelings } = await getBrand(world.actor);
    const seen = await feelingsAtTouchpoints(other, feelings, SPAN);
    expect(seen).toMatchObject({ touchpoints: [], cells: [] });
  });
});
