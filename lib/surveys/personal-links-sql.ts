import "server-only";
import { type InWorkspace, Prisma, rows, type Tx } from "../db";

/** A customer who is to get a link of their own, and whether one of this name waits for them already. */
export type Addressee = { id: string; has: boolean };

/**
 * The customers of a segment, or those known by these e-mail addresses or ids of the firm's own; each once.
 * @param most one more is read, so that too many can be told
 */
export function addressees(
  tx: Pick<Tx, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  given: { surveyId: string; name: string; to: { segmentId: string } | { keys: readonly string[] } },
  most: number,
): Promise<Addressee[]> {
  const { surveyId, name, to } = given;
  return rows<Addressee>(
    tx,
    who,
    (w) => Prisma.sql`
      select c.id, exists (
        select from survey_links l
        where l.workspace_id = ${w} and l.survey_id = ${surveyId}::uuid and l.customer_id = c.id and l.name = ${name}::text
          and l.used_on is null and l.closed_at is null) as has
      from customers c
      where c.workspace_id = ${w} and c.archived_at is null and ${
        "segmentId" in to
          ? Prisma.sql`exists (select from segment_members m
              where m.workspace_id = ${w} and m.segment_id = ${to.segmentId}::uuid and m.customer_id = c.id)`
          : Prisma.sql`(c.external_id = any(${[...to.keys]}::text[])
              or lower(c.email) = any(${to.keys.map((key) => key.toLowerCase())}::text[]))`
      }
      order by c.id limit ${most + 1}::int`,
  );
}

/** Of these e-mail addresses and ids, those that no customer has. */
export async function unknownKeys(
  tx: Pick<Tx, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  keys: readonly string[],
): Promise<string[]> {
  const found = await rows<{ key: string }>(
    tx,
    who,
    (w) => Prisma.sql`
      select k.key from unnest(${[...keys]}::text[]) with ordinality as k (key, place)
      where not exists (select from customers c where c.workspace_id = ${w} and c.archived_at is null
        and (c.external_id = k.key or lower(c.email) = lower(k.key)))
      order by k.place`,
  );
  return found.map(({ key }) => key);
}

export type PersonalBatch = { name: string; made: number; answered: number; waiting: number; madeAt: Date };

/** Personal links of a survey by their name, the newest first. */
export function personalBatchesOf(
  db: Pick<Tx, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  surveyId: string,
): Promise<PersonalBatch[]> {
  return rows<PersonalBatch>(
    db,
    who,
    (w) => Prisma.sql`
      select l.name, count(*)::int as made, count(*) filter (where l.used_on is not null)::int as answered,
             count(*) filter (where l.used_on is null and l.closed_at is null)::int as waiting, max(l.created_at) as "madeAt"
      from survey_links l
      where l.workspace_id = ${w} and l.survey_id = ${surveyId}::uuid and l.customer_id is not null
      group by l.name order by max(l.created_at) desc, l.name limit 200`,
  );
}
