import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import { isId } from "../../id";
import type { AttributeValue } from "../attributes";
import type { Customer, CustomerCase, CustomerContact } from "../customer";
import type { Feeling } from "../headline";
import { mustReach, reachable, reachesSql } from "../reach";

/** @throws AppError not_found, for another workspace's customer too */
export async function getCustomer(actor: Actor, id: string): Promise<Customer> {
  allow(actor, "customers.read");
  if (!isId(id)) throw notFound("The customer");
  const db = inWorkspace(actor);
  const customer = await db.customer.findUnique({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
    include: {
      experience: true,
      memberships: {
        where: { segment: { archivedAt: null } },
        select: { segment: { select: { id: true, name: true } } },
      },
      transitions: { orderBy: { at: "desc" }, take: 1, select: { at: true } },
    },
  });
  if (!customer) throw notFound("The customer");
  await mustReach(db, actor, id, "The customer");
  const owner = customer.ownerId
    ? await db.membership.findUnique({
        where: { workspaceId_userId: { workspaceId: actor.workspaceId, userId: customer.ownerId } },
        select: { role: true, user: { select: { id: true, name: true } } },
      })
    : null;
  const x = customer.experience;
  return {
    id: customer.id,
    externalId: customer.externalId,
    kind: customer.kind,
    side: customer.side,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    city: customer.city,
    country: customer.country,
    language: customer.language,
    lifecycle: customer.lifecycle,
    lifecycleSince: customer.transitions[0]?.at ?? null,
    attributes: (customer.attributes ?? {}) as Record<string, AttributeValue>,
    tags: customer.tags,
    createdAt: customer.createdAt,
    archivedAt: customer.archivedAt,
    owner: owner ? { ...owner.user, role: owner.role } : null,
    segments: customer.memberships.map(({ segment }) => segment).sort((a, b) => a.name.localeCompare(b.name)),
    experience: {
      responses: x?.responses ?? 0,
      lastAnswerAt: x?.lastAnswerAt ?? null,
      lastNps: x?.lastNps ?? null,
      lastNpsAt: x?.lastNpsAt ?? null,
      orders: x?.orders ?? 0,
      revenueCents: Number(x?.revenueCents ?? 0),
      firstOrderAt: x?.firstOrderAt ?? null,
      lastOrderAt: x?.lastOrderAt ?? null,
      interactions: x?.interactions ?? 0,
      lastInteractionAt: x?.lastInteractionAt ?? null,
    },
  };
}

/** Points that the feeling chart can show at most; older ones are left to the timeline. */
const MOST_FEELINGS = 60;

/** Answers to likelihood-to-recommend questions, oldest first. */
export async function listFeelings(actor: Actor, customerId: string): Promise<Feeling[]> {
  allow(actor, "responses.read");
  const found = await rows<{ at: Date; score: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select a.answered_at as at, a.value as score
      from answers a
      join items i on i.workspace_id = ${w} and i.id = a.item_id and i.kind = 'nps'
      join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
      where a.workspace_id = ${w} and a.customer_id = ${customerId}::uuid and a.value is not null
        and ${reachesSql(actor, w, Prisma.sql`a.customer_id`)}
      order by a.answered_at desc, a.response_id desc
      limit ${MOST_FEELINGS}`,
  );
  return found.reverse();
}

/** The people of a company or household, most influential first. */
export async function listContacts(actor: Actor, customerId: string): Promise<CustomerContact[]> {
  allow(actor, "customers.read");
  const db = inWorkspace(actor);
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return [];
  return db.contact.findMany({
    where: { workspaceId: actor.workspaceId, customerId, archivedAt: null },
    select: { id: true, name: true, email: true, phone: true, role: true, influence: true },
    orderBy: [{ influence: { sort: "desc", nulls: "last" } }, { name: "asc" }],
    take: 100,
  });
}

/** Open cases, soonest due first, and how many were solved. */
export async function casesOfCustomer(
  actor: Actor,
  customerId: string,
): Promise<{ open: CustomerCase[]; solved: number }> {
  allow(actor, "cases.read");
  const db = inWorkspace(actor);
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return { open: [], solved: 0 };
  const [open, solved] = await Promise.all([
    rows<CustomerCase>(
      db,
      actor,
      (w) => Prisma.sql`
        select k.id, k.number, k.title, k.opened_at as "openedAt", k.due_at as "dueAt", u.name as "ownerName"
        from cases k
        left join users u on u.id = k.owner_id
        where k.workspace_id = ${w} and k.customer_id = ${customerId}::uuid and k.resolved_at is null
        order by k.due_at nulls last, k.opened_at limit 20`,
    ),
    db.case.count({ where: { workspaceId: actor.workspaceId, customerId, resolvedAt: { not: null } } }),
  ]);
  return { open, solved };
}
