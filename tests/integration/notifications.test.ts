import { beforeAll, describe, expect, test } from "vitest";
import { type Actor, mintActor } from "../../lib/auth/actor";
import { openCases, resolveCase } from "../../lib/cases/commands";
import { assignCustomers } from "../../lib/customers/commands";
import { setFollowing, tellFollowers } from "../../lib/customers/commands/follow";
import { addNote, updateNote } from "../../lib/customers/commands/notes";
import { isFollowing } from "../../lib/customers/queries/follow";
import { installationDb, transaction } from "../../lib/db";
import { mergeCustomers } from "../../lib/duplicates/commands";
import { newId } from "../../lib/id";
import { logInteraction } from "../../lib/interactions/commands";
import { newInteraction } from "../../lib/interactions/schema";
import { markAllRead, markRead, notify } from "../../lib/notifications/commands";
import { countUnread, listNotifications } from "../../lib/notifications/queries";
import { type TestWorkspace, testWorkspace } from "../support/world";

let world: TestWorkspace;
let manager: Actor;
let farmer: Actor;
let hunter: Actor;

beforeAll(async () => {
  world = await testWorkspace();
  manager = world.actor;
  [farmer, hunter] = await Promise.all([world.as("farmer"), world.as("hunter")]);
});

const tell = (given: Partial<Parameters<typeof notify>[2]> & { userIds: string[] }) =>
  transaction(world, (tx) =>
    notify(tx, world, { kind: "mention", href: "/customers", detail: { name: "Alba" }, ...given }),
  );
const texts = async (actor: Actor) =>
  (await listNotifications(actor, { show: "all" })).rows.map(({ detail }) => detail.name);

