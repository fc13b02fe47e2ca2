import { type LossReason, lossText } from "../../lib/deals/loss-reasons";
import { quarterOf } from "../../lib/deals/quota";
import { type WinReason, winText } from "../../lib/deals/win-reasons";
import type { ChecklistPart, PartKey } from "../../lib/handovers/checklist";
import { DAY_MS, type Person, type Sellers } from "./people";
import type { Random } from "./random";
import type { Batch, Row } from "./rows";
import { PRODUCTS, type ProductKey } from "./world";

const CURRENCY = "EUR";
const OPEN = ["attention", "interest", "desire", "action"] as const;
type Open = (typeof OPEN)[number];
type Stage = Open | "won" | "lost";

const RIVALS = ["Skylark", "Aerolux", "Nordwind Air", "Brisa Airways", "EasyHop"];
const SOURCES = { "Travel fair": 24, Referral: 22, Website: 26, "Cold call": 16, Partner: 12 };
/** Of deals from there, how many are won: what lead sources are told apart by. */
const WINS: Record<string, number> = {
  "Travel fair": 0.46,
  Referral: 0.7,
  Website: 0.44,
  "Cold call": 0.27,
  Partner: 0.55,
};
const LOSSES: Record<LossReason, number> = {
  price: 30,
  rival: 20,
  poor_experience: 13,
  no_budget: 12,
  timing: 10,
  offer: 6,
  silence: 7,
  other: 2,
};
const LOST_SAID: Partial<Record<LossReason, readonly string[]>> = {
  price: ["8 % above the rival", "their board set a limit per seat", ""],
  rival: ["Skylark flies the early slot", "they stay with Aerolux", ""],
  poor_experience: [
    "the delay in spring was told by nobody",
    "twice in the queue for a refund",
    "bags came a day late",
  ],
  timing: ["again in the autumn", ""],
};
const WINS_BY: Record<WinReason, number> = {
  offer: 22,
  trust: 24,
  demo: 14,
  price: 16,
  service: 10,
  referral: 8,
  speed: 5,
  other: 1,
};
const WON_SAID: Partial<Record<WinReason, readonly string[]>> = {
  trust: ["we called before they had to", ""],
  demo: ["the travel desk tried the portal itself", ""],
  offer: ["the only one with seats together", ""],
  speed: ["offer on the same day", ""],
};

const PRODUCT_LINES: Record<string, readonly (readonly [ProductKey, number, number])[]> = {
  "Charter for the fair": [
    ["charter", 1, 3],
    ["meal", 120, 360],
  ],
  "Group travel in spring": [
    ["group", 4, 28],
    ["bag", 20, 120],
    ["seat", 40, 280],
  ],
  "Yearly contract": [
    ["flex", 40, 220],
    ["lounge", 20, 160],
    ["priority", 40, 220],
  ],
  "Company flights": [
    ["classic", 30, 240],
    ["flex", 10, 80],
    ["bag", 20, 160],
  ],
  "More routes": [
    ["classic", 20, 90],
    ["seat", 20, 90],
  ],
};
const NAMES = ["Company flights", "Group travel in spring", "Yearly contract", "Charter for the fair"];

const USED_BY = [
  "The travel desk books, four assistants approve, everybody else only flies",
  "Two people in purchasing, and the field team from their phones",
  "The office manager for all; the board books for itself",
];
const PROMISED = [
  "Hold the group fare for the whole season",
  "One bill a month, in their own format",
  "A named person for changes on the day",
  "Rows together for the summer trip",
  "Answer within four hours on workdays",
];
const GOALS = [
  "All bookings through the company portal",
  "Half of the trips changed without a call",
  "Travel cost per head 5 % below last year",
  "Nobody of the team misses the Monday flight",
];

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const later = (date: Date, days: number): Date => new Date(+date + days * DAY_MS);

type Context = {
  people: readonly Person[];
  sellers: Sellers;
  products: Record<ProductKey, string>;
  /** Who opens the demo as hunter and as farmer. */
  hunterId: string | null;
  farmerId: string | null;
  now: Date;
};

