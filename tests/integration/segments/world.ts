import { inWorkspace, transaction } from "@/lib/db";
import type {
  AttributeKind,
  DealStage,
  InteractionKind,
  InteractionOutcome,
  InteractionReason,
  ItemKind,
} from "@/lib/generated/prisma/enums";
import { newId } from "@/lib/id";
import { recountRollups } from "@/lib/responses/rollups-sql";
import { type TestWorkspace, testWorkspace } from "../../support/world";

// A small world, kept twice: as rows in the database, and as plain facts from which a test can tell by itself who belongs.

export type Answer = {
  itemNo: number;
  value: number | null;
  text: string | null;
  at: Date;
  touchpointId?: string | null;
};
export type Fact = {
  id: string;
  name: string;
  kind: "person" | "company";
  side: "buyer" | "seller" | "both";
  lifecycle: "lead" | "prospect" | "new" | "active" | "loyal" | "at_risk" | "lost";
  country: string | null;
  city: string | null;
  language: string | null;
  email: string | null;
  ownerId: string | null;
  tags: string[];
  createdAt: Date;
  archived: boolean;
  attributes: Record<string, string | number | boolean>;
  orders: {
    at: Date;
    totalCents: number;
    currency: string;
    channelId: string | null;
    lines: { productId: string | null; quantity: number; unitCents: number }[];
  }[];
  interactions: {
    at: Date;
    channelId: string | null;
    archived: boolean;
    kind?: InteractionKind;
    outcome?: InteractionOutcome;
    reason?: InteractionReason;
  }[];
  responses: { id: string; at: Date; archived: boolean; channelId?: string | null; answers: Answer[] }[];
  deals: { stage: DealStage; amountCents: number; currency: string; closedAt: Date | null; archived: boolean }[];
  cases: { openedAt: Date; resolved: boolean; touchpointId: string | null }[];
  /** When the stage of its lifecycle changed. */
  transitions: Date[];
  /** Static lists it is on. */
  lists: string[];
};

export const TIME_ZONE = "Europe/Warsaw";
/** Half past midnight of 12 March in Warsaw, still the 11th in UTC. */
export const NOW = new Date("2026-03-11T23:30:00Z");

export const ITEMS: { no: number; kind: ItemKind; measure: "nps" | "other"; scale: [number, number] | null }[] = [
  { no: 1, kind: "nps", measure: "nps", scale: [0, 10] },
  { no: 2, kind: "rating", measure: "other", scale: [1, 5] },
  { no: 3, kind: "choice", measure: "other", scale: null },
  { no: 4, kind: "text", measure: "other", scale: null },
];
export const ATTRIBUTES: { key: string; kind: AttributeKind; options?: string[] }[] = [
  { key: "hobby", kind: "text" },
  { key: "seats", kind: "number" },
  { key: "newsletter", kind: "boolean" },
  { key: "renewal", kind: "date" },
  { key: "cabin", kind: "choice", options: ["Eco", "Business"] },
  { key: "limit", kind: "money" },
];

export type World = TestWorkspace & {
  facts: Fact[];
  channels: string[];
  products: string[];
  touchpoints: string[];
  lists: string[];
  owners: string[];
  itemIds: Map<number, string>;
  surveyId: string;
  versionId: string;
};

