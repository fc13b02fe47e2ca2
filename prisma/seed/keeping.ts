import { READY_CONDITIONS, READY_NAMES } from "../../lib/health/health";
import type { SegmentRule } from "../../lib/segments/schema";
import { DAY_MS, type Person } from "./people";
import type { Random } from "./random";
import type { Batch, Row } from "./rows";
import type { ProductKey } from "./world";

const CURRENCY = "EUR";
const ago = (now: Date, days: number): Date => new Date(+now - days * DAY_MS);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

type Context = {
  people: readonly Person[];
  segments: readonly { id: string; name: string }[];
  channels: Record<string, string>;
  products: Record<ProductKey, string>;
  now: Date;
};

/** What farmers keep: contracts, promises, plans, the conditions of health, and rules of offers with what came of them. */
export function makeKeeping(random: Random, batch: Batch, context: Context): void {
  const rowOf = new Map(batch.customers.map((row) => [String(row.id), row]));
  const kept = context.people.filter(({ id, isLead }) => !isLead && rowOf.get(id)?.owner_id);
  const ownerOf = ({ id }: Person): string => String(rowOf.get(id)?.owner_id);
  makeContracts(random, batch, kept, rowOf, context.now);
  makePromises(random, batch, kept, ownerOf, context.now);
  makePlans(random, batch, kept, ownerOf, context.now);
  makeHealth(random, batch, context);
  makeOffers(random, batch, ownerOf, context);
}

const COMPANY_CONTRACTS = ["Company fares", "Group fares", "Monthly bill and fares", "Seats for the season"];
const END_REASONS = ["Chose a rival for the fare", "Meets on screen now", "Closed the office in Lisbon", "No budget"];

function makeContracts(
  random: Random,
  batch: Batch,
  kept: readonly Person[],
  rowOf: ReadonlyMap<string, Row>,
  now: Date,
): void {
  const yearOf = new Map<string, number>();
  for (const { customer_id, ordered_at, total_cents } of batch.orders)
    if ((ordered_at as Date) > ago(now, 365))
      yearOf.set(String(customer_id), (yearOf.get(String(customer_id)) ?? 0) + Number(total_cents));
  let no = 7_000;
  const contract = (person: Person, fields: Row) =>
    batch.contracts.push({
      id: random.id(),
      external_id: `CON-${++no}`,
      customer_id: person.id,
      currency: CURRENCY,
      ended_on: null,
      end_reason: "",
      created_at: ago(now, person.knownSinceDays),
      ...fields,
    });
  for (const person of kept) {
    const year = yearOf.get(person.id) ?? 0;
    const lifecycle = rowOf.get(person.id)?.lifecycle;
    if (person.isCompany) {
      const startedDays = random.int(30, Math.max(31, person.knownSinceDays));
      const startsOn = dayOf(ago(now, startedDays));
      const worth = Math.max(240_000, Math.round((year * (0.9 + 0.3 * random.next())) / 10_000) * 10_000);
      const name = random.pick(COMPANY_CONTRACTS);
      if (lifecycle === "lost") {
        contract(person, {
          name,
          year_cents: worth,
          starts_on: startsOn,
          renews_on: null,
          ended_on: dayOf(ago(now, random.int(5, Math.min(300, startedDays - 1)))),
          end_reason: random.pick(END_REASONS),
        });
        continue;
      }
      if (!random.chance(0.8)) continue;
      const isPolish = rowOf.get(person.id)?.country === "PL" && random.chance(0.4);
      contract(person, {
        name,
        year_cents: isPolish ? Math.round((worth * 4.3) / 10_000) * 10_000 : worth,
        starts_on: startsOn,
        // A few days past: somebody has still to renew it, or to end it.
        renews_on: dayOf(ago(now, -random.int(-5, 360))),
        ...(isPolish ? { currency: "PLN" } : {}),
      });
    } else if (person.attributes.card_holder && lifecycle !== "lost" && random.chance(0.3)) {
      contract(person, {
        name: "Meridian card",
        year_cents: 11_800,
        starts_on: dayOf(ago(now, random.int(20, Math.max(21, person.knownSinceDays)))),
        renews_on: dayOf(ago(now, -random.int(1, 360))),
      });
    }
  }
}

const PROMISES = {
  company: [
    "Hold the group fare until the end of March",
    "One invoice a month, by project",
    "Easter seats in one block",
    "Call back with the fares",
    "A contact for the weekend",
    "Send the changed contract",
    "Names can change until a week before",
  ],
  person: [
    "Bassinet row on the next flight",
    "Refund within ten days",
    "Call back before the flight",
    "Stroller waits at the aircraft",
    "Two seats together, no fee",
    "Milk warmed before take-off",
  ],
};

