import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { archiveQuote, createQuote } from "../../../lib/quotes/commands";
import { getQuote } from "../../../lib/quotes/queries";
import {
  addNeed,
  archiveNeed,
  attachVoice,
  detachVoice,
  moveNeed,
  restoreNeed,
  setPersona,
  setStrategy,
  updateNeed,
} from "../../../lib/segments/commands/needs";
import { getPortrait, segmentFigures } from "../../../lib/segments/queries/needs";
import { testWorkspace } from "../../support/world";

const NOW = new Date("2026-11-20T12:00:00Z");

async function world() {
  const one = await testWorkspace();
  const db = inWorkspace(one.actor);
  const segment = async (name: string, archivedAt: Date | null = null) => {
    const id = newId();
    await db.segment.create({ data: { workspaceId: one.workspaceId, id, name, rule: { all: [] }, archivedAt } });
    return id;
  };
  return { ...one, db, segment };
}

describe("what a segment needs", () => {
  let actor: Actor;
  let executive: Actor;
  let stranger: Actor;
  let families: string;
  let old: string;
  const listed = async (kind: string) =>
    (await getPortrait(actor, families)).needs.filter((need) => need.kind === kind).map(({ text }) => text);

  beforeAll(async () => {
    const one = await world();
    actor = one.actor;
    executive = await one.as("executive");
    stranger = (await world()).actor;
    families = await one.segment("Families");
    old = await one.segment("Old", NOW);
  });

  test("is written down in order, changed, moved, archived and brought back to its place", async () => {
    const [a, b, c] = [
      await addNeed(actor, { segmentId: families, kind: "pain", text: "An hour at the gate" }),
      await addNeed(actor, { segmentId: families, kind: "pain", text: "Seats apart" }),
      await addNeed(actor, { segmentId: families, kind: "pain", text: "No room to change", evidence: "some" }),
    ];
    await addNeed(actor, { segmentId: families, kind: "need", text: "Sit together" });
    expect(await listed("pain")).toEqual(["An hour at the gate", "Seats apart", "No room to change"]);
    await moveNeed(actor, c, a);
    expect(await listed("pain")).toEqual(["No room to change", "An hour at the gate", "Seats apart"]);
    await moveNeed(actor, c, null);
    expect(await listed("pain")).toEqual(["An hour at the gate", "Seats apart", "No room to change"]);
    await moveNeed(actor, b, newId());
    expect(await listed("pain")).toEqual(["An hour at the gate", "Seats apart", "No room to change"]);
    await updateNeed(actor, b, { text: "Seats three rows apart", evidence: "full" });
    await archiveNeed(actor, a);
    expect(await listed("pain")).toEqual(["Seats three rows apart", "No room to change"]);
    await expect(updateNeed(actor, a, { text: "Gone" })).rejects.toMatchObject({ code: "not_found" });
    await restoreNeed(actor, a);
    expect(await listed("pain")).toEqual(["An hour at the gate", "Seats three rows apart", "No room to change"]);
    await updateNeed(actor, a, { kind: "expectation" });
    expect(await listed("expectation")).toEqual(["An hour at the gate"]);
    const events = await inWorkspace(actor).auditEvent.findMany({ where: { subjectId: families } });
    expect(new Set(events.map(({ action }) => action))).toEqual(
      new Set([
        "segment.add_need",
        "segment.move_need",
        "segment.update_need",
        "segment.archive_need",
        "segment.restore_need",
      ]),
    );
  });

  test("added at once by several people keeps each line", async () => {
    const one = await world();
    const id = await one.segment("Busy");
    await Promise.all(
      Array.from({ length: 6 }, (_, n) => addNeed(one.actor, { segmentId: id, kind: "motive", text: `Motive ${n}` })),
    );
    const rows = await one.db.segmentNeed.findMany({ where: { segmentId: id }, select: { position: true } });
    expect(rows.map(({ position }) => position).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("says what is wrong, at the field", async () => {
    await expect(addNeed(actor, { segmentId: families, kind: "pain", text: " " })).rejects.toMatchObject({
      fieldErrors: { text: "Write it in a few words." },
    });
    await expect(addNeed(actor, { segmentId: old, kind: "pain", text: "Late" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(addNeed(executive, { segmentId: families, kind: "pain", text: "Late" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const one = await world();
    const id = await one.segment("Full");
    await one.db.segmentNeed.createMany({
      data: Array.from({ length: 40 }, (_, position) => ({
        workspaceId: one.workspaceId,
        id: newId(),
        segmentId: id,
        kind: "need" as const,
        text: `Need ${position}`,
        position,
      })),
    });
    await expect(addNeed(one.actor, { segmentId: id, kind: "need", text: "One more" })).rejects.toMatchObject({
      code: "conflict",
    });
    // Nor by moving one over from another list, or by bringing one back.
    const pain = await addNeed(one.actor, { segmentId: id, kind: "pain", text: "It hurts" });
    await expect(updateNeed(one.actor, pain, { kind: "need" })).rejects.toMatchObject({ code: "conflict" });
    const [first] = await one.db.segmentNeed.findMany({ where: { segmentId: id, kind: "need" }, take: 1 });
    await archiveNeed(one.actor, first!.id);
    await updateNeed(one.actor, pain, { kind: "need" });
    await expect(restoreNeed(one.actor, first!.id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("rests on voices, which may go", async () => {
    const need = await addNeed(actor, { segmentId: families, kind: "need", text: "Something to do at the gate" });
    const quote = await createQuote(actor, { text: "There is nothing for a child.", segmentId: families, feeling: -2 });
    await attachVoice(actor, need, quote);
    await attachVoice(actor, need, quote);
    const voicesOf = async () =>
      (await getPortrait(actor, families)).needs.find(({ id }) => id === need)?.voices.map(({ text }) => text);
    expect(await voicesOf()).toEqual(["There is nothing for a child."]);
    expect((await getQuote(actor, quote)).needs).toBe(1);
    await archiveQuote(actor, quote);
    expect(await voicesOf()).toEqual([]);
    await detachVoice(actor, need, quote);
    await expect(detachVoice(actor, need, quote)).rejects.toMatchObject({ code: "not_found" });
    await expect(attachVoice(actor, need, quote)).rejects.toMatchObject({ code: "not_found" });
  });

  test("belongs to its workspace", async () => {
    const need = await addNeed(actor, { segmentId: families, kind: "need", text: "Ours alone" });
    const theirs = await createQuote(stranger, { text: "Their own words" });
    await expect(attachVoice(actor, need, theirs)).rejects.toMatchObject({ code: "not_found" });
    for (const run of [
      () => updateNeed(stranger, need, { text: "Mine" }),
      () => moveNeed(stranger, need, null),
      () => archiveNeed(stranger, need),
      () => addNeed(stranger, { segmentId: families, kind: "need", text: "Mine" }),
      () => setPersona(stranger, families, { name: "Eve" }),
      () => setStrategy(stranger, families, "price"),
      () => getPortrait(stranger, families),
    ])
      await expect(run()).rejects.toMatchObject({ code: "not_found" });
    expect((await segmentFigures(stranger, families)).members).toBe(0);
  });

  test("is told by a person, under the segment's strategy or the workspace's", async () => {
    expect(await getPortrait(actor, families)).toMatchObject({
      personaName: "",
      ownStrategy: null,
      strategy: "leader",
    });
    await setPersona(actor, families, { name: "Anna", line: "To see the grandparents", story: "She plans.\r\nA lot." });
    await setStrategy(actor, families, "niche");
    expect(await getPortrait(executive, families)).toMatchObject({
      personaName: "Anna",
      personaLine: "To see the grandparents",
      personaStory: "She plans.\nA lot.",
      ownStrategy: "niche",
      strategy: "niche",
    });
    await setStrategy(actor, families, null);
    expect((await getPortrait(actor, families)).strategy).toBe("leader");
    await expect(setPersona(actor, families, { name: "x".repeat(81) })).rejects.toMatchObject({
      fieldErrors: { name: "Use at most 80 characters." },
    });
  });
});

describe("the words on a portrait", () => {
  test("are those that may be quoted, unhappy and happy in turn", async () => {
    const { actor, segment } = await world();
    const id = await segment("Families");
    const say = (text: string, feeling: number | null, consent: "none" | "internal" | "public") =>
      createQuote(actor, { text, feeling, consent, segmentId: id });
    await say("no consent", -2, "none");
    await say("upset one", -2, "internal");
    await say("upset two", -1, "public");
    await say("happy", 2, "internal");
    await say("neither", null, "public");
    await createQuote(actor, { text: "seen", kind: "observation", consent: "public", segmentId: id });
    await createQuote(actor, { text: "somebody else", consent: "public" });
    const portrait = await getPortrait(actor, id);
    expect(portrait.voices.map(({ text }) => text)).toEqual(["upset one", "neither", "happy", "upset two"]);
    expect(portrait.voiceCount).toBe(6);
  });
});

describe("a segment in figures", () => {
  test("counts its present members, and all customers beside them", async () => {
    const { actor, db, workspaceId, segment } = await world();
    const id = await segment("Families");
    const customer = async (
      isMember: boolean,
      row: { orders?: number; cents?: number; nps?: number; at?: Date },
      archivedAt: Date | null = null,
    ) => {
      const customerId = newId();
      await db.customer.create({ data: { workspaceId, id: customerId, name: "Somebody", archivedAt } });
      await db.customerExperience.create({
        data: {
          workspaceId,
          customerId,
          orders: row.orders ?? 0,
          revenueCents: BigInt(row.cents ?? 0),
          lastNps: row.nps ?? null,
          lastAnswerAt: row.at ?? null,
        },
      });
      if (isMember) await db.segmentMember.create({ data: { workspaceId, segmentId: id, customerId } });
      return customerId;
    };
    const recent = new Date(+NOW - 10 * 86_400_000);
    const longAgo = new Date(+NOW - 400 * 86_400_000);
    const first = await customer(true, { orders: 2, cents: 30_000, nps: 9, at: recent });
    await customer(true, { orders: 1, cents: 10_000, nps: 3, at: longAgo });
    await customer(true, {});
    await customer(true, { orders: 9, cents: 99_999 }, NOW);
    await customer(false, { orders: 1, cents: 60_000 });
    await db.case.create({ data: { workspaceId, id: newId(), number: 1, title: "Late", customerId: first } });
    await createQuote(actor, { text: "Rent me toys", tags: ["idea"], segmentId: id });
    await addNeed(actor, { segmentId: id, kind: "need", text: "Sit together" });
    expect(await segmentFigures(actor, id, NOW)).toEqual({
      members: 3,
      customers: 4,
      buyers: 2,
      repeaters: 1,
      revenueCents: 40_000,
      allRevenueCents: 100_000,
      scored: 2,
      promoters: 1,
      detractors: 1,
      silent: 2,
      openCases: 1,
      ease: null,
      voices: 1,
      ideas: 1,
      needs: 1,
      guesses: 1,
      spend: { n: 3, sum: 40_000, sumSq: 1_000_000_000 },
      lastAnswerAt: recent,
    });
  });
});
