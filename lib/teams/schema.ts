import { z } from "zod";
import { SellerStyle } from "../generated/prisma/enums";
import { storableOnly } from "../storable";

const id = z.uuid("This is not a known id.");
const one = z.preprocess((given) => {
  const first: unknown = Array.isArray(given) ? given[0] : given;
  return typeof first === "string" ? storableOnly(first) : undefined;
}, z.string().optional());
/** An empty choice of a form means none. */
const optionalId = z
  .union([id, z.literal(""), z.null()])
  .default(null)
  .transform((value) => value || null);

/** A year: a quarter holds too few won deals to tell sellers apart. */
export const TEAM_PERIOD = "12m";

/** The address of the team view. A wrong value counts as not given. */
export const teamParams = z.object({
  period: one.transform((text) => text?.slice(0, 40) || undefined),
  team: one.pipe(id.optional()).catch(undefined),
});

const name = z.string().trim().min(1, "Give it a name.").max(80, "At most 80 characters.");
export const newTeam = z.object({ name, parentId: optionalId, leadId: optionalId });
export type NewTeam = z.output<typeof newTeam>;
export const teamChange = newTeam.extend({ id });
export type TeamChange = z.output<typeof teamChange>;
export const teamId = z.object({ id });

export const memberPlace = z.object({
  userId: id,
  teamId: optionalId.optional(),
  style: z
    .union([z.enum(SellerStyle), z.literal(""), z.null()])
    .transform((value) => value || null)
    .optional(),
});
export type MemberPlace = z.output<typeof memberPlace>;

export const directionInput = z.object({
  id,
  direction: z.string().trim().max(2000, "At most 2,000 characters."),
});

export const newNote = z.object({
  userId: id,
  text: z.string().trim().min(1, "Write what you talked about.").max(4000, "At most 4,000 characters."),
});
export const noteOf = z.object({ id });

const day = z
  .string()
  .trim()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, "A day, such as 2026-12-31.")
  .refine((text) => text === "" || !Number.isNaN(Date.parse(`${text}T00:00:00Z`)), "This is not a day.")
  .default("")
  .transform((text) => text || null);
const progress = z.coerce
  .number({ error: "0 to 100." })
  .int("Whole per cent.")
  .min(0, "0 to 100.")
  .max(100, "0 to 100.");

export const newGoal = z
  .object({
    userId: optionalId,
    teamId: optionalId,
    text: z.string().trim().min(1, "Say what is to be reached.").max(300, "At most 300 characters."),
    dueOn: day,
  })
  .refine(({ userId, teamId: team }) => (userId === null) !== (team === null), "A goal is a seller's or a team's.");
export type NewGoal = z.output<typeof newGoal>;
export const goalProgress = z.object({ id, progress });
export const goalOf = z.object({ id });
