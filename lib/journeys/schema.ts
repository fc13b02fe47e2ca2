import { z } from "zod";
import { LANE_KEYS, LANES } from "./lanes";
import { isTemplateKey } from "./templates";

/** Of a map. */
export const MOST_STAGES = 12;
export const MOST_STEPS = 60;
export const MOST_STAGE_NAME = 60;
export const MOST_COMMENT = 2000;
/** Of one map: beyond, nobody finds anything. */
export const MOST_COMMENTS = 1000;
export const MOST_NAMED_VERSIONS = 100;

const text = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`).default("");
const optionalId = z
  .uuid()
  .nullish()
  .or(z.literal("").transform(() => null));
const id = z.uuid();

export const stepInput = z.object({
  touchpointId: z.uuid("Choose a touchpoint."),
  doing: LANES.doing.value.default(""),
  thinking: LANES.thinking.value.default(""),
  desired: LANES.desired.value.nullish().transform((value) => value ?? null),
});

const stageName = z
  .string()
  .trim()
  .min(1, "Name the stage.")
  .max(MOST_STAGE_NAME, `Use at most ${MOST_STAGE_NAME} characters.`);
const journeyName = z.string().trim().min(3, "Give the journey a name.").max(100, "Use at most 100 characters.");

export const stageInput = z.object({ name: stageName, steps: z.array(stepInput) });

export const journeyInput = z.object({
  name: journeyName,
  segmentId: optionalId,
  /** What it begins from; "empty" has one stage without steps. Stages that are given come instead of it. */
  template: z.string().refine(isTemplateKey, "Choose a template.").default("empty"),
  stages: z
    .array(stageInput)
    .max(MOST_STAGES, `A journey has at most ${MOST_STAGES} stages.`)
    .refine(
      (stages) => stages.reduce((sum, { steps }) => sum + steps.length, 0) <= MOST_STEPS,
      `A journey has at most ${MOST_STEPS} steps.`,
    )
    .optional(),
});
export type JourneyInput = z.input<typeof journeyInput>;

/** What can be changed of a map beside its stages. */
export const journeyFields = z.object({
  name: journeyName,
  description: text(600),
  segmentId: optionalId,
});
export type JourneyFields = z.input<typeof journeyFields>;

export const journeyId = z.object({ id });
export const journeyChange = journeyFields.extend({ id });
export const journeyClone = z.object({ id, name: journeyName, segmentId: optionalId });

const lane = z.enum(LANE_KEYS);
const cellValue = z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]);

export const cellInput = z.object({ stepId: id, lane, value: cellValue, was: cellValue });
export type CellInput = z.input<typeof cellInput>;
export const evidenceInput = z.object({ stepId: id, lane, quoteId: id });
export type EvidenceInput = z.input<typeof evidenceInput>;

const place = z.number().int().min(0).max(MOST_STEPS);
/** An existing touchpoint, or the name of one that is made where none is called so. */
const touchpoint = {
  touchpointId: optionalId,
  touchpointName: z.string().trim().max(80, "Use at most 80 characters.").optional(),
};

export const stageAddition = z.object({ journeyId: id, name: stageName, metric: text(120), to: place.optional() });
export type StageAddition = z.input<typeof stageAddition>;
export const stageChange = z.object({ id, name: stageName, metric: text(120) });
export type StageChange = z.input<typeof stageChange>;
export const stageMove = z.object({ id, to: place });
export type StageMove = z.input<typeof stageMove>;
export const stepAddition = z.object({ stageId: id, to: place.optional(), ...touchpoint });
export type StepAddition = z.input<typeof stepAddition>;
export const stepChange = z.object({ id, ...touchpoint });
export type StepChange = z.input<typeof stepChange>;
export const stepMove = z.object({ id, stageId: id, to: place });
export type StepMove = z.input<typeof stepMove>;

export const commentInput = z.object({
  journeyId: id,
  stepId: id.nullish(),
  lane: lane.nullish(),
  text: z
    .string()
    .trim()
    .min(1, "Write what you want to say.")
    .max(MOST_COMMENT, `Use at most ${MOST_COMMENT} characters.`),
});
export type CommentInput = z.input<typeof commentInput>;

export const versionInput = z.object({ id, name: text(80), period: z.string().max(60).nullish() });
