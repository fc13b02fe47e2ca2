import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { inWorkspace, Prisma, rows, run, transaction } from "@/lib/db";
import { newId } from "@/lib/id";
import { keptPairs, type PairedWith } from "@/lib/responses/pairs-sql";
import {
  addImportToRollups,
  addToRollups,
  moveSegmentRollups,
  recountOrders,
  recountRollups,
} from "@/lib/responses/rollups-sql";
import { testWorkspace } from "@/tests/support/world";

/** Everything kept beside the answers, in a fixed order, without rows that count nothing. */
async function kept(actor: Actor) {
  const db = inWorkspace(actor);
  const rollups = await rows(
    db,
    actor,
    (w) => Prisma.sql`
      select item_id, dimension::text, member_id, day::text, n, sum::text, sum_sq::text, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10
      from answer_rollups where workspace_id = ${w} and n <> 0 order by 1, 2, 3, 4`,
  );
  const experience = await rows(
    db,
    actor,
    (w) => Prisma.sql`
      select customer_id, responses, last_answer_at::text, last_nps, last_nps_at::text, latest, touchpoints,
             orders, revenue_cents::text, first_order_at::text, interactions
      from customer_experience where workspace_id = ${w}
        and (responses, orders, interactions) <> (0, 0, 0) order by 1`,
  );
  return { rollups, experience };
}

/** A small generator with a seed, so that a failure can be repeated (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

async function smallWorld() {
  const { actor } = await testWorkspace();
  const db = inWorkspace(actor);
  const { workspaceId } = actor;
  const surveyId = newId();
  const versionId = newId();
  const channels = [newId(), newId()];
  const touchpoints = [newId(), newId(), newId()];
  const customers = Array.from({ length: 12 }, newId);
  const segments = [newId(), newId()];
  await db.survey.create({ data: { workspaceId, id: surveyId, name: "Flights", draft: {} } });
  await db.surveyVersion.create({
    data: { workspaceId, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
  });
  await db.channel.createMany({ data: channels.map((id, i) => ({ workspaceId, id, name: `channel ${i}` })) });
  await db.touchpoint.createMany({ data: touchpoints.map((id, i) => ({ workspaceId, id, name: `touchpoint ${i}` })) });
  await db.customer.createMany({ data: customers.map((id, i) => ({ workspaceId, id, name: `customer ${i}` })) });
  await db.segment.createMany({ data: segments.map((id, i) => ({ workspaceId, id, name: `segment ${i}`, rule: {} })) });
  const items = [
    { kind: "nps", measure: "nps", direction: "higher", scaleMin: 0, scaleMax: 10 },
    { kind: "rating", measure: "csat", direction: "higher", scaleMin: 1, scaleMax: 5 },
    { kind: "effort", measure: "ces", direction: "lower", scaleMin: 1, scaleMax: 7 },
    { kind: "choice", measure: "other", direction: "none", scaleMin: null, scaleMax: null },
    { kind: "text", measure: "other", direction: "none", scaleMin: null, scaleMax: null },
    { kind: "rating", measure: "csat", direction: "higher", scaleMin: 1, scaleMax: 5, placed: true },
  ] as const;
  const stored = items.map(({ kind, measure, direction, scaleMin, scaleMax, ...item }, i) => ({
    kind,
    measure,
    direction,
    scaleMin,
    scaleMax,
    touchpointId: "placed" in item ? touchpoints[0]! : null,
    isPlaced: "placed" in item,
    workspaceId,
    id: newId(),
    surveyId,
    no: i + 1,
    key: `q${i}`,
    label: `question ${i}`,
  }));
  await db.item.createMany({ data: stored });
  return { actor, db, surveyId, versionId, channels, touchpoints, customers, segments, items: stored };
}

type World = Awaited<ReturnType<typeof smallWorld>>;

/** Random responses and answers, not counted yet. */
function randomResponses(world: World, pick: (below: number) => number, count: number, importId: string | null = null) {
  const one = <T>(list: readonly T[]): T | null => (pick(4) === 0 ? null : (list[pick(list.length)] as T));
  const responses: Prisma.ResponseCreateManyInput[] = [];
  const answers: Prisma.AnswerCreateManyInput[] = [];
  for (let i = 0; i < count; i++) {
    const day = 1 + pick(4);
    const answeredOn = new Date(Date.UTC(2026, 2, day));
    // Few instants, so that some answers of a customer share one.
    const answeredAt = new Date(answeredOn.getTime() + pick(3) * 3_600_000);
    const base = { workspaceId: world.actor.workspaceId, answeredOn, answeredAt };
    const response = { ...base, id: newId(), customerId: one(world.customers), channelId: one(world.channels) };
    responses.push({ ...response, surveyId: world.surveyId, versionId: world.versionId, importId });
    for (const item of world.items) {
      if (pick(5) === 0) continue;
      const span = item.scaleMax === null ? 3 : item.scaleMax - (item.scaleMin ?? 0) + 1;
      answers.push({
        ...base,
        responseId: response.id,
        itemId: item.id,
        customerId: response.customerId,
        channelId: response.channelId,
        touchpointId: item.touchpointId ?? one(world.touchpoints),
        value: item.kind === "text" ? null : (item.scaleMin ?? 1) + pick(span),
        text: item.kind === "text" ? "words" : null,
      });
    }
  }
  return { responses, answers };
}

