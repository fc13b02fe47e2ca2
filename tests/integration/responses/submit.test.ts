import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { inWorkspace, transaction } from "@/lib/db";
import { newId } from "@/lib/id";
import { archiveResponse, restoreResponse, submitResponse } from "@/lib/responses/commands";
import { onResponses } from "@/lib/responses/intake-sql";
import { recountRollups } from "@/lib/responses/rollups-sql";
import { closeLink, createLink, publishSurvey, updateDraft } from "@/lib/surveys/commands";
import { fourQuestions, live, personalLink, publishedSurvey } from "@/tests/support/surveys";
import { type TestWorkspace, testWorkspace } from "@/tests/support/world";

// 00:30 of the 11th in Berlin, still the 10th in UTC.
const NOW = new Date("2026-03-10T23:30:12.345Z");

const send = async (
  token: string,
  answers: Record<string, string | number | null>,
  responseId = newId(),
  now = NOW,
) => {
  const survey = await live(token);
  return { responseId, result: await submitResponse(survey.actor, survey, { responseId, answers }, now) };
};

async function numbers(actor: Actor) {
  const db = inWorkspace(actor);
  return {
    rollups: await db.answerRollup.findMany({
      orderBy: [{ itemId: "asc" }, { dimension: "asc" }, { memberId: "asc" }, { day: "asc" }],
    }),
    experience: await db.customerExperience.findMany({ orderBy: { customerId: "asc" } }),
  };
}

