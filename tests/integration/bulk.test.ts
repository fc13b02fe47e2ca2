import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import type { BulkRequest, BulkWhat } from "../../lib/customers/bulk";
import { createAttributeDefinition, createCustomer, updateCustomer } from "../../lib/customers/commands";
import { continueBulkChange, startBulkChange, undoBulkChange } from "../../lib/customers/commands/bulk";
import { countForBulk, getBulkChange, listBulkChanges } from "../../lib/customers/queries/bulk";
import { customerChanges, newCustomer } from "../../lib/customers/schema";
import { inWorkspace } from "../../lib/db";
import { type TestWorkspace, testWorkspace } from "../support/world";

const now = () => new Date();

describe("a change of many customers", () => {
  let world: TestWorkspace;
  let actor: Actor;
  let ids: string[];
  const make = async (given: Record<string, unknown>) => (await createCustomer(actor, newCustomer.parse(given))).id;
  const find = async (id: string) => inWorkspace(actor).customer.findFirstOrThrow({ where: { id } });
  /** As the job does it, in small steps. */
  const finish = async (id: string) => {
    while (await continueBulkChange(world.system, id, 2));
    return getBulkChange(actor, id, now());
  };
  const change = async (what: BulkWhat, who: BulkRequest["who"] = { ids }) =>
    finish((await startBulkChange(actor, { what, who })).id);

  beforeAll(async () => {
    world = await testWorkspace();
    actor = world.actor;
    await createAttributeDefinition(actor, { key: "age", label: "Age", kind: "number", options: [], unit: "years" });
    ids = [];
    for (const name of ["Anna", "Ben", "Cleo", "Dora", "Emil"])
      ids.push(await make({ name, tags: name === "Ben" ? "vip" : "" }));
  });

  it("tags everybody who has not got it, says who had, and takes it back but for those changed since", async () => {
    const done = await change({ do: "tag", tag: "vip" });
    expect(done).toMatchObject({ total: 5, done: 4, undoable: true });
    expect(done.skipped.named).toEqual([{ id: ids[1], name: "Ben", reason: "already" }]);
    expect((await find(ids[0] ?? "")).tags).toEqual(["vip"]);
    // Cleo loses the tag and gets another one in between; Dora gets another one beside it.
    await updateCustomer(actor, customerChanges.parse({ id: ids[2], tags: "late" }));
    await updateCustomer(actor, customerChanges.parse({ id: ids[3], tags: "vip,late" }));
    const { id: undoId } = await undoBulkChange(actor, done.id);
    const undone = await finish(undoId);
    expect(undone).toMatchObject({ total: 4, done: 3, undoable: false });
    expect(undone.skipped.named).toEqual([{ id: ids[2], name: "Cleo", reason: "changedSince" }]);
    expect(await Promise.all(ids.map(async (id) => (await find(id)).tags))).toEqual([
      [],
      ["vip"],
      ["late"],
      ["late"],
      [],
    ]);
    await expect(undoBulkChange(actor, done.id)).rejects.toThrow("taken back already");
    expect((await listBulkChanges(actor, now()))[1]).toMatchObject({ id: done.id, undoable: false });
  });

  it("gives to an owner and back to each one's own, not to those whom somebody else took", async () => {
    const [farmer, hunter] = [await world.as("farmer"), await world.as("hunter")];
    await inWorkspace(actor).customer.updateMany({ where: { id: ids[0] }, data: { ownerId: hunter.userId } });
    const done = await change({ do: "assign", ownerId: farmer.userId });
    expect(done.done).toBe(5);
    await inWorkspace(actor).customer.updateMany({ where: { id: ids[4] }, data: { ownerId: hunter.userId } });
    const undone = await finish((await undoBulkChange(actor, done.id)).id);
    expect(undone.skipped.counts).toEqual({ changedSince: 1 });
    const owners = await Promise.all(ids.map(async (id) => (await find(id)).ownerId));
    expect(owners).toEqual([hunter.userId, null, null, null, hunter.userId]);
    await inWorkspace(actor).customer.updateMany({ where: {}, data: { ownerId: null } });
  });

  it("keeps the history of what it changed, a stage's move and an attribute with its type among it", async () => {
    await change({ do: "stage", stage: "loyal" });
    await change({ do: "attribute", key: "age", value: "41" });
    const first = ids[0] ?? "";
    const db = inWorkspace(actor);
    expect((await find(first)).attributes).toEqual({ age: 41 });
    const moves = await db.lifecycleTransition.findMany({ where: { customerId: first }, orderBy: { at: "asc" } });
    expect(moves.map(({ fromStage, toStage }) => [fromStage, toStage])).toEqual([
      [null, "lead"],
      ["lead", "loyal"],
    ]);
    const kept = await db.customerChange.findMany({
      where: { customerId: first, field: { in: ["lifecycle", "attribute:age"] }, byId: actor.userId },
      orderBy: { at: "asc" },
    });
    expect(kept.map(({ field, before, after }) => [field, before, after])).toEqual([
      ["lifecycle", "lead", "loyal"],
      ["attribute:age", null, 41],
    ]);
    const cleared = await change({ do: "attribute", key: "age", value: "" });
    expect((await find(first)).attributes).toEqual({});
    await finish((await undoBulkChange(actor, cleared.id)).id);
    expect((await find(first)).attributes).toEqual({ age: 41 });
    await expect(
      startBulkChange(actor, { what: { do: "attribute", key: "age", value: "old" }, who: { ids } }),
    ).rejects.toThrow("not a number");
  });

  it("changes all that a list's address finds, and nobody else", async () => {
    expect(await countForBulk(actor, "q=e", 100)).toBe(1);
    expect(await countForBulk(actor, "lifecycle=loyal", 3)).toBe(4);
    const done = await change({ do: "archive" }, { search: "q=Em&sort=value" });
    expect(done).toMatchObject({ total: 1, done: 1 });
    expect((await find(ids[4] ?? "")).archivedAt).not.toBeNull();
    await finish((await undoBulkChange(actor, done.id)).id);
    expect((await find(ids[4] ?? "")).archivedAt).toBeNull();
    await expect(startBulkChange(actor, { what: { do: "archive" }, who: { search: "q=nobody" } })).rejects.toThrow(
      "Nobody fits",
    );
  });

  it("does not give away owners for a seller, nor reach beyond what a seller sees", async () => {
    const farmer = await world.as("farmer");
    await expect(startBulkChange(farmer, { what: { do: "assign", ownerId: null }, who: { ids } })).rejects.toThrow(
      "does not allow",
    );
    const other = await world.as("hunter");
    await inWorkspace(actor).customer.updateMany({ where: { id: ids[0] }, data: { ownerId: other.userId } });
    const near: Actor = { ...farmer, reach: { kind: "own" } };
    const started = await startBulkChange(near, { what: { do: "tag", tag: "mine" }, who: { ids } });
    expect(started.total).toBe(4);
    await finish(started.id);
    expect((await find(ids[0] ?? "")).tags).not.toContain("mine");
  });
});