/** mulberry32: the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An empty world: workspace, catalogue, survey. */
export async function emptyWorld(): Promise<World> {
  const workspace = await testWorkspace({ timeZone: TIME_ZONE, currency: "EUR" });
  const { workspaceId, actor } = workspace;
  const db = inWorkspace(actor);
  const channels = [newId(), newId(), newId()];
  const products = [newId(), newId()];
  await db.channel.createMany({ data: channels.map((id, n) => ({ workspaceId, id, name: `Channel ${n}` })) });
  await db.product.createMany({ data: products.map((id, n) => ({ workspaceId, id, name: `Product ${n}` })) });
  await db.attributeDefinition.createMany({
    data: ATTRIBUTES.map(({ key, kind, options }) => ({
      workspaceId,
      id: newId(),
      key,
      label: key,
      kind,
      options: options ?? [],
    })),
  });
  const touchpoints = [newId(), newId()];
  await db.touchpoint.createMany({
    data: touchpoints.map((id, n) => ({ workspaceId, id, name: `Touchpoint ${n}`, position: n })),
  });
  const lists = [newId(), newId()];
  await db.segment.createMany({
    data: lists.map((id, n) => ({
      workspaceId,
      id,
      name: `List ${n}`,
      isList: true,
      rule: { field: "list", op: "is", value: [id] },
      // Kept out of the way of tests that count segments.
      archivedAt: NOW,
    })),
  });
  const [surveyId, versionId] = [newId(), newId()];
  await db.survey.create({ data: { workspaceId, id: surveyId, name: "Survey", draft: {} } });
  await db.surveyVersion.create({
    data: { workspaceId, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
  });
  const itemIds = new Map(ITEMS.map(({ no }) => [no, newId()]));
  await db.item.createMany({
    data: ITEMS.map(({ no, kind, measure, scale }) => ({
      workspaceId,
      id: itemIds.get(no)!,
      surveyId,
      no,
      key: `q${no}`,
      label: `Question ${no}`,
      kind,
      measure,
      direction: scale ? ("higher" as const) : ("none" as const),
      scaleMin: scale?.[0] ?? null,
      scaleMax: scale?.[1] ?? null,
      options: kind === "choice" ? [1, 2, 3].map((value) => ({ value, label: `Option ${value}` })) : [],
    })),
  });
  const owners = [(await workspace.as("farmer")).userId!, (await workspace.as("hunter")).userId!];
  return { ...workspace, facts: [], channels, products, touchpoints, lists, owners, itemIds, surveyId, versionId };
}

export const blank = (over: Partial<Fact> = {}): Fact => ({
  id: newId(),
  name: "Somebody",
  kind: "person",
  side: "buyer",
  lifecycle: "active",
  country: null,
  city: null,
  language: null,
  email: null,
  ownerId: null,
  tags: [],
  createdAt: new Date("2025-01-01T12:00:00Z"),
  archived: false,
  attributes: {},
  orders: [],
  interactions: [],
  responses: [],
  deals: [],
  cases: [],
  transitions: [],
  lists: [],
  ...over,
});

/** Writes facts as rows and brings the roll-ups and experience rows up to date. */
export async function write(world: World, facts: Fact[]): Promise<void> {
  const { workspaceId, actor } = world;
  const db = inWorkspace(actor);
  await db.customer.createMany({
    data: facts.map((fact) => ({
      workspaceId,
      id: fact.id,
      name: fact.name,
      kind: fact.kind,
      side: fact.side,
      lifecycle: fact.lifecycle,
      country: fact.country,
      city: fact.city,
      language: fact.language,
      email: fact.email,
      ownerId: fact.ownerId,
      tags: fact.tags,
      createdAt: fact.createdAt,
      archivedAt: fact.archived ? NOW : null,
      attributes: fact.attributes,
    })),
  });
  let caseNumber = await db.case.count();
  for (const fact of facts) {
    for (const order of fact.orders) {
      const id = newId();
      await db.order.create({
        data: {
          workspaceId,
          id,
          customerId: fact.id,
          orderedAt: order.at,
          totalCents: order.totalCents,
          currency: order.currency,
          channelId: order.channelId,
        },
      });
      await db.orderLine.createMany({
        data: order.lines.map((line) => ({
          workspaceId,
          id: newId(),
          orderId: id,
          label: "Line",
          productId: line.productId,
          quantity: line.quantity,
          unitCents: line.unitCents,
        })),
      });
    }
    await db.interaction.createMany({
      data: fact.interactions.map((one) => ({
        workspaceId,
        id: newId(),
        customerId: fact.id,
        kind: one.kind ?? ("call" as const),
        outcome: one.outcome ?? ("done" as const),
        reason: one.reason ?? ("other" as const),
        happenedAt: one.at,
        channelId: one.channelId,
        archivedAt: one.archived ? NOW : null,
      })),
    });
    await db.deal.createMany({
      data: fact.deals.map((deal) => ({
        workspaceId,
        id: newId(),
        customerId: fact.id,
        name: "Deal",
        stage: deal.stage,
        amountCents: deal.amountCents,
        currency: deal.currency,
        wonAt: deal.stage === "won" ? deal.closedAt : null,
        lostAt: deal.stage === "lost" ? deal.closedAt : null,
        archivedAt: deal.archived ? NOW : null,
      })),
    });
    caseNumber += fact.cases.length;
    await db.case.createMany({
      data: fact.cases.map((one, index) => ({
        workspaceId,
        id: newId(),
        number: caseNumber - index,
        title: "Case",
        customerId: fact.id,
        openedAt: one.openedAt,
        resolvedAt: one.resolved ? NOW : null,
        touchpointId: one.touchpointId,
      })),
    });
    await db.lifecycleTransition.createMany({
      data: fact.transitions.map((at) => ({
        workspaceId,
        id: newId(),
        customerId: fact.id,
        toStage: "active" as const,
        at,
      })),
    });
    await db.segmentListEntry.createMany({
      data: fact.lists.map((segmentId) => ({ workspaceId, segmentId, customerId: fact.id })),
    });
  }
  const responses = facts.flatMap((fact) => fact.responses.map((response) => ({ fact, response })));
  await db.response.createMany({
    data: responses.map(({ fact, response }) => ({
      workspaceId,
      id: response.id,
      surveyId: world.surveyId,
      versionId: world.versionId,
      customerId: fact.id,
      channelId: response.channelId ?? null,
      answeredAt: response.at,
      answeredOn: new Date(response.at.toISOString().slice(0, 10)),
      archivedAt: response.archived ? NOW : null,
    })),
  });
  await db.answer.createMany({
    data: responses.flatMap(({ fact, response }) =>
      response.answers.map((answer) => ({
        workspaceId,
        responseId: response.id,
        itemId: world.itemIds.get(answer.itemNo)!,
        customerId: fact.id,
        channelId: response.channelId ?? null,
        touchpointId: answer.touchpointId ?? null,
        answeredOn: new Date(response.at.toISOString().slice(0, 10)),
        answeredAt: answer.at,
        value: answer.value,
        text: answer.text,
      })),
    ),
  });
  await transaction(actor, (tx) => recountRollups(tx, actor), { timeoutMs: 60_000 });
  world.facts.push(...facts);
}

export const TEXTS = [
  "Austria",
  "austria",
  "Österreich",
  "Ös%",
  "_x",
  "O'Brien",
  'say "hi"',
  "'; drop table customers; --",
  "\\",
  "Vienna",
];
export const TAGS = ["vip", "family", "VIP", "a,b", '{"x"}'];
export const COMMENTS = ["Cold coffee", "The queue was long, the coffee cold", "ÖDE Schlange", "100% fine", "o'clock"];
export const HOBBIES = ["chess", "Chess club", "sailing", "50 %"];

/** Customers with everything at random, edges among it: day borders in two zones, ties, archived rows, other currencies. */
export function randomFacts(world: World, count: number, random: () => number): Fact[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const maybe = <T>(value: () => T): T | null => (random() < 0.3 ? null : value());
  const some = (most: number) => Math.floor(random() * (most + 1));
  // Hours around midnight, so that the day differs between UTC and the workspace's zone.
  const instant = () =>
    new Date(+NOW - Math.floor(random() * 120) * 86_400_000 + pick([0, -3_600_000, 1_800_000, -1_800_000, 5_000_000]));
  return Array.from({ length: count }, () => {
    const fact = blank({
      name: `${pick(["Anna", "bruno", "Čeněk", "O'Hara"])} ${pick(TEXTS)}`,
      kind: pick(["person", "company"]),
      side: pick(["buyer", "seller", "both"]),
      lifecycle: pick(["lead", "prospect", "new", "active", "loyal", "at_risk", "lost"]),
      country: maybe(() => pick(TEXTS)),
      city: random() < 0.1 ? "" : maybe(() => pick(TEXTS)),
      language: maybe(() => pick(["de", "en", "pl"])),
      email: maybe(() => `${some(9)}@example.com`),
      ownerId: maybe(() => pick(world.owners)),
      tags: TAGS.filter(() => random() < 0.3),
      createdAt: instant(),
      archived: random() < 0.1,
    });
    if (random() < 0.7) fact.attributes.hobby = pick(HOBBIES);
    if (random() < 0.7) fact.attributes.seats = pick([0, 1, 2.5, 10, -3]);
    if (random() < 0.7) fact.attributes.newsletter = random() < 0.5;
    if (random() < 0.7)
      fact.attributes.renewal = pick(["2026-03-11", "2026-03-12", "2026-03-13", "2026-04-01", "2025-12-31"]);
    if (random() < 0.7) fact.attributes.cabin = pick(["Eco", "Business"]);
    if (random() < 0.7) fact.attributes.limit = pick([0, 9_999, 10_000, 50_000]);
    // Stored as another kind than defined: counts as unknown.
    if (random() < 0.1) Object.assign(fact.attributes, { seats: "ten", newsletter: "yes", renewal: "soon" });
    fact.orders = Array.from({ length: some(4) }, () => {
      const lines = Array.from({ length: some(2) }, () => ({
        productId: maybe(() => pick(world.products)),
        quantity: 1 + some(2),
        unitCents: pick([100, 2_500, 9_999]),
      }));
      return {
        at: instant(),
        totalCents: pick([0, 1_000, 5_000, 10_000]),
        currency: random() < 0.15 ? "USD" : "EUR",
        channelId: maybe(() => pick(world.channels)),
        lines,
      };
    });
    fact.interactions = Array.from({ length: some(3) }, () => ({
      at: instant(),
      channelId: maybe(() => pick(world.channels)),
      archived: random() < 0.2,
      kind: pick(["call", "visit", "email"] as const),
      outcome: pick(["reached", "no_answer", "done"] as const),
      reason: pick(["price", "churn", "other"] as const),
    }));
    fact.deals = Array.from({ length: some(2) }, () => {
      const stage = pick(["attention", "interest", "desire", "action", "won", "lost"] as const);
      return {
        stage,
        amountCents: pick([0, 2_500, 5_000]),
        currency: random() < 0.15 ? "USD" : "EUR",
        closedAt: stage === "won" || stage === "lost" ? instant() : null,
        archived: random() < 0.15,
      };
    });
    fact.cases = Array.from({ length: some(2) }, () => ({
      openedAt: instant(),
      resolved: random() < 0.5,
      touchpointId: maybe(() => pick(world.touchpoints)),
    }));
    fact.transitions = Array.from({ length: some(2) }, instant);
    fact.lists = world.lists.filter(() => random() < 0.3);
    fact.responses = Array.from({ length: some(3) }, () => {
      const at = instant();
      const answers: Answer[] = [];
      const touchpointId = maybe(() => pick(world.touchpoints));
      if (random() < 0.8) answers.push({ itemNo: 1, value: some(10), text: null, at, touchpointId });
      if (random() < 0.8) answers.push({ itemNo: 2, value: 1 + some(4), text: null, at, touchpointId });
      if (random() < 0.8) answers.push({ itemNo: 3, value: 1 + some(2), text: null, at, touchpointId });
      if (random() < 0.5)
        answers.push({ itemNo: 4, value: null, text: random() < 0.4 ? "" : pick(COMMENTS), at, touchpointId });
      return {
        id: newId(),
        at,
        archived: random() < 0.15,
        channelId: maybe(() => pick(world.channels)),
        answers,
      };
    });
    return fact;
  });
}
