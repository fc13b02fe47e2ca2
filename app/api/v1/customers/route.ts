import { route } from "@/lib/auth/route";
import { listCustomers } from "@/lib/customers/queries/list";
import { customerListParams } from "@/lib/customers/schema";
import { takeCustomers } from "@/lib/intake/commands";
import { batch, LIMITS } from "@/lib/intake/schema";

/** One page of customers, by the same parameters as the list's address. `next` and `previous` are values for `cursor`. */
export const GET = route({
  input: customerListParams,
  run: (actor, params) => listCustomers(actor, params),
});

/** A batch from another system: docs/api.md. */
export const POST = route({
  input: batch,
  limitBytes: LIMITS.bytes,
  run: (actor, { rows }) => takeCustomers(actor, rows),
});
