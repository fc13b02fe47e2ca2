import { route } from "@/lib/auth/route";
import { takeContacts } from "@/lib/intake/commands";
import { batch, LIMITS } from "@/lib/intake/schema";

/** A batch from another system: docs/api.md. */
export const POST = route({
  input: batch,
  limitBytes: LIMITS.bytes,
  run: (actor, { rows }) => takeContacts(actor, rows),
});
