import { z } from "zod";

// A number made from a customer's related records, or from other numbers. What is stored is data of these shapes; nothing
// of it becomes SQL (lib/computed/field-sql.ts picks from its own tables).

/** What a number is of: amounts are whole cents in the workspace's currency. */
export type NumberKind = "number" | "money";

type Source = {
  /** What can be summed or averaged, and its kind. */
  values: Record<string, NumberKind>;
  /** Which of them count. */
  states: readonly string[];
  /** Further choices of which count. */
  narrow?: { key: "kinds" | "stages"; options: readonly string[] };
};

const source = <const S extends Source>(given: S): S => given;

/** Of what a roll-up can be. */
export const SOURCES = {
  orders: source({ values: { amount: "money" }, states: [] }),
  interactions: source({
    values: {},
    states: [],
    narrow: { key: "kinds", options: ["call", "visit", "email", "chat", "meeting", "demo", "note", "service"] },
  }),
  deals: source({
    values: { amount: "money", probability: "number" },
    states: ["open", "won", "lost"],
    narrow: { key: "stages", options: ["attention", "interest", "desire", "action"] },
  }),
  cases: source({ values: { hours: "number" }, states: ["open", "late", "resolved"] }),
  tasks: source({ values: {}, states: ["open", "late", "done"] }),
  contracts: source({ values: { year: "money" }, states: ["running", "ended"] }),
  promises: source({ values: {}, states: ["open", "late", "kept"] }),
  answers: source({ values: { value: "number" }, states: [] }),
} satisfies Record<string, Source>;
export type SourceKey = keyof typeof SOURCES;
export const SOURCE_KEYS = Object.keys(SOURCES) as SourceKey[];
/** A source without its literal types. */
export const sourceOf = (key: SourceKey): Source => SOURCES[key];

/** Those without a value are counted, or dated by their latest. */
export const HOWS = ["count", "sum", "mean", "min", "max", "last", "daysSince"] as const;
export type How = (typeof HOWS)[number];
export const needsValue = (how: How): boolean => how !== "count" && how !== "daysSince";

export const WINDOWS = ["all", "thisYear", "lastYear", "days"] as const;
export const MOST_DAYS = 3650;
/** Fields of a workspace. */
export const MOST_FIELDS = 50;
export const MOST_NODES = 60;
export const MOST_DEPTH = 12;
/** Formulas within formulas. */
export const MOST_NESTING = 4;
/** Roll-ups that one field comes to when it is written out. */
export const MOST_ROLL_UPS = 12;
/** Of a formula's numbers, and of its amounts in cents. */
export const LARGEST = 9e15;

export type RollUp = {
  type: "rollUp";
  source: SourceKey;
  how: How;
  /** Of sum, mean, min, max and last: a key of the source's values. */
  value?: string;
  /** Of answers: the question's number. */
  item?: number;
  state?: string;
  kinds?: string[];
  stages?: string[];
  window: (typeof WINDOWS)[number];
  /** Of window "days": calendar days of the workspace up to and with today. */
  days?: number;
};

export const SIGNS = ["+", "-", "*", "/"] as const;
export type Sign = (typeof SIGNS)[number];

export type Node =
  | { number: number }
  /** Whole cents. */
  | { money: number }
  /** The key of another computed field. */
  | { field: string }
  /** The key of an attribute that is a number or an amount. */
  | { attribute: string }
  | { sign: Sign; left: Node; right: Node };

export type Formula = { type: "formula"; node: Node };
export type Definition = RollUp | Formula;

