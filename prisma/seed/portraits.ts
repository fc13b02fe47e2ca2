// The segments of Meridian Air: who belongs, who stands for them, and what they need.
import type { MarketStrategy, NeedKind } from "../../lib/generated/prisma/enums";
import type { SegmentRule } from "../../lib/segments/schema";

export type DemoNeed = {
  kind: NeedKind;
  text: string;
  evidence: "none" | "some" | "full";
  /** Keys of voices.ts. */
  voices?: readonly string[];
};

export type DemoSegment = {
  name: string;
  description: string;
  /** Null: a list of named customers. */
  rule: SegmentRule | null;
  strategy: MarketStrategy | null;
  persona: { name: string; line: string; story: string };
  needs: readonly DemoNeed[];
  /** Days before now that it was made. */
  createdDays: number;
};

const attribute = (key: string, value: string | boolean): SegmentRule =>
  typeof value === "string"
    ? { field: "attribute", attribute: key, op: "is", value: [value] }
    : { field: "attribute", attribute: key, op: "is", value: [value] };

const need = (
  kind: NeedKind,
  text: string,
  evidence: DemoNeed["evidence"] = "none",
  ...voices: string[]
): DemoNeed => ({ kind, text, evidence, voices });

const NOBODY = { name: "", line: "", story: "" };

