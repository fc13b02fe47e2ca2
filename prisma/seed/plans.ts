import type { Role } from "../../lib/generated/prisma/enums";
import { LANE_KEYS } from "../../lib/journeys/lanes";
import type { SegmentRule } from "../../lib/segments/schema";
import { BRAND_FEELINGS, BRAND_VALUES, type FeelingKey, WANTED } from "./brand";
import { IMPROVEMENTS } from "./improvements";
import { type DemoStep, JOURNEYS } from "./maps";
import { DAY_MS, type Person } from "./people";
import { SEGMENTS } from "./portraits";
import type { Random } from "./random";
import type { Batch } from "./rows";
import { INTERVIEWS, PASSAGES, QUOTES, readTranscript } from "./voices";

export type PlanContext = {
  now: Date;
  startedAt: Date;
  /** A user of each role, by role. */
  userOf: Partial<Record<Role, string>>;
  touchpointIds: Record<string, string>;
  people: readonly Person[];
};

const daysBefore = (now: Date, days: number): Date => new Date(+now - days * DAY_MS);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** How many of the parents' panel there are. */
export const PANEL_SIZE = 28;

export type MadeSegment = { id: string; name: string; rule: SegmentRule; createdAt: Date; isList: boolean };

/** Segments with their portraits; who is on the panel. Needs wait for their quotes: see makeVoices. */
export function makeSegments(random: Random, batch: Batch, context: PlanContext): MadeSegment[] {
  const { now, userOf } = context;
  return SEGMENTS.map(({ name, description, rule: asked, strategy, persona, createdDays }): MadeSegment => {
    const id = random.id();
    const isList = asked === null;
    const rule: SegmentRule = asked ?? { field: "list", op: "is", value: [id] };
    const createdAt = daysBefore(now, createdDays);
    batch.segments.push({
      id,
      name,
      description,
      rule,
      is_list: isList,
      strategy,
      persona_name: persona.name,
      persona_line: persona.line,
      persona_story: persona.story,
      created_by_id: userOf.cx_manager ?? null,
      created_at: createdAt,
      updated_at: createdAt,
    });
    if (isList) {
      const parents = context.people.filter(({ attributes, isLead }) => attributes.has_toddler && !isLead);
      for (let at = 0; at < PANEL_SIZE; at++) {
        const parent = parents[Math.floor((at * parents.length) / PANEL_SIZE)] as Person;
        // Most came with the first evening, three later.
        const days = at % 10 === 9 ? 20 + at : createdDays - 1;
        batch.segment_list_entries.push({ segment_id: id, customer_id: parent.id, added_at: daysBefore(now, days) });
      }
    }
    return { id, name, rule, createdAt, isList };
  });
}

