import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { Prisma, rows, type Tx, transaction } from "../../db";
import { conflict, invalid, notFound } from "../../errors";
import type { LifecycleStage } from "../../generated/prisma/enums";
import { type AttributeValue, readAttributes } from "../attributes";
import { attributeKeyOf, type FactField, type FactState, type FactValue, isFactField, sameFact } from "../history";
import { recordChanges } from "../history-sql";
import { mustReach, reachable } from "../reach";
import type { FactChangeInput } from "../record-schema";
import { customerChanges, lifecycleChange } from "../schema";
import { searchTextOf } from "../search-text";
import { recordStages } from "../stage-sql";
import { touchCustomers } from "../touch-sql";

export type FactSaved =
  | { status: "saved"; value: FactValue }
  /** Somebody changed it since the editor was opened: nothing was written. */
  | { status: "conflict"; theirs: FactValue; by: string | null; at: Date | null };

const wrong = (message: string) => invalid("Please check the marked fields.", { value: message });

/** Who changed a property last, and when. */
async function lastChange(tx: Tx, actor: Actor, customerId: string, field: string) {
  const [found] = await rows<{ by: string | null; at: Date }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select u.name as by, h.at from customer_changes h left join users u on u.id = h.by_id
      where h.workspace_id = ${w} and h.customer_id = ${customerId}::uuid and h.field = ${field}
      order by h.at desc, h.id desc limit 1`,
  );
  return { by: found?.by ?? null, at: found?.at ?? null };
}

/** @throws AppError invalid, at "value" */
async function readOwner(tx: Tx, value: FactValue): Promise<string | null> {
  if (value === null || value === "") return null;
  const member = await tx.membership.findFirst({
    where: { userId: String(value), endedAt: null },
    select: { id: true },
  });
  if (!member) throw wrong("Choose somebody who works here.");
  return String(value);
}

/** The property as it is stored. @throws AppError invalid, at "value" */
async function readFact(tx: Tx, id: string, field: FactField, value: FactValue): Promise<FactValue> {
  if (field === "ownerId") return readOwner(tx, value);
  const parsed =
    field === "lifecycle"
      ? lifecycleChange.safeParse({ id, stage: value })
      : // A form sends nothing as an empty text; so does an editor that was emptied.
        customerChanges.safeParse({ id, [field]: value ?? "" });
  if (!parsed.success) throw wrong(parsed.error.issues[0]?.message ?? "This cannot be saved.");
  const read: Record<string, unknown> = parsed.data;
  return (read[field === "lifecycle" ? "stage" : field] ?? null) as FactValue;
}

async function readAttribute(tx: Tx, actor: Actor, key: string, value: FactValue): Promise<AttributeValue | null> {
  const definitions = await tx.attributeDefinition.findMany({
    where: { workspaceId: actor.workspaceId, key, archivedAt: null },
  });
  const { values, errors } = readAttributes(definitions, { [key]: value });
  const error = errors[`attributes.${key}`];
  if (error) throw wrong(error);
  return values[key] ?? null;
}

/**
 * Writes one property, when it still holds what the editor began with (`was`) or already holds the new value. Otherwise
 * nothing changes, and what the other wrote comes back with the name. A new stage is dated on the timeline, too.
 * @throws AppError invalid (at "value") | not_found | forbidden (the owner, for those who may not assign)
 */
export async function setFact(actor: Actor, { id, field, value, was }: FactChangeInput): Promise<FactSaved> {
  allow(actor, "customers.write");
  if (field === "ownerId") allow(actor, "customers.assign");
  const key = attributeKeyOf(field);
  if (key === null && !isFactField(field)) throw wrong("There is no such property.");
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, id);
    // Two who save at once take turns: the second sees what the first wrote.
    await rows(
      tx,
      actor,
      (w) => Prisma.sql`
      select 1 from customers where workspace_id = ${w} and id = ${id}::uuid for update`,
    );
    const customer = await tx.customer.findUnique({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
    });
    if (!customer) throw notFound("The customer");
    const attributes = (customer.attributes ?? {}) as Record<string, AttributeValue>;
    const stored: FactValue =
      key === null ? ((customer as FactState)[field as FactField] ?? null) : (attributes[key] ?? null);
    const next =
      key === null ? await readFact(tx, id, field as FactField, value) : await readAttribute(tx, actor, key, value);
    if (sameFact(stored, next)) return { status: "saved", value: stored };
    if (!sameFact(stored, was))
      return { status: "conflict", theirs: stored, ...(await lastChange(tx, actor, id, field)) };
    if (field === "externalId" && next !== null) {
      const other = await tx.customer.findFirst({
        where: { externalId: String(next) },
        select: { id: true, name: true },
      });
      if (other) {
        const who = (await reachable(tx, actor, [other.id])).has(other.id) ? other.name : "Another customer";
        throw conflict("Another customer has this number.", { value: `${who} has this number.` });
      }
    }
    const data =
      key === null
        ? { [field]: next, searchText: searchTextOf({ ...customer, [field]: next }) }
        : {
            attributes: Object.fromEntries(
              Object.entries({ ...attributes, [key]: next }).filter(
                (entry): entry is [string, AttributeValue] => entry[1] !== null,
              ),
            ),
          };
    await tx.customer.update({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } }, data });
    await recordChanges(tx, actor, [{ customerId: id, field, before: stored, after: next }]);
    if (field === "lifecycle") {
      await recordStages(tx, actor, [{ customerId: id, from: customer.lifecycle, to: next as LifecycleStage }]);
    }
    const fields = [key === null ? field : `attributes.${key}`];
    await recordEvent(tx, actor, "customer.update", { type: "customer", id }, { fields });
    await touchCustomers(tx, actor, [id], "edit");
    return { status: "saved", value: next };
  });
}
