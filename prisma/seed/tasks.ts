import type { Definition } from "../../lib/computed/schema";
import { DAY_MS, type Person, type Sellers } from "./people";
import type { MadeSegment } from "./plans";
import type { Random } from "./random";
import type { Batch } from "./rows";

type Seller = { id: string; work: readonly string[] };
type World = {
  people: readonly Person[];
  sellers: Sellers;
  /** Who gives tasks to others. */
  managerId: string | null;
  now: Date;
};

const FARMER_WORK = [
  "Send the new corporate fares",
  "Prepare the yearly review",
  "Ask who books for the new office",
  "Check the refund of the cancelled flight",
  "Invite to the lounge day",
  "Thank for the recommendation",
  "Explain the new baggage rules",
  "Agree on seats for the summer",
];
const HUNTER_WORK = [
  "Find out who decides on travel",
  "Send two references from their trade",
  "Prepare the demo of the booking tool",
  "Call back about the group fare",
  "Write the offer for twelve months",
  "Ask for the names of the travel desk",
];
const OWN_WORK = ["Fill in the travel plan of next month", "Read what promoters said this week", "Tidy up my pipeline"];

const dayOf = (now: Date, days: number): string => new Date(+now + days * DAY_MS).toISOString().slice(0, 10);
const before = (now: Date, days: number): Date => new Date(+now - days * DAY_MS);

const FIELDS: { key: string; label: string; kind: "number" | "money"; unit: string; definition: Definition }[] = [
  {
    key: "open_tasks",
    label: "Open tasks",
    kind: "number",
    unit: "",
    definition: { type: "rollUp", source: "tasks", how: "count", state: "open", window: "all" },
  },
  {
    key: "days_since_order",
    label: "Days since the last order",
    kind: "number",
    unit: "days",
    definition: { type: "rollUp", source: "orders", how: "daysSince", window: "all" },
  },
  {
    key: "revenue_this_year",
    label: "Revenue this year",
    kind: "money",
    unit: "",
    definition: { type: "rollUp", source: "orders", how: "sum", value: "amount", window: "thisYear" },
  },
  {
    key: "revenue_last_year",
    label: "Revenue last year",
    kind: "money",
    unit: "",
    definition: { type: "rollUp", source: "orders", how: "sum", value: "amount", window: "lastYear" },
  },
  {
    key: "revenue_growth",
    label: "Revenue this year / last year",
    kind: "number",
    unit: "times",
    definition: {
      type: "formula",
      node: { sign: "/", left: { field: "revenue_this_year" }, right: { field: "revenue_last_year" } },
    },
  },
];

/** The workspace's computed fields, and a segment that asks about one. */
export function makeComputed(
  random: Random,
  batch: Batch,
  { managerId, now }: Pick<World, "managerId" | "now">,
): MadeSegment {
  for (const [position, field] of FIELDS.entries())
    batch.computed_fields.push({ id: random.id(), ...field, position, created_at: before(now, 200) });
  const segment: MadeSegment = {
    id: random.id(),
    name: "Silent for a year",
    rule: {
      all: [
        { field: "orders", op: "atLeast", value: 1 },
        { field: "computed", computed: "days_since_order", op: "above", value: 365 },
      ],
    },
    createdAt: before(now, 400),
    isList: false,
  };
  batch.segments.push({
    id: segment.id,
    name: segment.name,
    description: "They flew with us, and then no more for over a year.",
    rule: segment.rule,
    is_list: false,
    strategy: null,
    persona_name: "",
    persona_line: "",
    persona_story: "",
    created_by_id: managerId,
    created_at: segment.createdAt,
    updated_at: segment.createdAt,
  });
  return segment;
}

