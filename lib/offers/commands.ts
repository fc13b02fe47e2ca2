import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { Prisma, rows, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { dayDate } from "../form-fields";
import { newId } from "../id";
import { dayIn } from "../period";
import { reasonText } from "./reason";
import type { OfferAnswer, OfferRuleInput, SuggestionAnswer } from "./schema";
import { dueOffers } from "./suggest-sql";

/** So long may a wrong press be taken back. */
const TAKE_BACK_MS = 3_600_000;

function nameTaken(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw conflict("Another rule has this name.", { name: "Another rule has this name." });
  throw error;
}

/** @throws AppError invalid, with the place */
async function check(tx: Tx, { segmentId, productId, channelId }: OfferRuleInput): Promise<void> {
  const wrong: Record<string, string> = {};
  if (segmentId && !(await tx.segment.findFirst({ where: { id: segmentId, archivedAt: null }, select: { id: true } })))
    wrong.segmentId = "This segment is not there.";
  if (productId && !(await tx.product.findFirst({ where: { id: productId, archivedAt: null }, select: { id: true } })))
    wrong.productId = "This product is not there.";
  if (channelId && !(await tx.channel.findFirst({ where: { id: channelId, archivedAt: null }, select: { id: true } })))
    wrong.channelId = "This channel is not there.";
  if (Object.keys(wrong).length > 0) throw invalid("Please check the marked fields.", wrong);
}

const columns = ({ price, fromDay, untilDay, ...rest }: OfferRuleInput) => ({
  ...rest,
  priceCents: price,
  currency: price === null ? null : rest.currency,
  fromDay: fromDay ? dayDate(fromDay) : null,
  untilDay: untilDay ? dayDate(untilDay) : null,
});

/** @throws AppError invalid, conflict (the name; also of one that is archived) */
export async function createOfferRule(actor: Actor, input: OfferRuleInput): Promise<{ id: string }> {
  allow(actor, "offers.manage");
  const id = newId();
  return transaction(actor, async (tx) => {
    await check(tx, input);
    await tx.offerRule.create({ data: { workspaceId: actor.workspaceId, id, ...columns(input) } }).catch(nameTaken);
    await recordEvent(tx, actor, "offer_rule.create", { type: "offer_rule", id }, { name: input.name });
    return { id };
  });
}

/** What was offered by it stays as it was. @throws AppError not_found, invalid, conflict */
export async function updateOfferRule(actor: Actor, id: string, input: OfferRuleInput): Promise<void> {
  allow(actor, "offers.manage");
  await transaction(actor, async (tx) => {
    await check(tx, input);
    const { count } = await tx.offerRule
      .updateMany({ where: { id, archivedAt: null }, data: columns(input) })
      .catch(nameTaken);
    if (count === 0) throw notFound("This rule");
    await recordEvent(tx, actor, "offer_rule.update", { type: "offer_rule", id }, { name: input.name });
  });
}

/** A paused rule suggests nothing. @throws AppError not_found */
export async function pauseOfferRule(actor: Actor, id: string, paused: boolean): Promise<void> {
  allow(actor, "offers.manage");
  await change(actor, id, paused ? "offer_rule.pause" : "offer_rule.resume", { pausedAt: paused ? new Date() : null });
}

/** @throws AppError not_found */
export async function archiveOfferRule(actor: Actor, id: string): Promise<void> {
  allow(actor, "offers.manage");
  await change(actor, id, "offer_rule.archive", { archivedAt: new Date() });
}

/** @throws AppError not_found */
export async function restoreOfferRule(actor: Actor, id: string): Promise<void> {
  allow(actor, "offers.manage");
  await change(actor, id, "offer_rule.restore", { archivedAt: null });
}

async function change(
  actor: Actor,
  id: string,
  action: string,
  data: { pausedAt?: Date | null; archivedAt?: Date | null },
): Promise<void> {
  await transaction(actor, async (tx) => {
    const { count } = await tx.offerRule.updateMany({ where: { id }, data });
    if (count === 0) throw notFound("This rule");
    await recordEvent(tx, actor, action, { type: "offer_rule", id });
  });
}

const stamps = (answer: OfferAnswer, at: Date) => ({
  acceptedAt: answer === "accepted" ? at : null,
  declinedAt: answer === "declined" ? at : null,
  ignoredAt: answer === "ignored" ? at : null,
});

/**
 * Records what came of a suggestion, with its rule and its reason in words. The same id twice is stored once.
 * @throws AppError not_found (the customer), conflict (it is no longer due: somebody offered it meanwhile, or the trigger is gone)
 */
export async function answerSuggestion(
  actor: Actor,
  { id, ruleId, customerId, answer }: SuggestionAnswer,
  now = new Date(),
): Promise<{ id: string }> {
  allow(actor, "offers.write");
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, customerId);
    // Two sellers with one customer wait for each other, so that the cap holds.
    const locked = await rows(
      tx,
      actor,
      (w) =>
        Prisma.sql`select 1 from customers where workspace_id = ${w} and id = ${customerId}::uuid for no key update`,
    );
    if (locked.length === 0) throw notFound("This customer");
    const same = await tx.offer.findFirst({ where: { id, customerId, ruleId }, select: { id: true } });
    if (same) return same;
    const { timeZone } = await tx.workspace.findFirstOrThrow({ select: { timeZone: true } });
    const [due] = await dueOffers(tx, actor, {
      now,
      today: dayIn(timeZone, now),
      also: Prisma.sql`and c.id = ${customerId}::uuid`,
      most: 1,
      ruleId,
    });
    if (!due) throw conflict("This offer is no longer due: it was made meanwhile, or its reason is gone.");
    await tx.offer.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        customerId,
        ruleId,
        productId: due.productId,
        name: due.offer,
        priceCents: due.priceCents,
        currency: due.currency,
        channelId: due.channelId,
        reason: reasonText(due),
        offeredAt: now,
        offeredById: actor.userId,
        ...stamps(answer, now),
      },
    });
    await recordEvent(tx, actor, "offer.make", { type: "offer", id }, { customerId, ruleId, answer });
    return { id };
  });
}

/** What the customer said to an offer that was made. @throws AppError not_found */
export async function answerOffer(actor: Actor, id: string, answer: OfferAnswer, now = new Date()): Promise<void> {
  allow(actor, "offers.write");
  await transaction(actor, async (tx) => {
    const offer = await tx.offer.findFirst({ where: { id }, select: { customerId: true } });
    if (!offer) throw notFound("This offer");
    await mustReach(tx, actor, offer.customerId, "This offer");
    await tx.offer.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: stamps(answer, now),
    });
    await recordEvent(tx, actor, "offer.answer", { type: "offer", id }, { customerId: offer.customerId, answer });
  });
}

/**
 * Undo of answerSuggestion: the offer was not made after all, and the suggestion is due again.
 * @throws AppError not_found (also somebody else's, one that no rule suggested, and one older than an hour)
 */
export async function takeBackOffer(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "offers.write");
  await transaction(actor, async (tx) => {
    const offer = await tx.offer.findFirst({
      where: { id, offeredById: actor.userId, ruleId: { not: null }, offeredAt: { gt: new Date(+now - TAKE_BACK_MS) } },
      select: { customerId: true, ruleId: true },
    });
    if (!offer) throw notFound("This offer");
    await mustReach(tx, actor, offer.customerId, "This offer");
    await tx.offer.delete({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
    await recordEvent(tx, actor, "offer.take_back", { type: "offer", id }, { ...offer });
  });
}
