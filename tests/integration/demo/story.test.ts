import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/actor";
import { feelingsAtTouchpoints, getBrand } from "@/lib/brand/queries";
import { feelingInput } from "@/lib/brand/schema";
import { inWorkspace, Prisma, rows } from "@/lib/db";
import { handoverExperience } from "@/lib/handovers/queries";
import type { JourneyMap, Step } from "@/lib/journeys/map";
import { getJourney } from "@/lib/journeys/queries";
import { gapsOf } from "@/lib/journeys/queries/gaps";
import { journeySnapshot } from "@/lib/journeys/snapshot";
import { dayIn } from "@/lib/period";
import { oneWay } from "@/lib/stats/anova";
import { touchpointMatrix } from "@/lib/touchpoints/queries/matrix";
import { DEMO_WORKSPACE_ID, seedDemo } from "@/prisma/seed/demo";
import { MOVE_DAYS } from "@/prisma/seed/history";
import { DAY_MS } from "@/prisma/seed/people";
import { PANEL_SIZE } from "@/prisma/seed/plans";
import { PLANTED_CHANNELS, PLANTED_FELT } from "@/prisma/seed/planted";
import { TOUCHPOINTS, type TouchpointKey } from "@/prisma/seed/world";

/** The airline case as the demo tells it: every number of the story, read through the product's own queries. */

const NOW = new Date("2026-11-20T10:00:00Z");
const dayBefore = (days: number) => new Date(+NOW - days * DAY_MS).toISOString().slice(0, 10);
const NINETY = { fromDay: dayBefore(90), toDay: dayBefore(-1) };
const HALF_YEAR = { fromDay: dayBefore(185), toDay: dayBefore(-1) };

const FOUR_GROUPS: TouchpointKey[] = [
  ...(["destination", "purchase", "booking", "checkin", "security", "waiting", "boarding"] as const),
  ...(["entertainment", "ambiance", "food", "seating", "lavatory", "storage"] as const),
  ...(["landing", "baggage", "customs", "car"] as const),
];
const nameOf = (key: TouchpointKey) => TOUCHPOINTS[key].name;

let actor: Actor;
let families: JourneyMap;
let business: JourneyMap;
let companies: JourneyMap;

const stepsOf = (map: JourneyMap): Step[] => map.stages.flatMap(({ steps }) => steps);
function at(map: JourneyMap, key: TouchpointKey): Step {
  const step = stepsOf(map).find(({ touchpointName }) => touchpointName === nameOf(key));
  if (!step) throw new Error(`${map.name} has no step at ${key}.`);
  return step;
}
const ask = <T>(statement: (w: Prisma.Sql) => Prisma.Sql) => rows<T>(inWorkspace(actor), actor, statement);

beforeAll(async () => {
  await seedDemo({ now: NOW });
  actor = systemActor(DEMO_WORKSPACE_ID, "test");
  const journeys = await inWorkspace(actor).journey.findMany({ select: { id: true, name: true } });
  const read = (name: string) => getJourney(actor, journeys.find((one) => one.name === name)?.id ?? "", NINETY);
  families = await read("Flying with a toddler");
  business = await read("A day trip on business");
  companies = await read("A company flies with us");
}, 240_000);