/** A year of tasks of every seller, what they follow, and what they were told lately. */
export function makeTasks(random: Random, batch: Batch, world: World): void {
  const { people, sellers, managerId, now } = world;
  const all: Seller[] = [
    ...sellers.farmers.map((id) => ({ id, work: FARMER_WORK })),
    ...sellers.hunters.map((id) => ({ id, work: HUNTER_WORK })),
  ];
  for (const seller of all) {
    const own = people.filter(({ ownerId }) => ownerId === seller.id);
    if (own.length === 0) continue;
    const person = () => random.pick(own);
    const add = (given: {
      title: string;
      about: Person | null;
      due: number | null;
      made: number;
      done: number | null;
      by?: string | null;
    }) => {
      const reminded = given.due !== null && given.due <= 0 && given.done === null;
      batch.tasks.push({
        id: random.id(),
        title: given.title,
        customer_id: given.about?.id ?? null,
        owner_id: seller.id,
        due_on: given.due === null ? null : dayOf(now, given.due),
        created_by_id: given.by ?? seller.id,
        created_at: before(now, given.made),
        done_at: given.done === null ? null : before(now, given.done),
        reminded_at: reminded || given.done !== null ? before(now, Math.max(0, -(given.due ?? 0))) : null,
      });
    };
    // What was done in a year: mostly in time, some a few days late.
    for (let n = random.int(60, 80); n > 0; n--) {
      const due = -random.int(2, 360);
      const done = Math.max(1, -due + random.int(-3, 2));
      add({
        title: random.pick(seller.work),
        about: random.chance(0.9) ? person() : null,
        due,
        made: done + random.int(1, 9),
        done,
      });
    }
    // What is to be done now.
    for (const due of [-6, -2, -1, 0, 0, 1, 2, 4, 6, 9, 14, 25])
      if (random.chance(0.75))
        add({
          title: random.pick(seller.work),
          about: person(),
          due,
          made: random.int(3, 12) + Math.max(0, -due),
          done: null,
        });
    add({ title: random.pick(OWN_WORK), about: null, due: 3, made: 2, done: null });
    add({ title: random.pick(seller.work), about: person(), due: null, made: 20, done: null });
    if (managerId) {
      const about = person();
      add({ title: "Call about the low score of last week", about, due: 1, made: 1, done: null, by: managerId });
      tell(random, batch, now, {
        userId: seller.id,
        kind: "task",
        href: "/tasks",
        days: 1,
        read: false,
        detail: { what: "assigned", name: "Call about the low score of last week", byId: managerId },
      });
      const subject = person();
      tell(random, batch, now, {
        userId: seller.id,
        kind: "mention",
        href: `/customers/${subject.id}`,
        days: 2,
        read: random.chance(0.4),
        detail: {
          what: "note",
          name: subject.name,
          byId: managerId,
          text: "They ask for fares until next summer. Can you look at it before the review?",
        },
      });
    }
    for (const about of [person(), person(), person()]) {
      if (batch.customer_follows.some((one) => one.customer_id === about.id && one.user_id === seller.id)) continue;
      batch.customer_follows.push({ customer_id: about.id, user_id: seller.id, at: before(now, random.int(20, 200)) });
      tell(random, batch, now, {
        userId: seller.id,
        kind: "follow",
        href: `/customers/${about.id}`,
        days: random.int(5, 30),
        read: true,
        detail: { what: "case", name: about.name, ref: random.id() },
      });
    }
    tell(random, batch, now, {
      userId: seller.id,
      kind: "task",
      href: "/tasks",
      days: 0,
      read: false,
      detail: { what: "due", name: random.pick(seller.work) },
    });
  }
}

type Told = { userId: string; kind: string; href: string; detail: Record<string, string>; days: number; read: boolean };

function tell(random: Random, batch: Batch, now: Date, { userId, kind, href, detail, days, read }: Told): void {
  const at = before(now, days + 0.05);
  batch.notifications.push({
    id: random.id(),
    user_id: userId,
    kind,
    detail,
    href,
    created_at: at,
    read_at: read ? before(now, Math.max(0, days - 1)) : null,
  });
}
