import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { touchCustomers } from "../customers/touch-sql";
import { Prisma, rows, type Tx, transaction } from "../db";
import { conflict, notFound } from "../errors";
import type { DealStage } from "../generated/prisma/enums";
import { newId } from "../id";
import type { DealMoved } from "./deal";
import type { DealFacts, DealMove, DealMoveBack, NewDeal } from "./schema";
import { isOpen, usualProbability } from "./stages";

/** A new deal at the first stage, in the workspace's currency; its maker owns it. @throws AppError not_found (the customer) */
export async function createDeal(actor: Actor, input: NewDeal): Promise<{ id: string }> {
  allow(actor, "deals.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    const customer = await tx.customer.findUnique({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: input.customerId } },
      select: { id: true },
    });
    if (!customer) throw notFound("The customer");
    const { currency } = await tx.workspace.findUniqueOrThrow({
      where: { id: actor.workspaceId },
      select: { currency: true },
    });
    const { count } = await tx.deal.createMany({
      data: [
        {
          workspaceId: actor.workspaceId,
          id,
          customerId: input.customerId,
          name: input.name,
          amountCents: input.amount,
          currency,
          probability: input.probability === undefined ? usualProbability("attention") : input.probability / 100,
          source: input.source,
          expectedCloseOn: input.expectedCloseOn ? new Date(`${input.expectedCloseOn}T00:00:00Z`) : null,
          ownerId: actor.userId,
        },
      ],
      skipDuplicates: true,
    });
    if (count > 0) {
      await recordEvent(tx, actor, "deal.create", { type: "deal", id }, { customerId: input.customerId });
      await touchCustomers(tx, actor, [input.customerId], "deal");
    }
    return { id };
  });
}

/**
 * Moves a deal to another stage, won and lost included. The chance of winning becomes the stage's usual one. When
 * somebody else moved it since the mover looked, it stays and the answer says where.
 * @throws AppError not_found
 */
export async function moveDeal(actor: Actor, { id, stage, reason, was }: DealMove): Promise<DealMoved> {
  allow(actor, "deals.write");
  return transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, id);
    if (before.stage === stage) return { kind: "moved", before: { stage, reason: before.lossReason } };
    if (was !== undefined && was !== before.stage) return elsewhere(tx, actor, before);
    const now = new Date();
    const last = await lastMove(tx, actor, id);
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: {
        stage,
        probability: usualProbability(stage),
        wonAt: stage === "won" ? now : null,
        lostAt: stage === "lost" ? now : null,
        lossReason: stage === "lost" ? reason : "",
      },
    });
    await touchCustomers(tx, actor, [before.customerId], "deal");
    // What undoing needs: the chance, and since when it had stood there.
    const since = before.wonAt ?? before.lostAt ?? last?.since ?? before.createdAt;
    await recordEvent(
      tx,
      actor,
      "deal.move",
      { type: "deal", id },
      { from: before.stage, to: stage, chance: before.probability, stoodSince: since.toISOString() },
    );
    return { kind: "moved", before: { stage: before.stage, reason: before.lossReason } };
  });
}

/**
 * Takes the last move back: stage, chance and dates become what they were.
 * @throws AppError not_found, conflict (there is nothing to take back)
 */
export async function moveDealBack(actor: Actor, { id, stage, reason }: DealMoveBack): Promise<DealMoved> {
  allow(actor, "deals.write");
  return transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, id);
    if (before.stage !== stage) return elsewhere(tx, actor, before);
    const last = await lastMove(tx, actor, id);
    if (last?.from == null || last.to !== stage || last.undoes || last.chance === null || last.stoodSince === null)
      throw conflict("The last move cannot be taken back any more.");
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: {
        stage: last.from,
        probability: last.chance,
        wonAt: last.from === "won" ? last.stoodSince : null,
        lostAt: last.from === "lost" ? last.stoodSince : null,
        lossReason: last.from === "lost" ? reason : "",
      },
    });
    await touchCustomers(tx, actor, [before.customerId], "deal");
    await recordEvent(
      tx,
      actor,
      "deal.move",
      { type: "deal", id },
      { from: stage, to: last.from, undoes: true, since: last.stoodSince.toISOString() },
    );
    return { kind: "moved", before: { stage, reason: before.lossReason } };
  });
}

/** Changes the facts of a deal; its stage is moved. @throws AppError not_found */
export async function updateDeal(actor: Actor, input: DealFacts): Promise<void> {
  allow(actor, "deals.write");
  await transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, input.id);
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: input.id } },
      data: {
        name: input.name,
        amountCents: input.amount,
        probability: isOpen(before.stage) ? input.probability / 100 : before.probability,
        source: input.source,
        expectedCloseOn: input.expectedCloseOn ? new Date(`${input.expectedCloseOn}T00:00:00Z`) : null,
      },
    });
    await touchCustomers(tx, actor, [before.customerId], "deal");
    await recordEvent(tx, actor, "deal.update", { type: "deal", id: input.id });
  });
}

/** Takes a deal off the board, its page stays. @throws AppError not_found */
export async function archiveDeal(actor: Actor, id: string): Promise<void> {
  allow(actor, "deals.write");
  await setArchived(actor, id, new Date());
}

/** Brings an archived deal back. @throws AppError not_found */
export async function restoreDeal(actor: Actor, id: string): Promise<void> {
  allow(actor, "deals.write");
  await setArchived(actor, id, null);
}

async function setArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, id);
    if ((before.archivedAt === null) === (archivedAt === null)) return;
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { archivedAt },
    });
    await touchCustomers(tx, actor, [before.customerId], "deal");
    await recordEvent(tx, actor, archivedAt ? "deal.archive" : "deal.restore", { type: "deal", id });
  });
}

/** The deal, held until the transaction ends: two people who move it at once do so one after the other. */
async function lockDeal(tx: Tx, actor: Actor, id: string) {
  await rows(
    tx,
    actor,
    (w) => Prisma.sql`
    select 1 from deals where workspace_id = ${w} and id = ${id}::uuid for update`,
  );
  const deal = await tx.deal.findUnique({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
  if (!deal) throw notFound("The deal");
  return deal;
}

type LastMove = {
  from: DealStage | null;
  to: DealStage | null;
  undoes: boolean;
  /** Of winning, before the move. */
  chance: number | null;
  /** Since when it had stood where it was moved from. */
  stoodSince: Date | null;
  /** Since when it stands where it is. */
  since: Date;
  byName: string | null;
};

async function lastMove(tx: Tx, actor: Actor, id: string): Promise<LastMove | undefined> {
  const [move] = await rows<LastMove>(
    tx,
    actor,
    (w) => Prisma.sql`
      select e.detail->>'from' as "from", e.detail->>'to' as "to",
        coalesce((e.detail->>'undoes')::boolean, false) as undoes, (e.detail->>'chance')::float8 as chance,
        (e.detail->>'stoodSince')::timestamptz as "stoodSince",
        coalesce((e.detail->>'since')::timestamptz, e.at) as since, u.name as "byName"
      from audit_events e left join users u on u.id = e.actor_id
      where e.workspace_id = ${w} and e.subject_type = 'deal' and e.subject_id = ${id}::uuid and e.action = 'deal.move'
      order by e.at desc, e.id desc limit 1`,
  );
  return move;
}

async function elsewhere(tx: Tx, actor: Actor, deal: { id: string; stage: DealStage }): Promise<DealMoved> {
  const last = await lastMove(tx, actor, deal.id);
  return { kind: "elsewhere", stage: deal.stage, byName: last?.byName ?? null };
}
