import { beforeEach, describe, expect, it } from "vitest";
import { archiveCustomers, updateCustomer } from "@/lib/customers/commands";
import { countTimeline, listTimeline } from "@/lib/customers/queries/timeline";
import { inWorkspace, Prisma, rows } from "@/lib/db";
import {
  createSegment,
  recomputeAllSegments,
  recomputeSegment,
  touchSegments,
  updateSegment,
} from "@/lib/segments/commands";
import { listSegmentMoves, segmentSizes, segmentUse } from "@/lib/segments/queries/history";
import type { SegmentRule } from "@/lib/segments/schema";
import { blank, emptyWorld, NOW, randomFacts, seeded, type World, write } from "./world";

const AUSTRIANS: SegmentRule = { field: "country", op: "is", value: ["Austria"] };
const UNHAPPY_VIENNESE: SegmentRule = {
  all: [
    { field: "city", op: "is", value: ["Vienna"] },
    { field: "lastNps", op: "below", value: 7 },
    { field: "tags", op: "isNot", value: ["vip"] },
  ],
};

let world: World;
beforeEach(async () => {
  world = await emptyWorld();
});

const moves = () => inWorkspace(world.actor).segmentMove.findMany({ orderBy: [{ at: "asc" }, { entered: "asc" }] });
const said = (value: number) => ({
  id: crypto.randomUUID(),
  at: new Date("2026-03-01T10:00:00Z"),
  archived: false,
  answers: [{ itemNo: 1, value, text: null, at: new Date("2026-03-01T10:00:00Z") }],
});

/** Every row version of what segments write: equal before and after means that nothing was written at all. */
const versions = () =>
  rows<{ line: string }>(
    inWorkspace(world.actor),
    world.actor,
    (w) => Prisma.sql`
      select 'segment' || xmin || ctid as line from segments where workspace_id = ${w}
      union all select 'member' || xmin || ctid from segment_members where workspace_id = ${w}
      union all select 'move' || xmin || ctid from segment_moves where workspace_id = ${w}
      union all select 'size' || xmin || ctid from segment_sizes where workspace_id = ${w}
      union all select 'rollup' || xmin || ctid from answer_rollups where workspace_id = ${w}
      union all select 'audit' || xmin || ctid from audit_events where workspace_id = ${w}
      union all select 'workspace' || xmin || ctid from workspaces where id = ${w}
      order by 1`,
  );

describe("moves", () => {
  it("are not written for the first filling nor for another rule, which are audit events with counts", async () => {
    await write(world, [blank({ country: "Austria" }), blank({ country: "Austria" }), blank({ country: "Germany" })]);
    const { id } = await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    await updateSegment(world.actor, id, { name: "A", rule: { field: "country", op: "is", value: ["Germany"] } });
    expect(await moves()).toEqual([]);
    const events = await inWorkspace(world.actor).auditEvent.findMany({
      where: { subjectId: id },
      orderBy: { at: "asc" },
    });
    expect(events.map(({ action, detail }) => ({ action, detail }))).toMatchObject([
      { action: "segment.create", detail: { members: 2 } },
      { action: "segment.update", detail: { members: 1, entered: 1, left: 2 } },
    ]);
    expect(await segmentSizes(world.actor, id, { fromDay: "2000-01-01", toDay: "2100-01-01" })).toMatchObject([
      { members: 1, entered: 0, left: 0 },
    ]);
  });

  it("say who, when, what changed, and which conditions no longer hold", async () => {
    const ann = blank({ name: "Ann", city: "Vienna", responses: [said(3)] });
    const bob = blank({ name: "Bob", city: "Vienna", responses: [said(9)] });
    await write(world, [ann, bob]);
    const { id } = await createSegment(world.actor, { name: "Unhappy", rule: UNHAPPY_VIENNESE });
    const db = inWorkspace(world.actor);
    const touch = (customerIds: string[], cause: "answer" | "edit", now: Date) =>
      touchSegments(world.actor, customerIds, { cause, now });

    // Bob's next answer is a 2; Ann moves away and becomes a friend of the house at once.
    await db.customerExperience.updateMany({ where: { customerId: bob.id }, data: { lastNps: 2 } });
    expect(await touch([bob.id, ann.id], "answer", NOW)).toEqual({ entered: 1, left: 0 });
    await db.customer.updateMany({ where: { id: ann.id }, data: { city: "Graz", tags: ["vip"] } });
    expect(await touch([ann.id], "edit", new Date(+NOW + 1000))).toEqual({ entered: 0, left: 1 });
    expect(await moves()).toMatchObject([
      { customerId: bob.id, entered: true, cause: "answer", failed: [], reason: "", at: NOW },
      {
        customerId: ann.id,
        entered: false,
        cause: "edit",
        failed: [0, 2],
        reason: "city is Vienna and not tagged vip",
      },
    ]);
    // Archiving takes out whoever it was.
    await db.customer.updateMany({ where: { id: bob.id }, data: { archivedAt: NOW } });
    await touch([bob.id], "edit", new Date(+NOW + 2000));

    const first = await listSegmentMoves(world.actor, id, { limit: 2 });
    expect(first.moves).toMatchObject([
      { customerName: "Bob", entered: false, archived: true, reason: "" },
      { customerName: "Ann", entered: false, archived: false, reason: "city is Vienna and not tagged vip" },
    ]);
    const second = await listSegmentMoves(world.actor, id, { limit: 2, cursor: first.next });
    expect(second.moves).toMatchObject([{ customerName: "Bob", entered: true, cause: "answer" }]);
    expect(second.next).toBeNull();

    // The same on the customer's timeline.
    const { events } = await listTimeline(world.actor, ann.id, { kind: "segment" });
    expect(events).toMatchObject([
      { kind: "segment", detail: { id, name: "Unhappy", entered: false, cause: "edit", archived: false } },
    ]);
    expect((await countTimeline(world.actor, ann.id)).kinds.segment).toBe(1);
  });

  it("name every condition of an any rule, and none of a none rule", async () => {
    const ann = blank({ country: "Austria", tags: ["vip"] });
    await write(world, [ann]);
    const any: SegmentRule = { any: [AUSTRIANS, { field: "tags", op: "is", value: ["vip"] }] };
    await createSegment(world.actor, { name: "Any", rule: any });
    await createSegment(world.actor, {
      name: "None",
      rule: { none: [{ field: "country", op: "is", value: ["Germany"] }] },
    });
    const db = inWorkspace(world.actor);
    await db.customer.updateMany({ where: { id: ann.id }, data: { country: "Germany", tags: [] } });
    await touchSegments(world.actor, [ann.id], { cause: "edit", now: NOW });
    expect(
      (await moves())
        .map(({ failed, reason }) => ({ failed, reason }))
        .sort((a, b) => a.reason.length - b.reason.length),
    ).toEqual([
      { failed: [], reason: "" },
      { failed: [0, 1], reason: "country is Austria or tagged vip" },
    ]);
  });

  it("carry the cause that the caller of touchCustomers gives", async () => {
    await write(world, [blank({ country: "Austria" })]);
    const { id } = world.facts[0]!;
    await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    await updateCustomer(world.actor, { id, country: "Germany" });
    await archiveCustomers(world.actor, [id]);
    const waiting = await rows<{ payload: { cause: string } }>(
      inWorkspace(world.actor),
      world.actor,
      (w) => Prisma.sql`
        select j.payload from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'segments.touch' and j.payload->>'workspaceId' = ${w}::text`,
    );
    expect(waiting.map(({ payload }) => payload.cause)).toEqual(["edit", "edit"]);
  });
});

