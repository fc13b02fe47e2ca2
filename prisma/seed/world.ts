// What Meridian Air is made of: channels, touchpoints, products, attributes, surveys and journeys.

export type Controller = "firm" | "partner" | "customer" | "public";

export const CHANNELS = ["App", "Website", "E-mail", "Airport desk", "Gate", "Cabin", "Phone"] as const;
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
  | "car";

export const TOUCHPOINTS: Record<
  TouchpointKey,
  { name: string; description: string; controller: Controller; channels: readonly ChannelName[] }
> = {
  destination: {
    name: "Choosing a destination",
    description: "Looking for somewhere that suits everyone, on our pages and on those of others.",
    controller: "public",
    channels: ["Website", "App"],
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
  security: { name: "Security", description: "The airport's own lanes.", controller: "partner", channels: [] },
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
  baggage: { name: "Baggage claim", description: "The belt, and the stroller.", controller: "partner", channels: [] },
  customs: { name: "Customs", description: "Passports and goods.", controller: "public", channels: [] },
  car: {
    name: "Car rental",
    description: "Keys, and the right child seat.",
    controller: "partner",
    channels: ["Phone"],
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
  { key: "loyalty_tier", label: "Loyalty tier", kind: "choice", options: ["None", "Silver", "Gold"] },
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
};

export type DemoSurvey = {
  key: "relationship" | "flight" | "airport" | "quiet";
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
];

export type DemoStep = { touchpoint: TouchpointKey; doing: string; thinking: string; desired: number };
export const JOURNEYS: readonly {
  name: string;
  segment: string;
  stages: readonly { name: string; steps: readonly DemoStep[] }[];
}[] = [
  {
    name: "Flying with a toddler",
    segment: "Families with a toddler",
    stages: [
      {
        name: "Pre-flight",
        steps: [
          {
            touchpoint: "destination",
            doing: "Looks for a place two hours away that has a beach and a cot",
            thinking: "Can we manage more than three hours?",
            desired: 4.0,
          },
          {
            touchpoint: "purchase",
            doing: "Compares fares for two adults and a lap child",
            thinking: "Does a lap child need a ticket of its own?",
            desired: 4.0,
          },
          {
            touchpoint: "booking",
            doing: "Adds seats, a cot and the stroller",
            thinking: "Will we sit together?",
            desired: 4.2,
          },
        ],
      },
      {
        name: "Airport departure",
        steps: [
          {
            touchpoint: "checkin",
            doing: "Drops the bags, keeps the stroller to the gate",
            thinking: "Where do we hand it over?",
            desired: 4.0,
          },
          {
            touchpoint: "security",
            doing: "Takes the family lane, opens every bottle",
            thinking: "They speak to her as well, that helps",
            desired: 3.7,
          },
          {
            touchpoint: "waiting",
            doing: "Keeps her busy for seventy minutes",
            thinking: "How long will this take?",
            desired: 4.0,
          },
          {
            touchpoint: "boarding",
            doing: "Queues with child, bag and folded stroller",
            thinking: "Will nobody let us go first?",
            desired: 4.2,
          },
        ],
      },
      {
        name: "In-flight",
        steps: [
          {
            touchpoint: "entertainment",
            doing: "Shares one tablet and one headset",
            thinking: "What comes after this film?",
            desired: 3.9,
          },
          {
            touchpoint: "food",
            doing: "Asks for warm milk, balances the tray",
            thinking: "Who holds her while I eat?",
            desired: 3.9,
          },
          {
            touchpoint: "seating",
            doing: "Holds her on the lap for two hours",
            thinking: "Everyone is looking at us",
            desired: 4.2,
          },
          {
            touchpoint: "lavatory",
            doing: "Changes her on the closed lid",
            thinking: "We do not both fit in here",
            desired: 3.9,
          },
          {
            touchpoint: "storage",
            doing: "Looks for room for the changing bag",
            thinking: "It has to stay in reach",
            desired: 3.8,
          },
        ],
      },
      {
        name: "Arrival",
        steps: [
          {
            touchpoint: "landing",
            doing: "Waits until the aisle is empty",
            thinking: "Her ears hurt, is that normal?",
            desired: 3.8,
          },
          {
            touchpoint: "baggage",
            doing: "Carries her, waits for the stroller",
            thinking: "Where does the stroller come out?",
            desired: 3.9,
          },
          {
            touchpoint: "customs",
            doing: "Shows three passports with one hand",
            thinking: "Is there a lane for families?",
            desired: 3.6,
          },
          {
            touchpoint: "car",
            doing: "Fits a child seat in the dark",
            thinking: "Is this the right size?",
            desired: 4.0,
          },
        ],
      },
    ],
  },
  {
    name: "A day trip on business",
    segment: "Business travellers",
    stages: [
      {
        name: "Pre-flight",
        steps: [
          {
            touchpoint: "purchase",
            doing: "Books the first flight out and the last one back",
            thinking: "Can I change it if the meeting runs over?",
            desired: 4.2,
          },
          {
            touchpoint: "booking",
            doing: "Picks an aisle seat near the front",
            thinking: "Does the company pay for it?",
            desired: 3.9,
          },
        ],
      },
      {
        name: "Airport departure",
        steps: [
          {
            touchpoint: "checkin",
            doing: "Checks in from the taxi",
            thinking: "No desk, please",
            desired: 4.4,
          },
          {
            touchpoint: "security",
            doing: "Walks the fast lane",
            thinking: "Twelve minutes, as promised?",
            desired: 4.1,
          },
          {
            touchpoint: "delays",
            doing: "Watches the app for the gate",
            thinking: "Tell me before I walk the wrong way",
            desired: 4.4,
          },
          {
            touchpoint: "boarding",
            doing: "Boards last, with a laptop bag",
            thinking: "Is there still room above the seat?",
            desired: 4.0,
          },
        ],
      },
      {
        name: "In-flight",
        steps: [
          {
            touchpoint: "seating",
            doing: "Opens the laptop",
            thinking: "Please do not recline",
            desired: 4.0,
          },
          {
            touchpoint: "food",
            doing: "Drinks a coffee",
            thinking: "Is that all there is?",
            desired: 3.6,
          },
          {
            touchpoint: "crew",
            doing: "Asks about the connection",
            thinking: "They know my name, good",
            desired: 4.3,
          },
        ],
      },
      {
        name: "Arrival",
        steps: [
          {
            touchpoint: "landing",
            doing: "Stands up before the sign goes off",
            thinking: "Which gate is the next one?",
            desired: 4.1,
          },
          {
            touchpoint: "car",
            doing: "Picks up the keys",
            thinking: "No paper, please",
            desired: 4.0,
          },
        ],
      },
    ],
  },
];

export const IMPROVEMENTS: readonly {
  title: string;
  reason: string;
  touchpoint?: TouchpointKey;
  segment?: string;
  /** Days before now; doneDays is what the score's trend marks. */
  createdDays: number;
  startedDays?: number;
  doneDays?: number;
}[] = [
  {
    title: "New app check-in",
    reason: "Half of the customers without a tier queued at a desk after checking in online.",
    touchpoint: "checkin",
    createdDays: 520,
    startedDays: 480,
    doneDays: 430,
  },
  {
    title: "Pay agreement with the ground crews",
    reason: "The strike cost two months of good will at every gate.",
    touchpoint: "boarding",
    createdDays: 285,
    startedDays: 270,
    doneDays: 225,
  },
  {
    title: "Gate message 50 minutes before",
    reason: "Passengers with a short connection learned of their gate too late.",
    touchpoint: "delays",
    segment: "Short connections",
    createdDays: 190,
    startedDays: 160,
    doneDays: 128,
  },
  {
    title: "Families board first",
    reason: "Families with a toddler who were not offered early boarding rate the flight a full point lower.",
    touchpoint: "boarding",
    segment: "Families with a toddler",
    createdDays: 70,
    startedDays: 34,
  },
  {
    title: "Full price on the first page",
    reason: "Customers on Light fares say that the full price was not clear before payment.",
    touchpoint: "purchase",
    segment: "Fares under 100 €",
    createdDays: 48,
    startedDays: 12,
  },
  {
    title: "Rent a toy at check-in",
    reason: "Seventy minutes at the gate, and not one thing for a child to do.",
    touchpoint: "waiting",
    segment: "Families with a toddler",
    createdDays: 21,
  },
  {
    title: "Family-facing seats in four rows",
    reason: "Families are split up and spend the flight asking others to move.",
    touchpoint: "seating",
    segment: "Families with a toddler",
    createdDays: 19,
  },
  {
    title: "Spacious lavatory with a table",
    reason: "A child cannot be changed on a closed lid.",
    touchpoint: "lavatory",
    segment: "Families with a toddler",
    createdDays: 16,
  },
  {
    title: "Sound curtain between rows 8 and 9",
    reason: "Those who work and those who sing would both like one.",
    touchpoint: "ambiance",
    createdDays: 9,
  },
];
