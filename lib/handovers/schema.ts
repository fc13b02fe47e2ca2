import { z } from "zod";
import { checklistPart, PARTS } from "./checklist";

const id = z.uuid("This is not a known id.");

export const aboutDeal = z.object({ dealId: id });
export const handoverId = z.object({ id });

export const newHandover = z.object({
  dealId: z.uuid("Choose a deal."),
  farmerId: z.uuid("Choose who takes over."),
});
export type NewHandover = z.output<typeof newHandover>;

export const newFarmer = z.object({ id, farmerId: z.uuid("Choose who takes over.") });

/** One part of the checklist, as it becomes, and as its writer saw it before. */
export const partChange = z.object({ id, key: z.enum(PARTS), part: checklistPart, was: checklistPart });
export type PartChange = z.output<typeof partChange>;
