import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachesSql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import type { NextStep, TouchpointChoice } from "./interaction";

/** What was promised to a customer and not yet done, soonest due first. */
export async function openNextSteps(actor: Actor, customerId: string): Promise<NextStep[]> {
  allow(actor, "interactions.read");
  return rows<NextStep>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select i.id, i.next_step as text, i.next_step_due_on::text as "dueOn", u.name as "ownerName"
      from interactions i
      left join users u on u.id = i.user_id
      where i.workspace_id = ${w} and i.customer_id = ${customerId}::uuid and i.archived_at is null
        and i.next_step <> '' and i.next_step_done_at is null and ${reachesSql(actor, w, Prisma.sql`i.customer_id`)}
      order by i.next_step_due_on nulls last, i.happened_at desc limit 20`,
  );
}

/** A moment that an interaction can be about. */
/** The catalogue's touchpoints, for the log. */
export async function listTouchpointChoices(actor: Actor): Promise<TouchpointChoice[]> {
  allow(actor, "catalogue.read");
  return inWorkspace(actor).touchpoint.findMany({
    where: { archivedAt: null },
    select: { id: true, name: true },
    orderBy: [{ position: "asc" }, { name: "asc" }],
    take: 200,
  });
}
