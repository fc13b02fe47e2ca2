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
      (!where?.channels || (order.channelId !== null && where.channels.includes(order.channelId))),
  );
  const isBought = (productId: string | null) => productId !== null && where!.products!.includes(productId);
  const interactions = fact.interactions.filter((one) => !one.archived);
  const responses = fact.responses.filter((one) => !one.archived);
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
      return where?.products
        ? orders.filter((order) => order.lines.some((line) => isBought(line.productId))).length
        : orders.length;
    case "revenue": {
      const counted = orders.filter((order) => order.currency === "EUR");
      return where?.products
        ? sum(
            counted
              .flatMap((order) => order.lines)
              .filter((line) => isBought(line.productId))
              .map((line) => line.quantity * line.unitCents),
          )
        : sum(counted.map((order) => order.totalCents));
    }
    case "averageOrder": {
      if (fact.orders.length === 0) return null;
      return Math.round(
        sum(fact.orders.filter((order) => order.currency === "EUR").map((order) => order.totalCents)) /
          fact.orders.length,
      );
    }
    case "firstOrderAt":
      return oldest(fact.orders.map(({ at }) => at));
    case "lastOrderAt":
      return newest(fact.orders.map(({ at }) => at));
    case "interactions":
      return interactions.filter(
        (one) =>
          isRecent(one.at, where?.days) &&
          (!where?.channels || (one.channelId !== null && where.channels.includes(one.channelId))),
      ).length;
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
        .filter((one) => one.itemNo === condition.item && one.value !== null && isRecent(one.at, where?.days))
        .map((one) => one.value!);
      return values.length ? sum(values) / values.length : null;
    }
    case "comment":
      return responses.some((one) => one.answers.some((answer) => answer.text && isRecent(answer.at, where?.days)))
        ? "yes"
        : null;
    case "responses":
      return responses.filter((one) => isRecent(one.at, where?.days)).length;
    case "lastAnswerAt":
      return newest(responses.map(({ at }) => at));
  }
}

/** Texts are compared in any case; a choice and a date are not texts. */
const isFreeText = (condition: Condition) =>
  ["name", "country", "city", "language", "email"].includes(condition.field) || condition.attribute === "hobby";

function holds(condition: Condition, fact: Fact): boolean {
  const value = factOf(condition, fact);
  const { op } = condition;
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
export const naiveMembers = (rule: SegmentRule, facts: Fact[]): string[] =>
  facts
    .filter((fact) => !fact.archived && matches(rule, fact))
    .map(({ id }) => id)
    .sort();
