import "server-only";
import type { Actor } from "../auth/actor";
import { reachSql } from "../customers/reach";
import { searchPatterns } from "../customers/search-text";
import { Prisma } from "../db";
import { DealStage } from "../generated/prisma/enums";
import { closeDays, type DealFilters, type DealSort, type StageChoice } from "./list-params";

export type FilterContext = {
  actor: Actor;
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
};

/** The conditions that board, table and totals share, over d = deals and c = customers: those within the actor's reach. */
export function dealFilterSql(w: Prisma.Sql, filters: DealFilters, { actor, today }: FilterContext): Prisma.Sql {
  const parts: Prisma.Sql[] = [Prisma.sql`d.workspace_id = ${w}`, Prisma.sql`d.archived_at is null`];
  if (filters.owner === "mine") parts.push(Prisma.sql`d.owner_id = ${actor.userId}::uuid`);
  else if (filters.owner === "none") parts.push(Prisma.sql`d.owner_id is null`);
  else if (filters.owner && filters.owner !== "all") parts.push(Prisma.sql`d.owner_id = ${filters.owner}::uuid`);
  if (filters.source) parts.push(Prisma.sql`d.source = ${filters.source}`);
  if (filters.close === "none") parts.push(Prisma.sql`d.expected_close_on is null`);
  else if (filters.close) {
    const { from, to } = closeDays(filters.close, today);
    if (from) parts.push(Prisma.sql`d.expected_close_on >= ${from}::date`);
    parts.push(Prisma.sql`d.expected_close_on < ${to}::date`);
  }
  for (const patterns of searchPatterns(filters.q ?? "")) {
    parts.push(
      Prisma.sql`(${Prisma.join(
        patterns.map((pattern) => Prisma.sql`c.search_text like ${pattern} or lower(d.name) like ${pattern}`),
        " or ",
      )})`,
    );
  }
  if (actor.reach) parts.push(reachSql(actor, w));
  return Prisma.join(parts, " and ");
}

/** A condition over d.stage, as a list so that the index by owner and stage serves it. */
export function stageSql(choice: StageChoice): Prisma.Sql {
  const stages: readonly DealStage[] =
    choice === "open"
      ? ["attention", "interest", "desire", "action"]
      : choice === "closed"
        ? ["won", "lost"]
        : [choice];
  return Prisma.sql`d.stage in (${Prisma.join(stages.map((stage) => Prisma.sql`${stage}::deal_stage`))})`;
}

const never = Prisma.sql`'infinity'`;
const SORT_KEYS: Record<DealSort, { sql: Prisma.Sql; type: Prisma.Sql }> = {
  close: { sql: Prisma.sql`coalesce(d.expected_close_on, ${never}::date)`, type: Prisma.sql`date` },
  amount: { sql: Prisma.sql`d.amount_cents`, type: Prisma.sql`bigint` },
  weighted: { sql: Prisma.sql`round(d.amount_cents * d.probability)::bigint`, type: Prisma.sql`bigint` },
  chance: { sql: Prisma.sql`d.probability`, type: Prisma.sql`float8` },
  name: { sql: Prisma.sql`d.name`, type: Prisma.sql`text` },
  customer: { sql: Prisma.sql`c.name`, type: Prisma.sql`text` },
  stage: { sql: Prisma.sql`d.stage`, type: Prisma.sql`deal_stage` },
  added: { sql: Prisma.sql`d.created_at`, type: Prisma.sql`timestamptz` },
  ended: { sql: Prisma.sql`coalesce(d.won_at, d.lost_at, '-infinity'::timestamptz)`, type: Prisma.sql`timestamptz` },
};

/** Where a page of the table begins and how it is read. @param back read towards the beginning; the caller turns it round */
export function dealOrderSql(
  { sort, dir }: { sort: DealSort; dir: "asc" | "desc" },
  position: { value: string; id: string } | null,
  back: boolean,
): { key: Prisma.Sql; from: Prisma.Sql; order: Prisma.Sql } {
  const { sql: key, type } = SORT_KEYS[sort];
  const up = (dir === "asc") !== back;
  const way = up ? Prisma.sql`asc` : Prisma.sql`desc`;
  const order = Prisma.sql`${key} ${way}, d.id ${way}`;
  if (!position) return { key, order, from: Prisma.sql`true` };
  const than = Prisma.sql`(${position.value}::text::${type}, ${position.id}::uuid)`;
  return { key, order, from: up ? Prisma.sql`(${key}, d.id) > ${than}` : Prisma.sql`(${key}, d.id) < ${than}` };
}

function isInstant(value: string): boolean {
  const [, day, rest = ""] = /^(\d{4}-\d{2}-\d{2})(.*)$/.exec(value) ?? [];
  const instant = new Date(`${day}T00:00:00Z`);
  return (
    day !== undefined &&
    !Number.isNaN(+instant) &&
    instant.toISOString().startsWith(day) &&
    /^( ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d){0,2})?$/.test(rest)
  );
}

/** A cursor may be made up: a value that its column cannot hold shows the first page instead of an error. */
export function fitsDealSort(sort: DealSort, value: string): boolean {
  if (sort === "name" || sort === "customer") return true;
  if (sort === "amount" || sort === "weighted") return /^-?\d{1,18}$/.test(value);
  if (sort === "chance") return /^\d(\.\d{1,20})?(e-\d{1,2})?$/.test(value);
  if (sort === "stage") return Object.keys(DealStage).includes(value);
  return value === "infinity" || value === "-infinity" || isInstant(value);
}
