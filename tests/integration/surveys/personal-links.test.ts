import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { inWorkspace } from "@/lib/db";
import { newId } from "@/lib/id";
import { submitResponse } from "@/lib/responses/commands";
import { closeLink, createPersonalLinks, createSurvey, exportPersonalLinks } from "@/lib/surveys/commands";
import { listPersonalBatches } from "@/lib/surveys/queries";
import { live, publishedSurvey } from "@/tests/support/surveys";
import { type TestWorkspace, testWorkspace } from "@/tests/support/world";

const NONE = { channelId: null, touchpointId: null, segmentId: null };

describe("personal links for many", () => {
  let world: TestWorkspace;
  let actor: Actor;
  let segmentId: string;
  const people: { id: string; name: string; externalId: string | null; email: string | null }[] = [];
  beforeAll(async () => {
    world = await testWorkspace();
    actor = world.actor;
    const { workspaceId } = actor;
    const db = inWorkspace(actor);
    for (const [i, name] of ["Amara", "Bela", "Cem", "Dana"].entries()) {
      people.push({
        id: newId(),
        name,
        externalId: i < 3 ? `c-${i}` : null,
        email: i > 0 ? `${name}@example.com` : null,
      });
    }
    await db.customer.createMany({ data: people.map((one) => ({ workspaceId, ...one })) });
    const archived = newId();
    await db.customer.create({
      data: { workspaceId, id: archived, name: "Gone", externalId: "gone", archivedAt: new Date() },
    });
    segmentId = newId();
    await db.segment.create({ data: { workspaceId, id: segmentId, name: "Some", rule: { all: [] } } });
    await db.segmentMember.createMany({
      data: [...people.slice(0, 2).map(({ id }) => id), archived].map((customerId) => ({
        workspaceId,
        segmentId,
        customerId,
      })),
    });
  });

  it("are made for a segment, once each however often they are asked for, and lead to one answer of one customer", async () => {
    const { surveyId } = await publishedSurvey(actor);
    const ask = { ...NONE, surveyId, name: "November", to: "segment" as const, segmentId };
    expect(await createPersonalLinks(actor, ask)).toEqual({ made: 2, had: 0, unknown: [], unknownCount: 0 });
    expect(await createPersonalLinks(actor, ask)).toMatchObject({ made: 0, had: 2 });
    const links = await exportPersonalLinks(actor, surveyId, "November");
    expect(links.map(({ name, externalId, email }) => [name, externalId, email])).toEqual([
      ["Amara", "c-0", null],
      ["Bela", "c-1", "Bela@example.com"],
    ]);
    const [first, second] = links;
    const survey = await live(first?.token ?? "");
    expect(survey.personal).toMatchObject({ customerId: people[0]?.id, firstName: "Amara" });
    const sent = { responseId: newId(), answers: { recommend: "9" } };
    expect(await submitResponse(survey.actor, survey, sent, new Date())).toMatchObject({ ok: true });
    expect((await exportPersonalLinks(actor, surveyId, "November")).map(({ token }) => token)).toEqual([second?.token]);
    expect(await listPersonalBatches(actor, surveyId)).toMatchObject([
      { name: "November", made: 2, answered: 1, waiting: 1 },
    ]);
    // Answered or closed, a customer may be asked again under the same name.
    const link = await inWorkspace(actor).surveyLink.findFirstOrThrow({ where: { token: second?.token ?? "" } });
    await closeLink(actor, link.id);
    expect(await createPersonalLinks(actor, ask)).toMatchObject({ made: 2, had: 0 });
    const events = await inWorkspace(actor).auditEvent.findMany({
      where: { subjectId: surveyId, action: { startsWith: "survey_link." } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action }) => action.slice(12))).toEqual([
      "create_personal",
      "create_personal",
      "export",
      "export",
      "create_personal",
    ]);
    expect(JSON.stringify(events)).not.toContain("Amara");
  });

  it("are made for a list of addresses and ids in any case, and say who was not found", async () => {
    const { surveyId } = await publishedSurvey(actor);
    const customers = "c-2\nDANA@example.com, nobody@example.com;gone\n\nc-2";
    const made = await createPersonalLinks(actor, { ...NONE, surveyId, name: "List", to: "chosen", customers });
    expect(made).toEqual({ made: 2, had: 0, unknown: ["nobody@example.com", "gone"], unknownCount: 2 });
    expect((await exportPersonalLinks(actor, surveyId, "List")).map(({ name }) => name).sort()).toEqual([
      "Cem",
      "Dana",
    ]);
  });

  it("are refused at the field that is wrong, to who may not, and in another workspace", async () => {
    const { surveyId } = await publishedSurvey(actor);
    const fieldsOf = (given: Partial<Parameters<typeof createPersonalLinks>[1]>) =>
      createPersonalLinks(actor, { ...NONE, surveyId, name: "X", to: "segment", segmentId, ...given }).then(
        () => [],
        (error: { fieldErrors: Record<string, string> }) => Object.keys(error.fieldErrors),
      );
    expect(await fieldsOf({ name: " " })).toEqual(["name"]);
    expect(await fieldsOf({ segmentId: null })).toEqual(["segmentId"]);
    expect(await fieldsOf({ segmentId: newId() })).toEqual(["segmentId"]);
    expect(await fieldsOf({ to: "chosen" })).toEqual(["customers"]);
    expect(await fieldsOf({ to: "chosen", customers: "stranger" })).toEqual(["customers"]);
    const many = Array.from({ length: 10_001 }, (_, i) => `c-${i}`).join("\n");
    expect(await fieldsOf({ to: "chosen", customers: many })).toEqual(["customers"]);
    expect(await fieldsOf({ channelId: newId() })).toEqual(["channelId"]);
    const draft = await createSurvey(actor, { name: "Draft", template: "nps" });
    await expect(
      createPersonalLinks(actor, { ...NONE, surveyId: draft.id, name: "X", to: "segment", segmentId }),
    ).rejects.toMatchObject({ code: "conflict" });
    const farmer = await world.as("farmer");
    await expect(exportPersonalLinks(farmer, surveyId, "X")).rejects.toMatchObject({ code: "forbidden" });
    const other = (await testWorkspace()).actor;
    await expect(exportPersonalLinks(other, surveyId, "X")).rejects.toMatchObject({ code: "not_found" });
    expect(await listPersonalBatches(other, surveyId)).toEqual([]);
  });
});