function makePromises(
  random: Random,
  batch: Batch,
  kept: readonly Person[],
  ownerOf: (person: Person) => string,
  now: Date,
): void {
  const talks = new Map<string, Row[]>();
  for (const row of batch.interactions) {
    if (!row.user_id) continue;
    const list = talks.get(String(row.customer_id));
    if (list) list.push(row);
    else talks.set(String(row.customer_id), [row]);
  }
  for (const person of kept) {
    for (const talk of talks.get(person.id) ?? []) {
      const madeAt = talk.happened_at as Date;
      const isLately = +now - +madeAt < 45 * DAY_MS;
      if (!random.chance((person.isCompany ? 0.3 : 0.14) * (isLately ? 1.8 : 1))) continue;
      const dueAt = new Date(+madeAt + random.int(3, 28) * DAY_MS);
      const isDue = dueAt < now;
      const lateDays = (+now - +dueAt) / DAY_MS;
      // Most are kept, some a little late; what is missed was missed lately.
      const keptAt = new Date(+dueAt + (random.chance(0.82) ? -random.int(0, 2) : random.int(1, 5)) * DAY_MS);
      const isKept = isDue ? lateDays > 21 || random.chance(0.6) : random.chance(0.1);
      batch.promises.push({
        id: random.id(),
        customer_id: person.id,
        interaction_id: talk.id,
        text: random.pick(PROMISES[person.isCompany ? "company" : "person"]),
        due_on: dayOf(dueAt),
        owner_id: talk.user_id === null ? ownerOf(person) : talk.user_id,
        made_at: madeAt,
        kept_at: isKept ? (keptAt < now ? keptAt : ago(now, 0.4)) : null,
      });
    }
  }
  for (const row of batch.promises) {
    const due = Date.parse(`${String(row.due_on)}T12:00:00Z`);
    if (row.kept_at === null && +now - due > 30 * DAY_MS) row.kept_at = new Date(due + 4 * DAY_MS);
  }
}

/** A goal of the customer's own, and the milestones on the way, from its beginning to its end. */
const PLANS: readonly { goal: string; milestones: readonly string[] }[] = [
  {
    goal: "Fill the Easter groups before February",
    milestones: ["Block fares sent", "Names of the groups in", "Deposit paid", "Seats in one block confirmed"],
  },
  {
    goal: "Travellers book by themselves",
    milestones: ["Portal opened for the travel desk", "Two teams trained", "Half of the orders without a call"],
  },
  {
    goal: "One bill a month that nobody has to explain",
    milestones: ["Projects agreed with accounting", "First bill by project", "Three months without a question"],
  },
  {
    goal: "No trip lost to a late change",
    milestones: ["Weekend contact named", "Changes by message, not by phone", "Review after the first quarter"],
  },
  {
    goal: "Families board first and rested",
    milestones: ["Names of the families a week before", "Bassinets set aside", "First group asked how it went"],
  },
];

function makePlans(
  random: Random,
  batch: Batch,
  kept: readonly Person[],
  ownerOf: (person: Person) => string,
  now: Date,
): void {
  const milestones = (
    goalId: string,
    texts: readonly string[],
    owner: unknown,
    begun: Date,
    done: number,
    end: Date,
  ) => {
    for (const [position, text] of texts.entries()) {
      const due = new Date(+begun + ((position + 1) / texts.length) * (+end - +begun));
      batch.success_milestones.push({
        id: random.id(),
        goal_id: goalId,
        text,
        owner_id: owner,
        due_on: dayOf(due),
        done_at: position < done ? new Date(Math.min(+due - random.int(-3, 6) * DAY_MS, +now - 3_600_000)) : null,
        position,
      });
    }
  };
  // What was written down at the hand-over gets its way as well.
  const handedOver = new Set<string>();
  for (const goal of [...batch.success_goals]) {
    handedOver.add(String(goal.customer_id));
    const plan = random.pick(PLANS);
    const begun = goal.created_at as Date;
    const end = goal.due_on ? new Date(`${String(goal.due_on)}T00:00:00Z`) : new Date(+begun + 180 * DAY_MS);
    if (+end <= +begun) continue;
    const share = goal.reached_at
      ? 1
      : Math.max(0, Math.min(1, (+now - +begun) / (+end - +begun)) - 0.25 * random.next());
    milestones(String(goal.id), plan.milestones, goal.owner_id, begun, Math.floor(share * plan.milestones.length), end);
  }
  for (const person of kept) {
    if (!person.isCompany || handedOver.has(person.id) || !random.chance(0.4)) continue;
    const first = random.int(0, PLANS.length - 1);
    const goals = random.int(1, 3);
    for (let position = 0; position < goals; position++) {
      const plan = PLANS[(first + position) % PLANS.length];
      if (!plan) continue;
      const begun = ago(now, Math.min(person.knownSinceDays - 1, random.int(20, 230)));
      const end = new Date(+begun + random.int(90, 260) * DAY_MS);
      const due = (+now - +begun) / (+end - +begun);
      const count = plan.milestones.length;
      // Most are on their way; one in four is a step behind.
      const done = Math.max(0, Math.min(count, Math.ceil(due * count) - (random.chance(0.28) ? 1 : 0)));
      const isReached = done === count && due >= 1;
      const id = random.id();
      batch.success_goals.push({
        id,
        customer_id: person.id,
        text: plan.goal,
        owner_id: ownerOf(person),
        due_on: dayOf(end),
        reached_at: isReached ? new Date(Math.min(+end, +now - DAY_MS)) : null,
        position,
        created_at: begun,
      });
      milestones(id, plan.milestones, ownerOf(person), begun, done, end);
    }
  }
}

