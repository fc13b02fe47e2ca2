import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { createCustomer, updateCustomer } from "../../lib/customers/commands";
import { customerChanges, newCustomer } from "../../lib/customers/schema";
import { installationDb, inWorkspace, Prisma, transaction } from "../../lib/db";
import {
  followMerges,
  forgetNotDuplicates,
  markNotDuplicates,
  mergeCustomers,
  undoMerge,
} from "../../lib/duplicates/commands";
import {
  countDuplicatesSince,
  listDuplicates,
  listMerges,
  mergedInto,
  previewMerge,
} from "../../lib/duplicates/queries";
import { MOVES, STAYS } from "../../lib/duplicates/tables";
import { newId } from "../../lib/id";
import { recountRollups } from "../../lib/responses/rollups-sql";
import { touchSegments } from "../../lib/segments/commands";
import { type ReachWorld, reachWorld } from "../support/reach-world";
import { testWorkspace } from "../support/world";

const now = new Date();

describe("making two records one", () => {
  let world: ReachWorld;
  let actor: Actor;
  let kept: string;
  let gone: string;

  /** Every row of every table of the workspace, without what only says when it was last written. */
  const everything = async (): Promise<Record<string, string[]>> => {
    const db = installationDb();
    const tables = await db.$queryRaw<{ name: string }[]>(Prisma.sql`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'workspace_id' order by 1`);
    const kind = new Set([
      "customer_merges",
      "audit_events",
      "customer_changes",
      "notifications",
      "segment_moves",
      "segment_sizes",
    ]);
    const found: Record<string, string[]> = {};
    for (const { name } of tables) {
      if (kind.has(name)) continue;
      const rows = await db.$queryRaw<{ row: string }[]>(Prisma.sql`
        select (to_jsonb(t) - 'updated_at' - 'since' - 'computed_at')::text as row from ${Prisma.raw(name)} t
        where t.workspace_id = ${world.workspaceId}::uuid order by 1`);
      found[name] = rows.map(({ row }) => row);
    }
    return found;
  };
  const rollups = async () => {
    const { answer_rollups, customer_experience } = await everything();
    return { answer_rollups, customer_experience };
  };
  const find = (id: string) => inWorkspace(actor).customer.findFirstOrThrow({ where: { id } });

  beforeAll(async () => {
    world = await reachWorld(now);
    actor = world.actor;
    kept = world.hung.Mate.customer;
    gone = world.hung.Own.customer;
    const db = inWorkspace(actor);
    const { workspaceId } = world;
    const { me, mate, below } = world.people;
    await db.customerFollow.createMany({
      data: [
        { workspaceId, customerId: gone, userId: me },
        { workspaceId, customerId: gone, userId: mate },
        { workspaceId, customerId: kept, userId: mate },
      ],
    });
    await db.customerShare.createMany({ data: [{ workspaceId, customerId: gone, userId: below }] });
    const third = world.hung.Nobody.customer;
    await db.referral.createMany({
      data: [
        { workspaceId, id: newId(), referrerId: gone, referredId: kept, at: now },
        { workspaceId, id: newId(), referrerId: gone, referredId: third, at: now },
        { workspaceId, id: newId(), referrerId: third, referredId: gone, at: now },
      ],
    });
    await db.customer.updateMany({
      where: { id: gone },
      data: {
        externalId: "G-1",
        email: "gone@example.com",
        tags: ["old", "vip"],
        attributes: { age: 40, cabin: "Eco" },
      },
    });
    await db.customer.updateMany({
      where: { id: kept },
      data: { tags: ["vip"], attributes: { age: 41 }, email: null, externalId: null },
    });
    // Search texts, members and sizes as the product itself would have them.
    for (const id of [kept, gone]) await updateCustomer(actor, customerChanges.parse({ id, city: "Oslo" }));
    await touchSegments(world.system, [kept, gone]);
    await transaction(actor, (tx) => recountRollups(tx, actor));
  });

  it("knows of every column that names a customer what becomes of it", async () => {
    const columns = await installationDb().$queryRaw<{ name: string }[]>(Prisma.sql`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name in ('customer_id', 'referrer_id', 'referred_id')
      union
      select k.conrelid::regclass || '.' || a.attname
      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
      where k.contype = 'f' and k.confrelid = 'customers'::regclass and a.attname <> 'workspace_id'
      union
      select table_name || '.' || column_name from information_schema.columns
      where table_schema = 'public' and table_name in ('customer_merges', 'not_duplicates')
        and column_name in ('kept_id', 'merged_id', 'first_id', 'second_id')`);
    const known = new Set([...MOVES.map(({ table, column }) => `${table}.${column}`), ...Object.keys(STAYS)]);
    expect(columns.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !columns.some((one) => one.name === name))).toEqual([]);
  });

  it("moves everything, counts it anew, and gives all of it back", async () => {
    const before = await everything();
    const preview = await previewMerge(actor, kept, gone);
    expect(preview.moves).toContainEqual({ says: "orders", count: 1 });
    const { id } = await mergeCustomers(actor, { keptId: kept, mergedId: gone, fromMerged: ["attribute:cabin"] });
    const left = await everything();
    for (const { table, column, unless, notItself } of MOVES) {
      const there = (left[table] ?? []).map((row) => JSON.parse(row)).filter((row) => row[column] === gone);
      if (!unless && !notItself) expect([table, there]).toEqual([table, []]);
    }
    const one = await find(kept);
    expect(one).toMatchObject({
      externalId: "G-1",
      email: "gone@example.com",
      tags: ["vip", "old"],
      attributes: { age: 41, cabin: "Eco" },
    });
    expect(await find(gone)).toMatchObject({ externalId: null });
    expect((await find(gone)).archivedAt).not.toBeNull();
    expect(await mergedInto(actor, gone, now)).toMatchObject({ id, keptId: kept, undoable: true });
    // What is kept beside the answers is what they say.
    const kept1 = await rollups();
    await transaction(actor, (tx) => recountRollups(tx, actor));
    expect(await rollups()).toEqual(kept1);
    // The job that follows finds the members of segments anew, and the counts follow them.
    await touchSegments(world.system, [kept, gone]);
    const kept2 = await rollups();
    await transaction(actor, (tx) => recountRollups(tx, actor));
    expect(await rollups()).toEqual(kept2);

    const undone = await undoMerge(actor, id);
    expect(undone).toEqual({ keptId: kept, mergedId: gone, fields: [], rows: 0 });
    await touchSegments(world.system, [kept, gone]);
    const after = await everything();
    for (const table of Object.keys(before)) expect([table, after[table]]).toEqual([table, before[table]]);
    expect(await mergedInto(actor, gone, now)).toBeNull();
    await expect(undoMerge(actor, id)).rejects.toThrow("taken back already");
  });

  it("leaves with the kept one what was added and changed since, and says so", async () => {
    const { id } = await mergeCustomers(actor, { keptId: kept, mergedId: gone, fromMerged: ["name"] });
    await updateCustomer(actor, customerChanges.parse({ id: kept, email: "new@example.com" }));
    const noteId = newId();
    await inWorkspace(actor).customerNote.create({
      data: { workspaceId: world.workspaceId, id: noteId, customerId: kept, kind: "need", text: "Since", notedOn: now },
    });
    const undone = await undoMerge(actor, id);
    expect(undone.fields).toEqual(["email"]);
    expect(await find(kept)).toMatchObject({ email: "new@example.com", externalId: null, tags: ["vip"] });
    expect(await find(gone)).toMatchObject({ email: "gone@example.com", externalId: "G-1", archivedAt: null });
    expect((await inWorkspace(actor).customerNote.findFirstOrThrow({ where: { id: noteId } })).customerId).toBe(kept);
  });

  it("is taken back from the last to the first, for thirty days, and by those who see both", async () => {
    const third = world.hung.Nobody.customer;
    const first = await mergeCustomers(actor, { keptId: kept, mergedId: gone, fromMerged: [] });
    await expect(mergeCustomers(actor, { keptId: kept, mergedId: gone, fromMerged: [] })).rejects.toThrow("archived");
    const second = await mergeCustomers(actor, { keptId: third, mergedId: kept, fromMerged: [] });
    await expect(undoMerge(actor, first.id)).rejects.toThrow("Take that back first");
    await undoMerge(actor, second.id);
    await expect(undoMerge(actor, first.id, new Date(+now + 31 * 86_400_000))).rejects.toThrow("older than 30 days");
    expect((await listMerges(actor, now)).map(({ id }) => id)).toEqual([first.id]);
    await undoMerge(actor, first.id);
    const near = world.looks("farmer", "own");
    await expect(
      mergeCustomers(near, { keptId: gone, mergedId: world.hung.Stranger.customer, fromMerged: [] }),
    ).rejects.toThrow("not found");
  });
});

