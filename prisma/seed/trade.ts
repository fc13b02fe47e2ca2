import { caseTitle, DUE_IN_HOURS } from "../../lib/cases/schema";
import { DAY_MS, type Person, type Sellers } from "./people";
import { CASE_RESOLUTIONS, INTERACTION_TEXTS, NEXT_STEPS } from "./phrases";
import type { Random } from "./random";
import { REPORTED } from "./reported";
import type { Batch, Row } from "./rows";
import { PRODUCTS, type ProductKey } from "./world";

const at = (now: Date, daysAgo: number): Date => new Date(+now - daysAgo * DAY_MS);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const CURRENCY = "EUR";

type Ids = {
  channels: Record<string, string>;
  products: Record<ProductKey, string>;
  touchpoints: Record<string, string>;
};

function fareOf(person: Person): ProductKey {
  return { Light: "light", Classic: "classic", Flex: "flex" }[String(person.attributes.fare_class)] as ProductKey;
}

/** Two years of orders with their lines, and the lifecycle that follows from them. */
export function makeOrders(random: Random, batch: Batch, people: readonly Person[], ids: Ids, now: Date): void {
  let no = 500_000;
  const lifecycle = new Map<string, string>();
  const transition = (person: Person, from: string | null, to: string, daysAgo: number, reason: string) => {
    batch.lifecycle_transitions.push({
      id: random.id(),
      customer_id: person.id,
      from_stage: from,
      to_stage: to,
      at: at(now, Math.max(0.02, daysAgo)),
      by_id: null,
      reason,
    });
    lifecycle.set(person.id, to);
  };
  const order = (person: Person, daysAgo: number) => {
    const orderId = random.id();
    const lines: { product: ProductKey; label: string; quantity: number; unitCents: number }[] = [];
    const line = (product: ProductKey, quantity: number, unitCents: number = PRODUCTS[product].priceCents) =>
      lines.push({ product, label: PRODUCTS[product].name, quantity, unitCents });
    if (person.isCompany && random.chance(0.5)) line("group", random.int(1, 3));
    const seats = person.isCompany ? random.int(1, 6) : Number(person.attributes.family_size);
    line(fareOf(person), seats, Math.round((person.usualFareCents * Math.exp(0.1 * random.normal())) / 100) * 100);
    if (random.chance(0.4)) line("bag", random.int(1, 2));
    if (random.chance(0.3)) line("seat", seats);
    if (person.attributes.has_toddler && random.chance(0.06)) line("family", 1);
    if (random.chance(0.12)) line("meal", seats);
    if (random.chance(0.08)) line("priority", 1);
    const through = String(person.attributes.books_through);
    const channel = { App: "App", Website: "Website", Phone: "Phone", "Travel agency": "E-mail" }[through] ?? "Website";
    const orderedAt = at(now, daysAgo + random.next() * 0.8);
    batch.orders.push({
      id: orderId,
      external_id: `ORD-${++no}`,
      customer_id: person.id,
      ordered_at: orderedAt,
      total_cents: lines.reduce((sum, { quantity, unitCents }) => sum + quantity * unitCents, 0),
      currency: CURRENCY,
      channel_id: ids.channels[channel],
      seller_id: person.isCompany && random.chance(0.6) ? person.ownerId : null,
      created_at: orderedAt,
    });
    for (const { product, label, quantity, unitCents } of lines) {
      batch.order_lines.push({
        id: random.id(),
        order_id: orderId,
        product_id: ids.products[product],
        label,
        quantity,
        unit_cents: unitCents,
      });
    }
  };
  for (const person of people) {
    transition(person, null, "lead", person.knownSinceDays, "First contact");
    if (person.isLead) {
      if (random.chance(0.45))
        transition(person, "lead", "prospect", person.knownSinceDays * 0.6, "Asked for an offer");
      continue;
    }
    const active = Math.min(725, person.knownSinceDays - 6);
    const leftAfter = random.chance(0.16) ? random.int(60, Math.max(61, active - 30)) : 0;
    const times: number[] = [];
    const expected = (person.flightsAYear * (active - leftAfter)) / 365;
    const flown = Math.min(40, Math.max(1, random.poisson(Math.min(25, Math.max(0.4, expected)))));
    for (let index = 0; index < flown; index++) times.push(leftAfter + random.next() * (active - leftAfter));
    times.sort((one, other) => other - one);
    for (const daysAgo of times) order(person, daysAgo);
    const first = times[0] as number;
    const last = times[times.length - 1] as number;
    transition(person, "lead", "new", first, "First order");
    if (first > 90) transition(person, "new", "active", first - 60, "Second month as a customer");
    if (times.length >= 8) transition(person, "active", "loyal", times[7] as number, "Eight orders in two years");
    const stage = lifecycle.get(person.id) as string;
    if (last > 365) transition(person, stage, "lost", last - 365, "No order for a year");
    else if (last > 210) transition(person, stage, "at_risk", last - 210, "No order for seven months");
  }
  for (const row of batch.customers) row.lifecycle = lifecycle.get(String(row.id)) ?? "active";
}

