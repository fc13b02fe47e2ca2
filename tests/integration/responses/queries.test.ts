import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { inWorkspace } from "@/lib/db";
import { newId } from "@/lib/id";
import { parsePeriod } from "@/lib/period";
import { submitResponse } from "@/lib/responses/commands";
import { responseListParams } from "@/lib/responses/list-url";
import { getResponse, listResponses, newestComments } from "@/lib/responses/queries";
import { getSurvey, listLinks, listSurveys, surveyResults } from "@/lib/surveys/queries";
import { questionResult } from "@/lib/surveys/results";
import { live, personalLink, publishedSurvey } from "@/tests/support/surveys";
import { type TestWorkspace, testWorkspace } from "@/tests/support/world";

const NOW = new Date("2026-03-10T12:00:00Z");
const period = parsePeriod("30d", { timeZone: "UTC", now: NOW });
const list = (actor: Actor, params: Record<string, string> = {}) =>
  listResponses(actor, responseListParams.parse(params), period);

const send = async (token: string, answers: Record<string, string | number>, at = NOW) => {
  const survey = await live(token);
  const responseId = newId();
  expect(await submitResponse(survey.actor, survey, { responseId, answers }, at)).toMatchObject({ ok: true });
  return responseId;
};

describe("reading responses", () => {
  let world: TestWorkspace;
  let actor: Actor;
  beforeAll(async () => {
    world = await testWorkspace({ timeZone: "UTC", smallGroup: 5 });
    actor = world.actor;
  });

  it("lists newest first, filters by class and comment, and names whom it may", async () => {
    const { surveyId, token } = await publishedSurvey(actor);
    const personal = await personalLink(actor, surveyId, "Amara Obi");
    const old = await send(token, { recommend: 10 }, new Date("2026-01-01T12:00:00Z"));
    const first = await send(token, { recommend: 9, reason: "Kind" }, new Date("2026-03-01T12:00:00Z"));
    const second = await send(personal.token, { recommend: 2 }, new Date("2026-03-02T12:00:00Z"));
    const third = await send(token, { recommend: 7 }, new Date("2026-03-03T12:00:00Z"));
    const all = await list(actor, { survey: surveyId });
    expect(all.rows.map((row) => row.id)).toEqual([third, second, first]);
    expect(all.rows[1]).toMatchObject({
      customer: { id: personal.customerId, name: "Amara Obi" },
      score: { value: 2, measure: "nps" },
      comment: null,
    });
    expect(all.rows[2]).toMatchObject({ customer: null, comment: "Kind" });
    const ids = async (params: Record<string, string>) =>
      (await list(actor, { survey: surveyId, ...params })).rows.map((row) => row.id);
    expect(await ids({ score: "detractor" })).toEqual([second]);
    expect(await ids({ score: "passive" })).toEqual([third]);
    expect(await ids({ comment: "1" })).toEqual([first]);
    expect(await ids({ score: "promoter", comment: "1" })).toEqual([first]);
    expect(all.rows.map((row) => row.id)).not.toContain(old);
    expect(await getResponse(actor, second)).toMatchObject({ customer: { id: personal.customerId }, version: 1 });
  });

  it("pages forth and back by key without losing or repeating a row", async () => {
    const { surveyId, token } = await publishedSurvey(actor);
    const sent = await Promise.all(
      // Few instants, so that pages also end between rows of one.
      Array.from({ length: 120 }, (_, i) => send(token, { recommend: i % 11 }, new Date(+NOW - (i % 3) * 1000))),
    );
    const pages: string[][] = [];
    let cursor: string | null = "";
    let back: string | null = null;
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list(actor, {
        survey: surveyId,
        ...(cursor ? { cursor } : {}),
      });
      pages.push(page.rows.map((row) => row.id));
      cursor = page.next;
      back = page.previous;
    }
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flat())).toEqual(new Set(sent));
    const before = await list(actor, { survey: surveyId, cursor: back! });
    expect(before.rows.map((row) => row.id)).toEqual(pages[1]);
  });

  it("hides anonymous answers until k fit the filter, and never names anybody", async () => {
    const { surveyId, token } = await publishedSurvey(actor, { promise: "anonymous" });
    for (let i = 0; i < 4; i++) await send(token, { recommend: 3, reason: `Late ${i}` });
    const few = await list(actor, { survey: surveyId });
    expect(few.rows).toEqual([]);
    expect(few.hidden).toEqual([{ id: surveyId, name: "Flights" }]);
    const stored = await inWorkspace(actor).response.findFirstOrThrow({ where: { surveyId } });
    await expect(getResponse(actor, stored.id)).rejects.toMatchObject({ code: "not_found" });
    const words = await newestComments(actor, surveyId, period, 10);
    expect(words.comments).toEqual([]);
    expect(words.tooFew.size).toBe(1);

    const personal = await personalLink(actor, surveyId);
    await send(personal.token, { recommend: 9, reason: "Kind" });
    const enough = await list(actor, { survey: surveyId });
    expect(enough.rows).toHaveLength(5);
    expect(enough.rows.every((row) => row.customer === null && row.promise === "anonymous")).toBe(true);
    expect((await list(actor, { survey: surveyId, score: "promoter" })).rows).toEqual([]);
    expect((await newestComments(actor, surveyId, period, 10)).comments).toHaveLength(5);
    expect(await getResponse(actor, stored.id)).toMatchObject({ customer: null, promise: "anonymous" });
    const links = await listLinks(actor, surveyId);
    expect(links.find((link) => link.customer)).toMatchObject({ responses: 0, isUsed: true, usedOn: null });
  });

  it("counts each question of a survey in a period", async () => {
    const { surveyId, token } = await publishedSurvey(actor);
    for (const value of [0, 6, 7, 8, 9, 10, 10]) await send(token, { recommend: value, purpose: 2 });
    await send(token, { recommend: 0 }, new Date("2025-01-01"));
    const results = await surveyResults(actor, surveyId, period);
    const recommend = results.find((item) => item.key === "recommend")!;
    expect(questionResult(recommend, recommend.sums).headline).toMatchObject({ n: 7, value: (100 * (3 - 2)) / 7 });
    const purpose = results.find((item) => item.key === "purpose")!;
    expect(questionResult(purpose, purpose.sums).bins).toEqual([
      { value: 1, label: "Work", count: 0, kind: null },
      { value: 2, label: "Family", count: 7, kind: null },
    ]);
    const row = (await listSurveys(actor)).find((survey) => survey.id === surveyId);
    expect(row).toMatchObject({ answered: 8, state: "open", promise: "identified", version: 1 });
    expect(await getSurvey(actor, surveyId)).toMatchObject({ hasChanges: false, state: "open" });
  });

  it("stays within the workspace", async () => {
    const { surveyId, token } = await publishedSurvey(actor);
    const id = await send(token, { recommend: 1 });
    const stranger = (await testWorkspace()).actor;
    await expect(getResponse(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(getSurvey(stranger, surveyId)).rejects.toMatchObject({ code: "not_found" });
    expect((await list(stranger, { survey: surveyId })).rows).toEqual([]);
    expect(await listLinks(stranger, surveyId)).toEqual([]);
    expect(await surveyResults(stranger, surveyId, period)).toEqual([]);
    expect((await newestComments(stranger, surveyId, period, 5)).comments).toEqual([]);
  });
});
