import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace } from "../../db";
import type { AttributeDefinition } from "../attributes";
import type { SegmentChoice } from "../customer";

/** The workspace's own customer attributes, in order. */
export async function listAttributeDefinitions(actor: Actor): Promise<AttributeDefinition[]> {
  allow(actor, "customers.read");
  return inWorkspace(actor).attributeDefinition.findMany({
    where: { archivedAt: null },
    select: { id: true, key: true, label: true, kind: true, options: true, unit: true },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }],
  });
}

/** Saved segments by size, for the list's tabs and filter. */
export async function listSegmentChoices(actor: Actor): Promise<SegmentChoice[]> {
  allow(actor, "segments.read");
  return inWorkspace(actor).segment.findMany({
    where: { archivedAt: null },
    select: { id: true, name: true, memberCount: true },
    orderBy: [{ memberCount: "desc" }, { name: "asc" }],
    take: 200,
  });
}

export type AttributeRow = AttributeDefinition & { archivedAt: Date | null };

/** Every attribute there ever was, those in use first: for the settings. */
export async function listAllAttributes(actor: Actor): Promise<AttributeRow[]> {
  allow(actor, "customers.read");
  return inWorkspace(actor).attributeDefinition.findMany({
    select: { id: true, key: true, label: true, kind: true, options: true, unit: true, archivedAt: true },
    orderBy: [{ archivedAt: { sort: "asc", nulls: "first" } }, { position: "asc" }, { createdAt: "asc" }],
  });
}
