import { DAY_MS, type Person, type Sellers } from "./people";
import { NEXT_STEPS } from "./phrases";
import type { Random } from "./random";
import type { Batch, Row } from "./rows";

const CITIES: readonly [string, string, string][] = [
  ["Berlin", "DE", "German"],
  ["Vienna", "AT", "German"],
  ["Warsaw", "PL", "Polish"],
  ["Lisbon", "PT", "Portuguese"],
];
/** Travel agencies: they sell our flights and never fly with us themselves. */
const AGENCIES = [
  "Kastanie Reisen",
  "Fernweh Kontor",
  "Reisebüro Lindenhof",
  "Viagens Atlântico",
  "Biuro Podróży Wisła",
  "Donau Reisewelt",
  "Kompass Gruppenreisen",
  "Sol e Mar Viagens",
  "Mazury Travel",
  "Reiseladen am Ring",
  "Nordstern Touristik",
  "Alfama Turismo",
];

const STYLES = {
  farmers: ["relationship", "platform", "relationship"],
  hunters: ["quick", "relationship", "quick"],
} as const;

/** What makes a customer think of it, and what they get for coming. */
const LOOPS: Record<string, readonly [cue: string, reward: string]> = {
  destination: ["A grey Sunday, and a fare alert on the phone", "A place for the whole family in two minutes"],
  purchase: ["The fare held for a day runs out tonight", "The seat is theirs, and the price will not move"],
  booking: ["A message ten days before: the front rows are free", "Everybody sits together"],
  checkin: ["The phone rings 24 hours before the flight", "Straight to security, no desk"],
  delays: ["A delay is told before anybody has to ask", "They know when to leave the lounge"],
  waiting: ["The toy box stands beside the gate", "Twenty quiet minutes"],
  boarding: ["Families are called first, by name", "Bags above their own seats"],
  food: ["Warm milk is offered before it is asked for", "A child that sleeps"],
  portal: ["The monthly overview on the first of the month", "All trips of the company on one page"],
  bill: ["One bill, on the third of the month", "Nothing to check"],
};

const SELF_SERVICE = new Set(["App", "Website", "Terminal"]);

/** Why customers left, as somebody who asked them wrote it down. */
const LEFT: Record<string, readonly string[]> = {
  "Poor experience": ["called last with a sleeping child", "nobody told us of the delay", "seats apart again", ""],
  Price: ["a rival is 18 % cheaper", ""],
  "Chose a rival": ["better times to Lisbon", ""],
  "No need any more": ["the children are grown", "closed the office"],
  "Moved away": [""],
};

const COACHING: readonly [by: "manager" | "lead", text: string][] = [
  ["lead", "Asks well and listens. Next time: name the promise aloud before hanging up, and log it at once."],
  ["manager", "We looked at three lost accounts together. All three had been silent for 60 days: call at 30."],
  ["lead", "Price came up early and was answered with a discount. Try the family pass first."],
];

type Context = {
  now: Date;
  startedAt: Date;
  sellers: Sellers;
  people: readonly Person[];
  managerId: string | null;
  directorId: string | null;
  touchpoints: Record<string, string>;
  channels: Record<string, string>;
};

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/**
 * How the sellers are led, and what the reports of the lifecycle read: teams with leads and directions, styles, goals,
 * coaching; agencies on the selling side and who brought whom; channels that need no seller; cue and reward of
 * touchpoints; why customers left; next steps kept and missed. Changes rows of the batch that others made: call it last.
 */
export function makeTeamwork(random: Random, batch: Batch, context: Context): void {
  const { now, sellers, managerId } = context;
  const leads = { "Key accounts": sellers.farmers[2], "New business": sellers.hunters[1] };
  arrangeTeams(random, batch, context, leads);
  const agencies = makeAgencies(random, batch, context);
  makeReferrals(random, batch, context, agencies);
  for (const channel of batch.channels) channel.is_self_service = SELF_SERVICE.has(String(channel.name));
  const keyOf = new Map(Object.entries(context.touchpoints).map(([key, id]) => [id, key]));
  for (const touchpoint of batch.touchpoints) {
    const [cue, reward] = LOOPS[keyOf.get(String(touchpoint.id)) ?? ""] ?? ["", ""];
    Object.assign(touchpoint, { cue, reward });
  }
  sayWhyTheyLeft(random, batch, context.people);
  sellByPhone(random, batch, context);
  keepSteps(random, batch, context);
  // A lost deal was a hunter's, too.
  const isTheirs = batch.deals.some((deal) => deal.stage === "lost" && sellers.hunters.includes(String(deal.owner_id)));
  for (const deal of isTheirs ? [] : batch.deals) {
    if (deal.stage === "lost" && !sellers.hunters.includes(String(deal.owner_id)))
      deal.owner_id = sellers.hunters[Number(random.weighted({ "0": 5, "1": 2, "2": 4 }))] ?? null;
  }
  const writer = { manager: managerId, lead: null } as const;
  for (const [team, ids] of [
    ["Key accounts", sellers.farmers],
    ["New business", sellers.hunters],
  ] as const) {
    for (const [index, userId] of ids.entries()) {
      for (const [nth, [by, text]] of COACHING.entries()) {
        const byId = writer[by] ?? leads[team];
        if (!byId || byId === userId || (index + nth) % 2 === 1) continue;
        const at = new Date(+now - (9 + 31 * nth + 5 * index) * DAY_MS);
        batch.coaching_notes.push({ id: random.id(), user_id: userId, by_id: byId, text, created_at: at });
      }
    }
  }
}

