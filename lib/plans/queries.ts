import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachesSql, reachSql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import type { Goal, PlanLine, Step } from "./plan";

/** A customer's success plan: goals in their order, each with its milestones. */
export async function planOfCustomer(actor: Actor, customerId: string): Promise<Goal[]> {
  allow(actor, "plans.read");
  return rows<Goal>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select g.id, g.text, g.owner_id as "ownerId", u.name as "ownerName", g.due_on::text as "dueOn",
        g.reached_at as "doneAt",
        coalesce((
          select jsonb_agg(jsonb_build_object('id', m.id, 'text', m.text, 'ownerId', m.owner_id, 'ownerName', mu.name,
            'dueOn', m.due_on, 'doneAt', m.done_at) order by m.position, m.id)
          from success_milestones m left join users mu on mu.id = m.owner_id
          where m.workspace_id = ${w} and m.goal_id = g.id and m.archived_at is null), '[]') as milestones
      from success_goals g left join users u on u.id = g.owner_id
      where g.workspace_id = ${w} and g.customer_id = ${customerId}::uuid and g.archived_at is null
        and ${reachesSql(actor, w, Prisma.sql`g.customer_id`)}
      order by g.position, g.id`,
  ).then((goals) =>
    goals.map((goal) => ({
      ...goal,
      milestones: goal.milestones.map((one): Step => ({ ...one, doneAt: one.doneAt ? new Date(one.doneAt) : null })),
    })),
  );
}

/**
 * Every plan that is under way, those behind schedule first: how far each is, what comes next and how many steps are
 * late. Progress is counted as progressOf does (lib/plans/plan.ts).
 * @param params.today YYYY-MM-DD; mine: of the actor's own customers
 */
export async function plansOverview(
  actor: Actor,
  {
    today,
    mine = false,
    behind = false,
    most = 200,
  }: { today: string; mine?: boolean; behind?: boolean; most?: number },
): Promise<PlanLine[]> {
  allow(actor, "plans.read");
  return rows<PlanLine>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with goals as (
        select g.*, c.name as customer_name, c.owner_id as customer_owner
        from success_goals g
        join customers c on c.workspace_id = ${w} and c.id = g.customer_id and c.archived_at is null
        where g.workspace_id = ${w} and g.archived_at is null and ${reachSql(actor, w)}
          ${mine ? Prisma.sql`and c.owner_id = ${actor.userId}::uuid` : Prisma.empty}),
      steps as (
        select g.customer_id, m.text, m.due_on, (m.done_at is not null or g.reached_at is not null) as done, true as counts
        from goals g join success_milestones m on m.workspace_id = ${w} and m.goal_id = g.id and m.archived_at is null
        union all
        select g.customer_id, g.text, g.due_on, g.reached_at is not null,
          not exists (select from success_milestones m where m.workspace_id = ${w} and m.goal_id = g.id and m.archived_at is null)
        from goals g),
      counted as (
        select customer_id, count(*) filter (where counts)::int as steps, count(*) filter (where counts and done)::int as done,
          count(*) filter (where not done and due_on < ${today}::date)::int as late
        from steps group by customer_id)
      select k.customer_id as "customerId", min(g.customer_name) as "customerName", min(u.name) as "ownerName",
        k.steps, k.done, k.late, count(g.id)::int as goals, count(g.reached_at)::int as reached,
        n.text as "nextText", n.due_on::text as "nextDueOn"
      from counted k
      join goals g on g.customer_id = k.customer_id
      left join users u on u.id = g.customer_owner
      left join lateral (
        select s.text, s.due_on from steps s where s.customer_id = k.customer_id and not s.done
        order by s.due_on nulls last, s.counts desc, s.text limit 1) n on true
      where k.done < k.steps ${behind ? Prisma.sql`and k.late > 0` : Prisma.empty}
      group by k.customer_id, k.steps, k.done, k.late, n.text, n.due_on
      order by k.late desc, n.due_on nulls last, min(g.customer_name), k.customer_id
      limit ${most}::int`,
  );
}
