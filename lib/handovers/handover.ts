import type { CustomerKind, DealStage } from "../generated/prisma/enums";
import type { NpsChange } from "../stats/nps";
import type { Interval } from "../stats/types";
import type { Checklist, ChecklistPart } from "./checklist";

export type HandoverRow = {
  id: string;
  dealId: string;
  dealName: string;
  dealStage: DealStage;
  amountCents: number;
  currency: string;
  customerId: string;
  customerName: string;
  customerKind: CustomerKind;
  hunterId: string | null;
  hunterName: string | null;
  farmerId: string | null;
  farmerName: string | null;
  startedAt: Date;
  completedAt: Date | null;
  checklist: Checklist;
};

/** Who may take a customer over, and how many they have. */
export type FarmerChoice = {
  userId: string;
  name: string;
  accounts: number;
  /** Why this one is suggested: keeps the customer already, or has the fewest; null for the others. */
  suggested: "keeps" | "fewest" | null;
};

/** A part was kept, or somebody else had written it meanwhile and nothing was overwritten. */
export type PartSaved = { kind: "saved" } | { kind: "conflict"; part: ChecklistPart };

/** The same customers asked before and after their hand-over; null where fewer than k (or 2) answered both times. */
export type HandoverExperience = {
  /** Customers handed over in the span. */
  handedOver: number;
  nps: { n: number; before: number; after: number; change: NpsChange } | null;
  /** Answered a recommend question both before and after. */
  npsPairs: number;
  /** On its own scale, higher is easier; change with its t interval. */
  ces: {
    n: number;
    before: number;
    after: number;
    change: number;
    interval: Interval;
    scaleMin: number;
    scaleMax: number;
  } | null;
  cesPairs: number;
};
