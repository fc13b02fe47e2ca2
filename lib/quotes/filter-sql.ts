import "server-only";
import type { Actor } from "../auth/actor";
import { reachesOrNobodySql } from "../customers/reach";
import { Prisma } from "../db";
import { isId } from "../id";
import { storableOnly } from "../storable";
import type { QuoteFilters } from "./schema";

/** A condition that ids of the URL cannot break: what is no id fits nothing. */
const same = (column: Prisma.Sql, id: string): Prisma.Sql =>
  isId(id) ? Prisma.sql`${column} = ${id}::uuid` : Prisma.sql`false`;

const FEELING: Record<NonNullable<QuoteFilters["feeling"]>, Prisma.Sql> = {
  bad: Prisma.sql`q.feeling < 0`,
  neutral: Prisma.sql`q.feeling = 0`,
  good: Prisma.sql`q.feeling > 0`,
  none: Prisma.sql`q.feeling is null`,
};

/** The words of a search, each of which must be found somewhere. */
function patterns(text: string): string[] {
  return storableOnly(text)
    .slice(0, 200)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 6)
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
}

/** Over q = quotes: not from an interview with a customer beyond the actor's reach. */
export function voiceReachSql(actor: Actor, w: Prisma.Sql): Prisma.Sql {
  if (!actor.reach) return Prisma.sql`true`;
  return Prisma.sql`(q.interview_id is null or exists (
    select from interviews reach_interview
    where reach_interview.workspace_id = ${w} and reach_interview.id = q.interview_id
      and ${reachesOrNobodySql(actor, w, Prisma.sql`reach_interview.customer_id`)}))`;
}

/** What fits, over q = quotes of the workspace w within the actor's reach. */
export function quotesWhere(w: Prisma.Sql, actor: Actor, filters: QuoteFilters): Prisma.Sql {
  const parts: Prisma.Sql[] = [
    Prisma.sql`q.workspace_id = ${w}`,
    voiceReachSql(actor, w),
    filters.archived ? Prisma.sql`q.archived_at is not null` : Prisma.sql`q.archived_at is null`,
  ];
  for (const pattern of patterns(filters.q ?? ""))
    parts.push(
      Prisma.sql`(q.text ilike ${pattern} or q.speaker ilike ${pattern} or q.source ilike ${pattern}
        or exists (select 1 from unnest(q.tags) as tag where tag ilike ${pattern}))`,
    );
  if (filters.kind) parts.push(Prisma.sql`q.kind = ${filters.kind}::quote_kind`);
  if (filters.touchpointId === "none") parts.push(Prisma.sql`q.touchpoint_id is null`);
  else if (filters.touchpointId) parts.push(same(Prisma.sql`q.touchpoint_id`, filters.touchpointId));
  if (filters.segmentId) parts.push(same(Prisma.sql`q.segment_id`, filters.segmentId));
  if (filters.tag) parts.push(Prisma.sql`q.tags @> array[${storableOnly(filters.tag)}]::text[]`);
  if (filters.feeling) parts.push(FEELING[filters.feeling]);
  if (filters.consent) parts.push(Prisma.sql`q.consent = ${filters.consent}::quote_consent`);
  if (filters.interviewId) parts.push(same(Prisma.sql`q.interview_id`, filters.interviewId));
  if (filters.ids) parts.push(Prisma.sql`q.id = any(${filters.ids.filter(isId)}::uuid[])`);
  if (filters.outside) parts.push(Prisma.sql`q.consent = 'public'`);
  return Prisma.join(parts, " and ");
}
