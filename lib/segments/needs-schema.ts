import { z } from "zod";
import type { Evidence, MarketStrategy, NeedKind } from "../generated/prisma/enums";

export const NEED_KINDS = ["motive", "need", "expectation", "pain"] as const satisfies readonly NeedKind[];
export const EVIDENCE = ["none", "some", "full"] as const satisfies readonly Evidence[];
export const STRATEGIES = ["leader", "pretender", "niche", "price"] as const satisfies readonly MarketStrategy[];

/** Of one kind in one segment: more than this nobody reads. */
export const MOST_NEEDS = 40;
export const MOST_VOICES = 50;

const text = z
  .string()
  .trim()
  .min(2, "Write it in a few words.")
  .max(240, "Use at most 240 characters.")
  .transform((value) => value.replace(/\s+/g, " "));
const kind = z.enum(NEED_KINDS, "Choose what it is.");
const evidence = z.enum(EVIDENCE, "Say how well it is known.");

export const needInput = z.object({ segmentId: z.uuid(), kind, text, evidence: evidence.default("none") });
export type NeedInput = z.input<typeof needInput>;

export const needUpdate = z.object({
  id: z.uuid(),
  kind: kind.optional(),
  text: text.optional(),
  evidence: evidence.optional(),
});
export type NeedUpdate = Omit<z.input<typeof needUpdate>, "id">;

export const needId = z.object({ id: z.uuid() });
/** Before which one it comes; null: at the end. */
export const needMove = z.object({ id: z.uuid(), beforeId: z.uuid().nullable() });
export const needVoice = z.object({ id: z.uuid(), quoteId: z.uuid() });

const line = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`).default("");
export const personaInput = z.object({
  name: line(80),
  line: line(160),
  story: z
    .string()
    .trim()
    .max(2_000, "Use at most 2,000 characters.")
    .default("")
    .transform((value) => value.replace(/\r\n?/g, "\n")),
});
export type PersonaInput = z.input<typeof personaInput>;
export const personaUpdate = personaInput.extend({ id: z.uuid() });

/** "": the workspace's. */
export const strategyInput = z.object({
  id: z.uuid(),
  strategy: z
    .enum(STRATEGIES, "Choose one of the four.")
    .nullable()
    .or(z.literal("").transform(() => null)),
});
