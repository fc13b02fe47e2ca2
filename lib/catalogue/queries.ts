import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import type { Controller } from "../generated/prisma/enums";

export type ChannelRow = { id: string; name: string; touchpoints: number };

export type TouchpointRow = {
  id: string;
  name: string;
  description: string;
  controller: Controller;
  channels: { id: string; name: string }[];
  /** Questions that measure it and are being asked. */
  items: number;
  /** Steps of journeys that use it. */
  steps: number;
  /** Answers about it, ever. */
  answers: number;
};

/** Channels in use, by name. */
export async function listChannels(actor: Actor): Promise<ChannelRow[]> {
  allow(actor, "catalogue.read");
  const found = await inWorkspace(actor).channel.findMany({
    where: { archivedAt: null },
    orderBy: { name: "asc" },
    select: { id: true, name: true, _count: { select: { touchpoints: true } } },
  });
  return found.map(({ id, name, _count }) => ({ id, name, touchpoints: _count.touchpoints }));
}

/** Touchpoints in use, in the order in which customers meet them. */
export async function listTouchpoints(actor: Actor): Promise<TouchpointRow[]> {
  allow(actor, "catalogue.read");
  return rows<TouchpointRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with answered as (
        select member_id, sum(n)::int as n from answer_rollups
        where workspace_id = ${w} and dimension = 'touchpoint' group by member_id),
      asked as (
        select touchpoint_id, count(*)::int as n from items
        where workspace_id = ${w} and archived_at is null group by touchpoint_id),
      walked as (
        select touchpoint_id, count(*)::int as n from journey_steps where workspace_id = ${w} group by touchpoint_id),
      met as (
        select tc.touchpoint_id, jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name) as channels
        from touchpoint_channels tc
        join channels c on c.workspace_id = ${w} and c.id = tc.channel_id and c.archived_at is null
        where tc.workspace_id = ${w} group by tc.touchpoint_id)
      select t.id, t.name, t.description, t.controller::text as controller,
             coalesce(met.channels, '[]'::jsonb) as channels,
             coalesce(asked.n, 0) as items, coalesce(walked.n, 0) as steps, coalesce(answered.n, 0) as answers
      from touchpoints t
      left join met on met.touchpoint_id = t.id
      left join asked on asked.touchpoint_id = t.id
      left join walked on walked.touchpoint_id = t.id
      left join answered on answered.member_id = t.id
      where t.workspace_id = ${w} and t.archived_at is null
      order by t.position, t.name`,
  );
}

export type Choice = { id: string; name: string };

/** Touchpoints and channels to choose from. */
export async function listCatalogueChoices(actor: Actor): Promise<{ touchpoints: Choice[]; channels: Choice[] }> {
  allow(actor, "catalogue.read");
  const db = inWorkspace(actor);
  const [touchpoints, channels] = await Promise.all([
    db.touchpoint.findMany({
      where: { archivedAt: null },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true, name: true },
    }),
    db.channel.findMany({ where: { archivedAt: null }, orderBy: { name: "asc" }, select: { id: true, name: true } }),
  ]);
  return { touchpoints, channels };
}
