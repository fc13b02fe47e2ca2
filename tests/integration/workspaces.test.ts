import { beforeAll, describe, expect, test } from "vitest";
import { inWorkspace, Prisma, rows, run, transaction } from "../../lib/db";
import { newId } from "../../lib/id";
import { createWorkspace, updateWorkspace } from "../../lib/workspaces/commands";
import { getWorkspace } from "../../lib/workspaces/queries";
import { type TestWorkspace, testWorkspace } from "../support/world";

// Two workspaces in one database: nothing of one can be read, changed or pointed at from the other.

let mine: TestWorkspace;
let theirs: TestWorkspace;
let myCustomer: string;
let theirCustomer: string;

async function customerIn(world: TestWorkspace, name: string): Promise<string> {
  const id = newId();
  await inWorkspace(world.actor).customer.create({ data: { workspaceId: world.workspaceId, id, name } });
  return id;
}

beforeAll(async () => {
  mine = await testWorkspace({ name: "Mine" });
  theirs = await testWorkspace({ name: "Theirs" });
  myCustomer = await customerIn(mine, "Ada");
  theirCustomer = await customerIn(theirs, "Bob");
});

const refused = /names another workspace/;

describe("inWorkspace", () => {
  test("reads only its own, whatever the question", async () => {
    const db = inWorkspace(mine.actor);
    expect((await db.customer.findMany()).map(({ name }) => name)).toEqual(["Ada"]);
    expect(await db.customer.findFirst({ where: { id: theirCustomer } })).toBeNull();
    expect(await db.customer.count()).toBe(1);
    expect((await db.customer.aggregate({ _count: true }))._count).toBe(1);
    expect(await db.customer.groupBy({ by: ["kind"], _count: true })).toHaveLength(1);
    expect(await db.customer.findMany({ where: { OR: [{ id: theirCustomer }, { name: "Bob" }] } })).toEqual([]);
    expect(await db.customer.findMany({ where: { NOT: { name: "nobody" } } })).toHaveLength(1);
    expect((await db.workspace.findMany()).map(({ id }) => id)).toEqual([mine.workspaceId]);
  });

  test("refuses another workspace in a condition, at any depth", async () => {
    const db = inWorkspace(mine.actor);
    const other = theirs.workspaceId;
    await expect(db.customer.findMany({ where: { workspaceId: other } })).rejects.toThrow(refused);
    await expect(
      db.customer.findUnique({ where: { workspaceId_id: { workspaceId: other, id: theirCustomer } } }),
    ).rejects.toThrow(refused);
    await expect(db.customer.findMany({ where: { OR: [{ workspaceId: other }, { name: "Ada" }] } })).rejects.toThrow(
      refused,
    );
    await expect(db.customer.findMany({ where: { AND: { NOT: { workspaceId: other } } } })).rejects.toThrow(refused);
    await expect(db.customer.findMany({ where: { workspaceId: { in: [other] } } })).rejects.toThrow(refused);
    await expect(db.order.findMany({ where: { customer: { workspaceId: other } } })).rejects.toThrow(refused);
    await expect(
      db.customer.findMany({ cursor: { workspaceId_id: { workspaceId: other, id: theirCustomer } } }),
    ).rejects.toThrow(refused);
    await expect(db.workspace.findUnique({ where: { id: other } })).rejects.toThrow(refused);
    await expect(db.workspace.update({ where: { id: other }, data: { name: "Taken" } })).rejects.toThrow(refused);
  });

  test("refuses another workspace in what is written", async () => {
    const db = inWorkspace(mine.actor);
    const other = theirs.workspaceId;
    const where = { workspaceId_id: { workspaceId: mine.workspaceId, id: myCustomer } };
    await expect(db.customer.create({ data: { workspaceId: other, id: newId(), name: "X" } })).rejects.toThrow(refused);
    await expect(
      db.customer.createMany({
        data: [
          { workspaceId: mine.workspaceId, id: newId(), name: "X" },
          { workspaceId: other, id: newId(), name: "Y" },
        ],
      }),
    ).rejects.toThrow(refused);
    await expect(db.customer.update({ where, data: { workspaceId: other } })).rejects.toThrow(refused);
    await expect(db.customer.updateMany({ data: { workspaceId: other } })).rejects.toThrow(refused);
    await expect(
      db.customer.upsert({
        where,
        create: { workspaceId: other, id: newId(), name: "X" },
        update: { name: "X" },
      }),
    ).rejects.toThrow(refused);
    await expect(
      db.customer.upsert({
        where,
        create: { workspaceId: mine.workspaceId, id: newId(), name: "X" },
        update: { workspaceId: other },
      }),
    ).rejects.toThrow(refused);
  });

  test("refuses relations that are written by connect or with another workspace inside", async () => {
    const db = inWorkspace(mine.actor);
    const order = { id: newId(), orderedAt: new Date(), totalCents: 100n, currency: "EUR" };
    await expect(
      db.order.create({
        data: {
          ...order,
          customer: { connect: { workspaceId_id: { workspaceId: mine.workspaceId, id: myCustomer } } },
        },
      }),
    ).rejects.toThrow(refused);
    await expect(
      db.customer.update({
        where: { workspaceId_id: { workspaceId: mine.workspaceId, id: myCustomer } },
        data: { orders: { connect: [{ workspaceId_id: { workspaceId: theirs.workspaceId, id: newId() } }] } },
      }),
    ).rejects.toThrow(refused);
    await expect(
      db.customer.update({
        where: { workspaceId_id: { workspaceId: mine.workspaceId, id: myCustomer } },
        data: { orders: { updateMany: { where: { workspaceId: theirs.workspaceId }, data: { currency: "USD" } } } },
      }),
    ).rejects.toThrow(refused);
  });

  test("does not lead out through a person who is a member elsewhere too", async () => {
    const db = inWorkspace(mine.actor);
    await expect(db.membership.findMany({ include: { user: { include: { memberships: true } } } })).rejects.toThrow(
      refused,
    );
    await expect(db.user.findMany({ select: { memberships: { select: { workspaceId: true } } } })).rejects.toThrow(
      refused,
    );
    await expect(
      db.team.findMany({ include: { memberships: { include: { user: { select: { memberships: true } } } } } }),
    ).rejects.toThrow(refused);
    expect(await db.membership.findMany({ include: { user: { select: { name: true } } } })).not.toEqual([]);
    expect(await db.team.findMany({ include: { memberships: true } })).toEqual([]);
  });

  test("changes and deletes nothing of another workspace", async () => {
    const db = inWorkspace(mine.actor);
    expect((await db.customer.updateMany({ where: { id: theirCustomer }, data: { name: "Taken" } })).count).toBe(0);
    expect((await db.customer.deleteMany({ where: { id: theirCustomer } })).count).toBe(0);
    expect((await inWorkspace(theirs.actor).customer.findFirst({ where: { id: theirCustomer } }))?.name).toBe("Bob");
  });

  test("holds inside a transaction too", async () => {
    await expect(
      transaction(mine.actor, (tx) => tx.customer.findMany({ where: { workspaceId: theirs.workspaceId } })),
    ).rejects.toThrow(refused);
    expect(await transaction(mine.actor, (tx) => tx.customer.count())).toBe(1);
  });

  test("a workspaceId inside a JSON column is data, not a tenant", async () => {
    const id = newId();
    await inWorkspace(mine.actor).customer.create({
      data: { workspaceId: mine.workspaceId, id, name: "Json", attributes: { workspaceId: "a word of theirs" } },
    });
    const found = await inWorkspace(mine.actor).customer.findFirst({ where: { id } });
    expect(found?.attributes).toEqual({ workspaceId: "a word of theirs" });
    await inWorkspace(mine.actor).customer.deleteMany({ where: { id } });
  });

  test("raw SQL is handed its workspace as the first thing", async () => {
    const seen = await rows<{ name: string }>(
      inWorkspace(mine.actor),
      mine.actor,
      (w) => Prisma.sql`select name from customers where workspace_id = ${w}`,
    );
    expect(seen).toEqual([{ name: "Ada" }]);
    const changed = await run(
      inWorkspace(mine.actor),
      mine.actor,
      (w) => Prisma.sql`update customers set city = 'Gdynia' where workspace_id = ${w}`,
    );
    expect(changed).toBe(1);
  });
});

