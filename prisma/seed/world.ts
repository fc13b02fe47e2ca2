import type { ExperienceResponse } from "../../lib/generated/prisma/enums";
import { batteryFor } from "../../lib/surveys/battery";

// What Meridian Air is made of: channels, touchpoints, products, attributes and surveys.

export type Controller = "firm" | "partner" | "customer" | "public";

export const CHANNELS = ["App", "Website", "E-mail", "Airport desk", "Gate", "Cabin", "Phone", "Terminal"] as const;
export type ChannelName = (typeof CHANNELS)[number];

export type TouchpointKey =
  | "destination"
  | "purchase"
  | "booking"
  | "checkin"
  | "security"
  | "waiting"
  | "delays"
  | "boarding"
  | "crew"
  | "entertainment"
  | "ambiance"
  | "food"
  | "seating"
  | "lavatory"
  | "storage"
  | "landing"
  | "baggage"
  | "customs"
  | "car"
  // Of companies.
  | "fair"
  | "offer"
  | "contract"
  | "portal"
  | "changes"
  | "bill"
  | "renewal"
  | "reference";

export const TOUCHPOINTS: Record<
  TouchpointKey,
  {
    name: string;
    description: string;
    controller: Controller;
    channels: readonly ChannelName[];
    /** Reached through somebody else. */
    isIndirect?: boolean;
    /** Who answers for it; the CX manager of what the firm controls when nobody is named. */
    owner?: "admin" | "farmer" | "hunter";
  }
> = {
  destination: {
    name: "Choosing a destination",
    description: "Looking for somewhere that suits everyone, on our pages and on those of others.",
    controller: "public",
    channels: ["Website", "App"],
    isIndirect: true,
  },
  purchase: {
    name: "Buying a ticket",
    description: "Comparing fares and paying.",
    controller: "firm",
    channels: ["Website", "App", "Phone"],
  },
  booking: {
    name: "Booking seats and extras",
    description: "Seats, cots, bags and meals after the ticket is bought.",
    controller: "firm",
    channels: ["App", "Website", "Phone"],
  },
  checkin: {
    name: "Check-in",
    description: "Online, at the kiosk or at the desk.",
    controller: "firm",
    channels: ["App", "Airport desk"],
  },
  security: {
    name: "Security",
    description: "The airport's own lanes.",
    controller: "partner",
    channels: ["Terminal"],
    isIndirect: true,
  },
  waiting: {
    name: "Waiting at the gate",
    description: "The hour before boarding.",
    controller: "partner",
    channels: ["Gate"],
  },
  delays: {
    name: "News of delays",
    description: "What we say, and when, if a flight is late or moves to another gate.",
    controller: "firm",
    channels: ["App", "E-mail", "Gate"],
  },
  boarding: {
    name: "Boarding",
    description: "From the first call to the seat.",
    controller: "firm",
    channels: ["Gate"],
  },
  crew: { name: "Cabin crew", description: "The people on board.", controller: "firm", channels: ["Cabin"] },
  entertainment: {
    name: "Entertainment",
    description: "Screens, films, games.",
    controller: "firm",
    channels: ["Cabin"],
  },
  ambiance: { name: "Ambiance", description: "Light, noise, temperature.", controller: "firm", channels: ["Cabin"] },
  food: {
    name: "Food and drink",
    description: "Meals, milk, water, snacks.",
    controller: "firm",
    channels: ["Cabin"],
  },
  seating: { name: "Seating", description: "The seat and who sits beside.", controller: "firm", channels: ["Cabin"] },
  lavatory: {
    name: "Lavatory",
    description: "Clean, and large enough for two.",
    controller: "firm",
    channels: ["Cabin"],
  },
  storage: { name: "Storage", description: "Room for bags above the seat.", controller: "firm", channels: ["Cabin"] },
  landing: {
    name: "Landing",
    description: "Descent and leaving the aircraft.",
    controller: "firm",
    channels: ["Cabin"],
  },
  baggage: {
    name: "Baggage claim",
    description: "The belt, and the stroller.",
    controller: "partner",
    channels: ["Terminal"],
    isIndirect: true,
  },
  customs: {
    name: "Customs",
    description: "Passports and goods.",
    controller: "public",
    channels: ["Terminal"],
    isIndirect: true,
  },
  car: {
    name: "Car rental",
    description: "Keys, and the right child seat.",
    controller: "partner",
    channels: ["Airport desk", "Phone"],
    isIndirect: true,
  },
  fair: {
    name: "Travel fair",
    description: "Where companies ask other companies.",
    controller: "public",
    channels: ["E-mail"],
    isIndirect: true,
    owner: "hunter",
  },
  offer: {
    name: "Group offer",
    description: "Fares, terms, and what a change costs.",
    controller: "firm",
    channels: ["E-mail", "Phone"],
    owner: "hunter",
  },
  contract: {
    name: "Company contract",
    description: "From the signature to the first log-in.",
    controller: "firm",
    channels: ["E-mail", "Phone"],
    owner: "hunter",
  },
  portal: {
    name: "Company portal",
    description: "All travellers of a company on one page.",
    controller: "firm",
    channels: ["Website"],
    owner: "farmer",
  },
  changes: {
    name: "Help with changes",
    description: "When a flight is gone and forty people stand somewhere.",
    controller: "firm",
    channels: ["Phone", "E-mail"],
    owner: "farmer",
  },
  bill: {
    name: "Monthly bill",
    description: "What a company pays, and for which project.",
    controller: "firm",
    channels: ["E-mail"],
    owner: "admin",
  },
  renewal: {
    name: "Renewal talk",
    description: "The talk before a contract ends.",
    controller: "firm",
    channels: ["Phone"],
    owner: "farmer",
  },
  reference: {
    name: "References",
    description: "What companies tell one another about us.",
    controller: "customer",
    channels: ["E-mail"],
    isIndirect: true,
  },
};

