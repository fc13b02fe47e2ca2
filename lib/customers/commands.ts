import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { type Tx, transaction } from "../db";
import { AppError, conflict, invalid, notFound } from "../errors";
import type { LifecycleStage } from "../generated/prisma/enums";
import { newId } from "../id";
import { type AttributeValue, readAttributes } from "./attributes";
import { changesBetween, type FactState } from "./history";
import { recordChanges } from "./history-sql";
import { countForExport, customersCsv, customersXlsx, MOST_XLSX_ROWS } from "./queries/export";
import { mustReach, reachable } from "./reach";
import type {
  AttributeDefinitionChange,
  CustomerChanges,
  CustomerListParams,
  NewAttributeDefinition,
  NewContact,
  NewCustomer,
} from "./schema";
import { searchTextOf } from "./search-text";
import { recordStages } from "./stage-sql";
import { touchCustomers } from "./touch-sql";

const definitionsOf = (tx: Tx, actor: Actor) =>
  tx.attributeDefinition.findMany({ where: { workspaceId: actor.workspaceId, archivedAt: null } });

/** @throws AppError invalid, with a message at each wrong attribute */
async function typedAttributes(tx: Tx, actor: Actor, given: Record<string, unknown>) {
  if (Object.keys(given).length === 0) return {};
  const { values, errors } = readAttributes(await definitionsOf(tx, actor), given);
  if (Object.keys(errors).length > 0) throw invalid("Please check the marked fields.", errors);
  return values;
}

/** What is set stays, what is null goes. */
function mergeAttributes(
  before: Record<string, AttributeValue>,
  changes: Record<string, AttributeValue | null>,
): Record<string, AttributeValue> {
  const merged: Record<string, AttributeValue | null> = { ...before, ...changes };
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, AttributeValue] => entry[1] !== null),
  );
}

async function refuseTakenExternalId(tx: Tx, actor: Actor, externalId: string | null | undefined, id?: string) {
  if (!externalId) return;
  const other = await tx.customer.findUnique({
    where: { workspaceId_externalId: { workspaceId: actor.workspaceId, externalId } },
    select: { id: true, name: true },
  });
  if (other && other.id !== id) {
    const isTheirs = (await reachable(tx, actor, [other.id])).has(other.id);
    const who = isTheirs ? other.name : "Another customer";
    throw conflict("Another customer has this number.", { externalId: `${who} has this number.` });
  }
}

/**
 * A new customer, with the first step of its lifecycle. A seller's own becomes his; sending the same id twice makes one.
 * @throws AppError invalid (an attribute), conflict (the external id is taken)
 */
export async function createCustomer(actor: Actor, input: NewCustomer): Promise<{ id: string }> {
  allow(actor, "customers.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    const same = await tx.customer.findUnique({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      select: { id: true },
    });
    if (same) return same;
    await refuseTakenExternalId(tx, actor, input.externalId);
    const attributes = mergeAttributes({}, await typedAttributes(tx, actor, input.attributes));
    const isSeller = actor.role === "hunter" || actor.role === "farmer";
    await tx.customer.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        kind: input.kind,
        side: input.side,
        name: input.name,
        email: input.email,
        phone: input.phone,
        city: input.city,
        country: input.country,
        language: input.language,
        externalId: input.externalId,
        tags: input.tags,
        attributes,
        lifecycle: input.lifecycle,
        ownerId: isSeller ? actor.userId : null,
        searchText: searchTextOf(input),
      },
    });
    await tx.customerExperience.create({ data: { workspaceId: actor.workspaceId, customerId: id } });
    await recordStages(tx, actor, [{ customerId: id, from: null, to: input.lifecycle }]);
    await recordEvent(tx, actor, "customer.create", { type: "customer", id });
    await touchCustomers(tx, actor, [id], "edit");
    return { id };
  });
}

/**
 * Plain edits; only what is given changes. The audit trail keeps the names of the changed fields, not their values.
 * @throws AppError not_found, invalid (an attribute), conflict (the external id is taken)
 */
export async function updateCustomer(actor: Actor, { id, attributes, ...changes }: CustomerChanges): Promise<void> {
  allow(actor, "customers.write");
  await transaction(actor, async (tx) => {
    const before = await findCustomer(tx, actor, id);
    await refuseTakenExternalId(tx, actor, changes.externalId, id);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const own = attributes ? await typedAttributes(tx, actor, attributes) : {};
    const merged = attributes
      ? { attributes: mergeAttributes((before.attributes ?? {}) as Record<string, AttributeValue>, own) }
      : {};
    const after = { ...before, ...given, ...merged };
    await tx.customer.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { ...given, ...merged, searchText: searchTextOf(after) },
    });
    await recordChanges(tx, actor, changesBetween(id, before as FactState, after as FactState));
    const fields = [...Object.keys(given), ...Object.keys(own).map((key) => `attributes.${key}`)];
    await recordEvent(tx, actor, "customer.update", { type: "customer", id }, { fields });
    await touchCustomers(tx, actor, [id], "edit");
  });
}