/** What hunters do all year: deals with their moves, quotes, steps and reasons, quotas, and hand-overs to farmers. */
export function makeSelling(random: Random, batch: Batch, context: Context): void {
  const { people, sellers, now } = context;
  addYears(random, batch, context);
  const companies = new Set(people.filter(({ isCompany }) => isCompany).map(({ id }) => id));
  for (const [index, row] of batch.deals.entries()) {
    const isFarmers = row.name === "More routes";
    // What a hunter lost stays a hunter's, whoever keeps the customer.
    if (!isFarmers && !sellers.hunters.includes(String(row.owner_id)))
      row.owner_id = sellers.hunters[index % sellers.hunters.length] ?? null;
    describe(random, batch, row, companies.has(String(row.customer_id)), context);
  }
  winLately(random, batch, context);
  for (const row of batch.deals) move(random, batch, row, now);
  makeHandovers(random, batch, context);
  makeQuotas(random, batch, context);
  const hunters = batch.deals.filter((row) => row.owner_id === context.hunterId && row.stage === "desire");
  for (const row of hunters.slice(0, 2)) Object.assign(row, { demo_on: dayOf(now), demo_done_at: null });
}

/** Six quarters of deals that ended, with companies that buy again and again; farmers sell more to those they keep. */
function addYears(random: Random, batch: Batch, { people, sellers, now }: Context): void {
  const kept = people.filter(({ isCompany, isLead }) => isCompany && !isLead);
  const ended = (ownerId: string | null, name: string, sureness: number) => {
    const closedDaysAgo = 9 + random.next() * 530;
    const took = 20 + random.next() * 75;
    const person = random.pick(kept.filter(({ knownSinceDays }) => knownSinceDays > closedDaysAgo - 20));
    const source = name === "More routes" ? "Existing customer" : random.weighted(SOURCES);
    const isWon = random.chance(sureness * (WINS[source] ?? 0.6));
    const closedAt = new Date(+now - closedDaysAgo * DAY_MS);
    const createdAt = new Date(Math.max(+closedAt - took * DAY_MS, +now - person.knownSinceDays * DAY_MS));
    batch.deals.push({
      id: random.id(),
      customer_id: person.id,
      name,
      stage: isWon ? "won" : "lost",
      amount_cents: random.int(8, 160) * 50_000,
      currency: CURRENCY,
      probability: isWon ? 1 : 0,
      source,
      expected_close_on: dayOf(later(closedAt, random.int(-9, 14))),
      owner_id: ownerId,
      created_at: createdAt < closedAt ? createdAt : later(closedAt, -8),
      won_at: isWon ? closedAt : null,
      lost_at: isWon ? null : closedAt,
      loss_reason: "",
    });
  };
  for (const [index, hunterId] of sellers.hunters.entries())
    for (let made = 0; made < 62 - index * 9; made++) ended(hunterId, random.pick(NAMES), 1 + 0.08 * (1 - index));
  for (const farmerId of sellers.farmers) for (let made = 0; made < 16; made++) ended(farmerId, "More routes", 1);
}

function describe(random: Random, batch: Batch, row: Row, isCompany: boolean, { products, now }: Context): void {
  const stage = row.stage as Stage;
  const isEnded = stage === "won" || stage === "lost";
  const closedAt = (row.won_at ?? row.lost_at ?? now) as Date;
  // No deal takes a year: what ended began at most some months before.
  if (isEnded && +closedAt - +(row.created_at as Date) > 130 * DAY_MS)
    row.created_at = later(closedAt, -30 - 80 * random.next());
  const createdAt = row.created_at as Date;
  const reached = stage === "lost" ? random.int(0, 3) : stage === "won" ? 4 : OPEN.indexOf(stage);
  const loss = random.weighted(LOSSES);
  const win = random.weighted(WINS_BY);
  row.loss_reason = stage === "lost" ? lossText(loss, random.pick(LOST_SAID[loss] ?? [""])) : "";
  row.win_reason = stage === "won" ? winText(win, random.pick(WON_SAID[win] ?? [""])) : "";
  row.competitors = random.chance(0.55) || loss === "rival" ? pickSome(random, RIVALS, random.int(1, 2)) : [];
  const span = Math.max(2, (+closedAt - +createdAt) / DAY_MS);
  const within = (share: number) => later(createdAt, span * share);
  const isShown = reached >= 3 && random.chance(0.9);
  row.demo_on =
    reached < 2 ? null : dayOf(isShown || isEnded ? within(0.5 + 0.2 * random.next()) : later(now, random.int(-2, 12)));
  row.demo_done_at = isShown ? new Date(`${row.demo_on}T10:30:00Z`) : null;
  row.contract_sent_on = stage === "won" || (reached === 3 && random.chance(0.6)) ? dayOf(within(0.9)) : null;
  row.contract_signed_on = stage === "won" ? dayOf(closedAt) : null;
  if (batch.deals.indexOf(row) % 41 === 7 && !isEnded) row.currency = "USD";
  const quoted = reached >= 3 || (reached === 2 && random.chance(0.7));
  const wanted = PRODUCT_LINES[String(row.name)];
  if (!quoted || !wanted || !isCompany || row.currency !== CURRENCY) return;
  let total = 0;
  for (const [position, [key, least, most]] of wanted.entries()) {
    if (position > 0 && random.chance(0.25)) continue;
    const { name, priceCents } = PRODUCTS[key];
    // A hunter gives way on the price, in whole euros or to the cent as the list has it.
    const unitCents = random.chance(0.5) ? priceCents : Math.round((priceCents * 0.94) / 100) * 100;
    const quantity = random.int(least, most);
    total += quantity * unitCents;
    batch.deal_lines.push({
      id: random.id(),
      deal_id: row.id,
      product_id: products[key],
      label: name,
      quantity,
      unit_cents: unitCents,
      position,
    });
  }
  row.amount_cents = total;
}