describe("a colleague's record", () => {
  it("gets no other owner by a merge from those who may not assign; their own does", async () => {
    const { as } = await testWorkspace();
    const [mine, theirs] = [await as("farmer"), await as("farmer")];
    const make = async (owner: Actor, name: string) => (await createCustomer(owner, newCustomer.parse({ name }))).id;
    const [kept, gone] = [await make(theirs, "Kept"), await make(mine, "Gone")];
    const request = { keptId: kept, mergedId: gone, fromMerged: ["ownerId"] };
    await expect(mergeCustomers(mine, request)).rejects.toMatchObject({ code: "forbidden" });
    const ownerOf = async (id: string) =>
      (await inWorkspace(mine).customer.findFirstOrThrow({ where: { id } })).ownerId;
    expect(await ownerOf(kept)).toBe(theirs.userId);
    await mergeCustomers(mine, { ...request, fromMerged: [] });
    const [own, other] = [await make(mine, "Own"), await make(theirs, "Other")];
    await mergeCustomers(mine, { keptId: own, mergedId: other, fromMerged: ["ownerId"] });
    expect(await ownerOf(own)).toBe(theirs.userId);
  });
});

describe("records that are named after they went", () => {
  it("lead what comes to them to the kept one, and get it back with the rest", async () => {
    const { actor, workspaceId, system } = await testWorkspace();
    const make = async (name: string) =>
      (await createCustomer(actor, newCustomer.parse({ name, externalId: name }))).id;
    const [kept, gone] = [await make("Kept"), await make("Gone")];
    const { id } = await mergeCustomers(actor, { keptId: kept, mergedId: gone, fromMerged: [] });
    expect(await followMerges(system)).toBe(0);
    const orderId = newId();
    const db = inWorkspace(actor);
    await db.order.create({
      data: { workspaceId, id: orderId, customerId: gone, orderedAt: now, totalCents: 500, currency: "EUR" },
    });
    expect(await followMerges(system)).toBe(1);
    expect((await db.order.findFirstOrThrow({ where: { id: orderId } })).customerId).toBe(kept);
    expect(await db.customerExperience.findFirstOrThrow({ where: { customerId: kept } })).toMatchObject({
      orders: 1,
      revenueCents: 500n,
    });
    await undoMerge(actor, id);
    expect((await db.order.findFirstOrThrow({ where: { id: orderId } })).customerId).toBe(gone);
  });
});

