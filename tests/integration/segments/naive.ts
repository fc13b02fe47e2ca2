import { dayIn } from "@/lib/period";
import type { Condition, SegmentRule } from "@/lib/segments/schema";
import { type Fact, NOW, TIME_ZONE } from "./world";

// What a rule means, said a second time in the plainest way: over facts in memory, by calendar days as text.

const today = dayIn(TIME_ZONE, NOW);
const dayOf = (at: Date) => dayIn(TIME_ZONE, at);
const shift = (day: string, by: number) => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
};
const isRecent = (at: Date, days: number | undefined) =>
  days === undefined || (dayOf(at) > shift(today, -days) && dayOf(at) <= today);
const newest = (dates: Date[]) => (dates.length ? new Date(Math.max(...dates.map(Number))) : null);
const oldest = (dates: Date[]) => (dates.length ? new Date(Math.min(...dates.map(Number))) : null);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

const isIn = <T>(allowed: T[] | undefined, value: T | null | undefined) =>
  !allowed || (value !== null && value !== undefined && allowed.includes(value));

/** Who is compared when classes of value are cut. */
let everybody: Fact[] = [];
const buyers = () => everybody.filter((fact) => !fact.archived && fact.orders.length > 0);
const lastDay = (fact: Fact) => dayOf(newest(fact.orders.map(({ at }) => at))!);
const revenueOf = (fact: Fact) =>
  sum(fact.orders.filter((order) => order.currency === "EUR").map((order) => order.totalCents));
/** F(v): the share of the buyers whose value is this or worse. */
function cumulative<T extends string | number>(fact: Fact, measureOf: (one: Fact) => T): number | null {
  if (fact.orders.length === 0) return null;
  const all = buyers();
  return all.filter((one) => measureOf(one) <= measureOf(fact)).length / all.length;
}
/** Of customers who are themselves counted, the class is ⌈5F⌉ by definition. */
const fifth = (share: number | null) => (share === null ? null : Math.ceil(Number((5 * share).toFixed(9))));

type Value = string | number | boolean | Date | string[] | null;

function latestAnswer(fact: Fact, itemNo: number) {
  return fact.responses
    .filter((response) => !response.archived)
    .flatMap((response) => response.answers)
    .filter((answer) => answer.itemNo === itemNo && answer.value !== null)
    .sort((a, b) => +b.at - +a.at || b.value! - a.value!)[0];
}

function factOf(condition: Condition, fact: Fact): Value {
  const { where } = condition;
  const orders = fact.orders.filter(
    (order) =>
      isRecent(order.at, where?.days) &&
      isIn(where?.channels, order.channelId) &&
      (!where?.products || order.lines.some((line) => isIn(where.products, line.productId))),
  );
  const amountOf = (order: Fact["orders"][number]) =>
    where?.products
      ? sum(
          order.lines
            .filter((line) => isIn(where.products, line.productId))
            .map((line) => line.quantity * line.unitCents),
        )
      : order.totalCents;
  const spent = sum(orders.filter((order) => order.currency === "EUR").map(amountOf));
  const interactions = fact.interactions.filter(
    (one) =>
      !one.archived &&
      isRecent(one.at, where?.days) &&
      isIn(where?.channels, one.channelId) &&
      isIn(where?.kinds, one.kind) &&
      isIn(where?.outcomes, one.outcome) &&
      isIn(where?.reasons, one.reason),
  );
  const responses = fact.responses.filter((one) => !one.archived && isIn(where?.channels, one.channelId));
  const deals = fact.deals.filter((deal) => !deal.archived);
  const cases = fact.cases.filter((one) => isIn(where?.touchpoints, one.touchpointId));
  const latestNps = latestAnswer(fact, 1);
  switch (condition.field) {
    case "name":
    case "kind":
    case "side":
    case "lifecycle":
    case "tags":
    case "createdAt":
      return fact[condition.field];
    case "country":
    case "city":
    case "language":
    case "email":
      return fact[condition.field] || null;
    case "owner":
      return fact.ownerId;
    case "attribute": {
      const value = fact.attributes[condition.attribute!];
      const type = { seats: "number", limit: "number", newsletter: "boolean" }[condition.attribute!] ?? "string";
      if (typeof value !== type || (condition.attribute === "renewal" && value === "soon")) return null;
      return value ?? null;
    }
    case "orders":
      return orders.length;
    case "revenue":
      return spent;
    case "averageOrder":
      return orders.length === 0 ? null : Math.round(spent / orders.length);
    case "firstOrderAt":
      return oldest(orders.map(({ at }) => at));
    case "lastOrderAt":
      return newest(orders.map(({ at }) => at));
    case "interactions":
      return interactions.length;
    case "lastInteractionAt":
      return newest(interactions.map(({ at }) => at));
    case "lastNps":
      return latestNps?.value ?? null;
    case "npsClass":
      if (latestNps?.value == null) return null;
      return latestNps.value >= 9 ? "promoter" : latestNps.value >= 7 ? "passive" : "detractor";
    case "lastNpsAt":
      return latestNps?.at ?? null;
    case "item": {
      const answer = latestAnswer(fact, condition.item!);
      return answer && isRecent(answer.at, where?.days) ? answer.value : null;
    }
    case "itemMean": {
      const values = responses
        .flatMap((response) => response.answers)
        .filter(
          (one) =>
            one.itemNo === condition.item &&
            one.value !== null &&
            isRecent(one.at, where?.days) &&
            isIn(where?.touchpoints, one.touchpointId),
        )
        .map((one) => one.value!);
      return values.length ? sum(values) / values.length : null;
    }
    case "responses":
      return responses.filter((one) => isRecent(one.at, where?.days)).length;
    // Nobody in this world has one: it is worked out by lib/health (tests/integration/keeping/health.test.ts).
    case "health":
      return null;
    case "lastAnswerAt":
      return newest(responses.map(({ at }) => at));
    case "lifecycleSince":
      return newest(fact.transitions);
    case "openDealAmount":
      return sum(
        deals
          .filter((deal) => deal.currency === "EUR" && deal.stage !== "won" && deal.stage !== "lost")
          .map((deal) => deal.amountCents),
      );
    case "dealsWon":
      return deals.filter((deal) => deal.stage === "won" && isRecent(deal.closedAt!, where?.days)).length;
    case "dealsLost":
      return deals.filter((deal) => deal.stage === "lost" && isRecent(deal.closedAt!, where?.days)).length;
    case "rfmRecency":
      return fifth(cumulative(fact, lastDay));
    case "rfmFrequency":
      return fifth(cumulative(fact, (one) => one.orders.length));
    case "rfmMonetary":
      return fifth(cumulative(fact, revenueOf));
    case "valueTier": {
      const share = cumulative(fact, revenueOf);
      return share === null ? null : share > 0.8 ? "top" : share > 0.5 ? "middle" : "base";
    }
    case "touchpointScore": {
      const scales: Record<number, number> = { 1: 10, 2: 4 };
      const shares = fact.responses
        .filter((one) => !one.archived)
        .flatMap((one) => one.answers)
        .filter((one) => one.touchpointId === condition.touchpoint && one.value !== null && scales[one.itemNo])
        .map((one) => Math.round((1000 * (one.value! - (one.itemNo === 2 ? 1 : 0))) / scales[one.itemNo]!));
      return shares.length ? sum(shares) / (10 * shares.length) : null;
    }
    case "openCases":
      return cases.filter((one) => !one.resolved).length;
    case "cases":
      return cases.filter((one) => isRecent(one.openedAt, where?.days)).length;
    case "bought":
      return orders.flatMap((order) => order.lines.flatMap((line) => line.productId ?? []));
    case "dealStage":
      return deals.map((deal) => deal.stage);
    // Worked out by itself in tests/integration/computed.test.ts.
    case "computed":
      throw new Error("no computed fields in this world");
    case "list":
      return fact.lists;
    case "comment":
      return responses
        .flatMap((one) => one.answers)
        .filter(
          (answer) => answer.text && isRecent(answer.at, where?.days) && isIn(where?.touchpoints, answer.touchpointId),
        )
        .map((answer) => answer.text!.toLowerCase());
  }
}