function pickSome<T>(random: Random, list: readonly T[], count: number): T[] {
  const left = [...list];
  return Array.from({ length: count }, () => left.splice(Math.floor(random.next() * left.length), 1)[0] as T);
}

/** Two deals of the last days, with customers whom nobody keeps yet: they are being handed over. */
function winLately(random: Random, batch: Batch, { people, hunterId, now }: Context): void {
  const byId = new Map(people.map((person) => [person.id, person]));
  const ready = batch.deals.filter((row) => {
    const person = byId.get(String(row.customer_id));
    const isNear = row.stage === "action" || row.stage === "desire";
    return row.owner_id === hunterId && isNear && row.currency === CURRENCY && person?.isCompany;
  });
  for (const [index, row] of ready.slice(0, 2).entries()) {
    const wonAt = later(now, -2.3 - 3 * index);
    Object.assign(row, {
      stage: "won",
      probability: 1,
      won_at: wonAt,
      win_reason: winText(index === 0 ? "demo" : "trust", random.pick(["", "said at the signing"])),
      demo_on: dayOf(later(wonAt, -12)),
      demo_done_at: later(wonAt, -12),
      contract_sent_on: dayOf(later(wonAt, -5)),
      contract_signed_on: dayOf(wonAt),
    });
  }
}

/** From the first stage to where the deal is, each change of stage with its day. */
function move(random: Random, batch: Batch, row: Row, now: Date): void {
  const stage = row.stage as Stage;
  const createdAt = row.created_at as Date;
  const closedAt = (row.won_at ?? row.lost_at) as Date | null;
  const passed =
    stage === "won"
      ? OPEN.slice()
      : OPEN.slice(0, (stage === "lost" ? random.int(0, 3) : OPEN.indexOf(stage as Open)) + 1);
  const path: Stage[] = [...passed, ...(closedAt ? [stage] : [])];
  const until = +(closedAt ?? now);
  // The last stay of an open deal goes on; the shares say when each next stage began.
  const shares = passed.map(() => 0.35 + random.next());
  const total = shares.reduce((sum, share) => sum + share, 0);
  let at = +createdAt;
  let from: Stage | null = null;
  for (const [index, to] of path.entries()) {
    const moment = closedAt && index === path.length - 1 ? closedAt : new Date(at);
    batch.deal_moves.push({
      id: random.id(),
      deal_id: row.id,
      from_stage: from,
      to_stage: to,
      at: moment,
      by_id: row.owner_id,
    });
    row.stage_since = moment;
    from = to;
    at += ((until - +createdAt) * (shares[index] ?? 0)) / total;
  }
}

const part = (given: Partial<ChecklistPart>): ChecklistPart => ({
  text: "",
  rows: [],
  done: false,
  notNeeded: null,
  ...given,
});

