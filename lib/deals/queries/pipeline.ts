import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachesSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import { isId } from "../../id";
import type { Span } from "../../period";
import type { QuoteLine, QuoteProduct } from "../quote";
import { sameName } from "../schema";
import type { DealStageMove, StageNorms } from "../stage-time";
import { isOpen } from "../stages";

/** Norms come from deals won in these days: how a team sold years ago says little about today. */
const NORM_DAYS = 730;

/** What three of four won deals needed at most in each open stage; nothing where fewer than k were won. */
export async function stageNorms(actor: Actor, now: Date): Promise<StageNorms> {
  allow(actor, "deals.read");
  const since = new Date(+now - NORM_DAYS * 86_400_000).toISOString();
  const found = await rows<{ stage: keyof StageNorms; days: number; n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with stays as (
        select m.deal_id, m.to_stage as stage,
          lead(m.at) over (partition by m.deal_id order by m.at, m.id) - m.at as stay
        from deal_moves m
        join deals d on d.workspace_id = ${w} and d.id = m.deal_id and d.stage = 'won' and d.archived_at is null
          and d.won_at >= ${since}::timestamptz
        where m.workspace_id = ${w}
      ), spent as (
        select deal_id, stage, extract(epoch from sum(stay)) / 86400 as days
        from stays where stage not in ('won', 'lost') group by deal_id, stage
      )
      select stage, percentile_cont(0.75) within group (order by days)::float8 as days, count(*)::int as n
      from spent
      group by stage
      having count(*) >= (select s.small_group from workspaces s where s.id = ${w})`,
  );
  return Object.fromEntries(found.filter(({ stage }) => isOpen(stage)).map(({ stage, ...norm }) => [stage, norm]));
}

/** A deal's changes of stage, oldest first. */
export async function listMoves(actor: Actor, dealId: string): Promise<DealStageMove[]> {
  allow(actor, "deals.read");
  return rows<DealStageMove>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select m.from_stage as "from", m.to_stage as "to", m.at, u.name as "byName"
      from deal_moves m
      join deals d on d.workspace_id = ${w} and d.id = m.deal_id
        and ${reachesSql(actor, w, Prisma.sql`d.customer_id`)}
      left join users u on u.id = m.by_id
      where m.workspace_id = ${w} and m.deal_id = ${isId(dealId) ? dealId : null}::uuid
      order by m.at, m.id limit 200`,
  );
}

/** The lines of a deal's quote, in their order. */
export async function listQuoteLines(actor: Actor, dealId: string): Promise<QuoteLine[]> {
  allow(actor, "deals.read");
  return rows<QuoteLine>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select l.id, l.product_id as "productId", l.label, l.quantity, l.unit_cents::float8 as "unitCents"
      from deal_lines l
      join deals d on d.workspace_id = ${w} and d.id = l.deal_id
        and ${reachesSql(actor, w, Prisma.sql`d.customer_id`)}
      where l.workspace_id = ${w} and l.deal_id = ${isId(dealId) ? dealId : null}::uuid
      order by l.position, l.id limit 200`,
  );
}

/** What may be quoted, by name. */
export async function listQuoteProducts(actor: Actor): Promise<QuoteProduct[]> {
  allow(actor, "catalogue.read");
  const found = await inWorkspace(actor).product.findMany({
    where: { archivedAt: null },
    select: { id: true, name: true, priceCents: true, currency: true },
    orderBy: { name: "asc" },
    take: 1000,
  });
  return found.map(({ priceCents, ...product }) => ({
    ...product,
    priceCents: priceCents === null ? null : Number(priceCents),
  }));
}

/** Competitors by how often they were named, in the writing that was used most. */
export async function listCompetitors(actor: Actor): Promise<string[]> {
  allow(actor, "deals.read");
  const found = await rows<{ name: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select name from (
        select unnest(d.competitors) as name from deals d
        where d.workspace_id = ${w} and d.archived_at is null and d.competitors <> '{}'
          and ${reachesSql(actor, w, Prisma.sql`d.customer_id`)}
        limit 20000
      ) named
      group by name order by count(*) desc, name limit 60`,
  );
  return found
    .map(({ name }) => name)
    .filter((name, at, all) => all.findIndex((one) => sameName(one, name)) === at)
    .slice(0, 30);
}

/** Deals that began in a period, by where they came from. */
export type SourceCount = { source: string; deals: number; won: number; lost: number };

/**
 * How many deals each source brought in a period, and what became of them so far; the most frequent source first.
 * @param ownerId of one seller's only
 */
export async function dealsBySource(
  actor: Actor,
  { from, to }: Pick<Span, "from" | "to">,
  { ownerId }: { ownerId?: string | null } = {},
): Promise<SourceCount[]> {
  allow(actor, "deals.read");
  return rows<SourceCount>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select d.source, count(*)::int as deals, count(*) filter (where d.stage = 'won')::int as won,
        count(*) filter (where d.stage = 'lost')::int as lost
      from deals d
      where d.workspace_id = ${w} and d.archived_at is null
        and d.created_at >= ${from.toISOString()}::timestamptz and d.created_at < ${to.toISOString()}::timestamptz
        and (${ownerId ?? null}::uuid is null or d.owner_id = ${ownerId ?? null}::uuid)
      group by d.source order by count(*) desc, d.source limit 20`,
  );
}
