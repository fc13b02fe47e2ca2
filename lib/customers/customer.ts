import type { CustomerKind, CustomerSide, InteractionKind, LifecycleStage, Role } from "../generated/prisma/enums";
import type { AttributeValue } from "./attributes";
import type { Feeling } from "./headline";
import type { FactHistory } from "./history";
import type { NoteKind } from "./record-schema";

/** A customer as the list shows it. */
export type CustomerRow = {
  id: string;
  name: string;
  kind: CustomerKind;
  side: CustomerSide;
  city: string | null;
  lifecycle: LifecycleStage;
  tags: string[];
  archivedAt: Date | null;
  ownerId: string | null;
  ownerName: string | null;
  ownerRole: Role | null;
  /** Of all orders, in the workspace's currency. */
  revenueCents: number;
  orders: number;
  lastNps: number | null;
  lastNpsAt: Date | null;
  /** Of any survey, with or without a likelihood to recommend. */
  lastAnswerAt: Date | null;
  lastContactAt: Date | null;
  lastContactKind: InteractionKind | null;
  /** Names, in order. */
  segments: string[];
  email: string | null;
  phone: string | null;
  country: string | null;
  language: string | null;
  externalId: string | null;
  attributes: Record<string, AttributeValue>;
  createdAt: Date;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
  interactions: number;
  responses: number;
  /** 0 to 10; null when it was not counted yet. */
  health: number | null;
};

export type Customer = {
  id: string;
  externalId: string | null;
  kind: CustomerKind;
  side: CustomerSide;
  name: string;
  email: string | null;
  phone: string | null;
  city: string | null;
  country: string | null;
  language: string | null;
  lifecycle: LifecycleStage;
  /** When the present stage began; null when no change was ever recorded. */
  lifecycleSince: Date | null;
  attributes: Record<string, AttributeValue>;
  tags: string[];
  createdAt: Date;
  archivedAt: Date | null;
  owner: { id: string; name: string; role: Role } | null;
  segments: { id: string; name: string }[];
  experience: {
    responses: number;
    lastAnswerAt: Date | null;
    lastNps: number | null;
    lastNpsAt: Date | null;
    orders: number;
    revenueCents: number;
    firstOrderAt: Date | null;
    lastOrderAt: Date | null;
    interactions: number;
    lastInteractionAt: Date | null;
  };
};

export type CustomerContact = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  role: string;
  /** 0 to 1 */
  influence: number | null;
  /** −1 speaks against us, 0 neither, 1 for us; null when nobody knows. */
  stance: number | null;
  /** Their latest likelihood to recommend, 0 to 10. */
  score: number | null;
  scoreAt: Date | null;
  archivedAt: Date | null;
};

/** Something we know of a customer, and where from. */
export type CustomerNote = {
  id: string;
  kind: NoteKind;
  text: string;
  /** In words. */
  evidence: string;
  /** What it was seen in: a logged interaction, or an answer to this survey. */
  interactionKind: InteractionKind | null;
  survey: string | null;
  /** YYYY-MM-DD */
  notedOn: string;
  byName: string | null;
  metAt: Date | null;
};

/** What is known of a customer beyond its own row. */
export type CustomerRecord = {
  /** Oldest first. */
  feelings: Feeling[];
  /** The archived ones too. */
  contacts: CustomerContact[];
  /** Newest first. */
  notes: CustomerNote[];
  /** Newest first. */
  changes: FactHistory[];
};

export type CustomerCase = {
  id: string;
  number: number;
  title: string;
  openedAt: Date;
  dueAt: Date | null;
  ownerName: string | null;
};

export type SegmentChoice = { id: string; name: string; memberCount: number };