describe("the maps", () => {
  it("tell every touchpoint of the four groups", () => {
    for (const map of [families, business]) {
      const names = stepsOf(map).map(({ touchpointName }) => touchpointName);
      expect(names).toEqual(expect.arrayContaining(FOUR_GROUPS.map(nameOf)));
      expect(map.stages.map(({ name }) => name)).toEqual(["Pre-flight", "Airport departure", "In-flight", "Arrival"]);
    }
  });

  it("have no empty cell, and none that runs out of its column", () => {
    for (const map of [families, business, companies]) {
      expect(map.ownerName).toBeTruthy();
      expect(map.reviewOn).toBeTruthy();
      for (const stage of map.stages) expect(stage.metric).not.toBe("");
      for (const { touchpointName, cells, channels, quotes, gap } of stepsOf(map)) {
        const here = `${map.name}, ${touchpointName}`;
        const { assumedFeeling, frictionDecision, desired, evidence, frictionReason, ...others } = cells;
        expect(assumedFeeling, here).not.toBeNull();
        expect(frictionDecision, here).not.toBeNull();
        expect(desired, here).not.toBeNull();
        expect(frictionReason, here).not.toBe("");
        for (const [lane, text] of Object.entries(others)) {
          if (typeof text !== "string") continue;
          expect(text, `${here}: ${lane}`).not.toBe("");
          expect(text.length, `${here}: ${text}`).toBeLessThanOrEqual(42);
        }
        expect(channels.length, here).toBeGreaterThan(0);
        expect(quotes.length, here).toBeGreaterThan(0);
        expect(gap.n, here).toBeGreaterThan(0);
        if (evidence === "full") expect(gap.n, here).toBeGreaterThanOrEqual(30);
      }
    }
  });

  it("fit their columns: three lines of fifteen letters, and a voice that is not cut off", () => {
    const lines = (text: string) =>
      text
        .split(" ")
        .reduce(
          ({ n, used }, word) =>
            used + 1 + word.length <= 15 ? { n, used: used + 1 + word.length } : { n: n + 1, used: word.length },
          { n: 1, used: -1 },
        ).n;
    for (const map of [families, business, companies]) {
      for (const { cells, quotes, touchpointName } of stepsOf(map)) {
        expect(lines(cells.doing), cells.doing).toBeLessThanOrEqual(3);
        expect(lines(cells.thinking), cells.thinking).toBeLessThanOrEqual(3);
        const first = quotes.find(({ lane }) => lane === "pains");
        expect(first?.text.length, `${map.name}, ${touchpointName}`).toBeLessThanOrEqual(52);
      }
    }
  });

  it("mark what is a guess, a peak, flow, and made together", () => {
    const marks = (map: JourneyMap) =>
      stepsOf(map).reduce(
        (found, { cells }) => ({
          peak: found.peak + Number(cells.isPeak),
          flow: found.flow + Number(cells.isFlow),
          coCreated: found.coCreated + Number(cells.isCoCreated),
          guess: found.guess + Number(cells.evidence === "none"),
        }),
        { peak: 0, flow: 0, coCreated: 0, guess: 0 },
      );
    expect(marks(families)).toEqual({ peak: 1, flow: 0, coCreated: 2, guess: 1 });
    expect(marks(business)).toEqual({ peak: 1, flow: 2, coCreated: 0, guess: 1 });
    expect(at(families, "security").cells).toMatchObject({ isPeak: true, frictionDecision: "keep" });
    expect(at(families, "boarding").cells.frictionDecision).toBe("remove");
  });

  it("have one that is overdue for review, and two that are not", () => {
    const today = NOW.toISOString().slice(0, 10);
    expect([families, business, companies].map(({ reviewOn }) => String(reviewOn) < today)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("carry the four ideas as plans at their steps", () => {
    const plans = (key: TouchpointKey) => at(families, key).improvements.map(({ title }) => title);
    expect(plans("waiting")).toContain("Rent a toy at check-in");
    expect(plans("seating")).toContain("Family-facing seats in four rows");
    expect(plans("lavatory")).toContain("Spacious lavatory with a table");
    expect(plans("ambiance")).toContain("Sound curtain behind row 8");
    expect(at(families, "boarding").openCases).toBeGreaterThanOrEqual(5);
  });

  it("fall furthest short where the story says", () => {
    const worst = (map: JourneyMap) =>
      stepsOf(map).reduce((a, b) => ((b.gap.gapShare ?? -1) > (a.gap.gapShare ?? -1) ? b : a)).touchpointName;
    expect(worst(families)).toBe(nameOf("boarding"));
    expect(at(families, "boarding").gap.verdict).toBe("short");
    expect(worst(business)).toBe(nameOf("delays"));
    expect(worst(companies)).toBe(nameOf("bill"));
    // Only security beats the wish of families.
    const above = stepsOf(families).filter(({ gap }) => gap.verdict === "above");
    expect(above.map(({ touchpointName }) => touchpointName)).toEqual([nameOf("security")]);
  });

  it("put boarding first among what families need to be fixed", async () => {
    const { ranked } = await gapsOf(actor, families, NINETY);
    expect(ranked.proved[0]).toMatchObject({ stepName: nameOf("boarding"), measure: "rating" });
  });

  it("differ between families and business travellers where it was planted", () => {
    const apart = (key: TouchpointKey) => {
      const [one, other] = [at(families, key).gap, at(business, key).gap];
      return { difference: (one.actual ?? 0) - (other.actual ?? 0), one: one.interval, other: other.interval };
    };
    for (const key of ["boarding", "waiting", "lavatory", "seating"] as const) {
      expect(apart(key).one?.high, key).toBeLessThan(apart(key).other?.low ?? 0);
    }
    for (const key of ["security", "landing"] as const) {
      expect(apart(key).one?.low, key).toBeGreaterThan(apart(key).other?.high ?? 9);
    }
    expect(Math.abs(apart("entertainment").difference)).toBeLessThan(0.25);
  });

  it("assume feelings that answers contradict", () => {
    const wrong = stepsOf(families).filter(
      ({ cells, gap }) => Math.abs((cells.assumedFeeling ?? 0) - ((gap.actual ?? 3) - 3)) >= 1,
    );
    expect(wrong.map(({ touchpointName }) => touchpointName)).toEqual(
      expect.arrayContaining([nameOf("security"), nameOf("checkin")]),
    );
    expect(wrong.length).toBeLessThan(6);
    expect(at(families, "boarding").cells.assumedFeeling).toBeGreaterThan(
      (at(families, "boarding").gap.actual ?? 3) - 3,
    );
  });

  it("ask for effort and recommendation where these are measured", () => {
    for (const key of ["purchase", "booking", "checkin"] as const) {
      const { effort } = at(families, key);
      expect(effort.desired, key).not.toBeNull();
      expect(effort.n, key).toBeGreaterThanOrEqual(30);
    }
    const { nps } = at(companies, "reference");
    expect(nps.desired).not.toBeNull();
    expect(nps.actual).not.toBeNull();
  });

  it("are talked about, and have versions that can be read", async () => {
    const db = inWorkspace(actor);
    expect(await db.journeyComment.count({ where: { journeyId: families.id } })).toBeGreaterThanOrEqual(6);
    const versions = await db.journeyVersion.findMany({
      where: { journeyId: families.id },
      orderBy: { number: "asc" },
    });
    expect(versions.map(({ number }) => number)).toEqual([1, 2, 3]);
    const [first, , last] = versions.map(({ snapshot }) => journeySnapshot.parse(snapshot));
    expect(first?.stages[1]?.steps[3]?.cells.ideas).toBe("");
    expect(last?.stages[1]?.steps[3]?.cells).toEqual(at(families, "boarding").cells);
    expect(first?.answers).toBeGreaterThan(500);
  });
});

describe("the voices", () => {
  it("stand in their transcripts where they say they do", async () => {
    const db = inWorkspace(actor);
    const interviews = await db.interview.findMany({ include: { quotes: true } });
    expect(interviews.length).toBe(6);
    expect(new Set(interviews.map(({ consent }) => consent))).toEqual(new Set(["none", "internal", "public"]));
    expect(interviews.filter(({ customerId }) => customerId).length).toBe(5);
    for (const { title, transcript, quotes, consent } of interviews) {
      expect(transcript.length, title).toBeGreaterThan(1200);
      expect(transcript).not.toMatch(/\[\[|\]\]/);
      expect(quotes.length, title).toBeGreaterThanOrEqual(5);
      for (const quote of quotes) {
        expect(transcript.slice(quote.startsAt ?? 0, quote.endsAt ?? 0)).toBe(quote.text);
        expect(quote.consent).toBe(consent);
      }
    }
  });

  it("are many, at every touchpoint of the families' map, with feelings and tags", async () => {
    const quotes = await inWorkspace(actor).quote.findMany();
    expect(quotes.length).toBeGreaterThanOrEqual(60);
    expect(quotes.filter(({ kind }) => kind === "observation").length).toBeGreaterThanOrEqual(8);
    expect(quotes.every(({ tags }) => tags.length > 0)).toBe(true);
    expect(new Set(quotes.map(({ feeling }) => feeling)).size).toBe(5);
    const spoken = new Set(quotes.map(({ touchpointId }) => touchpointId));
    for (const { touchpointId, touchpointName } of stepsOf(families))
      expect(spoken.has(touchpointId), touchpointName).toBe(true);
  });
});

describe("the segments", () => {
  it("have portraits whose needs rest on voices", async () => {
    const segments = await inWorkspace(actor).segment.findMany({ include: { needs: { include: { quotes: true } } } });
    expect(segments.filter(({ personaStory }) => personaStory !== "").length).toBeGreaterThanOrEqual(5);
    const full = segments.flatMap(({ needs }) => needs).filter(({ evidence }) => evidence === "full");
    expect(full.length).toBeGreaterThan(8);
    for (const { text, quotes } of full) expect(quotes.length, text).toBeGreaterThan(0);
    const shown = segments.find(({ name }) => name === "Families with a toddler");
    expect(new Set(shown?.needs.map(({ kind }) => kind))).toEqual(new Set(["need", "expectation", "motive", "pain"]));
    const panel = segments.find(({ isList }) => isList);
    expect(panel?.memberCount).toBe(PANEL_SIZE);
  });

  it("have half a year of sizes that add up to their members", async () => {
    const sizes = await ask<{
      name: string;
      count: number;
      days: { day: string; n: number; in: number; out: number }[];
    }>(
      (w) => Prisma.sql`
        select s.name, s.member_count as count,
               json_agg(json_build_object('day', z.day, 'n', z.members, 'in', z.entered, 'out', z."left") order by z.day) as days
        from segments s join segment_sizes z on z.workspace_id = ${w} and z.segment_id = s.id
        where s.workspace_id = ${w} group by s.id, s.name, s.member_count`,
    );
    expect(sizes.length).toBe(9);
    for (const { name, count, days } of sizes) {
      expect(days.length, name).toBeGreaterThanOrEqual(180);
      expect(days.at(-1), name).toMatchObject({ n: count, day: NOW.toISOString().slice(0, 10) });
      for (const [index, day] of days.entries()) {
        const before = days[index - 1];
        if (before) expect(day.n, `${name} ${day.day}`).toBe(before.n + day.in - day.out);
      }
    }
  });

  it("have moves that agree with the sizes and with who is there now", async () => {
    const moves = await ask<{
      segment: string;
      customer: string;
      at: Date;
      entered: boolean;
      failed: number[];
      reason: string;
    }>(
      (w) => Prisma.sql`
        select segment_id::text as segment, customer_id::text as customer, at, entered, failed, reason
        from segment_moves where workspace_id = ${w} order by at`,
    );
    expect(moves.length).toBeGreaterThan(100);
    const last = new Map<string, (typeof moves)[number]>();
    const byDay = new Map<string, number>();
    for (const move of moves) {
      const before = last.get(`${move.segment} ${move.customer}`);
      if (before) expect(before.entered).toBe(!move.entered);
      expect(move.failed.length > 0, move.reason).toBe(!move.entered);
      expect(move.reason !== "").toBe(!move.entered);
      expect(+move.at).toBeLessThanOrEqual(+NOW);
      last.set(`${move.segment} ${move.customer}`, move);
      const day = `${move.segment} ${dayIn("Europe/Berlin", move.at)} ${move.entered}`;
      byDay.set(day, (byDay.get(day) ?? 0) + 1);
    }
    const members = await inWorkspace(actor).segmentMember.findMany();
    const since = new Map(members.map((member) => [`${member.segmentId} ${member.customerId}`, member.since]));
    for (const [key, { entered, at: moved }] of last) {
      expect(since.has(key)).toBe(entered);
      if (entered) expect(since.get(key)).toEqual(moved);
    }
    const sizes = await inWorkspace(actor).segmentSize.findMany({
      where: { day: { gt: new Date(+NOW - (MOVE_DAYS - 1) * DAY_MS) } },
    });
    for (const { segmentId, day, entered, left } of sizes) {
      const key = `${segmentId} ${day.toISOString().slice(0, 10)}`;
      expect([byDay.get(`${key} true`) ?? 0, byDay.get(`${key} false`) ?? 0], key).toEqual([entered, left]);
    }
  });
});

describe("what was planted at touchpoints", () => {
  it.each(PLANTED_CHANNELS)("is found by the channels of $touchpoint: $channel $direction", async (planted) => {
    const found = await ask<{ channel: string; n: number; sum: number; sumSq: number }>(
      (w) => Prisma.sql`
        select c.name as channel, count(*)::int as n, sum(a.value)::int as sum, sum(a.value * a.value)::int as "sumSq"
        from answers a
        join items i on i.workspace_id = ${w} and i.id = a.item_id and i.key = ${planted.item}
        join channels c on c.workspace_id = ${w} and c.id = a.channel_id
        where a.workspace_id = ${w} and i.touchpoint_id is not null group by 1 order by 1`,
    );
    const test = oneWay(found);
    if (!test) throw new Error("There is nothing to test.");
    const mean = ({ sum, n }: { sum: number; n: number }) => sum / n;
    const here = found.find(({ channel }) => channel === planted.channel);
    if (!here) throw new Error(`Nobody answered by ${planted.channel}.`);
    if (planted.direction === "none") return expect(test.logP).toBeGreaterThan(Math.log(0.05));
    expect(test.logP).toBeLessThan(Math.log(1e-6));
    for (const other of found) if (other !== here) expect(mean(other)).toBeGreaterThan(mean(here) + 0.3);
  });

  it("stands in the matrix, with the places where nobody listens", async () => {
    const matrix = await touchpointMatrix(actor, "rating", HALF_YEAR);
    const row = (key: TouchpointKey) => {
      const found = matrix.rows.find(({ name }) => name === nameOf(key));
      if (!found) throw new Error(`No row for ${key}.`);
      return found;
    };
    const channel = (name: string) => matrix.channels.find((one) => one.name === name)?.id ?? "";
    for (const { touchpoint, channel: worst, direction } of PLANTED_CHANNELS) {
      const { spread } = row(touchpoint);
      if (direction === "none") continue;
      expect(spread?.q, touchpoint).toBeLessThan(0.001);
      expect([worst, channel(worst)], touchpoint).toContain(spread?.worst);
    }
    for (const [key, name] of [
      ["security", "Terminal"],
      ["boarding", "Gate"],
      ["car", "Phone"],
    ] as const) {
      const cell = row(key).cells.find(({ channelId }) => channelId === channel(name));
      expect(cell?.hole, `${key} ${name}`).not.toBeNull();
    }
    expect(matrix.holes).toBeGreaterThanOrEqual(3);
  });

  it.each(PLANTED_FELT)("is felt: $touchpoint, $response $direction for $base.attribute", async (planted) => {
    const [found] = await ask<{ theirs: number; others: number; n: number }>(
      (w) => Prisma.sql`
        select avg(a.value) filter (where own)::float8 as theirs, avg(a.value) filter (where not own)::float8 as others,
               (count(*) filter (where own))::int as n
        from (
          select a.value, c.attributes->${planted.base.attribute}::text = ${JSON.stringify(planted.base.is)}::jsonb as own
          from answers a
          join items i on i.workspace_id = ${w} and i.id = a.item_id and i.response::text = ${planted.response}
          join touchpoints t on t.workspace_id = ${w} and t.id = i.touchpoint_id and t.name = ${nameOf(planted.touchpoint)}
          join customers c on c.workspace_id = ${w} and c.id = a.customer_id
          where a.workspace_id = ${w}) a`,
    );
    if (!found) throw new Error("Nobody answered.");
    expect(found.n).toBeGreaterThanOrEqual(50);
    const difference = found.theirs - found.others;
    expect(Math.sign(difference)).toBe(planted.direction === "lower" ? -1 : 1);
    expect(Math.abs(difference)).toBeGreaterThan(Math.abs(planted.effect) * 0.4);
  });

  it("shows where the brand is not felt", async () => {
    const brand = await getBrand(actor);
    expect(brand.identity.length).toBeGreaterThan(50);
    expect(brand.values.length).toBeGreaterThanOrEqual(4);
    for (const feeling of brand.feelings)
      expect(feelingInput.safeParse(feeling).error?.issues ?? [], feeling.name).toEqual([]);
    const { cells, touchpoints } = await feelingsAtTouchpoints(actor, brand.feelings, HALF_YEAR);
    const cell = (key: TouchpointKey, feeling: string) =>
      cells.find(
        (one) =>
          touchpoints.find(({ id }) => id === one.touchpointId)?.name === nameOf(key) &&
          brand.feelings.find(({ id }) => id === one.feelingId)?.name === feeling,
      );
    expect(cell("boarding", "Welcome")?.verdict).toBe("wanted_not_felt");
    expect(cell("boarding", "Together")?.verdict).toBe("wanted_not_felt");
    expect(cell("crew", "Welcome")?.verdict).toBe("wanted_felt");
    expect(cell("security", "Safe")?.verdict).toBe("wanted_felt");
    // Every feeling is found in what people write.
    for (const { id, name } of brand.feelings) {
      const said = cells
        .filter(({ feelingId }) => feelingId === id)
        .reduce((sum, one) => sum + (one.words?.said ?? 0), 0);
      expect(said, name).toBeGreaterThan(0);
    }
  });
});

describe("the sellers' year", () => {
  it("moves every deal from its beginning to where it stands", async () => {
    const wrong = await ask<{ id: string }>(
      (w) => Prisma.sql`
        select d.id from deals d
        left join lateral (
          select count(*) as moves, min(m.at) as first, count(*) filter (where m.from_stage is null) as beginnings
          from deal_moves m where m.workspace_id = ${w} and m.deal_id = d.id
        ) all_moves on true
        left join lateral (
          select m.to_stage, m.at from deal_moves m where m.workspace_id = ${w} and m.deal_id = d.id
          order by m.at desc, m.id desc limit 1
        ) last on true
        where d.workspace_id = ${w} and (
          all_moves.moves = 0 or all_moves.beginnings <> 1 or all_moves.first <> d.created_at
          or last.to_stage <> d.stage or last.at <> d.stage_since
          or (d.stage = 'won') <> (d.won_at is not null) or (d.stage = 'lost') <> (d.lost_at is not null)
          or (d.stage = 'won') <> (d.win_reason <> '') or (d.stage = 'lost') <> (d.loss_reason <> '')
          or coalesce(d.won_at, d.lost_at) < d.created_at or d.created_at > ${NOW}
        )`,
    );
    expect(wrong).toEqual([]);
  });

  it("quotes what deals are worth, in one currency each", async () => {
    const [found] = await ask<{ deals: number; wrong: number }>(
      (w) => Prisma.sql`
        select count(*)::int as deals,
          count(*) filter (where q.cents <> d.amount_cents or d.currency <> 'EUR')::int as wrong
        from deals d
        join (select l.deal_id, sum(l.quantity * l.unit_cents) as cents from deal_lines l
              where l.workspace_id = ${w} group by l.deal_id) q on q.deal_id = d.id
        where d.workspace_id = ${w}`,
    );
    expect(found?.wrong).toBe(0);
    expect(found?.deals).toBeGreaterThan(100);
  });

  it("has quotas for six quarters, some made and some missed, and hand-overs done and two open", async () => {
    const quotas = await ask<{ made: number; missed: number; sellers: number; quarters: number }>(
      (w) => Prisma.sql`
        with by_quarter as (
          select q.user_id, q.quarter, q.amount_cents,
            coalesce((select sum(d.amount_cents) from deals d where d.workspace_id = ${w} and d.owner_id = q.user_id
              and d.stage = 'won' and d.currency = q.currency and d.won_at >= q.quarter
              and d.won_at < q.quarter + interval '3 months'), 0) as won
          from sales_quotas q where q.workspace_id = ${w}
        )
        select count(*) filter (where won >= amount_cents)::int as made,
          count(*) filter (where won < amount_cents)::int as missed,
          count(distinct user_id)::int as sellers, count(distinct quarter)::int as quarters
        from by_quarter`,
    );
    expect(quotas[0]).toMatchObject({ sellers: 6, quarters: 6 });
    expect(quotas[0]?.made).toBeGreaterThan(5);
    expect(quotas[0]?.missed).toBeGreaterThan(5);
    const [handed] = await ask<{ open: number; done: number }>(
      (w) => Prisma.sql`
        select count(*) filter (where completed_at is null)::int as open,
          count(*) filter (where completed_at is not null)::int as done
        from handovers where workspace_id = ${w}`,
    );
    expect(handed?.open).toBe(2);
    expect(handed?.done).toBeGreaterThan(20);
    const experience = await handoverExperience(actor, { from: new Date(+NOW - 365 * DAY_MS), to: NOW });
    expect(experience.nps?.n).toBeGreaterThan(10);
  });
});
