import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { type InWorkspace, Prisma, rows, run, type Tx } from "../db";
import { notFound } from "../errors";
import { isId, newId } from "../id";
import { parsePeriod } from "../period";
import type { DaySpan } from "./map";
import { loadMap } from "./map-sql";
import { snapshotOf } from "./snapshot";

// What every change of a map has in common. All of them lock the map's row first, so that orders and numbers of versions
// come one after the other, and nothing can lock the other way round.

/** A first edit after so long keeps the map as it stood before. */
const QUIET_MINUTES = 30;
/** Two who work at the same time: another person's first edit keeps the map too, but not more often than this. */
const TURN_MINUTES = 10;
/** Versions that the map kept by itself; beyond, the oldest go. Named ones stay. */
const MOST_UNNAMED = 100;

export type Edited = { id: string; name: string; segmentId: string | null };

/** @throws AppError not_found */
export async function lockJourney(tx: Tx, who: InWorkspace, journeyId: string): Promise<Edited> {
  const [found] = isId(journeyId)
    ? await rows<Edited>(
        tx,
        who,
        (w) => Prisma.sql`
          select id, name, segment_id as "segmentId" from journeys
          where workspace_id = ${w} and id = ${journeyId}::uuid and archived_at is null for update`,
      )
    : [];
  if (!found) throw notFound("This journey");
  return found;
}

export type StagePlace = { id: string; journeyId: string; name: string; metric: string; position: number };

/** A stage of a map that is there, archived or not as asked. @throws AppError not_found */
export async function findStage(tx: Tx, id: string, archived = false): Promise<StagePlace> {
  const stage = isId(id)
    ? await tx.journeyStage.findFirst({
        where: { id, archivedAt: archived ? { not: null } : null },
        select: { id: true, journeyId: true, name: true, metric: true, position: true },
      })
    : null;
  if (!stage) throw notFound("This stage");
  return stage;
}

export type StepPlace = { id: string; stageId: string; journeyId: string; touchpointId: string; position: number };

/** @throws AppError not_found */
export async function findStep(tx: Tx, id: string, archived = false): Promise<StepPlace> {
  const step = isId(id)
    ? await tx.journeyStep.findFirst({
        where: { id, archivedAt: archived ? { not: null } : null },
        select: { id: true, stageId: true, touchpointId: true, position: true, stage: { select: { journeyId: true } } },
      })
    : null;
  if (!step) throw notFound("This step");
  const { stage, ...own } = step;
  return { ...own, journeyId: stage.journeyId };
}

/** Keeps the map as it stands. The map must be locked. @returns the version's id and number */
export async function keepVersion(
  tx: Tx,
  actor: Actor,
  journeyId: string,
  { name, now, span, isOwn }: { name: string; now: Date; span?: DaySpan; isOwn: boolean },
): Promise<{ id: string; number: number }> {
  const workspace = await tx.workspace.findFirst({ select: { timeZone: true } });
  const period = span ?? parsePeriod(null, { timeZone: workspace?.timeZone ?? "UTC", now });
  const map = await loadMap(tx, actor, journeyId, period);
  if (!map) throw notFound("This journey");
  const number = (map.version?.number ?? 0) + 1;
  const id = newId();
  await tx.journeyVersion.create({
    data: {
      workspaceId: actor.workspaceId,
      id,
      journeyId,
      number,
      name,
      snapshot: snapshotOf(map, period),
      createdById: actor.userId,
      createdAt: now,
    },
  });
  await run(
    tx,
    actor,
    (w) => Prisma.sql`
      delete from journey_versions where workspace_id = ${w} and id in (
        select id from journey_versions where workspace_id = ${w} and journey_id = ${journeyId}::uuid and name = ''
        order by number desc offset ${MOST_UNNAMED})`,
  );
  if (isOwn) {
    await recordEvent(tx, actor, "journey.keep_version", { type: "journey", id: journeyId }, { number });
  }
  return { id, number };
}

/**
 * Called before the first change of each command: keeps a version after a quiet time or when another person begins, and
 * notes who edited. The map must be locked.
 */
export async function beginEdit(tx: Tx, actor: Actor, journeyId: string, now: Date): Promise<void> {
  const journey = await tx.journey.findFirst({
    where: { id: journeyId },
    select: {
      editedAt: true,
      editedById: true,
      versions: { orderBy: { number: "desc" }, take: 1, select: { createdAt: true } },
      stages: { where: { archivedAt: null, steps: { some: {} } }, take: 1, select: { id: true } },
    },
  });
  if (!journey) throw notFound("This journey");
  const minutes = (since: Date | undefined) => (since ? (+now - +since) / 60_000 : Number.POSITIVE_INFINITY);
  const isQuiet = minutes(journey.editedAt) >= QUIET_MINUTES;
  const isTurn = journey.editedById !== actor.userId && minutes(journey.versions[0]?.createdAt) >= TURN_MINUTES;
  if (journey.stages.length > 0 && (isQuiet || isTurn)) {
    await keepVersion(tx, actor, journeyId, { name: "", now, isOwn: false });
  }
  await tx.journey.updateMany({ where: { id: journeyId }, data: { editedAt: now, editedById: actor.userId } });
}

/** Gives the rows these places, 0 and up, in this order; `table` is a name of ours. */
async function place(tx: Tx, who: InWorkspace, table: "journey_stages" | "journey_steps", ids: readonly string[]) {
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      update ${Prisma.raw(table)} t set position = o.at - 1
      from unnest(${[...ids]}::uuid[]) with ordinality as o(id, at)
      where t.workspace_id = ${w} and t.id = o.id and t.position <> o.at - 1`,
  );
}

const inserted = (ids: readonly string[], id: string, to: number | undefined): string[] => {
  const others = ids.filter((one) => one !== id);
  const at = Math.min(to ?? others.length, others.length);
  return [...others.slice(0, at), id, ...others.slice(at)];
};

const order = [{ position: "asc" as const }, { id: "asc" as const }];

/** Puts a stage that is not archived at a place among its map's. The map must be locked. */
export async function placeStage(tx: Tx, who: InWorkspace, stage: { id: string; journeyId: string }, to?: number) {
  const all = await tx.journeyStage.findMany({
    where: { journeyId: stage.journeyId, archivedAt: null },
    orderBy: order,
    select: { id: true },
  });
  await place(
    tx,
    who,
    "journey_stages",
    inserted(
      all.map(({ id }) => id),
      stage.id,
      to,
    ),
  );
}

/** Puts a step at a place in a stage of the same map. The map must be locked. */
export async function placeStep(tx: Tx, who: InWorkspace, id: string, stageId: string, to?: number) {
  await tx.journeyStep.updateMany({ where: { id }, data: { stageId } });
  const all = await tx.journeyStep.findMany({
    where: { stageId, archivedAt: null },
    orderBy: order,
    select: { id: true },
  });
  await place(
    tx,
    who,
    "journey_steps",
    inserted(
      all.map((one) => one.id),
      id,
      to,
    ),
  );
}
