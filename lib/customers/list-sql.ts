import "server-only";
import type { Actor } from "../auth/actor";
import { Prisma } from "../db";
import type { AttributeDefinition } from "./attributes";
import { reachSql } from "./reach";
import { type AttributeFilter, type CustomerListParams, type CustomerSort, directionOf } from "./schema";
import { searchPatterns } from "./search-text";

/** What a page of the list is cut by, and what text its cursor is read back from. */
type SortKey = {
  sql: Prisma.Sql;
  type: Prisma.Sql;
  /** Whether ids run the same way as the key: so do the indexes behind the key. */
  idsAlong: boolean;
};

const never = Prisma.sql`'-infinity'::timestamptz`;
const SORT_KEYS: Record<CustomerSort, SortKey> = {
  name: { sql: Prisma.sql`c.name`, type: Prisma.sql`text`, idsAlong: true },
  value: { sql: Prisma.sql`coalesce(x.revenue_cents, 0)`, type: Prisma.sql`bigint`, idsAlong: false },
  answer: { sql: Prisma.sql`coalesce(x.last_answer_at, ${never})`, type: Prisma.sql`timestamptz`, idsAlong: false },
  contact: {
    sql: Prisma.sql`coalesce(x.last_interaction_at, ${never})`,
    type: Prisma.sql`timestamptz`,
    idsAlong: false,
  },
  created: { sql: Prisma.sql`c.created_at`, type: Prisma.sql`timestamptz`, idsAlong: false },
};

export type ListFilters = Omit<CustomerListParams, "sort" | "dir" | "cursor">;

/**
 * The conditions of the list over c = customers and x = customer_experience (left joined), those within the actor's
 * reach. The list and its count use it.
 * @param w the workspace; @param people a further condition over c that a page brings along (the people of a finding)
 */
export function filterSql(
  w: Prisma.Sql,
  filters: ListFilters,
  context: { actor: Actor; definitions: readonly AttributeDefinition[]; people?: Prisma.Sql; everybody?: boolean },
): Prisma.Sql {
  const parts: Prisma.Sql[] = [
    Prisma.sql`c.workspace_id = ${w}`,
    filters.archived ? Prisma.sql`c.archived_at is not null` : Prisma.sql`c.archived_at is null`,
  ];
  for (const patterns of searchPatterns(filters.q ?? "")) {
    parts.push(
      Prisma.sql`(${Prisma.join(
        patterns.map((pattern) => Prisma.sql`c.search_text like ${pattern}`),
        " or ",
      )})`,
    );
  }
  if (filters.owner === "mine") parts.push(Prisma.sql`c.owner_id = ${context.actor.userId}::uuid`);
  else if (filters.owner === "none") parts.push(Prisma.sql`c.owner_id is null`);
  else if (filters.owner && filters.owner !== "all") parts.push(Prisma.sql`c.owner_id = ${filters.owner}::uuid`);
  if (filters.kind) parts.push(Prisma.sql`c.kind = ${filters.kind}::customer_kind`);
  if (filters.lifecycle) parts.push(Prisma.sql`c.lifecycle = ${filters.lifecycle}::lifecycle_stage`);
  if (filters.tag) parts.push(Prisma.sql`${filters.tag} = any(c.tags)`);
  if (filters.segment) {
    parts.push(Prisma.sql`exists (
      select 1 from segment_members sm
      where sm.workspace_id = ${w} and sm.segment_id = ${filters.segment}::uuid and sm.customer_id = c.id)`);
  }
  if (filters.score === "promoter") parts.push(Prisma.sql`x.last_nps >= 9`);
  else if (filters.score === "passive") parts.push(Prisma.sql`x.last_nps between 7 and 8`);
  else if (filters.score === "detractor") parts.push(Prisma.sql`x.last_nps <= 6`);
  else if (filters.score === "none") parts.push(Prisma.sql`x.last_nps is null`);
  for (const filter of filters.attr) {
    const definition = context.definitions.find(({ key }) => key === filter.key);
    parts.push(definition ? attributeSql(filter, definition) : Prisma.sql`false`);
  }
  if (context.people) parts.push(context.people);
  if (context.actor.reach && !context.everybody) parts.push(reachSql(context.actor, w));
  return Prisma.join(parts, " and ");
}

function attributeSql({ key, operator, value }: AttributeFilter, { kind }: AttributeDefinition): Prisma.Sql {
  const stored = Prisma.sql`c.attributes->>${key}::text`;
  if (kind === "number" || kind === "money") {
    const number = Number(value.replace(",", ".")) * (kind === "money" ? 100 : 1);
    if (!Number.isFinite(number)) return Prisma.sql`false`;
    // The cast is only reached for numbers: anything else in the column is simply not equal.
    const typed = Prisma.sql`case when jsonb_typeof(c.attributes->${key}::text) = 'number' then (${stored})::numeric end`;
    if (operator === "gte") return Prisma.sql`${typed} >= ${number}::numeric`;
    if (operator === "lte") return Prisma.sql`${typed} <= ${number}::numeric`;
    return Prisma.sql`${typed} = ${number}::numeric`;
  }
  // Days are kept as YYYY-MM-DD: their order as text is their order in time.
  if (operator === "gte") return Prisma.sql`${stored} >= ${value}`;
  if (operator === "lte") return Prisma.sql`${stored} <= ${value}`;
  return Prisma.sql`${stored} = ${kind === "boolean" ? String(value === "true" || value === "yes") : value}`;
}

/**
 * Where a page begins and in which order it is read.
 * @param back read towards the beginning; the caller turns it round
 * @param counted only customers whose experience row is there are listed: then revenue is read from its index
 */
export function orderSql(
  params: Pick<CustomerListParams, "sort" | "dir">,
  position: { value: string; id: string } | null,
  back: boolean,
  counted = false,
): { key: Prisma.Sql; from: Prisma.Sql; order: Prisma.Sql } {
  const { type, idsAlong, ...sort } = SORT_KEYS[params.sort];
  const key = counted && params.sort === "value" ? Prisma.sql`x.revenue_cents` : sort.sql;
  const keyUp = (directionOf(params) === "asc") !== back;
  const idUp = keyUp === idsAlong;
  const order = Prisma.sql`${key} ${keyUp ? Prisma.sql`asc` : Prisma.sql`desc`}, c.id ${idUp ? Prisma.sql`asc` : Prisma.sql`desc`}`;
  if (!position) return { key, order, from: Prisma.sql`true` };
  const value = Prisma.sql`${position.value}::text::${type}`;
  const id = Prisma.sql`${position.id}::uuid`;
  if (idsAlong) {
    return {
      key,
      order,
      from: keyUp ? Prisma.sql`(${key}, c.id) > (${value}, ${id})` : Prisma.sql`(${key}, c.id) < (${value}, ${id})`,
    };
  }
  // The first half alone bounds the index scan; the second cuts the ties.
  const bound = keyUp ? Prisma.sql`${key} >= ${value}` : Prisma.sql`${key} <= ${value}`;
  const past = keyUp ? Prisma.sql`${key} > ${value}` : Prisma.sql`${key} < ${value}`;
  const tie = idUp ? Prisma.sql`c.id > ${id}` : Prisma.sql`c.id < ${id}`;
  return { key, order, from: Prisma.sql`${bound} and (${past} or ${tie})` };
}

/** A cursor may be made up: a value that its column cannot hold shows the first page instead of an error. */
export function fitsSort(sort: CustomerSort, value: string): boolean {
  if (sort === "name") return true;
  if (sort === "value") return /^-?\d{1,18}$/.test(value);
  return value === "-infinity" || /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2}){0,2}$/.test(value);
}
