import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import type { Evidence, MarketStrategy, NeedKind, QuoteConsent, QuoteKind } from "../../generated/prisma/enums";
import { isId } from "../../id";
import { voiceReachSql } from "../../quotes/filter-sql";
import type { Moments } from "../../stats/moments";
import { type SegmentNumbers, SILENT_DAYS } from "../needs-strategy";

export type Voice = {
  id: string;
  kind: QuoteKind;
  text: string;
  speaker: string;
  feeling: number | null;
  consent: QuoteConsent;
  touchpointName: string | null;
};

export type SegmentNeed = { id: string; kind: NeedKind; text: string; evidence: Evidence; voices: Voice[] };

export type Portrait = {
  personaName: string;
  personaLine: string;
  personaStory: string;
  /** Of its own; null: the workspace's holds. */
  ownStrategy: MarketStrategy | null;
  strategy: MarketStrategy;
  /** By kind, then in the order that people gave them. */
  needs: SegmentNeed[];
  /** To show in their words: agreed to be quoted in-house at least, the strongest first. */
  voices: Voice[];
  /** Voices of the segment, whether they may be quoted or not. */
  voiceCount: number;
};

/** Quotes on the card. */
const ON_CARD = 6;

const voiceColumns = Prisma.sql`
  q.id, q.kind::text as kind, q.text, q.speaker, q.feeling, q.consent::text as consent`;

/** The person who stands for a segment, what moves it, and its voices. @throws AppError not_found */
export async function getPortrait(actor: Actor, segmentId: string): Promise<Portrait> {
  allow(actor, "segments.read");
  allow(actor, "quotes.read");
  if (!isId(segmentId)) throw notFound("This segment");
  const db = inWorkspace(actor);
  const [[segment], needs, attached, voices, [counted]] = await Promise.all([
    rows<{
      personaName: string;
      personaLine: string;
      personaStory: string;
      ownStrategy: MarketStrategy | null;
      strategy: MarketStrategy;
    }>(
      db,
      actor,
      (w) => Prisma.sql`
        select s.persona_name as "personaName", s.persona_line as "personaLine", s.persona_story as "personaStory",
               s.strategy::text as "ownStrategy", coalesce(s.strategy, o.strategy)::text as strategy
        from segments s join workspaces o on o.id = ${w}
        where s.workspace_id = ${w} and s.id = ${segmentId}::uuid`,
    ),
    rows<{ id: string; kind: NeedKind; text: string; evidence: Evidence }>(
      db,
      actor,
      (w) => Prisma.sql`
        select id, kind::text as kind, text, evidence::text as evidence from segment_needs
        where workspace_id = ${w} and segment_id = ${segmentId}::uuid and archived_at is null
        order by kind, position, created_at, id`,
    ),
    rows<Voice & { needId: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select nq.need_id as "needId", ${voiceColumns}, t.name as "touchpointName"
        from segment_needs n
        join segment_need_quotes nq on nq.workspace_id = ${w} and nq.need_id = n.id
        join quotes q on q.workspace_id = ${w} and q.id = nq.quote_id and q.archived_at is null
          and ${voiceReachSql(actor, w)}
        left join touchpoints t on t.workspace_id = ${w} and t.id = q.touchpoint_id
        where n.workspace_id = ${w} and n.segment_id = ${segmentId}::uuid and n.archived_at is null
        order by q.created_at desc, q.id`,
    ),
    rows<Voice>(
      db,
      actor,
      (w) => Prisma.sql`
        -- In turn of those who are unhappy, happy, and neither: a portrait of complaints alone is none.
        with ranked as (
          select *, row_number() over (
            partition by sign(coalesce(feeling, 0))
            order by length(text) > 200, abs(coalesce(feeling, 0)) desc, created_at desc, id) as place
          from quotes q
          where q.workspace_id = ${w} and q.segment_id = ${segmentId}::uuid and q.archived_at is null
            and q.kind = 'quote' and q.consent <> 'none' and ${voiceReachSql(actor, w)})
        select ${voiceColumns}, t.name as "touchpointName"
        from ranked q
        left join touchpoints t on t.workspace_id = ${w} and t.id = q.touchpoint_id
        order by q.place, coalesce(q.feeling, 0), q.id
        limit ${ON_CARD}::int`,
    ),
    rows<{ n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as n from quotes
        where workspace_id = ${w} and segment_id = ${segmentId}::uuid and archived_at is null`,
    ),
  ]);
  if (!segment) throw notFound("This segment");
  const voicesOf = new Map<string, Voice[]>();
  for (const { needId, ...voice } of attached) voicesOf.set(needId, [...(voicesOf.get(needId) ?? []), voice]);
  return {
    ...segment,
    needs: needs.map((need) => ({ ...need, voices: voicesOf.get(need.id) ?? [] })),
    voices,
    voiceCount: counted?.n ?? 0,
  };
}