function arrangeTeams(
  random: Random,
  batch: Batch,
  { now, startedAt, sellers, managerId, directorId }: Context,
  leads: Record<string, string | undefined>,
): void {
  const parentId = random.id();
  const direction: Record<string, string> = {
    "Key accounts":
      "Keep every account that buys twice a year.\n1. Nobody waits 30 days for a call.\n2. Promises are logged and kept.\n3. Families first, then companies.",
    "New business":
      "Companies with teams that fly monthly, within two hours of our airports.\n1. Demo within a week.\n2. Contract within six.\n3. Hand over with the promises written down.",
  };
  for (const team of batch.teams)
    Object.assign(team, {
      parent_id: parentId,
      lead_id: leads[String(team.name)] ?? null,
      direction: direction[String(team.name)] ?? "",
    });
  batch.teams.push({
    id: parentId,
    name: "Sales",
    created_at: startedAt,
    parent_id: null,
    lead_id: directorId,
    direction: "Grow with those who already fly with us. New business pays for itself within a year, or we leave it.",
  });
  const styles = new Map<string, string>();
  for (const kind of ["farmers", "hunters"] as const)
    for (const [index, id] of sellers[kind].entries()) styles.set(id, STYLES[kind][index] ?? "relationship");
  for (const member of batch.memberships) member.style = styles.get(String(member.user_id)) ?? null;
  const due = (days: number) => dayOf(new Date(+now + days * DAY_MS));
  const goal = (whose: Row, text: string, dueOn: string, progress: number) =>
    batch.team_goals.push({
      id: random.id(),
      team_id: null,
      user_id: null,
      ...whose,
      text,
      due_on: dueOn,
      progress,
      created_by_id: managerId,
      created_at: new Date(+now - 70 * DAY_MS),
      reached_at: progress === 100 ? new Date(+now - 6 * DAY_MS) : null,
    });
  for (const team of batch.teams) {
    if (team.name === "Key accounts")
      goal({ team_id: team.id }, "No account silent for more than 60 days", due(39), 55);
    if (team.name === "New business")
      goal({ team_id: team.id }, "Eight companies under contract this quarter", due(39), 40);
    if (team.name === "Sales") goal({ team_id: team.id }, "Every hand-over complete within two weeks", due(130), 70);
  }
  const own = [
    ["Two visits a week", 60],
    ["All renewals of the quarter talked through a month before", 80],
    ["Ten references to show", 100],
  ] as const;
  for (const [index, userId] of [...sellers.farmers, ...sellers.hunters].entries()) {
    const [text, progress] = own[index % own.length] as (typeof own)[number];
    goal({ user_id: userId }, text, due(20 + 9 * index), progress);
  }
}

function makeAgencies(random: Random, batch: Batch, { now, sellers }: Context): string[] {
  const like = batch.customers[0];
  if (!like) return [];
  return AGENCIES.map((name, index) => {
    const id = random.id();
    const [city, country, language] = CITIES[index % CITIES.length] as (typeof CITIES)[number];
    const knownSince = new Date(+now - (200 + 45 * index) * DAY_MS);
    const ownerId = sellers.hunters[index % sellers.hunters.length] ?? null;
    batch.customers.push({
      ...like,
      id,
      external_id: `MA-P${100 + index}`,
      kind: "company",
      side: "seller",
      name,
      email: null,
      phone: null,
      city,
      country,
      language,
      lifecycle: "active",
      owner_id: ownerId,
      attributes: {},
      tags: ["agency"],
      search_text: `${name.toLowerCase()} ma-p${100 + index}`,
      created_at: knownSince,
      updated_at: knownSince,
    });
    for (const [from, to, days] of [
      [null, "lead", 0],
      ["lead", "new", 20],
      ["new", "active", 80],
    ] as const) {
      batch.lifecycle_transitions.push({
        id: random.id(),
        customer_id: id,
        from_stage: from,
        to_stage: to,
        at: new Date(+knownSince + days * DAY_MS),
        by_id: ownerId,
        reason: to === "new" ? "Agency contract" : "",
      });
    }
    const channelId = batch.channels.find((channel) => channel.name === "E-mail")?.id ?? null;
    for (let daysAgo = random.int(4, 40); daysAgo < 180 + 45 * index; daysAgo += random.int(18, 70)) {
      const at = new Date(+now - daysAgo * DAY_MS);
      batch.interactions.push({
        ...batch.interactions[0],
        id: random.id(),
        customer_id: id,
        contact_id: null,
        kind: random.weighted({ email: 4, call: 3, meeting: 1 }),
        outcome: "reached",
        reason: random.pick(["building_trust", "contract", "lead_generation"]),
        text: random.pick([
          "Wants the spring contingent a month earlier.",
          "Sent families our way and asks for the toy box at the counter.",
          "Went through the fares of the season.",
        ]),
        channel_id: channelId,
        user_id: ownerId,
        happened_at: at,
        next_step: "",
        next_step_due_on: null,
        created_at: at,
      });
    }
    return id;
  });
}