/** What sellers and the service desk logged, deals of the hunters, offers of the farmers. */
export function makeSales(
  random: Random,
  batch: Batch,
  people: readonly Person[],
  sellers: Sellers,
  ids: Ids,
  now: Date,
): void {
  const interaction = (
    person: Person,
    kind: "farmer" | "hunter" | "service",
    daysAgo: number,
    userId: string | null,
    nextInDays: number | null,
  ) => {
    const happenedAt = at(now, daysAgo);
    const reasons = {
      farmer: ["engagement", "needs", "expectations", "price", "churn"],
      hunter: ["lead_generation", "building_trust", "time", "demonstration", "contract"],
      service: ["expectations", "other", "needs"],
    }[kind];
    batch.interactions.push({
      id: random.id(),
      customer_id: person.id,
      contact_id: person.contactIds.length > 0 && kind !== "service" ? random.pick(person.contactIds) : null,
      kind:
        kind === "service"
          ? "service"
          : random.weighted({ call: 5, email: 3, visit: 1, meeting: 1, demo: kind === "hunter" ? 1 : 0 }),
      outcome: random.weighted({ reached: 6, done: 2, no_answer: 1, message: 1 }),
      reason: random.pick(reasons),
      text: random.pick(INTERACTION_TEXTS[kind]),
      channel_id: ids.channels[random.chance(0.6) ? "Phone" : "E-mail"],
      user_id: userId,
      happened_at: happenedAt,
      next_step: nextInDays === null ? "" : random.pick(NEXT_STEPS),
      next_step_due_on: nextInDays === null ? null : dayOf(at(now, -nextInDays)),
      created_at: happenedAt,
    });
  };
  const deal = (person: Person, stage: string, daysAgo: number) => {
    const probability = { attention: 0.1, interest: 0.25, desire: 0.5, action: 0.75, won: 1, lost: 0 }[stage] ?? 0.1;
    const isClosed = stage === "won" || stage === "lost";
    const closedAt = at(now, daysAgo * 0.4);
    batch.deals.push({
      id: random.id(),
      customer_id: person.id,
      name: random.pick(["Company flights", "Group travel in spring", "Yearly contract", "Charter for the fair"]),
      stage,
      amount_cents: random.int(8, 240) * 50_000,
      currency: CURRENCY,
      probability,
      source: random.pick(["Travel fair", "Referral", "Website", "Cold call", "Partner"]),
      expected_close_on: isClosed ? null : dayOf(at(now, -random.int(-6, 90))),
      owner_id:
        stage === "won" ? (sellers.hunters[batch.deals.length % sellers.hunters.length] ?? null) : person.ownerId,
      created_at: at(now, daysAgo),
      won_at: stage === "won" ? closedAt : null,
      lost_at: stage === "lost" ? closedAt : null,
      loss_reason: stage === "lost" ? random.pick(["Price", "Chose a rival", "No budget", "Bad experience"]) : "",
    });
  };
  let lastTaken = 0;
  for (const person of people) {
    if (person.isLead) {
      for (let index = 0; index < random.int(1, 3); index++) {
        interaction(
          person,
          "hunter",
          random.next() * Math.min(person.knownSinceDays, 90),
          person.ownerId,
          index === 0 ? random.int(-5, 20) : null,
        );
      }
      if (person.isCompany || random.chance(0.3)) {
        deal(
          person,
          random.weighted({ attention: 4, interest: 4, desire: 3, action: 2 }),
          random.int(3, person.knownSinceDays),
        );
      }
      continue;
    }
    if (person.ownerId) {
      const silence = person.isCompany ? random.int(2, 110) : random.int(10, 240);
      for (let index = 0; index < (person.isCompany ? 4 : 2); index++) {
        const daysAgo = silence + index * random.int(20, 60);
        if (daysAgo < person.knownSinceDays)
          interaction(
            person,
            "farmer",
            daysAgo,
            person.ownerId,
            index === 0 && silence < 60 ? random.int(-4, 30) : null,
          );
      }
      if (random.chance(0.6)) {
        const offeredAt = random.int(5, 200);
        const answer = random.next();
        const product = random.pick(["family", "priority", "group", "lounge"] as const);
        batch.offers.push({
          id: random.id(),
          customer_id: person.id,
          product_id: ids.products[product],
          name: PRODUCTS[product].name,
          price_cents: PRODUCTS[product].priceCents,
          currency: CURRENCY,
          channel_id: ids.channels["E-mail"],
          offered_at: at(now, offeredAt),
          offered_by_id: person.ownerId,
          accepted_at: answer < 0.28 ? at(now, offeredAt * 0.9) : null,
          declined_at: answer > 0.65 ? at(now, offeredAt * 0.8) : null,
        });
      }
    }
    if (person.isCompany) {
      if (lastTaken++ % 2 === 0) deal(person, random.chance(0.6) ? "won" : "lost", random.int(60, 600));
    } else if (random.chance(0.4)) {
      interaction(person, "service", random.next() * Math.min(700, person.knownSinceDays), null, null);
    }
  }
}