async function findCustomer(tx: Tx, actor: Actor, id: string) {
  const customer = await tx.customer.findUnique({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
  });
  if (!customer) throw notFound("The customer");
  await mustReach(tx, actor, id, "The customer");
  return customer;
}

async function findCustomers(tx: Tx, actor: Actor, ids: readonly string[]) {
  const found = await tx.customer.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: [...ids] } },
    select: { id: true, ownerId: true, archivedAt: true },
  });
  const wanted = new Set(ids).size;
  if (found.length !== wanted || (await reachable(tx, actor, ids)).size !== wanted)
    throw notFound("One of the customers");
  return found;
}

export type Assignment = { ids: string[]; ownerId: string | null };

/**
 * Gives customers to an owner, or to nobody.
 * @returns who had them before, as the assignments that undo this
 * @throws AppError not_found, invalid (the owner does not work here)
 */
export async function assignCustomers(actor: Actor, groups: readonly Assignment[]): Promise<Assignment[]> {
  allow(actor, "customers.assign");
  return transaction(actor, async (tx) => {
    const before = new Map<string | null, string[]>();
    for (const { ids, ownerId } of groups) {
      if (ownerId) {
        const member = await tx.membership.findFirst({
          where: { workspaceId: actor.workspaceId, userId: ownerId, endedAt: null },
          select: { id: true },
        });
        if (!member) throw invalid("This person does not work here.", { ownerId: "Choose somebody who works here." });
      }
      const changed = (await findCustomers(tx, actor, ids)).filter((customer) => customer.ownerId !== ownerId);
      if (changed.length === 0) continue;
      for (const { id, ownerId: had } of changed) before.set(had, [...(before.get(had) ?? []), id]);
      await tx.customer.updateMany({
        where: { workspaceId: actor.workspaceId, id: { in: changed.map(({ id }) => id) } },
        data: { ownerId },
      });
      await recordChanges(
        tx,
        actor,
        changed.map(({ id, ownerId: had }) => ({ customerId: id, field: "ownerId", before: had, after: ownerId })),
      );
      for (const { id } of changed) {
        await recordEvent(tx, actor, "customer.assign", { type: "customer", id }, { ownerId });
      }
    }
    await touchCustomers(tx, actor, [...before.values()].flat(), "edit");
    return [...before].map(([ownerId, ids]) => ({ ids, ownerId }));
  });
}

/** Takes customers out of every list; nothing is deleted. @returns those that were not archived before @throws AppError not_found */
export async function archiveCustomers(actor: Actor, ids: readonly string[]): Promise<string[]> {
  allow(actor, "customers.write");
  return setArchived(actor, ids, new Date());
}

/** @throws AppError not_found */
export async function unarchiveCustomers(actor: Actor, ids: readonly string[]): Promise<string[]> {
  allow(actor, "customers.write");
  return setArchived(actor, ids, null);
}

async function setArchived(actor: Actor, ids: readonly string[], archivedAt: Date | null): Promise<string[]> {
  return transaction(actor, async (tx) => {
    const changed = (await findCustomers(tx, actor, ids))
      .filter((customer) => (customer.archivedAt === null) !== (archivedAt === null))
      .map(({ id }) => id);
    await tx.customer.updateMany({
      where: { workspaceId: actor.workspaceId, id: { in: changed } },
      data: { archivedAt },
    });
    const action = archivedAt ? "customer.archive" : "customer.unarchive";
    for (const id of changed) await recordEvent(tx, actor, action, { type: "customer", id });
    await touchCustomers(tx, actor, changed, "edit");
    return changed;
  });
}

/** Moves a customer to another stage of its lifecycle; the move is dated and stays on the timeline. @throws AppError not_found */
export async function setLifecycle(
  actor: Actor,
  { id, stage, reason }: { id: string; stage: LifecycleStage; reason: string },
): Promise<void> {
  allow(actor, "customers.write");
  await transaction(actor, async (tx) => {
    const before = await findCustomer(tx, actor, id);
    if (before.lifecycle === stage) return;
    await tx.customer.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { lifecycle: stage },
    });
    await recordStages(tx, actor, [{ customerId: id, from: before.lifecycle, to: stage, reason }]);
    await recordChanges(tx, actor, [{ customerId: id, field: "lifecycle", before: before.lifecycle, after: stage }]);
    await recordEvent(
      tx,
      actor,
      "customer.lifecycle",
      { type: "customer", id },
      {
        from: before.lifecycle,
        to: stage,
      },
    );
    await touchCustomers(tx, actor, [id], "edit");
  });
}

/** A person at a company, or in a household. @throws AppError not_found */
export async function addContact(
  actor: Actor,
  { customerId, ...input }: NewContact & { stance?: number | null },
): Promise<{ id: string }> {
  allow(actor, "customers.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    await findCustomer(tx, actor, customerId);
    const { count } = await tx.contact.createMany({
      data: [{ ...input, workspaceId: actor.workspaceId, id, customerId }],
      skipDuplicates: true,
    });
    if (count > 0) await recordEvent(tx, actor, "contact.create", { type: "contact", id }, { customerId });
    return { id };
  });
}

