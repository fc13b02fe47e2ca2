import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { createJourney } from "../../../lib/journeys/commands";
import { attachQuote, detachQuote, setCell } from "../../../lib/journeys/commands/cells";
import {
  addComment,
  archiveComment,
  reopenComment,
  resolveComment,
  restoreComment,
} from "../../../lib/journeys/commands/comments";
import {
  addStage,
  addStep,
  archiveStage,
  archiveStep,
  changeStepTouchpoint,
  moveStage,
  moveStep,
  restoreStage,
  restoreStep,
  updateStage,
} from "../../../lib/journeys/commands/structure";
import { restoreVersion, saveVersion } from "../../../lib/journeys/commands/versions";
import type { JourneyMap } from "../../../lib/journeys/map";
import { getJourney } from "../../../lib/journeys/queries";
import { listComments } from "../../../lib/journeys/queries/comments";
import { getVersion, listVersions } from "../../../lib/journeys/queries/versions";
import { MOST_COMMENTS, MOST_NAMED_VERSIONS } from "../../../lib/journeys/schema";
import { mapOfSnapshot } from "../../../lib/journeys/snapshot";
import { testWorkspace } from "../../support/world";

const SPAN = { fromDay: "2026-01-01", toDay: "2027-01-01" };

let actor: Actor;
let colleague: Actor;
let farmer: Actor;
let executive: Actor;
let stranger: Actor;

beforeAll(async () => {
  const world = await testWorkspace();
  actor = world.actor;
  colleague = await world.as("admin");
  farmer = await world.as("farmer");
  executive = await world.as("executive");
  stranger = (await testWorkspace()).actor;
});

const newMap = async (): Promise<JourneyMap> =>
  getJourney(actor, await createJourney(actor, { name: "Help", template: "support" }), SPAN);