describe("roll-ups and experience rows", () => {
  let world: World;
  beforeAll(async () => {
    world = await smallWorld();
  });

  it("stay equal to a recount through additions, moves between segments, imports and removals", async () => {
    const { actor } = world;
    const pick = seeded(20261121);
    const inside = new Map(world.segments.map((id) => [id, new Set<string>()]));
    const standing: string[] = [];
    for (let step = 0; step < 40; step++) {
      const what = pick(5);
      if (what <= 1) {
        const made = randomResponses(world, pick, 1 + pick(6));
        await transaction(actor, async (tx) => {
          await tx.response.createMany({ data: made.responses });
          await tx.answer.createMany({ data: made.answers });
          await addToRollups(
            tx,
            actor,
            made.responses.map((row) => row.id),
            1,
          );
        });
        standing.push(...made.responses.map((row) => row.id));
      } else if (what === 2) {
        const importId = newId();
        const made = randomResponses(world, pick, 5, importId);
        await transaction(actor, async (tx) => {
          await tx.response.createMany({ data: made.responses });
          await tx.answer.createMany({ data: made.answers });
          await addImportToRollups(tx, actor, importId);
        });
        standing.push(...made.responses.map((row) => row.id));
      } else if (what === 3 && standing.length > 0) {
        const gone = standing.splice(pick(standing.length), 2);
        await transaction(actor, async (tx) => {
          await addToRollups(tx, actor, gone, -1);
          await tx.response.updateMany({ where: { id: { in: gone } }, data: { archivedAt: new Date() } });
        });
      } else {
        const segmentId = world.segments[pick(world.segments.length)]!;
        const members = inside.get(segmentId)!;
        const chosen = [...new Set([0, 1, 2].map(() => world.customers[pick(world.customers.length)]!))];
        const entering = chosen.filter((id) => !members.has(id));
        const leaving = chosen.filter((id) => members.has(id));
        await transaction(actor, async (tx) => {
          await tx.segmentMember.createMany({
            data: entering.map((customerId) => ({ workspaceId: actor.workspaceId, segmentId, customerId })),
          });
          await moveSegmentRollups(tx, actor, segmentId, true, entering);
          await moveSegmentRollups(
            tx,
            actor,
            segmentId,
            false,
            (w) => Prisma.sql`
            select customer_id from segment_members
            where workspace_id = ${w} and segment_id = ${segmentId}::uuid and customer_id = any(${leaving}::uuid[])`,
          );
          await tx.segmentMember.deleteMany({ where: { segmentId, customerId: { in: leaving } } });
        });
        for (const id of entering) members.add(id);
        for (const id of leaving) members.delete(id);
      }
    }
    const increments = await kept(actor);
    expect(increments.rollups.length).toBeGreaterThan(50);
    expect(new Set(increments.rollups.map((row) => (row as { dimension: string }).dimension)).size).toBe(6);
    const span = { fromDay: "2026-03-02", toDay: "2026-03-04" };
    for (const by of ["channel", "segment"] as PairedWith[]) {
      const pairs = await rows<{ n: number }>(
        world.db,
        actor,
        (w) => Prisma.sql`
          select item_id, touchpoint_id, member_id, sum(n)::int as n, sum(sum)::int as sum, sum(b5)::int as fives
          from (${keptPairs(w, by, span, null)}) p group by 1, 2, 3 order by 1, 2, 3`,
      );
      const raw = await rows(
        world.db,
        actor,
        (w) => Prisma.sql`
          select a.item_id, a.touchpoint_id, ${by === "channel" ? Prisma.sql`a.channel_id` : Prisma.sql`m.segment_id`} as member_id,
                 count(*)::int as n, sum(a.value)::int as sum, (count(*) filter (where a.value = 5))::int as fives
          from answers a
          join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
          ${
            by === "segment"
              ? Prisma.sql`join segment_members m on m.workspace_id = ${w} and m.customer_id = a.customer_id`
              : Prisma.empty
          }
          where a.workspace_id = ${w} and a.value is not null and a.touchpoint_id is not null
            and a.answered_on >= '2026-03-02' and a.answered_on < '2026-03-04'
            ${by === "channel" ? Prisma.sql`and a.channel_id is not null` : Prisma.empty}
          group by 1, 2, 3 order by 1, 2, 3`,
      );
      expect(pairs.length).toBeGreaterThan(5);
      expect(pairs).toEqual(raw);
    }
    await transaction(actor, (tx) => recountRollups(tx, actor));
    expect(await kept(actor)).toEqual(increments);
  });

  it("stay exact when answers arrive while their customers enter a segment", async () => {
    const { actor } = world;
    const pick = seeded(7);
    const segmentId = newId();
    await world.db.segment.create({ data: { workspaceId: actor.workspaceId, id: segmentId, name: "all", rule: {} } });
    const writers = Array.from({ length: 12 }, (_, i) => {
      const made = randomResponses(world, pick, 3);
      const entering = world.customers[i]!;
      return [
        transaction(actor, async (tx) => {
          await tx.response.createMany({ data: made.responses });
          await tx.answer.createMany({ data: made.answers });
          await addToRollups(
            tx,
            actor,
            made.responses.map((row) => row.id),
            1,
          );
        }),
        transaction(actor, async (tx) => {
          await tx.segmentMember.create({
            data: { workspaceId: actor.workspaceId, segmentId, customerId: entering },
          });
          await moveSegmentRollups(tx, actor, segmentId, true, [entering]);
        }),
      ];
    });
    await Promise.all(writers.flat());
    const increments = await kept(actor);
    await transaction(actor, (tx) => recountRollups(tx, actor));
    expect(await kept(actor)).toEqual(increments);
  });

  it("says written-out numbers for one customer", async () => {
    const { actor, db, items, touchpoints, channels, surveyId, versionId } = await smallWorld();
    const { workspaceId } = actor;
    const customerId = newId();
    await db.customer.create({ data: { workspaceId, id: customerId, name: "Amara" } });
    const give = async (at: string, nps: number, effort: number) => {
      const id = newId();
      const base = {
        workspaceId,
        customerId,
        channelId: channels[0],
        answeredAt: new Date(at),
        answeredOn: new Date(at.slice(0, 10)),
      };
      await transaction(actor, async (tx) => {
        await tx.response.create({ data: { ...base, id, surveyId, versionId } });
        await tx.answer.createMany({
          data: [
            { ...base, responseId: id, itemId: items[0]!.id, value: nps },
            { ...base, responseId: id, itemId: items[2]!.id, value: effort, touchpointId: touchpoints[0] },
          ],
        });
        await addToRollups(tx, actor, [id], 1);
      });
      return id;
    };
    await give("2026-03-02T10:00:00Z", 9, 1);
    const last = await give("2026-03-05T10:00:00Z", 3, 4);
    // An older answer that comes late changes the counts but not what is latest.
    await give("2026-03-01T10:00:00Z", 10, 7);
    const row = await db.customerExperience.findFirstOrThrow({ where: { customerId } });
    expect(row).toMatchObject({ responses: 3, lastNps: 3, lastAnswerAt: new Date("2026-03-05T10:00:00Z") });
    expect(row.latest).toEqual({ "1": [3, 1772704800000], "3": [4, 1772704800000] });
    // Effort 1..7 where lower is better: 1000, 500 and 0 thousandths.
    expect(row.touchpoints).toEqual({ [touchpoints[0]!]: [3, 1500] });
    const all = await db.answerRollup.findMany({
      where: { itemId: items[0]!.id, dimension: "all" },
      orderBy: { day: "asc" },
    });
    expect(all.map((cell) => [cell.n, cell.sum, cell.sumSq, cell.b3, cell.b9, cell.b10])).toEqual([
      [1, 10n, 100n, 0, 0, 1],
      [1, 9n, 81n, 0, 1, 0],
      [1, 3n, 9n, 1, 0, 0],
    ]);
    await transaction(actor, async (tx) => {
      await addToRollups(tx, actor, [last], -1);
      await tx.response.update({
        where: { workspaceId_id: { workspaceId, id: last } },
        data: { archivedAt: new Date() },
      });
    });
    const after = await db.customerExperience.findFirstOrThrow({ where: { customerId } });
    expect(after).toMatchObject({ responses: 2, lastNps: 9 });
  });

  it("counts orders in the workspace's currency and living interactions", async () => {
    const { actor, db } = world;
    const { workspaceId } = actor;
    const customerId = newId();
    await db.customer.create({ data: { workspaceId, id: customerId, name: "Bola" } });
    const { currency } = await db.workspace.findFirstOrThrow({ select: { currency: true } });
    await db.order.createMany({
      data: [
        { workspaceId, id: newId(), customerId, orderedAt: new Date("2026-01-02"), totalCents: 1200n, currency },
        { workspaceId, id: newId(), customerId, orderedAt: new Date("2026-01-05"), totalCents: 800n, currency },
        { workspaceId, id: newId(), customerId, orderedAt: new Date("2026-01-03"), totalCents: 5n, currency: "XTS" },
      ],
    });
    await db.interaction.createMany({
      data: [
        { workspaceId, id: newId(), customerId, kind: "call", happenedAt: new Date("2026-02-01") },
        {
          workspaceId,
          id: newId(),
          customerId,
          kind: "note",
          happenedAt: new Date("2026-02-09"),
          archivedAt: new Date(),
        },
      ],
    });
    await transaction(actor, (tx) => recountOrders(tx, actor, [customerId]));
    expect(await db.customerExperience.findFirstOrThrow({ where: { customerId } })).toMatchObject({
      orders: 3,
      revenueCents: 2000n,
      firstOrderAt: new Date("2026-01-02"),
      lastOrderAt: new Date("2026-01-05"),
      interactions: 1,
      lastInteractionAt: new Date("2026-02-01"),
    });
    expect(
      await run(
        db,
        actor,
        (w) =>
          Prisma.sql`update customer_experience set orders = 9 where workspace_id = ${w} and customer_id = ${customerId}::uuid`,
      ),
    ).toBe(1);
    await transaction(actor, (tx) => recountOrders(tx, actor, null));
    expect((await db.customerExperience.findFirstOrThrow({ where: { customerId } })).orders).toBe(3);
  });
});
