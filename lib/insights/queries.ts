import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import type { CustomerRow } from "../customers/customer";
import { countCustomers, listCustomers } from "../customers/queries/list";
import type { CustomerListParams } from "../customers/schema";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import { isId } from "../id";
import type { Page } from "../paging";
import { ruleContext } from "../segments/queries";
import { codeExperience, isVerdict, valuesOf } from "./experience";
import {
  concludeOwn,
  fitsOutcome,
  type OwnField,
  type OwnParams,
  type OwnProblem,
  type OwnSentence,
  ownBase,
  ownFields,
  saidKey,
} from "./own";
import { countOwnPair } from "./own-sql";
import type { PeopleGroup } from "./people";
import { findingPeopleSql, scanPeriod } from "./people-sql";
import {
  type Finding,
  finding,
  type InsightKind,
  type InsightOrder,
  type Outcome,
  type Said,
  scanParams,
} from "./schema";
import { readWorld } from "./world-sql";

/** A scan that said nothing for so long is not shown as running; its job will be tried again. */
const STALE_MS = 30 * 60_000;
const LEAST_STEP = 20;
export const MOST_SHOWN = 400;
export { LEAST_STEP as SENTENCES_SHOWN };

export type ScanState = {
  id: string;
  period: string;
  startedAt: Date;
  finishedAt: Date | null;
  failedAt: Date | null;
  failure: string;
  /** Customers counted, of how many. */
  done: number;
  total: number;
  customers: number;
  comparisons: number;
  significant: number;
};

export type ScanStates = {
  /** The last that ended: what the page shows. */
  finished: ScanState | null;
  /** One that waits or runs. */
  running: ScanState | null;
  /** One that failed after the last that ended. */
  failed: ScanState | null;
};

/** The scans of a period that matter now. */
export async function getScanStates(actor: Actor, period: string, now = new Date()): Promise<ScanStates> {
  allow(actor, "insights.read");
  const found = await inWorkspace(actor).insightScan.findMany({
    where: { params: { path: ["period"], equals: period } },
    orderBy: { startedAt: "desc" },
    take: 20,
  });
  const scans = found.map(
    ({ workspaceId: _, params, ...scan }): ScanState => ({
      ...scan,
      period: scanParams.parse(params).period,
    }),
  );
  const finished = scans.find(({ finishedAt }) => finishedAt !== null) ?? null;
  const newest = scans[0] ?? null;
  const isOpen = newest !== null && newest.finishedAt === null;
  return {
    finished,
    running: isOpen && newest.failedAt === null && +now - +newest.startedAt < STALE_MS ? newest : null,
    failed: isOpen && newest.failedAt !== null ? newest : null,
  };
}

export type SentenceFilters = {
  segmentId: string | null;
  touchpointId: string | null;
  leastN: number;
  kind: InsightKind | "dismissed";
  order: InsightOrder;
  /** One sentence for each answer and outcome, the others behind it; or every sentence. */
  together: boolean;
  /** The theme of this sentence only: all sentences about the same item and outcome. */
  like: number | null;
};

export type SentenceRow = {
  id: string;
  rank: number;
  signature: string;
  finding: Finding;
  /** Other listed sentences about the same item and outcome. */
  more: number;
  improvement: { id: string; title: string } | null;
  isDismissed: boolean;
};

export type SentenceList = {
  sentences: SentenceRow[];
  /** Sentences, or themes when shown together, that fit the filters. */
  total: number;
  /** Sentences that fit the filters, whatever their kind. */
  counts: { both: number; weak: number; dismissed: number };
};

/** Filters over s = insight_sentences and f = its finding, d = its dismissal. */
function filterSql(filters: SentenceFilters): Prisma.Sql {
  const parts = [
    Prisma.sql`s.least_n >= ${filters.leastN}::int`,
    filters.segmentId && isId(filters.segmentId) ? Prisma.sql`s.segment_id = ${filters.segmentId}::uuid` : null,
    filters.touchpointId && isId(filters.touchpointId)
      ? Prisma.sql`s.touchpoint_id = ${filters.touchpointId}::uuid`
      : null,
  ].filter((part) => part !== null);
  return Prisma.join(parts, " and ");
}

const KIND: Record<SentenceFilters["kind"], Prisma.Sql> = {
  both: Prisma.sql`not is_weak and not is_dismissed`,
  weak: Prisma.sql`is_weak and not is_dismissed`,
  all: Prisma.sql`not is_dismissed`,
  dismissed: Prisma.sql`is_dismissed`,
};

const ORDER: Record<InsightOrder, Prisma.Sql> = {
  weight: Prisma.sql`rank`,
  difference: Prisma.sql`difference desc, rank`,
  customers: Prisma.sql`concerned desc, rank`,
};

