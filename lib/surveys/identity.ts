import type { ExperienceResponse, ItemDirection, ItemKind, Measure } from "../generated/prisma/enums";

/** What must stay for answers to be comparable over years. */
export type Measured = {
  kind: ItemKind;
  scaleMin: number | null;
  scaleMax: number | null;
  direction: ItemDirection;
  measure: Measure;
  touchpointId: string | null;
  response?: ExperienceResponse | null | undefined;
};

/**
 * True when a question still asks what its item asked: other words are the same item, another kind, scale, direction or
 * measure is not. A touchpoint may be given to an item that had none; moving it to another makes a new item.
 */
export function isSameItem(item: Measured, question: Measured): boolean {
  return (
    item.kind === question.kind &&
    item.scaleMin === question.scaleMin &&
    item.scaleMax === question.scaleMax &&
    item.direction === question.direction &&
    item.measure === question.measure &&
    (item.response ?? null) === (question.response ?? null) &&
    (item.touchpointId === null || item.touchpointId === question.touchpointId)
  );
}
