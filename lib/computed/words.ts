// Computed fields in words. Safe for the browser.
import { formatMoney, formatNumber } from "../format";
import { type Names, printFormula } from "./formula";
import type { Definition, RollUp } from "./schema";

/** Says the messages of "computed". */
export type Say = (key: string, values?: Record<string, string | number>) => string;

const SIGN_WORDS = { "+": "+", "-": "−", "*": "×", "/": "÷" } as const;

function rollUpWords(given: RollUp, say: Say, item: string | null): string {
  const { source, how, value, state, kinds = [], stages = [], window, days } = given;
  const what = say(`what.${source}.${state ?? "all"}`, { item: item ?? "" });
  const one = say(`one.${source}.${state ?? "all"}`, { item: item ?? "" });
  const head = say(`how.${how}`, { what, one, value: value ? say(`value.${source}.${value}`) : "" });
  const chosen = [...kinds.map((one) => say(`kind.${one}`)), ...stages.map((one) => say(`stage.${one}`))];
  return [
    head,
    chosen.length > 0 ? say("only", { list: chosen.join(", ") }) : "",
    window === "all" ? "" : say(`in.${window}`, { days: days ?? 0 }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** "Sum of the amount of orders this year", "Revenue this year ÷ revenue last year". @param items names of questions by number */
export function describeDefinition(
  given: Definition,
  names: Names,
  items: ReadonlyMap<number, string>,
  say: Say,
): string {
  if (given.type === "rollUp")
    return rollUpWords(given, say, given.item === undefined ? null : (items.get(given.item) ?? say("goneItem")));
  return printFormula(given.node, {
    field: (key) => names.fields.find((one) => one.key === key)?.label ?? key,
    attribute: (key) => names.attributes.find((one) => one.key === key)?.label ?? key,
    money: (cents) => formatMoney(cents, names.currency),
    number: (value) => formatNumber(value, 6, 0),
    sign: (sign) => SIGN_WORDS[sign],
  });
}

/** A value as it is shown: a dash is for unknown. */
export function computedText(
  value: number | null,
  { kind, unit }: { kind: "number" | "money"; unit: string },
  currency: string,
): string {
  if (value === null) return "–";
  if (kind === "money") return formatMoney(Math.round(value), currency);
  const text = formatNumber(value, 2, 0);
  return unit ? `${text} ${unit}` : text;
}
