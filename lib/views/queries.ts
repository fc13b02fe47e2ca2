import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import type { SavedView, ViewPage } from "./schema";

/** The most views that one person sees over one list. */
const MOST = 60;

/** The reader's own views of a list, then those shared with everybody, each by name. */
export async function listViews(actor: Actor, page: ViewPage): Promise<SavedView[]> {
  allow(actor, "views.read");
  return rows<SavedView>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select v.id, v.name, v.query, v.is_shared as "isShared", v.owner_id = ${actor.userId}::uuid as "isMine",
             u.name as "ownerName"
      from saved_views v left join users u on u.id = v.owner_id
      where v.workspace_id = ${w} and v.page = ${page} and v.archived_at is null
        and (v.owner_id = ${actor.userId}::uuid or v.is_shared)
      order by (v.owner_id = ${actor.userId}::uuid) desc, lower(v.name), v.id
      limit ${MOST}`,
  );
}