/** A new column of the workspace's own. @throws AppError conflict (the key is taken) */
export async function createAttributeDefinition(actor: Actor, input: NewAttributeDefinition): Promise<{ id: string }> {
  allow(actor, "catalogue.write");
  const id = newId();
  return transaction(actor, async (tx) => {
    const taken = await tx.attributeDefinition.findUnique({
      where: { workspaceId_key: { workspaceId: actor.workspaceId, key: input.key } },
    });
    if (taken) throw conflict("There is such an attribute already.", { key: "This key is taken." });
    const position = await tx.attributeDefinition.count({ where: { workspaceId: actor.workspaceId } });
    await tx.attributeDefinition.create({ data: { ...input, workspaceId: actor.workspaceId, id, position } });
    await recordEvent(tx, actor, "attribute.create", { type: "attribute", id }, { key: input.key });
    return { id };
  });
}

/** Changes how an attribute is called, what it is measured in and, for a choice, what may be chosen. Values stay as they are. */
export async function updateAttributeDefinition(actor: Actor, given: AttributeDefinitionChange): Promise<void> {
  allow(actor, "catalogue.write");
  await transaction(actor, async (tx) => {
    const found = await tx.attributeDefinition.findFirst({ where: { id: given.id } });
    if (!found) throw notFound("This attribute");
    const label = given.label.trim();
    if (label === "") throw invalid("Please check the marked fields.", { label: "Give it a name." });
    const isChoice = found.kind === "choice";
    if (isChoice && given.options.length === 0)
      throw invalid("Please check the marked fields.", { options: "Name at least one choice." });
    const options = isChoice ? given.options : found.options;
    const unit = found.kind === "number" ? given.unit : found.unit;
    await tx.attributeDefinition.updateMany({ where: { id: given.id }, data: { label, unit, options } });
    await recordEvent(
      tx,
      actor,
      "attribute.update",
      { type: "attribute", id: given.id },
      { key: found.key, ...(label === found.label ? {} : { label }), options: options.length },
    );
  });
}

async function setAttributeArchived(actor: Actor, id: string, archived: boolean): Promise<void> {
  await transaction(actor, async (tx) => {
    const found = await tx.attributeDefinition.findFirst({ where: { id }, select: { key: true, archivedAt: true } });
    if (!found) throw notFound("This attribute");
    if ((found.archivedAt !== null) === archived) return;
    await tx.attributeDefinition.updateMany({ where: { id }, data: { archivedAt: archived ? new Date() : null } });
    await recordEvent(
      tx,
      actor,
      archived ? "attribute.archive" : "attribute.restore",
      { type: "attribute", id },
      { key: found.key },
    );
  });
}

/** Out of forms, filters and scans; the values that customers have are kept. */
export async function archiveAttributeDefinition(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setAttributeArchived(actor, id, true);
}

export async function restoreAttributeDefinition(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setAttributeArchived(actor, id, false);
}

/** Customers leave as a file: who took which filter away is written down. @returns the file's pieces, as they are read */
export async function exportCustomers(actor: Actor, params: CustomerListParams): Promise<AsyncGenerator<string>> {
  allow(actor, "customers.read");
  const pieces = await customersCsv(actor, { ...params, cursor: undefined });
  await recordExport(actor, params, "csv");
  return pieces;
}

/**
 * The same as an Excel workbook.
 * @param sheet its name; @param timeZone in which instants are written
 * @throws AppError too_large: more than MOST_XLSX_ROWS
 */
export async function exportWorkbook(
  actor: Actor,
  params: CustomerListParams,
  { sheet, timeZone }: { sheet: string; timeZone: string },
): Promise<AsyncGenerator<Uint8Array>> {
  allow(actor, "customers.read");
  if ((await countForExport(actor, params)) > MOST_XLSX_ROWS)
    throw new AppError(
      "too_large",
      `More than ${MOST_XLSX_ROWS.toLocaleString("en")} rows are too many for Excel. Take them as CSV, or narrow the list.`,
    );
  const pieces = await customersXlsx(actor, { ...params, cursor: undefined }, { name: sheet, timeZone });
  await recordExport(actor, params, "xlsx");
  return pieces;
}

/** Which filters, not what was searched for: that may be a person's name. */
async function recordExport(actor: Actor, params: CustomerListParams, as: "csv" | "xlsx"): Promise<void> {
  const { cursor: _, q, attr, sort, dir: __, cols: ___, saved: ____, ...filters } = params;
  const detail = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  await transaction(actor, (tx) =>
    recordEvent(
      tx,
      actor,
      "customer.export",
      { type: "customer", id: null },
      { ...detail, sort, as, searched: Boolean(q), attributes: attr.map(({ key }) => key) },
    ),
  );
}
