// What is done about the gaps, and what was.
import type { TouchpointKey } from "./world";

export const IMPROVEMENTS: readonly {
  title: string;
  reason: string;
  touchpoint?: TouchpointKey;
  segment?: string;
  /** The map at whose step it is to close the gap. */
  journey?: string;
  owner?: "farmer" | "hunter" | "admin";
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
    journey: "Flying with a toddler",
    createdDays: 70,
    startedDays: 34,
  },
  {
    title: "Full price on the first page",
    reason: "Customers on Light fares say that the full price was not clear before payment.",
    touchpoint: "purchase",
    segment: "Fares under €100",
    createdDays: 48,
    startedDays: 12,
  },
  {
    title: "Rent a toy at check-in",
    reason: "Seventy minutes at the gate, and not one thing for a child to do.",
    touchpoint: "waiting",
    segment: "Families with a toddler",
    journey: "Flying with a toddler",
    createdDays: 21,
  },
  {
    title: "Family-facing seats in four rows",
    reason: "Families are split up and spend the flight asking others to move.",
    touchpoint: "seating",
    segment: "Families with a toddler",
    journey: "Flying with a toddler",
    createdDays: 19,
  },
  {
    title: "Spacious lavatory with a table",
    reason: "A child cannot be changed on a closed lid.",
    touchpoint: "lavatory",
    segment: "Families with a toddler",
    journey: "Flying with a toddler",
    createdDays: 16,
  },
  {
    title: "Sound curtain behind row 8",
    reason: "Those who work and those who sing would both like one.",
    touchpoint: "ambiance",
    segment: "Families with a toddler",
    journey: "Flying with a toddler",
    createdDays: 9,
  },
  {
    title: "Strollers at the aircraft door",
    reason: "Thirty-five minutes on the arm, while Vienna brings them to the door.",
    touchpoint: "baggage",
    segment: "Families with a toddler",
    journey: "Flying with a toddler",
    owner: "admin",
    createdDays: 33,
    startedDays: 8,
  },
  {
    title: "Family rows that stay together",
    reason: "Paid seats were split two days before the flight.",
    touchpoint: "booking",
    segment: "Families with a toddler",
    journey: "Flying with a toddler",
    createdDays: 27,
  },
  {
    title: "Next gate while we roll",
    reason: "Business travellers learn their gate in the building, offline.",
    touchpoint: "landing",
    segment: "Business travellers",
    journey: "A day trip on business",
    createdDays: 40,
    startedDays: 18,
  },
  {
    title: "Fast lane minutes in the app",
    reason: "The sign says twelve minutes; travellers count more.",
    touchpoint: "security",
    segment: "Business travellers",
    journey: "A day trip on business",
    createdDays: 25,
  },
  {
    title: "Project number on every bill",
    reason: "Two days each month are spent on typing what we know.",
    touchpoint: "bill",
    segment: "Companies",
    journey: "A company flies with us",
    owner: "farmer",
    createdDays: 30,
    startedDays: 14,
  },
  {
    title: "Access with the signature",
    reason: "In three weeks without access people book elsewhere, out of habit.",
    touchpoint: "contract",
    segment: "Companies",
    journey: "A company flies with us",
    owner: "hunter",
    createdDays: 22,
  },
];
