import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace } from "../../db";

/** Static lists by name, to put customers on. */
export async function listLists(actor: Actor): Promise<{ id: string; name: string }[]> {
  allow(actor, "segments.read");
  return inWorkspace(actor).segment.findMany({
    where: { isList: true, archivedAt: null },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: 50,
  });
}
