import { z } from "zod";
import { route } from "@/lib/auth/route";
import { getSegment, listSegmentMembers } from "@/lib/segments/queries";

const input = z.object({
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** One page of a segment's members by name. `next` and `previous` are values for `cursor`. */
export const GET = route<typeof input, unknown, { id: string }>({
  input,
  run: async (actor, params, { params: { id } }) => {
    await getSegment(actor, id);
    return listSegmentMembers(actor, id, params);
  },
});
