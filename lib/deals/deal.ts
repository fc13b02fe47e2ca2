import type { CustomerKind, DealStage } from "../generated/prisma/enums";

export type DealRow = {
  id: string;
  name: string;
  stage: DealStage;
  customerId: string;
  customerName: string;
  customerKind: CustomerKind;
  amountCents: number;
  currency: string;
  /** 0 to 1 */
  probability: number;
  source: string;
  /** YYYY-MM-DD */
  expectedCloseOn: string | null;
  ownerId: string | null;
  ownerName: string | null;
  createdAt: Date;
  /** When it was won or lost. */
  closedAt: Date | null;
  lossReason: string;
  winReason: string;
};

/** A deal as the board and the table show it. */
export type DealCard = DealRow & {
  /** Since when it stands at its stage. */
  since: Date;
  /** The customer's next step whose day has passed, the oldest. */
  lateStep: string | null;
  /** YYYY-MM-DD */
  lateStepOn: string | null;
};

/** What the deals of one stage come to in one currency. */
export type StageSum = {
  stage: DealStage;
  currency: string;
  deals: number;
  amountCents: number;
  /** Amount × probability, each deal rounded to a cent. */
  weightedCents: number;
};

/** What a deal was before a move; undoing takes the rest from the audit trail, which holds no free text. */
export type DealBefore = { stage: DealStage; reason: string };

/** A move happened, or somebody else had moved the deal meanwhile and it stays where it is. */
export type DealMoved =
  | { kind: "moved"; before: DealBefore }
  | { kind: "elsewhere"; stage: DealStage; byName: string | null };

/** A fact was changed, or somebody else had changed it meanwhile and nothing was overwritten. */
export type DealChanged =
  | { kind: "changed" }
  /** @param value what stands there now, in the words of the form */
  | { kind: "conflict"; value: string; byName: string | null };

/** Something done to a deal, from the audit trail. */
export type DealEvent = {
  id: string;
  at: Date;
  action: string;
  /** Of a changed fact: which. */
  field: string | null;
  byName: string | null;
  from: DealStage | null;
  to: DealStage | null;
  /** It took the move before it back. */
  undoes: boolean;
};

/** Whole days from one instant to another, never below 0. */
export const daysBetween = (from: Date, to: Date): number => Math.max(0, Math.floor((+to - +from) / 86_400_000));
