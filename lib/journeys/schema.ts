import { z } from "zod";

export const MOST_STAGES = 12;
export const MOST_STEPS = 20;

const text = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`).default("");
const optionalId = z
  .uuid()
  .nullish()
  .or(z.literal("").transform(() => null));

/** A number as a form sends it, with a point or a comma; empty is null. */
const desired = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((given, context) => {
    if (given === null || given === undefined || given === "") return null;
    const value = typeof given === "number" ? given : Number(given.trim().replace(",", "."));
    if (Number.isFinite(value) && value >= 0 && value <= 10) return value;
    context.addIssue({ code: "custom", message: "Write a number from 0 to 10." });
    return z.NEVER;
  });

export const stepInput = z.object({
  touchpointId: z.uuid("Choose a touchpoint."),
  doing: text(300),
  thinking: text(300),
  desired,
});

export const stageInput = z.object({
  name: z.string().trim().min(1, "Name the stage.").max(60, "Use at most 60 characters."),
  steps: z.array(stepInput).max(MOST_STEPS, `A stage has at most ${MOST_STEPS} steps.`),
});

export const journeyInput = z.object({
  name: z.string().trim().min(3, "Give the journey a name.").max(100, "Use at most 100 characters."),
  segmentId: optionalId,
  stages: z
    .array(stageInput)
    .min(1, "A journey needs a stage.")
    .max(MOST_STAGES, `A journey has at most ${MOST_STAGES} stages.`),
});
export type JourneyInput = z.input<typeof journeyInput>;

export const journeyId = z.object({ id: z.uuid() });
export const journeyChange = journeyInput.extend({ id: z.uuid() });
