import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { hashToken, requireRespondent, requireShare } from "../../../lib/auth/respondent";
import { installationDb, inWorkspace, Prisma, rows, transaction } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { createImprovement } from "../../../lib/improvements/commands";
import { getImprovement } from "../../../lib/improvements/queries";
import { archiveJourney, restoreJourney } from "../../../lib/journeys/commands";
import { createShare, markReviewed, noteOpened, setReview, withdrawShare } from "../../../lib/journeys/commands/share";
import { getJourney, listJourneys } from "../../../lib/journeys/queries";
import { listComments } from "../../../lib/journeys/queries/comments";
import { compareChoices, segmentOverlap } from "../../../lib/journeys/queries/compare";
import { gapList } from "../../../lib/journeys/queries/gaps";
import { getSheet, journeyHygiene, listShares, openShare, ownersToChoose } from "../../../lib/journeys/queries/sheet";
import { listVersions } from "../../../lib/journeys/queries/versions";
import { recountRollups } from "../../../lib/responses/rollups-sql";
import { testWorkspace } from "../../support/world";

const SPAN = { fromDay: "2026-01-01", toDay: "2027-01-01", label: "2026" };
const NOW = new Date("2026-06-01T10:00:00Z");

let actor: Actor;
let farmer: Actor;
let executive: Actor;
let stranger: Actor;
let journeyId: string;
let otherJourney: string;
let segment: string;
let other: string;
const touchpoints: Record<string, string> = {};
const steps: Record<string, string> = {};

/**
 * 120 families. The first 80 rated gate and desk (2 or 4, in a full design) and gave an NPS of 5 + (gate − 2) + (desk − 2) / 2,
 * so that gate explains 4/5 of it and desk 1/5. Ten rated the shop, three the lounge; twenty more had business at the desk.
 */
beforeAll(async () => {
  const world = await testWorkspace({ smallGroup: 5 });
  actor = world.actor;
  farmer = await world.as("farmer");
  executive = await world.as("executive");
  stranger = (await testWorkspace()).actor;
  const { workspaceId } = actor;
  const db = inWorkspace(actor);
  for (const name of ["Gate", "Desk", "Shop", "Lounge"]) {
    touchpoints[name] = newId();
    await db.touchpoint.create({ data: { workspaceId, id: touchpoints[name], name } });
  }
  const [survey, version] = [newId(), newId()];
  await db.survey.create({ data: { workspaceId, id: survey, name: "Survey", draft: {}, currentVersionId: version } });
  await db.surveyVersion.create({
    data: { workspaceId, id: version, surveyId: survey, number: 1, promise: "identified", definition: {} },
  });
  const items: Record<string, string> = {};
  for (const [index, name] of ["NPS", "Gate", "Desk", "Shop", "Lounge"].entries()) {
    items[name] = newId();
    await db.item.create({
      data: {
        workspaceId,
        id: items[name],
        surveyId: survey,
        no: index + 1,
        key: name,
        label: name,
        kind: name === "NPS" ? "nps" : "rating",
        measure: name === "NPS" ? "nps" : "csat",
        direction: "higher",
        scaleMin: name === "NPS" ? 0 : 1,
        scaleMax: name === "NPS" ? 10 : 5,
        touchpointId: touchpoints[name] ?? null,
      },
    });
  }
  const customers = Array.from({ length: 120 }, () => newId());
  await db.customer.createMany({ data: customers.map((id, i) => ({ workspaceId, id, name: `Family ${i}` })) });
  segment = newId();
  other = newId();
  await db.segment.create({
    data: { workspaceId, id: segment, name: "Families", rule: { all: [] }, memberCount: 120 },
  });
  await db.segment.create({ data: { workspaceId, id: other, name: "Business", rule: { all: [] }, memberCount: 40 } });
  await db.segmentMember.createMany({
    data: [
      ...customers.map((customerId) => ({ workspaceId, segmentId: segment, customerId })),
      ...customers.slice(100).map((customerId) => ({ workspaceId, segmentId: other, customerId })),
    ],
  });
  const answeredAt = new Date("2026-05-01T12:00:00Z");
  const answeredOn = new Date("2026-05-01T00:00:00Z");
  for (const [i, customerId] of customers.slice(0, 80).entries()) {
    const responseId = newId();
    const [gate, desk] = [i % 2 ? 4 : 2, (i >> 1) % 2 ? 4 : 2];
    const given: Record<string, number> = { NPS: 5 + (gate - 2) + (desk - 2) / 2, Gate: gate, Desk: desk };
    if (i < 10) given.Shop = 2;
    if (i < 3) given.Lounge = 1;
    await db.response.create({
      data: { workspaceId, id: responseId, surveyId: survey, versionId: version, customerId, answeredAt, answeredOn },
    });
    await db.answer.createMany({
      data: Object.entries(given).map(([name, value]) => ({
        workspaceId,
        responseId,
        itemId: items[name] as string,
        customerId,
        touchpointId: touchpoints[name] ?? null,
        answeredAt,
        answeredOn,
        value,
      })),
    });
  }
  await db.interaction.createMany({
    data: customers.slice(80, 100).map((customerId) => ({
      workspaceId,
      id: newId(),
      customerId,
      kind: "call" as const,
      happenedAt: answeredAt,
      touchpointId: touchpoints.Desk as string,
    })),
  });
  await transaction(actor, (tx) => recountRollups(tx, actor));

  const wishes: Record<string, number> = { Gate: 4, Desk: 3.5, Shop: 4, Lounge: 4 };
  const draw = async (segmentId: string, names: string[]): Promise<string> => {
    const [id, stageId] = [newId(), newId()];
    await db.journey.create({ data: { workspaceId, id, name: "Flying", segmentId, ownerId: actor.userId } });
    await db.journeyStage.create({ data: { workspaceId, id: stageId, journeyId: id, name: "Airport", position: 0 } });
    for (const [position, name] of names.entries()) {
      const stepId = newId();
      steps[name] ??= stepId;
      await db.journeyStep.create({
        data: {
          workspaceId,
          id: stepId,
          stageId,
          touchpointId: touchpoints[name] as string,
          position,
          desired: wishes[name] ?? null,
          doing: `At the ${name}`,
          evidence: name === "Gate" ? "full" : "none",
        },
      });
    }
    return id;
  };
  journeyId = await draw(segment, ["Gate", "Desk", "Shop", "Lounge"]);
  otherJourney = await draw(other, ["Gate"]);
});