export const PRODUCTS = {
  light: { name: "Light fare", priceCents: 8_900 },
  classic: { name: "Classic fare", priceCents: 16_900 },
  flex: { name: "Flex fare", priceCents: 38_900 },
  bag: { name: "Checked bag", priceCents: 3_500 },
  seat: { name: "Seat of choice", priceCents: 1_400 },
  family: { name: "Family pass, two years", priceCents: 14_900 },
  meal: { name: "Warm meal", priceCents: 1_200 },
  priority: { name: "Early boarding", priceCents: 900 },
  lounge: { name: "Lounge visit", priceCents: 3_900 },
  group: { name: "Group fare, ten seats", priceCents: 129_000 },
  charter: { name: "Charter rotation", priceCents: 2_400_000 },
} as const;
export type ProductKey = keyof typeof PRODUCTS;

export type AttributeKind = "text" | "number" | "boolean" | "choice" | "money";
export const ATTRIBUTES: readonly {
  key: string;
  label: string;
  kind: AttributeKind;
  options?: readonly string[];
  unit?: string;
}[] = [
  {
    key: "account_type",
    label: "Account type",
    kind: "choice",
    options: ["Person", "Household", "Company", "Tour operator"],
  },
  { key: "travel_type", label: "Travels for", kind: "choice", options: ["Personal", "Business"] },
  { key: "has_toddler", label: "Has a toddler", kind: "boolean" },
  { key: "family_size", label: "Family size", kind: "number" },
  { key: "fare_class", label: "Usual fare class", kind: "choice", options: ["Light", "Classic", "Flex"] },
  { key: "usual_fare", label: "Usual fare", kind: "money" },
  { key: "loyalty_tier", label: "Loyalty tier", kind: "choice", options: ["No tier", "Silver", "Gold"] },
  { key: "card_holder", label: "Meridian card", kind: "boolean" },
  { key: "home_airport", label: "Home airport", kind: "choice", options: ["Berlin", "Warsaw", "Lisbon", "Vienna"] },
  {
    key: "connection",
    label: "Usual connection",
    kind: "choice",
    options: ["Direct", "Under 60 minutes", "60 minutes or more"],
  },
  {
    key: "books_through",
    label: "Books through",
    kind: "choice",
    options: ["App", "Website", "Phone", "Travel agency"],
  },
  { key: "flights_a_year", label: "Flights a year", kind: "number" },
  { key: "meal", label: "Meal", kind: "choice", options: ["Standard", "Vegetarian or vegan", "Other diet"] },
  { key: "hand_luggage", label: "Hand luggage", kind: "choice", options: ["One piece", "Two pieces"] },
  { key: "contact_by", label: "Wants contact by", kind: "choice", options: ["E-mail", "Phone", "App"] },
  { key: "newsletter", label: "Newsletter", kind: "boolean" },
];

