import "server-only";
import type { z } from "zod";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { type Tx, transaction } from "../db";
import { invalid, notFound } from "../errors";
import { isId, newId } from "../id";
import { beginEdit, lockJourney } from "./edit-sql";
import { EMPTY_CELLS, LANE_KEYS } from "./lanes";
import { type JourneyFields, type JourneyInput, journeyFields, journeyInput } from "./schema";
import { templateOf } from "./templates";
import { touchpointsNamed } from "./touchpoint-sql";

type Parsed = z.output<typeof journeyInput>;

/** What zod says, at the fields. @throws AppError invalid */
function parsed<S extends z.ZodType>(schema: S, input: z.input<S>): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(
    "Please check the marked fields.",
    Object.fromEntries(result.error.issues.map((issue) => [issue.path.join("."), issue.message])),
  );
}

async function checkSegment(tx: Tx, segmentId: string | null | undefined): Promise<void> {
  if (!segmentId) return;
  const found = await tx.segment.findFirst({ where: { id: segmentId, archivedAt: null }, select: { id: true } });
  if (!found) throw invalid("Choose a segment that is there.", { segmentId: "This segment was not found." });
}

type NewStage = { name: string; metric: string; steps: { touchpointId: string; cells: object }[] };

async function writeStages(tx: Tx, actor: Actor, journeyId: string, stages: readonly NewStage[]): Promise<void> {
  const { workspaceId } = actor;
  const withIds = stages.map((stage) => ({ ...stage, id: newId() }));
  await tx.journeyStage.createMany({
    data: withIds.map(({ id, name, metric }, position) => ({ workspaceId, id, journeyId, name, metric, position })),
  });
  await tx.journeyStep.createMany({
    data: withIds.flatMap(({ id: stageId, steps }) =>
      steps.map(({ touchpointId, cells }, position) => ({
        workspaceId,
        id: newId(),
        stageId,
        touchpointId,
        position,
        ...cells,
      })),
    ),
  });
}

/** The stages a new map begins with: those given, or the template's with its touchpoints found or made. */
async function firstStages(tx: Tx, actor: Actor, { stages, template }: Parsed): Promise<NewStage[]> {
  if (stages) {
    const wanted = [...new Set(stages.flatMap(({ steps }) => steps.map(({ touchpointId }) => touchpointId)))];
    const known = await tx.touchpoint.count({ where: { id: { in: wanted } } });
    if (known !== wanted.length) throw notFound("A touchpoint");
    return stages.map(({ name, steps }) => ({
      name,
      metric: "",
      steps: steps.map(({ touchpointId, ...cells }) => ({ touchpointId, cells })),
    }));
  }
  const all = templateOf(template).stages;
  const flat = all.flatMap(({ steps }) => steps);
  const ids = await touchpointsNamed(
    tx,
    actor,
    flat.map(({ touchpoint, controller }) => ({ name: touchpoint, controller })),
  );
  const idOf = new Map(flat.map((step, index) => [step, ids[index] as string]));
  return all.map(({ name, metric, steps }) => ({
    name,
    metric: metric ?? "",
    steps: steps.map((step) => ({ touchpointId: idOf.get(step) as string, cells: { ...EMPTY_CELLS, ...step.cells } })),
  }));
}

/** Makes a map from a template, or with the stages and steps given. @returns its id @throws AppError invalid | not_found */
export async function createJourney(actor: Actor, input: JourneyInput, now = new Date()): Promise<string> {
  allow(actor, "journeys.write");
  const journey = parsed(journeyInput, input);
  return transaction(actor, async (tx) => {
    await checkSegment(tx, journey.segmentId);
    const stages = await firstStages(tx, actor, journey);
    const id = newId();
    await tx.journey.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        name: journey.name,
        segmentId: journey.segmentId || null,
        ownerId: actor.userId,
        template: journey.stages ? null : journey.template,
        editedAt: now,
        editedById: actor.userId,
      },
    });
    await writeStages(tx, actor, id, stages);
    await recordEvent(tx, actor, "journey.create", { type: "journey", id }, { name: journey.name });
    return id;
  });
}

