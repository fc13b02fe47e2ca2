import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { type InWorkspace, inWorkspace, type Tx } from "../db";
import { newId } from "../id";
import { mentionedIn } from "./mentions";
import { readersAmong } from "./readers-sql";
import { LONGEST_QUOTE, type NotificationDetail, type NotificationKind } from "./schema";

export type NewNotification = {
  userIds: readonly string[];
  kind: NotificationKind;
  /** Where it leads, as "/customers/<id>". */
  href: string;
  detail: NotificationDetail;
  /** Who did it: they are not told of it themselves. */
  byId?: string | null;
  /** Told only to those who may see this customer. */
  customerId?: string;
};

/** Tells present members something, in the transaction that makes it true; each once, and nobody of what they did themselves. */
export async function notify(
  tx: Tx,
  who: InWorkspace,
  { userIds, kind, href, detail, byId, customerId }: NewNotification,
): Promise<void> {
  const asked = [...new Set(userIds)].filter((id) => id !== byId);
  if (asked.length === 0) return;
  const told = await readersAmong(tx, who, asked, customerId);
  if (told.length === 0) return;
  const words = Object.fromEntries(
    Object.entries({ ...detail, ...(byId ? { byId } : {}) }).map(([key, value]) => [key, excerpt(value)]),
  );
  await tx.notification.createMany({
    data: told.map((userId) => ({
      workspaceId: who.workspaceId,
      id: newId(),
      userId,
      kind,
      href,
      detail: words,
    })),
  });
}

export type NewMention = {
  text: string;
  /** The text before it was edited: who was mentioned there knows already. */
  before?: string;
  href: string;
  /** Where it stands: "interaction", "note", "case". */
  what: string;
  /** Whose record it is about. */
  name: string;
  byId: string | null;
  customerId?: string;
};

/** Tells those whom a text names with @, in the transaction that stores the text. A text without an @ costs nothing. */
export async function notifyMentions(tx: Tx, who: InWorkspace, mention: NewMention): Promise<void> {
  const { text, before = "", href, what, name, byId, customerId } = mention;
  if (!text.includes("@")) return;
  const members = await tx.membership.findMany({
    where: { workspaceId: who.workspaceId, endedAt: null },
    select: { user: { select: { id: true, name: true } } },
    take: 1000,
  });
  const people = members.map(({ user }) => user);
  const known = new Set(mentionedIn(before, people));
  await notify(tx, who, {
    userIds: mentionedIn(text, people).filter((id) => !known.has(id)),
    kind: "mention",
    href,
    detail: { what, name, text },
    byId,
    customerId,
  });
}

/** As much of a text as a notification quotes; never half a character. */
function excerpt(text: string): string {
  const signs = [...text];
  return signs.length > LONGEST_QUOTE ? `${signs.slice(0, LONGEST_QUOTE - 1).join("")}…` : text;
}

/** One of the actor's own notifications is read; somebody else's, or none, is left as it is. */
export async function markRead(actor: Actor, id: string): Promise<void> {
  allow(actor, "workspace.read");
  if (!actor.userId) return;
  await inWorkspace(actor).notification.updateMany({
    where: { id, userId: actor.userId, readAt: null },
    data: { readAt: new Date() },
  });
}

/** All of the actor's notifications are read. */
export async function markAllRead(actor: Actor): Promise<void> {
  allow(actor, "workspace.read");
  if (!actor.userId) return;
  await inWorkspace(actor).notification.updateMany({
    where: { userId: actor.userId, readAt: null },
    data: { readAt: new Date() },
  });
}
