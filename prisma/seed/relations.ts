import { DAY_MS, type Person, plain } from "./people";
import { FIRST_NAMES, LAST_NAMES } from "./phrases";
import type { Random } from "./random";
import type { Batch, Row } from "./rows";

/** Everybody who takes part in a large account's decision, with their shares of it; the first three are there already. */
const BUYING_CENTRE: readonly [role: string, influence: number][] = [
  ["Decides", 0.35],
  ["Travel desk", 0.2],
  ["Flies", 0.1],
  ["Pays", 0.15],
  ["Advises", 0.1],
  ["Flies", 0.05],
  ["Blocks", 0.05],
];
/** So many of the accounts are large. */
const LARGE = 40;

const NOTES: Record<"context" | "need" | "problem" | "weakness", readonly string[]> = {
  context: [
    "Get thirty people to the fair and back without anybody noticing the travel desk.",
    "Keep the field team at customers on four days out of five.",
    "Cut what a trip costs without cutting trips.",
    "Bring the whole crew home on Friday evening, whatever happens.",
  ],
  need: [
    "One bill a month, by cost centre",
    "Names changed until two hours before departure",
    "Seats together for teams of six and more",
    "Somebody to call after 19:00 when a flight is cancelled",
    "Early boarding for those who carry samples",
    "Carbon figures a quarter, for their report",
  ],
  problem: [
    "Gate changes reach the travel desk after the travellers",
    "Vouchers run out before they can be used",
    "Bags with tools are opened and not closed again",
    "The portal forgets who may approve",
  ],
  weakness: [
    "All of the contract knowledge sits with one person",
    "Two of three board members fly with a rival",
    "Their budget is only set in March, every year late",
    "We fly their main route once a day",
  ],
};
const FAMILY_NOTES: typeof NOTES = {
  context: [
    "See the grandparents twice a year and arrive in a good mood.",
    "One holiday that everybody talks about until the next.",
  ],
  need: [
    "Sit together near a bassinet",
    "Board before the queue",
    "Warm milk on time",
    "Stroller at the aircraft door",
  ],
  problem: ["Stroller came last, twice", "Seats were given away at the gate"],
  weakness: ["Books late, when only single seats are left"],
};

/**
 * Who decides at each company and which way they lean, which of them answered, what is known of the customers whom
 * somebody keeps, and how some of their facts changed. Comes after answers and interactions: it points at them.
 */
export function makeRelations(
  random: Random,
  batch: Batch,
  { people, managerId, now }: { people: readonly Person[]; managerId: string | null; now: Date },
): void {
  const contactsOf = groupBy(batch.contacts, "customer_id");
  const responsesOf = groupBy(batch.responses, "customer_id");
  const interactionsOf = groupBy(batch.interactions, "customer_id");
  const customers = new Map(batch.customers.map((row) => [String(row.id), row]));
  const npsItems = new Set(batch.items.filter(({ kind }) => kind === "nps").map(({ id }) => String(id)));
  const scores = new Map<string, number>();
  for (const answer of batch.answers) {
    if (npsItems.has(String(answer.item_id)) && typeof answer.value === "number")
      scores.set(String(answer.response_id), answer.value);
  }
  // Every row has the same columns.
  for (const row of batch.contacts) row.stance ??= null;
  for (const row of batch.responses) row.contact_id ??= null;

  const companies = people.filter(({ isCompany }) => isCompany);
  for (const [index, company] of companies.filter(({ isLead }) => !isLead).entries()) {
    const contacts = contactsOf.get(company.id) ?? [];
    const customer = customers.get(company.id);
    if (index < LARGE && customer) contacts.push(...widen(random, batch, contacts, customer));
    answerByName(random, contacts, responsesOf.get(company.id) ?? [], scores);
  }
  for (const person of people) {
    if (!person.ownerId || (!person.isCompany && !random.chance(0.35))) continue;
    const customer = customers.get(person.id);
    if (!customer) continue;
    const known = { interactions: interactionsOf.get(person.id) ?? [], now };
    makeNotes(random, batch, person, known);
    if (!person.isLead) makeChanges(random, batch, person, customer, managerId, now);
  }
}

function groupBy(rows: readonly Row[], key: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const value = row[key];
    if (typeof value !== "string") continue;
    const group = groups.get(value);
    if (group) group.push(row);
    else groups.set(value, [row]);
  }
  return groups;
}

/** The rest of the buying centre, and everybody's share of the decision. */
function widen(random: Random, batch: Batch, contacts: readonly Row[], customer: Row): Row[] {
  for (const [index, contact] of contacts.entries()) contact.influence = BUYING_CENTRE[index]?.[1] ?? null;
  return BUYING_CENTRE.slice(contacts.length).map(([role, influence]) => {
    const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
    const row: Row = {
      id: random.id(),
      customer_id: customer.id,
      name,
      email: `${plain(name)}@${plain(String(customer.name))}.example`,
      role,
      influence,
      created_at: customer.created_at,
      stance: null,
    };
    batch.contacts.push(row);
    return row;
  });
}