/** Changes name, description and segment. @throws AppError invalid | not_found */
export async function updateJourney(actor: Actor, id: string, input: JourneyFields, now = new Date()): Promise<void> {
  allow(actor, "journeys.write");
  const fields = parsed(journeyFields, input);
  await transaction(actor, async (tx) => {
    const before = await lockJourney(tx, actor, id);
    // A segment that was archived since may stay; a new choice must be there.
    if (fields.segmentId !== before.segmentId) await checkSegment(tx, fields.segmentId);
    await beginEdit(tx, actor, id, now);
    await tx.journey.updateMany({ where: { id }, data: { ...fields, segmentId: fields.segmentId || null } });
    await recordEvent(tx, actor, "journey.update", { type: "journey", id }, { name: fields.name });
  });
}

/**
 * The same map for another segment, to be changed from there. What is written is copied; for another segment every step
 * begins as a guess again and without voices, since those were other people's.
 * @returns the new map's id
 * @throws AppError invalid | not_found
 */
export async function cloneJourney(
  actor: Actor,
  id: string,
  input: { name: string; segmentId?: string | null },
  now = new Date(),
): Promise<string> {
  allow(actor, "journeys.write");
  const { name, segmentId } = parsed(journeyInput.pick({ name: true, segmentId: true }), input);
  const { workspaceId } = actor;
  return transaction(actor, async (tx) => {
    const source = await lockJourney(tx, actor, id);
    if ((segmentId || null) !== source.segmentId) await checkSegment(tx, segmentId);
    const isSame = (segmentId || null) === source.segmentId;
    const order = [{ position: "asc" as const }, { id: "asc" as const }];
    const stages = await tx.journeyStage.findMany({
      where: { journeyId: id, archivedAt: null },
      orderBy: order,
      include: { steps: { where: { archivedAt: null }, orderBy: order, include: { quotes: true } } },
    });
    const copyId = newId();
    await tx.journey.create({
      data: {
        workspaceId,
        id: copyId,
        name,
        segmentId: segmentId || null,
        ownerId: actor.userId,
        clonedFromId: id,
        editedAt: now,
        editedById: actor.userId,
      },
    });
    const copies = stages.map((stage) => ({ stage, id: newId() }));
    await tx.journeyStage.createMany({
      data: copies.map(({ stage, id: stageId }, position) => ({
        workspaceId,
        id: stageId,
        journeyId: copyId,
        name: stage.name,
        metric: stage.metric,
        position,
      })),
    });
    const steps = copies.flatMap(({ stage, id: stageId }) =>
      stage.steps.map((step, position) => ({ step, id: newId(), stageId, position })),
    );
    await tx.journeyStep.createMany({
      data: steps.map(({ step, id: stepId, stageId, position }) => ({
        ...Object.fromEntries(LANE_KEYS.map((lane) => [lane, step[lane]])),
        ...(isSame ? {} : { evidence: "none" as const }),
        workspaceId,
        id: stepId,
        stageId,
        touchpointId: step.touchpointId,
        position,
      })),
    });
    if (isSame) {
      await tx.stepEvidence.createMany({
        data: steps.flatMap(({ step, id: stepId }) =>
          step.quotes.map(({ lane, quoteId }) => ({ workspaceId, stepId, lane, quoteId })),
        ),
      });
    }
    await recordEvent(tx, actor, "journey.clone", { type: "journey", id: copyId }, { name, from: id });
    return copyId;
  });
}

async function setArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  if (!isId(id)) throw notFound("This journey");
  return transaction(actor, async (tx) => {
    const { count } = await tx.journey.updateMany({
      where: { id, archivedAt: archivedAt ? null : { not: null } },
      data: { archivedAt },
    });
    if (count === 0) throw notFound("This journey");
    await recordEvent(tx, actor, archivedAt ? "journey.archive" : "journey.restore", { type: "journey", id });
  });
}

/** @throws AppError not_found */
export async function archiveJourney(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.write");
  return setArchived(actor, id, now);
}

/** @throws AppError not_found when it is not archived */
export async function restoreJourney(actor: Actor, id: string): Promise<void> {
  allow(actor, "journeys.write");
  return setArchived(actor, id, null);
}
