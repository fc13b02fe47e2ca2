import "server-only";
import { recordEvent } from "../audit/record";
import { recordEvents } from "../audit/record-sql";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { recordStages } from "../customers/stage-sql";
import { touchCustomers } from "../customers/touch-sql";
import { Prisma, rows, run, transaction } from "../db";
import { invalid, notFound } from "../errors";
import type { LifecycleStage } from "../generated/prisma/enums";
import { newId } from "../id";
import { LEAVE_REASONS } from "./loss";
import type { MeasuresInput } from "./schema";

/** What the measures are worked out with: days until lost, margin, cost of a contact. */
export async function setMeasures(actor: Actor, input: MeasuresInput): Promise<void> {
  allow(actor, "workspace.manage");
  await transaction(actor, async (tx) => {
    await tx.workspace.update({
      where: { id: actor.workspaceId },
      data: {
        lostAfterDays: input.lostAfterDays,
        marginShare: input.marginShare,
        contactCostCents: BigInt(input.contactCostCents),
      },
    });
    await recordEvent(tx, actor, "workspace.measures", { type: "workspace", id: actor.workspaceId }, { ...input });
  });
}

/** Says of a channel whether customers get it done there by themselves. @throws AppError not_found */
export async function setSelfService(actor: Actor, id: string, isSelfService: boolean): Promise<void> {
  allow(actor, "catalogue.write");
  await transaction(actor, async (tx) => {
    const changed = await tx.channel.updateMany({ where: { id, archivedAt: null }, data: { isSelfService } });
    if (changed.count === 0) throw notFound("This channel");
    await recordEvent(tx, actor, "channel.self-service", { type: "channel", id }, { isSelfService });
  });
}

/**
 * Writes down who brought a customer; one customer is brought by one. Given anew it replaces the earlier.
 * @param at when; @returns who stood there before
 * @throws AppError not_found, invalid (themselves, each other, a day to come)
 */
export async function setReferrer(
  actor: Actor,
  { customerId, referrerId, at }: { customerId: string; referrerId: string; at: Date },
  now: Date,
): Promise<{ before: { referrerId: string; at: Date } | null }> {
  allow(actor, "customers.write");
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, customerId);
    await mustReach(tx, actor, referrerId);
    if (customerId === referrerId)
      throw invalid("Please check the marked fields.", { referrerId: "Nobody brings themselves." });
    if (+at > +now) throw invalid("Please check the marked fields.", { on: "This day has not come yet." });
    const found = await tx.customer.findMany({
      where: { id: { in: [customerId, referrerId] }, archivedAt: null },
      select: { id: true },
    });
    if (found.length < 2) throw notFound("The customer");
    const turned = await tx.referral.findFirst({ where: { referrerId: customerId, referredId: referrerId } });
    if (turned) {
      throw invalid("Please check the marked fields.", { referrerId: "This customer was brought by the other one." });
    }
    const before = await tx.referral.findFirst({ where: { referredId: customerId } });
    await tx.referral.deleteMany({ where: { referredId: customerId } });
    await tx.referral.create({
      data: { workspaceId: actor.workspaceId, id: newId(), referrerId, referredId: customerId, at },
    });
    await recordEvent(tx, actor, "customer.referred", { type: "customer", id: customerId }, { referrerId });
    await touchCustomers(tx, actor, [customerId, referrerId], "edit");
    return { before: before && { referrerId: before.referrerId, at: before.at } };
  });
}

/** Takes back who brought a customer. @throws AppError not_found */
export async function clearReferrer(
  actor: Actor,
  customerId: string,
): Promise<{ before: { referrerId: string; at: Date } | null }> {
  allow(actor, "customers.write");
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, customerId);
    const before = await tx.referral.findFirst({ where: { referredId: customerId } });
    if (!before) return { before: null };
    await tx.referral.deleteMany({ where: { referredId: customerId } });
    await recordEvent(tx, actor, "customer.referral-removed", { type: "customer", id: customerId });
    await touchCustomers(tx, actor, [customerId, before.referrerId], "edit");
    return { before: { referrerId: before.referrerId, at: before.at } };
  });
}

