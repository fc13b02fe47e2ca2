import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { Prisma, rows, run, type Tx } from "../db";
import { invalid, notFound } from "../errors";
import type { Controller } from "../generated/prisma/enums";
import { newId } from "../id";

/**
 * The touchpoints of these names in any spelling of letters, made where none is called so; one that was archived is taken
 * back. @returns ids in the order of the names
 */
export async function touchpointsNamed(
  tx: Tx,
  actor: Actor,
  wanted: readonly { name: string; controller?: Controller }[],
): Promise<string[]> {
  const names = wanted.map(({ name }) => name.trim().toLowerCase());
  const known = await rows<{ id: string; name: string; isArchived: boolean }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select id, lower(name) as name, archived_at is not null as "isArchived" from touchpoints
      where workspace_id = ${w} and lower(name) = any(${names}::text[]) order by archived_at is not null, id`,
  );
  const ids = new Map<string, string>();
  for (const { id, name } of known) if (!ids.has(name)) ids.set(name, id);
  const sleeping = known.filter(({ id, name, isArchived }) => isArchived && ids.get(name) === id).map(({ id }) => id);
  const missing = [...new Map(wanted.map((one) => [one.name.trim().toLowerCase(), one]))].filter(
    ([key]) => !ids.has(key),
  );
  if (sleeping.length > 0 || missing.length > 0) allow(actor, "catalogue.write");
  if (sleeping.length > 0) {
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        update touchpoints set archived_at = null where workspace_id = ${w} and id = any(${sleeping}::uuid[])`,
    );
    for (const id of sleeping) await recordEvent(tx, actor, "touchpoint.restore", { type: "touchpoint", id });
  }
  if (missing.length > 0) {
    const last = await tx.touchpoint.aggregate({ _max: { position: true } });
    const made = missing.map(([key, { name, controller }], index) => {
      const id = newId();
      ids.set(key, id);
      return {
        workspaceId: actor.workspaceId,
        id,
        name: name.trim(),
        controller: controller ?? ("firm" as const),
        position: (last._max.position ?? -1) + 1 + index,
      };
    });
    await tx.touchpoint.createMany({ data: made });
    for (const { id, name } of made) {
      await recordEvent(tx, actor, "touchpoint.create", { type: "touchpoint", id }, { name });
    }
  }
  return names.map((name) => ids.get(name) as string);
}

/** The touchpoint that a form names by id, or by a name. @throws AppError invalid | not_found */
export async function chosenTouchpoint(
  tx: Tx,
  actor: Actor,
  { touchpointId, touchpointName }: { touchpointId?: string | null; touchpointName?: string },
): Promise<string> {
  if (touchpointId) {
    const found = await tx.touchpoint.findFirst({
      where: { id: touchpointId, archivedAt: null },
      select: { id: true },
    });
    if (!found) throw notFound("This touchpoint");
    return found.id;
  }
  const name = touchpointName?.trim() ?? "";
  if (name.length < 2) {
    throw invalid("Please check the marked fields.", { touchpointName: "Choose a touchpoint or name a new one." });
  }
  const [id] = await touchpointsNamed(tx, actor, [{ name }]);
  return id as string;
}
