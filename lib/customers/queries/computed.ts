import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { computedObjectSql, definitionToSql } from "../../computed/field-sql";
import { computedContext } from "../../computed/queries";
import { readDefinition } from "../../computed/read-sql";
import type { DefinitionInput, NumberKind } from "../../computed/schema";
import { inWorkspace, Prisma, rows, transaction } from "../../db";
import { reachSql } from "../reach";

export type ComputedValues = Record<string, number | null>;

/**
 * The values of computed fields for some customers: of a page of a list, or of one record. Archived fields have none.
 * @param keys only these; all when left out
 * @returns by customer, then by key; money in cents, null for unknown
 */
export async function computedValues(
  actor: Actor,
  customerIds: readonly string[],
  { now, keys }: { now: Date; keys?: readonly string[] },
): Promise<Map<string, ComputedValues>> {
  allow(actor, "customers.read");
  if (customerIds.length === 0) return new Map();
  const context = await computedContext(actor, now);
  const fields = context.names.fields.filter(
    (field) => !("archived" in field && field.archived) && (!keys || keys.includes(field.key)),
  );
  if (fields.length === 0) return new Map();
  const found = await rows<{ id: string; values: ComputedValues }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select c.id, ${computedObjectSql(fields, context)} as values
      from customers c
      where c.workspace_id = ${w} and c.id = any(${[...customerIds]}::uuid[]) and ${reachSql(actor, w)}`,
  );
  return new Map(found.map(({ id, values }) => [id, values]));
}

/** Customers that a definition is tried on, the newest; and of these the ones shown. */
const SAMPLE = 200;
const SHOWN = 5;

export type ComputedPreview = {
  kind: NumberKind;
  rows: { id: string; name: string; value: number | null }[];
  /** Of so many customers it was tried on, so many have a value. */
  sampled: number;
  known: number;
};

/**
 * What a definition would say of customers one knows, before it is saved: the highest values among the newest customers.
 * @param key of the field that is changed; null for a new one @throws AppError invalid, with the fault at its place
 */
export async function previewComputed(
  actor: Actor,
  { key, definition: given, now }: { key: string | null; definition: DefinitionInput; now: Date },
): Promise<ComputedPreview> {
  allow(actor, "catalogue.write");
  const { definition, kind } = await transaction(actor, (tx) => readDefinition(tx, key, given));
  const context = await computedContext(actor, now);
  const found = await rows<{ id: string; name: string; value: number | null; sampled: number; known: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with sample as materialized (
        select c.* from customers c
        where c.workspace_id = ${w} and c.archived_at is null and ${reachSql(actor, w)}
        order by c.created_at desc, c.id limit ${SAMPLE}
      ), valued as materialized (
        select c.id, c.name, (${definitionToSql(definition, context)})::float8 as value from sample c
      )
      select id, name, value, (count(*) over ())::int as sampled, (count(value) over ())::int as known
      from valued order by value desc nulls last, name, id limit ${SHOWN}`,
  );
  return {
    kind,
    rows: found.map(({ id, name, value }) => ({ id, name, value })),
    sampled: found[0]?.sampled ?? 0,
    known: found[0]?.known ?? 0,
  };
}
