import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { invalid, notFound } from "../../errors";
import { isId } from "../../id";
import type { StepQuote } from "../map";
import { type JourneySnapshot, journeySnapshot } from "../snapshot";

export type VersionRow = {
  id: string;
  number: number;
  /** Empty when the map kept it by itself. */
  name: string;
  createdAt: Date;
  createdByName: string | null;
};

/** The newest first. @throws AppError not_found */
export async function listVersions(actor: Actor, journeyId: string): Promise<VersionRow[]> {
  allow(actor, "journeys.read");
  const db = inWorkspace(actor);
  const journey = isId(journeyId)
    ? await db.journey.findFirst({ where: { id: journeyId, archivedAt: null }, select: { id: true } })
    : null;
  if (!journey) throw notFound("This journey");
  return rows<VersionRow>(
    db,
    actor,
    (w) => Prisma.sql`
      select v.id, v.number, v.name, v.created_at as "createdAt", u.name as "createdByName"
      from journey_versions v left join users u on u.id = v.created_by_id
      where v.workspace_id = ${w} and v.journey_id = ${journeyId}::uuid
      order by v.number desc limit 200`,
  );
}

export type Version = VersionRow & {
  snapshot: JourneySnapshot;
  /** Voices of the snapshot that are still there, by id. */
  voices: Map<string, Omit<StepQuote, "lane">>;
};

/** @throws AppError not_found | invalid when it was written by a version that is not understood */
export async function getVersion(actor: Actor, journeyId: string, versionId: string): Promise<Version> {
  allow(actor, "journeys.read");
  if (!isId(journeyId) || !isId(versionId)) throw notFound("This version");
  const db = inWorkspace(actor);
  const [found] = await rows<VersionRow & { snapshot: unknown }>(
    db,
    actor,
    (w) => Prisma.sql`
      select v.id, v.number, v.name, v.created_at as "createdAt", u.name as "createdByName", v.snapshot
      from journey_versions v
      join journeys j on j.workspace_id = ${w} and j.id = v.journey_id and j.archived_at is null
      left join users u on u.id = v.created_by_id
      where v.workspace_id = ${w} and v.journey_id = ${journeyId}::uuid and v.id = ${versionId}::uuid`,
  );
  if (!found) throw notFound("This version");
  const snapshot = journeySnapshot.safeParse(found.snapshot);
  if (!snapshot.success) throw invalid("This version cannot be read any more.");
  const ids = snapshot.data.stages.flatMap(({ steps }) => steps.flatMap(({ quotes }) => quotes.map(({ id }) => id)));
  const voices =
    ids.length === 0
      ? []
      : await db.quote.findMany({
          where: { id: { in: [...new Set(ids)] }, archivedAt: null },
          select: { id: true, text: true, kind: true, speaker: true, source: true, consent: true, feeling: true },
        });
  return { ...found, snapshot: snapshot.data, voices: new Map(voices.map((voice) => [voice.id, voice])) };
}