function makeHealth(random: Random, batch: Batch, { segments }: Context): void {
  const keys = Object.keys(READY_CONDITIONS) as (keyof typeof READY_CONDITIONS)[];
  for (const [position, key] of keys.entries()) {
    const { weight, good, bad } = READY_CONDITIONS[key];
    batch.health_conditions.push({
      id: random.id(),
      name: READY_NAMES[key],
      segment_id: null,
      weight,
      good,
      bad,
      position,
    });
  }
  const companies = segments.find(({ name }) => name === "Companies");
  if (!companies) return;
  const often: SegmentRule = { all: [{ field: "orders", op: "atLeast", value: 3, where: { days: 120 } }] };
  const never: SegmentRule = { all: [{ field: "orders", op: "equals", value: 0, where: { days: 120 } }] };
  batch.health_conditions.push({
    id: random.id(),
    name: "Companies order often",
    segment_id: companies.id,
    weight: 2,
    good: often,
    bad: never,
    position: keys.length,
  });
}

type RulePlan = {
  name: string;
  segment: string | null;
  trigger: string;
  days: number;
  product: ProductKey;
  offer: string;
  priceCents: number | null;
  channel: string;
  cap: number;
  /** Offers made by it in the year. */
  made: number;
  /** How often promoters, passives and detractors accept: 0 to 1. */
  accepts: { promoter: number; passive: number; detractor: number };
  fits: (person: Person) => boolean;
  reason: string;
  paused?: boolean;
  untilDays?: number;
};

const RULES: readonly RulePlan[] = [
  {
    name: "Families past their habit",
    segment: "Families with a toddler",
    trigger: "habit_passed",
    days: 14,
    product: "family",
    offer: "Family pass, two years",
    priceCents: 14_900,
    channel: "App",
    cap: 120,
    made: 190,
    accepts: { promoter: 0.44, passive: 0.2, detractor: 0.06 },
    fits: ({ attributes }) => Boolean(attributes.has_toddler),
    reason: "41 days past the habit of every 52 days",
  },
  {
    name: "A lounge for who was let down",
    segment: null,
    trigger: "score_low",
    days: 30,
    product: "lounge",
    offer: "Lounge visit, on us",
    priceCents: 0,
    channel: "E-mail",
    cap: 180,
    made: 110,
    accepts: { promoter: 0.8, passive: 0.6, detractor: 0.34 },
    fits: () => true,
    reason: "Gave 4, 6 days ago",
  },
  {
    name: "Early boarding after a solved case",
    segment: null,
    trigger: "case_resolved",
    days: 14,
    product: "priority",
    offer: "Early boarding, three times",
    priceCents: 1_900,
    channel: "E-mail",
    cap: 120,
    made: 84,
    accepts: { promoter: 0.5, passive: 0.3, detractor: 0.12 },
    fits: ({ isCompany }) => !isCompany,
    reason: "Case solved 3 days ago",
  },
  {
    name: "Two years before the contract renews",
    segment: "Companies",
    trigger: "renewal_near",
    days: 60,
    product: "group",
    offer: "Company fares for two years",
    priceCents: null,
    channel: "Phone",
    cap: 90,
    made: 46,
    accepts: { promoter: 0.62, passive: 0.36, detractor: 0.1 },
    fits: ({ isCompany }) => isCompany,
    reason: "Renews in 38 days",
  },
  {
    name: "Group fare for silent companies",
    segment: "Companies",
    trigger: "silence",
    days: 60,
    product: "group",
    offer: "Group fare, ten seats",
    priceCents: 129_000,
    channel: "Phone",
    cap: 90,
    made: 58,
    accepts: { promoter: 0.4, passive: 0.22, detractor: 0.05 },
    fits: ({ isCompany }) => isCompany,
    reason: "No contact for 74 days",
  },
  {
    name: "A seat for a friend",
    segment: null,
    trigger: "score_high",
    days: 21,
    product: "seat",
    offer: "Seat of choice for a friend",
    priceCents: 0,
    channel: "App",
    cap: 180,
    made: 26,
    accepts: { promoter: 0.58, passive: 0.3, detractor: 0.1 },
    fits: ({ isCompany }) => !isCompany,
    reason: "Gave 9, 2 days ago",
  },
  {
    name: "Summer charter for companies",
    segment: "Companies",
    trigger: "member",
    days: 0,
    product: "charter",
    offer: "Charter rotation",
    priceCents: 2_400_000,
    channel: "Phone",
    cap: 365,
    made: 18,
    accepts: { promoter: 0.2, passive: 0.08, detractor: 0.02 },
    fits: ({ isCompany }) => isCompany,
    reason: "In Companies for 210 days",
    paused: true,
    untilDays: -40,
  },
];

