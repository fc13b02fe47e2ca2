import type { DealStage } from "../generated/prisma/enums";

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

export const isOpen = (stage: DealStage): stage is OpenStage => stage !== "won" && stage !== "lost";

type Weighed = { stage: DealStage; amountCents: number; probability: number; currency: string };

export type StageTotal = { currency: string; deals: number; amountCents: number; weightedCents: number };

/** Sums per currency, largest first: amounts of different currencies are never added. */
export function totalsOf(deals: readonly Weighed[]): StageTotal[] {
  const totals = new Map<string, StageTotal>();
  for (const { currency, amountCents, probability } of deals) {
    const total = totals.get(currency) ?? { currency, deals: 0, amountCents: 0, weightedCents: 0 };
    total.deals += 1;
    total.amountCents += amountCents;
    total.weightedCents += Math.round(amountCents * probability);
    totals.set(currency, total);
  }
  return [...totals.values()].sort((a, b) => b.amountCents - a.amountCents);
}
