import { z } from "zod";
import { route } from "@/lib/auth/route";
import { importProgress } from "@/lib/imports/queries";

/** How far an import is. */
export const GET = route<z.ZodType, unknown, { id: string }>({
  input: z.object({}),
  run: (actor, _input, { params }) => importProgress(actor, params.id),
});