function makeHandovers(random: Random, batch: Batch, { people, sellers, farmerId, hunterId, now }: Context): void {
  const byId = new Map(people.map((person) => [person.id, person]));
  const seen = new Set<string>();
  const won = batch.deals
    .filter((row) => row.stage === "won" && sellers.hunters.includes(String(row.owner_id)))
    .sort((one, other) => +(other.won_at as Date) - +(one.won_at as Date));
  let open = 0;
  for (const deal of won) {
    const person = byId.get(String(deal.customer_id));
    if (!person || seen.has(person.id)) continue;
    const wonAt = deal.won_at as Date;
    const isOpen = person.isLead;
    if (!isOpen && (!person.isCompany || !sellers.farmers.includes(String(person.ownerId)))) continue;
    if (isOpen && deal.owner_id !== hunterId) continue;
    if (!isOpen && +now - +wonAt > 400 * DAY_MS) continue;
    seen.add(person.id);
    const takes = isOpen
      ? open === 0
        ? farmerId
        : (sellers.farmers.find((id) => id !== farmerId) ?? farmerId)
      : person.ownerId;
    const completedAt = isOpen ? null : new Date(Math.min(+later(wonAt, random.int(2, 12)), +now - DAY_MS));
    const begun = later(wonAt, 0.2);
    const promises = pickSome(random, PROMISED, 2).map((text, index) => ({
      text,
      dueOn: dayOf(later(wonAt, 25 + 40 * index)),
    }));
    const goals = pickSome(random, GOALS, random.int(1, 2)).map((text) => ({
      text,
      dueOn: random.chance(0.7) ? dayOf(later(wonAt, 180)) : "",
    }));
    const hasPortal = random.chance(0.75);
    const filled: Record<PartKey, ChecklistPart> = {
      users: part({ text: random.pick(USED_BY) }),
      promises: part({ rows: promises }),
      goals: part({ rows: goals }),
      selfService: hasPortal
        ? part({ done: true, text: "Company portal, two admins" })
        : part({ notNeeded: "They book by phone and want to" }),
    };
    const half: Partial<Record<PartKey, ChecklistPart>> =
      open === 0
        ? { users: filled.users, promises: part({ rows: promises.slice(0, 1) }) }
        : { users: filled.users, promises: filled.promises, selfService: part({ done: true, text: "Company portal" }) };
    if (isOpen) open += 1;
    batch.handovers.push({
      id: random.id(),
      deal_id: deal.id,
      customer_id: person.id,
      hunter_id: deal.owner_id,
      farmer_id: takes,
      checklist: isOpen ? half : filled,
      users: isOpen ? "" : filled.users.text,
      promised: isOpen ? "" : promises.map(({ text, dueOn }) => `${text}, by ${dueOn}`).join("\n"),
      goals: isOpen ? "" : goals.map(({ text, dueOn }) => (dueOn ? `${text}, by ${dueOn}` : text)).join("\n"),
      has_self_service: !isOpen && hasPortal,
      started_at: begun,
      completed_at: completedAt,
    });
    batch.customer_shares.push({
      customer_id: person.id,
      user_id: isOpen ? takes : deal.owner_id,
      by_id: deal.owner_id,
      at: completedAt ?? begun,
    });
    if (!completedAt) continue;
    for (const { text, dueOn } of promises) {
      const due = new Date(`${dueOn}T00:00:00Z`);
      batch.promises.push({
        id: random.id(),
        customer_id: person.id,
        interaction_id: null,
        text,
        due_on: dueOn,
        owner_id: takes,
        made_at: completedAt,
        kept_at: due < now && random.chance(0.9) ? later(due, -random.int(1, 6)) : null,
      });
    }
    for (const [position, { text, dueOn }] of goals.entries()) {
      batch.success_goals.push({
        id: random.id(),
        customer_id: person.id,
        text,
        owner_id: takes,
        due_on: dueOn || null,
        reached_at: dueOn && new Date(dueOn) < now ? later(new Date(dueOn), -3) : null,
        position,
        created_at: completedAt,
      });
    }
  }
}

/** This quarter and the five before: about what each won, so that some were made and some missed. */
function makeQuotas(random: Random, batch: Batch, { sellers, now }: Context): void {
  const today = dayOf(now);
  for (const userId of [...sellers.hunters, ...sellers.farmers]) {
    const quarters = [-5, -4, -3, -2, -1, 0].map((on) => quarterOf(today, on));
    const won = quarters.map((quarter) =>
      batch.deals.reduce((sum, row) => {
        const counts = row.owner_id === userId && row.stage === "won" && row.currency === CURRENCY;
        return counts && quarterOf(dayOf(row.won_at as Date)) === quarter ? sum + Number(row.amount_cents) : sum;
      }, 0),
    );
    const usual = won.slice(0, 5).reduce((sum, cents) => sum + cents, 0) / 5;
    for (const quarter of quarters) {
      const cents = Math.max(2_000_000, Math.round((usual * (0.9 + 0.25 * random.next())) / 500_000) * 500_000);
      batch.sales_quotas.push({ id: random.id(), user_id: userId, quarter, amount_cents: cents, currency: CURRENCY });
    }
  }
}
