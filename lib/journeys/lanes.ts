import { z } from "zod";

/** What a cell holds, and so how it is edited. */
export type LaneKind = "text" | "feeling" | "evidence" | "friction" | "marks" | "desired";

export const EVIDENCE = ["none", "some", "full"] as const;
export type EvidenceLevel = (typeof EVIDENCE)[number];
export const FRICTION_DECISIONS = ["keep", "reduce", "remove"] as const;
export type FrictionDecision = (typeof FRICTION_DECISIONS)[number];

export const MOST_CELL_TEXT = 400;

const words = z
  .string("Write words.")
  .trim()
  .max(MOST_CELL_TEXT, `Use at most ${MOST_CELL_TEXT} characters.`)
  .nullable()
  .transform((text) => text ?? "");

/** A number as a person types it, with a point or a comma; empty is none. */
const number = (low: number, high: number, whole = false) =>
  z.union([z.number(), z.string(), z.null()]).transform((given, context) => {
    if (given === null || (typeof given === "string" && given.trim() === "")) return null;
    const value = typeof given === "number" ? given : Number(given.trim().replace(",", ".").replace("\u2212", "-"));
    if (Number.isFinite(value) && value >= low && value <= high && (!whole || Number.isInteger(value))) return value;
    const sign = (bound: number) => String(bound).replace("-", "\u2212");
    context.addIssue({
      code: "custom",
      message: `Write a ${whole ? "whole " : ""}number from ${sign(low)} to ${sign(high)}.`,
    });
    return z.NEVER;
  });
const mark = z.boolean("Say yes or no.");

/**
 * The cells of a step, by the name of their column. A cell is saved by itself; evidence of a voice (step_evidence.lane)
 * and comments are attached to these keys too.
 */
export const LANES = {
  doing: { kind: "text", value: words },
  thinking: { kind: "text", value: words },
  motives: { kind: "text", value: words },
  questions: { kind: "text", value: words },
  expectations: { kind: "text", value: words },
  pains: { kind: "text", value: words },
  needs: { kind: "text", value: words },
  ideas: { kind: "text", value: words },
  intended: { kind: "text", value: words },
  /** −2 (upset) to 2 (delighted), as those who made the map believe. */
  assumedFeeling: { kind: "feeling", value: number(-2, 2, true) },
  evidence: { kind: "evidence", value: z.enum(EVIDENCE, "Choose none, some or full.") },
  friction: { kind: "text", value: words },
  frictionDecision: {
    kind: "friction",
    value: z.enum(FRICTION_DECISIONS, "Choose keep, reduce or remove.").nullable(),
  },
  frictionReason: { kind: "text", value: words },
  isPeak: { kind: "marks", value: mark },
  isFlow: { kind: "marks", value: mark },
  isCoCreated: { kind: "marks", value: mark },
  /** On the answers' own scale, at most 0 to 10; the command holds it against the touchpoint's scale when there is one. */
  desired: { kind: "desired", value: number(0, 10) },
  desiredEffort: { kind: "desired", value: number(0, 10) },
  desiredNps: { kind: "desired", value: number(-100, 100) },
} as const satisfies Record<string, { kind: LaneKind; value: z.ZodType }>;

export type LaneKey = keyof typeof LANES;
export const LANE_KEYS = Object.keys(LANES) as [LaneKey, ...LaneKey[]];
export const isLaneKey = (key: unknown): key is LaneKey => typeof key === "string" && Object.hasOwn(LANES, key);

/** What any cell can hold. */
export type CellValue = string | number | boolean | null;
/** All cells of a step. */
export type Cells = {
  [K in LaneKey]: z.output<(typeof LANES)[K]["value"]>;
};

/** A cell's value as it is kept, or why it cannot be. */
export function parseCell(
  lane: LaneKey,
  value: unknown,
): { ok: true; value: CellValue } | { ok: false; message: string } {
  const parsed = LANES[lane].value.safeParse(value);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, message: parsed.error.issues[0]?.message ?? "This cannot be kept." };
}

export const EMPTY_CELLS: Cells = {
  doing: "",
  thinking: "",
  motives: "",
  questions: "",
  expectations: "",
  pains: "",
  needs: "",
  ideas: "",
  intended: "",
  assumedFeeling: null,
  evidence: "none",
  friction: "",
  frictionDecision: null,
  frictionReason: "",
  isPeak: false,
  isFlow: false,
  isCoCreated: false,
  desired: null,
  desiredEffort: null,
  desiredNps: null,
};

/** The map's rows from top to bottom. `cells`: what is written in it; none where it shows what is known elsewhere. */
export const MAP_ROWS = [
  { key: "doing", cells: ["doing"], isDefault: true },
  { key: "thinking", cells: ["thinking"], isDefault: true },
  { key: "motives", cells: ["motives"], isDefault: false },
  { key: "questions", cells: ["questions"], isDefault: false },
  { key: "expectations", cells: ["expectations"], isDefault: false },
  { key: "feeling", cells: ["assumedFeeling"], isDefault: true },
  { key: "rating", cells: ["desired"], isDefault: true },
  { key: "trend", cells: [], isDefault: false },
  { key: "effort", cells: ["desiredEffort"], isDefault: false },
  { key: "nps", cells: ["desiredNps"], isDefault: false },
  { key: "intended", cells: ["intended"], isDefault: false },
  { key: "pains", cells: ["pains"], isDefault: true },
  { key: "needs", cells: ["needs"], isDefault: false },
  { key: "ideas", cells: ["ideas"], isDefault: false },
  { key: "friction", cells: ["friction", "frictionDecision", "frictionReason"], isDefault: true },
  { key: "marks", cells: ["isPeak", "isFlow", "isCoCreated"], isDefault: false },
  { key: "channels", cells: [], isDefault: true },
  { key: "controller", cells: [], isDefault: true },
  { key: "owner", cells: [], isDefault: false },
  { key: "plans", cells: [], isDefault: true },
  { key: "evidence", cells: ["evidence"], isDefault: true },
] as const satisfies readonly { key: string; cells: readonly LaneKey[]; isDefault: boolean }[];

export type MapRowKey = (typeof MAP_ROWS)[number]["key"];
export const MAP_ROW_KEYS = MAP_ROWS.map(({ key }) => key);
