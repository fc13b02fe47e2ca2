import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { touchCustomers } from "../customers/touch-sql";
import { inWorkspace, Prisma, rows, run, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import type { DealStage } from "../generated/prisma/enums";
import { newId } from "../id";
import { addInteraction, archiveInteraction } from "../interactions/commands";
import { newInteraction } from "../interactions/schema";
import { dayIn } from "../period";
import type { DealChanged, DealMoved } from "./deal";
import { formValue } from "./form-values";
import type { DealListParams } from "./list-params";
import { dealsCsv } from "./queries/export";
import { type QuoteLine, quoteCents, refusedFor } from "./quote";
import {
  type DealChange,
  type DealCompetitors,
  type DealMove,
  type DealMoveBack,
  type DemoDone,
  MOST_LINES,
  type NewDeal,
  type NewQuota,
  type NewQuoteLine,
} from "./schema";
import { isOpen, usualProbability } from "./stages";

const asDay = (text: string | null): Date | null => (text === null ? null : new Date(`${text}T00:00:00Z`));

/** A new deal at the first stage, in the workspace's currency; its maker owns it. @throws AppError not_found (the customer) */
export async function createDeal(actor: Actor, input: NewDeal): Promise<{ id: string }> {
  allow(actor, "deals.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, input.customerId, "The customer");
    const customer = await tx.customer.findUnique({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: input.customerId } },
      select: { id: true },
    });
    if (!customer) throw notFound("The customer");
    const { currency } = await tx.workspace.findUniqueOrThrow({
      where: { id: actor.workspaceId },
      select: { currency: true },
    });
    const now = new Date();
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
          expectedCloseOn: asDay(input.expectedCloseOn),
          ownerId: actor.userId,
          createdAt: now,
          stageSince: now,
        },
      ],
      skipDuplicates: true,
    });
    if (count > 0) {
      await recordMove(tx, actor, id, null, "attention", now);
      await recordEvent(tx, actor, "deal.create", { type: "deal", id }, { customerId: input.customerId });
      await touchCustomers(tx, actor, [input.customerId], "deal");
    }
    return { id };
  });
}

/** The one place where a move is written. */
async function recordMove(
  tx: Tx,
  actor: Actor,
  dealId: string,
  fromStage: DealStage | null,
  toStage: DealStage,
  at: Date,
): Promise<void> {
  await tx.dealMove.create({
    data: { workspaceId: actor.workspaceId, id: newId(), dealId, fromStage, toStage, at, byId: actor.userId },
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
    const reasonBefore = before.stage === "won" ? before.winReason : before.lossReason;
    if (before.stage === stage) return { kind: "moved", before: { stage, reason: reasonBefore } };
    if (was !== undefined && was !== before.stage) return elsewhere(tx, actor, before);
    const now = new Date();
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: {
        stage,
        stageSince: now,
        probability: usualProbability(stage),
        wonAt: stage === "won" ? now : null,
        lostAt: stage === "lost" ? now : null,
        winReason: stage === "won" ? reason : "",
        lossReason: stage === "lost" ? reason : "",
      },
    });
    await recordMove(tx, actor, id, before.stage, stage, now);
    await touchCustomers(tx, actor, [before.customerId], "deal");
    // What undoing needs: the chance, and since when it had stood there.
    await recordEvent(
      tx,
      actor,
      "deal.move",
      { type: "deal", id },
      {
        from: before.stage,
        to: stage,
        chance: before.probability,
        stoodSince: (before.wonAt ?? before.lostAt ?? before.stageSince).toISOString(),
      },
    );
    return { kind: "moved", before: { stage: before.stage, reason: reasonBefore } };
  });
}

