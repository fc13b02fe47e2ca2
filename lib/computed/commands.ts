import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { Prisma, rows, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { newId } from "../id";
import { addJob } from "../jobs";
import { checkReferences, FormulaFault, kindOf, type Names } from "./formula";
import { readDefinition } from "./read-sql";
import { type ComputedChange, type ComputedInput, MOST_FIELDS } from "./schema";

/** A new field of numbers. @throws AppError conflict (the key is taken), invalid (the formula, at its place), too many */
export async function createComputedField(actor: Actor, input: ComputedInput): Promise<{ id: string }> {
  allow(actor, "catalogue.write");
  const id = newId();
  return transaction(actor, async (tx) => {
    await lock(tx, actor);
    const position = await tx.computedField.count();
    if (position >= MOST_FIELDS) throw invalid(`A workspace has at most ${MOST_FIELDS} computed fields.`);
    const isTaken =
      (await tx.computedField.findFirst({ where: { key: input.key }, select: { id: true } })) ??
      (await tx.attributeDefinition.findFirst({ where: { key: input.key }, select: { id: true } }));
    if (isTaken) throw conflict("There is such a field already.", { key: "An attribute or a field has this key." });
    const { definition, kind } = await readDefinition(tx, input.key, input.definition);
    await tx.computedField.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        key: input.key,
        label: input.label,
        kind,
        unit: kind === "money" ? "" : input.unit,
        definition: definition as unknown as Prisma.InputJsonObject,
        position,
      },
    });
    await recordEvent(tx, actor, "computed_field.create", { type: "computed_field", id }, { key: input.key });
    return { id };
  });
}

/**
 * Another name or another meaning. Segments that ask about it are worked out anew.
 * @throws AppError not_found, invalid (the formula, a circle, or a kind that others do not go with)
 */
export async function updateComputedField(actor: Actor, input: ComputedChange): Promise<void> {
  allow(actor, "catalogue.write");
  await transaction(actor, async (tx) => {
    await lock(tx, actor);
    const found = await tx.computedField.findFirst({ where: { id: input.id } });
    if (!found) throw notFound("This field");
    const { definition, kind, names } = await readDefinition(tx, found.key, input.definition);
    const after: Names = {
      ...names,
      fields: names.fields.map((field) => (field.key === found.key ? { ...field, definition } : field)),
    };
    for (const other of after.fields) {
      if (other.key === found.key) continue;
      try {
        checkReferences(other.key, other.definition, after);
        kindOf(other.definition, after);
      } catch (error) {
        if (!(error instanceof FormulaFault)) throw error;
        throw invalid("Please check the marked fields.", {
          "definition.text": `“${other.label}” is made of this field: ${error.message}`,
        });
      }
    }
    await tx.computedField.updateMany({
      where: { id: input.id },
      data: {
        label: input.label,
        kind,
        unit: kind === "money" ? "" : input.unit,
        definition: definition as unknown as Prisma.InputJsonObject,
      },
    });
    await recordEvent(tx, actor, "computed_field.update", { type: "computed_field", id: input.id }, { key: found.key });
    await addJob(
      tx,
      actor,
      "segments.recompute-all",
      { cause: "edit" },
      { key: `segments.recompute-all:${actor.workspaceId}`, queue: `segments:${actor.workspaceId}` },
    );
  });
}

/** Out of choices and columns; what is made of it, and segments that ask about it, keep their meaning. @throws AppError not_found */
export async function archiveComputedField(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "catalogue.write");
  await setArchived(actor, id, now);
}

/** @throws AppError not_found */
export async function restoreComputedField(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setArchived(actor, id, null);
}

async function setArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    const found = await tx.computedField.findFirst({ where: { id }, select: { key: true, archivedAt: true } });
    if (!found) throw notFound("This field");
    if ((found.archivedAt === null) === (archivedAt === null)) return;
    await tx.computedField.updateMany({ where: { id }, data: { archivedAt } });
    const action = archivedAt ? "computed_field.archive" : "computed_field.restore";
    await recordEvent(tx, actor, action, { type: "computed_field", id }, { key: found.key });
  });
}

/** Two definitions at once could be made of each other. */
async function lock(tx: Tx, actor: Actor): Promise<void> {
  await rows(
    tx,
    actor,
    (w) => Prisma.sql`select pg_advisory_xact_lock(hashtextextended('computed ' || ${w}, 0))::text`,
  );
}
