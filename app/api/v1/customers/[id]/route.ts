import { z } from "zod";
import { route } from "@/lib/auth/route";
import { getCustomer } from "@/lib/customers/queries/customer";

/** One customer. */
export const GET = route<z.ZodObject, unknown, { id: string }>({
  input: z.object({}),
  run: (actor, _, { params }) => getCustomer(actor, params.id),
});
