import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachable } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import type { CustomerOffer, OfferCounts, OfferRule, Suggestion } from "./offer";
import { dueOffers } from "./suggest-sql";

/** What a customer was offered, newest first. */
export async function listCustomerOffers(actor: Actor, customerId: string): Promise<CustomerOffer[]> {
  allow(actor, "offers.read");
  const db = inWorkspace(actor);
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return [];
  const offers = await db.offer.findMany({
    where: { workspaceId: actor.workspaceId, customerId },
    select: {
      id: true,
      name: true,
      priceCents: true,
      currency: true,
      offeredAt: true,
      acceptedAt: true,
      declinedAt: true,
      ignoredAt: true,
      reason: true,
    },
    orderBy: { offeredAt: "desc" },
    take: 20,
  });
  return offers.map((offer) => ({ ...offer, priceCents: offer.priceCents === null ? null : Number(offer.priceCents) }));
}

type When = { now: Date; today: string };

/** What is due to one customer now, the likeliest to be accepted first. @param when.today YYYY-MM-DD */
export async function suggestionsFor(actor: Actor, customerId: string, when: When): Promise<Suggestion[]> {
  allow(actor, "offers.read");
  return dueOffers(inWorkspace(actor), actor, {
    ...when,
    also: Prisma.sql`and c.id = ${customerId}::uuid`,
    most: 10,
  });
}

/** What is due to the actor's own customers, one offer a customer, the likeliest to be accepted first. */
export async function ownSuggestions(actor: Actor, when: When & { most?: number }): Promise<Suggestion[]> {
  allow(actor, "offers.read");
  if (!actor.userId) return [];
  const { most = 5, now, today } = when;
  const found = await dueOffers(inWorkspace(actor), actor, {
    now,
    today,
    also: Prisma.sql`and c.owner_id = ${actor.userId}::uuid and c.lifecycle not in ('lead', 'prospect')`,
    most: 500,
  });
  const customers = new Set<string>();
  const first = found.filter(({ customerId }) => !customers.has(customerId) && customers.add(customerId));
  // Every rule once before any comes a second time: five times the same offer helps nobody.
  const turns = new Map<string, number>();
  return first
    .map((suggestion, place) => {
      const turn = turns.get(suggestion.ruleId) ?? 0;
      turns.set(suggestion.ruleId, turn + 1);
      return { suggestion, turn, place };
    })
    .sort((a, b) => a.turn - b.turn || a.place - b.place)
    .slice(0, most)
    .map(({ suggestion }) => suggestion);
}

export type OfferRuleLine = OfferRule & OfferCounts;

/** Present rules, each with what came of its offers. */
export async function listOfferRules(actor: Actor): Promise<OfferRuleLine[]> {
  allow(actor, "offers.read");
  return rows<OfferRuleLine>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select r.id, r.name, r.segment_id as "segmentId", s.name as "segmentName", r.trigger::text as trigger,
        r.trigger_days as "triggerDays", r.product_id as "productId", r.offer, r.price_cents::float8 as "priceCents",
        r.currency, r.channel_id as "channelId", ch.name as "channelName", r.from_day::text as "fromDay",
        r.until_day::text as "untilDay", r.cap_days as "capDays", r.paused_at as "pausedAt", n.*
      from offer_rules r
      left join segments s on s.workspace_id = ${w} and s.id = r.segment_id
      left join channels ch on ch.workspace_id = ${w} and ch.id = r.channel_id
      left join lateral (
        select count(*) filter (where o.ignored_at is null)::int as made,
          count(*) filter (where o.accepted_at is not null)::int as accepted,
          count(*) filter (where o.declined_at is not null)::int as declined,
          count(*) filter (where o.ignored_at is not null)::int as ignored,
          count(*) filter (where o.accepted_at is null and o.declined_at is null and o.ignored_at is null)::int as waiting
        from offers o where o.workspace_id = ${w} and o.rule_id = r.id) n on true
      where r.workspace_id = ${w} and r.archived_at is null
      order by r.paused_at nulls first, n.made desc, r.name limit 200`,
  );
}

type Choice = { id: string; name: string };

/** What a rule can be made of. */
export async function listOfferChoices(
  actor: Actor,
): Promise<{ segments: Choice[]; products: Choice[]; channels: Choice[] }> {
  allow(actor, "offers.manage");
  const db = inWorkspace(actor);
  const present = {
    where: { archivedAt: null },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: 500,
  } as const;
  const [segments, products, channels] = await Promise.all([
    db.segment.findMany(present),
    db.product.findMany(present),
    db.channel.findMany(present),
  ]);
  return { segments, products, channels };
}
