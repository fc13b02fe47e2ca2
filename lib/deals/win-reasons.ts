// Why deals are won, countable: a reason from the list, and what was said after a colon.

/** In the order they are offered, each with the words that are stored. */
export const WIN_REASONS = {
  offer: "Offer fits best",
  trust: "Trust in us",
  demo: "The demo",
  price: "Price",
  service: "Service",
  referral: "Recommended to them",
  speed: "We were quick",
  other: "Other",
} as const;
export type WinReason = keyof typeof WIN_REASONS;

export const WIN_KEYS = Object.keys(WIN_REASONS) as WinReason[];

/** "Trust in us: their desk knows ours" */
export const winText = (reason: WinReason, said: string): string =>
  said.trim() === "" ? WIN_REASONS[reason] : `${WIN_REASONS[reason]}: ${said.trim()}`;

/** The reason that a stored text begins with; other words count as "other". */
export function winReasonOf(text: string): WinReason {
  const head = (text.split(":")[0] ?? "").trim().toLowerCase();
  return WIN_KEYS.find((key) => WIN_REASONS[key].toLowerCase() === head) ?? "other";
}