export type DemoItem = {
  key: string;
  kind: "nps" | "rating" | "effort" | "choice" | "text";
  /** The question as the respondent reads it. */
  text: string;
  /** What the answer is called in tables. */
  label: string;
  touchpoint?: TouchpointKey;
  options?: readonly string[];
  /** Mean of the answers before anything is planted on them. */
  mean?: number;
  /** Asked of, or answered by, this share of respondents (0 to 1). */
  answered?: number;
  /** The item whose experience this one asks about too. */
  like?: string;
  /** Of a battery: which of the five responses it asks about. */
  response?: ExperienceResponse;
};

export type DemoSurvey = {
  key: "relationship" | "flight" | "airport" | "quiet" | "shop" | "company" | `felt_${FeltTouchpoint}`;
  name: string;
  promise: "identified" | "anonymous";
  /** Over every question. */
  about: string;
  thanks: string;
  items: readonly DemoItem[];
  channels: Partial<Record<ChannelName, number>>;
};

const YES_NO = ["Yes", "No"] as const;
const rating = (key: TouchpointKey, text: string, mean: number, answered = 0.97): DemoItem => ({
  key,
  kind: "rating",
  text,
  label: TOUCHPOINTS[key].name,
  touchpoint: key,
  mean,
  answered,
});
const choice = (
  key: string,
  touchpoint: TouchpointKey,
  label: string,
  text: string,
  options: readonly string[] = YES_NO,
): DemoItem => ({ key, kind: "choice", text, label, touchpoint, options, answered: 0.97 });

/** Where the five questions about the experience are asked. */
export const FELT = ["security", "waiting", "boarding", "seating", "crew"] as const satisfies readonly TouchpointKey[];
export type FeltTouchpoint = (typeof FELT)[number];

const FELT_CHANNELS: Record<FeltTouchpoint, DemoSurvey["channels"]> = {
  security: { App: 5, "E-mail": 2 },
  waiting: { App: 4, Gate: 4 },
  boarding: { App: 4, Gate: 3, "E-mail": 2 },
  seating: { App: 3, Cabin: 4 },
  crew: { App: 3, Cabin: 4 },
};

/** The battery of five at one touchpoint, in the words in which the builder offers it. */
function feltSurvey(touchpoint: FeltTouchpoint): DemoSurvey {
  const { name } = TOUCHPOINTS[touchpoint];
  return {
    key: `felt_${touchpoint}`,
    name: `How it felt: ${name.toLowerCase()}`,
    promise: "identified",
    about: "Five statements, half a minute.",
    thanks: "Thank you. This tells us what figures do not.",
    channels: FELT_CHANNELS[touchpoint],
    items: batteryFor({ id: "", name }, []).map((question): DemoItem => {
      if (!question.response) throw new Error("A battery asks about responses.");
      return {
        key: question.key,
        kind: "rating",
        text: question.label,
        label: question.label,
        touchpoint,
        mean: FELT_MEANS[touchpoint][question.response],
        answered: 0.97,
        response: question.response,
      };
    }),
  };
}

