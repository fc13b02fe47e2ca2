import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { inWorkspace } from "@/lib/db";
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import {
  archiveSurvey,
  closeLink,
  closeSurvey,
  createLink,
  createSurvey,
  publishSurvey,
  reopenLink,
  reopenSurvey,
  restoreSurvey,
  updateDraft,
} from "@/lib/surveys/commands";
import { liveSurvey } from "@/lib/surveys/live-survey-sql";
import { surveyDefinition } from "@/lib/surveys/schema";
import { newQuestion } from "@/lib/surveys/templates";
import { fourQuestions, live, personalLink, publishedSurvey } from "@/tests/support/surveys";
import { type TestWorkspace, testWorkspace } from "@/tests/support/world";

const base = { about: "", thanks: "", promise: "identified" as const };

describe("surveys", () => {
  let world: TestWorkspace;
  let actor: Actor;
  beforeAll(async () => {
    world = await testWorkspace({ name: "Meridian Air" });
    actor = world.actor;
  });

  it("begin from a template that names the workspace and its touchpoints", async () => {
    const db = inWorkspace(actor);
    const touchpointId = newId();
    await db.touchpoint.create({ data: { workspaceId: actor.workspaceId, id: touchpointId, name: "Boarding" } });
    const { id } = await createSurvey(actor, { name: "After the flight", template: "nps" });
    const survey = await db.survey.findFirstOrThrow({ where: { id } });
    expect(survey.draft).toMatchObject({
      questions: [
        { kind: "nps", label: "How likely are you to recommend Meridian Air to friends or family?" },
        { kind: "text" },
        { kind: "rating", touchpointId },
      ],
    });
    expect(await db.auditEvent.findFirst({ where: { action: "survey.create", subjectId: id } })).toMatchObject({
      actorId: actor.userId,
      via: "session",
    });
  });

  it("are published only when whole, and say where not", async () => {
    const { id } = await createSurvey(actor, { name: "Empty", template: "empty" });
    const refused = async () => {
      try {
        await publishSurvey(actor, id);
      } catch (error) {
        if (isAppError(error)) return error.fieldErrors;
        throw error;
      }
      throw new Error("it was published");
    };
    expect(await refused()).toEqual({ questions: "Add at least one question." });
    const questions = [
      newQuestion("nps", "recommend"),
      newQuestion("choice", "which", { label: "Which?", options: [{ value: 1, label: "One" }] }),
      newQuestion("rating", "seat", { label: "The seat?", touchpointId: newId() }),
    ];
    await updateDraft(actor, { id, name: "Empty", draft: { ...base, questions } });
    expect(await refused()).toEqual({
      "questions.0.label": "Write the question.",
      "questions.1.options": "Give at least two options.",
    });
    questions[0]!.label = "Would you?";
    questions[1]!.options.push({ value: 2, label: "Two" });
    await updateDraft(actor, { id, name: "Empty", draft: { ...base, questions } });
    expect(await refused()).toEqual({ "questions.2.touchpointId": "This touchpoint no longer exists." });
  });

  it("keep what was published; other words are the same item, another scale is a new one", async () => {
    const db = inWorkspace(actor);
    const { surveyId, versionId, token } = await publishedSurvey(actor);
    const before = await db.surveyVersion.findFirstOrThrow({ where: { id: versionId } });
    const questions = fourQuestions();
    questions[0]!.label = "How likely are you to recommend us?";
    questions[2]!.scaleMax = 7;
    questions.pop();
    await updateDraft(actor, { id: surveyId, name: "Flights", draft: { ...base, questions } });
    expect((await live(token)).version?.number).toBe(1);
    const second = await publishSurvey(actor, surveyId);
    expect(second.number).toBe(2);
    expect(await db.surveyVersion.findFirst({ where: { id: versionId } })).toEqual(before);

    const one = surveyDefinition.parse(before.definition).questions;
    const row = await db.surveyVersion.findFirstOrThrow({ where: { id: second.versionId } });
    const two = surveyDefinition.parse(row.definition).questions;
    expect(two[0]!.itemId).toBe(one[0]!.itemId);
    expect(two[1]!.itemId).toBe(one[1]!.itemId);
    expect(two[2]!.itemId).not.toBe(one[2]!.itemId);
    expect(two[2]!.key).toBe("boarding_2");
    // In this process links serve the new version at once.
    expect((await live(token)).version?.id).toBe(second.versionId);

    const items = await db.item.findMany({ where: { surveyId }, orderBy: { no: "asc" } });
    expect(items.map((item) => [item.key, item.archivedAt === null])).toEqual([
      ["recommend", true],
      ["reason", true],
      ["boarding", false],
      ["purpose", false],
      ["boarding_2", true],
    ]);
    expect(items[0]!.label).toBe("How likely are you to recommend us?");
    // Publishing unchanged keeps every item.
    await publishSurvey(actor, surveyId);
    expect(await db.item.count({ where: { surveyId } })).toBe(5);
  });

  it("number their items uniquely when two are published at once", async () => {
    const ids = await Promise.all(
      [1, 2, 3, 4].map(async (i) => {
        const { id } = await createSurvey(actor, { name: `Parallel ${i}`, template: "csat" });
        return id;
      }),
    );
    await Promise.all(ids.map((id) => publishSurvey(actor, id)));
    const items = await inWorkspace(actor).item.findMany({ select: { no: true } });
    expect(new Set(items.map((item) => item.no)).size).toBe(items.length);
  });

  it("close and reopen, and their links too", async () => {
    const { surveyId, token, linkId } = await publishedSurvey(actor);
    expect((await live(token)).state).toBe("open");
    await closeLink(actor, linkId);
    expect((await live(token)).state).toBe("closed");
    await reopenLink(actor, linkId);
    expect((await live(token)).state).toBe("open");
    await closeSurvey(actor, surveyId);
    expect((await live(token)).state).toBe("closed");
    await reopenSurvey(actor, surveyId);
    await archiveSurvey(actor, surveyId);
    expect((await live(token)).state).toBe("closed");
    await restoreSurvey(actor, surveyId);
    expect((await live(token)).state).toBe("open");
    expect(await liveSurvey("nosuchtokenatall")).toBeNull();
    const actions = await inWorkspace(actor).auditEvent.findMany({
      where: { OR: [{ subjectId: surveyId }, { subjectId: linkId }] },
      select: { action: true },
    });
    expect(actions.map((event) => event.action).sort()).toEqual([
      "survey.archive",
      "survey.close",
      "survey.create",
      "survey.edit",
      "survey.publish",
      "survey.reopen",
      "survey.restore",
      "survey_link.close",
      "survey_link.create",
      "survey_link.reopen",
    ]);
  });

  it("do not cross workspaces", async () => {
    const { surveyId, linkId } = await publishedSurvey(actor);
    const stranger = (await testWorkspace()).actor;
    const calls: (() => Promise<unknown>)[] = [
      () => publishSurvey(stranger, surveyId),
      () => closeSurvey(stranger, surveyId),
      () => archiveSurvey(stranger, surveyId),
      () => closeLink(stranger, linkId),
      () => createLink(stranger, { surveyId, name: "x" }),
      () => updateDraft(stranger, { id: surveyId, name: "x", draft: { ...base, questions: [] } }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "not_found" });
    const own = await publishedSurvey(stranger);
    const { customerId } = await personalLink(actor, surveyId);
    await expect(createLink(stranger, { surveyId: own.surveyId, name: "x", customerId })).rejects.toMatchObject({
      fieldErrors: { customerId: "This customer was not found." },
    });
  });

  it("are for those who may", async () => {
    const { surveyId } = await publishedSurvey(actor);
    for (const role of ["executive", "hunter", "farmer", "respondent", "nobody"] as const) {
      const other = await world.as(role);
      await expect(createSurvey(other, { name: "x", template: "nps" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(publishSurvey(other, surveyId)).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
