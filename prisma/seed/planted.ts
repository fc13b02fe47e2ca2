/**
 * What is true in the demo workspace, written down so that tests can say whether insights find it. The generator reads
 * this table and nothing else when it decides who says what and what that does to their ratings.
 */
export type Planted = {
  key: string;
  /** Who: customers whose attribute has this value. */
  base: { attribute: string; is: string | boolean };
  /** What they said: the label of one option of a choice item. */
  experience: { item: string; said: string };
  /** What it does to their answer to another item. */
  outcome: { item: string };
  /** Of the outcome's mean inside the base, those who said it against those who did not; "none" is planted as no relation. */
  direction: "lower" | "higher" | "none";
  /** How often it is said (0 to 1), inside the base and by all others. */
  share: { base: number; others: number };
  /** On the outcome's own scale, inside the base; other customers feel a third of it. */
  effect: number;
};

export const PLANTED: readonly Planted[] = [
  {
    key: "toddler-boarding-flight",
    base: { attribute: "has_toddler", is: true },
    experience: { item: "early_boarding", said: "No" },
    outcome: { item: "flight" },
    direction: "lower",
    share: { base: 0.54, others: 0.24 },
    effect: -1.0,
  },
  {
    key: "toddler-boarding-boarding",
    base: { attribute: "has_toddler", is: true },
    experience: { item: "early_boarding", said: "No" },
    outcome: { item: "boarding" },
    direction: "lower",
    share: { base: 0.54, others: 0.24 },
    effect: -1.3,
  },
  {
    key: "toddler-boarding-nps",
    base: { attribute: "has_toddler", is: true },
    experience: { item: "early_boarding", said: "No" },
    outcome: { item: "recommend" },
    direction: "lower",
    share: { base: 0.54, others: 0.24 },
    effect: -1.8,
  },
  {
    key: "light-price-purchase",
    base: { attribute: "fare_class", is: "Light" },
    experience: { item: "price_clear", said: "No" },
    outcome: { item: "purchase" },
    direction: "lower",
    share: { base: 0.52, others: 0.2 },
    effect: -1.1,
  },
  {
    key: "connection-gate-nps",
    base: { attribute: "connection", is: "Under 60 minutes" },
    experience: { item: "gate_message", said: "Too late" },
    outcome: { item: "recommend" },
    direction: "lower",
    share: { base: 0.5, others: 0.18 },
    effect: -2.4,
  },
  {
    key: "toddler-seats-seating",
    base: { attribute: "has_toddler", is: true },
    experience: { item: "seated_together", said: "No" },
    outcome: { item: "seating" },
    direction: "lower",
    share: { base: 0.46, others: 0.2 },
    effect: -1.0,
  },
  {
    key: "no-tier-desk-effort",
    base: { attribute: "loyalty_tier", is: "No tier" },
    experience: { item: "desk_queue", said: "Yes" },
    outcome: { item: "checkin_effort" },
    direction: "lower",
    share: { base: 0.5, others: 0.22 },
    effect: -1.5,
  },
  {
    key: "berlin-gate-waiting",
    base: { attribute: "home_airport", is: "Berlin" },
    experience: { item: "gate_seats", said: "No" },
    outcome: { item: "waiting" },
    direction: "lower",
    share: { base: 0.52, others: 0.24 },
    effect: -1.0,
  },
  {
    key: "app-delays-news",
    base: { attribute: "books_through", is: "App" },
    experience: { item: "app_told", said: "No" },
    outcome: { item: "delays" },
    direction: "lower",
    share: { base: 0.5, others: 0.22 },
    effect: -1.1,
  },
  {
    key: "vegetarian-meal-food",
    base: { attribute: "meal", is: "Vegetarian or vegan" },
    experience: { item: "meal_available", said: "No" },
    outcome: { item: "food" },
    direction: "lower",
    share: { base: 0.48, others: 0.16 },
    effect: -1.1,
  },
  {
    key: "two-bags-space-storage",
    base: { attribute: "hand_luggage", is: "Two pieces" },
    experience: { item: "bag_space", said: "No" },
    outcome: { item: "storage" },
    direction: "lower",
    share: { base: 0.52, others: 0.26 },
    effect: -1.0,
  },
  {
    key: "card-greeted-nps",
    base: { attribute: "card_holder", is: true },
    experience: { item: "greeted", said: "Yes" },
    outcome: { item: "recommend" },
    direction: "higher",
    share: { base: 0.52, others: 0.26 },
    effect: 1.5,
  },
  // Asked, answered, and without any relation: nothing of this may be listed.
  {
    key: "null-personal-belt-baggage",
    base: { attribute: "travel_type", is: "Personal" },
    experience: { item: "named_belt", said: "No" },
    outcome: { item: "baggage" },
    direction: "none",
    share: { base: 0.3, others: 0.3 },
    effect: 0,
  },
  {
    key: "null-newsletter-belt-baggage",
    base: { attribute: "newsletter", is: true },
    experience: { item: "named_belt", said: "No" },
    outcome: { item: "baggage" },
    direction: "none",
    share: { base: 0.3, others: 0.3 },
    effect: 0,
  },
  {
    key: "null-email-video-entertainment",
    base: { attribute: "contact_by", is: "E-mail" },
    experience: { item: "safety_video", said: "No" },
    outcome: { item: "entertainment" },
    direction: "none",
    share: { base: 0.35, others: 0.35 },
    effect: 0,
  },
  {
    key: "null-newsletter-video-flight",
    base: { attribute: "newsletter", is: true },
    experience: { item: "safety_video", said: "No" },
    outcome: { item: "flight" },
    direction: "none",
    share: { base: 0.35, others: 0.35 },
    effect: 0,
  },
];

