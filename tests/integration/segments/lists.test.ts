import { beforeEach, describe, expect, it } from "vitest";
import { inWorkspace } from "@/lib/db";
import { createSegment } from "@/lib/segments/commands";
import { addReferencesToList, addToList, createList, removeFromList } from "@/lib/segments/commands/lists";
import { jobs } from "@/lib/segments/jobs";
import { getSegment, listSegmentMembers } from "@/lib/segments/queries";
import { segmentMembersCsv } from "@/lib/segments/queries/members";
import { overlapMatrix, topOverlaps } from "@/lib/segments/queries/overlap";
import type { SegmentRule } from "@/lib/segments/schema";
import { blank, emptyWorld, randomFacts, seeded, type World, write } from "./world";

let world: World;
beforeEach(async () => {
  world = await emptyWorld();
});

const names = async (id: string) => (await listSegmentMembers(world.actor, id)).rows.map(({ name }) => name);

describe("a static list", () => {
  let ids: Record<string, string>;
  beforeEach(async () => {
    const people = [
      blank({ name: "Ann", email: "ann@example.com" }),
      blank({ name: "Bob", email: "office@example.com" }),
      blank({ name: "Cyd", email: "office@example.com" }),
      blank({ name: "Dee" }),
      blank({ name: "Eve", email: "eve@example.com", archived: true }),
    ];
    await write(world, people);
    ids = Object.fromEntries(people.map(({ name, id }) => [name, id]));
    await inWorkspace(world.actor).customer.updateMany({ where: { id: ids.Dee! }, data: { externalId: "C-1" } });
  });

  it("takes external ids and addresses, and reports the unknown and the ambiguous", async () => {
    const made = await createList(world.actor, {
      name: "Council",
      references: ["ANN@example.com", "C-1", "c-1", "office@example.com", "nobody@example.com", "C-1"],
    });
    expect(made).toMatchObject({
      added: 2,
      unknown: ["c-1", "nobody@example.com"],
      ambiguous: ["office@example.com"],
    });
    expect(await names(made.id)).toEqual(["Ann", "Dee"]);
    expect(await getSegment(world.actor, made.id)).toMatchObject({ isList: true, memberCount: 2 });
    // Nobody moved: the list is new.
    expect(await inWorkspace(world.actor).segmentMove.count()).toBe(0);
    await expect(createList(world.actor, { name: "Council", references: ["C-1"] })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(createList(world.actor, { name: "Other", references: [] })).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { references: expect.stringContaining("at least one") },
    });
    await expect(
      createList(world.actor, { name: "Other", references: Array.from({ length: 20_001 }, (_, n) => `C-${n}`) }),
    ).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("20,000") });
  });

  it("is changed by hand, with undo, and moves those who follow it", async () => {
    const { id } = await createList(world.actor, { name: "Council", references: ["C-1"] });
    const follows = await createSegment(world.actor, {
      name: "Council in words",
      rule: { all: [{ field: "list", op: "is", value: [id] }] },
    });
    expect(await addToList(world.actor, id, [ids.Ann!, ids.Bob!, ids.Dee!])).toHaveLength(2);
    expect(await names(id)).toEqual(["Ann", "Bob", "Dee"]);
    const context = { signal: new AbortController().signal };
    await jobs["segments.touch"]!(
      { workspaceId: world.workspaceId, customerIds: [ids.Ann!, ids.Bob!], cause: "list" },
      context,
    );
    expect(await names(follows.id)).toEqual(["Ann", "Bob", "Dee"]);
    const removed = await removeFromList(world.actor, id, [ids.Ann!, ids.Cyd!]);
    expect(removed).toEqual([ids.Ann]);
    expect(await names(id)).toEqual(["Bob", "Dee"]);
    await addToList(world.actor, id, removed);
    expect(await names(id)).toEqual(["Ann", "Bob", "Dee"]);
    const moves = await inWorkspace(world.actor).segmentMove.findMany({ where: { segmentId: id } });
    expect(moves.every(({ cause }) => cause === "list")).toBe(true);
    expect(moves).toHaveLength(4);
    // An archived customer may be named and is no member.
    expect(await addReferencesToList(world.actor, id, ["eve@example.com"])).toMatchObject({
      added: 0,
      unknown: ["eve@example.com"],
    });
    const rule = await createSegment(world.actor, { name: "Rule", rule: { all: [] } });
    await expect(addToList(world.actor, rule.id, [ids.Ann!])).rejects.toMatchObject({ code: "invalid" });
  });

  it("cannot be reached from another workspace, nor reach into one", async () => {
    const { id } = await createList(world.actor, { name: "Council", references: ["C-1"] });
    const other = await emptyWorld();
    await expect(addToList(other.actor, id, [])).rejects.toMatchObject({ code: "not_found" });
    await expect(removeFromList(other.actor, id, [ids.Dee!])).rejects.toMatchObject({ code: "not_found" });
    const theirs = await createList(other.actor, { name: "Theirs", references: ["C-1"] });
    expect(theirs).toMatchObject({ added: 0, unknown: ["C-1"] });
    expect(await addToList(other.actor, theirs.id, [ids.Ann!])).toEqual([]);
    const spy = await createSegment(other.actor, { name: "Spy", rule: { field: "list", op: "is", value: [id] } });
    expect(spy.memberCount).toBe(0);
  });
});

