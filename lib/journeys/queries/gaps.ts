import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { scatterFromSums } from "../../stats/scatter";
import type { DaySpan, JourneyMap } from "../map";
import {
  driverImportance,
  type GapMeasure,
  type GapRow,
  type Importance,
  type NextNps,
  nextNpsImportance,
  priorityOf,
  type RankedGaps,
  type Reach,
  rankGaps,
  sharedItems,
} from "../priority";
import { MOST_PAIRS, MOST_SAMPLED, peopleSql, scatterSql } from "../priority-sql";
import { getJourney } from "../queries";

export type GapList = {
  map: JourneyMap;
  ranked: RankedGaps<GapRow>;
  /** Customers that importance and reach rest on, of how many; equal unless the segment was sampled. */
  sampled: number;
  customers: number;
};

type Item = {
  id: string;
  no: number;
  touchpointId: string;
  measure: "csat" | "ces" | "nps";
  scaleMin: number;
  scaleMax: number;
};
/** Items that listen at these touchpoints, the most answered first. */
async function itemsAt(actor: Actor, touchpoints: string[], segmentId: string | null, span: DaySpan): Promise<Item[]> {
  return rows<Item>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select i.id, i.no, i.touchpoint_id as "touchpointId", i.measure, i.scale_min as "scaleMin", i.scale_max as "scaleMax"
      from items i
      left join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id
        and r.day >= ${span.fromDay}::date and r.day < ${span.toDay}::date
        and ${
          segmentId
            ? Prisma.sql`r.dimension = 'segment' and r.member_id = ${segmentId}::uuid`
            : Prisma.sql`r.dimension = 'all' and r.member_id = i.id`
        }
      where i.workspace_id = ${w} and i.touchpoint_id = any(${touchpoints}::uuid[])
        and i.measure in ('csat', 'ces', 'nps') and i.direction in ('higher', 'lower') and i.response is null
        and i.scale_max > i.scale_min
      group by i.id, i.no, i.touchpoint_id, i.measure, i.scale_min, i.scale_max
      order by coalesce(sum(r.n), 0) desc, i.no`,
  );
}

type People = { customers: number; every: number };

/** How many customers the map is about, and of how many one is looked at. */
async function peopleOf(actor: Actor, map: JourneyMap): Promise<People> {
  const [found] = map.segment
    ? [{ n: map.segment.memberCount }]
    : await rows<{ n: number }>(
        inWorkspace(actor),
        actor,
        (w) => Prisma.sql`select count(*)::int as n from customer_experience where workspace_id = ${w}`,
      );
  const customers = found?.n ?? 0;
  return { customers, every: Math.max(1, Math.ceil(customers / MOST_SAMPLED)) };
}

/** Customers of the sample with an answer at, an interaction at, or a case about each touchpoint in the period. */
async function reachAt(
  actor: Actor,
  touchpoints: string[],
  segmentId: string | null,
  every: number,
  span: DaySpan,
): Promise<{ all: number; at: Map<string, number> }> {
  const found = await rows<{ touchpointId: string | null; n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with people as materialized (${peopleSql(w, segmentId, every)}),
      zone as (select time_zone as name from workspaces where id = ${w}),
      seen as (
        select a.touchpoint_id, a.customer_id from answers a join people p on p.customer_id = a.customer_id
        where a.workspace_id = ${w} and a.touchpoint_id = any(${touchpoints}::uuid[])
          and a.answered_on >= ${span.fromDay}::date and a.answered_on < ${span.toDay}::date
          and not exists (select from responses r where r.workspace_id = ${w} and r.id = a.response_id
                          and r.archived_at is not null)
        union
        select i.touchpoint_id, i.customer_id from interactions i join people p on p.customer_id = i.customer_id cross join zone
        where i.workspace_id = ${w} and i.touchpoint_id = any(${touchpoints}::uuid[]) and i.archived_at is null
          and i.happened_at >= ${span.fromDay}::timestamp at time zone zone.name
          and i.happened_at < ${span.toDay}::timestamp at time zone zone.name
        union
        select c.touchpoint_id, c.customer_id from cases c join people p on p.customer_id = c.customer_id cross join zone
        where c.workspace_id = ${w} and c.touchpoint_id = any(${touchpoints}::uuid[])
          and c.opened_at >= ${span.fromDay}::timestamp at time zone zone.name
          and c.opened_at < ${span.toDay}::timestamp at time zone zone.name)
      select touchpoint_id as "touchpointId", count(*)::int as n from seen group by 1
      union all select null, count(*)::int from people`,
  );
  return {
    all: found.find(({ touchpointId }) => touchpointId === null)?.n ?? 0,
    at: new Map(found.flatMap(({ touchpointId, n }) => (touchpointId ? [[touchpointId, n] as const] : []))),
  };
}