/**
 * Takes the last move back: stage, chance and dates become what they were, and the move is as if it had never been; the
 * audit trail keeps both.
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
        stageSince: last.stoodSince,
        probability: last.chance,
        wonAt: last.from === "won" ? last.stoodSince : null,
        lostAt: last.from === "lost" ? last.stoodSince : null,
        winReason: last.from === "won" ? reason : "",
        lossReason: last.from === "lost" ? reason : "",
      },
    });
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        delete from deal_moves m where m.workspace_id = ${w} and m.id = (
          select l.id from deal_moves l where l.workspace_id = ${w} and l.deal_id = ${id}::uuid
          order by l.at desc, l.id desc limit 1
        ) and m.to_stage = ${stage}::deal_stage and m.from_stage = ${last.from}::deal_stage`,
    );
    await touchCustomers(tx, actor, [before.customerId], "deal");
    await recordEvent(
      tx,
      actor,
      "deal.move",
      { type: "deal", id },
      { from: stage, to: last.from, undoes: true, since: last.stoodSince.toISOString() },
    );
    return { kind: "moved", before: { stage, reason: before.winReason || before.lossReason } };
  });
}

/**
 * Changes one fact of a deal; its stage is moved. When somebody else changed the same fact since the editor looked,
 * nothing is overwritten and the answer says what stands there.
 * @throws AppError not_found, invalid (an owner who does not work here; the chance of an ended deal)
 */
export async function changeDeal(actor: Actor, input: DealChange): Promise<DealChanged> {
  allow(actor, "deals.write");
  const { id, field, parsed } = input;
  return transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, id);
    const stands = formValue(before, field);
    if (stands !== input.was) {
      const [last] = await rows<{ byName: string | null }>(
        tx,
        actor,
        (w) => Prisma.sql`
          select u.name as "byName" from audit_events e left join users u on u.id = e.actor_id
          where e.workspace_id = ${w} and e.subject_type = 'deal' and e.subject_id = ${id}::uuid
            and e.action = 'deal.update' and e.detail->>'field' = ${field}
          order by e.at desc, e.id desc limit 1`,
      );
      return { kind: "conflict", value: stands, byName: last?.byName ?? null };
    }
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: await changeOf(tx, field, parsed, isOpen(before.stage)),
    });
    await touchCustomers(tx, actor, [before.customerId], "deal");
    await recordEvent(tx, actor, "deal.update", { type: "deal", id }, { field });
    return { kind: "changed" };
  });
}

async function changeOf(
  tx: Tx,
  field: DealChange["field"],
  value: DealChange["parsed"],
  open: boolean,
): Promise<Prisma.DealUncheckedUpdateInput> {
  switch (field) {
    case "amount":
      return { amountCents: value as number };
    case "probability":
      if (!open) throw invalid("Please check the marked fields.", { value: "A deal that ended keeps its chance." });
      return { probability: (value as number) / 100 };
    case "ownerId":
      if (value !== null) await mustWorkHere(tx, value as string, "value");
      return { ownerId: value as string | null };
    case "name":
    case "source":
      return { [field]: value as string };
    default:
      return { [field]: asDay(value as string | null) };
  }
}

async function mustWorkHere(tx: Tx, userId: string, field: string): Promise<void> {
  const member = await tx.membership.findFirst({ where: { userId, endedAt: null }, select: { id: true } });
  if (!member) throw invalid("Please check the marked fields.", { [field]: "Choose somebody who works here." });
}

/** Whom else the customer looks at. @throws AppError not_found */
export async function setCompetitors(actor: Actor, { id, competitors }: DealCompetitors): Promise<void> {
  allow(actor, "deals.write");
  await transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, id);
    await tx.deal.update({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } }, data: { competitors } });
    await touchCustomers(tx, actor, [before.customerId], "deal");
    await recordEvent(tx, actor, "deal.update", { type: "deal", id }, { field: "competitors" });
  });
}

