import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { assignCase, openCases, reopenCase, resolveCase } from "../../../lib/cases/commands";
import { countCases, getCase, listCases } from "../../../lib/cases/queries";
import { caseListParams } from "../../../lib/cases/schema";
import { inWorkspace, transaction } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { submitResponse } from "../../../lib/responses/commands";
import { openCasesOfDetractors } from "../../../lib/responses/detractor-cases-sql";
import { onResponses } from "../../../lib/responses/intake-sql";
import type { Submission } from "../../../lib/responses/schema";
import { live, personalLink, publishedSurvey } from "../../support/surveys";
import { testWorkspace } from "../../support/world";

const NOW = new Date("2026-11-21T12:00:00Z");
const daysAgo = (days: number) => new Date(+NOW - days * 86_400_000);
const OPEN = caseListParams.parse({});

let actor: Actor;
let farmer: Actor;
let executive: Actor;
let stranger: Actor;

beforeAll(async () => {
  const world = await testWorkspace();
  actor = world.actor;
  farmer = await world.as("farmer");
  executive = await world.as("executive");
  stranger = (await testWorkspace()).actor;
});

const open = (who: Actor, title: string, openedAt: Date) =>
  transaction(who, (tx) =>
    openCases(tx, who, [{ title, customerId: null, responseId: null, touchpointId: null, openedAt }]),
  );

describe("a case", () => {
  test("is numbered on from 1 in its workspace, also when many are opened at once", async () => {
    await Promise.all(Array.from({ length: 6 }, (_, i) => open(actor, `Case ${i}`, daysAgo(10 - i))));
    await open(stranger, "Elsewhere", NOW);
    const { rows } = await listCases(actor, OPEN);
    expect(rows.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await listCases(stranger, OPEN)).rows.map(({ number }) => number)).toEqual([1]);
  });

  test("stands in the list by when it is due, 72 hours after it was opened, and is late after that", async () => {
    const { rows } = await listCases(actor, OPEN);
    const due = rows.map(({ dueAt }) => +(dueAt ?? 0));
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(rows[0]?.dueAt).toEqual(daysAgo(7));
    expect(await countCases(actor, NOW)).toEqual({ open: 6, late: 6, unassigned: 6, mine: 0, resolved: 0 });
    expect(await countCases(actor, daysAgo(6.5))).toMatchObject({ open: 6, late: 1 });
  });

  test("is given to a member, resolved with a note, and opened again; each leaves an event", async () => {
    const { rows } = await listCases(actor, OPEN);
    const id = rows[0]?.id ?? "";
    await assignCase(actor, id, farmer.userId);
    await expect(assignCase(actor, id, stranger.userId)).rejects.toMatchObject({ code: "invalid" });
    await expect(resolveCase(farmer, id, "  ")).rejects.toMatchObject({ code: "invalid" });
    await resolveCase(farmer, id, "Called and apologised.", NOW);
    await expect(resolveCase(farmer, id, "Twice")).rejects.toMatchObject({ code: "conflict" });
    const resolved = await getCase(actor, id);
    expect(resolved).toMatchObject({ resolvedAt: NOW, resolution: "Called and apologised.", ownerId: farmer.userId });
    expect((await listCases(farmer, caseListParams.parse({ state: "resolved" }))).rows).toHaveLength(1);
    await reopenCase(farmer, id);
    await expect(reopenCase(farmer, id)).rejects.toMatchObject({ code: "conflict" });
    const again = await getCase(actor, id);
    expect(again).toMatchObject({ resolvedAt: null, resolution: "Called and apologised." });
    expect(again.events.map(({ action }) => action)).toEqual([
      "case.reopen",
      "case.resolve",
      "case.assign",
      "case.open",
    ]);
    expect((await listCases(farmer, caseListParams.parse({ owner: "mine" }))).rows).toHaveLength(1);
  });

  test("of another workspace does not exist, and an executive only reads", async () => {
    const { rows } = await listCases(actor, OPEN);
    const id = rows[0]?.id ?? "";
    await expect(getCase(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(resolveCase(stranger, id, "Mine now")).rejects.toMatchObject({ code: "not_found" });
    await expect(assignCase(executive, id, null)).rejects.toMatchObject({ code: "forbidden" });
    expect(await getCase(executive, id)).toMatchObject({ id });
  });

  test("pages go on where they ended, forwards and back", async () => {
    const { actor: busy } = await testWorkspace();
    await transaction(busy, (tx) =>
      openCases(
        tx,
        busy,
        Array.from({ length: 120 }, (_, i) => ({
          title: `Case ${i}`,
          customerId: null,
          responseId: null,
          touchpointId: null,
          // Many share an instant: the id decides between them.
          openedAt: daysAgo(Math.floor(i / 40)),
        })),
      ),
    );
    const first = await listCases(busy, OPEN);
    const second = await listCases(busy, { ...OPEN, cursor: first.next ?? undefined });
    const third = await listCases(busy, { ...OPEN, cursor: second.next ?? undefined });
    const all = [...first.rows, ...second.rows, ...third.rows].map(({ id }) => id);
    expect(new Set(all).size).toBe(120);
    expect(third.next).toBeNull();
    expect(first.previous).toBeNull();
    const back = await listCases(busy, { ...OPEN, cursor: third.previous ?? undefined });
    expect(back.rows.map(({ id }) => id)).toEqual(second.rows.map(({ id }) => id));
  });
});

describe("a detractor's answer", () => {
  test("opens one case in its commit, for whoever keeps the customer; a promoter's and an anonymous one open none", async () => {
    const { actor: manager, as } = await testWorkspace();
    const respondent = await as("respondent");
    onResponses("cases", openCasesOfDetractors);
    const survey = await publishedSurvey(manager);
    const amara = await personalLink(manager, survey.surveyId);
    const bruno = await personalLink(manager, survey.surveyId, "Bruno Reis");
    await inWorkspace(manager).customer.updateMany({
      where: { id: amara.customerId },
      data: { ownerId: manager.userId },
    });
    const responseId = newId();
    const answers = { recommend: "3", reason: "We were called last." };
    const send = async (token: string, given: Submission) => submitResponse(respondent, await live(token), given, NOW);
    await send(amara.token, { responseId, answers });
    await send(amara.token, { responseId, answers });
    await send(bruno.token, { responseId: newId(), answers: { recommend: "9" } });
    const anonymous = await publishedSurvey(manager, { promise: "anonymous" });
    await send(anonymous.token, { responseId: newId(), answers: { recommend: "0" } });
    const { rows } = await listCases(manager, OPEN);
    expect(rows).toMatchObject([
      {
        number: 1,
        title: "Amara Obi gave 3: We were called last.",
        customerId: amara.customerId,
        responseId,
        ownerId: manager.userId,
        score: 3,
      },
    ]);
  });
});
