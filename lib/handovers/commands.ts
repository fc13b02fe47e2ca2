import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { recordChanges } from "../customers/history-sql";
import { mustReach } from "../customers/reach";
import { recordStages, type StageStep } from "../customers/stage-sql";
import { touchCustomers } from "../customers/touch-sql";
import { Prisma, rows, run, type Tx, transaction } from "../db";
import { conflict, type FieldErrors, invalid, notFound } from "../errors";
import { newId } from "../id";
import { notify } from "../notifications/commands";
import { missingIn, PARTS, partText, readChecklist, samePart, writtenRows } from "./checklist";
import type { PartSaved } from "./handover";
import type { NewHandover, PartChange } from "./schema";

const MISSING: Record<NonNullable<ReturnType<typeof missingIn>>, string> = {
  reason: "Say why this is not needed.",
  text: "Say who uses it.",
  rows: "Write at least one, or say why there is none.",
  rowText: "Say what it is.",
  dueOn: "A promise needs a day.",
  done: "Set it up, or say why it is not needed.",
};

/**
 * Begins to hand a won deal's customer over: the farmer is told and may look at the customer from now on. There is one
 * hand-over a deal.
 * @throws AppError not_found, conflict (not won; handed over already), invalid (no such farmer)
 */
export async function startHandover(actor: Actor, { dealId, farmerId }: NewHandover): Promise<{ id: string }> {
  allow(actor, "handovers.write");
  const id = newId();
  return transaction(actor, async (tx) => {
    const deal = await lockDeal(tx, actor, dealId);
    if (deal.stage !== "won") throw conflict("Only what is won is handed over.");
    const other = await tx.handover.findFirst({ where: { dealId }, select: { id: true } });
    if (other) throw conflict("This deal is being handed over already.");
    await mustFarm(tx, actor, farmerId);
    const hunterId = deal.ownerId ?? actor.userId;
    await tx.handover.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        dealId,
        customerId: deal.customerId,
        hunterId,
        farmerId,
        startedAt: new Date(),
      },
    });
    await share(tx, actor, deal.customerId, farmerId);
    await tell(tx, actor, { id, customerId: deal.customerId, userIds: [farmerId] }, "started");
    await recordEvent(tx, actor, "handover.start", { type: "handover", id }, { dealId, farmerId });
    return { id };
  });
}

/** Somebody else takes over. @throws AppError not_found, conflict (it is completed), invalid (no such farmer) */
export async function changeFarmer(
  actor: Actor,
  { id, farmerId }: { id: string; farmerId: string },
): Promise<{ before: string | null }> {
  allow(actor, "handovers.write");
  return transaction(actor, async (tx) => {
    const before = await lockOpen(tx, actor, id);
    if (before.farmerId === farmerId) return { before: farmerId };
    await mustFarm(tx, actor, farmerId);
    await tx.handover.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { farmerId },
    });
    await share(tx, actor, before.customerId, farmerId);
    await tell(tx, actor, { id, customerId: before.customerId, userIds: [farmerId] }, "started");
    await recordEvent(tx, actor, "handover.farmer", { type: "handover", id }, { farmerId });
    return { before: before.farmerId };
  });
}

/**
 * Keeps one part of the checklist as it is typed. When somebody else wrote the same part meanwhile, nothing is
 * overwritten and the answer says what stands there.
 * @throws AppError not_found, conflict (it is completed)
 */