describe("finding who looks like one", () => {
  let actor: Actor;
  const ids: Record<string, string> = {};
  const people: [string, Record<string, unknown>][] = [
    ["lucja", { name: "Łucja Nowak", email: "lucja@example.com", phone: "+48 600 100 200", city: "Łódź" }],
    ["lucja2", { name: "Lucja Nowak", email: "lucja@example.com" }],
    ["phone", { name: "L. Nowak", phone: "0048600100200" }],
    ["family", { name: "Bartosz Zieliński", phone: "600-100-200" }],
    ["nord", { name: "Nordlicht Kliniken", kind: "company", email: "info@nordlicht.example" }],
    ["nord2", { name: "Nordlicht Kliniken GmbH", kind: "company", email: "einkauf@nordlicht.example" }],
    ["shop", { name: "Corner Shop", kind: "company", email: "corner@gmail.com" }],
    ["shop2", { name: "Corner Store", kind: "company", email: "cornerstore@gmail.com" }],
    ["anna", { name: "Anna Schmidt", city: "Berlin" }],
    ["anna2", { name: "anna schmidt", city: "berlin" }],
    ["anna3", { name: "Anna Schmidt", city: "Hamburg" }],
  ];
  beforeAll(async () => {
    ({ actor } = await testWorkspace());
    for (const [key, given] of people) ids[key] = (await createCustomer(actor, newCustomer.parse(given))).id;
  });
  const found = async (since: Date | null = null) => {
    const keyOf = (id: string) => Object.keys(ids).find((key) => ids[key] === id) ?? "?";
    const { pairs } = await listDuplicates(actor, { since });
    return pairs.map(({ first, second, reasons, strength }) => ({
      pair: [keyOf(first.id), keyOf(second.id)].sort().join(" "),
      reasons,
      strength,
    }));
  };

  it("by e-mail, number, domain and name, with the reason; not a family, not a free mail, not another town", async () => {
    expect(await found()).toEqual([
      { pair: "lucja lucja2", reasons: ["email"], strength: "sure" },
      expect.objectContaining({ pair: "nord nord2", reasons: ["domain"] }),
      expect.objectContaining({ pair: "lucja phone", reasons: ["phone"] }),
      { pair: "anna anna2", reasons: ["name"], strength: "possible" },
    ]);
    expect(await countDuplicatesSince(actor, new Date(Date.now() - 60_000))).toBe(4);
    expect(await countDuplicatesSince(actor, new Date(Date.now() + 60_000))).toBe(0);
  });

  it("remembers who is not the same, until somebody says otherwise", async () => {
    const [one, other] = [ids.anna2 ?? "", ids.anna ?? ""];
    await markNotDuplicates(actor, one, other);
    expect((await found()).map(({ pair }) => pair)).not.toContain("anna anna2");
    await forgetNotDuplicates(actor, other, one);
    expect((await found()).map(({ pair }) => pair)).toContain("anna anna2");
  });
});
