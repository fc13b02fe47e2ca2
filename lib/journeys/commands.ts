import "server-only";
import type { z } from "zod";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { type Tx, transaction } from "../db";
import { invalid, notFound } from "../errors";
import { isId, newId } from "../id";
import { type JourneyInput, journeyInput } from "./schema";

type Parsed = z.output<typeof journeyInput>;

function parse(input: JourneyInput): Parsed {
  const parsed = journeyInput.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(
    "Please check the marked fields.",
    Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message])),
  );
}

/** Segment and touchpoints must be of this workspace, and there. */
async function checkNames(tx: Tx, { segmentId, stages }: Parsed): Promise<void> {
  if (
    segmentId &&
    !(await tx.segment.findFirst({ where: { id: segmentId, archivedAt: null }, select: { id: true } }))
  ) {
    throw invalid("Choose a segment that is there.", { segmentId: "This segment was not found." });
  }
  const wanted = [...new Set(stages.flatMap(({ steps }) => steps.map(({ touchpointId }) => touchpointId)))];
  const known = await tx.touchpoint.count({ where: { id: { in: wanted } } });
  if (known !== wanted.length) throw notFound("A touchpoint");
}

async function writeStages(tx: Tx, actor: Actor, journeyId: string, stages: Parsed["stages"]): Promise<void> {
  for (const [position, stage] of stages.entries()) {
    const stageId = newId();
    const { workspaceId } = actor;
    await tx.journeyStage.create({ data: { workspaceId, id: stageId, journeyId, name: stage.name, position } });
    await tx.journeyStep.createMany({
      data: stage.steps.map(({ touchpointId, doing, thinking, desired }, at) => ({
        workspaceId,
        id: newId(),
        stageId,
        touchpointId,
        position: at,
        doing,
        thinking,
        desired,
      })),
    });
  }
}

/** Makes a map with its stages and steps. @returns its id @throws AppError invalid | not_found */
export async function createJourney(actor: Actor, input: JourneyInput): Promise<string> {
  allow(actor, "journeys.write");
  const journey = parse(input);
  return transaction(actor, async (tx) => {
    await checkNames(tx, journey);
    const id = newId();
    await tx.journey.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        name: journey.name,
        segmentId: journey.segmentId || null,
        ownerId: actor.userId,
      },
    });
    await writeStages(tx, actor, id, journey.stages);
    await recordEvent(tx, actor, "journey.create", { type: "journey", id }, { name: journey.name });
    return id;
  });
}

/** Replaces name, segment, stages and steps by what is given. @throws AppError invalid | not_found */
export async function updateJourney(actor: Actor, id: string, input: JourneyInput): Promise<void> {
  allow(actor, "journeys.write");
  const journey = parse(input);
  if (!isId(id)) throw notFound("This journey");
  return transaction(actor, async (tx) => {
    await checkNames(tx, journey);
    const { count } = await tx.journey.updateMany({
      where: { id, archivedAt: null },
      data: { name: journey.name, segmentId: journey.segmentId || null },
    });
    if (count === 0) throw notFound("This journey");
    await tx.journeyStage.deleteMany({ where: { journeyId: id } });
    await writeStages(tx, actor, id, journey.stages);
    await recordEvent(tx, actor, "journey.update", { type: "journey", id }, { name: journey.name });
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