export type SegmentFigures = SegmentNumbers & {
  /** What members spent, ever, in cents, per member; in the workspace's currency. */
  spend: Moments;
  lastAnswerAt: Date | null;
};

/**
 * A segment in figures, from the kept rows of its present members.
 * @throws AppError not_found
 */
export async function segmentFigures(actor: Actor, segmentId: string, now = new Date()): Promise<SegmentFigures> {
  allow(actor, "segments.read");
  if (!isId(segmentId)) throw notFound("This segment");
  const db = inWorkspace(actor);
  const since = new Date(+now - SILENT_DAYS * 86_400_000);
  const [[own], [all], [cases], [ease], [told], [needs]] = await Promise.all([
    rows<{
      members: number;
      buyers: number;
      repeaters: number;
      revenueCents: number;
      squares: number;
      scored: number;
      detractors: number;
      promoters: number;
      silent: number;
      lastAnswerAt: Date | null;
    }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as members,
               count(*) filter (where x.orders >= 1)::int as buyers,
               count(*) filter (where x.orders >= 2)::int as repeaters,
               coalesce(sum(x.revenue_cents), 0)::float8 as "revenueCents",
               coalesce(sum(x.revenue_cents::float8 * x.revenue_cents), 0)::float8 as squares,
               count(x.last_nps)::int as scored,
               count(*) filter (where x.last_nps <= 6)::int as detractors,
               count(*) filter (where x.last_nps >= 9)::int as promoters,
               count(*) filter (where greatest(x.last_answer_at, x.last_interaction_at) is null
                 or greatest(x.last_answer_at, x.last_interaction_at) < ${since})::int as silent,
               max(x.last_answer_at) as "lastAnswerAt"
        from segment_members m
        join customers c on c.workspace_id = ${w} and c.id = m.customer_id and c.archived_at is null
        left join customer_experience x on x.workspace_id = ${w} and x.customer_id = m.customer_id
        where m.workspace_id = ${w} and m.segment_id = ${segmentId}::uuid`,
    ),
    rows<{ customers: number; revenueCents: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as customers, coalesce(sum(x.revenue_cents), 0)::float8 as "revenueCents"
        from customers c left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
        where c.workspace_id = ${w} and c.archived_at is null`,
    ),
    rows<{ n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as n from cases a
        join segment_members m on m.workspace_id = ${w} and m.segment_id = ${segmentId}::uuid
          and m.customer_id = a.customer_id
        where a.workspace_id = ${w} and a.resolved_at is null`,
    ),
    // As a share of each question's own scale, the easy end being 1.
    rows<{ n: number; share: number | null }>(
      db,
      actor,
      (w) => Prisma.sql`
        select coalesce(sum(r.n), 0)::int as n,
               (sum(case when i.direction = 'higher' then r.sum - r.n * i.scale_min else r.n * i.scale_max - r.sum end
                  / nullif(i.scale_max - i.scale_min, 0)) / nullif(sum(r.n), 0))::float8 as share
        from items i
        join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id and r.dimension = 'segment'
          and r.member_id = ${segmentId}::uuid
        where i.workspace_id = ${w} and i.measure = 'ces'`,
    ),
    rows<{ voices: number; ideas: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as voices, count(*) filter (where tags && array['idea', 'ideas'])::int as ideas
        from quotes where workspace_id = ${w} and segment_id = ${segmentId}::uuid and archived_at is null`,
    ),
    rows<{ needs: number; guesses: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as needs, count(*) filter (where evidence = 'none')::int as guesses
        from segment_needs where workspace_id = ${w} and segment_id = ${segmentId}::uuid and archived_at is null`,
    ),
  ]);
  const { squares, lastAnswerAt, ...counts } = own ?? {
    members: 0,
    buyers: 0,
    repeaters: 0,
    revenueCents: 0,
    squares: 0,
    scored: 0,
    detractors: 0,
    promoters: 0,
    silent: 0,
    lastAnswerAt: null,
  };
  return {
    ...counts,
    customers: all?.customers ?? 0,
    allRevenueCents: all?.revenueCents ?? 0,
    openCases: cases?.n ?? 0,
    ease: ease && ease.n > 0 && ease.share !== null ? { n: ease.n, mean: ease.share } : null,
    voices: told?.voices ?? 0,
    ideas: told?.ideas ?? 0,
    needs: needs?.needs ?? 0,
    guesses: needs?.guesses ?? 0,
    spend: { n: counts.members, sum: counts.revenueCents, sumSq: squares },
    lastAnswerAt,
  };
}
