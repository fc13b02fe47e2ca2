import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace } from "../db";
import type { ComputedField } from "./computed";
import { readFields } from "./computed";
import type { ComputedContext } from "./field-sql";
import { namesOf } from "./read-sql";

/** The workspace's computed fields in their order. Archived ones keep their meaning where they are used. */
export async function listComputedFields(actor: Actor): Promise<ComputedField[]> {
  allow(actor, "catalogue.read");
  const found = await inWorkspace(actor).computedField.findMany({ orderBy: [{ position: "asc" }, { label: "asc" }] });
  return readFields(found);
}

/** What computedToSql needs besides a key. */
export async function computedContext(actor: Actor, now: Date): Promise<ComputedContext> {
  allow(actor, "catalogue.read");
  const [names, workspace] = await Promise.all([
    namesOf(inWorkspace(actor)),
    inWorkspace(actor).workspace.findFirstOrThrow({ select: { timeZone: true } }),
  ]);
  return { now, timeZone: workspace.timeZone, names };
}

/** Questions that answers can be rolled up of: those with a number. */
export async function numericItems(actor: Actor): Promise<{ no: number; label: string; survey: string }[]> {
  allow(actor, "catalogue.read");
  const found = await inWorkspace(actor).item.findMany({
    where: { scaleMin: { not: null } },
    select: { no: true, label: true, survey: { select: { name: true } } },
    orderBy: { no: "asc" },
    take: 500,
  });
  return found.map(({ no, label, survey }) => ({ no, label, survey: survey.name }));
}