type ScoreClass = "promoter" | "passive" | "detractor";
const classOf = (score: number): ScoreClass => (score >= 9 ? "promoter" : score >= 7 ? "passive" : "detractor");

/** Each customer's answers of 0 to 10, the oldest first. */
function scoresOf(batch: Batch): Map<string, { at: number; value: number }[]> {
  const items = new Set(batch.items.filter(({ measure }) => measure === "nps").map(({ id }) => id));
  const scores = new Map<string, { at: number; value: number }[]>();
  for (const { item_id, customer_id, value, answered_at } of batch.answers) {
    if (!items.has(item_id) || !customer_id || value === null) continue;
    const own = scores.get(String(customer_id)) ?? [];
    own.push({ at: +(answered_at as Date), value: Number(value) });
    scores.set(String(customer_id), own);
  }
  for (const own of scores.values()) own.sort((a, b) => a.at - b.at);
  return scores;
}

/** Rules with a year of offers: who liked us lately accepts more often. */
function makeOffers(random: Random, batch: Batch, ownerOf: (person: Person) => string, context: Context): void {
  const { people, segments, channels, products, now } = context;
  for (const row of batch.offers) Object.assign(row, { rule_id: null, reason: "", ignored_at: null });
  const scores = scoresOf(batch);
  const customers = people.filter(({ isLead, ownerId }) => !isLead && ownerId !== null);
  for (const plan of RULES) {
    const ruleId = random.id();
    batch.offer_rules.push({
      id: ruleId,
      name: plan.name,
      segment_id: segments.find(({ name }) => name === plan.segment)?.id ?? null,
      trigger: plan.trigger,
      trigger_days: plan.days,
      product_id: products[plan.product],
      offer: plan.offer,
      price_cents: plan.priceCents,
      currency: plan.priceCents === null ? null : CURRENCY,
      channel_id: channels[plan.channel] ?? null,
      from_day: plan.untilDays === undefined ? null : dayOf(ago(now, 160)),
      until_day: plan.untilDays === undefined ? null : dayOf(ago(now, -plan.untilDays)),
      cap_days: plan.cap,
      created_at: ago(now, 360),
      paused_at: plan.paused ? ago(now, 38) : null,
    });
    const those = customers.filter(plan.fits);
    for (let index = 0; index < plan.made; index++) {
      const person = random.pick(those);
      // Few lately: who was offered something within the cap is left in peace.
      const offeredDays = plan.paused
        ? random.int(45, 150)
        : random.chance(0.12)
          ? random.int(1, 30)
          : random.int(31, 350);
      const offeredAt = ago(now, offeredDays);
      const last = (scores.get(person.id) ?? []).filter(({ at }) => at <= +offeredAt).at(-1);
      const chance = plan.accepts[last ? classOf(last.value) : "passive"];
      const outcome = random.chance(0.11)
        ? "ignored"
        : offeredDays <= 14 && random.chance(0.6)
          ? "waiting"
          : random.chance(chance)
            ? "accepted"
            : "declined";
      const answeredAt = new Date(Math.min(+offeredAt + random.int(0, 9) * DAY_MS, +now - 3_600_000));
      batch.offers.push({
        id: random.id(),
        customer_id: person.id,
        product_id: products[plan.product],
        name: plan.offer,
        price_cents: plan.priceCents,
        currency: plan.priceCents === null ? null : CURRENCY,
        channel_id: channels[plan.channel] ?? null,
        offered_at: offeredAt,
        offered_by_id: ownerOf(person),
        accepted_at: outcome === "accepted" ? answeredAt : null,
        declined_at: outcome === "declined" ? answeredAt : null,
        rule_id: ruleId,
        reason: plan.reason,
        ignored_at: outcome === "ignored" ? offeredAt : null,
      });
    }
  }
}