/** Every tenth customer was brought by somebody; agencies bring more than travellers do. */
function makeReferrals(random: Random, batch: Batch, { now, people }: Context, agencies: readonly string[]): void {
  const buyers = people.filter(({ isLead }) => !isLead);
  const content = buyers.filter(({ mood, knownSinceDays }) => mood > 0.4 && knownSinceDays > 300);
  const operators = buyers.filter(({ attributes }) => attributes.account_type === "Tour operator");
  for (const person of people) {
    if (person.knownSinceDays > 720 || !random.chance(0.16)) continue;
    const by = random.chance(0.55)
      ? random.pick(agencies)
      : random.chance(0.3) && operators.length > 0
        ? random.pick(operators).id
        : random.pick(content).id;
    const since = batch.customers.find(({ id }) => id === by)?.created_at as Date | undefined;
    const at = new Date(+now - person.knownSinceDays * DAY_MS);
    if (by === person.id || !since || +since > +at) continue;
    batch.referrals.push({ id: random.id(), referrer_id: by, referred_id: person.id, at });
  }
}

function sayWhyTheyLeft(random: Random, batch: Batch, people: readonly Person[]): void {
  const moods = new Map(people.map(({ id, mood }) => [id, mood]));
  for (const step of batch.lifecycle_transitions) {
    if (step.to_stage !== "lost" || !random.chance(0.62)) continue;
    const isUnhappy = (moods.get(String(step.customer_id)) ?? 0) < 0;
    const reason = random.weighted({
      "Poor experience": isUnhappy ? 9 : 3,
      Price: 4,
      "Chose a rival": 3,
      "No need any more": 3,
      "Moved away": 1,
    });
    const said = random.pick(LEFT[reason] ?? [""]);
    step.reason = said ? `${reason}: ${said}` : reason;
  }
}

/** Orders by phone and mail used to need somebody; more and more of them do not. */
function sellByPhone(random: Random, batch: Batch, { now, sellers, channels }: Context): void {
  const spoken = new Set([channels.Phone, channels["E-mail"]]);
  const all = [...sellers.farmers, ...sellers.hunters];
  for (const order of batch.orders) {
    if (order.seller_id || !spoken.has(String(order.channel_id))) continue;
    const age = (+now - +(order.ordered_at as Date)) / (725 * DAY_MS);
    if (random.chance(0.3 + 0.55 * Math.min(1, age))) order.seller_id = random.pick(all);
  }
}

/** Earlier next steps, most of them done in time: some sellers keep more of them. */
function keepSteps(random: Random, batch: Batch, { now, sellers }: Context): void {
  const keeps = new Map(
    [...sellers.farmers, ...sellers.hunters].map((id, index) => [
      id,
      [0.86, 0.7, 0.93, 0.62, 0.88, 0.74][index] ?? 0.8,
    ]),
  );
  for (const row of batch.interactions) {
    row.next_step_done_at ??= null;
    const chance = keeps.get(String(row.user_id));
    const happenedAt = row.happened_at as Date;
    const ageDays = (+now - +happenedAt) / DAY_MS;
    if (chance === undefined || row.next_step !== "" || ageDays < 24 || !random.chance(0.7)) continue;
    const dueAt = new Date(+happenedAt + random.int(4, 14) * DAY_MS);
    const inTime = random.chance(chance);
    row.next_step = random.pick(NEXT_STEPS);
    row.next_step_due_on = dayOf(dueAt);
    row.next_step_done_at = inTime
      ? new Date(+dueAt - random.int(1, 3) * DAY_MS)
      : new Date(+dueAt + random.int(1, 6) * DAY_MS);
  }
}