describe("a notification", () => {
  test("reaches each asked member once, and never who did it", async () => {
    await tell({ userIds: [farmer.userId!, farmer.userId!, manager.userId!, newId()], byId: manager.userId });
    expect(await texts(farmer)).toEqual(["Alba"]);
    expect(await texts(manager)).toEqual([]);
    expect(await countUnread(farmer)).toBe(1);
    expect((await listNotifications(farmer, { show: "all" })).rows[0]?.byName).toBe("Test cx_manager");
  });

  test("is read by its owner alone, one by one or all at once", async () => {
    await tell({ userIds: [farmer.userId!], detail: { name: "Berg" } });
    const [latest] = (await listNotifications(farmer, { show: "all" })).rows;
    await markRead(hunter, latest!.id);
    expect(await countUnread(farmer)).toBe(2);
    await markRead(farmer, latest!.id);
    expect(await countUnread(farmer)).toBe(1);
    expect((await listNotifications(farmer, { show: "unread" })).rows.map(({ detail }) => detail.name)).toEqual([
      "Alba",
    ]);
    await markAllRead(farmer);
    expect(await countUnread(farmer)).toBe(0);
    expect((await listNotifications(farmer, { show: "all" })).rows).toHaveLength(2);
  });

  test("quotes no more than fits, and turns its pages without loss", async () => {
    const reader = await world.as("farmer");
    for (let n = 0; n < 5; n++)
      await tell({ userIds: [reader.userId!], detail: { name: `${n}`, text: "ä🙂".repeat(200) } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listNotifications(reader, { show: "all", cursor }, 2);
      seen.push(...page.rows.map(({ detail }) => detail.name ?? ""));
      expect([...(page.rows[0]?.detail.text ?? "")].length).toBe(200);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["4", "3", "2", "1", "0"]);
  });

  test("does not reach who left, nor another workspace", async () => {
    const gone = await world.as("hunter");
    await installationDb().membership.updateMany({ where: { userId: gone.userId! }, data: { endedAt: new Date() } });
    await tell({ userIds: [gone.userId!] });
    expect(await texts(gone)).toEqual([]);
    const elsewhere = await testWorkspace();
    await tell({ userIds: [elsewhere.actor.userId!] });
    expect(await texts(elsewhere.actor)).toEqual([]);
  });

  test("about a customer reaches only who may see it: its owner, their team where teams see, their lead, and shares", async () => {
    const narrow = await testWorkspace();
    const db = installationDb();
    await db.workspace.update({ where: { id: narrow.workspaceId }, data: { hunterSees: "own", farmerSees: "team" } });
    const [owner, mate, lead, shared, stranger] = await Promise.all([
      narrow.as("farmer"),
      narrow.as("farmer"),
      narrow.as("hunter"),
      narrow.as("hunter"),
      narrow.as("farmer"),
    ]);
    const above = newId();
    const below = newId();
    const where = { workspaceId: narrow.workspaceId };
    await db.team.create({ data: { ...where, id: above, name: "South", leadId: lead.userId } });
    await db.team.create({ data: { ...where, id: below, name: "Madrid", parentId: above } });
    await db.membership.updateMany({
      where: { ...where, userId: { in: [owner.userId!, mate.userId!] } },
      data: { teamId: below },
    });
    const customerId = newId();
    await db.customer.create({ data: { ...where, id: customerId, name: "Costa", ownerId: owner.userId } });
    await db.customerShare.create({ data: { ...where, customerId, userId: shared.userId! } });
    const people = { owner, mate, lead, shared, stranger, manager: narrow.actor };
    await transaction(narrow, (tx) =>
      notify(tx, narrow, {
        userIds: Object.values(people).map(({ userId }) => userId!),
        kind: "follow",
        href: `/customers/${customerId}`,
        detail: { name: "Costa" },
        customerId,
      }),
    );
    const reached: string[] = [];
    for (const [name, actor] of Object.entries(people)) if ((await countUnread(actor)) > 0) reached.push(name);
    expect(reached).toEqual(["owner", "mate", "lead", "shared", "manager"]);
  });
});

describe("a mention", () => {
  const named = async (name: string) => {
    const actor = await world.as("farmer");
    await installationDb().user.update({ where: { id: actor.userId! }, data: { name } });
    return actor;
  };
  const words = async (actor: Actor) =>
    (await listNotifications(actor, { show: "all" })).rows.map(
      ({ detail, href }) => `${detail.what} ${detail.name} ${href}`,
    );

  test("in a call, a note and a solved case tells whom it names, once, with the place", async () => {
    const [marta, piotr] = await Promise.all([named("Marta Silva"), named("Piotr Zając")]);
    const customerId = newId();
    await installationDb().customer.create({ data: { workspaceId: world.workspaceId, id: customerId, name: "Tatra" } });
    const call = newInteraction.parse({
      id: newId(),
      customerId,
      kind: "call",
      text: "They want seats. @Marta Silva can you check? Mail me at x@piotr.example",
      nextStep: "Ask @piotr zając",
    });
    await logInteraction(manager, call);
    await logInteraction(manager, call);
    expect(await words(marta)).toEqual([`interaction Tatra /customers/${customerId}`]);
    expect(await words(piotr)).toEqual([`interaction Tatra /customers/${customerId}`]);

    const note = await addNote(manager, {
      id: newId(),
      customerId,
      kind: "need",
      text: "Faster boarding, says @Marta",
      evidence: "",
      interactionId: null,
      responseId: null,
      notedOn: null,
    } as unknown as Parameters<typeof addNote>[1]);
    await updateNote(manager, {
      id: note.id,
      kind: "need",
      text: "Faster boarding, says @Marta and @Piotr",
      evidence: "",
    } as Parameters<typeof updateNote>[1]);
    expect((await words(marta)).filter((text) => text.startsWith("note"))).toHaveLength(1);
    expect((await words(piotr)).filter((text) => text.startsWith("note"))).toHaveLength(1);

    const [caseId] = await transaction(world, (tx) =>
      openCases(tx, manager, [
        { title: "Late", customerId, responseId: null, touchpointId: null, openedAt: new Date() },
      ]),
    );
    await resolveCase(manager, caseId!, "Paid back, thanks @Piotr");
    expect((await words(piotr))[0]).toBe(`case Tatra /cases/${caseId}`);
  });
});

describe("following a customer", () => {
  const make = async (name: string) => {
    const id = newId();
    await installationDb().customer.create({ data: { workspaceId: world.workspaceId, id, name } });
    await installationDb().customerExperience.create({ data: { workspaceId: world.workspaceId, customerId: id } });
    return id;
  };
  const words = async (actor: Actor) =>
    (await listNotifications(actor, { show: "all" })).rows
      .map(({ detail }) => detail)
      .filter(({ name }) => name?.startsWith("Follow"));

  test("tells of another owner, a low score and a case, each once, and nobody of what they did themselves", async () => {
    const reader = await world.as("farmer");
    const id = await make("Followed");
    await installationDb().customerExperience.updateMany({
      where: { customerId: id },
      data: { lastNps: 2, lastNpsAt: new Date(Date.now() - 3_600_000) },
    });
    await setFollowing(reader, id, true);
    await setFollowing(manager, id, true);
    expect(await isFollowing(reader, id)).toBe(true);
    // What was before is no news.
    await tellFollowers(world.system, new Date());
    expect(await words(reader)).toEqual([]);

    await assignCustomers(manager, [{ ids: [id], ownerId: hunter.userId }]);
    await transaction(world, (tx) =>
      openCases(tx, manager, [
        { title: "Late", customerId: id, responseId: null, touchpointId: null, openedAt: new Date() },
      ]),
    );
    await installationDb().customerExperience.updateMany({
      where: { customerId: id },
      data: { lastNps: 3, lastNpsAt: new Date() },
    });
    await tellFollowers(world.system, new Date());
    await tellFollowers(world.system, new Date());
    const told = await words(reader);
    expect(told.map(({ what }) => what).sort()).toEqual(["case", "owner", "score"]);
    expect(told.find(({ what }) => what === "owner")).toMatchObject({ owner: "Test hunter" });
    expect(told.find(({ what }) => what === "score")).toMatchObject({ score: "3" });
    // The manager changed the owner and opened the case.
    expect((await words(manager)).map(({ what }) => what)).toEqual(["score"]);

    await setFollowing(reader, id, false);
    await assignCustomers(manager, [{ ids: [id], ownerId: null }]);
    await tellFollowers(world.system, new Date());
    expect(await words(reader)).toHaveLength(3);
  });

  test("tells of a merge once", async () => {
    const reader = await world.as("farmer");
    const [kept, gone] = [await make("Followed by Ewa"), await make("Twin")];
    await setFollowing(reader, kept, true);
    await mergeCustomers(manager, { keptId: kept, mergedId: gone, fromMerged: [] });
    await tellFollowers(world.system, new Date());
    expect((await words(reader)).map(({ what, other }) => [what, other])).toEqual([["merge", "Twin"]]);
  });

  test("is for customers one may see", async () => {
    const id = await make("Hidden");
    await installationDb().customer.updateMany({ where: { id }, data: { ownerId: hunter.userId } });
    const narrow = mintActor({ ...farmer, reach: { kind: "own" } });
    await expect(setFollowing(narrow, id, true)).rejects.toMatchObject({ code: "not_found" });
    const elsewhere = await testWorkspace();
    await expect(setFollowing(elsewhere.actor, id, true)).rejects.toMatchObject({ code: "not_found" });
  });
});
