export type PromiseMade = {
  id: string;
  text: string;
  /** YYYY-MM-DD */
  dueOn: string;
  keptAt: Date | null;
  madeAt: Date;
  ownerName: string | null;
};

export type DuePromise = PromiseMade & { customerId: string; customerName: string };

export type PromiseState = "kept" | "keptLate" | "missed" | "today" | "open";

/** @param today YYYY-MM-DD in the workspace's zone; @param keptOn the day it was kept, in the same zone */
export function promiseState({ dueOn }: { dueOn: string }, keptOn: string | null, today: string): PromiseState {
  if (keptOn !== null) return keptOn > dueOn ? "keptLate" : "kept";
  if (dueOn === today) return "today";
  return dueOn < today ? "missed" : "open";
}
