import type { OfferTrigger } from "../generated/prisma/enums";

export type CustomerOffer = {
  id: string;
  name: string;
  priceCents: number | null;
  currency: string | null;
  offeredAt: Date;
  acceptedAt: Date | null;
  declinedAt: Date | null;
  /** "Not now": the seller did not make it. */
  ignoredAt: Date | null;
  /** Why it was suggested, in words; empty when nobody suggested it. */
  reason: string;
};

export type OfferRule = {
  id: string;
  name: string;
  segmentId: string | null;
  segmentName: string | null;
  trigger: OfferTrigger;
  triggerDays: number;
  productId: string | null;
  offer: string;
  priceCents: number | null;
  currency: string | null;
  channelId: string | null;
  channelName: string | null;
  /** YYYY-MM-DD, both belonging */
  fromDay: string | null;
  untilDay: string | null;
  capDays: number;
  pausedAt: Date | null;
};

export type OfferCounts = {
  made: number;
  accepted: number;
  declined: number;
  ignored: number;
  /** Made, and neither answered nor put off. */
  waiting: number;
};

/** Of those that a customer answered: what an acceptance rate is of. */
export const answered = ({ accepted, declined }: Pick<OfferCounts, "accepted" | "declined">): number =>
  accepted + declined;

/** An offer that is due to a customer, with what makes it so. */
export type Suggestion = {
  ruleId: string;
  ruleName: string;
  customerId: string;
  customerName: string;
  offer: string;
  priceCents: number | null;
  currency: string | null;
  productId: string | null;
  channelId: string | null;
  channelName: string | null;
  segmentName: string | null;
  trigger: OfferTrigger;
  /** Days of silence, since the score or the case, until the renewal, past the habit, as a member. */
  days: number;
  /** The latest score, of score_low and score_high. */
  score: number | null;
  /** Median days between the customer's orders, of habit_passed. */
  habitDays: number | null;
  /** Of all offers by this rule. */
  accepted: number;
  answered: number;
};
