import "server-only";
import type { Actor } from "../auth/actor";
import { allow, may } from "../auth/permissions";
import { reachesSql, reachSql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import { decodeCursor, encodeCursor, PAGE_SIZE } from "../paging";
import type { TaskListParams } from "./schema";
import type { TaskRow } from "./task";

const { sql, empty, join } = Prisma;

/** Sorts after every day. */
const SOME_DAY = "9999-12-31";

type Part = {
  actor: Actor;
  w: Prisma.Sql;
  /** Whose: their rows are found by index, one person after the other. */
  users: Prisma.Sql;
  done: boolean;
  /** Further conditions on `due` or `done_at`, as one expression over the columns given. */
  place: (sort: Prisma.Sql, id: Prisma.Sql) => Prisma.Sql;
  limit: number;
};

/** A task of a customer is seen by who may see the customer; one of nobody's by who leads; one's own always. */
function tasksSql({ actor, w, users, done, place, limit }: Part): Prisma.Sql {
  const leads = may(actor, "team.read");
  const sort = done ? sql`-(extract(epoch from t.done_at) * 1000)::bigint` : sql`coalesce(t.due_on, ${SOME_DAY}::date)`;
  return sql`
    select 'task' as kind, t.id, t.title, t.due_on::text as "dueOn", t.owner_id as "ownerId", o.name as "ownerName",
      c.id as "customerId", c.name as "customerName", d.id as "dealId", d.name as "dealName",
      case when t.created_by_id <> t.owner_id then g.name end as "givenByName",
      t.done_at as "doneAt", null::text as "interactionKind", ${sort} as sort
    from (${users}) one(user_id)
    cross join lateral (
      select * from tasks t
      where t.workspace_id = ${w} and t.owner_id = one.user_id and t.archived_at is null
        and t.done_at is ${done ? sql`not null` : sql`null`}
        and (t.owner_id = ${actor.userId}::uuid or t.created_by_id = ${actor.userId}::uuid
          or (t.customer_id is null and ${leads})
          or (t.customer_id is not null and ${reachesSql(actor, w, sql`t.customer_id`)}))
        ${place(sort, sql`t.id`)}
      order by ${sort}, t.id limit ${limit}
    ) t
    left join users o on o.id = t.owner_id
    left join users g on g.id = t.created_by_id
    left join customers c on c.workspace_id = ${w} and c.id = t.customer_id and ${reachSql(actor, w)}
    left join deals d on d.workspace_id = ${w} and d.id = t.deal_id and d.customer_id = c.id`;
}

/** Next steps of interactions, of customers that the reader may see. */
function stepsSql({ actor, w, users, done, place, limit }: Part): Prisma.Sql {
  const sort = done
    ? sql`-(extract(epoch from i.next_step_done_at) * 1000)::bigint`
    : sql`coalesce(i.next_step_due_on, ${SOME_DAY}::date)`;
  return sql`
    select 'step' as kind, s.id, s.next_step as title, s.next_step_due_on::text as "dueOn", s.user_id as "ownerId",
      o.name as "ownerName", c.id as "customerId", c.name as "customerName", null::uuid as "dealId", null as "dealName",
      null as "givenByName", s.next_step_done_at as "doneAt", s.kind::text as "interactionKind", s.sort
    from (${users}) one(user_id)
    cross join lateral (
      select i.*, ${sort} as sort from interactions i
      where i.workspace_id = ${w} and i.user_id = one.user_id and i.archived_at is null and i.next_step <> ''
        and i.next_step_done_at is ${done ? sql`not null` : sql`null`}
        and ${reachesSql(actor, w, sql`i.customer_id`)}
        ${place(sort, sql`i.id`)}
      order by ${sort}, i.id limit ${limit}
    ) s
    join customers c on c.workspace_id = ${w} and c.id = s.customer_id and c.archived_at is null
    left join users o on o.id = s.user_id`;
}

export type TaskPage = { rows: TaskRow[]; next: string | null };

/**
 * Tasks and next steps together: open ones by when they are due, those of some day last; done ones the latest first.
 * "All" are those the reader may see.
 */
export async function listTasks(actor: Actor, params: TaskListParams, size = PAGE_SIZE): Promise<TaskPage> {
  allow(actor, "tasks.read");
  const done = params.show === "done";
  const decoded = decodeCursor(params.cursor);
  const fits = done
    ? Number.isSafeInteger(decoded?.value)
    : typeof decoded?.value === "string" &&
      /^\d{4}-\d{2}-\d{2}$/.test(decoded.value) &&
      !Number.isNaN(Date.parse(decoded.value));
  const cursor = fits ? decoded : null;
  const found = await rows<TaskRow & { sort: bigint | Date }>(inWorkspace(actor), actor, (w) => {
    const users =
      params.whose === "mine"
        ? sql`select ${actor.userId}::uuid`
        : sql`select m.user_id from memberships m where m.workspace_id = ${w}
            ${params.owner ? sql`and m.user_id = ${params.owner}::uuid` : empty}`;
    const place = (sort: Prisma.Sql, id: Prisma.Sql) => {
      if (!cursor) return empty;
      const value = done ? sql`${Number(cursor.value)}::bigint` : sql`${String(cursor.value)}::date`;
      return sql`and (${sort}, ${id}) > (${value}, ${cursor.id}::uuid)`;
    };
    const part: Part = { actor, w, users, done, place, limit: size + 1 };
    const parts = [
      ...(params.kind === "step" ? [] : [tasksSql(part)]),
      ...(params.kind === "task" ? [] : [stepsSql(part)]),
    ];
    return sql`select * from (${join(parts, " union all ")}) both_kinds order by sort, id limit ${size + 1}`;
  });
  const page = found.slice(0, size);
  const last = page.at(-1);
  const sortValue = (sort: bigint | Date) => (sort instanceof Date ? sort.toISOString().slice(0, 10) : Number(sort));
  return {
    rows: page.map(({ sort: _, ...row }) => row),
    next:
      found.length > size && last
        ? encodeCursor({ value: sortValue(last.sort), id: last.id, direction: "after" })
        : null,
  };
}

export type TaskCounts = { overdue: number; today: number; open: number };

/** The actor's own open tasks and next steps. @param today YYYY-MM-DD in the workspace's zone */
export async function countMyTasks(actor: Actor, today: string): Promise<TaskCounts> {
  allow(actor, "tasks.read");
  if (!actor.userId) return { overdue: 0, today: 0, open: 0 };
  const [found] = await rows<TaskCounts>(
    inWorkspace(actor),
    actor,
    (w) => sql`
      select count(*) filter (where due_on < ${today}::date)::int as overdue,
             count(*) filter (where due_on = ${today}::date)::int as today, count(*)::int as open
      from (
        select t.due_on from tasks t
        where t.workspace_id = ${w} and t.owner_id = ${actor.userId}::uuid and t.done_at is null and t.archived_at is null
        union all
        select i.next_step_due_on from interactions i
        join customers c on c.workspace_id = ${w} and c.id = i.customer_id and c.archived_at is null
        where i.workspace_id = ${w} and i.user_id = ${actor.userId}::uuid and i.archived_at is null
          and i.next_step <> '' and i.next_step_done_at is null and ${reachSql(actor, w)}
      ) mine`,
  );
  return found ?? { overdue: 0, today: 0, open: 0 };
}

/** Open tasks of a customer, soonest due first, and the three done last. Next steps are the interaction's own list. */
export async function tasksOfCustomer(actor: Actor, customerId: string): Promise<{ open: TaskRow[]; done: TaskRow[] }> {
  allow(actor, "tasks.read");
  const found = await rows<TaskRow>(
    inWorkspace(actor),
    actor,
    (w) => sql`
      select 'task' as kind, t.id, t.title, t.due_on::text as "dueOn", t.owner_id as "ownerId", o.name as "ownerName",
        c.id as "customerId", c.name as "customerName", d.id as "dealId", d.name as "dealName",
        case when t.created_by_id <> t.owner_id then g.name end as "givenByName", t.done_at as "doneAt",
        null as "interactionKind"
      from customers c
      cross join lateral (
        (select * from tasks t where t.workspace_id = ${w} and t.customer_id = c.id and t.archived_at is null
           and t.done_at is null order by t.due_on nulls last, t.id limit 20)
        union all
        (select * from tasks t where t.workspace_id = ${w} and t.customer_id = c.id and t.archived_at is null
           and t.done_at is not null order by t.done_at desc, t.id limit 3)
      ) t
      left join users o on o.id = t.owner_id
      left join users g on g.id = t.created_by_id
      left join deals d on d.workspace_id = ${w} and d.id = t.deal_id
      where c.workspace_id = ${w} and c.id = ${customerId}::uuid and ${reachSql(actor, w)}
      order by t.done_at desc nulls first, t.due_on nulls last, t.id`,
  );
  return { open: found.filter(({ doneAt }) => !doneAt), done: found.filter(({ doneAt }) => doneAt) };
}
