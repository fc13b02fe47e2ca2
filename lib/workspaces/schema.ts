import { z } from "zod";
import { BusinessModel, MarketStrategy } from "../generated/prisma/enums";

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

export const newWorkspaceInput = workspaceInput.pick({ name: true });
export const switchInput = z.object({ workspaceId: z.uuid() });
export type WorkspaceInput = z.output<typeof workspaceInput>;