/** What a group feels differently from all others, by item: what makes one journey unlike the other. */
export const GROUP_SHIFTS: readonly {
  attribute: string;
  is: string | boolean;
  by: Readonly<Record<string, number>>;
}[] = [
  {
    attribute: "has_toddler",
    is: true,
    by: {
      destination: -0.1,
      booking: -0.3,
      security: 0.55,
      waiting: -0.5,
      boarding: -0.55,
      food: -0.15,
      lavatory: -0.4,
      storage: -0.15,
      car: -0.2,
    },
  },
  {
    attribute: "travel_type",
    is: "Business",
    by: { checkin: 0.25, security: -0.3, delays: -0.35, crew: 0.1, landing: -0.2 },
  },
];

/** Where one channel is felt differently from the others: what the matrix of touchpoints and channels must find. */
export const PLANTED_CHANNELS: readonly {
  touchpoint: "booking" | "checkin" | "purchase";
  /** The item on whose answers it is planted. */
  item: string;
  channel: "Phone" | "Airport desk";
  direction: "lower" | "none";
  effect: number;
}[] = [
  { touchpoint: "booking", item: "shop_booking", channel: "Phone", direction: "lower", effect: -0.9 },
  { touchpoint: "checkin", item: "checkin", channel: "Airport desk", direction: "lower", effect: -0.7 },
  { touchpoint: "purchase", item: "shop_purchase", channel: "Phone", direction: "none", effect: 0 },
];

/** What families feel differently where the five responses are asked, on a scale of 1 to 5. */
export const PLANTED_FELT: readonly {
  base: { attribute: string; is: string | boolean };
  touchpoint: "security" | "waiting" | "boarding" | "seating" | "crew";
  response: "sensory" | "affective" | "cognitive" | "physical" | "social";
  direction: "lower" | "higher";
  effect: number;
}[] = [
  {
    base: { attribute: "has_toddler", is: true },
    touchpoint: "boarding",
    response: "affective",
    direction: "lower",
    effect: -1.2,
  },
  {
    base: { attribute: "has_toddler", is: true },
    touchpoint: "boarding",
    response: "social",
    direction: "lower",
    effect: -1.2,
  },
  {
    base: { attribute: "has_toddler", is: true },
    touchpoint: "boarding",
    response: "physical",
    direction: "lower",
    effect: -0.7,
  },
  {
    base: { attribute: "has_toddler", is: true },
    touchpoint: "security",
    response: "affective",
    direction: "higher",
    effect: 1.3,
  },
  {
    base: { attribute: "has_toddler", is: true },
    touchpoint: "security",
    response: "social",
    direction: "higher",
    effect: 0.8,
  },
  {
    base: { attribute: "has_toddler", is: true },
    touchpoint: "waiting",
    response: "cognitive",
    direction: "lower",
    effect: -0.8,
  },
  {
    base: { attribute: "has_toddler", is: true },
    touchpoint: "seating",
    response: "social",
    direction: "lower",
    effect: -0.9,
  },
  {
    base: { attribute: "travel_type", is: "Business" },
    touchpoint: "seating",
    response: "physical",
    direction: "lower",
    effect: -0.6,
  },
];