/** Cases: those that detractors' answers opened, most of them closed, and what people reported themselves and still waits. */
export function makeCases(
  random: Random,
  batch: Batch,
  detractors: readonly { responseId: string; person: Person; at: Date; score: number; reason: string }[],
  people: readonly Person[],
  owners: readonly string[],
  touchpoints: Record<string, string>,
  now: Date,
): void {
  const rows: Row[] = [];
  for (const { responseId, person, at: openedAt, score, reason } of detractors) {
    const ageDays = (+now - +openedAt) / DAY_MS;
    if (ageDays >= 170) continue;
    const isResolved = random.chance(ageDays > 20 ? 1 : ageDays > 10 ? 0.93 : ageDays > 4 ? 0.62 : 0.12);
    const resolvedAt = new Date(+openedAt + Math.min(ageDays * 0.95, 0.6 + random.next() * 8) * DAY_MS);
    const ownerId = random.chance(isResolved ? 1 : 0.72) ? random.pick(owners) : null;
    rows.push({
      title: caseTitle(person.name, score, reason),
      customer_id: person.id,
      response_id: responseId,
      touchpoint_id: touchpointOf(reason, touchpoints),
      owner_id: ownerId,
      opened_at: openedAt,
      resolved_at: isResolved ? resolvedAt : null,
      resolved_by_id: isResolved ? ownerId : null,
      resolution: isResolved ? random.pick(CASE_RESOLUTIONS) : "",
    });
  }
  const customers = people.filter(({ isLead }) => !isLead);
  for (const { of: group, touchpoint, titles } of REPORTED) {
    const those = customers.filter(group);
    for (const title of titles) {
      const person = random.pick(those);
      rows.push({
        title: `${person.name}: ${title}`,
        customer_id: person.id,
        response_id: null,
        touchpoint_id: touchpoints[touchpoint],
        owner_id: random.chance(0.8) ? random.pick(owners) : null,
        opened_at: at(now, 0.1 + 3.4 * random.next()),
        resolved_at: null,
        resolved_by_id: null,
        resolution: "",
      });
    }
  }
  rows.sort((one, other) => +(one.opened_at as Date) - +(other.opened_at as Date));
  for (const [index, row] of rows.entries()) {
    const due = new Date(+(row.opened_at as Date) + DUE_IN_HOURS * 3_600_000);
    batch.cases.push({ id: random.id(), number: index + 1, ...row, due_at: due });
  }
}

const WORDS: readonly [pattern: RegExp, touchpoint: string][] = [
  [/nowhere to sit|seats for fifty|free seat at the gate/i, "waiting"],
  [/board|gate knew|jet bridge|asleep|families board|baby/i, "boarding"],
  [/fare|price|fee|extra|card number/i, "purchase"],
  [/gate|connection|delay|told|app said|on time|nobody said/i, "delays"],
  [/queue|desk|check/i, "checkin"],
  [/meal|ham|trolley|water|food/i, "food"],
  [/cold|dirty/i, "ambiance"],
  [/bags came/i, "baggage"],
  [/seat|row|swap/i, "seating"],
  [/bag|bin|coat/i, "storage"],
];

/** The touchpoint that a reason is about, as a person who reads it would file it. */
function touchpointOf(reason: string, touchpoints: Record<string, string>): string | null {
  const found = WORDS.find(([pattern]) => pattern.test(reason));
  return found ? (touchpoints[found[1]] ?? null) : null;
}
