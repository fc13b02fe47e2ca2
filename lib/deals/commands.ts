import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { touchCustomers } from "../customers/touch-sql";
import { type Tx, transaction } from "../db";
import { notFound } from "../errors";
import type { DealStage } from "../generated/prisma/enums";
import { newId } from "../id";
import type { DealMove, NewDeal } from "./schema";
import { usualProbability } from "./stages";

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

/** What a deal was before a move: moving it there again undoes the move. */
export type DealBefore = { stage: DealStage; reason: string };

/**
 * Moves a deal to another stage, won and lost included. The chance of winning becomes the stage's usual one.
 * @throws AppError not_found
 */
export async function moveDeal(actor: Actor, { id, stage, reason }: DealMove): Promise<DealBefore> {
  allow(actor, "deals.write");
  return transaction(actor, async (tx) => {
    const before = await findDeal(tx, actor, id);
    if (before.stage === stage) return { stage, reason: before.lossReason };
    const now = new Date();
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
    await recordEvent(tx, actor, "deal.move", { type: "deal", id }, { from: before.stage, to: stage });
    return { stage: before.stage, reason: before.lossReason };
  });
}

async function findDeal(tx: Tx, actor: Actor, id: string) {
  const deal = await tx.deal.findUnique({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
  if (!deal) throw notFound("The deal");
  return deal;
}