describe("members as CSV", () => {
  it("come in pieces, all of them, formulas disarmed", async () => {
    await write(
      world,
      Array.from({ length: 450 }, (_, n) => blank({ name: n === 0 ? "=1+1" : `Customer ${n}` })),
    );
    const { id } = await createSegment(world.actor, { name: "All", rule: { all: [] } });
    const pieces: string[] = [];
    for await (const piece of await segmentMembersCsv(world.actor, id)) pieces.push(piece);
    expect(pieces.length).toBe(4);
    const lines = pieces.join("").trimEnd().split("\r\n");
    expect(lines).toHaveLength(451);
    expect(lines[1]).toContain("'=1+1");
  });
});

describe("overlap", () => {
  it("equals what is counted from the memberships", async () => {
    const random = seeded(12);
    const facts = randomFacts(world, 80, random);
    await write(world, facts);
    const made: string[] = [];
    const rules: SegmentRule[] = [
      { field: "tags", op: "is", value: ["vip"] },
      { field: "lastNps", op: "below", value: 7 },
      { field: "orders", op: "atLeast", value: 2 },
      { field: "kind", op: "is", value: ["company"] },
      { field: "country", op: "is", value: ["nowhere"] },
    ];
    for (const [index, rule] of rules.entries())
      made.push((await createSegment(world.actor, { name: `S${index}`, rule: { all: [rule] } })).id);
    const all = await inWorkspace(world.actor).segmentMember.findMany();
    const membersOf = (id: string) => new Set(all.filter((one) => one.segmentId === id).map((one) => one.customerId));
    const matrix = await overlapMatrix(world.actor, [...made, "not an id", made[0]!]);
    expect(matrix.segments.map(({ id }) => id)).toEqual(made);
    for (const [row, a] of made.entries())
      for (const [column, b] of made.entries())
        expect(matrix.shared[row]![column]).toBe([...membersOf(a)].filter((id) => membersOf(b).has(id)).length);
    expect(matrix.customers).toBe(new Set(all.map(({ customerId }) => customerId)).size);
    const tops = await topOverlaps(world.actor, made[0]!);
    expect(tops.map(({ id, shared }) => ({ id, shared }))).toEqual(
      made
        .slice(1)
        .map((id) => ({ id, shared: matrix.shared[0]![made.indexOf(id)]! }))
        .filter(({ shared }) => shared > 0)
        .sort((a, b) => b.shared - a.shared || made.indexOf(a.id) - made.indexOf(b.id)),
    );
    const other = await emptyWorld();
    expect((await overlapMatrix(other.actor, made)).segments).toEqual([]);
    expect(await topOverlaps(other.actor, made[0]!)).toEqual([]);
  });
});
