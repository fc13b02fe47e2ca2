import type { InteractionKind, InteractionOutcome, InteractionReason } from "@/lib/generated/prisma/enums";
import { newId } from "@/lib/id";

export type DraftCustomer = { id: string; name: string; sub?: string };

/** What is being logged. Its id is made here and stays with it, so that sending it twice stores it once. */
export type Draft = {
  id: string;
  customer: DraftCustomer | null;
  contactId: string;
  kind: InteractionKind;
  outcome: InteractionOutcome;
  reason: InteractionReason;
  text: string;
  touchpointId: string;
  nextStep: string;
  /** YYYY-MM-DD or empty */
  nextStepDueOn: string;
};

export function newDraft(customer: DraftCustomer | null): Draft {
  return {
    id: newId(),
    customer,
    contactId: "",
    kind: "call",
    outcome: "reached",
    reason: "other",
    text: "",
    touchpointId: "",
    nextStep: "",
    nextStepDueOn: "",
  };
}

const keyOf = (customerId: string | null) => `waymark.log.${customerId ?? "any"}`;

/** True when there is something a person would miss. */
export const isWorthKeeping = (draft: Draft): boolean => draft.text.trim() !== "" || draft.nextStep.trim() !== "";

/** Keeps what is typed on this device. A browser that keeps nothing is no reason to fail. */
export function keepDraft(customerId: string | null, draft: Draft | null): void {
  try {
    if (draft && isWorthKeeping(draft)) localStorage.setItem(keyOf(customerId), JSON.stringify(draft));
    else localStorage.removeItem(keyOf(customerId));
  } catch {
    // Storage is full or forbidden: the text is still on the screen.
  }
}

export function keptDraft(customerId: string | null): Draft | null {
  try {
    const text = localStorage.getItem(keyOf(customerId));
    if (!text) return null;
    const kept: unknown = JSON.parse(text);
    const fits = typeof kept === "object" && kept !== null && "id" in kept && "text" in kept && "kind" in kept;
    return fits ? { ...newDraft(null), ...(kept as Partial<Draft>) } : null;
  } catch {
    return null;
  }
}
