import { beforeEach, describe, expect, it } from "vitest";
import { archiveCustomers, updateCustomer } from "@/lib/customers/commands";
import { inWorkspace, Prisma, rows, run, transaction } from "@/lib/db";
import { newId } from "@/lib/id";
import { recountRollups } from "@/lib/responses/rollups-sql";
import {
  archiveSegment,
  createSegment,
  recomputeAllSegments,
  recomputeSegment,
  restoreSegment,
  touchSegments,
  updateSegment,
} from "@/lib/segments/commands";
import { jobs, touchAfterResponses } from "@/lib/segments/jobs";
import {
  getSegment,
  listSegmentMembers,
  listSegments,
  previewCount,
  segmentCatalogue,
  segmentSuggestions,
} from "@/lib/segments/queries";
import type { SegmentRule } from "@/lib/segments/schema";
import { matches } from "./naive";
import { blank, emptyWorld, type Fact, NOW, randomFacts, seeded, type World, write } from "./world";

const AUSTRIANS: SegmentRule = { field: "country", op: "is", value: ["Austria"] };

let world: World;
beforeEach(async () => {
  world = await emptyWorld();
});

const membersOf = async (id: string) =>
  (await inWorkspace(world.actor).segmentMember.findMany({ where: { segmentId: id } }))
    .map(({ customerId }) => customerId)
    .sort();

const rollups = () =>
  rows<{ line: string }>(
    inWorkspace(world.actor),
    world.actor,
    (w) => Prisma.sql`select r::text as line from answer_rollups r where workspace_id = ${w} order by 1`,
  );

/** The roll-ups as they stand equal those counted anew from the answers. */
async function expectRecount(): Promise<void> {
  const before = await rollups();
  await transaction(world.actor, (tx) => recountRollups(tx, world.actor));
  expect(before).toEqual(await rollups());
}

const waitingJobs = () =>
  rows<{ task: string }>(
    inWorkspace(world.actor),
    world.actor,
    (w) => Prisma.sql`
      select t.identifier as task from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where j.payload->>'workspaceId' = ${w}::text`,
  );

describe("createSegment", () => {
  it("finds the members at once, writes what happened, and counts their NPS", async () => {
    const facts = randomFacts(world, 60, seeded(3));
    await write(world, facts);
    const { id, memberCount } = await createSegment(world.actor, { name: " Austrians ", rule: AUSTRIANS });
    const expected = facts.filter((fact) => !fact.archived && matches(AUSTRIANS, fact));
    expect(memberCount).toBe(expected.length);
    expect(await membersOf(id)).toEqual(expected.map((fact) => fact.id).sort());

    const segment = await getSegment(world.actor, id);
    const answers = expected.flatMap(({ responses }) =>
      responses.filter(({ archived }) => !archived).flatMap((one) => one.answers.filter(({ itemNo }) => itemNo === 1)),
    );
    const share = (from: number, to: number) =>
      answers.filter(({ value }) => value! >= from && value! <= to).length / answers.length;
    expect(segment).toMatchObject({ name: "Austrians", memberCount, rule: AUSTRIANS, archivedAt: null });
    expect(segment.customers).toBe(facts.filter(({ archived }) => !archived).length);
    expect(segment.nps?.n).toBe(answers.length);
    expect(segment.nps?.score).toBeCloseTo(100 * (share(9, 10) - share(0, 6)), 9);
    await expectRecount();

    const events = await inWorkspace(world.actor).auditEvent.findMany({ where: { subjectId: id } });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      action: "segment.create",
      actorId: world.actor.userId,
      detail: { name: "Austrians", rule: "country is Austria", members: memberCount },
    });
  });

  it("refuses a taken name, a bad rule and a missing attribute, each at its place", async () => {
    await createSegment(world.actor, { name: "One", rule: AUSTRIANS });
    await expect(createSegment(world.actor, { name: "One", rule: AUSTRIANS })).rejects.toMatchObject({
      code: "conflict",
      fieldErrors: { name: "Another segment has this name." },
    });
    await expect(
      createSegment(world.actor, { name: "Two", rule: { field: "orders", op: "above", value: -1 } }),
    ).rejects.toMatchObject({ code: "invalid", fieldErrors: { "rule.value": "Write a number from 0." } });
    await expect(
      createSegment(world.actor, { name: "Two", rule: { field: "attribute", attribute: "none", op: "known" } }),
    ).rejects.toMatchObject({ code: "invalid" });
    await expect(createSegment(world.actor, { name: " ", rule: AUSTRIANS })).rejects.toMatchObject({
      fieldErrors: { name: "Give the segment a name." },
    });
    expect((await listSegments(world.actor)).segments).toHaveLength(1);
  });
});

