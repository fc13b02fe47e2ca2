import type {
  InteractionKind,
  InteractionOutcome,
  InteractionReason,
  ItemDirection,
  ItemKind,
  LifecycleStage,
  Measure,
  MoveCause,
} from "../generated/prisma/enums";

export const TIMELINE_KINDS = ["interaction", "order", "answer", "case", "lifecycle", "segment"] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export type TimelineAnswer = {
  label: string;
  kind: ItemKind;
  measure: Measure;
  direction: ItemDirection;
  value: number | null;
  text: string | null;
  scaleMin: number | null;
  scaleMax: number | null;
  /** The chosen words of a choice. */
  option: string | null;
  touchpoint: string | null;
};

type Detail = {
  interaction: {
    kind: InteractionKind;
    outcome: InteractionOutcome;
    reason: InteractionReason;
    text: string;
    by: string | null;
    contact: string | null;
    touchpoint: string | null;
    nextStep: string;
    /** YYYY-MM-DD */
    nextStepDueOn: string | null;
    nextStepDone: boolean;
  };
  order: {
    totalCents: number;
    currency: string;
    seller: string | null;
    channel: string | null;
    lines: { label: string; quantity: number }[];
    lineCount: number;
  };
  answer: { survey: string; channel: string | null; answers: TimelineAnswer[] };
  case: { number: number; title: string; owner: string | null; resolved: boolean; resolution: string };
  lifecycle: { from: LifecycleStage | null; to: LifecycleStage; reason: string; by: string | null };
  segment: {
    id: string;
    name: string;
    entered: boolean;
    cause: MoveCause;
    /** Of those who left: the conditions that no longer hold, in words. */
    reason: string;
    archived: boolean;
  };
};

/** Something that happened between the customer and the firm. */
export type TimelineEvent = {
  [Kind in TimelineKind]: { kind: Kind; id: string; at: Date; detail: Detail[Kind] };
}[TimelineKind];

export const isTimelineKind = (value: unknown): value is TimelineKind => TIMELINE_KINDS.some((kind) => kind === value);