describe("an unchanged membership", () => {
  it("writes no row at all, neither when everybody is looked at nor when some are", async () => {
    const facts = randomFacts(world, 60, seeded(3));
    await write(world, facts);
    const { id } = await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    await createSegment(world.actor, { name: "B", rule: { field: "lastNps", op: "below", value: 7 } });
    const before = await versions();
    expect(await recomputeSegment(world.actor, id, { now: NOW })).toMatchObject({ entered: 0, left: 0 });
    await touchSegments(
      world.actor,
      facts.map((fact) => fact.id),
      { cause: "answer", now: NOW },
    );
    expect(await versions()).toEqual(before);
  });

  it("by the clock alone, only rules about time are looked at again", async () => {
    await write(world, [blank({ country: "Austria" })]);
    await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    await createSegment(world.actor, { name: "B", rule: { field: "lastOrderAt", op: "withinLast", value: 30 } });
    expect(await recomputeAllSegments(world.actor, { onlyByClock: true, now: NOW })).toBe(1);
    expect(await recomputeAllSegments(world.actor, { now: NOW })).toBe(2);
  });
});

describe("sizes", () => {
  it("are kept by the workspace's day, with who came and went on it", async () => {
    const facts = Array.from({ length: 5 }, () => blank({ country: "Germany" }));
    await write(world, facts);
    const { id } = await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    const db = inWorkspace(world.actor);
    const move = async (index: number, country: string, at: string) => {
      await db.customer.updateMany({ where: { id: facts[index]!.id }, data: { country } });
      await touchSegments(world.actor, [facts[index]!.id], { cause: "edit", now: new Date(at) });
    };
    // 23:30 UTC is the next day in Warsaw.
    await move(0, "Austria", "2026-03-10T22:30:00Z");
    await move(1, "Austria", "2026-03-10T23:30:00Z");
    await move(2, "Austria", "2026-03-11T10:00:00Z");
    await move(0, "Germany", "2026-03-11T11:00:00Z");
    const sizes = await segmentSizes(world.actor, id, { fromDay: "2026-03-01", toDay: "2026-04-01" });
    expect(sizes).toEqual([
      { day: "2026-03-10", members: 1, entered: 1, left: 0 },
      { day: "2026-03-11", members: 2, entered: 2, left: 1 },
    ]);
    // A span that begins later begins with the last size before it.
    expect(await segmentSizes(world.actor, id, { fromDay: "2026-03-11", toDay: "2026-04-01" })).toEqual(sizes);
    expect(await segmentUse(world.actor, id)).toEqual({ journeys: [], improvements: [], sentences: 0 });
  });
});
