import "server-only";
import { type InWorkspace, Prisma, rows, type Tx } from "../db";

/**
 * Present members among these; with a customer, only who may see it: what lib/auth/reach.ts says of one who asks, asked
 * here of many at once. `up` is the owner's team and all above it.
 */
export async function readersAmong(
  tx: Tx,
  who: InWorkspace,
  userIds: readonly string[],
  customerId?: string,
): Promise<string[]> {
  const found = await rows<{ userId: string }>(tx, who, (w) =>
    customerId === undefined
      ? Prisma.sql`
          select m.user_id as "userId" from memberships m
          where m.workspace_id = ${w} and m.ended_at is null and m.user_id = any(${userIds}::uuid[])`
      : Prisma.sql`
          with recursive up as (
            select t.id, t.parent_id, t.lead_id
            from customers c
            join memberships o on o.workspace_id = ${w} and o.user_id = c.owner_id
            join teams t on t.workspace_id = ${w} and t.id = o.team_id and t.archived_at is null
            where c.workspace_id = ${w} and c.id = ${customerId}::uuid
            union
            select t.id, t.parent_id, t.lead_id
            from up join teams t on t.workspace_id = ${w} and t.id = up.parent_id and t.archived_at is null
          )
          select m.user_id as "userId"
          from memberships m
          join workspaces s on s.id = ${w}
          join customers c on c.workspace_id = ${w} and c.id = ${customerId}::uuid
          cross join lateral (
            select case m.role when 'hunter' then s.hunter_sees when 'farmer' then s.farmer_sees else 'all' end as sees
          ) scope
          where m.workspace_id = ${w} and m.ended_at is null and m.user_id = any(${userIds}::uuid[])
            and (scope.sees = 'all' or c.owner_id is null or c.owner_id = m.user_id
              or exists (select from customer_shares h
                         where h.workspace_id = ${w} and h.customer_id = c.id and h.user_id = m.user_id)
              or exists (select from up where up.lead_id = m.user_id or (scope.sees = 'team' and up.id = m.team_id)))`,
  );
  return found.map(({ userId }) => userId);
}