/** Interviews, what was marked in them, single voices, and the needs that rest on them. Returns the quotes' ids by key. */
export function makeVoices(
  random: Random,
  batch: Batch,
  segments: readonly MadeSegment[],
  context: PlanContext,
): Record<string, string> {
  const { now, userOf, touchpointIds, people } = context;
  const segmentId = (name: string | null) => segments.find((segment) => segment.name === name)?.id ?? null;
  const managerId = userOf.cx_manager ?? null;
  const quoteIds: Record<string, string> = {};
  for (const { key, title, speaker, segment, consent, heldDays, spokeAs, transcript } of INTERVIEWS) {
    const id = random.id();
    const held = daysBefore(now, heldDays);
    const writtenAt = daysBefore(now, heldDays - 1);
    const { text, passages } = readTranscript(transcript);
    const customer = spokeAs && people.find((person) => !person.isLead && spokeAs(person));
    batch.interviews.push({
      id,
      title,
      speaker,
      customer_id: customer ? customer.id : null,
      segment_id: segmentId(segment),
      consent,
      held_on: dayOf(held),
      transcript: text,
      created_by_id: managerId,
      created_at: writtenAt,
    });
    for (const { key: passage, startsAt, endsAt } of passages) {
      const about = PASSAGES[passage];
      if (!about) throw new Error(`Nothing is known of the passage ${passage} of ${key}.`);
      quoteIds[passage] = random.id();
      batch.quotes.push({
        id: quoteIds[passage],
        kind: "quote",
        text: text.slice(startsAt, endsAt),
        interview_id: id,
        starts_at: startsAt,
        ends_at: endsAt,
        source: "",
        speaker,
        segment_id: segmentId(segment),
        touchpoint_id: about.touchpoint ? touchpointIds[about.touchpoint] : null,
        feeling: about.feeling,
        tags: about.tags,
        consent,
        said_on: dayOf(held),
        created_by_id: managerId,
        created_at: new Date(+writtenAt + passages.findIndex((one) => one.key === passage) * 90_000),
      });
    }
  }
  for (const quote of QUOTES) {
    quoteIds[quote.key] = random.id();
    batch.quotes.push({
      id: quoteIds[quote.key],
      kind: quote.kind,
      text: quote.text,
      interview_id: null,
      starts_at: null,
      ends_at: null,
      source: quote.source,
      speaker: quote.speaker,
      segment_id: segmentId(quote.segment),
      touchpoint_id: touchpointIds[quote.touchpoint],
      feeling: quote.feeling,
      tags: quote.tags,
      consent: quote.consent,
      said_on: dayOf(daysBefore(now, quote.saidDays)),
      created_by_id: managerId,
      created_at: daysBefore(now, quote.saidDays - 1),
    });
  }
  for (const { name, needs } of SEGMENTS) {
    const positions: Record<string, number> = {};
    for (const { kind, text, evidence, voices = [] } of needs) {
      const id = random.id();
      const position = positions[kind] ?? 0;
      positions[kind] = position + 1;
      batch.segment_needs.push({
        id,
        segment_id: segmentId(name),
        kind,
        text,
        evidence,
        position,
        created_at: daysBefore(now, 20),
      });
      for (const voice of voices)
        batch.segment_need_quotes.push({ need_id: id, quote_id: idOf(quoteIds, voice, `the need “${text}”`) });
    }
  }
  return quoteIds;
}

function idOf(quoteIds: Record<string, string>, key: string, at: string): string {
  const id = quoteIds[key];
  if (!id) throw new Error(`There is no voice ${key} for ${at}.`);
  return id;
}

export type MadeJourney = { id: string; name: string; stepIds: Record<string, string> };

/** The maps with every cell, the voices they rest on, and what people say about them. */
export function makeJourneys(
  random: Random,
  batch: Batch,
  segments: readonly MadeSegment[],
  quoteIds: Record<string, string>,
  context: PlanContext,
): MadeJourney[] {
  const { now, userOf, touchpointIds } = context;
  return JOURNEYS.map((journey): MadeJourney => {
    const id = random.id();
    const stepIds: Record<string, string> = {};
    batch.journeys.push({
      id,
      name: journey.name,
      description: journey.description,
      segment_id: segments.find(({ name }) => name === journey.segment)?.id ?? null,
      owner_id: userOf[journey.owner] ?? null,
      template: journey.template,
      review_on: dayOf(daysBefore(now, -journey.reviewInDays)),
      reviewed_at: journey.reviewedDaysAgo === null ? null : daysBefore(now, journey.reviewedDaysAgo),
      created_at: daysBefore(now, journey.createdDaysAgo),
      edited_at: daysBefore(now, journey.editedDaysAgo),
      edited_by_id: userOf[journey.owner] ?? null,
    });
    for (const [position, stage] of journey.stages.entries()) {
      const stageId = random.id();
      batch.journey_stages.push({ id: stageId, journey_id: id, name: stage.name, metric: stage.metric, position });
      for (const [at, step] of stage.steps.entries()) {
        const stepId = random.id();
        stepIds[step.touchpoint] = stepId;
        batch.journey_steps.push({
          id: stepId,
          stage_id: stageId,
          touchpoint_id: touchpointIds[step.touchpoint],
          position: at,
          ...cellsOf(step),
        });
        for (const lane of LANE_KEYS) {
          for (const [order, voice] of (step.voices?.[lane] ?? []).entries()) {
            batch.step_evidence.push({
              step_id: stepId,
              lane,
              quote_id: idOf(quoteIds, voice, `${journey.name}, ${step.touchpoint}`),
              created_at: new Date(+daysBefore(now, 20) + order * 1000),
            });
          }
        }
      }
    }
    for (const { at, by, text, daysAgo, resolved } of journey.comments) {
      batch.journey_comments.push({
        id: random.id(),
        journey_id: id,
        step_id: at ? stepIds[at.touchpoint] : null,
        lane: at?.lane ?? null,
        text,
        author_id: userOf[by] ?? null,
        created_at: daysBefore(now, daysAgo),
        resolved_at: resolved ? daysBefore(now, daysAgo - 3) : null,
        resolved_by_id: resolved ? (userOf.cx_manager ?? null) : null,
      });
    }
    return { id, name: journey.name, stepIds };
  });
}

