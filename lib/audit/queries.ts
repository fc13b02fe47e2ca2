import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import { decodeCursor, encodeCursor, instantOf, PAGE_SIZE, type Page } from "../paging";

export type AuditRow = {
  id: string;
  at: Date;
  action: string;
  subjectType: string;
  subjectId: string | null;
  via: string;
  /** Null for the system and respondents. */
  actorName: string | null;
};

/** What was done, newest first, one page. */
export async function listAuditEvents(actor: Actor, cursor?: string): Promise<Page<AuditRow>> {
  allow(actor, "audit.read");
  const after = decodeCursor(cursor);
  const at = instantOf(after);
  const found = await rows<Omit<AuditRow, "actorName"> & { actorId: string | null }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select id, at, action, subject_type as "subjectType", subject_id as "subjectId", via, actor_id as "actorId"
        from audit_events
       where workspace_id = ${w}
         ${after && at ? Prisma.sql`and (at, id) < (${at}, ${after.id}::uuid)` : Prisma.empty}
       order by at desc, id desc
       limit ${PAGE_SIZE + 1}`,
  );
  const page = found.slice(0, PAGE_SIZE);
  const ids = [...new Set(page.flatMap((row) => row.actorId ?? []))];
  const people = await inWorkspace(actor).user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const last = page.at(-1);
  return {
    rows: page.map(({ actorId, ...row }) => ({ ...row, actorName: actorId ? (names.get(actorId) ?? null) : null })),
    next:
      found.length > PAGE_SIZE && last
        ? encodeCursor({ value: last.at.toISOString(), id: last.id, direction: "after" })
        : null,
    previous: null,
  };
}