/** The item that asks whether one would recommend us as such: the outcome that drivers are held against. */
async function outcomeNo(actor: Actor, people: (w: Prisma.Sql) => Prisma.Sql): Promise<number | null> {
  const [found] = await rows<{ no: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with people as materialized (${people(w)})
      select i.no from items i
      left join people p on true
      left join customer_experience x on x.workspace_id = ${w} and x.customer_id = p.customer_id and x.latest ? i.no::text
      where i.workspace_id = ${w} and i.measure = 'nps' and i.touchpoint_id is null
      group by i.no order by count(x.customer_id) desc, i.no limit 1`,
  );
  return found?.no ?? null;
}

/** Importance by item: shares of R² where items share respondents, else the next NPS, else unknown. */
async function importances(
  actor: Actor,
  items: readonly Item[],
  segmentId: string | null,
  every: number,
): Promise<Map<string, Importance>> {
  const db = inWorkspace(actor);
  const people = (w: Prisma.Sql) => peopleSql(w, segmentId, every);
  const outcome = await outcomeNo(actor, people);
  const found = new Map<string, Importance>();
  if (outcome !== null && items.length > 1) {
    const asked = await rows<{ no: number; n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        with people as materialized (${people(w)}),
        kept as materialized (
          select x.latest from people p
          join customer_experience x on x.workspace_id = ${w} and x.customer_id = p.customer_id
          where x.latest ? ${String(outcome)}::text)
        select item.no, count(kept.latest)::int as n
        from unnest(${items.map(({ no }) => no)}::int[]) as item (no)
        join kept on kept.latest ? item.no::text
        group by item.no`,
    );
    const numbers = sharedItems(asked.map(({ no, n }) => ({ key: String(no), n }))).map(Number);
    if (numbers.length > 1) {
      const [sums] = await rows<{ n: number; sums: number[]; products: number[] }>(db, actor, (w) =>
        scatterSql(w, people(w), [...numbers, outcome]),
      );
      const width = numbers.length + 1;
      let at = 0;
      const products = Array.from({ length: width }, () => new Array<number>(width).fill(0));
      for (let i = 0; i < width; i++) {
        for (let j = i; j < width; j++) (products[i] as number[])[j] = sums?.products[at++] ?? 0;
      }
      const scatter = sums ? scatterFromSums({ n: sums.n, sums: sums.sums, products }) : null;
      const byNo = driverImportance(numbers.map(String), scatter);
      for (const item of items) {
        const known = byNo.get(String(item.no));
        if (known) found.set(item.id, known);
      }
    }
  }
  const left = items.filter(({ id }) => !found.has(id));
  if (left.length > 0) {
    const pairs = await rows<NextNps & { id: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        with people as materialized (
          -- Who answered once has no next time.
          select p.customer_id from (${people(w)}) p
          join customer_experience x on x.workspace_id = ${w} and x.customer_id = p.customer_id and x.responses > 1),
        recommended as materialized (
          select distinct on (b.customer_id, b.answered_at) b.customer_id, b.answered_at, b.value
          from people p
          join answers b on b.workspace_id = ${w} and b.customer_id = p.customer_id and b.value is not null
          join items o on o.workspace_id = ${w} and o.id = b.item_id and o.measure = 'nps'
          join responses s on s.workspace_id = ${w} and s.id = b.response_id and s.archived_at is null
          order by b.customer_id, b.answered_at, b.response_id),
        -- Each is the next one of what was answered since the one before it.
        spells as (
          select *, lag(answered_at) over (partition by customer_id order by answered_at) as since from recommended),
        -- Of each customer the newest answer that an NPS followed: answers of one person are no independent pairs.
        pairs as (
          select distinct on (a.item_id, a.customer_id) a.item_id, a.customer_id, a.answered_on, a.value, n.value as nps
          from spells n
          join answers a on a.workspace_id = ${w} and a.customer_id = n.customer_id and a.value is not null
            and a.item_id = any(${left.map(({ id }) => id)}::uuid[])
            and a.answered_at < n.answered_at and (n.since is null or a.answered_at >= n.since)
          join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
          order by a.item_id, a.customer_id, a.answered_at desc, a.response_id desc)
        select item_id as id, value, nps, count(*)::int as n
        from (select *, row_number() over (partition by item_id order by answered_on desc, customer_id) as place from pairs) newest
        where place <= ${MOST_PAIRS}
        group by 1, 2, 3`,
    );
    for (const { id } of left) found.set(id, nextNpsImportance(pairs.filter((pair) => pair.id === id)));
  }
  return found;
}

/** Every step and measure with a wish: gap, importance, reach and priority, and in what order to close them. @throws AppError not_found */
export async function gapList(actor: Actor, id: string, span: DaySpan): Promise<GapList> {
  allow(actor, "journeys.read");
  return gapsOf(actor, await getJourney(actor, id, span), span);
}

/** The same of a map that was read for that span. */
export async function gapsOf(actor: Actor, map: JourneyMap, span: DaySpan): Promise<GapList> {
  allow(actor, "journeys.look");
  const db = inWorkspace(actor);
  const steps = map.stages.flatMap((stage) => stage.steps.map((step) => ({ step, stageName: stage.name })));
  const touchpoints = [...new Set(steps.map(({ step }) => step.touchpointId))];
  const segmentId = map.segment?.id ?? null;
  const [workspace, counted, people] = await Promise.all([
    db.workspace.findFirst({ select: { smallGroup: true } }),
    itemsAt(actor, touchpoints, segmentId, span),
    peopleOf(actor, map),
  ]);
  const k = workspace?.smallGroup ?? 5;
  const heardBy = (touchpointId: string, measure: Item["measure"]) =>
    counted.filter((item) => item.touchpointId === touchpointId && item.measure === measure);

  const found = steps.flatMap(({ step, stageName }) => {
    const common = { stepId: step.id, stepName: step.touchpointName, touchpointId: step.touchpointId, stageName };
    const fits = (item: Item, scale: GapRow["scale"]) => item.scaleMin === scale?.min && item.scaleMax === scale?.max;
    const one = (measure: GapMeasure, gap: GapRow["gap"], scale: GapRow["scale"], asked: Item["measure"]) => ({
      ...common,
      measure,
      gap,
      scale,
      item: heardBy(step.touchpointId, asked).find((item) => measure === "nps" || fits(item, scale)) ?? null,
    });
    return [
      one("rating", step.gap, step.scale, "csat"),
      ...(step.cells.desiredEffort === null ? [] : [one("effort", step.effort, step.effortScale, "ces")]),
      ...(step.cells.desiredNps === null ? [] : [one("nps", step.nps, { min: -100, max: 100 }, "nps")]),
    ];
  });
  // Of each touchpoint and measure the most answered item speaks; a touchpoint that stands twice is asked once.
  const items = [...new Map(found.flatMap(({ item }) => (item ? [[item.id, item] as const] : []))).values()];
  const [weights, reached] = await Promise.all([
    importances(actor, items, segmentId, people.every),
    reachAt(actor, touchpoints, segmentId, people.every, span),
  ]);
  const all = found.map(({ item, ...row }): GapRow => {
    const importance = (item && weights.get(item.id)) || { kind: "unknown" as const, n: 0 };
    const customers = reached.at.get(row.touchpointId) ?? 0;
    const reach: Reach = {
      customers,
      of: reached.all,
      share: reached.all < k || (customers > 0 && customers < k) ? null : customers / reached.all,
    };
    return { ...row, importance, reach, priority: priorityOf(row.gap, importance, reach) };
  });
  return { map, ranked: rankGaps(all), sampled: reached.all, customers: people.customers };
}