/** Texts are compared in any case; a choice and a date are not texts. */
const isFreeText = (condition: Condition) =>
  ["name", "country", "city", "language", "email"].includes(condition.field) || condition.attribute === "hobby";

function holds(condition: Condition, fact: Fact): boolean {
  const value = factOf(condition, fact);
  const { op } = condition;
  if (condition.field === "comment" && Array.isArray(value) && op !== "known" && op !== "unknown") {
    const words = (condition as { value: string[] }).value.map((one) => one.toLowerCase());
    if (op === "hasAll") return value.some((text) => words.every((word) => text.includes(word)));
    const some = value.some((text) => words.some((word) => text.includes(word)));
    return op === "is" ? some : !some;
  }
  if (Array.isArray(value)) {
    if (op === "is") return condition.value.some((one) => value.includes(String(one)));
    if (op === "hasAll") return condition.value.every((one) => value.includes(String(one)));
    if (op === "isNot") return !condition.value.some((one) => value.includes(String(one)));
    return op === "known" ? value.length > 0 : value.length === 0;
  }
  if (op === "unknown") return value === null;
  if (value === null) return false;
  if (op === "known") return true;
  const plain = (one: unknown) => (isFreeText(condition) ? String(one).toLowerCase() : one);
  const day = value instanceof Date ? dayOf(value) : String(value);
  switch (op) {
    case "is":
      return condition.value.some((one) => plain(one) === plain(value));
    case "isNot":
      return !condition.value.some((one) => plain(one) === plain(value));
    case "hasAll":
      throw new Error("only tags");
    case "contains":
      return String(plain(value)).includes(String(plain(condition.value)));
    case "startsWith":
      return String(plain(value)).startsWith(String(plain(condition.value)));
    case "below":
      return Number(value) < condition.value;
    case "above":
      return Number(value) > condition.value;
    case "atLeast":
      return Number(value) >= condition.value;
    case "atMost":
      return Number(value) <= condition.value;
    case "equals":
      return Number(value) === condition.value;
    case "between":
      return Number(value) >= condition.value[0] && Number(value) <= condition.value[1];
    case "withinLast":
      return day > shift(today, -condition.value) && day <= today;
    case "olderThan":
      return day <= shift(today, -condition.value);
    case "withinNext":
      return day >= today && day < shift(today, condition.value);
    case "before":
      return day < condition.value;
    case "from":
      return day >= condition.value;
    case "during":
      return day >= condition.value[0] && day <= condition.value[1];
  }
}

export function matches(rule: SegmentRule, fact: Fact): boolean {
  if ("field" in rule) return holds(rule, fact);
  if ("all" in rule) return rule.all.every((part) => matches(part, fact));
  if ("any" in rule) return rule.any.some((part) => matches(part, fact));
  return !rule.none.some((part) => matches(part, fact));
}

/** Ids of who a rule describes, sorted. */
export const naiveMembers = (rule: SegmentRule, facts: Fact[]): string[] => {
  everybody = facts;
  return facts
    .filter((fact) => !fact.archived && matches(rule, fact))
    .map(({ id }) => id)
    .sort();
};
