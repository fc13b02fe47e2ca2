import type { QuoteConsent } from "../generated/prisma/enums";

export const CONSENTS = ["none", "internal", "public"] as const satisfies readonly QuoteConsent[];

const RANK: Record<QuoteConsent, number> = { none: 0, internal: 1, public: 2 };

/** Words leave the house only when the person agreed to be quoted anywhere. */
export const mayBeShownOutside = (consent: QuoteConsent): boolean => consent === "public";

/** The narrower of two: a passage is never freer than the conversation it comes from. */
export const narrower = (a: QuoteConsent, b: QuoteConsent): QuoteConsent => (RANK[a] <= RANK[b] ? a : b);

/** True when the second allows more than the first. */
export const isWider = (than: QuoteConsent, consent: QuoteConsent): boolean => RANK[consent] > RANK[than];

/**
 * What a passage's consent becomes when its interview's changes: what was as free as the interview goes with it, what the
 * person had kept narrower stays, and nothing is freer than the interview.
 */
export function followed(own: QuoteConsent, before: QuoteConsent, after: QuoteConsent): QuoteConsent {
  return own === before ? after : narrower(own, after);
}
