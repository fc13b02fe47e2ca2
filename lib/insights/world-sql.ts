import "server-only";
import { type InWorkspace, inWorkspace } from "../db";
import { segmentRule } from "../segments/schema";
import type { SegmentFacts } from "./conditions";
import type { ItemFacts } from "./experience";
import { itemOptions } from "./schema";

/** What a workspace's scan is made of, besides its customers. */
export async function readWorld(who: InWorkspace) {
  const db = inWorkspace(who);
  const [workspace, attributes, segments, items] = await Promise.all([
    db.workspace.findFirstOrThrow({ select: { timeZone: true, currency: true } }),
    db.attributeDefinition.findMany({ where: { archivedAt: null }, orderBy: [{ position: "asc" }, { key: "asc" }] }),
    db.segment.findMany({ where: { archivedAt: null }, orderBy: { id: "asc" }, take: 200 }),
    db.item.findMany({ where: { archivedAt: null }, orderBy: { no: "asc" }, include: { touchpoint: true } }),
  ]);
  return {
    timeZone: workspace.timeZone,
    currency: workspace.currency,
    attributes,
    segments: segments.flatMap(({ id, name, rule }): SegmentFacts[] => {
      const parsed = segmentRule.safeParse(rule);
      return parsed.success ? [{ id, name, rule: parsed.data }] : [];
    }),
    items: items.map(
      (item): ItemFacts => ({
        id: item.id,
        no: item.no,
        label: item.label,
        kind: item.kind,
        scaleMin: item.scaleMin,
        scaleMax: item.scaleMax,
        direction: item.direction,
        measure: item.measure,
        touchpointId: item.touchpointId,
        touchpoint: item.touchpoint?.name ?? null,
        firmControlled: item.touchpoint?.controller === "firm",
        options: itemOptions.parse(item.options),
      }),
    ),
  };
}