function cellsOf(step: DemoStep) {
  const [decision, friction, reason] = step.friction;
  const has = (mark: "isPeak" | "isFlow" | "isCoCreated") => step.marks?.includes(mark) ?? false;
  return {
    doing: step.doing,
    thinking: step.thinking,
    motives: step.motives,
    questions: step.questions,
    expectations: step.expectations,
    pains: step.pains,
    needs: step.needs,
    ideas: step.ideas,
    intended: step.intended,
    assumed_feeling: step.assumed,
    evidence: step.evidence,
    friction,
    friction_decision: decision,
    friction_reason: reason,
    is_peak: has("isPeak"),
    is_flow: has("isFlow"),
    is_co_created: has("isCoCreated"),
    desired: step.desired,
    desired_effort: step.desiredEffort ?? null,
    desired_nps: step.desiredNps ?? null,
  };
}

/** What is done about the gaps, tied to the steps whose gaps it is to close. */
export function makeImprovements(
  random: Random,
  batch: Batch,
  segments: readonly MadeSegment[],
  journeys: readonly MadeJourney[],
  { now, userOf, touchpointIds }: PlanContext,
): void {
  const daysAgo = (days: number | undefined) => (days === undefined ? null : daysBefore(now, days));
  for (const { title, reason, touchpoint, segment, journey, owner, ...days } of IMPROVEMENTS) {
    const map = journeys.find(({ name }) => name === journey);
    batch.improvements.push({
      id: random.id(),
      title,
      reason,
      touchpoint_id: touchpoint ? touchpointIds[touchpoint] : null,
      step_id: (touchpoint && map?.stepIds[touchpoint]) ?? null,
      segment_id: segments.find(({ name }) => name === segment)?.id ?? null,
      owner_id: userOf[owner ?? "cx_manager"] ?? null,
      created_at: daysAgo(days.createdDays),
      started_at: daysAgo(days.startedDays),
      done_at: daysAgo(days.doneDays),
    });
  }
}

/** Values, target feelings, and where each is wanted. */
export function makeBrand(random: Random, batch: Batch, touchpointIds: Record<string, string>): void {
  for (const [position, { name, description }] of BRAND_VALUES.entries())
    batch.brand_values.push({ id: random.id(), name, description, position });
  const ids = {} as Record<FeelingKey, string>;
  for (const [position, [key, feeling]] of Object.entries(BRAND_FEELINGS).entries()) {
    ids[key as FeelingKey] = random.id();
    batch.brand_feelings.push({ id: ids[key as FeelingKey], ...feeling, position });
  }
  for (const [touchpoint, feelings] of Object.entries(WANTED))
    for (const feeling of feelings)
      batch.touchpoint_feelings.push({ touchpoint_id: touchpointIds[touchpoint], feeling_id: ids[feeling] });
}