/** The demo was shown: the step is done and stands on the customer's timeline. @throws AppError not_found, conflict (it was done already) */
export async function completeDemo(actor: Actor, { id, interactionId, text }: DemoDone): Promise<void> {
  allow(actor, "deals.write");
  allow(actor, "interactions.write");
  await transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, id);
    if (before.demoDoneAt) throw conflict("The demo is done already.");
    const now = new Date();
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { demoDoneAt: now, demoOn: before.demoOn ?? new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`) },
    });
    await addInteraction(
      tx,
      actor,
      newInteraction.parse({
        id: interactionId,
        customerId: before.customerId,
        kind: "demo",
        outcome: "done",
        reason: "demonstration",
        text: text || before.name,
        happenedAt: now,
      }),
    );
    await recordEvent(tx, actor, "deal.update", { type: "deal", id }, { field: "demoDone" });
  });
}

/** Undo: the demo is to be shown again, and what was logged with it goes. @throws AppError not_found */
export async function reopenDemo(
  actor: Actor,
  { id, interactionId }: { id: string; interactionId?: string | undefined },
): Promise<void> {
  allow(actor, "deals.write");
  const undone = await transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, id);
    if (!before.demoDoneAt) return false;
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { demoDoneAt: null },
    });
    await recordEvent(tx, actor, "deal.update", { type: "deal", id }, { field: "demoDone" });
    return true;
  });
  if (undone && interactionId) await archiveInteraction(actor, interactionId);
}

async function linesOf(tx: Tx, dealId: string): Promise<(QuoteLine & { position: number })[]> {
  const found = await tx.dealLine.findMany({ where: { dealId }, orderBy: [{ position: "asc" }, { id: "asc" }] });
  return found.map(({ id, productId, label, quantity, unitCents, position }) => ({
    id,
    productId,
    label,
    quantity,
    unitCents: Number(unitCents),
    position,
  }));
}

/**
 * Adds a line to a deal's quote, or changes the one of this id.
 * @throws AppError not_found, invalid (a product of another currency; too many lines; a sum beyond what can be kept)
 */
export async function saveQuoteLine(actor: Actor, input: NewQuoteLine): Promise<void> {
  allow(actor, "deals.write");
  const { id, dealId, productId, label, quantity, unit } = input;
  await transaction(actor, async (tx) => {
    const deal = await lockDeal(tx, actor, dealId);
    if (productId) {
      const product = await tx.product.findUnique({
        where: { workspaceId_id: { workspaceId: actor.workspaceId, id: productId } },
      });
      if (!product) throw invalid("Please check the marked fields.", { productId: "This product was not found." });
      const refused = refusedFor(
        { ...product, priceCents: product.priceCents === null ? null : Number(product.priceCents) },
        deal.currency,
      );
      if (refused) throw invalid("Please check the marked fields.", { productId: refused });
    }
    const lines = await linesOf(tx, dealId);
    const others = lines.filter((line) => line.id !== id);
    if (others.length >= MOST_LINES)
      throw invalid("Please check the marked fields.", { label: `At most ${MOST_LINES} lines.` });
    if (quoteCents([...others, { quantity, unitCents: unit }]) > 1e14)
      throw invalid("Please check the marked fields.", { unit: "This is more than a quote can hold." });
    const data = { productId, label, quantity, unitCents: unit };
    if (lines.some((line) => line.id === id)) {
      await tx.dealLine.update({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } }, data });
    } else {
      await tx.dealLine.create({
        data: {
          ...data,
          workspaceId: actor.workspaceId,
          id,
          dealId,
          position: Math.max(-1, ...lines.map(({ position }) => position)) + 1,
        },
      });
    }
    await recordEvent(tx, actor, "deal.update", { type: "deal", id: dealId }, { field: "quote" });
  });
}

/** Takes a line out of a quote; saving it again brings it back. @throws AppError not_found */
export async function removeQuoteLine(actor: Actor, { dealId, id }: { dealId: string; id: string }): Promise<void> {
  allow(actor, "deals.write");
  await transaction(actor, async (tx) => {
    await lockDeal(tx, actor, dealId);
    const { count } = await tx.dealLine.deleteMany({ where: { id, dealId } });
    if (count > 0) await recordEvent(tx, actor, "deal.update", { type: "deal", id: dealId }, { field: "quote" });
  });
}

/** The quote's sum becomes the deal's amount. @throws AppError not_found, invalid (no lines) */
export async function takeQuoteAmount(actor: Actor, dealId: string): Promise<{ beforeCents: number }> {
  allow(actor, "deals.write");
  return transaction(actor, async (tx) => {
    const before = await lockDeal(tx, actor, dealId);
    const lines = await linesOf(tx, dealId);
    if (lines.length === 0) throw invalid("The quote has no lines.");
    await tx.deal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: dealId } },
      data: { amountCents: quoteCents(lines) },
    });
    await touchCustomers(tx, actor, [before.customerId], "deal");
    await recordEvent(tx, actor, "deal.update", { type: "deal", id: dealId }, { field: "amount" });
    return { beforeCents: Number(before.amountCents) };
  });
}

/** What a seller is to win in a quarter, in the workspace's currency; without an amount, nothing. @throws AppError invalid */
export async function setQuota(actor: Actor, { userId, quarter, amount }: NewQuota): Promise<void> {
  allow(actor, "team.lead");
  await transaction(actor, async (tx) => {
    await mustWorkHere(tx, userId, "userId");
    const { currency } = await tx.workspace.findUniqueOrThrow({
      where: { id: actor.workspaceId },
      select: { currency: true },
    });
    const key = { workspaceId: actor.workspaceId, userId, quarter: new Date(`${quarter}T00:00:00Z`) };
    if (amount === null) {
      await tx.salesQuota.deleteMany({ where: key });
    } else {
      await tx.salesQuota.upsert({
        where: { workspaceId_userId_quarter: key },
        create: { ...key, id: newId(), amountCents: amount, currency },
        update: { amountCents: amount, currency },
      });
    }
    await recordEvent(tx, actor, "quota.set", { type: "user", id: userId }, { quarter, cleared: amount === null });
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

/** Deals leave as a file: who took which filter away is written down. @returns the file's pieces, as they are read */
export async function exportDeals(actor: Actor, params: DealListParams, now: Date): Promise<AsyncGenerator<string>> {
  allow(actor, "deals.read");
  const { timeZone } = await inWorkspace(actor).workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { timeZone: true },
  });
  const today = dayIn(timeZone, now);
  const pieces = await dealsCsv(actor, params, { today });
  // Which filters, not what was searched for: that may be a person's name.
  const { view: _, cursor: __, show: ___, q, ...filters } = params;
  const detail = Object.fromEntries(Object.entries(filters).filter(([, value]) => typeof value === "string"));
  await transaction(actor, (tx) =>
    recordEvent(tx, actor, "deal.export", { type: "deal", id: null }, { ...detail, searched: Boolean(q) }),
  );
  return pieces;
}

/**
 * The deal, held until the transaction ends: two people who move it at once do so one after the other.
 * @throws AppError not_found: also for a deal of a customer whom the actor does not see
 */
async function lockDeal(tx: Tx, actor: Actor, id: string) {
  await rows(
    tx,
    actor,
    (w) => Prisma.sql`
    select 1 from deals where workspace_id = ${w} and id = ${id}::uuid for update`,
  );
  const deal = await tx.deal.findUnique({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
  if (!deal) throw notFound("The deal");
  await mustReach(tx, actor, deal.customerId, "The deal");
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
  byName: string | null;
};

async function lastMove(tx: Tx, actor: Actor, id: string): Promise<LastMove | undefined> {
  const [move] = await rows<LastMove>(
    tx,
    actor,
    (w) => Prisma.sql`
      select e.detail->>'from' as "from", e.detail->>'to' as "to",
        coalesce((e.detail->>'undoes')::boolean, false) as undoes, (e.detail->>'chance')::float8 as chance,
        (e.detail->>'stoodSince')::timestamptz as "stoodSince", u.name as "byName"
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
