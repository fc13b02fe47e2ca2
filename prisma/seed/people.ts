import { searchTextOf } from "../../lib/customers/search-text";
import { CITIES, COMPANY_KINDS, COMPANY_STEMS, FIRST_NAMES, LAST_NAMES } from "./phrases";
import { PLANTED } from "./planted";
import type { Random } from "./random";
import type { Batch } from "./rows";

export const DAY_MS = 86_400_000;

export type Person = {
  id: string;
  name: string;
  isCompany: boolean;
  /** Has not bought yet. */
  isLead: boolean;
  attributes: Record<string, string | number | boolean>;
  /** Days before now. */
  knownSinceDays: number;
  usualFareCents: number;
  flightsAYear: number;
  /** General contentment, standard normal: what makes one person's answers alike. */
  mood: number;
  /** What this customer says to the items of planted.ts, by item. */
  says: Record<string, string>;
  contactIds: string[];
  ownerId: string | null;
};

export type Sellers = { farmers: string[]; hunters: string[] };

/** Options of choice items that are not the planted one, by item: what the others say. */
const OTHER_WORD: Record<string, (random: Random) => string> = {
  gate_message: (random) => (random.chance(0.55) ? "In time" : "Not needed"),
};

/** Decides once, from planted.ts, what this customer has lived through. */
function experiences(random: Random, attributes: Person["attributes"]): Record<string, string> {
  const says: Record<string, string> = {};
  for (const { base, experience, share } of PLANTED) {
    if (says[experience.item]) continue;
    const isIn = attributes[base.attribute] === base.is;
    const said = random.chance(isIn ? share.base : share.others);
    says[experience.item] = said
      ? experience.said
      : (OTHER_WORD[experience.item]?.(random) ?? opposite(experience.said));
  }
  return says;
}

const opposite = (word: string): string => (word === "Yes" ? "No" : "Yes");

function attributesOf(random: Random, isCompany: boolean): Person["attributes"] {
  const isBusiness = isCompany || random.chance(0.33);
  const hasToddler = !isBusiness && random.chance(0.69);
  const fareClass = random.weighted(
    isBusiness ? { Light: 30, Classic: 40, Flex: 30 } : { Light: 52, Classic: 38, Flex: 10 },
  );
  const fares = { Light: [39, 98], Classic: [110, 240], Flex: [260, 620] } as const;
  const [low, high] = fares[fareClass];
  const tier = random.weighted({ "No tier": 52, Silver: 31, Gold: 17 });
  const flights = Math.max(1, Math.round((isBusiness ? 6 : 2.2) * Math.exp(0.45 * random.normal())));
  return {
    account_type: isCompany
      ? random.weighted({ Company: 8, "Tour operator": 2 })
      : hasToddler || random.chance(0.2)
        ? "Household"
        : "Person",
    travel_type: isBusiness ? "Business" : "Personal",
    has_toddler: hasToddler,
    family_size: hasToddler ? random.int(3, 5) : isBusiness ? 1 : random.int(1, 4),
    fare_class: fareClass,
    usual_fare: random.int(low, high) * 100,
    loyalty_tier: tier,
    card_holder: random.chance(0.45),
    home_airport: random.weighted({ Berlin: 42, Warsaw: 24, Lisbon: 19, Vienna: 15 }),
    connection: isBusiness
      ? random.weighted({ "Under 60 minutes": 66, Direct: 20, "60 minutes or more": 14 })
      : random.weighted({ "Under 60 minutes": 27, Direct: 53, "60 minutes or more": 20 }),
    books_through: isCompany
      ? random.weighted({ App: 40, Website: 20, Phone: 15, "Travel agency": 25 })
      : random.weighted({ App: 46, Website: 34, Phone: 8, "Travel agency": 12 }),
    flights_a_year: flights,
    meal: random.weighted({ "Vegetarian or vegan": 41, Standard: 50, "Other diet": 9 }),
    hand_luggage: random.weighted({ "Two pieces": 43, "One piece": 57 }),
    contact_by: random.weighted({ "E-mail": 48, Phone: 17, App: 35 }),
    newsletter: random.chance(0.5),
  };
}

export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ł/g, "l")
    .replace(/Ł/g, "L")
    .replace(/ı/g, "i")
    .toLowerCase()
    .replace(/[^a-z]+/g, "-");

