import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace } from "../../../lib/db";
import { newId } from "../../../lib/id";
import {
  archiveImprovement,
  createImprovement,
  finishImprovement,
  reopenImprovement,
  restoreImprovement,
  startImprovement,
} from "../../../lib/improvements/commands";
import { effectOf, getImprovement, listImprovements } from "../../../lib/improvements/queries";
import { testWorkspace } from "../../support/world";

let actor: Actor;
let executive: Actor;
let stranger: Actor;

beforeAll(async () => {
  const world = await testWorkspace();
  actor = world.actor;
  executive = await world.as("executive");
  stranger = (await testWorkspace()).actor;
});

describe("an improvement", () => {
  test("is planned, started, done and taken up again; each leaves an event", async () => {
    const id = await createImprovement(actor, { title: "Families board first", reason: "They wait the longest." });
    expect(await getImprovement(actor, id)).toMatchObject({ ownerId: actor.userId, startedAt: null, doneAt: null });
    await startImprovement(actor, id);
    await expect(startImprovement(actor, id)).rejects.toMatchObject({ code: "conflict" });
    await finishImprovement(actor, id);
    await expect(finishImprovement(actor, id)).rejects.toMatchObject({ code: "conflict" });
    await reopenImprovement(actor, id);
    expect(await getImprovement(actor, id)).toMatchObject({ doneAt: null });
    await archiveImprovement(actor, id);
    await expect(getImprovement(actor, id)).rejects.toMatchObject({ code: "not_found" });
    await restoreImprovement(actor, id);
    const events = await inWorkspace(actor).auditEvent.findMany({ where: { subjectId: id }, orderBy: { at: "asc" } });
    expect(events.map(({ action }) => action.replace("improvement.", ""))).toEqual([
      "create",
      "start",
      "finish",
      "reopen",
      "archive",
      "restore",
    ]);
  });

  test("of one insight is planned once", async () => {
    const input = { title: "Full price first", insightSignature: "light|price|purchase" };
    const first = await createImprovement(actor, input);
    expect(await createImprovement(actor, { ...input, title: "Again" })).toBe(first);
  });

  test("says at the field what is wrong, and takes nothing of another workspace", async () => {
    await expect(createImprovement(actor, { title: " " })).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { title: "Say in a few words what will be better." },
    });
    const touchpointId = newId();
    await inWorkspace(stranger).touchpoint.create({
      data: { workspaceId: stranger.workspaceId, id: touchpointId, name: "Theirs" },
    });
    await expect(createImprovement(actor, { title: "Better gate", touchpointId })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(createImprovement(executive, { title: "Better gate" })).rejects.toMatchObject({ code: "forbidden" });
    const theirs = await createImprovement(stranger, { title: "Their own" });
    await expect(startImprovement(actor, theirs)).rejects.toMatchObject({ code: "not_found" });
    expect((await listImprovements(actor)).map(({ title }) => title)).not.toContain("Their own");
  });

  test("without a touchpoint or a day it was done has no before and after", async () => {
    const id = await createImprovement(actor, { title: "Kinder words" });
    expect(await effectOf(actor, await getImprovement(actor, id), "UTC")).toBeNull();
  });
});