describe("recomputeSegment", () => {
  it("writes differences only, and nothing when nothing changed", async () => {
    const [ann, bob, cyd] = ["Ann", "Bob", "Cyd"].map((name) => blank({ name, country: "Austria" })) as [
      Fact,
      Fact,
      Fact,
    ];
    await write(world, [ann, bob, { ...cyd, country: "Germany" }]);
    const { id } = await createSegment(world.actor, { name: "Austrians", rule: AUSTRIANS });
    const written = () =>
      rows<{ id: string; version: string; since: Date }>(
        inWorkspace(world.actor),
        world.actor,
        (w) => Prisma.sql`
          select customer_id::text as id, xmin::text as version, since from segment_members
          where workspace_id = ${w} and segment_id = ${id}::uuid order by customer_id`,
      );
    const before = await written();
    const rollupsBefore = await rollups();
    expect(await recomputeSegment(world.actor, id, { now: NOW })).toEqual({ entered: 0, left: 0, memberCount: 2 });
    expect(await written()).toEqual(before);
    expect(await rollups()).toEqual(rollupsBefore);

    const db = inWorkspace(world.actor);
    await db.customer.updateMany({ where: { id: bob.id }, data: { country: "Germany" } });
    await db.customer.updateMany({ where: { id: cyd.id }, data: { country: "Austria" } });
    expect(await recomputeSegment(world.actor, id, { now: NOW })).toEqual({ entered: 1, left: 1, memberCount: 2 });
    const after = await written();
    expect(after.map((one) => one.id)).toEqual([ann.id, cyd.id].sort());
    expect(after.find((one) => one.id === ann.id)).toEqual(before.find((one) => one.id === ann.id));

    const events = await db.auditEvent.findMany({ where: { action: "segment.recompute" } });
    expect(events.map(({ detail }) => detail)).toEqual([{ entered: 1, left: 1, memberCount: 2 }]);
  });

  it("lets archived customers go", async () => {
    const ann = blank({ name: "Ann", country: "Austria" });
    await write(world, [ann]);
    const { id } = await createSegment(world.actor, { name: "Austrians", rule: AUSTRIANS });
    await inWorkspace(world.actor).customer.updateMany({ where: { id: ann.id }, data: { archivedAt: NOW } });
    expect(await recomputeSegment(world.actor, id, { now: NOW })).toEqual({ entered: 0, left: 1, memberCount: 0 });
  });

  it("keeps the roll-ups equal to a recount while customers come and go, also when only some are touched", async () => {
    const random = seeded(11);
    const facts = randomFacts(world, 50, random);
    await write(world, facts);
    const db = inWorkspace(world.actor);
    const rules: SegmentRule[] = [
      AUSTRIANS,
      { field: "npsClass", op: "is", value: ["detractor"] },
      { none: [{ field: "tags", op: "is", value: ["vip"] }] },
    ];
    const ids: string[] = [];
    for (const [index, rule] of rules.entries())
      ids.push((await createSegment(world.actor, { name: `S${index}`, rule })).id);
    await expectRecount();
    for (let round = 0; round < 4; round += 1) {
      const changed = facts.filter(() => random() < 0.4);
      for (const fact of changed) {
        fact.country = random() < 0.5 ? "Austria" : "Germany";
        fact.tags = random() < 0.5 ? ["vip"] : [];
        await db.customer.updateMany({ where: { id: fact.id }, data: { country: fact.country, tags: fact.tags } });
      }
      if (round % 2) for (const id of ids) await recomputeSegment(world.actor, id, { now: NOW });
      else
        await touchSegments(
          world.actor,
          changed.map(({ id }) => id),
          { now: NOW },
        );
      for (const [index, id] of ids.entries()) {
        const expected = facts.filter((fact) => !fact.archived && matches(rules[index]!, fact));
        expect(await membersOf(id)).toEqual(expected.map((fact) => fact.id).sort());
        expect((await getSegment(world.actor, id)).memberCount).toBe(expected.length);
      }
      await expectRecount();
    }
  });

  it("finds who moves in any of many segments, few of which change", async () => {
    const ann = blank({ name: "Ann", country: "Austria" });
    await write(world, [ann, blank({ country: "Austria" })]);
    const made: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      const all = Array.from({ length: (index % 4) + 1 }, () => ({
        field: "country" as const,
        op: "is" as const,
        value: [index % 20 === 7 ? "Germany" : "Austria", `Land ${index}`],
      }));
      made.push((await createSegment(world.actor, { name: `S${index}`, rule: { all } })).id);
    }
    await inWorkspace(world.actor).customer.updateMany({ where: { id: ann.id }, data: { country: "Land 33" } });
    // She leaves 57, of which S33 keeps her; nobody enters those of Germany.
    expect(await touchSegments(world.actor, [ann.id], { now: NOW })).toEqual({ entered: 0, left: 56 });
    await inWorkspace(world.actor).customer.updateMany({ where: { id: ann.id }, data: { country: "Germany" } });
    expect(await touchSegments(world.actor, [ann.id], { now: NOW })).toEqual({ entered: 3, left: 1 });
    expect(await membersOf(made[7]!)).toEqual([ann.id]);
  });

  it("stays right when the same segment is recomputed and touched at once", async () => {
    const facts = randomFacts(world, 40, seeded(5));
    await write(world, facts);
    const { id } = await createSegment(world.actor, { name: "Vip", rule: { field: "tags", op: "is", value: ["vip"] } });
    await run(
      inWorkspace(world.actor),
      world.actor,
      (w) => Prisma.sql`update customers set tags = array['vip'] where workspace_id = ${w}`,
    );
    await Promise.all([
      recomputeSegment(world.actor, id, { now: NOW }),
      recomputeSegment(world.actor, id, { now: NOW }),
      touchSegments(
        world.actor,
        facts.map((fact) => fact.id),
        { now: NOW },
      ),
    ]);
    const there = facts.filter(({ archived }) => !archived).length;
    expect((await getSegment(world.actor, id)).memberCount).toBe(there);
    expect(await membersOf(id)).toHaveLength(there);
    await expectRecount();
  });
});

