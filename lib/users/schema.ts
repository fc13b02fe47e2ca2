import { z } from "zod";
import { Role } from "../generated/prisma/enums";

export const inviteInput = z.object({
  email: z
    .email("This is not an e-mail address.")
    .max(200)
    .transform((value) => value.toLowerCase()),
  role: z.enum(Role, "Choose a role."),
});
export const invitationId = z.object({ id: z.uuid() });
export const roleInput = z.object({ membershipId: z.uuid(), role: z.enum(Role, "Choose a role.") });
export const membershipId = z.object({ membershipId: z.uuid() });
