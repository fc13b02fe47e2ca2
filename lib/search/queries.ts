import "server-only";
import type { Actor } from "../auth/actor";
import { allow, may } from "../auth/permissions";
import { reachSql } from "../customers/reach";
import { searchPatterns } from "../customers/search-text";
import { inWorkspace, Prisma, rows } from "../db";
import { quotesWhere } from "../quotes/filter-sql";
import { storableOnly } from "../storable";

/** A record that fits the words of the command palette. */
export type Found = {
  kind: "customer" | "segment" | "survey" | "journey" | "quote";
  id: string;
  label: string;
  /** Muted beside it: a city or an e-mail address; empty when there is nothing to say. */
  sub: string;
};

const MOST_CUSTOMERS = 8;
const MOST_OTHERS = 4;

/** Customers, segments, surveys, journeys and voices that fit some words, in one statement; what the actor may not read is left out. */
export async function searchEverything(actor: Actor, words: string): Promise<Found[]> {
  allow(actor, "workspace.read");
  const patterns = searchPatterns(words);
  if (patterns.length === 0) return [];
  const named = `%${storableOnly(words)
    .trim()
    .slice(0, 200)
    .replace(/[\\%_]/g, "\\$&")}%`;
  const parts = (w: Prisma.Sql): Prisma.Sql[] => [
    ...(may(actor, "customers.read")
      ? [
          Prisma.sql`(select 1 as place, 'customer' as kind, c.id, c.name as label, coalesce(c.city, c.email, '') as sub
            from customers c
            where c.workspace_id = ${w} and c.archived_at is null and ${reachSql(actor, w)} and ${Prisma.join(
              patterns.map(
                (any) =>
                  Prisma.sql`(${Prisma.join(
                    any.map((one) => Prisma.sql`c.search_text like ${one}`),
                    " or ",
                  )})`,
              ),
              " and ",
            )}
            order by c.name, c.id limit ${MOST_CUSTOMERS})`,
        ]
      : []),
    ...(may(actor, "segments.read")
      ? [
          Prisma.sql`(select 2, 'segment', s.id, s.name, '' from segments s
            where s.workspace_id = ${w} and s.archived_at is null and s.name ilike ${named} order by s.name limit ${MOST_OTHERS})`,
        ]
      : []),
    ...(may(actor, "surveys.read")
      ? [
          Prisma.sql`(select 3, 'survey', s.id, s.name, '' from surveys s
            where s.workspace_id = ${w} and s.archived_at is null and s.name ilike ${named} order by s.name limit ${MOST_OTHERS})`,
        ]
      : []),
    ...(may(actor, "journeys.read")
      ? [
          Prisma.sql`(select 4, 'journey', j.id, j.name, '' from journeys j
            where j.workspace_id = ${w} and j.archived_at is null and j.name ilike ${named} order by j.name limit ${MOST_OTHERS})`,
        ]
      : []),
    ...(may(actor, "quotes.read")
      ? [
          Prisma.sql`(select 5, 'quote', q.id, left(q.text, 120), q.speaker from quotes q
            where q.workspace_id = ${w} and ${quotesWhere(w, actor, { q: words })}
            order by q.created_at desc, q.id limit ${MOST_OTHERS})`,
        ]
      : []),
  ];
  return rows<Found>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select kind, id, label, sub from (${Prisma.join(parts(w), " union all ")}) found order by place, label`,
  );
}