/** How it feels there to everybody, before a group feels it differently. */
const FELT_MEANS: Record<FeltTouchpoint, Record<ExperienceResponse, number>> = {
  security: { sensory: 3.1, affective: 3.2, cognitive: 3.5, physical: 3.3, social: 3.5 },
  waiting: { sensory: 3.0, affective: 3.1, cognitive: 3.3, physical: 2.9, social: 3.1 },
  boarding: { sensory: 3.3, affective: 3.1, cognitive: 3.6, physical: 3.4, social: 3.0 },
  seating: { sensory: 3.5, affective: 3.5, cognitive: 3.4, physical: 3.2, social: 3.4 },
  crew: { sensory: 3.8, affective: 4.2, cognitive: 3.8, physical: 3.9, social: 4.3 },
};

export const SURVEYS: readonly DemoSurvey[] = [
  {
    key: "relationship",
    name: "Would you recommend us",
    promise: "identified",
    about: "A few short questions about Meridian Air.",
    thanks: "Thank you. Ewa and her team read every answer.",
    channels: { "E-mail": 6, App: 4 },
    items: [
      {
        key: "recommend",
        kind: "nps",
        text: "How likely are you to recommend Meridian Air to a friend or colleague?",
        label: "Would recommend us",
      },
      { key: "reason", kind: "text", text: "What is the main reason for your answer?", label: "Reason" },
      rating("destination", "How easy was it to find a destination that suits you?", 3.9),
      rating("booking", "How was booking seats and extras?", 3.9),
      rating("crew", "How was our cabin crew?", 4.2),
      choice("greeted", "crew", "Greeted by name", "Did somebody of the crew greet you by name?"),
    ],
  },
  {
    key: "flight",
    name: "After your flight",
    promise: "identified",
    about: "How was your last flight with us? It takes three minutes.",
    thanks: "Thank you. Your answers go to the people who run these flights.",
    channels: { "E-mail": 5, App: 4, Cabin: 1 },
    items: [
      {
        key: "flight",
        kind: "rating",
        text: "How was the flight as a whole?",
        label: "The flight as a whole",
        mean: 4.1,
      },
      rating("purchase", "How was buying the ticket?", 3.9),
      choice("price_clear", "purchase", "Full price clear before payment", "Was the full price clear before payment?"),
      choice("early_boarding", "boarding", "Offered early boarding", "Did someone offer you early boarding?"),
      rating("boarding", "How was boarding?", 3.9),
      choice("gate_message", "delays", "News of the gate", "When did you learn of your gate for the next flight?", [
        "In time",
        "Too late",
        "Not needed",
      ]),
      choice("seated_together", "seating", "Seated together", "Did everyone in your booking sit together?"),
      rating("seating", "How was your seat?", 3.8),
      choice("bag_space", "storage", "Room for bags", "Was there room for your bags near your seat?"),
      rating("storage", "How was finding room for your things?", 3.8),
      choice("meal_available", "food", "Meal of choice on board", "Was the meal you wanted on board?"),
      rating("food", "How were food and drink?", 3.8),
      choice("safety_video", "entertainment", "Saw the safety film", "Did you see the new safety film?"),
      rating("entertainment", "How was entertainment on board?", 3.4),
      rating("ambiance", "How were light, noise and temperature?", 3.7),
      rating("lavatory", "How was the lavatory?", 3.3, 0.8),
      rating("landing", "How was leaving the aircraft?", 3.8, 0.9),
      choice("named_belt", "baggage", "Bags on the belt named", "Were your bags on the belt that was named?"),
      rating("baggage", "How was baggage claim?", 3.6),
      { key: "comment", kind: "text", text: "Is there anything we should know?", label: "Comment", answered: 0.3 },
    ],
  },
  {
    key: "airport",
    name: "At the airport",
    promise: "identified",
    about: "A minute about check-in and the way to your gate.",
    thanks: "Thank you. We compare every airport by these answers.",
    channels: { "Airport desk": 2, Gate: 3, App: 4, "E-mail": 2 },
    items: [
      {
        key: "checkin_effort",
        kind: "effort",
        text: "Meridian Air made it easy for me to check in.",
        label: "Check-in was easy",
        touchpoint: "checkin",
        mean: 5.6,
      },
      choice("desk_queue", "checkin", "Queued at a desk", "Did you have to queue at a desk after checking in online?"),
      rating("checkin", "How was check-in as a whole?", 4.0),
      rating("security", "How was security?", 3.9),
      choice("gate_seats", "waiting", "Seats at the gate", "Were there free seats at your gate?"),
      rating("waiting", "How was the time at the gate?", 3.6),
      choice("app_told", "delays", "App told of the change", "Did our app tell you when your flight or gate changed?"),
      rating("delays", "How were you told about delays and changes?", 3.7),
      rating("car", "How was picking up your rental car?", 3.6, 0.13),
      rating("customs", "How was passport control?", 3.6, 0.5),
    ],
  },
  {
    key: "quiet",
    name: "In confidence: our cabins",
    promise: "anonymous",
    about: "Nobody learns who you are. We keep the day, not the hour.",
    thanks: "Thank you. What you wrote cannot be traced to you.",
    channels: { Cabin: 7, App: 3 },
    items: [
      {
        key: "recommend_quiet",
        kind: "nps",
        text: "How likely are you to recommend our cabins to a friend or colleague?",
        label: "Would recommend our cabins",
      },
      {
        key: "cabin_clean",
        kind: "rating",
        text: "How clean was the cabin?",
        label: "Clean cabin",
        touchpoint: "ambiance",
        mean: 3.9,
      },
      {
        key: "confidence",
        kind: "text",
        text: "What would you tell us in confidence?",
        label: "In confidence",
        answered: 0.25,
      },
    ],
  },
  {
    key: "shop",
    name: "Buying and booking",
    promise: "identified",
    about: "Two things that you have just done with us.",
    thanks: "Thank you. We are making both of them shorter.",
    channels: { Website: 5, App: 4, Phone: 3 },
    items: [
      { ...rating("purchase", "How was buying the ticket today?", 3.9), key: "shop_purchase", like: "purchase" },
      {
        key: "purchase_effort",
        kind: "effort",
        text: "Meridian Air made it easy for me to buy the ticket.",
        label: "Buying was easy",
        touchpoint: "purchase",
        mean: 5.3,
        answered: 0.96,
      },
      {
        ...rating("booking", "How was adding seats and extras today?", 4.0, 0.9),
        key: "shop_booking",
        like: "booking",
      },
      {
        key: "booking_effort",
        kind: "effort",
        text: "Meridian Air made it easy for me to book what I wanted to add.",
        label: "Booking extras was easy",
        touchpoint: "booking",
        mean: 5.2,
        answered: 0.88,
      },
    ],
  },
  {
    key: "company",
    name: "Your company and us",
    promise: "identified",
    about: "Once in half a year, for those who look after their company's travel.",
    thanks: "Thank you. Your account manager reads this before the next talk.",
    channels: { "E-mail": 5, Website: 3, Phone: 2 },
    items: [
      rating("fair", "What did you hear about us before you knew us?", 3.7, 0.7),
      rating("offer", "How was the last offer that we made to you?", 3.7),
      rating("contract", "How was the time between signing and starting?", 3.2, 0.9),
      rating("portal", "How is the company portal?", 4.2),
      rating("changes", "How do we help when flights change?", 4.1),
      rating("bill", "How is the monthly bill?", 2.5),
      rating("renewal", "How do we talk with you about what comes next?", 3.3, 0.8),
      {
        key: "recommend_company",
        kind: "nps",
        text: "How likely are you to recommend us to another company's travel desk?",
        label: "Would recommend us to a company",
        touchpoint: "reference",
      },
      rating("reference", "How do we treat you when you recommend us?", 3.5, 0.6),
    ],
  },
  ...FELT.map(feltSurvey),
];
