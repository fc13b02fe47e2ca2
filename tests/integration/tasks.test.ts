import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { type Actor, mintActor } from "../../lib/auth/actor";
import { installationDb } from "../../lib/db";
import { newId } from "../../lib/id";
import { completeNextStep, logInteraction } from "../../lib/interactions/commands";
import { moveNextStep, reopenNextStep } from "../../lib/interactions/commands/next-steps";
import { newInteraction } from "../../lib/interactions/schema";
import { listNotifications } from "../../lib/notifications/queries";
import {
  archiveTask,
  completeTask,
  createTask,
  remindOfTasks,
  reopenTask,
  snoozeTask,
  unarchiveTask,
  updateTask,
} from "../../lib/tasks/commands";
import { countMyTasks, listTasks, tasksOfCustomer } from "../../lib/tasks/queries";
import { taskInput, taskListParams } from "../../lib/tasks/schema";
import { bucketOf, nextMonday } from "../../lib/tasks/task";
import { type TestWorkspace, testWorkspace } from "../support/world";

let world: TestWorkspace;
let farmer: Actor;
let hunter: Actor;
let customerId: string;

beforeAll(async () => {
  world = await testWorkspace({ timeZone: "Europe/Madrid" });
  [farmer, hunter] = await Promise.all([world.as("farmer"), world.as("hunter")]);
  customerId = newId();
  await installationDb().customer.create({
    data: { workspaceId: world.workspaceId, id: customerId, name: "Alba Logistics", ownerId: farmer.userId },
  });
});

const make = (actor: Actor, fields: Partial<z.input<typeof taskInput>> & { title: string }) =>
  createTask(actor, taskInput.parse({ id: newId(), ...fields }));
const mine = async (actor: Actor, given: object = {}) =>
  (await listTasks(actor, taskListParams.parse({ whose: "mine", ...given }))).rows;
const all = async (actor: Actor, given: object = {}) =>
  (await listTasks(actor, taskListParams.parse({ whose: "all", ...given }))).rows;
const narrow = (actor: Actor): Actor => mintActor({ ...actor, reach: { kind: "own" } });
const told = async (actor: Actor) => (await listNotifications(actor, { show: "all" })).rows;

