import { formatAgo, formatCount, formatDay, formatMoney, formatNumber } from "../format";
import { type FieldKey, fieldOf, subjectOf } from "../segments/fields";
import type { CustomerHealth, OwnValue } from "./queries";

/** Where the rows stand that a field counts: the customer's timeline by kind; null: nowhere of its own. */
export function timelineKindOf(field: FieldKey): "interaction" | "order" | "answer" | "case" | null {
  if (["interactions", "lastInteractionAt"].includes(field)) return "interaction";
  if (/^(orders|revenue|averageOrder|firstOrderAt|lastOrderAt|bought|rfm.*|valueTier)$/.test(field)) return "order";
  if (["openCases", "cases"].includes(field)) return "case";
  return fieldOf(field).group === "experience" ? "answer" : null;
}

/** A customer's own value as it is said; null when it is not known. */
export function sayOwnValue(
  { condition, value }: OwnValue,
  { catalogue, currency }: Pick<CustomerHealth, "catalogue" | "currency">,
  { now, timeZone }: { now: Date; timeZone: string },
  say: (key: string) => string,
): string | null {
  if (value === null || value === undefined) return null;
  const kind = subjectOf(condition, catalogue)?.kind ?? "text";
  if (kind === "instant") return formatAgo(new Date(String(value)), now, timeZone).toLowerCase();
  if (kind === "day") return formatDay(new Date(String(value)));
  if (kind === "money") return formatMoney(Number(value), currency);
  if (kind === "boolean") return say(value ? "text.yes" : "text.no");
  if (kind === "tags" && Array.isArray(value)) return value.join(", ") || null;
  if (kind === "person") return catalogue.people.find(({ id }) => id === value)?.name ?? say("text.somebody");
  if (typeof value === "number") return Number.isInteger(value) ? formatCount(value) : formatNumber(value, 1);
  const { options } = fieldOf(condition.field);
  return options ? say(`option.${condition.field}.${String(value)}`) : String(value);
}