describe("changing a segment", () => {
  it("moves members with the rule, not with the name", async () => {
    await write(world, [blank({ name: "Ann", country: "Austria" }), blank({ name: "Bob", country: "Germany" })]);
    const { id } = await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    await updateSegment(world.actor, id, { name: "B", description: "Why", rule: AUSTRIANS });
    expect(await getSegment(world.actor, id)).toMatchObject({ name: "B", description: "Why", memberCount: 1 });
    await updateSegment(world.actor, id, { name: "B", rule: { all: [] } });
    expect(await getSegment(world.actor, id)).toMatchObject({ memberCount: 2, description: "" });
  });

  it("archives out of the list and comes back", async () => {
    await write(world, [blank({ country: "Austria" })]);
    const { id } = await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    await archiveSegment(world.actor, id);
    expect((await listSegments(world.actor)).segments).toEqual([]);
    await expect(archiveSegment(world.actor, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(recomputeSegment(world.actor, id)).rejects.toMatchObject({ code: "not_found" });
    await restoreSegment(world.actor, id);
    expect((await listSegments(world.actor)).segments.map((one) => one.id)).toEqual([id]);
    expect((await waitingJobs()).map(({ task }) => task)).toContain("segments.recompute");
  });
});

describe("jobs", () => {
  it("recompute one, all and some, and do not fail on what is gone", async () => {
    const ann = blank({ name: "Ann", country: "Germany" });
    await write(world, [ann]);
    const { id } = await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    const context = { signal: new AbortController().signal };
    const payload = { workspaceId: world.workspaceId };
    await inWorkspace(world.actor).customer.updateMany({ where: { id: ann.id }, data: { country: "Austria" } });
    await jobs["segments.touch"]!({ ...payload, customerIds: [ann.id] }, context);
    expect(await membersOf(id)).toEqual([ann.id]);
    await jobs["segments.recompute"]!({ ...payload, segmentId: id }, context);
    await jobs["segments.recompute"]!({ ...payload, segmentId: newId() }, context);
    await jobs["segments.recompute-all"]!(payload, context);
    await jobs["segments.recompute-all"]!(payload, context);
    // One job a segment, however often it is asked for.
    expect((await waitingJobs()).filter(({ task }) => task === "segments.recompute")).toHaveLength(1);
  });
});

describe("what changes a customer", () => {
  const responseOf = (customerId: string | null, promise: "identified" | "anonymous" = "identified") => ({
    id: newId(),
    surveyId: world.surveyId,
    versionId: world.versionId,
    promise,
    linkId: newId(),
    once: false,
    customerId,
    channelId: null,
    answeredAt: NOW,
    answeredOn: "2026-03-12",
    answers: [],
  });
  const touches = async () => (await waitingJobs()).filter(({ task }) => task === "segments.touch").length;

  it("has its membership looked at again", async () => {
    await write(world, [blank({ country: "Austria" })]);
    const id = world.facts[0]!.id;
    await updateCustomer(world.actor, { id, country: "Germany" });
    expect(await touches()).toBe(1);
    await archiveCustomers(world.actor, [id]);
    expect(await touches()).toBe(2);
  });

  it("among it new answers, where there are segments and somebody is known", async () => {
    await write(world, [blank()]);
    const { id } = world.facts[0]!;
    const store = (response: ReturnType<typeof responseOf>) =>
      transaction(world.actor, (tx) => touchAfterResponses(tx, world.actor, [response]));
    await store(responseOf(id));
    expect(await touches()).toBe(0);
    await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    await store(responseOf(null));
    await store(responseOf(id, "anonymous"));
    expect(await touches()).toBe(0);
    await store(responseOf(id));
    expect(await touches()).toBe(1);
  });
});

describe("reading", () => {
  it("pages through members by name, forth and back", async () => {
    await write(
      world,
      Array.from({ length: 25 }, (_, index) => blank({ name: `Customer ${String(index % 20).padStart(2, "0")}` })),
    );
    const { id } = await createSegment(world.actor, { name: "All", rule: { all: [] } });
    const seen: string[] = [];
    const first = await listSegmentMembers(world.actor, id, { limit: 10 });
    expect(first.previous).toBeNull();
    let page = first;
    for (;;) {
      seen.push(...page.rows.map((row) => row.id));
      if (!page.next) break;
      page = await listSegmentMembers(world.actor, id, { limit: 10, cursor: page.next });
    }
    expect(new Set(seen).size).toBe(25);
    const back = await listSegmentMembers(world.actor, id, { limit: 10, cursor: page.previous });
    expect(back.rows.map((row) => row.id)).toEqual(seen.slice(10, 20));
    expect((await listSegmentMembers(world.actor, id, { limit: 10, cursor: "nonsense" })).rows).toEqual(first.rows);
  });

  it("counts a rule before it is saved, and says so when that takes too long", async () => {
    await write(world, [blank({ country: "Austria" }), blank(), blank({ archived: true, country: "Austria" })]);
    expect(await previewCount(world.actor, AUSTRIANS)).toEqual({ members: 1, customers: 2 });
    await expect(previewCount(world.actor, { any: [] })).rejects.toMatchObject({ code: "invalid" });
    await inWorkspace(world.actor).customer.createMany({
      data: Array.from({ length: 30_000 }, (_, index) => ({
        workspaceId: world.workspaceId,
        id: newId(),
        name: `Customer ${index}`,
      })),
    });
    const slow: SegmentRule = {
      any: Array.from({ length: 40 }, (_, index) => ({
        field: "orders",
        op: "equals",
        value: index + 1,
        where: { days: index + 1 },
      })),
    };
    await expect(previewCount(world.actor, slow, { timeoutMs: 20 })).rejects.toMatchObject({
      code: "too_large",
      message: expect.stringContaining("takes too long"),
    });
  }, 180_000);

  it("gives the catalogue and the frequent values", async () => {
    await write(world, [
      blank({ country: "Austria", tags: ["a", "b"] }),
      blank({ country: "Austria", tags: ["b"], city: "Graz" }),
    ]);
    const catalogue = await segmentCatalogue(world.actor);
    expect(catalogue.items.map(({ no }) => no)).toEqual([1, 2, 3, 4]);
    expect(catalogue.attributes).toHaveLength(6);
    expect(await segmentSuggestions(world.actor)).toEqual({
      country: ["Austria"],
      city: ["Graz"],
      language: [],
      tags: ["b", "a"],
    });
  });

  it("shows nothing of another workspace", async () => {
    await write(world, [blank({ country: "Austria" })]);
    const { id } = await createSegment(world.actor, { name: "A", rule: AUSTRIANS });
    const other = await emptyWorld();
    expect((await listSegments(other.actor)).segments).toEqual([]);
    await expect(getSegment(other.actor, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateSegment(other.actor, id, { name: "B", rule: AUSTRIANS })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(archiveSegment(other.actor, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(recomputeSegment(other.actor, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listSegmentMembers(other.actor, id)).rows).toEqual([]);
    expect(await recomputeAllSegments(other.actor)).toBe(0);
  });

  it("asks who may", async () => {
    const reader = await world.as("executive");
    await expect(createSegment(reader, { name: "A", rule: AUSTRIANS })).rejects.toMatchObject({ code: "forbidden" });
    const nobody = await world.as("nobody");
    await expect(listSegments(nobody)).rejects.toMatchObject({ code: "forbidden" });
    await expect(previewCount(nobody, AUSTRIANS)).rejects.toMatchObject({ code: "forbidden" });
  });
});
