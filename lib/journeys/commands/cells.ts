import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { Prisma, rows, type Tx, transaction } from "../../db";
import { invalid, notFound } from "../../errors";
import { isId } from "../../id";
import { beginEdit, findStep, lockJourney, type StepPlace } from "../edit-sql";
import { type CellValue, LANES, type LaneKey, parseCell } from "../lanes";
import type { CellInput, EvidenceInput } from "../schema";

export type CellSaved =
  | { status: "saved"; value: CellValue }
  /** Somebody else wrote there since: nothing was changed. */
  | { status: "conflict"; theirs: CellValue; by: string | null };

const MEASURE_OF = { desired: "csat", desiredEffort: "ces", desiredNps: "nps" } as const;

/** A wish must lie on the scale on which people answer there, once somebody asks them. */
async function checkScale(
  tx: Tx,
  actor: Actor,
  lane: keyof typeof MEASURE_OF,
  value: number,
  touchpointId: string,
): Promise<void> {
  if (lane === "desiredNps") return;
  const scales = await rows<{ min: number; max: number }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select distinct scale_min as min, scale_max as max from items
      where workspace_id = ${w} and touchpoint_id = ${touchpointId}::uuid and measure = ${MEASURE_OF[lane]}::measure
        and scale_max > scale_min`,
  );
  if (scales.length === 0 || scales.some(({ min, max }) => value >= min && value <= max)) return;
  const said = scales.map(({ min, max }) => `${min} to ${max}`).join(" or ");
  throw invalid("Please check the marked fields.", { value: `People answer from ${said} here. Stay within it.` });
}

/** Who wrote a cell last, as the audit trail knows. */
async function lastWriter(tx: Tx, actor: Actor, step: StepPlace, lane: LaneKey): Promise<string | null> {
  const [found] = await rows<{ name: string }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select u.name from audit_events e join users u on u.id = e.actor_id
      where e.workspace_id = ${w} and e.subject_type = 'journey_step' and e.subject_id = ${step.id}::uuid
        and e.action = 'journey.write_cell' and e.detail->>'lane' = ${lane}
      order by e.at desc, e.id desc limit 1`,
  );
  return found?.name ?? null;
}

/**
 * Writes one cell, when it still holds what the editor began with (`was`) or already holds the new value. Otherwise
 * nothing changes, and the other's words come back with the name.
 * @throws AppError invalid (at "value") | not_found
 */
export async function setCell(
  actor: Actor,
  { stepId, lane, value, was }: CellInput,
  now = new Date(),
): Promise<CellSaved> {
  allow(actor, "journeys.write");
  const next = parseCell(lane, value);
  if (!next.ok) throw invalid("Please check the marked fields.", { value: next.message });
  const before = parseCell(lane, was);
  return transaction(actor, async (tx) => {
    const step = await findStep(tx, stepId);
    await lockJourney(tx, actor, step.journeyId);
    const current = await tx.journeyStep.findFirst({
      where: { id: stepId, archivedAt: null, stage: { archivedAt: null } },
    });
    if (!current) throw notFound("This step");
    const stored: CellValue = current[lane];
    if (stored === next.value) return { status: "saved", value: stored };
    if (!before.ok || stored !== before.value) {
      return { status: "conflict", theirs: stored, by: await lastWriter(tx, actor, step, lane) };
    }
    if (LANES[lane].kind === "desired" && typeof next.value === "number") {
      await checkScale(tx, actor, lane as keyof typeof MEASURE_OF, next.value, step.touchpointId);
    }
    await beginEdit(tx, actor, step.journeyId, now);
    await tx.journeyStep.updateMany({ where: { id: stepId }, data: { [lane]: next.value } });
    await recordEvent(tx, actor, "journey.write_cell", { type: "journey_step", id: stepId }, { lane });
    return { status: "saved", value: next.value };
  });
}

/** Rests a cell on a voice; a second time changes nothing. @throws AppError not_found */
export async function attachQuote(
  actor: Actor,
  { stepId, lane, quoteId }: EvidenceInput,
  now = new Date(),
): Promise<void> {
  allow(actor, "journeys.write");
  await transaction(actor, async (tx) => {
    const step = await findStep(tx, stepId);
    await lockJourney(tx, actor, step.journeyId);
    const quote = isId(quoteId)
      ? await tx.quote.findFirst({ where: { id: quoteId, archivedAt: null }, select: { id: true } })
      : null;
    if (!quote) throw notFound("This quote");
    const known = await tx.stepEvidence.findFirst({ where: { stepId, lane, quoteId }, select: { quoteId: true } });
    if (known) return;
    await beginEdit(tx, actor, step.journeyId, now);
    await tx.stepEvidence.create({ data: { workspaceId: actor.workspaceId, stepId, lane, quoteId } });
    await recordEvent(tx, actor, "journey.attach_quote", { type: "journey_step", id: stepId }, { lane, quoteId });
  });
}

/** @throws AppError not_found */
export async function detachQuote(
  actor: Actor,
  { stepId, lane, quoteId }: EvidenceInput,
  now = new Date(),
): Promise<void> {
  allow(actor, "journeys.write");
  await transaction(actor, async (tx) => {
    const step = await findStep(tx, stepId);
    await lockJourney(tx, actor, step.journeyId);
    const { count } = isId(quoteId)
      ? await tx.stepEvidence.deleteMany({ where: { stepId, lane, quoteId } })
      : { count: 0 };
    if (count === 0) throw notFound("This quote");
    await beginEdit(tx, actor, step.journeyId, now);
    await recordEvent(tx, actor, "journey.detach_quote", { type: "journey_step", id: stepId }, { lane, quoteId });
  });
}
