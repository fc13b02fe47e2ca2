import "server-only";
import { Prisma } from "../db";

// Pairs of customers who look like one. Nothing compares everybody with everybody: pairs come from groups that share an
// e-mail, a number, a domain or a name, each found by one pass; trigrams only say how alike the names of such a pair are.

/** A group larger than this shares something that tells nobody apart: a switchboard, a placeholder. */
const LARGEST_GROUP = 8;
/** Groups of one kind that are looked at. */
const MOST_GROUPS = 2000;

/** Mail that anybody can have: its domain says nothing about a company. */
const FREE_MAIL = [
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "live.com",
  "yahoo.com",
  "icloud.com",
  "me.com",
  "aol.com",
  "gmx.de",
  "gmx.net",
  "web.de",
  "t-online.de",
  "mail.com",
  "proton.me",
  "protonmail.com",
  "wp.pl",
  "o2.pl",
  "onet.pl",
  "interia.pl",
  "seznam.cz",
  "orange.fr",
  "free.fr",
  "libero.it",
  "mail.ru",
  "yandex.ru",
  "qq.com",
  "163.com",
];

const digits = (column: Prisma.Sql) => Prisma.sql`right(regexp_replace(${column}, '\\D', '', 'g'), 9)`;

type Grouping = {
  reason: Prisma.Sql;
  /** What a group shares, over c. */
  key: Prisma.Sql;
  /** Who can be in one, over c. */
  among: Prisma.Sql;
  /** How sure a pair is, 0 to 1, over a, b and alike (0 to 1, how alike their names are). */
  score: Prisma.Sql;
};

const GROUPINGS: readonly Grouping[] = [
  {
    reason: Prisma.sql`'email'`,
    key: Prisma.sql`c.email`,
    among: Prisma.sql`c.email is not null`,
    score: Prisma.sql`0.8 + 0.2 * alike`,
  },
  {
    reason: Prisma.sql`'phone'`,
    key: digits(Prisma.sql`c.phone`),
    among: Prisma.sql`c.phone is not null and length(regexp_replace(c.phone, '\\D', '', 'g')) >= 7`,
    // The same number with another name is a family, or colleagues.
    score: Prisma.sql`case when alike >= 0.35 then 0.6 + 0.35 * alike end`,
  },
  {
    reason: Prisma.sql`'domain'`,
    key: Prisma.sql`split_part(c.email, '@', 2)`,
    among: Prisma.sql`c.kind = 'company' and c.email is not null and split_part(c.email, '@', 2) <> all(${FREE_MAIL}::text[])`,
    score: Prisma.sql`case when alike >= 0.3 then 0.45 + 0.45 * alike end`,
  },
  {
    reason: Prisma.sql`'name'`,
    key: Prisma.sql`lower(c.name)`,
    among: Prisma.sql`true`,
    // Two people may share a name and a town; two companies hardly.
    score: Prisma.sql`case
      when a.kind = 'company' and b.kind = 'company' then 0.7
      when a.city is not null and lower(a.city) = lower(b.city) then 0.5 end`,
  },
];

/**
 * first_id, second_id, reason, score, alike: every pair once a reason, the smaller id first.
 * @param reach a condition over one customer's alias; @param since only pairs of which one came since then
 */
export function pairsSql(w: Prisma.Sql, reach: (alias: Prisma.Sql) => Prisma.Sql, since: Date | null): Prisma.Sql {
  const a = Prisma.sql`a`;
  const b = Prisma.sql`b`;
  return Prisma.join(
    GROUPINGS.map(
      ({ reason, key, among, score }) => Prisma.sql`
        select first_id, second_id, ${reason}::text as reason, score, alike from (
          select a.id as first_id, b.id as second_id, a.alike_key, ${score} as score, alike
          from (
            select found.ids, found.alike_key from (
              select array_agg(c.id) as ids, ${key} as alike_key, max(c.created_at) as newest
              from customers c
              where c.workspace_id = ${w} and c.archived_at is null and ${among}
              group by ${key} having count(*) between 2 and ${LARGEST_GROUP}) found
            where ${since ? Prisma.sql`found.newest >= ${since}` : Prisma.sql`true`}
            order by found.newest desc limit ${MOST_GROUPS}) groups
          cross join lateral (
            select c.*, groups.alike_key from customers c where c.workspace_id = ${w} and c.id = any(groups.ids)) a
          join customers b on b.workspace_id = ${w} and b.id = any(groups.ids) and b.id > a.id
          cross join lateral (select similarity(lower(a.name), lower(b.name)) as alike) s
          where ${reach(a)} and ${reach(b)}
            ${since ? Prisma.sql`and greatest(a.created_at, b.created_at) >= ${since}` : Prisma.empty}
            and not exists (
              select 1 from not_duplicates n
              where n.workspace_id = ${w} and n.first_id = a.id and n.second_id = b.id)) scored
        where score is not null`,
    ),
    " union all ",
  );
}