describe("answering a survey", () => {
  let world: TestWorkspace;
  let actor: Actor;
  beforeAll(async () => {
    world = await testWorkspace({ timeZone: "Europe/Berlin" });
    actor = world.actor;
  });

  it("stores answers as rows, tied to customer, channel and touchpoint, and moves the numbers", async () => {
    const db = inWorkspace(actor);
    const { workspaceId } = actor;
    const [boarding, site, channelId] = [newId(), newId(), newId()];
    await db.touchpoint.createMany({
      data: [
        { workspaceId, id: boarding, name: "Boarding" },
        { workspaceId, id: site, name: "Site" },
      ],
    });
    await db.channel.create({ data: { workspaceId, id: channelId, name: "E-mail" } });
    const { surveyId } = await publishedSurvey(actor, { questions: fourQuestions(boarding) });
    const { customerId } = await personalLink(actor, surveyId);
    const link = await createLink(actor, { surveyId, name: "Mail", customerId, channelId, touchpointId: site });

    const { responseId, result } = await send(link.token, {
      recommend: "9",
      reason: " Kind crew ",
      boarding: 4,
      purpose: "-",
    });
    expect(result).toMatchObject({ ok: true, again: false });
    const response = await db.response.findFirstOrThrow({ where: { id: responseId }, include: { answers: true } });
    expect(response).toMatchObject({ surveyId, customerId, channelId, linkId: link.id, answeredAt: NOW });
    expect(response.answeredOn).toEqual(new Date("2026-03-11"));
    const items = await db.item.findMany({ where: { surveyId } });
    const byKey = Object.fromEntries(
      response.answers.map((answer) => [items.find((item) => item.id === answer.itemId)!.key, answer]),
    );
    expect(Object.keys(byKey).sort()).toEqual(["boarding", "reason", "recommend"]);
    expect(byKey.recommend).toMatchObject({ value: 9, text: null, touchpointId: site, customerId, channelId });
    expect(byKey.reason).toMatchObject({ value: null, text: "Kind crew" });
    expect(byKey.boarding).toMatchObject({ value: 4, touchpointId: boarding });
    expect(await db.customerExperience.findFirst({ where: { customerId } })).toMatchObject({
      responses: 1,
      lastNps: 9,
    });

    const counted = await numbers(actor);
    await transaction(actor, (tx) => recountRollups(tx, actor));
    const recounted = await numbers(actor);
    expect(counted.rollups).toEqual(recounted.rollups);
  });

  it("is once: the same id through the same link is one response, with the first answers", async () => {
    const { token, surveyId } = await publishedSurvey(actor);
    const first = await send(token, { recommend: 3 });
    const second = await send(token, { recommend: 10 }, first.responseId.toUpperCase());
    expect(second.result).toMatchObject({ ok: true, again: true, answers: [{ value: 3 }] });
    const together = newId();
    const outcomes = await Promise.all([1, 2, 3].map(() => send(token, { recommend: 7 }, together)));
    expect(outcomes.map(({ result }) => result.ok && result.again).sort()).toEqual([false, true, true]);
    expect(await inWorkspace(actor).response.count({ where: { surveyId } })).toBe(2);
    const other = await createLink(actor, { surveyId, name: "Other" });
    expect((await send(other.token, { recommend: 3 }, together)).result).toEqual({ ok: false, why: "other_link" });
  });

  it("uses a personal link once", async () => {
    const { surveyId } = await publishedSurvey(actor);
    const { token, linkId } = await personalLink(actor, surveyId);
    const outcomes = await Promise.all([1, 2, 3, 4].map((value) => send(token, { recommend: value })));
    expect(outcomes.filter(({ result }) => result.ok)).toHaveLength(1);
    for (const { result } of outcomes) if (!result.ok) expect(result.why).toBe("used");
    expect((await live(token)).state).toBe("used");
    expect((await send(token, { recommend: 1 })).result).toEqual({ ok: false, why: "used" });
    const winner = outcomes.find(({ result }) => result.ok)!;
    expect((await send(token, { recommend: 1 }, winner.responseId)).result).toMatchObject({ ok: true, again: true });
    expect(await inWorkspace(actor).response.count({ where: { linkId } })).toBe(1);
  });

  it("keeps no customer, no link, no time and no telling id of an anonymous answer", async () => {
    const db = inWorkspace(actor);
    const { surveyId, token: open, linkId } = await publishedSurvey(actor, { promise: "anonymous" });
    const { token, customerId } = await personalLink(actor, surveyId);
    const personal = await send(token, { recommend: 2, reason: "Late" });
    expect(personal.result).toMatchObject({ ok: true, again: false });
    const all = await db.response.findMany({ where: { surveyId }, include: { answers: true } });
    expect(all).toHaveLength(1);
    const [response] = all;
    expect(response).toMatchObject({ customerId: null, linkId: null });
    expect(response!.id).not.toBe(personal.responseId);
    expect(response!.answeredAt).toEqual(new Date("2026-03-10T23:00:00.000Z"));
    for (const answer of response!.answers) {
      expect(answer).toMatchObject({ customerId: null, answeredAt: new Date("2026-03-10T23:00:00.000Z") });
    }
    expect(await db.customerExperience.findFirst({ where: { customerId } })).toBeNull();
    expect((await live(token)).state).toBe("used");
    // Sent again it is the same response; through another link it is refused.
    expect((await send(token, { recommend: 2 }, personal.responseId)).result).toMatchObject({ ok: true, again: true });
    expect((await send(open, { recommend: 2 }, personal.responseId)).result).toEqual({ ok: false, why: "other_link" });
    const { token: second } = await personalLink(actor, surveyId, "Bola");
    expect((await send(second, { recommend: 2 }, personal.responseId)).result).toEqual({
      ok: false,
      why: "other_link",
    });
    const openly = await send(open, { recommend: 8 });
    expect(openly.result).toMatchObject({ ok: true });
    expect((await send(open, { recommend: 8 }, openly.responseId)).result).toMatchObject({ ok: true, again: true });
    expect(await db.response.count({ where: { surveyId, linkId } })).toBe(1);
    expect(await db.response.count({ where: { surveyId } })).toBe(2);
  });

  it("says at which answer what is wrong, and stores nothing", async () => {
    const { token, surveyId } = await publishedSurvey(actor);
    const { result } = await send(token, { boarding: 9, purpose: "3", reason: "x".repeat(5001), colour: "red" });
    expect(result).toMatchObject({
      ok: false,
      why: "wrong",
      problems: { recommend: "choose", boarding: "outside", purpose: "outside", reason: "too_long", colour: "unknown" },
    });
    expect((await send(token, { recommend: "-" })).result).toMatchObject({ problems: { "": "nothing" } });
    expect(await inWorkspace(actor).response.count({ where: { surveyId } })).toBe(0);
  });

  it("takes the version that was begun although a newer one was published", async () => {
    const { token, surveyId, versionId } = await publishedSurvey(actor);
    const questions = fourQuestions().slice(0, 1);
    await updateDraft(actor, {
      id: surveyId,
      name: "x",
      draft: { about: "", thanks: "", promise: "identified", questions },
    });
    await publishSurvey(actor, surveyId);
    const survey = await live(token);
    const answers = { recommend: 5, boarding: 2 };
    const old = await submitResponse(survey.actor, survey, { responseId: newId(), versionId, answers }, NOW);
    expect(old).toMatchObject({ ok: true, version: { number: 1 } });
    const present = await submitResponse(survey.actor, survey, { responseId: newId(), answers }, NOW);
    expect(present).toMatchObject({ ok: false, why: "wrong", problems: { boarding: "unknown" } });
    const foreign = (await publishedSurvey(actor)).versionId;
    const wrong = await submitResponse(survey.actor, survey, { responseId: newId(), versionId: foreign, answers }, NOW);
    expect(wrong).toEqual({ ok: false, why: "unknown_version" });
  });

  it("ends when its link is closed, but who sent before hears the same again", async () => {
    const { token, linkId } = await publishedSurvey(actor);
    const before = await send(token, { recommend: 5 });
    await closeLink(actor, linkId);
    expect((await send(token, { recommend: 5 })).result).toEqual({ ok: false, why: "closed" });
    expect((await send(token, { recommend: 5 }, before.responseId)).result).toMatchObject({ ok: true, again: true });
  });

  it("of many at once is stored whole although one of them cannot be", async () => {
    const { token, surveyId } = await publishedSurvey(actor);
    const { token: personal, customerId } = await personalLink(actor, surveyId);
    // Known to this process for a moment, but gone from the database: its response cannot be stored.
    const doomed = await live(personal);
    await inWorkspace(actor).surveyLink.deleteMany({ where: { customerId } });
    await inWorkspace(actor).customer.deleteMany({ where: { id: customerId } });
    const results = await Promise.all([
      ...Array.from({ length: 20 }, (_, i) => send(token, { recommend: i % 11 }).then(({ result }) => result)),
      submitResponse(doomed.actor, doomed, { responseId: newId(), answers: { recommend: 1 } }, NOW),
    ]);
    expect(results.slice(0, 20).every((result) => result.ok)).toBe(true);
    expect(results[20]).toMatchObject({ ok: false });
    expect(await inWorkspace(actor).response.count({ where: { surveyId } })).toBe(20);
  });

  it("is kept although what would be done with it fails", async () => {
    const { token, surveyId } = await publishedSurvey(actor);
    const seen: string[] = [];
    onResponses("test", async (_tx, _who, stored) => {
      seen.push(...stored.map((response) => response.id));
      throw new Error("a fault of a hook");
    });
    const { responseId, result } = await send(token, { recommend: 4 });
    onResponses("test", async () => {});
    expect(result).toMatchObject({ ok: true });
    expect(seen).toContain(responseId);
    expect(await inWorkspace(actor).response.count({ where: { surveyId } })).toBe(1);
  });

  it("can be taken out of every number and put back", async () => {
    const { token, surveyId } = await publishedSurvey(actor);
    const first = await send(token, { recommend: 4 });
    await send(token, { recommend: 9 });
    const item = await inWorkspace(actor).item.findFirstOrThrow({ where: { surveyId, key: "recommend" } });
    const n = async () =>
      (await inWorkspace(actor).answerRollup.findFirst({ where: { itemId: item.id, dimension: "all" } }))?.n;
    expect(await n()).toBe(2);
    await Promise.all([archiveResponse(actor, first.responseId), archiveResponse(actor, first.responseId)]);
    expect(await n()).toBe(1);
    await restoreResponse(actor, first.responseId);
    expect(await n()).toBe(2);
    await expect(archiveResponse(await world.as("executive"), first.responseId)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(archiveResponse((await testWorkspace()).actor, first.responseId)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
