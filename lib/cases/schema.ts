import { z } from "zod";

export const caseId = z.object({ id: z.uuid() });
export const resolveInput = z.object({
  id: z.uuid(),
  resolution: z
    .string()
    .trim()
    .min(3, "Write in a few words how it was solved.")
    .max(2_000, "Use at most 2,000 characters."),
});
export const assignInput = z.object({
  id: z.uuid(),
  ownerId: z
    .uuid("Choose a person.")
    .nullable()
    .or(z.literal("").transform(() => null)),
});

const CASE_STATES = ["open", "resolved"] as const;

/** What the list's URL may say; anything else is the default. */
export const caseListParams = z.object({
  state: z.enum(CASE_STATES).catch("open"),
  owner: z.enum(["all", "mine", "nobody"]).catch("all"),
  cursor: z.string().optional().catch(undefined),
  /** The saved view that this list began as. */
  saved: z.uuid().optional().catch(undefined),
});
export type CaseListParams = z.output<typeof caseListParams>;

/** Working days are not known, so a case is due by the clock. */
export const DUE_IN_HOURS = 72;
/** The longest reason that a title repeats. */
const LONGEST_REASON = 80;

/** The title of a case that a detractor's answer opened: who, how much, and what they said. */
export function caseTitle(name: string, score: number, reason: string | null): string {
  const said = (reason ?? "").trim().replace(/\s+/g, " ");
  const short = said.length > LONGEST_REASON ? `${said.slice(0, LONGEST_REASON - 1).trimEnd()}…` : said;
  return short ? `${name} gave ${score}: ${short}` : `${name} gave ${score}`;
}