export const SEGMENTS: readonly DemoSegment[] = [
  {
    name: "Families with a toddler",
    description: "Travel with a child under four.",
    rule: { all: [attribute("has_toddler", true)] },
    strategy: "niche",
    createdDays: 760,
    persona: {
      name: "Clara Lindqvist",
      line: "Mother of Mila, two. Flies to the sea twice a year and carries everything.",
      story:
        "Clara begins her holidays with a table of flights, because no page knows when a child sleeps. She does not ask for more than others. She asks to be expected: a seat beside her daughter, ten minutes before the crowd, milk before the crying. When somebody kneels down to talk to Mila, she tells it to everyone she knows. When they are called last, she tells that too.",
    },
    needs: [
      need("need", "To sit beside the child, promised and kept", "full", "mila-split", "swap"),
      need("need", "A third hand at every door", "some", "two-hands"),
      need("need", "Something for small hands while everybody waits", "full", "mila-ninety", "toy-box", "carpet"),
      need("need", "To change a child standing up, with the door closed", "full", "two-lid", "lav-idea"),
      need("expectation", "Families are called first", "full", "mila-last", "board-count", "code"),
      need("expectation", "One price for all of us, on the first page", "full", "two-infant", "lap"),
      need("expectation", "The stroller is back when we are", "some", "two-stroller", "door"),
      need("motive", "To arrive as a family that still likes each other", "none"),
      need("motive", "Not to disturb anybody", "full", "gran-sing", "two-feet"),
      need("motive", "To show the child something new", "some", "mila-bear"),
      need("pain", "Being looked at while being last", "full", "mila-eyes", "mila-last"),
      need("pain", "Warm milk takes longer than patience", "some", "two-milk"),
      need("pain", "A booked child seat that is not there", "some", "seat-gone"),
    ],
  },
  {
    name: "Business travellers",
    description: "Fly for work, on their own or their company's account.",
    rule: { all: [attribute("travel_type", "Business")] },
    strategy: "leader",
    createdDays: 760,
    persona: {
      name: "Tomasz Weiss",
      line: "Consultant, sixty flights a year, an aisle seat near the door.",
      story:
        "Tomasz does not travel, he commutes at nine hundred kilometres an hour. A good day leaves no trace. He forgives bad coffee and never forgives a gate that comes too late, because he has built his day on it. The crew that knows his name is the reason why he does not look at other airlines.",
    },
    needs: [
      need("need", "To know the gate before the aircraft stops", "full", "sixty-landing", "conn-late"),
      need("need", "Fifty minutes in which work is possible", "some", "sixty-seat", "wifi"),
      need("need", "To change a flight without asking anybody", "full", "conn-change", "fare-rule"),
      need("expectation", "The app knows first", "full", "sixty-stranger", "conn-list"),
      need("expectation", "A fast lane that is fast", "some", "sixty-lane"),
      need("expectation", "A bin above the own seat", "some", "conn-bin"),
      need("motive", "To sleep at home", "none"),
      need("motive", "To be somebody, not a seat number", "some", "sixty-name"),
      need("pain", "Running to the wrong gate", "full", "conn-late", "sixty-stranger"),
      need("pain", "Signing the same four pages again", "some", "conn-paper", "keys"),
    ],
  },
  {
    name: "Fares under €100",
    description: "Usually buy a fare below €100.",
    rule: { all: [{ field: "attribute", attribute: "usual_fare", op: "below", value: 10_000 }] },
    strategy: "price",
    createdDays: 740,
    persona: {
      name: "Rui Novák",
      line: "Student in Lisbon, visits three friends in three cities each spring.",
      story:
        "Rui compares for an evening to save twenty euros, and is proud of it. He reads the last page first. What he resents is not a fee but a fee that hides.",
    },
    needs: [
      need("need", "To know the whole price before choosing", "some", "two-infant"),
      need("expectation", "Nothing is added after the card number", "none"),
      need("motive", "To see more people, not more comfort", "none"),
      need("pain", "One extra after the other", "none"),
    ],
  },
  {
    name: "Short connections",
    description: "Usually have less than an hour to change.",
    rule: { all: [attribute("connection", "Under 60 minutes")] },
    strategy: null,
    createdDays: 420,
    persona: {
      name: "Ines Hoffmann",
      line: "Changes planes in Vienna each Monday, with forty-five minutes.",
      story: "Ines keeps a list of gates in her phone, because hers is earlier than ours.",
    },
    needs: [
      need("need", "The next gate before landing", "full", "conn-late", "sixty-landing"),
      need("expectation", "Somebody waits if I run", "none"),
      need("pain", "A list of gates that passengers keep themselves", "some", "conn-list"),
    ],
  },
  {
    name: "Gold and silver who flew less",
    description: "Loyal by tier, without an order for four months.",
    rule: {
      all: [
        { field: "attribute", attribute: "loyalty_tier", op: "is", value: ["Gold", "Silver"] },
        { field: "lastOrderAt", op: "olderThan", value: 120 },
      ],
    },
    strategy: null,
    createdDays: 300,
    persona: NOBODY,
    needs: [
      need("need", "A reason to come back that is not a discount", "none"),
      need("expectation", "To be missed", "some", "desk-renew"),
    ],
  },
  {
    name: "Detractors of the last 90 days",
    description: "Gave 0 to 6 within 90 days.",
    rule: {
      all: [
        { field: "npsClass", op: "is", value: ["detractor"] },
        { field: "lastNpsAt", op: "withinLast", value: 90 },
      ],
    },
    strategy: null,
    createdDays: 300,
    persona: NOBODY,
    needs: [need("expectation", "An answer from a person, within three days", "some", "code")],
  },
  {
    name: "Companies",
    description: "Accounts with a contract, and those who think about one.",
    rule: { all: [{ field: "kind", op: "is", value: ["company"] }] },
    strategy: "pretender",
    createdDays: 300,
    persona: {
      name: "Agata Mazur",
      line: "Runs the travel desk of four hundred people, prints the bills she complains about.",
      story:
        "Agata chose us because a colleague said that we answer the telephone. She defends that choice upstairs every quarter. She wants one page instead of nine, one line for each project, and to be asked before the contract ends.",
    },
    needs: [
      need("need", "To see all travellers on one page when a flight changes", "full", "desk-portal", "change-night"),
      need("need", "The project number on the bill", "full", "desk-bill"),
      need("expectation", "Access on the day after the signature", "some", "desk-weeks", "portal-login"),
      need("expectation", "To be asked half a year before the contract ends", "some", "desk-renew"),
      need("motive", "To have chosen well", "some", "desk-fair", "desk-recommend"),
      need("pain", "Terms that need two calls to be understood", "some", "desk-offer"),
    ],
  },
  {
    name: "Parents' panel",
    description: "Twenty-eight parents who meet us twice a year and try things first.",
    rule: null,
    strategy: null,
    createdDays: 180,
    persona: NOBODY,
    needs: [need("motive", "To make it easier for those who come after", "some", "tag", "curtain")],
  },
];
