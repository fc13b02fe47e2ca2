import "server-only";
import type { Actor } from "../auth/actor";
import { KEEP_PLAN, Prisma, run, type Tx } from "../db";
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

/** recordEvent for the same action on many subjects, in one statement. */
export async function recordEvents(
  tx: Tx,
  actor: Actor,
  action: string,
  events: readonly { subject: { type: string; id: string | null }; detail: Prisma.InputJsonObject }[],
): Promise<void> {
  const lines = events.map(({ subject, detail }) => ({ id: newId(), type: subject.type, subject: subject.id, detail }));
  await run(
    tx,
    actor,
    (w) => Prisma.sql`${KEEP_PLAN}
      insert into audit_events (workspace_id, id, actor_id, via, action, subject_type, subject_id, detail)
      select ${w}, x.id, ${actor.userId}::uuid, ${actor.via}::text, ${action}::text, x.type, x.subject, x.detail
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x(id uuid, type text, subject uuid, detail jsonb)`,
  );
}