export async function savePart(actor: Actor, { id, key, part, was }: PartChange): Promise<PartSaved> {
  allow(actor, "handovers.write");
  return transaction(actor, async (tx) => {
    const before = await lockOpen(tx, actor, id);
    const checklist = readChecklist(before.checklist);
    if (samePart(checklist[key], part)) return { kind: "saved" };
    if (!samePart(checklist[key], was)) return { kind: "conflict", part: checklist[key] };
    // This part only: somebody else may be writing another one.
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        update handovers set checklist = checklist || jsonb_build_object(${key}::text, ${JSON.stringify(part)}::jsonb)
        where workspace_id = ${w} and id = ${id}::uuid`,
    );
    return { kind: "saved" };
  });
}

/**
 * The customer is the farmer's: promises and first goals become rows of their own, the hunter keeps sight of the
 * customer, a lead or prospect becomes new, and both are told, as is whose customer it was. All of it happens, or nothing.
 * @throws AppError not_found, conflict (completed already; the deal is not won any more), invalid (a part that is not done)
 */
export async function completeHandover(actor: Actor, id: string): Promise<{ customerId: string }> {
  allow(actor, "handovers.write");
  return transaction(actor, async (tx) => {
    const before = await lockOpen(tx, actor, id);
    const { customerId, hunterId, farmerId } = before;
    const deal = await lockDeal(tx, actor, before.dealId);
    if (deal.stage !== "won") throw conflict("The deal is not won any more.");
    if (!farmerId) throw invalid("Please check the marked fields.", { farmerId: "Choose who takes over." });
    await mustFarm(tx, actor, farmerId);
    const checklist = readChecklist(before.checklist);
    const errors: FieldErrors = {};
    for (const key of PARTS) {
      const missing = missingIn(key, checklist[key]);
      if (missing) errors[key] = MISSING[missing];
    }
    if (Object.keys(errors).length > 0)
      throw invalid("Some lines are neither filled nor said not to be needed.", errors);

    const now = new Date();
    const { promises, goals, selfService } = checklist;
    if (promises.notNeeded === null) {
      await tx.customerPromise.createMany({
        data: writtenRows(promises).map(({ text, dueOn }) => ({
          workspaceId: actor.workspaceId,
          id: newId(),
          customerId,
          text: text.trim(),
          dueOn: new Date(`${dueOn}T00:00:00Z`),
          ownerId: farmerId,
          madeAt: now,
        })),
      });
    }
    if (goals.notNeeded === null) {
      const last = await tx.successGoal.aggregate({ where: { customerId }, _max: { position: true } });
      await tx.successGoal.createMany({
        data: writtenRows(goals).map(({ text, dueOn }, index) => ({
          workspaceId: actor.workspaceId,
          id: newId(),
          customerId,
          text: text.trim(),
          ownerId: farmerId,
          dueOn: dueOn ? new Date(`${dueOn}T00:00:00Z`) : null,
          position: (last._max.position ?? -1) + 1 + index,
          createdAt: now,
        })),
      });
    }
    const ownerId = await giveCustomer(tx, actor, { customerId, hunterId, farmerId, dealName: deal.name, now });
    await tx.handover.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: {
        users: partText("users", checklist.users),
        promised: partText("promises", promises),
        goals: partText("goals", goals),
        hasSelfService: selfService.notNeeded === null && selfService.done,
        completedAt: now,
      },
    });
    await tell(tx, actor, { id, customerId, userIds: [farmerId, hunterId, ownerId] }, "completed");
    await recordEvent(tx, actor, "handover.complete", { type: "handover", id }, { customerId, farmerId });
    await touchCustomers(tx, actor, [customerId], "edit");
    return { customerId };
  });
}

/** Takes an open hand-over back; the customer stays where it was. @throws AppError not_found, conflict (it is completed) */
export async function cancelHandover(actor: Actor, id: string): Promise<void> {
  allow(actor, "handovers.write");
  await transaction(actor, async (tx) => {
    const before = await lockOpen(tx, actor, id);
    await tx.handover.delete({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
    await recordEvent(tx, actor, "handover.cancel", { type: "handover", id }, { dealId: before.dealId });
  });
}

type Gift = { customerId: string; hunterId: string | null; farmerId: string; dealName: string; now: Date };

/** @returns whose customer it was */
async function giveCustomer(
  tx: Tx,
  actor: Actor,
  { customerId, hunterId, farmerId, dealName, now }: Gift,
): Promise<string | null> {
  const key = { workspaceId: actor.workspaceId, id: customerId };
  await rows(
    tx,
    actor,
    (w) => Prisma.sql`select 1 from customers where workspace_id = ${w} and id = ${customerId}::uuid for no key update`,
  );
  const customer = await tx.customer.findUniqueOrThrow({
    where: { workspaceId_id: key },
    select: { ownerId: true, lifecycle: true },
  });
  const isNew = customer.lifecycle === "lead" || customer.lifecycle === "prospect";
  await tx.customer.update({
    where: { workspaceId_id: key },
    data: { ownerId: farmerId, ...(isNew ? { lifecycle: "new" } : {}) },
  });
  await recordChanges(
    tx,
    actor,
    [
      { customerId, field: "ownerId", before: customer.ownerId, after: farmerId },
      { customerId, field: "lifecycle", before: customer.lifecycle, after: isNew ? "new" : customer.lifecycle },
    ],
    now,
  );
  if (isNew) {
    const step: StageStep = { customerId, from: customer.lifecycle, to: "new", reason: `Won: ${dealName}` };
    await recordStages(tx, actor, [step], now);
  }
  // What is one's own needs no share; who gave it away keeps sight of it, and so does whose it was.
  await tx.customerShare.deleteMany({ where: { customerId, userId: farmerId } });
  for (const userId of new Set([hunterId, customer.ownerId]))
    if (userId && userId !== farmerId) await share(tx, actor, customerId, userId);
  return customer.ownerId;
}

async function share(tx: Tx, actor: Actor, customerId: string, userId: string): Promise<void> {
  await tx.customerShare.createMany({
    data: [{ workspaceId: actor.workspaceId, customerId, userId, byId: actor.userId, at: new Date() }],
    skipDuplicates: true,
  });
}

async function tell(
  tx: Tx,
  actor: Actor,
  { id, customerId, userIds }: { id: string; customerId: string; userIds: (string | null)[] },
  what: "started" | "completed",
): Promise<void> {
  const { name } = await tx.customer.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id: customerId } },
    select: { name: true },
  });
  await notify(tx, actor, {
    userIds: userIds.filter((userId): userId is string => userId !== null),
    kind: "handover",
    href: what === "completed" ? `/customers/${customerId}` : `/handovers/${id}`,
    detail: { name, ...(what === "completed" ? { what } : {}) },
    byId: actor.userId,
    customerId,
  });
}

async function mustFarm(tx: Tx, actor: Actor, userId: string): Promise<void> {
  const member = await tx.membership.findFirst({
    where: { workspaceId: actor.workspaceId, userId, role: "farmer", endedAt: null },
    select: { id: true },
  });
  if (!member) throw invalid("Please check the marked fields.", { farmerId: "Choose a farmer who works here." });
}

/** The hand-over, held until the transaction ends. @throws AppError not_found, conflict (it is completed) */
async function lockOpen(tx: Tx, actor: Actor, id: string) {
  const [handover] = await rows<{
    dealId: string;
    customerId: string;
    hunterId: string | null;
    farmerId: string | null;
    completedAt: Date | null;
    checklist: unknown;
  }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select h.deal_id as "dealId", h.customer_id as "customerId", h.hunter_id as "hunterId",
        h.farmer_id as "farmerId", h.completed_at as "completedAt", h.checklist
      from handovers h where h.workspace_id = ${w} and h.id = ${id}::uuid for update`,
  );
  if (!handover) throw notFound("The hand-over");
  await mustReach(tx, actor, handover.customerId, "The hand-over");
  if (handover.completedAt) throw conflict("This hand-over is completed.");
  return handover;
}

async function lockDeal(tx: Tx, actor: Actor, id: string) {
  await rows(
    tx,
    actor,
    (w) => Prisma.sql`select 1 from deals where workspace_id = ${w} and id = ${id}::uuid for update`,
  );
  const deal = await tx.deal.findUnique({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
  if (!deal) throw notFound("The deal");
  await mustReach(tx, actor, deal.customerId, "The deal");
  return deal;
}
