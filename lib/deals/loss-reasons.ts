// Why deals are lost, countable: a reason from the list, and what was said after a colon.

/** In the order they are offered, each with the words that are stored. */
export const LOSS_REASONS = {
  price: "Price",
  rival: "Chose a rival",
  poor_experience: "Poor experience",
  no_budget: "No budget",
  timing: "Timing",
  offer: "Offer did not fit",
  silence: "Went silent",
  other: "Other",
} as const;
export type LossReason = keyof typeof LOSS_REASONS;

export const LOSS_KEYS = Object.keys(LOSS_REASONS) as LossReason[];

/** Other systems' words for the same, as they come with imports. */
const ALSO: Partial<Record<LossReason, readonly string[]>> = {
  price: ["too expensive"],
  rival: ["competitor", "a rival", "rival"],
  poor_experience: ["bad experience"],
  silence: ["no answer", "no response"],
};

/** "Price: 8 % above the rival" */
export const lossText = (reason: LossReason, said: string): string =>
  said.trim() === "" ? LOSS_REASONS[reason] : `${LOSS_REASONS[reason]}: ${said.trim()}`;

/** The reason that a stored text begins with; other words count as "other". */
export function lossReasonOf(text: string): LossReason {
  const head = (text.split(":")[0] ?? "").trim().toLowerCase();
  return (
    LOSS_KEYS.find((key) => LOSS_REASONS[key].toLowerCase() === head || (ALSO[key] ?? []).includes(head)) ?? "other"
  );
}
