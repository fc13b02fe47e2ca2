import { z } from "zod";
import { BusinessModel, MarketStrategy, RowScope } from "../generated/prisma/enums";

const zones = new Set(Intl.supportedValuesOf("timeZone").concat("UTC"));

export const workspaceInput = z.object({
  name: z.string().trim().min(1, "The workspace needs a name.").max(120, "At most 120 characters."),
  timeZone: z.string().refine((value) => zones.has(value), "Choose a time zone from the list."),
  currency: z.string().regex(/^[A-Z]{3}$/, "Three capital letters, such as EUR."),
  model: z.enum(BusinessModel),
  strategy: z.enum(MarketStrategy),
  smallGroup: z.coerce.number({ error: "A number from 3 to 10." }).int().min(3, "At least 3.").max(10, "At most 10."),
  brandColor: z.string().regex(/^#[0-9a-fA-F]{6}$/, "A colour such as #123b63."),
});

/** Which customers sellers see, by their role. */
export const reachInput = z.object({ hunterSees: z.enum(RowScope), farmerSees: z.enum(RowScope) });
export type ReachInput = z.output<typeof reachInput>;

export const newWorkspaceInput = workspaceInput.pick({ name: true });
export const switchInput = z.object({ workspaceId: z.uuid() });
export type WorkspaceInput = z.output<typeof workspaceInput>;
