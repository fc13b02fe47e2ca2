import type { DealStage } from "../generated/prisma/enums";
import type { StageSum } from "./deal";

/** From the first notice to the signature; the usual chance of winning from there, 0 to 1. */
export const OPEN_STAGES = ["attention", "interest", "desire", "action"] as const satisfies readonly DealStage[];
export type OpenStage = (typeof OPEN_STAGES)[number];

const USUAL: Record<DealStage, number> = {
  attention: 0.1,
  interest: 0.25,
  desire: 0.5,
  action: 0.8,
  won: 1,
  lost: 0,
};

/** A start that a seller can change, not a measured rate. */
export const usualProbability = (stage: DealStage): number => USUAL[stage];

/** Every stage as the board shows them, the two ends last. */
export const BOARD_STAGES = [...OPEN_STAGES, "won", "lost"] as const satisfies readonly DealStage[];

export const isOpen = (stage: DealStage): stage is OpenStage => stage !== "won" && stage !== "lost";

/** "€12,500 + $300" needs its parts: sums per currency over stages, largest first. Different currencies are never added. */
export function sumsByCurrency(sums: readonly Omit<StageSum, "stage">[]): Omit<StageSum, "stage">[] {
  const totals = new Map<string, Omit<StageSum, "stage">>();
  for (const { currency, deals, amountCents, weightedCents } of sums) {
    const total = totals.get(currency) ?? { currency, deals: 0, amountCents: 0, weightedCents: 0 };
    totals.set(currency, {
      currency,
      deals: total.deals + deals,
      amountCents: total.amountCents + amountCents,
      weightedCents: total.weightedCents + weightedCents,
    });
  }
  return [...totals.values()].sort((a, b) => b.amountCents - a.amountCents || (a.currency < b.currency ? -1 : 1));
}
