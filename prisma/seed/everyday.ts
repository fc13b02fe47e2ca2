import type { Actor } from "../../lib/auth/actor";
import { continueBulkChange, startBulkChange } from "../../lib/customers/commands/bulk";
import { searchTextOf } from "../../lib/customers/search-text";
import { inWorkspace, type Tx, transaction } from "../../lib/db";
import type { Role } from "../../lib/generated/prisma/enums";
import { viewQuery } from "../../lib/views/schema";
import { DAY_MS } from "./people";
import type { Random } from "./random";
import type { Batch, Row } from "./rows";

/** Somebody who was written down twice: by whom, and how the second record came to differ. */
type Twice = {
  of: "person" | "company";
  again: (row: Row) => Partial<Record<"name" | "email" | "phone" | "city", unknown>>;
};

const withoutAccents = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "");
const digitsOnly = (text: unknown) => (typeof text === "string" ? text.replace(/\D/g, "").replace(/^/, "00") : null);

const TWICE: readonly Twice[] = [
  // The counter writes without accents, the shop knows the e-mail.
  {
    of: "person",
    again: ({ name, email }) => ({ name: withoutAccents(String(name)), email, phone: null, city: null }),
  },
  { of: "person", again: ({ name, email, city }) => ({ name: String(name).toUpperCase(), email, phone: null, city }) },
  // The call centre knows the number and half a name.
  {
    of: "person",
    again: ({ name, phone }) => ({
      name: String(name).replace(/^(\p{L})\S+ /u, "$1. "),
      email: null,
      phone: digitsOnly(phone),
      city: null,
    }),
  },
  { of: "person", again: ({ name, city }) => ({ name, email: null, phone: null, city }) },
  {
    of: "person",
    again: ({ name, email, phone }) => ({
      name: String(name).split(" ").toReversed().join(" "),
      email,
      phone,
      city: null,
    }),
  },
  // A hunter wrote the company down again, from a card of the fair.
  {
    of: "company",
    again: ({ name, email, city }) => ({
      name: `${name} GmbH`,
      email: String(email).replace(/^[^@]+/, "travel"),
      phone: null,
      city,
    }),
  },
  {
    of: "company",
    again: ({ name, email }) => ({
      name: `${name} Group`,
      email: String(email).replace(/^[^@]+/, "office"),
      phone: null,
      city: null,
    }),
  },
];

/** A few customers who stand in the workspace twice, as happens where counters, shops and fairs write people down. */
export function makeDuplicates(random: Random, batch: Batch, hunterId: string | null, now: Date): void {
  const known = batch.customers.filter(
    ({ email, phone, name }) => email && phone && /\p{L}{3,} \p{L}/u.test(String(name)),
  );
  const taken = new Set<unknown>();
  const fits = (row: Row, one: Twice, no: number) =>
    row.kind === one.of && !taken.has(row.id) && (no !== 0 || withoutAccents(String(row.name)) !== row.name);
  for (const [no, one] of TWICE.entries()) {
    const candidates = known.filter((row) => fits(row, one, no));
    if (candidates.length === 0) continue;
    const original = random.pick(candidates);
    taken.add(original.id);
    const createdAt = new Date(+now - (3 + no * 5 + random.next()) * DAY_MS);
    const again = one.again(original);
    const id = random.id();
    batch.customers.push({
      ...original,
      ...again,
      id,
      external_id: null,
      lifecycle: "lead",
      owner_id: one.of === "company" ? hunterId : null,
      attributes: {},
      tags: one.of === "company" ? ["fair 2026"] : [],
      search_text: searchTextOf({
        name: String(again.name),
        email: again.email ? String(again.email) : null,
        phone: again.phone ? String(again.phone) : null,
      }),
      created_at: createdAt,
      updated_at: createdAt,
    });
    batch.lifecycle_transitions.push({
      id: random.id(),
      customer_id: id,
      from_stage: null,
      to_stage: "lead",
      at: createdAt,
      by_id: one.of === "company" ? hunterId : null,
      reason: "",
    });
  }
}

type View = { by: Role; name: string; isShared: boolean; page?: string; query: string };

const VIEWS: readonly View[] = [
  {
    by: "cx_manager",
    name: "Detractors of value",
    isShared: true,
    query: "owner=all&score=detractor&sort=value&cols=health,answer,owner,value,lastOrder,contact",
  },
  { by: "cx_manager", name: "Companies without owner", isShared: true, query: "owner=none&kind=company&sort=value" },
  { by: "farmer", name: "At risk", isShared: false, query: "owner=mine&lifecycle=at_risk&sort=value" },
  {
    by: "farmer",
    name: "Long silent",
    isShared: false,
    query: "owner=mine&sort=contact&dir=asc&cols=contact,health,answer,value,phone",
  },
  {
    by: "hunter",
    name: "My leads",
    isShared: false,
    query: "owner=mine&lifecycle=lead&sort=created&cols=lifecycle,kind,email,phone,created",
  },
  {
    by: "cx_manager",
    name: "Closing this month",
    isShared: true,
    page: "deals",
    query: "view=table&close=this_month&owner=all",
  },
];

/** Views of those who work here; some for everybody. */
export async function writeViews(
  tx: Tx,
  random: Random,
  { workspaceId, userOf, now }: { workspaceId: string; userOf: Partial<Record<Role, string>>; now: Date },
): Promise<void> {
  await tx.savedView.createMany({
    data: VIEWS.flatMap(({ by, name, isShared, page = "customers", query }, no) => {
      const ownerId = userOf[by];
      return ownerId
        ? {
            workspaceId,
            id: random.id(),
            page,
            name,
            query: viewQuery(query),
            isShared,
            ownerId,
            createdAt: new Date(+now - (40 - no) * DAY_MS),
          }
        : [];
    }),
  });
}

/** One change of many, done as the product does it, so that its report can be looked at and taken back. */
export async function doBulkChange(actor: Actor, byId: string | null, now: Date): Promise<void> {
  const begun = new Date();
  const { id } = await startBulkChange(actor, {
    what: { do: "tag", tag: "win back" },
    who: { search: "owner=all&lifecycle=at_risk&kind=company" },
  });
  while (await continueBulkChange(actor, id));
  const at = new Date(+now - 2 * DAY_MS);
  await transaction(actor, async (tx) => {
    await tx.bulkChange.updateMany({ where: { id }, data: { byId, createdAt: at, finishedAt: at } });
    await tx.customerChange.updateMany({ where: { field: "tags", at: { gte: begun } }, data: { byId, at } });
  });
  await inWorkspace(actor).notification.deleteMany({ where: { kind: "bulk" } });
}
