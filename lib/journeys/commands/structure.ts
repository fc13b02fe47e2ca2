import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { type Tx, transaction } from "../../db";
import { invalid, notFound } from "../../errors";
import { newId } from "../../id";
import { beginEdit, findStage, findStep, lockJourney, placeStage, placeStep } from "../edit-sql";
import {
  MOST_STAGES,
  MOST_STEPS,
  type StageAddition,
  type StageChange,
  type StageMove,
  type StepAddition,
  type StepChange,
  type StepMove,
  stageAddition,
  stageChange,
  stepAddition,
  stepChange,
} from "../schema";
import { chosenTouchpoint } from "../touchpoint-sql";

async function roomForStage(tx: Tx, journeyId: string): Promise<void> {
  const stages = await tx.journeyStage.count({ where: { journeyId, archivedAt: null } });
  if (stages >= MOST_STAGES) throw invalid(`A journey has at most ${MOST_STAGES} stages.`);
}

async function roomForSteps(tx: Tx, journeyId: string, more: number): Promise<void> {
  const steps = await tx.journeyStep.count({ where: { archivedAt: null, stage: { journeyId, archivedAt: null } } });
  if (steps + more > MOST_STEPS) throw invalid(`A journey has at most ${MOST_STEPS} steps.`);
}

const record = (tx: Tx, actor: Actor, verb: string, journeyId: string, detail: Record<string, string | number>) =>
  recordEvent(tx, actor, `journey.${verb}`, { type: "journey", id: journeyId }, detail);

/** Adds a stage at a place, at the end without one. @returns its id @throws AppError invalid | not_found */
export async function addStage(actor: Actor, input: StageAddition, now = new Date()): Promise<string> {
  allow(actor, "journeys.write");
  const { journeyId, name, metric, to } = stageAddition.parse(input);
  return transaction(actor, async (tx) => {
    await lockJourney(tx, actor, journeyId);
    await roomForStage(tx, journeyId);
    await beginEdit(tx, actor, journeyId, now);
    const id = newId();
    await tx.journeyStage.create({
      data: { workspaceId: actor.workspaceId, id, journeyId, name, metric, position: MOST_STAGES },
    });
    await placeStage(tx, actor, { id, journeyId }, to);
    await record(tx, actor, "add_stage", journeyId, { stageId: id, name });
    return id;
  });
}

/** Names a stage, and the number it is run by. @returns what it was called before @throws AppError not_found */
export async function updateStage(
  actor: Actor,
  input: StageChange,
  now = new Date(),
): Promise<{ name: string; metric: string }> {
  allow(actor, "journeys.write");
  const { id, name, metric } = stageChange.parse(input);
  return transaction(actor, async (tx) => {
    const { journeyId } = await findStage(tx, id);
    await lockJourney(tx, actor, journeyId);
    const before = await findStage(tx, id);
    await beginEdit(tx, actor, journeyId, now);
    await tx.journeyStage.updateMany({ where: { id }, data: { name, metric } });
    await record(tx, actor, "update_stage", journeyId, { stageId: id, name });
    return { name: before.name, metric: before.metric };
  });
}

/** Moves a stage to a place among the others. @returns its place before @throws AppError not_found */
export async function moveStage(actor: Actor, { id, to }: StageMove, now = new Date()): Promise<{ to: number }> {
  allow(actor, "journeys.write");
  return transaction(actor, async (tx) => {
    const { journeyId } = await findStage(tx, id);
    await lockJourney(tx, actor, journeyId);
    const { position } = await findStage(tx, id);
    const before = await tx.journeyStage.count({ where: { journeyId, archivedAt: null, position: { lt: position } } });
    await beginEdit(tx, actor, journeyId, now);
    await placeStage(tx, actor, { id, journeyId }, to);
    await record(tx, actor, "move_stage", journeyId, { stageId: id, to });
    return { to: before };
  });
}

/** Takes a stage off the map with its steps; restoreStage brings both back. @throws AppError not_found */
export async function archiveStage(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.write");
  await transaction(actor, async (tx) => {
    const { journeyId } = await findStage(tx, id);
    await lockJourney(tx, actor, journeyId);
    const { name } = await findStage(tx, id);
    await beginEdit(tx, actor, journeyId, now);
    await tx.journeyStage.updateMany({ where: { id }, data: { archivedAt: now } });
    await record(tx, actor, "archive_stage", journeyId, { stageId: id, name });
  });
}