describe("a task", () => {
  test("stands in its owner's list until it is done, and comes back when that is undone", async () => {
    const { id } = await make(farmer, { title: "Send the offer", dueOn: "2026-03-02", customerId });
    const found = (await mine(farmer)).find((row) => row.id === id);
    expect(found).toMatchObject({ title: "Send the offer", dueOn: "2026-03-02", customerName: "Alba Logistics" });
    await completeTask(farmer, id);
    expect((await mine(farmer)).some((row) => row.id === id)).toBe(false);
    expect((await mine(farmer, { show: "done" })).some((row) => row.id === id)).toBe(true);
    await reopenTask(farmer, id);
    expect((await mine(farmer)).some((row) => row.id === id)).toBe(true);
    await archiveTask(farmer, id);
    expect((await tasksOfCustomer(farmer, customerId)).open).toEqual([]);
    await unarchiveTask(farmer, id);
    expect((await tasksOfCustomer(farmer, customerId)).open.map((row) => row.id)).toEqual([id]);
  });

  test("given to somebody else tells them, once, and not who gave it", async () => {
    const { id } = await make(farmer, { title: "Call the fleet manager", ownerId: hunter.userId });
    expect((await mine(hunter)).find((row) => row.id === id)).toMatchObject({ givenByName: "Test farmer" });
    expect((await told(hunter)).filter(({ detail }) => detail.name === "Call the fleet manager")).toHaveLength(1);
    expect((await told(farmer)).filter(({ detail }) => detail.name === "Call the fleet manager")).toHaveLength(0);
    await updateTask(farmer, {
      id,
      title: "Call the fleet manager",
      dueOn: null,
      ownerId: farmer.userId!,
      customerId: null,
    });
    expect((await mine(farmer)).some((row) => row.id === id)).toBe(true);
  });

  test("sent twice is one, and somebody else's id is refused", async () => {
    const id = newId();
    await make(farmer, { id, title: "Once" });
    await make(farmer, { id, title: "Once" });
    expect((await mine(farmer)).filter((row) => row.title === "Once")).toHaveLength(1);
    await expect(make(hunter, { id, title: "Mine" })).rejects.toMatchObject({ code: "conflict" });
  });

  test("for nobody who works here, an unknown customer or without words is refused at its place", async () => {
    await expect(make(farmer, { title: "x", ownerId: newId() })).rejects.toMatchObject({
      fieldErrors: { ownerId: "This person does not work here." },
    });
    await expect(make(farmer, { title: "x", customerId: newId() })).rejects.toMatchObject({ code: "not_found" });
    expect(taskInput.safeParse({ id: newId(), title: "  " }).success).toBe(false);
    expect(taskInput.safeParse({ id: newId(), title: "x", dueOn: "2026-02-30" }).success).toBe(false);
  });

  test("of a customer one may not see is neither found nor changed", async () => {
    const { id } = await make(farmer, { title: "Quiet task", customerId });
    const stranger = narrow(hunter);
    expect((await all(stranger)).some((row) => row.id === id)).toBe(false);
    await expect(completeTask(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(make(stranger, { title: "x", customerId })).rejects.toMatchObject({ code: "not_found" });
    expect(await tasksOfCustomer(stranger, customerId)).toEqual({ open: [], done: [] });
    // Who sees everybody sees it.
    expect((await all(world.actor)).some((row) => row.id === id)).toBe(true);
    const elsewhere = await testWorkspace();
    expect(await all(elsewhere.actor)).toEqual([]);
    await expect(completeTask(elsewhere.actor, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("of nobody's customer is private to whose it is and who gave it, and to who leads", async () => {
    const { id } = await make(farmer, { title: "Book the dentist" });
    expect((await all(hunter)).some((row) => row.id === id)).toBe(false);
    expect((await all(world.actor)).some((row) => row.id === id)).toBe(true);
    await expect(completeTask(hunter, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the list", () => {
  test("holds next steps of calls too, by the day they are due, and turns its pages without loss", async () => {
    const seller = await world.as("farmer");
    const stepId = newId();
    await logInteraction(
      seller,
      newInteraction.parse({
        id: stepId,
        customerId,
        kind: "call",
        nextStep: "Send the price list",
        nextStepDueOn: "2026-03-03",
      }),
    );
    const days = ["2026-03-05", null, "2026-03-01", "2026-03-03"];
    for (const [at, dueOn] of days.entries()) await make(seller, { title: `Task ${at}`, dueOn });
    const list = await mine(seller);
    expect(list.map(({ dueOn }) => dueOn)).toEqual(["2026-03-01", "2026-03-03", "2026-03-03", "2026-03-05", null]);
    expect(list.find(({ id }) => id === stepId)).toMatchObject({ kind: "step", interactionKind: "call" });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTasks(seller, taskListParams.parse({ cursor }), 2);
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(list.map(({ id }) => id));
    expect((await mine(seller, { kind: "step" })).map(({ id }) => id)).toEqual([stepId]);
    expect(await countMyTasks(seller, "2026-03-03")).toEqual({ overdue: 1, today: 2, open: 5 });

    await completeNextStep(seller, stepId);
    expect((await mine(seller, { kind: "step" })).length).toBe(0);
    expect((await mine(seller, { kind: "step", show: "done" })).map(({ id }) => id)).toEqual([stepId]);
    await reopenNextStep(seller, stepId);
    await moveNextStep(seller, stepId, "2026-04-01");
    expect((await mine(seller, { kind: "step" }))[0]?.dueOn).toBe("2026-04-01");
  });

  test("says which day is overdue, today, within a week, later, or some day", () => {
    expect(
      ["2026-03-01", "2026-03-02", "2026-03-09", "2026-03-10", null].map((day) => bucketOf(day, "2026-03-02")),
    ).toEqual(["overdue", "today", "week", "later", "someday"]);
    // A Monday, a Sunday, a Wednesday.
    expect(["2026-03-02", "2026-03-01", "2026-03-04"].map(nextMonday)).toEqual([
      "2026-03-09",
      "2026-03-02",
      "2026-03-09",
    ]);
  });
});

describe("the reminder", () => {
  test("comes in the workspace's morning, once for each task that is due, and again after another day was set", async () => {
    const seller = await world.as("hunter");
    const { id } = await make(seller, { title: "Ring at noon", dueOn: "2026-05-04" });
    await make(seller, { title: "Not yet", dueOn: "2026-05-06" });
    const done = await make(seller, { title: "Was done", dueOn: "2026-05-04" });
    await completeTask(seller, done.id);
    const reminders = async () => (await told(seller)).map(({ detail }) => `${detail.what} ${detail.name}`);
    // Six in Madrid, summer time.
    await remindOfTasks(world.system, new Date("2026-05-04T04:30:00Z"));
    expect(await reminders()).toEqual([]);
    await remindOfTasks(world.system, new Date("2026-05-04T05:10:00Z"));
    await remindOfTasks(world.system, new Date("2026-05-04T06:10:00Z"));
    expect(await reminders()).toEqual(["due Ring at noon"]);
    await snoozeTask(seller, id, "2026-05-05");
    await remindOfTasks(world.system, new Date("2026-05-06T06:10:00Z"));
    expect((await reminders()).sort()).toEqual(["due Not yet", "due Ring at noon", "overdue Ring at noon"]);
  });
});