const CONTACT_ROLES: readonly [string, number][] = [
  ["Decides", 0.5],
  ["Travel desk", 0.3],
  ["Flies", 0.2],
];

/**
 * Customers with what they are and what they lived through. Rows go into `batch`; lifecycle is set when orders are known.
 */
export function makePeople(
  random: Random,
  batch: Batch,
  sellers: Sellers,
  now: Date,
  counts: { persons: number; companies: number },
): Person[] {
  const people: Person[] = [];
  const mails = new Set<string>();
  const total = counts.persons + counts.companies;
  for (let index = 0; index < total; index++) {
    const isCompany = index < counts.companies;
    const attributes = attributesOf(random, isCompany);
    const firstName = random.pick(FIRST_NAMES);
    const lastName = random.pick(LAST_NAMES);
    const stem = COMPANY_STEMS[index % COMPANY_STEMS.length] as string;
    const name = isCompany
      ? `${stem} ${COMPANY_KINDS[Math.floor(index / COMPANY_STEMS.length) % COMPANY_KINDS.length]}`
      : `${firstName} ${lastName}`;
    const isLead = isCompany ? index % 10 < 3 : index % 37 === 0;
    const airport = String(attributes.home_airport);
    const [city, country, language] = random.pick(CITIES[airport] ?? []);
    const no = 10_001 + index;
    const externalId = `MA-${no}`;
    const mail = (mark: number) => `${plain(firstName)}.${plain(lastName)}${mark}@mail.example`;
    // The whole number where somebody else has the short one: no two people share a mail by chance.
    const email = isCompany ? `travel@${plain(name)}.example` : mail(mails.has(mail(no % 97)) ? no : no % 97);
    mails.add(email);
    const phone =
      isCompany || random.chance(0.6)
        ? `+${{ DE: 49, PL: 48, PT: 351, AT: 43 }[country] ?? 49} ${random.int(30, 999)} ${random.int(100_000, 999_999)}`
        : null;
    const knownSinceDays = isLead ? random.int(5, 150) : random.int(40, 1_400);
    const id = random.id();
    const isKept = isCompany || (attributes.account_type === "Household" && Number(attributes.usual_fare) > 20_000);
    const ownerId = isLead
      ? (sellers.hunters[index % sellers.hunters.length] ?? null)
      : isKept
        ? (sellers.farmers[index % sellers.farmers.length] ?? null)
        : null;
    const person: Person = {
      id,
      name,
      isCompany,
      isLead,
      attributes,
      knownSinceDays,
      usualFareCents: Number(attributes.usual_fare),
      flightsAYear: Number(attributes.flights_a_year),
      mood: random.normal(),
      says: experiences(random, attributes),
      contactIds: [],
      ownerId,
    };
    people.push(person);
    const createdAt = new Date(+now - knownSinceDays * DAY_MS);
    batch.customers.push({
      id,
      external_id: externalId,
      kind: isCompany ? "company" : "person",
      side: attributes.account_type === "Tour operator" ? "both" : "buyer",
      name,
      email,
      phone,
      city,
      country,
      language,
      lifecycle: "active",
      owner_id: ownerId,
      attributes,
      tags: tagsOf(random, attributes, isCompany),
      search_text: searchTextOf({ name, email, phone, externalId }),
      created_at: createdAt,
      updated_at: createdAt,
    });
    const contacts = isCompany ? CONTACT_ROLES : attributes.account_type === "Household" ? CONTACT_ROLES.slice(2) : [];
    for (const [role, influence] of contacts) {
      const contactName = `${random.pick(FIRST_NAMES)} ${isCompany ? random.pick(LAST_NAMES) : lastName}`;
      const contactId = random.id();
      person.contactIds.push(contactId);
      batch.contacts.push({
        id: contactId,
        customer_id: id,
        name: contactName,
        email: isCompany ? `${plain(contactName)}@${plain(name)}.example` : null,
        role: isCompany ? role : "Travels with",
        influence: isCompany ? influence : null,
        created_at: createdAt,
      });
    }
  }
  return people;
}

function tagsOf(random: Random, attributes: Person["attributes"], isCompany: boolean): string[] {
  const tags: string[] = [];
  if (attributes.has_toddler && random.chance(0.3)) tags.push("stroller");
  if (isCompany && random.chance(0.2)) tags.push("monthly bill");
  if (attributes.loyalty_tier === "Gold" && random.chance(0.3)) tags.push("lounge");
  return tags;
}
