import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import type { ExperienceResponse } from "../generated/prisma/enums";
import { cellSums, type DaySpan, inSpan, itemScale } from "../touchpoints/cells-sql";
import { type BatteryCell, spokesOf } from "../touchpoints/radar";
import { betterHigh, groupBy, INDICATIVE_UNDER, NOTHING } from "../touchpoints/scores";
import { type BrandCell, feltOf, verdictOf } from "./feelings";
import { patternsOf } from "./words";

export type BrandValueRow = { id: string; name: string; description: string };
export type BrandFeelingRow = {
  id: string;
  name: string;
  response: ExperienceResponse;
  words: string[];
  opposites: string[];
};

export type Brand = { identity: string; values: BrandValueRow[]; feelings: BrandFeelingRow[] };

/** What the brand stands for and what it wants people to feel. */
export async function getBrand(actor: Actor): Promise<Brand> {
  allow(actor, "catalogue.read");
  const db = inWorkspace(actor);
  const [workspace, values, feelings] = await Promise.all([
    db.workspace.findFirstOrThrow({ select: { brandIdentity: true } }),
    db.brandValue.findMany({
      where: { archivedAt: null },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true, name: true, description: true },
    }),
    db.brandFeeling.findMany({
      where: { archivedAt: null },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true, name: true, response: true, words: true, opposites: true },
    }),
  ]);
  return { identity: workspace.brandIdentity, values, feelings };
}

/** Comments that are read for feelings at most, the newest of the period: a bound that an index serves. */
export const MOST_COMMENTS = 3_000;

/**
 * Feelings at touchpoints: wanted, answered (the battery's question of the feeling's response) and written.
 * @param touchpointId only this one; null: all in use
 */
export async function feelingsAtTouchpoints(
  actor: Actor,
  feelings: readonly BrandFeelingRow[],
  span: DaySpan,
  touchpointId: string | null = null,
): Promise<{ touchpoints: { id: string; name: string }[]; cells: BrandCell[]; comments: number }> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  const patterns = feelings.map((feeling) => ({ id: feeling.id, ...patternsOf(feeling) }));
  const hasWords = patterns.some(({ said, opposed }) => said !== null || opposed !== null);
  const only = (column: string) =>
    touchpointId ? Prisma.sql`and ${Prisma.raw(column)} = ${touchpointId}::uuid` : Prisma.empty;
  const [workspace, touchpoints, wanted, battery, written] = await Promise.all([
    db.workspace.findFirstOrThrow({ select: { smallGroup: true } }),
    db.touchpoint.findMany({
      where: touchpointId ? { id: touchpointId } : { archivedAt: null },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true, name: true },
    }),
    db.touchpointFeeling.findMany({
      where: { feelingId: { in: feelings.map(({ id }) => id) }, ...(touchpointId ? { touchpointId } : {}) },
      select: { touchpointId: true, feelingId: true },
    }),
    rows<BatteryCell & { touchpointId: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select r.member_id as "touchpointId", i.response::text as response, ${itemScale}, ${cellSums}
        from items i
        join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id and r.dimension = 'touchpoint'
          ${only("r.member_id")} and ${inSpan(span)}
        where i.workspace_id = ${w} and i.response is not null and i.scale_max > i.scale_min and i.direction <> 'none'
        group by r.member_id, i.response, i.scale_min, i.scale_max, i.direction`,
    ),
    hasWords
      ? rows<{ touchpointId: string; feelingId: string; n: number; said: number; opposed: number; comments: number }>(
          db,
          actor,
          (w) => Prisma.sql`
            with texts as materialized (
              select n.* from items q
              cross join lateral (
                select a.response_id, a.item_id, a.touchpoint_id, a.answered_on,
                       replace(lower(a.text), '’', '''') as text
                from answers a
                join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
                where a.workspace_id = ${w} and a.item_id = q.id and a.text is not null
                  and a.answered_on >= ${span.fromDay}::date and a.answered_on < ${span.toDay}::date
                order by a.answered_on desc limit ${MOST_COMMENTS}) n
              where q.workspace_id = ${w} and q.kind = 'text'
              order by n.answered_on desc limit ${MOST_COMMENTS}),
            feelings as (
              select * from unnest(
                ${patterns.map(({ id }) => id)}::uuid[], ${patterns.map(({ said }) => said)}::text[],
                ${patterns.map(({ opposed }) => opposed)}::text[], ${patterns.map(({ negated }) => negated)}::text[],
                ${patterns.map(({ denied }) => denied)}::text[]) as f(id, said, opposed, negated, denied)
              where said is not null or opposed is not null),
            scored as materialized (
              select t.response_id, t.item_id, f.id as feeling_id,
                     coalesce(regexp_replace(t.text, f.negated, ' ', 'g') ~ f.said, false) as said,
                     coalesce(regexp_replace(t.text, f.negated, ' ', 'g') ~ f.opposed, false)
                       or coalesce(t.text ~ f.denied, false) as opposed
              from texts t cross join feelings f),
            spoken as materialized (
              select t.response_id, t.item_id, t.touchpoint_id from texts t where t.touchpoint_id is not null
              union
              select t.response_id, t.item_id, b.touchpoint_id
              from texts t
              join answers b on b.workspace_id = ${w} and b.response_id = t.response_id and b.touchpoint_id is not null
                and b.value is not null
              where t.touchpoint_id is null)
            select s.touchpoint_id as "touchpointId", c.feeling_id as "feelingId", count(*)::int as n,
                   (count(*) filter (where c.said))::int as said, (count(*) filter (where c.opposed))::int as opposed,
                   (select count(*)::int from texts) as comments
            from spoken s join scored c using (response_id, item_id)
            where true ${only("s.touchpoint_id")}
            group by 1, 2`,
        )
      : [],
  ]);
  const k = workspace.smallGroup;
  const isWanted = new Set(wanted.map((one) => `${one.touchpointId} ${one.feelingId}`));
  const spokes = new Map(
    [...groupBy(battery, (cell) => cell.touchpointId)].map(([key, cells]) => [key, spokesOf(cells.map(betterHigh), k)]),
  );
  const said = new Map(written.map((one) => [`${one.touchpointId} ${one.feelingId}`, one]));
  return {
    touchpoints,
    comments: written[0]?.comments ?? 0,
    cells: touchpoints.flatMap(({ id }) =>
      feelings.map((feeling): BrandCell => {
        const key = `${id} ${feeling.id}`;
        const spoke = spokes.get(id)?.find(({ response }) => response === feeling.response);
        const words = said.get(key);
        return {
          touchpointId: id,
          feelingId: feeling.id,
          isWanted: isWanted.has(key),
          stat: spoke?.stat ?? NOTHING,
          scale: spoke?.scale ?? null,
          verdict: verdictOf(isWanted.has(key), feltOf(spoke?.stat ?? NOTHING, spoke?.scale ?? null)),
          words:
            !words || words.n < k
              ? null
              : {
                  n: words.n,
                  said: words.said / words.n,
                  opposed: words.opposed / words.n,
                  isIndicative: words.n < INDICATIVE_UNDER,
                },
        };
      }),
    ),
  };
}
