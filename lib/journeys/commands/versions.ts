import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { type Tx, transaction } from "../../db";
import { conflict, invalid, notFound } from "../../errors";
import { isId } from "../../id";
import { keepVersion, lockJourney } from "../edit-sql";
import type { DaySpan } from "../map";
import { MOST_NAMED_VERSIONS } from "../schema";
import { type JourneySnapshot, journeySnapshot } from "../snapshot";

/**
 * Keeps the map as it stands, under a name or none.
 * @param span of the values that are kept with it; the usual period without one
 * @throws AppError not_found | conflict when too many have a name
 */
export async function saveVersion(
  actor: Actor,
  journeyId: string,
  name: string,
  { span, now = new Date() }: { span?: DaySpan; now?: Date } = {},
): Promise<{ id: string; number: number }> {
  allow(actor, "journeys.write");
  return transaction(actor, async (tx) => {
    await lockJourney(tx, actor, journeyId);
    const named = await tx.journeyVersion.count({ where: { journeyId, name: { not: "" } } });
    if (named >= MOST_NAMED_VERSIONS)
      throw conflict(`A journey keeps at most ${MOST_NAMED_VERSIONS} versions that have a name.`);
    return keepVersion(tx, actor, journeyId, { name: name.trim().slice(0, 80), now, span, isOwn: true });
  });
}

/** Archives what the snapshot does not have, takes back or makes what it has, and writes its cells. */
async function writeSnapshot(tx: Tx, actor: Actor, journeyId: string, snapshot: JourneySnapshot, now: Date) {
  const { workspaceId } = actor;
  const stageIds = snapshot.stages.map(({ id }) => id);
  const steps = snapshot.stages.flatMap((stage) =>
    stage.steps.map((step, position) => ({ ...step, stageId: stage.id, position })),
  );
  const stepIds = steps.map(({ id }) => id);
  await tx.journeyStage.updateMany({
    where: { journeyId, archivedAt: null, id: { notIn: stageIds } },
    data: { archivedAt: now },
  });
  await tx.journeyStep.updateMany({
    where: { stage: { journeyId }, archivedAt: null, id: { notIn: stepIds } },
    data: { archivedAt: now },
  });
  for (const [position, { id, name, metric }] of snapshot.stages.entries()) {
    const data = { name, metric, position, archivedAt: null };
    const { count } = await tx.journeyStage.updateMany({ where: { id, journeyId }, data });
    if (count === 0) await tx.journeyStage.create({ data: { ...data, workspaceId, id, journeyId } });
  }
  const known = await tx.touchpoint.findMany({
    where: { id: { in: steps.map(({ touchpointId }) => touchpointId) } },
    select: { id: true },
  });
  if (known.length < new Set(steps.map(({ touchpointId }) => touchpointId)).size) throw notFound("A touchpoint");
  for (const { id, stageId, touchpointId, position, cells } of steps) {
    const data = { stageId, touchpointId, position, archivedAt: null, ...cells };
    const { count } = await tx.journeyStep.updateMany({ where: { id, stage: { journeyId } }, data });
    if (count === 0) await tx.journeyStep.create({ data: { ...data, workspaceId, id } });
  }
  await tx.stepEvidence.deleteMany({ where: { stepId: { in: stepIds } } });
  const wanted = steps.flatMap(({ id: stepId, quotes }) =>
    quotes.map(({ id, lane }) => ({ stepId, lane, quoteId: id })),
  );
  const voices = await tx.quote.findMany({
    where: { id: { in: wanted.map(({ quoteId }) => quoteId) } },
    select: { id: true },
  });
  const there = new Set(voices.map(({ id }) => id));
  await tx.stepEvidence.createMany({
    data: wanted.filter(({ quoteId }) => there.has(quoteId)).map((row) => ({ workspaceId, ...row })),
  });
}

/**
 * Makes the map what it was in a version. What it is now is kept first, so this can be undone the same way. Its segment
 * stays, and voices that were erased since do not come back.
 * @returns the version that was kept first
 * @throws AppError not_found
 */
export async function restoreVersion(
  actor: Actor,
  versionId: string,
  now = new Date(),
): Promise<{ journeyId: string; kept: { id: string; number: number } }> {
  allow(actor, "journeys.write");
  return transaction(actor, async (tx) => {
    const version = isId(versionId)
      ? await tx.journeyVersion.findFirst({ where: { id: versionId }, select: { journeyId: true } })
      : null;
    if (!version) throw notFound("This version");
    const { journeyId } = version;
    await lockJourney(tx, actor, journeyId);
    const found = await tx.journeyVersion.findFirst({ where: { id: versionId } });
    const snapshot = journeySnapshot.safeParse(found?.snapshot);
    if (!found) throw notFound("This version");
    if (!snapshot.success) throw invalid("This version cannot be read any more.");
    const kept = await keepVersion(tx, actor, journeyId, { name: "", now, isOwn: false });
    await writeSnapshot(tx, actor, journeyId, snapshot.data, now);
    await tx.journey.updateMany({
      where: { id: journeyId },
      data: {
        name: snapshot.data.name,
        description: snapshot.data.description,
        editedAt: now,
        editedById: actor.userId,
      },
    });
    const detail = { number: found.number, kept: kept.number };
    await recordEvent(tx, actor, "journey.restore_version", { type: "journey", id: journeyId }, detail);
    return { journeyId, kept };
  });
}