describe("the gap list", () => {
  test("equals what is worked out by hand", async () => {
    const { ranked, sampled, customers } = await gapList(actor, journeyId, SPAN);
    expect([sampled, customers]).toEqual([120, 120]);
    const [gate, desk] = ranked.proved;
    // Gate: mean 3 of 4 on 1–5 is 0.25 of the scale; 4/5 of R²; 80 of 120 customers.
    expect(gate).toMatchObject({
      stepName: "Gate",
      importance: { kind: "drivers", n: 80, among: 2 },
      reach: { customers: 80, of: 120 },
    });
    expect(gate?.gap.gapShare).toBeCloseTo(0.25, 10);
    expect(gate?.priority).toBeCloseTo(0.25 * 0.8 * (80 / 120), 8);
    // Desk: 0.125 of the scale, 1/5, and 80 who answered with 20 who came by.
    expect(desk).toMatchObject({ stepName: "Desk", reach: { customers: 100, of: 120 } });
    expect(desk?.priority).toBeCloseTo(0.125 * 0.2 * (100 / 120), 8);
  });

  test("lists what is not known apart, and shows nothing under the small group", async () => {
    const { ranked } = await gapList(actor, journeyId, SPAN);
    expect(ranked.unknown.map(({ stepName }) => stepName)).toEqual(["Shop"]);
    expect(ranked.unknown[0]).toMatchObject({ importance: { kind: "unknown" }, priority: null });
    expect(ranked.silent.map(({ stepName }) => stepName)).toEqual(["Lounge"]);
    expect(ranked.silent[0]).toMatchObject({ reach: { share: null }, gap: { actual: null, state: "hidden" } });
  });

  test("becomes an improvement that knows its step", async () => {
    const id = await createImprovement(actor, {
      title: "Board families first",
      stepId: steps.Gate,
      touchpointId: touchpoints.Gate,
    });
    expect(await getImprovement(actor, id)).toMatchObject({ journeyId, journeyName: "Flying" });
    const map = await getJourney(actor, journeyId, SPAN);
    expect(map.stages[0]?.steps[0]?.improvements.map((one) => one.id)).toContain(id);
    await expect(createImprovement(actor, { title: "Elsewhere", stepId: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("is for this workspace alone", async () => {
    await expect(gapList(stranger, journeyId, SPAN)).rejects.toMatchObject({ code: "not_found" });
    await expect(getSheet(stranger, journeyId, SPAN, { outside: false })).rejects.toMatchObject({ code: "not_found" });
    await expect(compareChoices(stranger, journeyId)).rejects.toMatchObject({ code: "not_found" });
    expect(await segmentOverlap(stranger, segment, other)).toEqual({ both: 0, smaller: 0 });
  });
});

describe("a comparison", () => {
  test("offers other maps and says how far the segments overlap", async () => {
    expect((await compareChoices(actor, journeyId)).maps.map(({ id }) => id)).toEqual([otherJourney]);
    expect(await segmentOverlap(actor, segment, other)).toEqual({ both: 20, smaller: 40 });
  });
});

describe("a shared map", () => {
  const share = (fields: { expiresOn?: string; name?: string } = {}) =>
    createShare(actor, { journeyId, ...fields }, NOW);
  const opens = async (token: string, now = NOW): Promise<string> => {
    const found = await requireShare(token);
    if (!found) throw new Error("no such token");
    return (await openShare(found.actor, found.shareId, now)).journeyId;
  };

  test("opens by its token, of which only the hash is kept", async () => {
    const { id, token } = await share({ name: "The board" });
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(await opens(token)).toBe(journeyId);
    const kept = await installationDb().publicToken.findMany({ where: { targetId: id } });
    expect(kept).toMatchObject([{ tokenHash: hashToken(token), purpose: "share", workspaceId: actor.workspaceId }]);
    expect(JSON.stringify([kept, await listShares(actor, journeyId)])).not.toContain(token);
    const events = await inWorkspace(actor).auditEvent.findMany({ where: { subjectId: journeyId } });
    expect(JSON.stringify(events)).not.toContain(token);
    expect(events.map(({ action }) => action)).toContain("journey.share");
  });

  test("closes at once when it is withdrawn, ends after its day, and is gone with its map", async () => {
    const [withdrawn, dated, archived] = [await share(), await share({ expiresOn: "2026-06-01" }), await share()];
    await withdrawShare(actor, withdrawn.id, NOW);
    await expect(opens(withdrawn.token)).rejects.toMatchObject({ code: "not_found" });
    await expect(withdrawShare(actor, withdrawn.id, NOW)).rejects.toMatchObject({ code: "not_found" });
    expect(await opens(dated.token, new Date("2026-06-01T23:00:00Z"))).toBe(journeyId);
    await expect(opens(dated.token, new Date("2026-06-03T00:00:00Z"))).rejects.toMatchObject({ code: "not_found" });
    await archiveJourney(actor, journeyId);
    await expect(opens(archived.token)).rejects.toMatchObject({ code: "not_found" });
    await restoreJourney(actor, journeyId);
    expect(await opens(archived.token)).toBe(journeyId);
    await expect(share({ expiresOn: "2026-05-01" })).rejects.toMatchObject({
      fieldErrors: { expiresOn: "Choose a day to come." },
    });
  });

  test("is no way in: its holder reads one map and changes nothing", async () => {
    const { id, token } = await share();
    const found = await requireShare(token);
    expect(found?.actor).toMatchObject({ role: "guest", userId: null, workspaceId: actor.workspaceId });
    const guest = found?.actor as Actor;
    await expect(createShare(guest, { journeyId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(withdrawShare(guest, id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listShares(guest, journeyId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(setReview(guest, { id: journeyId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(segmentOverlap(guest, segment, other)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listJourneys(guest, SPAN)).rejects.toMatchObject({ code: "forbidden" });
    await expect(getJourney(guest, journeyId, SPAN)).rejects.toMatchObject({ code: "forbidden" });
    await expect(gapList(guest, journeyId, SPAN)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listComments(guest, journeyId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listVersions(guest, journeyId)).rejects.toMatchObject({ code: "forbidden" });
    // Not the map as the firm sees it, no other map, and no other link's.
    const outside = { outside: true };
    await expect(getSheet(guest, journeyId, SPAN, outside)).resolves.toMatchObject({ name: "Flying" });
    await expect(getSheet(guest, journeyId, SPAN, { outside: false })).rejects.toMatchObject({ code: "not_found" });
    await expect(getSheet(guest, otherJourney, SPAN, outside)).rejects.toMatchObject({ code: "not_found" });
    const second = await createShare(actor, { journeyId: otherJourney }, NOW);
    await expect(openShare(guest, second.id, NOW)).rejects.toMatchObject({ code: "not_found" });
    await withdrawShare(actor, id, NOW);
    await expect(getSheet(guest, journeyId, SPAN, outside)).rejects.toMatchObject({ code: "not_found" });
    // A token opens what it was made for, and nothing else.
    expect(await requireRespondent(token)).toBeNull();
    expect(await requireShare("x".repeat(43))).toBeNull();
    expect(await requireShare("")).toBeNull();
    expect(await requireShare(`${token}\u0000`)).toBeNull();
    await expect(openShare(stranger, id, NOW)).rejects.toMatchObject({ code: "not_found" });
  });

  test("tells outside no names, no cases, no plans, no voices without consent, and no small group", async () => {
    const db = inWorkspace(actor);
    const { workspaceId } = actor;
    const say = async (text: string, consent: "none" | "internal" | "public") => {
      const id = newId();
      await db.quote.create({ data: { workspaceId, id, text, consent, speaker: "Anna Kowalska" } });
      await db.stepEvidence.create({ data: { workspaceId, stepId: steps.Gate as string, lane: "pains", quoteId: id } });
    };
    await say("Refused to be quoted", "none");
    await say("For the firm alone", "internal");
    await say("Say it to everybody", "public");
    await db.journeyComment.create({
      data: { workspaceId, id: newId(), journeyId, text: "Internal remark", authorId: actor.userId },
    });
    await createImprovement(actor, { title: "Secret plan", stepId: steps.Gate, touchpointId: touchpoints.Gate });
    const { token } = await share();
    const guest = (await requireShare(token))?.actor as Actor;
    const outside = await getSheet(guest, journeyId, SPAN, { outside: true });
    const text = JSON.stringify(outside);
    for (const secret of [
      "Refused",
      "For the firm alone",
      "Anna Kowalska",
      "Internal remark",
      "Secret plan",
      "Test cx_manager",
      "@example.com",
      "Family 0",
    ])
      expect(text, secret).not.toContain(secret);
    expect(text).toContain("Say it to everybody");
    expect(outside.ownerName).toBeNull();
    const all = outside.stages.flatMap((stage) => stage.steps);
    expect(all.every(({ openCases, plans }) => openCases === null && plans.length === 0)).toBe(true);
    expect(all.find(({ name }) => name === "Lounge")?.gap).toMatchObject({ actual: null, n: 0, state: "hidden" });
    // Gate and desk 80 each, shop 10: with the lounge's three the total would say how many they are.
    expect(outside.answers).toBe(170);
    const inside = await getSheet(actor, journeyId, SPAN, { outside: false });
    expect(JSON.stringify(inside)).toContain("For the firm alone");
    expect(JSON.stringify(inside)).not.toContain("Refused");
    expect(inside.ownerName).toBe("Test cx_manager");
    expect(inside.answers).toBe(173);
  });

  test("is given out by those who may, and its opening is noted", async () => {
    await expect(createShare(farmer, { journeyId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createShare(executive, { journeyId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createShare(stranger, { journeyId })).rejects.toMatchObject({ code: "not_found" });
    const { id, token } = await share({ name: "Seen" });
    const guest = (await requireShare(token))?.actor as Actor;
    await noteOpened(guest, id, NOW);
    await noteOpened(guest, id, new Date(NOW.getTime() + 10_000));
    const row = (await listShares(actor, journeyId)).find((one) => one.id === id);
    expect(row).toMatchObject({ name: "Seen", lastOpenedAt: NOW, createdByName: "Test cx_manager" });
    const foreign = await rows<{ n: number }>(
      inWorkspace(stranger),
      stranger,
      (w) => Prisma.sql`select count(*)::int as n from journey_shares where workspace_id = ${w}`,
    );
    expect(foreign).toEqual([{ n: 0 }]);
  });
});

describe("hygiene", () => {
  test("knows guesses, owner and review", async () => {
    await setReview(actor, { id: journeyId, ownerId: executive.userId, reviewOn: "2026-05-20" });
    const [before] = await journeyHygiene(actor, NOW, journeyId);
    expect(before).toMatchObject({
      ownerName: "Test executive",
      reviewOn: "2026-05-20",
      steps: 4,
      guesses: 3,
      full: 1,
      review: { kind: "overdue", days: 12 },
    });
    await markReviewed(actor, { id: journeyId, nextOn: "2026-12-01" }, NOW);
    const [after] = await journeyHygiene(actor, NOW, journeyId);
    expect(after).toMatchObject({ reviewedAt: NOW, reviewOn: "2026-12-01", review: { kind: "planned" } });
    expect((await journeyHygiene(actor, NOW)).length).toBe(2);
    expect(await journeyHygiene(stranger, NOW, journeyId)).toEqual([]);
    expect((await ownersToChoose(actor)).map(({ id }) => id)).toContain(executive.userId);
    await expect(setReview(actor, { id: journeyId, ownerId: stranger.userId })).rejects.toMatchObject({
      fieldErrors: { ownerId: "This person is not a member." },
    });
    await expect(setReview(actor, { id: journeyId, reviewOn: "soon" })).rejects.toMatchObject({ code: "invalid" });
    await expect(setReview(stranger, { id: journeyId })).rejects.toMatchObject({ code: "not_found" });
  });
});
