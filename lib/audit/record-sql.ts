import "server-only";
import type { Actor } from "../auth/actor";
import { KEEP_PLAN, Prisma, run, type Tx } from "../db";
import { newId } from "../id";

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
