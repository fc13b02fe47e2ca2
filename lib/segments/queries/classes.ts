import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { type Nps, nps } from "../../stats/nps";
import { ruleContext } from "../queries";
import { READY, type ReadyKey } from "../ready";
import type { RfmBorders } from "../rfm";
import { findBorders } from "../rfm-sql";
import { type RuleContext, ruleFrom, ruleToSql } from "../rule-sql";

export type ClassCell = {
  /** 1 (longest ago) to 5. */
  recency: number;
  /** 1 (fewest orders) to 5. */
  frequency: number;
  customers: number;
  /** Of what they spent in all; in the workspace's currency. */
  meanCents: number;
  /** Of their latest NPS answers; null when none of them answered. */
  nps: Nps | null;
};

export type ValueClasses = {
  borders: RfmBorders;
  cells: ClassCell[];
  /** How many customers each ready-made segment would have. */
  ready: Record<ReadyKey, number>;
};

/** The context with borders, computed for this look when none are kept yet. */
async function withBorders(actor: Actor, now: Date): Promise<RuleContext> {
  const context = await ruleContext(actor, now);
  if (context.catalogue.rfm) return context;
  const rfm = await findBorders(inWorkspace(actor), actor, context.timeZone, now);
  return { ...context, catalogue: { ...context.catalogue, rfm } };
}

/** Customers by recency and frequency (lib/segments/rfm.ts), with what they spent and said; null when nobody bought yet. */
export async function valueClasses(actor: Actor, now = new Date()): Promise<ValueClasses | null> {
  allow(actor, "segments.read");
  allow(actor, "customers.read");
  const context = await withBorders(actor, now);
  const borders = context.catalogue.rfm;
  if (!borders) return null;
  const classOf = (value: Prisma.Sql, least: Prisma.Sql[]) =>
    Prisma.sql`1 ${Prisma.join(
      least.map((border) => Prisma.sql`+ (${value} >= ${border})::int`),
      " ",
    )}`;
  const keys = Object.keys(READY) as ReadyKey[];
  const db = inWorkspace(actor);
  const [cells, [counted]] = await Promise.all([
    rows<Omit<ClassCell, "nps"> & { promoters: number; passives: number; detractors: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        with scored as (
          select ${classOf(
            Prisma.sql`x.last_order_at`,
            borders.recency.map((border) => Prisma.sql`${border}::timestamptz`),
          )} as recency,
          ${classOf(
            Prisma.sql`x.orders`,
            borders.frequency.map((border) => Prisma.sql`${String(border)}::bigint`),
          )} as frequency,
          x.revenue_cents, x.last_nps
          from customer_experience x
          join customers c on c.workspace_id = ${w} and c.id = x.customer_id and c.archived_at is null
          where x.workspace_id = ${w} and x.orders > 0)
        select recency, frequency, count(*)::int as customers, avg(revenue_cents)::float8 as "meanCents",
               count(*) filter (where last_nps >= 9)::int as promoters,
               count(*) filter (where last_nps in (7, 8))::int as passives,
               count(*) filter (where last_nps <= 6)::int as detractors
        from scored group by recency, frequency order by recency, frequency`,
    ),
    rows<{ counts: number[] }>(
      db,
      actor,
      (w) => Prisma.sql`
        select array[${Prisma.join(
          keys.map((key) => Prisma.sql`count(*) filter (where ${ruleToSql(READY[key], context)})`),
        )}]::int[] as counts
        from ${ruleFrom(w)} where c.workspace_id = ${w}`,
    ),
  ]);
  return {
    borders,
    cells: cells.map(({ promoters, passives, detractors, ...cell }) => ({
      ...cell,
      nps: nps({ promoters, passives, detractors }),
    })),
    ready: Object.fromEntries(keys.map((key, at) => [key, counted?.counts[at] ?? 0])) as Record<ReadyKey, number>,
  };
}