/** Answers get their authors; who was heard leans as they scored, of the others it is known of some. */
function answerByName(
  random: Random,
  contacts: readonly Row[],
  responses: readonly Row[],
  scores: ReadonlyMap<string, number>,
): void {
  const last = new Map<Row, number>();
  for (const response of responses.toSorted(
    (one, other) => +instantOf(one.answered_at) - +instantOf(other.answered_at),
  )) {
    const contact = contacts[Math.floor(random.next() ** 1.8 * contacts.length)];
    if (!contact) continue;
    response.contact_id = contact.id;
    const score = scores.get(String(response.id));
    if (score !== undefined) last.set(contact, score);
  }
  for (const contact of contacts) {
    const score = last.get(contact);
    if (score !== undefined) contact.stance = score >= 9 ? 1 : score >= 7 ? 0 : -1;
    else if (contact.role === "Blocks") contact.stance = -1;
    else if (random.chance(0.6)) contact.stance = random.pick([0, 0, 1, 1, -1]);
  }
}

const instantOf = (value: unknown): Date => (value instanceof Date ? value : new Date(String(value)));
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const KIND_WORDS: Record<string, string> = {
  call: "Call",
  visit: "Visit",
  email: "E-mail",
  chat: "Chat",
  meeting: "Meeting",
  demo: "Demo",
  service: "Service desk",
};

function makeNotes(
  random: Random,
  batch: Batch,
  person: Person,
  { interactions, now }: { interactions: readonly Row[]; now: Date },
): void {
  const words = person.isCompany ? NOTES : FAMILY_NOTES;
  const note = (kind: keyof typeof NOTES, text: string) => {
    const seen = interactions.length > 0 && random.chance(0.7) ? random.pick(interactions) : null;
    const notedAt = seen
      ? instantOf(seen.happened_at)
      : new Date(+now - random.int(5, Math.max(6, Math.min(300, person.knownSinceDays))) * DAY_MS);
    batch.customer_notes.push({
      id: random.id(),
      customer_id: person.id,
      kind,
      text,
      evidence: seen ? (KIND_WORDS[String(seen.kind)] ?? "Call") : "Account review",
      interaction_id: seen?.id ?? null,
      noted_on: dayOf(notedAt),
      noted_by_id: person.ownerId,
      met_at:
        kind !== "context" && random.chance(0.3)
          ? new Date(Math.min(+now, +notedAt + random.int(5, 40) * DAY_MS))
          : null,
      created_at: notedAt,
    });
  };
  if (random.chance(0.8)) note("context", random.pick(words.context));
  for (const text of several(random, words.need, random.int(1, 3))) note("need", text);
  for (const text of several(random, words.problem, random.int(0, 2))) note("problem", text);
  if (random.chance(0.4)) note("weakness", random.pick(words.weakness));
}

/** Some of a list, each once, in its order. */
function several(random: Random, list: readonly string[], count: number): string[] {
  const chosen = new Set<string>();
  while (chosen.size < Math.min(count, list.length)) chosen.add(random.pick(list));
  return list.filter((one) => chosen.has(one));
}

/** What facts were before; what they became is what the customer has now. */
function makeChanges(
  random: Random,
  batch: Batch,
  person: Person,
  customer: Row,
  managerId: string | null,
  now: Date,
): void {
  const change = (field: string, before: unknown, after: unknown, daysAgo: number, byId: string | null) =>
    batch.customer_changes.push({
      id: random.id(),
      customer_id: person.id,
      field,
      before,
      after,
      at: new Date(+now - Math.min(daysAgo, person.knownSinceDays - 1) * DAY_MS),
      by_id: byId,
    });
  if (customer.phone && random.chance(0.5))
    change(
      "phone",
      random.chance(0.5) ? null : `${String(customer.phone).slice(0, -3)}${random.int(100, 999)}`,
      customer.phone,
      random.int(3, 200),
      person.ownerId,
    );
  if (customer.email && random.chance(0.3))
    change(
      "email",
      String(customer.email).replace(/^[^@]+/, "office"),
      customer.email,
      random.int(20, 400),
      person.ownerId,
    );
  const tier = person.attributes.loyalty_tier;
  if (tier === "Gold" || tier === "Silver")
    change("attribute:loyalty_tier", tier === "Gold" ? "Silver" : "No tier", tier, random.int(30, 300), managerId);
  if (person.isCompany && Array.isArray(customer.tags) && customer.tags.length > 0)
    change("tags", [], customer.tags, random.int(10, 200), person.ownerId);
}