describe("the database itself", () => {
  test("refuses a row that points into another workspace", async () => {
    await expect(
      inWorkspace(mine.actor).order.create({
        data: {
          workspaceId: mine.workspaceId,
          id: newId(),
          customerId: theirCustomer,
          orderedAt: new Date(),
          totalCents: 100n,
          currency: "EUR",
        },
      }),
    ).rejects.toThrow(/[Ff]oreign key/);
  });

  test("lets two workspaces use the same external id, and one of them only once", async () => {
    const data = (world: TestWorkspace) => ({
      workspaceId: world.workspaceId,
      id: newId(),
      name: "Same",
      externalId: "A-1",
    });
    await inWorkspace(mine.actor).customer.create({ data: data(mine) });
    await inWorkspace(theirs.actor).customer.create({ data: data(theirs) });
    await expect(inWorkspace(mine.actor).customer.create({ data: data(mine) })).rejects.toThrow(/[Uu]nique/);
  });
});

describe("settings of a workspace", () => {
  const settings = {
    name: "Renamed",
    timeZone: "Europe/Warsaw",
    currency: "PLN",
    model: "b2c" as const,
    strategy: "leader" as const,
    smallGroup: 7,
    brandColor: "#102030",
  };

  test("are changed by an admin, and the audit trail says so", async () => {
    const world = await testWorkspace();
    const admin = await world.as("admin");
    await updateWorkspace(admin, settings);
    expect(await getWorkspace(admin)).toMatchObject(settings);
    const event = await inWorkspace(admin).auditEvent.findFirst({ where: { action: "workspace.update" } });
    expect(event).toMatchObject({ actorId: admin.userId, via: "session", subjectId: world.workspaceId });
  });

  test("are not changed by others", async () => {
    await expect(updateWorkspace(await mine.as("farmer"), settings)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("another workspace is founded by a person, who is its admin", async () => {
    const admin = await mine.as("admin");
    const id = await createWorkspace(admin, { name: "Second" });
    const members = await inWorkspace({ workspaceId: id }).membership.findMany();
    expect(members).toHaveLength(1);
    expect(members[0]).toMatchObject({ userId: admin.userId, role: "admin" });
    await expect(createWorkspace(mine.system, { name: "Third" })).rejects.toThrow("Only a person");
  });
});