const rollUp = z
  .object({
    type: z.literal("rollUp"),
    source: z.enum(SOURCE_KEYS as [SourceKey, ...SourceKey[]], "Choose what it is made of."),
    how: z.enum(HOWS, "Choose how it is worked out."),
    value: z.string().max(40).optional(),
    item: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional(),
    state: z.string().max(40).optional(),
    kinds: z.array(z.string().max(40)).max(20).optional(),
    stages: z.array(z.string().max(40)).max(20).optional(),
    window: z.enum(WINDOWS).default("all"),
    days: z
      .int("Write a whole number of days.")
      .min(1, "At least one day.")
      .max(MOST_DAYS, `At most ${MOST_DAYS} days.`)
      .optional(),
  })
  .superRefine((given, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const { values, states, narrow } = sourceOf(given.source);
    if (needsValue(given.how) && !Object.hasOwn(values, given.value ?? ""))
      fault("value", Object.keys(values).length > 0 ? "Choose what is added up." : "These can only be counted.");
    if (given.state !== undefined && !states.includes(given.state)) fault("state", "This is not one of the choices.");
    for (const key of ["kinds", "stages"] as const) {
      const chosen = given[key];
      if (chosen === undefined) continue;
      if (narrow?.key !== key || !chosen.every((one) => narrow.options.includes(one)))
        fault(key, "This is not one of the choices.");
    }
    if (given.source === "answers" && given.item === undefined) fault("item", "Choose a question.");
    if (given.source !== "answers" && given.item !== undefined) fault("item", "Only answers are to a question.");
    if (given.window === "days" && given.days === undefined) fault("days", "Write a number of days.");
  })
  .transform((given): RollUp => {
    const { value, days, kinds, stages, ...rest } = given;
    return {
      ...rest,
      ...(needsValue(given.how) && value !== undefined ? { value } : {}),
      ...(given.window === "days" ? { days } : {}),
      ...(kinds && kinds.length > 0 ? { kinds: [...new Set(kinds)] } : {}),
      ...(stages && stages.length > 0 ? { stages: [...new Set(stages)] } : {}),
    };
  });

const KEY = /^[a-z][a-z0-9_]{0,62}$/;
const isKey = (given: unknown): given is string => typeof given === "string" && KEY.test(given);
const isNumber = (given: unknown): given is number =>
  typeof given === "number" && Number.isFinite(given) && Math.abs(given) <= LARGEST;

/** Reads a stored tree; null for anything that is none, or that is larger than a formula may be. */
function readNode(given: unknown, depth: number, left: { nodes: number }): Node | null {
  left.nodes -= 1;
  if (depth > MOST_DEPTH || left.nodes < 0) return null;
  if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
  const bag = given as Record<string, unknown>;
  if ("sign" in bag) {
    const sign = SIGNS.find((one) => one === bag.sign);
    const first = readNode(bag.left, depth + 1, left);
    const second = readNode(bag.right, depth + 1, left);
    return sign && first && second ? { sign, left: first, right: second } : null;
  }
  if (isNumber(bag.number)) return { number: bag.number };
  if (isNumber(bag.money) && Number.isInteger(bag.money)) return { money: bag.money };
  if (isKey(bag.field)) return { field: bag.field };
  // Keys of attributes are freer than ours.
  if (typeof bag.attribute === "string" && bag.attribute !== "" && bag.attribute.length <= 100)
    return { attribute: bag.attribute };
  return null;
}

const formula = z.object({
  type: z.literal("formula"),
  node: z.unknown().transform((given, context): Node => {
    const node = readNode(given, 1, { nodes: MOST_NODES });
    if (node) return node;
    context.addIssue({ code: "custom", message: "This is not a formula, or it is too long." });
    return z.NEVER;
  }),
});

/** Parsed on write and when read back. */
export const definition: z.ZodType<Definition> = z.union([rollUp, formula]);

/** What the form sends: a formula as it was typed. */
export const definitionInput = z.discriminatedUnion("type", [
  rollUp,
  z.object({
    type: z.literal("formulaText"),
    text: z.string().trim().min(1, "Write a formula.").max(500, "Use at most 500 signs."),
  }),
]);
export type DefinitionInput = z.output<typeof definitionInput>;

const label = z.string("Give it a name.").trim().min(1, "Give it a name.").max(80, "Use at most 80 characters.");
const unit = z.string().trim().max(20, "Use at most 20 characters.").default("");

export const computedInput = z.object({
  label,
  key: z.string().trim().regex(KEY, "Begin with a small letter, then small letters, digits and _."),
  unit,
  definition: definitionInput,
});
export type ComputedInput = z.output<typeof computedInput>;

export const computedChange = computedInput.omit({ key: true }).extend({ id: z.uuid() });
export type ComputedChange = z.output<typeof computedChange>;

export const computedId = z.object({ id: z.uuid() });

/** A definition to be tried, and the key of the field that it would change. */
export const previewInput = z.object({ key: z.string().max(63).nullable(), definition: definitionInput });
