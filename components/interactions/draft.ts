import type { InteractionKind, InteractionOutcome, InteractionReason } from "@/lib/generated/prisma/enums";
import { newId } from "@/lib/id";

export type DraftCustomer = { id: string; name: string; sub?: string };

/** Whose text it is: what one person typed is not shown to, or sent by, the next one at this device. */
export type Writer = { workspaceId: string; userId: string };

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
  channelId: string;
  nextStep: string;
  /** YYYY-MM-DD or empty */
  nextStepDueOn: string;
  /** The next step was promised to the customer. */
  promised: boolean;
};

export function newDraft(customer: DraftCustomer | null, kind: InteractionKind = "call"): Draft {
  return {
    id: newId(),
    customer,
    contactId: "",
    kind,
    outcome: "reached",
    reason: "other",
    text: "",
    touchpointId: "",
    channelId: "",
    nextStep: "",
    nextStepDueOn: "",
    promised: false,
  };
}

export const placeOf = ({ workspaceId, userId }: Writer): string => `waymark.${workspaceId}.${userId}`;
const keyOf = (writer: Writer, customerId: string | null) => `${placeOf(writer)}.draft.${customerId ?? "any"}`;

/** True when there is something a person would miss. */
export const isWorthKeeping = (draft: Draft): boolean => draft.text.trim() !== "" || draft.nextStep.trim() !== "";

/** Keeps what is typed on this device, one draft a customer. A browser that keeps nothing is no reason to fail. */
export function keepDraft(writer: Writer, draft: Draft): void {
  try {
    const key = keyOf(writer, draft.customer?.id ?? null);
    if (isWorthKeeping(draft)) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // Storage is full or forbidden: the text is still on the screen.
  }
}

export function dropDraft(writer: Writer, draft: Draft): void {
  try {
    localStorage.removeItem(keyOf(writer, draft.customer?.id ?? null));
  } catch {
    // Nothing was kept.
  }
}

export function keptDraft(writer: Writer, customerId: string | null): Draft | null {
  try {
    const text = localStorage.getItem(keyOf(writer, customerId));
    if (!text) return null;
    const kept: unknown = JSON.parse(text);
    const fits = typeof kept === "object" && kept !== null && "id" in kept && "text" in kept && "kind" in kept;
    return fits ? { ...newDraft(null), ...(kept as Partial<Draft>) } : null;
  } catch {
    return null;
  }
}

/** What is missing before it can be sent or laid aside; the rest is the server's to say. */
export function missingOf(draft: Draft): "customer" | "nextStep" | "dueOn" | null {
  if (!draft.customer) return "customer";
  if (draft.nextStep.trim() === "") return draft.nextStepDueOn === "" ? null : "nextStep";
  return draft.promised && draft.nextStepDueOn === "" ? "dueOn" : null;
}
