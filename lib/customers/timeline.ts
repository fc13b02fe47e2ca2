import type {
  DealStage,
  InteractionKind,
  InteractionOutcome,
  InteractionReason,
  ItemDirection,
  ItemKind,
  LifecycleStage,
  Measure,
  MoveCause,
} from "../generated/prisma/enums";

export const TIMELINE_KINDS = [
  "interaction",
  "order",
  "answer",
  "case",
  "deal",
  "offer",
  "promise",
  "task",
  "plan",
  "interview",
  "lifecycle",
  "segment",
  "handover",
  "share",
  "merge",
] as const;
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
  answer: { survey: string; channel: string | null; contact: string | null; answers: TimelineAnswer[] };
  case: { id: string; number: number; title: string; owner: string | null; resolved: boolean; resolution: string };
  deal: {
    id: string;
    name: string;
    from: DealStage | null;
    to: DealStage;
    amountCents: number;
    currency: string;
    /** Why it was won or lost. */
    reason: string;
    by: string | null;
  };
  offer: {
    name: string;
    priceCents: number | null;
    currency: string | null;
    state: "accepted" | "declined" | "ignored" | "open";
    reason: string;
    by: string | null;
  };
  promise: {
    text: string;
    /** YYYY-MM-DD */
    dueOn: string;
    kept: boolean;
    owner: string | null;
  };
  task: { title: string; owner: string | null };
  plan: { text: string; goal: string | null; owner: string | null };
  interview: { id: string; title: string; speaker: string };
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
  handover: { deal: string; hunter: string | null; farmer: string | null; completed: boolean };
  share: { with: string | null; by: string | null };
  merge: { name: string | null; undone: boolean; by: string | null };
};

/** Something that happened between the customer and the firm. */
export type TimelineEvent = {
  [Kind in TimelineKind]: { kind: Kind; id: string; at: Date; detail: Detail[Kind] };
}[TimelineKind];

export const isTimelineKind = (value: unknown): value is TimelineKind => TIMELINE_KINDS.some((kind) => kind === value);

/** What of a timeline is asked for. */
export type TimelineFilter = {
  kind?: TimelineKind | undefined;
  /** A user who did it, or a contact with whom. */
  who?: string | undefined;
  /** from ≤ at < to */
  from?: Date | undefined;
  to?: Date | undefined;
};

export type TimelineCounts = {
  /** Events of each kind that fit person and time; what the actor may not read is 0. */
  kinds: Record<TimelineKind, number>;
  /** Everybody who did something here, and the customer's people with whom; by name. */
  people: { id: string; name: string; isContact: boolean }[];
};
