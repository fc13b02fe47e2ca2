import "server-only";
import type { Actor } from "../auth/actor";
import type { Prisma, Tx } from "../db";
import { newId } from "../id";

/**
 * Writes what was done into the audit trail, in the transaction that does it.
 * @param action "noun.verb", as in "survey.publish"
 * @param subject what it was done to
 * @param detail a few plain values that let a reader understand it later; no free text of customers
 */
export async function recordEvent(
  tx: Tx,
  actor: Actor,
  action: string,
  subject: { type: string; id: string | null },
  detail: Prisma.InputJsonObject = {},
): Promise<void> {
  await tx.auditEvent.create({
    data: {
      workspaceId: actor.workspaceId,
      id: newId(),
      actorId: actor.userId,
      via: actor.via,
      action,
      subjectType: subject.type,
      subjectId: subject.id,
      detail,
    },
  });
}
