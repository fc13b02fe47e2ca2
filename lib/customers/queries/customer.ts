import "server-only";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import { isId } from "../../id";
import type { Customer, CustomerCase, CustomerContact, CustomerNote, CustomerRecord } from "../customer";
import type { Feeling } from "../headline";
import type { FactHistory } from "../history";
import { reachable, reachSql } from "../reach";

type Instants = "lastAnswerAt" | "lastNpsAt" | "firstOrderAt" | "lastOrderAt" | "lastInteractionAt";
/** With instants as JSON writes them. */
type Told<T, Keys extends keyof T> = Omit<T, Keys> & { [Key in Keys]: T[Key] extends Date ? string : string | null };

const instant = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

/**
 * Who a customer is, in one statement.
 * @throws AppError not_found, for another workspace's customer or one out of reach too
 */
export async function getCustomer(actor: Actor, id: string): Promise<Customer> {
  allow(actor, "customers.read");
  if (!isId(id)) throw notFound("The customer");
  const [found] = await rows<
    Omit<Customer, "experience"> & { experience: Told<Customer["experience"], Instants> | null }
  >(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select c.id, c.external_id as "externalId", c.kind, c.side, c.name, c.email, c.phone, c.city, c.country, c.language,
        c.lifecycle, c.attributes, c.tags, c.created_at as "createdAt", c.archived_at as "archivedAt",
        (select l.at from lifecycle_transitions l
          where l.workspace_id = ${w} and l.customer_id = c.id order by l.at desc limit 1) as "lifecycleSince",
        (select jsonb_build_object('id', u.id, 'name', u.name, 'role', m.role)
          from memberships m join users u on u.id = m.user_id
          where m.workspace_id = ${w} and m.user_id = c.owner_id) as owner,
        (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name), '[]')
          from segment_members sm join segments s on s.workspace_id = ${w} and s.id = sm.segment_id
          where sm.workspace_id = ${w} and sm.customer_id = c.id and s.archived_at is null) as segments,
        (select jsonb_build_object('responses', x.responses, 'lastAnswerAt', x.last_answer_at, 'lastNps', x.last_nps,
            'lastNpsAt', x.last_nps_at, 'orders', x.orders, 'revenueCents', x.revenue_cents,
            'firstOrderAt', x.first_order_at, 'lastOrderAt', x.last_order_at, 'interactions', x.interactions,
            'lastInteractionAt', x.last_interaction_at)
          from customer_experience x where x.workspace_id = ${w} and x.customer_id = c.id) as experience
      from customers c
      where c.workspace_id = ${w} and c.id = ${id}::uuid and ${reachSql(actor, w)}`,
  );
  if (!found) throw notFound("The customer");
  const x = found.experience;
  return {
    ...found,
    attributes: found.attributes ?? {},
    experience: {
      responses: x?.responses ?? 0,
      lastAnswerAt: instant(x?.lastAnswerAt),
      lastNps: x?.lastNps ?? null,
      lastNpsAt: instant(x?.lastNpsAt),
      orders: x?.orders ?? 0,
      revenueCents: x?.revenueCents ?? 0,
      firstOrderAt: instant(x?.firstOrderAt),
      lastOrderAt: instant(x?.lastOrderAt),
      interactions: x?.interactions ?? 0,
      lastInteractionAt: instant(x?.lastInteractionAt),
    },
  };
}

/** Points that the feeling chart can show at most; older ones are left to the timeline. */
const MOST_FEELINGS = 60;
/** Changes of properties that are told. */
const MOST_CHANGES = 200;

type StoredRecord = {
  feelings: Told<Feeling, "at">[];
  contacts: Told<CustomerContact, "scoreAt" | "archivedAt">[];
  notes: Told<CustomerNote, "metAt">[];
  changes: Told<FactHistory, "at">[];
};

/**
 * What is known of a customer beyond its own row, in one statement: answers to likelihood-to-recommend questions (oldest
 * first), people (most influential first, each with their latest score), notes (newest first), changed properties (newest
 * first). Who may not read answers gets none of them.
 */
export async function getCustomerRecord(actor: Actor, customerId: string): Promise<CustomerRecord> {
  allow(actor, "customers.read");
  const db = inWorkspace(actor);
  const nothing: CustomerRecord = { feelings: [], contacts: [], notes: [], changes: [] };
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return nothing;
  const mayHear = may(actor, "responses.read");
  const [found] = await rows<StoredRecord>(
    db,
    actor,
    (w) => Prisma.sql`
      with scores as materialized (
        select a.answered_at as at, a.value as score, r.contact_id, a.response_id
        from answers a
        join items i on i.workspace_id = ${w} and i.id = a.item_id and i.kind = 'nps'
        join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
        where a.workspace_id = ${w} and a.customer_id = ${customerId}::uuid and a.value is not null
          and ${mayHear}::boolean),
      latest as (
        select distinct on (contact_id) contact_id, score, at from scores
        where contact_id is not null order by contact_id, at desc, response_id desc)
      select
        (select coalesce(jsonb_agg(jsonb_build_object('at', f.at, 'score', f.score, 'contactId', f.contact_id, 'who', t.name)
            order by f.at, f.response_id), '[]')
          from (select * from scores order by at desc, response_id desc limit ${MOST_FEELINGS}) f
          left join contacts t on t.workspace_id = ${w} and t.id = f.contact_id) as feelings,
        (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'email', t.email, 'phone', t.phone,
            'role', t.role, 'influence', t.influence, 'stance', t.stance, 'score', l.score, 'scoreAt', l.at,
            'archivedAt', t.archived_at) order by t.influence desc nulls last, t.name), '[]')
          from (select * from contacts where workspace_id = ${w} and customer_id = ${customerId}::uuid
            order by archived_at nulls first, influence desc nulls last, name limit 100) t
          left join latest l on l.contact_id = t.id) as contacts,
        (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'text', n.text, 'evidence', n.evidence,
            'interactionKind', i.kind, 'survey', s.name, 'notedOn', n.noted_on, 'byName', u.name, 'metAt', n.met_at)
            order by n.noted_on desc, n.created_at desc), '[]')
          from (select * from customer_notes where workspace_id = ${w} and customer_id = ${customerId}::uuid
            and archived_at is null order by noted_on desc, created_at desc limit 200) n
          left join interactions i on i.workspace_id = ${w} and i.id = n.interaction_id
          left join responses r on r.workspace_id = ${w} and r.id = n.response_id
          left join surveys s on s.workspace_id = ${w} and s.id = r.survey_id
          left join users u on u.id = n.noted_by_id) as notes,
        (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'field', h.field, 'before', h.before, 'after', h.after,
            'at', h.at, 'byName', u.name) order by h.at desc, h.id desc), '[]')
          from (select * from customer_changes where workspace_id = ${w} and customer_id = ${customerId}::uuid
            order by at desc, id desc limit ${MOST_CHANGES}) h
          left join users u on u.id = h.by_id) as changes`,
  );
  if (!found) return nothing;
  return {
    feelings: found.feelings.map((one) => ({ ...one, at: new Date(one.at) })),
    contacts: found.contacts.map((one) => ({
      ...one,
      scoreAt: instant(one.scoreAt),
      archivedAt: instant(one.archivedAt),
    })),
    notes: found.notes.map((one) => ({ ...one, metAt: instant(one.metAt) })),
    changes: found.changes.map((one) => ({ ...one, at: new Date(one.at) })),
  };
}

/** The people of a company or household, most influential first. */
export async function listContacts(actor: Actor, customerId: string): Promise<CustomerContact[]> {
  allow(actor, "customers.read");
  return (await getCustomerRecord(actor, customerId)).contacts.filter(({ archivedAt }) => archivedAt === null);
}

/** Open cases, soonest due first, and how many were solved. */
export async function casesOfCustomer(
  actor: Actor,
  customerId: string,
): Promise<{ open: CustomerCase[]; solved: number }> {
  allow(actor, "cases.read");
  const db = inWorkspace(actor);
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return { open: [], solved: 0 };
  const found = await rows<CustomerCase & { resolvedAt: Date | null; solved: number }>(
    db,
    actor,
    (w) => Prisma.sql`
      select k.id, k.number, k.title, k.opened_at as "openedAt", k.due_at as "dueAt", u.name as "ownerName",
        k.resolved_at as "resolvedAt", (count(k.resolved_at) over ())::int as solved
      from cases k
      left join users u on u.id = k.owner_id
      where k.workspace_id = ${w} and k.customer_id = ${customerId}::uuid
      order by k.resolved_at is not null, k.due_at nulls last, k.opened_at limit 21`,
  );
  return {
    open: found.filter(({ resolvedAt }) => resolvedAt === null).slice(0, 20),
    solved: found[0]?.solved ?? 0,
  };
}