/** So many at once can be called lost, and taken back. */
const MOST_AT_ONCE = 5_000;

/**
 * Calls lost who has ordered nothing for so many days and has no contract running. The step is dated to the day on which
 * that came true, not to today.
 * @returns the steps' ids: what undo takes back
 */
export async function callLost(actor: Actor, days: number, now: Date): Promise<{ stepIds: string[] }> {
  allow(actor, "customers.assign");
  if (!Number.isInteger(days) || days < 7 || days > 3650) throw invalid("A number of days from 7 to 3650.");
  const before = new Date(+now - days * 86_400_000).toISOString();
  return transaction(
    actor,
    async (tx) => {
      const late = await rows<{ id: string; stage: LifecycleStage; at: Date }>(
        tx,
        actor,
        (w) => Prisma.sql`
          select c.id, c.lifecycle as stage,
            -- Not before the step it follows.
            greatest(x.last_order_at + make_interval(days => ${days}::int), (
              select max(t.at) + interval '1 millisecond' from lifecycle_transitions t
              where t.workspace_id = ${w} and t.customer_id = c.id)) as at
          from customers c
          join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
          where c.workspace_id = ${w} and c.archived_at is null and c.lifecycle in ('new', 'active', 'loyal', 'at_risk')
            and x.last_order_at < ${before}::timestamptz
            and not exists (select 1 from contracts k where k.workspace_id = ${w} and k.customer_id = c.id
          and (k.ended_on is null or k.ended_on > (select (${now.toISOString()}::timestamptz at time zone z.time_zone)::date from workspaces z where z.id = ${w})))
          order by c.id limit ${MOST_AT_ONCE} for update of c`,
      );
      const ids = late.map(({ id }) => id);
      const reason = `${LEAVE_REASONS.silence} for ${days} days`;
      const stepIds = await recordStages(
        tx,
        actor,
        late.map(({ id, stage, at }) => ({ customerId: id, from: stage, to: "lost", reason, at })),
      );
      await run(
        tx,
        actor,
        (w) => Prisma.sql`
          update customers set lifecycle = 'lost', updated_at = now()
          where workspace_id = ${w} and id = any(${ids}::uuid[])`,
      );
      await recordEvents(
        tx,
        actor,
        "customer.lifecycle",
        ids.map((id) => ({ subject: { type: "customer", id }, detail: { to: "lost", days } })),
      );
      await touchCustomers(tx, actor, ids, "edit");
      return { stepIds };
    },
    { timeoutMs: 120_000 },
  );
}

/** Takes callLost back for those whose step is still the newest. */
export async function uncallLost(actor: Actor, stepIds: readonly string[]): Promise<{ restored: number }> {
  allow(actor, "customers.assign");
  return transaction(actor, async (tx) => {
    const back = await rows<{ id: string }>(
      tx,
      actor,
      (w) => Prisma.sql`
        update customers c set lifecycle = t.from_stage, updated_at = now()
        from lifecycle_transitions t
        where c.workspace_id = ${w} and t.workspace_id = ${w} and t.id = any(${[...stepIds]}::uuid[])
          and t.customer_id = c.id and t.to_stage = 'lost' and c.lifecycle = 'lost'
          and not exists (select 1 from lifecycle_transitions n
            where n.workspace_id = ${w} and n.customer_id = c.id and (n.at, n.id) > (t.at, t.id))
        returning c.id`,
    );
    const ids = back.map(({ id }) => id);
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        delete from lifecycle_transitions
        where workspace_id = ${w} and id = any(${[...stepIds]}::uuid[]) and customer_id = any(${ids}::uuid[])`,
    );
    await recordEvents(
      tx,
      actor,
      "customer.lifecycle",
      ids.map((id) => ({ subject: { type: "customer", id }, detail: { undone: true } })),
    );
    await touchCustomers(tx, actor, ids, "edit");
    return { restored: ids.length };
  });
}
