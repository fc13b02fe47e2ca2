import type { Role } from "../generated/prisma/enums";

/** The five people of the demo workspace, one a role. */
export const DEMO_USERS: Record<Role, { name: string; email: string }> = {
  cx_manager: { name: "Ewa Nowak", email: "ewa.nowak@meridian.example" },
  farmer: { name: "Marta Silva", email: "marta.silva@meridian.example" },
  hunter: { name: "Piotr Zając", email: "piotr.zajac@meridian.example" },
  executive: { name: "Jonas Lindqvist", email: "jonas.lindqvist@meridian.example" },
  admin: { name: "Lena Brandt", email: "lena.brandt@meridian.example" },
};
