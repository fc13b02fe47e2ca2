import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import type { ReachFigures, SellerReach } from "../seen";

/** How many customers each seller looks after, alone, with the team and by shares: what narrowing their sight would leave. */
export async function reachFigures(actor: Actor): Promise<ReachFigures> {
  allow(actor, "workspace.manage");
  const db = inWorkspace(actor);
  const [sellers, [counted]] = await Promise.all([
    rows<SellerReach>(
      db,
      actor,
      (w) => Prisma.sql`
        with recursive sellers as (
          select m.user_id, m.role, m.team_id, u.name
          from memberships m join users u on u.id = m.user_id
          where m.workspace_id = ${w} and m.ended_at is null and m.role in ('hunter', 'farmer')
        ), sees (user_id, team_id) as (
          select s.user_id, t.id from sellers s
          join teams t on t.workspace_id = ${w} and t.archived_at is null and (t.id = s.team_id or t.lead_id = s.user_id)
          union
          select sees.user_id, t.id from sees
          join teams t on t.workspace_id = ${w} and t.parent_id = sees.team_id and t.archived_at is null
        ), owned as materialized (
          select c.owner_id, count(*)::int as n from customers c
          where c.workspace_id = ${w} and c.archived_at is null and c.owner_id is not null group by c.owner_id
        ), colleagues as materialized (
          select distinct sees.user_id, m.user_id as colleague from sees
          join memberships m on m.workspace_id = ${w} and m.team_id = sees.team_id
          union select user_id, user_id from sellers
        )
        select s.user_id as "userId", s.name, s.role::text as role, t.name as "teamName",
          exists (select from teams l where l.workspace_id = ${w} and l.lead_id = s.user_id and l.archived_at is null) as leads,
          coalesce((select o.n from owned o where o.owner_id = s.user_id), 0) as own,
          coalesce((select sum(o.n)::int from colleagues k join owned o on o.owner_id = k.colleague
            where k.user_id = s.user_id), 0) as team,
          coalesce(given.n, 0) as shared, coalesce(given.beyond, 0) as "sharedBeyondTeam"
        from sellers s
        left join teams t on t.workspace_id = ${w} and t.id = s.team_id
        left join lateral (
          select count(*)::int as n, (count(*) filter (where not exists (
            select from colleagues k where k.user_id = s.user_id and k.colleague = c.owner_id)))::int as beyond
          from customer_shares h
          join customers c on c.workspace_id = ${w} and c.id = h.customer_id and c.archived_at is null
            and c.owner_id <> s.user_id
          where h.workspace_id = ${w} and h.user_id = s.user_id
        ) given on true
        order by s.role, s.name, s.user_id limit 200`,
    ),
    rows<{ customers: number; nobodys: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as customers, count(*) filter (where owner_id is null)::int as nobodys
        from customers where workspace_id = ${w} and archived_at is null`,
    ),
  ]);
  return { sellers, customers: counted?.customers ?? 0, nobodys: counted?.nobodys ?? 0 };
}