/** The sentences of a scan, in order. */
export async function listSentences(
  actor: Actor,
  scanId: string,
  filters: SentenceFilters,
  limit: number,
): Promise<SentenceList> {
  allow(actor, "insights.read");
  if (!isId(scanId)) throw notFound("This scan");
  const db = inWorkspace(actor);
  const fitting = (w: Prisma.Sql) => Prisma.sql`
    fitting as materialized (
      select s.id, s.rank, s.signature, s.is_weak, d.signature is not null as is_dismissed,
        concat_ws(' ', s.finding->'said'->>'itemId', s.finding->'said'->>'box', s.finding->'outcome'->>'key') as theme,
        (s.finding->>'standsOut')::float8 as stands_out,
        abs((s.finding->>'d')::float8) as difference,
        (s.finding->>'concerned')::int as concerned
      from insight_sentences s
      left join insight_dismissals d on d.workspace_id = ${w} and d.signature = s.signature
      where s.workspace_id = ${w} and s.scan_id = ${scanId}::uuid and ${filterSql(filters)}
    )`;
  const like =
    filters.like === null
      ? Prisma.empty
      : Prisma.sql`and theme in (select theme from fitting where rank = ${filters.like}::int)`;
  const [[counted], found] = await Promise.all([
    rows<{ both: number; weak: number; dismissed: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        with ${fitting(w)}
        select count(*) filter (where not is_weak and not is_dismissed)::int as both,
               count(*) filter (where is_weak and not is_dismissed)::int as weak,
               count(*) filter (where is_dismissed)::int as dismissed
        from fitting where true ${like}`,
    ),
    rows<{
      id: string;
      rank: number;
      signature: string;
      finding: unknown;
      more: number;
      total: number;
      isDismissed: boolean;
      improvementId: string | null;
      improvementTitle: string | null;
    }>(
      db,
      actor,
      (w) => Prisma.sql`
        with ${fitting(w)},
        chosen as (
          select *,
            row_number() over (partition by theme order by is_weak, stands_out desc, rank) as place,
            count(*) over (partition by theme) as alike
          from fitting where ${KIND[filters.kind]} ${like}
        ),
        shown as (
          select *, count(*) over () as total from chosen
          where ${filters.together ? Prisma.sql`place = 1` : Prisma.sql`true`}
          order by ${ORDER[filters.order]} limit ${limit}::int
        )
        select p.id, p.rank, p.signature, s.finding, p.is_dismissed as "isDismissed",
          ${filters.together ? Prisma.sql`(p.alike - 1)::int` : Prisma.sql`0`} as more, p.total::int as total,
          i.id as "improvementId", i.title as "improvementTitle"
        from shown p
        join insight_sentences s on s.workspace_id = ${w} and s.id = p.id
        left join lateral (
          select id, title from improvements
          where workspace_id = ${w} and insight_signature = p.signature and archived_at is null
          order by created_at desc limit 1
        ) i on true
        order by ${ORDER[filters.order]}`,
    ),
  ]);
  return {
    sentences: found.map(
      ({ finding: stored, total: _, improvementId, improvementTitle, ...row }): SentenceRow => ({
        ...row,
        finding: finding.parse(stored),
        improvement: improvementId === null ? null : { id: improvementId, title: improvementTitle ?? "" },
      }),
    ),
    total: found[0]?.total ?? 0,
    counts: counted ?? { both: 0, weak: 0, dismissed: 0 },
  };
}

/** One sentence of a scan. @throws AppError not_found */
export async function getSentence(
  actor: Actor,
  scanId: string,
  rank: number,
): Promise<{ id: string; rank: number; signature: string; period: string; finding: Finding }> {
  allow(actor, "insights.read");
  const found =
    isId(scanId) && Number.isSafeInteger(rank) && rank > 0 && rank < 2 ** 31
      ? await inWorkspace(actor).insightSentence.findFirst({
          where: { scanId, rank },
          include: { scan: { select: { params: true } } },
        })
      : null;
  if (!found) throw notFound("This sentence");
  return {
    id: found.id,
    rank: found.rank,
    signature: found.signature,
    period: scanParams.parse(found.scan.params).period,
    finding: finding.parse(found.finding),
  };
}

type Count = { count: number; more: boolean };

/**
 * The customers that a sentence speaks of, as they are now and within the actor's reach: one page of the customers list,
 * and how many there are; and how many of everybody, which the sentence's figures count.
 */
export async function listPeople(
  actor: Actor,
  sentence: { finding: Finding; period: string },
  group: PeopleGroup,
  list: CustomerListParams,
  now: Date,
): Promise<{ page: Page<CustomerRow>; counted: Count; everybody: Count }> {
  allow(actor, "insights.read");
  const context = await ruleContext(actor, now);
  const people = findingPeopleSql(sentence.finding, group, scanPeriod(sentence.period, context), context);
  const [page, counted, everybody] = await Promise.all([
    listCustomers(actor, list, { people }),
    countCustomers(actor, list, { people }),
    actor.reach ? countCustomers(actor, list, { people, everybody: true }) : null,
  ]);
  return { page, counted, everybody: everybody ?? counted };
}

export type SentenceChoices = {
  touchpoints: { id: string; name: string; n: number }[];
  segments: { id: string; name: string; n: number }[];
};

/** What a scan's sentences can be narrowed to, with how many sentences each has. */
export async function sentenceChoices(actor: Actor, scanId: string): Promise<SentenceChoices> {
  allow(actor, "insights.read");
  if (!isId(scanId)) throw notFound("This scan");
  const found = await rows<{ kind: "touchpoints" | "segments"; id: string; name: string; n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select 'touchpoints' as kind, t.id, t.name, count(*)::int as n
      from insight_sentences s join touchpoints t on t.workspace_id = ${w} and t.id = s.touchpoint_id
      where s.workspace_id = ${w} and s.scan_id = ${scanId}::uuid and not s.is_weak group by t.id, t.name, t.position
      union all
      select 'segments', g.id, g.name, count(*)::int
      from insight_sentences s join segments g on g.workspace_id = ${w} and g.id = s.segment_id
      where s.workspace_id = ${w} and s.scan_id = ${scanId}::uuid and not s.is_weak group by g.id, g.name
      order by 3`,
  );
  const of = (kind: string) => found.filter((one) => one.kind === kind).map(({ id, name, n }) => ({ id, name, n }));
  return { touchpoints: of("touchpoints"), segments: of("segments") };
}

/** What an own sentence can be made of. */
export type OwnChoices = {
  fields: OwnField[];
  said: (Said & { key: string })[];
  /** `fits`: the answers that it may be compared by. */
  outcomes: (Outcome & { fits: string[] })[];
};

async function ownWorld(actor: Actor) {
  const [world, workspace] = await Promise.all([
    readWorld(actor),
    inWorkspace(actor).workspace.findFirstOrThrow({ select: { smallGroup: true } }),
  ]);
  const verdicts = world.attributes.filter((attribute) => attribute.kind === "choice" && isVerdict(attribute));
  const { said, outcomes, items } = codeExperience(world.items, verdicts);
  const attributes = world.attributes.filter((attribute) => !verdicts.includes(attribute));
  return { world: { ...world, attributes, items }, k: workspace.smallGroup, said, outcomes };
}

/** Bases, answers and outcomes of the workspace, for the form of an own sentence. */
export async function ownChoices(actor: Actor): Promise<OwnChoices> {
  allow(actor, "insights.read");
  const { world, said, outcomes } = await ownWorld(actor);
  return {
    fields: ownFields(world),
    said: said.map((one) => ({ ...one, key: saidKey(one) })),
    outcomes: outcomes.map((outcome) => ({
      ...outcome,
      fits: said.filter((one) => fitsOutcome(one, outcome, world.items)).map(saidKey),
    })),
  };
}

/** One comparison that a person chose, counted now; or which part of it is wrong. */
export async function ownSentence(
  actor: Actor,
  params: OwnParams,
  now: Date,
): Promise<OwnSentence | { state: "wrong"; part: OwnProblem }> {
  allow(actor, "insights.read");
  const { world, k, said, outcomes } = await ownWorld(actor);
  const base = ownBase(params, world);
  if (typeof base === "string") return { state: "wrong", part: base };
  const saidSo = said.find((one) => saidKey(one) === params.said);
  if (!saidSo) return { state: "wrong", part: "said" };
  const outcome = outcomes.find(({ key }) => key === params.outcome);
  if (!outcome) return { state: "wrong", part: "outcome" };
  if (!fitsOutcome(saidSo, outcome, world.items)) return { state: "wrong", part: "sameItem" };
  const context = await ruleContext(actor, now);
  const period = scanPeriod(params.period, context);
  const days = period && { fromDay: period.fromDay, toDay: period.toDay };
  const values = {
    said: valuesOf(world.items.find(({ id }) => id === saidSo.itemId)),
    outcome: valuesOf(world.items.find(({ id }) => id === outcome.itemId)),
  };
  const words = { base, said: saidSo, outcome };
  return concludeOwn(await countOwnPair(inWorkspace(actor), actor, words, values, days, context), words, k);
}

/** Whether there is anything to scan: customers, and answers whose customer is known. */
export async function scanMaterial(actor: Actor): Promise<{ customers: boolean; answers: boolean }> {
  allow(actor, "insights.read");
  const [found] = await rows<{ customers: boolean; answers: boolean }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select exists (select 1 from customers where workspace_id = ${w} and archived_at is null) as customers,
             exists (select 1 from customer_experience where workspace_id = ${w} and responses > 0) as answers`,
  );
  return found ?? { customers: false, answers: false };
}