const read = (map: JourneyMap) => getJourney(actor, map.id, SPAN);
const stepAt = (map: JourneyMap, stage = 0, step = 0) => {
  const found = map.stages[stage]?.steps[step];
  if (!found) throw new Error("no step there");
  return found;
};
const stageAt = (map: JourneyMap, at: number) => {
  const found = map.stages[at];
  if (!found) throw new Error("no stage there");
  return found;
};
const names = (map: JourneyMap) => map.stages.map(({ steps }) => steps.map(({ touchpointName }) => touchpointName));
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe("a cell", () => {
  test("is saved by itself: two in different cells keep both", async () => {
    const map = await newMap();
    const { id: stepId, cells } = stepAt(map);
    await Promise.all([
      setCell(actor, { stepId, lane: "doing", value: "One", was: cells.doing }),
      setCell(colleague, { stepId, lane: "thinking", value: "Two", was: cells.thinking }),
      setCell(actor, { stepId, lane: "isPeak", value: true, was: false }),
      setCell(colleague, { stepId, lane: "assumedFeeling", value: "\u22121", was: cells.assumedFeeling }),
    ]);
    expect(stepAt(await read(map)).cells).toMatchObject({
      doing: "One",
      thinking: "Two",
      isPeak: true,
      assumedFeeling: -1,
    });
  });

  test("in the same cell the second learns the first's words and name, and nothing is lost", async () => {
    const map = await newMap();
    const { id: stepId, cells } = stepAt(map);
    await setCell(colleague, { stepId, lane: "doing", value: "Hers", was: cells.doing });
    const mine = { stepId, lane: "doing" as const, value: "Mine" };
    expect(await setCell(actor, { ...mine, was: cells.doing })).toEqual({
      status: "conflict",
      theirs: "Hers",
      by: "Test admin",
    });
    expect(stepAt(await read(map)).doing).toBe("Hers");
    expect(await setCell(actor, { ...mine, was: "Hers" })).toEqual({ status: "saved", value: "Mine" });
    // What is there already is no conflict, whatever one began with.
    expect(await setCell(colleague, { ...mine, was: "Hers" })).toEqual({ status: "saved", value: "Mine" });
  });

  test("of many at once in one cell exactly one wins", async () => {
    const map = await newMap();
    const { id: stepId, cells } = stepAt(map);
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        setCell(i % 2 ? actor : colleague, { stepId, lane: "needs", value: `Need ${i}`, was: cells.needs }),
      ),
    );
    expect(all.filter(({ status }) => status === "saved")).toHaveLength(1);
  });

  test("takes only what its lane can hold, within the scale people answer on", async () => {
    const map = await newMap();
    const { id: stepId, touchpointId } = stepAt(map);
    const wrong = (lane: "desired" | "evidence" | "assumedFeeling" | "doing", value: string | number) =>
      expect(setCell(actor, { stepId, lane, value, was: null })).rejects.toMatchObject({ code: "invalid" });
    await wrong("desired", "eleven");
    await wrong("evidence", "much");
    await wrong("assumedFeeling", 1.5);
    await wrong("assumedFeeling", 3);
    await wrong("doing", "x".repeat(401));

    const db = inWorkspace(actor);
    const { workspaceId } = actor;
    const surveyId = newId();
    await db.survey.create({ data: { workspaceId, id: surveyId, name: "Asked here", draft: {} } });
    await db.item.create({
      data: {
        workspaceId,
        id: newId(),
        surveyId,
        no: 7001,
        key: "rating",
        label: "How was it?",
        kind: "rating",
        scaleMin: 1,
        scaleMax: 5,
        direction: "higher",
        measure: "csat",
        touchpointId,
      },
    });
    await expect(setCell(actor, { stepId, lane: "desired", value: 7, was: null })).rejects.toMatchObject({
      fieldErrors: { value: "People answer from 1 to 5 here. Stay within it." },
    });
    expect(await setCell(actor, { stepId, lane: "desired", value: "4,5", was: null })).toEqual({
      status: "saved",
      value: 4.5,
    });
    expect(stepAt(await read(map)).gap.desired).toBe(4.5);
  });

  test("is written by those who may, in their own workspace, while it is on the map", async () => {
    const map = await newMap();
    const { id: stepId, cells } = stepAt(map);
    const input = { stepId, lane: "doing" as const, value: "New", was: cells.doing };
    await expect(setCell(farmer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(setCell(stranger, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(setCell(actor, { ...input, stepId: "x" })).rejects.toMatchObject({ code: "not_found" });
    await archiveStep(actor, stepId);
    await expect(setCell(actor, input)).rejects.toMatchObject({ code: "not_found" });
    await restoreStep(actor, stepId);
    await archiveStage(actor, stageAt(map, 0).id);
    await expect(setCell(actor, input)).rejects.toMatchObject({ code: "not_found" });
  });

  test("rests on voices, once each, and lets them go", async () => {
    const map = await newMap();
    const { id: stepId } = stepAt(map);
    const quoteId = newId();
    await inWorkspace(actor).quote.create({
      data: { workspaceId: actor.workspaceId, id: quoteId, text: "It just stopped", feeling: -2 },
    });
    const input = { stepId, lane: "pains" as const, quoteId };
    await attachQuote(actor, input);
    await attachQuote(actor, input);
    expect(stepAt(await read(map)).quotes).toMatchObject([{ id: quoteId, lane: "pains", text: "It just stopped" }]);
    await detachQuote(actor, input);
    expect(stepAt(await read(map)).quotes).toEqual([]);
    await expect(detachQuote(actor, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(attachQuote(actor, { ...input, quoteId: newId() })).rejects.toMatchObject({ code: "not_found" });
    await expect(attachQuote(stranger, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(attachQuote(farmer, input)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the structure", () => {
  test("grows at a place, by a touchpoint that is there or is named", async () => {
    const map = await newMap();
    const stage = stageAt(map, 1);
    const made = await addStep(actor, { stageId: stage.id, to: 1, touchpointName: "Chat" });
    await addStep(actor, { stageId: stage.id, touchpointName: "  chat " });
    const first = await addStage(actor, { journeyId: map.id, name: "First", metric: "Calls", to: 0 });
    const now = await read(map);
    expect(now.stages[0]).toMatchObject({ id: first, name: "First", metric: "Calls", steps: [] });
    expect(names(now)[2]).toEqual(["Help pages", "Chat", "Forum", "Chat"]);
    const ids = stageAt(now, 2).steps.map(({ touchpointId }) => touchpointId);
    expect(ids[1]).toBe(ids[3]);
    const before = await changeStepTouchpoint(actor, { id: made, touchpointName: "Video" });
    expect(before.touchpointId).toBe(ids[1]);
    expect(names(await read(map))[2]).toEqual(["Help pages", "Video", "Forum", "Chat"]);
    await expect(addStep(actor, { stageId: stage.id })).rejects.toMatchObject({
      fieldErrors: { touchpointName: "Choose a touchpoint or name a new one." },
    });
  });

  test("moves and takes back, and says where it was", async () => {
    const map = await newMap();
    const step = stepAt(map, 1, 0);
    const there = { id: step.id, stageId: stageAt(map, 3).id, to: 1 };
    const was = await moveStep(actor, there);
    expect(was).toEqual({ stageId: stageAt(map, 1).id, to: 0 });
    expect(names(await read(map))).toEqual([
      ["Product"],
      ["Forum"],
      ["Support", "Answer"],
      ["Solution", "Help pages", "Follow-up"],
    ]);
    await moveStep(actor, { id: step.id, ...was });
    expect(names(await read(map))).toEqual(names(map));

    const stage = stageAt(map, 0);
    expect(await moveStage(actor, { id: stage.id, to: 2 })).toEqual({ to: 0 });
    expect((await read(map)).stages.map(({ name }) => name)).toEqual(["Own attempt", "Contact", "Trouble", "Solved"]);
    await moveStage(actor, { id: stage.id, to: 0 });
    expect(await updateStage(actor, { id: stage.id, name: "It breaks", metric: "" })).toEqual({
      name: "Trouble",
      metric: stage.metric,
    });
    expect((await read(map)).stages[0]?.name).toBe("It breaks");
  });

  test("comes back where it was, with what was written", async () => {
    const map = await newMap();
    const step = stepAt(map, 2, 0);
    await archiveStep(actor, step.id);
    expect(names(await read(map))[2]).toEqual(["Answer"]);
    await restoreStep(actor, step.id);
    expect(stepAt(await read(map), 2, 0)).toMatchObject({ id: step.id, doing: step.doing });
    const stage = stageAt(map, 1);
    await archiveStage(actor, stage.id);
    expect((await read(map)).stages).toHaveLength(3);
    await expect(archiveStage(actor, stage.id)).rejects.toMatchObject({ code: "not_found" });
    await restoreStage(actor, stage.id);
    expect(names(await read(map))).toEqual(names(map));
  });

  test("keeps one order however many move at once", async () => {
    const map = await newMap();
    const stages = map.stages.map(({ id }) => id);
    const steps = map.stages.flatMap((stage) => stage.steps.map(({ id }) => id));
    await Promise.all(
      steps.flatMap((id, i) => [
        moveStep(i % 2 ? actor : colleague, { id, stageId: stages[i % stages.length] as string, to: i % 3 }),
        moveStage(colleague, { id: stages[i % stages.length] as string, to: (i * 2) % stages.length }),
      ]),
    );
    const now = await read(map);
    expect(now.stages.map(({ id }) => id).sort()).toEqual([...stages].sort());
    expect(now.stages.flatMap((stage) => stage.steps.map(({ id }) => id)).sort()).toEqual([...steps].sort());
    const rows = await inWorkspace(actor).journeyStage.findMany({
      where: { journeyId: map.id },
      select: { position: true, steps: { select: { position: true }, orderBy: { position: "asc" } } },
      orderBy: { position: "asc" },
    });
    expect(rows.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
    // Stages that were left may have holes in their count, but no two steps share a place.
    for (const row of rows) {
      expect(new Set(row.steps.map(({ position }) => position)).size).toBe(row.steps.length);
    }
  });

  test("has its limits, said in words, also at the moment of taking back", async () => {
    const map = await newMap();
    for (let i = map.stages.length; i < 12; i++) await addStage(actor, { journeyId: map.id, name: `Stage ${i}` });
    await expect(addStage(actor, { journeyId: map.id, name: "Thirteenth" })).rejects.toThrow("at most 12 stages");
    await archiveStage(actor, stageAt(map, 0).id);
    await addStage(actor, { journeyId: map.id, name: "Another" });
    await expect(restoreStage(actor, stageAt(map, 0).id)).rejects.toThrow("at most 12 stages");
    const stageId = stageAt(map, 1).id;
    const count = (await read(map)).stages.reduce((sum, { steps }) => sum + steps.length, 0);
    for (let i = count; i < 60; i++) await addStep(actor, { stageId, touchpointName: "Chat" });
    await expect(addStep(actor, { stageId, touchpointName: "Chat" })).rejects.toThrow("at most 60 steps");
  });

  test("is changed by those who may, in their own workspace, within one map", async () => {
    const map = await newMap();
    const other = await newMap();
    const { id } = stepAt(map);
    const stageId = stageAt(map, 0).id;
    await expect(moveStep(actor, { id, stageId: stageAt(other, 0).id, to: 0 })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const [who, code] of [
      [farmer, "forbidden"],
      [stranger, "not_found"],
    ] as const) {
      const refused = { code };
      await expect(moveStep(who, { id, stageId, to: 0 })).rejects.toMatchObject(refused);
      await expect(moveStage(who, { id: stageId, to: 0 })).rejects.toMatchObject(refused);
      await expect(archiveStep(who, id)).rejects.toMatchObject(refused);
      await expect(archiveStage(who, stageId)).rejects.toMatchObject(refused);
      await expect(updateStage(who, { id: stageId, name: "Mine" })).rejects.toMatchObject(refused);
      await expect(addStage(who, { journeyId: map.id, name: "Mine" })).rejects.toMatchObject(refused);
      await expect(addStep(who, { stageId, touchpointName: "Mine" })).rejects.toMatchObject(refused);
      await expect(changeStepTouchpoint(who, { id, touchpointName: "Mine" })).rejects.toMatchObject(refused);
      await expect(saveVersion(who, map.id, "Mine")).rejects.toMatchObject(refused);
    }
    const { touchpointId } = stepAt(
      await getJourney(stranger, await createJourney(stranger, { name: "Theirs", template: "aida" }), SPAN),
    );
    await expect(addStep(actor, { stageId, touchpointId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("comments", () => {
  test("wait at their cell until they are resolved, and can be taken back", async () => {
    const map = await newMap();
    const step = stepAt(map);
    const id = await addComment(executive, { journeyId: map.id, stepId: step.id, lane: "doing", text: " Really? " });
    await addComment(actor, { journeyId: map.id, text: "Looks good" });
    const now = await read(map);
    expect(stepAt(now).comments).toEqual({ doing: 1 });
    expect(now.comments).toBe(1);
    expect(await listComments(actor, map.id)).toMatchObject([
      { id, text: "Really?", authorName: "Test executive", lane: "doing", touchpointName: "Product", resolvedAt: null },
      { text: "Looks good", stepId: null },
    ]);
    await resolveComment(actor, id);
    await expect(resolveComment(actor, id)).rejects.toMatchObject({ code: "not_found" });
    expect(stepAt(await read(map)).comments).toEqual({});
    expect((await listComments(actor, map.id))[0]).toMatchObject({ resolvedByName: "Test cx_manager" });
    await reopenComment(actor, id);
    await archiveComment(executive, id);
    expect(await listComments(actor, map.id)).toHaveLength(1);
    await restoreComment(executive, id);
    expect(await listComments(actor, map.id)).toHaveLength(2);
  });

  test("are removed by who wrote them or edits maps, and stay in their workspace", async () => {
    const map = await newMap();
    const id = await addComment(actor, { journeyId: map.id, text: "Mine" });
    await expect(archiveComment(farmer, id)).rejects.toMatchObject({ code: "forbidden" });
    for (const work of [resolveComment, archiveComment, reopenComment, restoreComment]) {
      await expect(work(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(listComments(stranger, map.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(addComment(stranger, { journeyId: map.id, text: "Hello" })).rejects.toMatchObject({
      code: "not_found",
    });
    const other = await newMap();
    await expect(
      addComment(actor, { journeyId: map.id, stepId: stepAt(other).id, text: "Elsewhere" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("are as many as can be read", async () => {
    const map = await newMap();
    const row = { workspaceId: actor.workspaceId, journeyId: map.id, text: "One of many", createdAt: new Date() };
    await inWorkspace(actor).journeyComment.createMany({
      data: Array.from({ length: MOST_COMMENTS }, () => ({ ...row, id: newId() })),
    });
    await expect(addComment(executive, { journeyId: map.id, text: "And me" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("versions", () => {
  test("are kept by hand, looked back at, and brought back; which can be taken back too", async () => {
    const map = await newMap();
    const { id: stepId, cells } = stepAt(map);
    const { id: versionId, number } = await saveVersion(actor, map.id, "Workshop");
    expect(number).toBe(1);
    await setCell(actor, { stepId, lane: "doing", value: "Changed", was: cells.doing });
    await archiveStage(actor, stageAt(map, 1).id);
    await moveStep(actor, { id: stepAt(map, 2, 0).id, stageId: stageAt(map, 3).id, to: 0 });
    await addStage(actor, { journeyId: map.id, name: "New" });
    const changed = await read(map);

    const version = await getVersion(actor, map.id, versionId);
    const past = mapOfSnapshot(changed, version.snapshot, version.voices);
    expect(names(past)).toEqual(names(map));
    expect(stepAt(past).doing).toBe(cells.doing);

    const { kept } = await restoreVersion(actor, versionId);
    const back = await read(map);
    expect(names(back)).toEqual(names(map));
    expect(stepAt(back)).toMatchObject({ id: stepId, doing: cells.doing });
    await restoreVersion(actor, kept.id);
    const again = await read(map);
    expect(names(again)).toEqual(names(changed));
    expect(again.stages.map(({ name }) => name)).toContain("New");
    expect(stepAt(again).doing).toBe("Changed");
    expect((await listVersions(actor, map.id)).map((one) => [one.number, one.name])).toEqual([
      [3, ""],
      [2, ""],
      [1, "Workshop"],
    ]);
    await expect(getVersion(stranger, map.id, versionId)).rejects.toMatchObject({ code: "not_found" });
    await expect(restoreVersion(stranger, versionId)).rejects.toMatchObject({ code: "not_found" });
    await expect(restoreVersion(farmer, versionId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listVersions(stranger, map.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("that have a name are limited, for they stay", async () => {
    const map = await newMap();
    const { id } = await saveVersion(actor, map.id, "First");
    const { snapshot } = await getVersion(actor, map.id, id);
    await inWorkspace(actor).journeyVersion.createMany({
      data: Array.from({ length: MOST_NAMED_VERSIONS - 1 }, (_, i) => ({
        workspaceId: actor.workspaceId,
        id: newId(),
        journeyId: map.id,
        number: i + 2,
        name: `Version ${i + 2}`,
        snapshot,
      })),
    });
    await expect(saveVersion(actor, map.id, "Last")).rejects.toMatchObject({ code: "conflict" });
  });

  test("keep a voice by its id alone: what was erased does not come back", async () => {
    const map = await newMap();
    const { id: stepId } = stepAt(map);
    const db = inWorkspace(actor);
    const quoteId = newId();
    await db.quote.create({ data: { workspaceId: actor.workspaceId, id: quoteId, text: "My secret words" } });
    await attachQuote(actor, { stepId, lane: "pains", quoteId });
    const { id: versionId } = await saveVersion(actor, map.id, "");
    const row = await db.journeyVersion.findFirst({ where: { id: versionId } });
    expect(JSON.stringify(row?.snapshot)).not.toContain("secret");
    expect((await getVersion(actor, map.id, versionId)).voices.get(quoteId)?.text).toBe("My secret words");
    await db.quote.deleteMany({ where: { id: quoteId } });
    expect((await getVersion(actor, map.id, versionId)).voices.size).toBe(0);
    await restoreVersion(actor, versionId);
    expect(stepAt(await read(map)).quotes).toEqual([]);
  });

  test("come by themselves: after a quiet time, or when another person begins, and then not at every turn", async () => {
    const map = await newMap();
    const { id: stepId } = stepAt(map);
    const db = inWorkspace(actor);
    const write = async (who: Actor, value: string) => {
      const { needs } = stepAt(await read(map)).cells;
      await setCell(who, { stepId, lane: "needs", value, was: needs });
      return (await listVersions(actor, map.id)).length;
    };
    expect(await write(actor, "a")).toBe(0);
    expect(await write(actor, "b")).toBe(0);
    await db.journey.updateMany({ where: { id: map.id }, data: { editedAt: minutesAgo(31) } });
    expect(await write(actor, "c")).toBe(1);
    // The version shows the map before that edit.
    const [first] = await listVersions(actor, map.id);
    const { snapshot } = await getVersion(actor, map.id, first?.id ?? "");
    expect(snapshot.stages[0]?.steps[0]?.cells.needs).toBe("b");
    expect(await write(colleague, "d")).toBe(1);
    await db.journeyVersion.updateMany({ where: { journeyId: map.id }, data: { createdAt: minutesAgo(11) } });
    expect(await write(actor, "e")).toBe(2);
    expect(await write(colleague, "f")).toBe(2);
  });
});
