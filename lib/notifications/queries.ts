import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import { decodeCursor, encodeCursor, instantOf, PAGE_SIZE } from "../paging";
import type { NotificationRow } from "./notification";
import type { NotificationListParams } from "./schema";

/** More than this are told as "99+": counting further would cost and say nothing. */
export const MOST_COUNTED = 100;

/** How many notifications the actor has not read, up to MOST_COUNTED. */
export async function countUnread(actor: Actor): Promise<number> {
  allow(actor, "workspace.read");
  if (!actor.userId) return 0;
  const [found] = await rows<{ n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from (
        select from notifications
        where workspace_id = ${w} and user_id = ${actor.userId}::uuid and read_at is null
        limit ${MOST_COUNTED}
      ) unread`,
  );
  return found?.n ?? 0;
}

export type NotificationPage = { rows: NotificationRow[]; next: string | null };

/** The actor's own notifications, newest first. @param size rows of the page */
export async function listNotifications(
  actor: Actor,
  { show, cursor: text }: NotificationListParams,
  size = PAGE_SIZE,
): Promise<NotificationPage> {
  allow(actor, "workspace.read");
  if (!actor.userId) return { rows: [], next: null };
  const cursor = decodeCursor(text);
  const at = instantOf(cursor);
  const found = await rows<NotificationRow>(inWorkspace(actor), actor, (w) => {
    const place =
      at && cursor
        ? Prisma.sql`and (n.created_at, n.id) < (${at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
        : Prisma.empty;
    return Prisma.sql`
      select n.id, n.kind, n.detail, n.href, u.name as "byName", n.created_at as "createdAt",
             n.read_at is not null as "isRead"
      from notifications n
      left join users u on u.id::text = n.detail->>'byId'
      where n.workspace_id = ${w} and n.user_id = ${actor.userId}::uuid
        ${show === "unread" ? Prisma.sql`and n.read_at is null` : Prisma.empty} ${place}
      order by n.created_at desc, n.id desc
      limit ${size + 1}`;
  });
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    rows: page,
    next:
      found.length > size && last
        ? encodeCursor({ value: last.createdAt.toISOString(), id: last.id, direction: "after" })
        : null,
  };
}