/** @throws AppError not_found when it is not archived | invalid when the map is full */
export async function restoreStage(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.write");
  await transaction(actor, async (tx) => {
    const { journeyId } = await findStage(tx, id, true);
    await lockJourney(tx, actor, journeyId);
    const { position } = await findStage(tx, id, true);
    await roomForStage(tx, journeyId);
    await roomForSteps(tx, journeyId, await tx.journeyStep.count({ where: { stageId: id, archivedAt: null } }));
    await beginEdit(tx, actor, journeyId, now);
    await tx.journeyStage.updateMany({ where: { id }, data: { archivedAt: null } });
    await placeStage(tx, actor, { id, journeyId }, position);
    await record(tx, actor, "restore_stage", journeyId, { stageId: id });
  });
}

/** Adds a step at a touchpoint that is there or is made by its name. @returns its id @throws AppError invalid | not_found */
export async function addStep(actor: Actor, input: StepAddition, now = new Date()): Promise<string> {
  allow(actor, "journeys.write");
  const { stageId, to, ...choice } = stepAddition.parse(input);
  return transaction(actor, async (tx) => {
    const { journeyId } = await findStage(tx, stageId);
    await lockJourney(tx, actor, journeyId);
    await findStage(tx, stageId);
    await roomForSteps(tx, journeyId, 1);
    const touchpointId = await chosenTouchpoint(tx, actor, choice);
    await beginEdit(tx, actor, journeyId, now);
    const id = newId();
    await tx.journeyStep.create({
      data: { workspaceId: actor.workspaceId, id, stageId, touchpointId, position: MOST_STEPS },
    });
    await placeStep(tx, actor, id, stageId, to);
    await record(tx, actor, "add_step", journeyId, { stepId: id, touchpointId });
    return id;
  });
}

/** Puts a step at another touchpoint; its cells stay. @returns the one before @throws AppError invalid | not_found */
export async function changeStepTouchpoint(
  actor: Actor,
  input: StepChange,
  now = new Date(),
): Promise<{ touchpointId: string }> {
  allow(actor, "journeys.write");
  const { id, ...choice } = stepChange.parse(input);
  return transaction(actor, async (tx) => {
    const { journeyId } = await findStep(tx, id);
    await lockJourney(tx, actor, journeyId);
    const before = await findStep(tx, id);
    const touchpointId = await chosenTouchpoint(tx, actor, choice);
    await beginEdit(tx, actor, journeyId, now);
    await tx.journeyStep.updateMany({ where: { id }, data: { touchpointId } });
    await record(tx, actor, "change_step", journeyId, { stepId: id, touchpointId });
    return { touchpointId: before.touchpointId };
  });
}

/** Moves a step to a place in its stage or in another of the same map. @returns where it was @throws AppError not_found */
export async function moveStep(
  actor: Actor,
  { id, stageId, to }: StepMove,
  now = new Date(),
): Promise<{ stageId: string; to: number }> {
  allow(actor, "journeys.write");
  return transaction(actor, async (tx) => {
    const { journeyId } = await findStep(tx, id);
    await lockJourney(tx, actor, journeyId);
    const step = await findStep(tx, id);
    const stage = await findStage(tx, stageId);
    if (stage.journeyId !== journeyId) throw notFound("This stage");
    const before = await tx.journeyStep.count({
      where: { stageId: step.stageId, archivedAt: null, position: { lt: step.position } },
    });
    await beginEdit(tx, actor, journeyId, now);
    await placeStep(tx, actor, id, stageId, to);
    await record(tx, actor, "move_step", journeyId, { stepId: id, stageId, to });
    return { stageId: step.stageId, to: before };
  });
}

/** @throws AppError not_found */
export async function archiveStep(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.write");
  await transaction(actor, async (tx) => {
    const { journeyId } = await findStep(tx, id);
    await lockJourney(tx, actor, journeyId);
    await findStep(tx, id);
    await beginEdit(tx, actor, journeyId, now);
    await tx.journeyStep.updateMany({ where: { id }, data: { archivedAt: now } });
    await record(tx, actor, "archive_step", journeyId, { stepId: id });
  });
}

/** Brings a step back where it was. @throws AppError not_found when it is not archived | invalid when the map is full */
export async function restoreStep(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.write");
  await transaction(actor, async (tx) => {
    const { journeyId } = await findStep(tx, id, true);
    await lockJourney(tx, actor, journeyId);
    const { stageId, position } = await findStep(tx, id, true);
    await findStage(tx, stageId);
    await roomForSteps(tx, journeyId, 1);
    await beginEdit(tx, actor, journeyId, now);
    await tx.journeyStep.updateMany({ where: { id }, data: { archivedAt: null } });
    await placeStep(tx, actor, id, stageId, position);
    await record(tx, actor, "restore_step", journeyId, { stepId: id });
  });
}
