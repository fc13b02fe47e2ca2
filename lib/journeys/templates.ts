import type { Controller } from "../generated/prisma/enums";
import type { Cells } from "./lanes";

/** A step of a template: the touchpoint's name, and what is usually true there until somebody knows better. */
export type TemplateStep = {
  touchpoint: string;
  controller?: Controller;
  cells?: Partial<Cells>;
};
export type TemplateStage = { name: string; metric?: string; steps: TemplateStep[] };
export type Template = { key: string; stages: TemplateStage[] };

const step = (touchpoint: string, doing: string, thinking: string, assumedFeeling: number, more: Partial<Cells> = {}) =>
  ({ touchpoint, cells: { doing, thinking, assumedFeeling, ...more } }) satisfies TemplateStep;
const by = (controller: Controller, given: TemplateStep): TemplateStep => ({ ...given, controller });

/**
 * What a map can begin from. Everything in a template is a guess, and is marked so: evidence begins at none. The names of
 * touchpoints are matched to the workspace's own; those that are missing are made.
 */
export const TEMPLATES = [
  {
    key: "digital",
    stages: [
      {
        name: "Aware",
        metric: "People who see us for the first time",
        steps: [
          by("public", step("Search results", "Types in the problem", "Who can solve this?", 0)),
          step("Advertisement", "Sees us by chance", "Is this for me?", 0),
        ],
      },
      {
        name: "Compare",
        metric: "Visitors who look at a price",
        steps: [
          step("Website", "Reads what it does", "What is different here?", 0),
          by("public", step("Review site", "Reads what others say", "Can I trust them?", 1)),
        ],
      },
      {
        name: "Purchase",
        metric: "Baskets that become orders",
        steps: [
          step("Shop", "Chooses and puts into the basket", "Is this the right one?", 0),
          step("Checkout", "Types address and card", "Is it safe, what does it cost in the end?", -1, {
            frictionDecision: "reduce",
          }),
        ],
      },
      {
        name: "Implement",
        metric: "Customers who reach a first result within a week",
        steps: [
          step("Delivery", "Waits for it", "When is it here?", 0),
          step("Set-up", "Unpacks, installs, signs in", "Did I do it right?", -1),
        ],
      },
      {
        name: "Use",
        metric: "Customers who use it every week",
        steps: [
          step("Product", "Does the work with it", "Does it make my day easier?", 1, { isFlow: true }),
          step("Support", "Asks when stuck", "Will somebody answer?", -1),
        ],
      },
      {
        name: "Renew or repurchase",
        metric: "Customers who buy again",
        steps: [step("Renewal", "Decides whether to stay", "Was it worth it?", 0)],
      },
      {
        name: "Talk about you",
        metric: "Referrals and reviews for each hundred customers",
        steps: [by("public", step("Word of mouth", "Tells friends, or does not", "Would I put my name to it?", 1))],
      },
    ],
  },
  {
    key: "b2b",
    stages: [
      {
        name: "Need",
        metric: "Accounts with a named problem",
        steps: [
          by("customer", step("Internal meeting", "Agrees that something must change", "Who else wants this?", -1)),
        ],
      },
      {
        name: "Shortlist",
        metric: "Shortlists we are on",
        steps: [
          step("Website", "Reads cases of similar firms", "Do they know our trade?", 0),
          step("First call", "Tells the problem once more", "Do they listen?", 0),
        ],
      },
      {
        name: "Evaluate",
        metric: "Evaluations that end in an offer",
        steps: [
          step("Demo", "Watches with colleagues", "Would our people use it?", 1),
          by("public", step("Reference call", "Asks another customer", "What do they not say?", 0)),
        ],
      },
      {
        name: "Decide",
        metric: "Days from offer to signature",
        steps: [
          step("Offer", "Compares prices", "What is not in it?", -1),
          by("customer", step("Procurement", "Takes it through legal and purchasing", "How long yet?", -1)),
          step("Contract", "Signs", "Did we decide well?", 1),
        ],
      },
      {
        name: "Roll out",
        metric: "Weeks to the first value",
        steps: [
          step("Kick-off", "Meets the people who do it", "Are these the people from the demo?", 0),
          step("Training", "Learns it beside the daily work", "When do I have time for this?", -1, {
            isCoCreated: true,
          }),
        ],
      },
      {
        name: "Run",
        metric: "Users active each week",
        steps: [
          step("Product", "Works with it", "Does it do what was promised?", 1),
          step("Account manager", "Talks each quarter", "Do they know how we are?", 1),
          step("Invoice", "Checks and pays", "Is it what we agreed?", 0),
        ],
      },
      {
        name: "Renew",
        metric: "Revenue that renews",
        steps: [step("Renewal", "Holds value against price", "What would leaving cost?", 0)],
      },
    ],
  },
  {
    key: "aida",
    stages: [
      {
        name: "Attention",
        metric: "People reached",
        steps: [by("public", step("Advertisement", "Stops for a moment", "What is that?", 0))],
      },
      {
        name: "Interest",
        metric: "People who read on",
        steps: [step("Website", "Looks closer", "How does it work?", 0)],
      },
      {
        name: "Desire",
        metric: "People who ask for a price",
        steps: [step("Trial", "Tries it", "I can see myself with it", 1, { isPeak: true })],
      },
      {
        name: "Action",
        metric: "Orders",
        steps: [step("Checkout", "Buys", "Let this be quick", 0)],
      },
    ],
  },
  {
    key: "airline",
    stages: [
      {
        name: "Pre-flight",
        metric: "Searches that become bookings",
        steps: [
          by("public", step("Choosing a destination", "Dreams and compares", "Where can we go?", 1)),
          step("Purchasing", "Compares fares", "What is in the price?", -1),
          step("Booking", "Adds seats and bags", "Will we sit together?", 0),
        ],
      },
      {
        name: "Airport departure",
        metric: "Minutes from door to gate",
        steps: [
          step("Check-in", "Drops bags", "Is it too heavy?", 0),
          by(
            "partner",
            step("Security", "Queues and unpacks", "Which line is quick?", -1, { frictionDecision: "keep" }),
          ),
          by("partner", step("Waiting", "Finds a seat and time", "Is there news?", -1)),
          step("Boarding", "Queues again", "Is there room for my bag?", -1, { frictionDecision: "reduce" }),
        ],
      },
      {
        name: "In-flight",
        metric: "Passengers who would fly with us again",
        steps: [
          step("Entertainment", "Chooses a film", "Is it a good one?", 1),
          step("Ambiance", "Settles in", "Is it quiet?", 0),
          step("Food and drink", "Eats and drinks", "What is there left?", 0),
          step("Seating", "Sits for hours", "Can I stretch?", -1),
          step("Lavatory", "Queues in the aisle", "Is it clean?", -1),
          step("Storage", "Stows and finds", "Where is my bag?", 0),
        ],
      },
      {
        name: "Arrival",
        metric: "Minutes from landing to the street",
        steps: [
          step("Landing", "Gets up at once", "When do the doors open?", 0),
          by("public", step("Customs", "Shows a passport", "How long is the line?", 0)),
          by("partner", step("Baggage claim", "Watches the belt", "Did it come with me?", -1)),
          by("partner", step("Car rental", "Signs and looks for the car", "Is it the one I booked?", 0)),
        ],
      },
    ],
  },
  {
    key: "store",
    stages: [
      {
        name: "Before",
        metric: "Visits that were planned",
        steps: [
          step("Website", "Looks whether it is there", "Is it in stock?", 0),
          by("public", step("Way and parking", "Drives and looks for a place", "Where do I park?", -1)),
        ],
      },
      {
        name: "In the store",
        metric: "Visitors who buy",
        steps: [
          step("Entrance", "Comes in and looks around", "Where do I begin?", 0),
          step("Shelf", "Searches and compares", "Which one is right?", 0),
          step("Advice", "Asks somebody", "Do they know more than I?", 1, { isPeak: true }),
          step("Fitting or trying", "Tries it", "Is it me?", 1),
        ],
      },
      {
        name: "Paying",
        metric: "Minutes in the queue",
        steps: [step("Till", "Queues and pays", "Why is only one open?", -1, { frictionDecision: "reduce" })],
      },
      {
        name: "After",
        metric: "Buyers who come back",
        steps: [
          step("Product", "Uses it at home", "Was it right to buy it?", 1),
          step("Returns", "Brings it back", "Will they argue?", -1),
        ],
      },
    ],
  },
  {
    key: "support",
    stages: [
      {
        name: "Trouble",
        metric: "Problems for each hundred customers",
        steps: [step("Product", "Notices that it fails", "Is it me?", -2)],
      },
      {
        name: "Own attempt",
        metric: "Problems solved without us",
        steps: [
          step("Help pages", "Searches", "Somebody must have had this", -1),
          by("public", step("Forum", "Reads what others did", "Is that still true?", 0)),
        ],
      },
      {
        name: "Contact",
        metric: "Minutes until a person answers",
        steps: [
          step("Support", "Writes or calls", "Do I have to tell it again?", -1, { frictionDecision: "remove" }),
          step("Answer", "Follows what was said", "Do they understand?", 0),
        ],
      },
      {
        name: "Solved",
        metric: "Cases solved at the first contact",
        steps: [
          step("Solution", "Sees it work again", "At last", 1, { isPeak: true }),
          step("Follow-up", "Is asked how it went", "They do care", 1),
        ],
      },
    ],
  },
  { key: "empty", stages: [{ name: "First stage", steps: [] }] },
] as const satisfies readonly Template[];

export type TemplateKey = (typeof TEMPLATES)[number]["key"];
export const isTemplateKey = (key: string): key is TemplateKey => TEMPLATES.some((template) => template.key === key);

/** @throws RangeError for a key that isTemplateKey does not know */
export function templateOf(key: string): Template {
  const found: Template | undefined = TEMPLATES.find((template) => template.key === key);
  if (!found) throw new RangeError(`There is no template ${key}.`);
  return found;
}
