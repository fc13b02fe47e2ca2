import { z } from "zod";
import { route } from "@/lib/auth/route";
import { csvFile } from "@/lib/csv";
import { getSegment } from "@/lib/segments/queries";
import { segmentMembersCsv } from "@/lib/segments/queries/members";

/** All members as CSV, as they are read. */
export const GET = route<z.ZodType, unknown, { id: string }>({
  input: z.object({}),
  run: async (actor, _input, { params }) => {
    const { name } = await getSegment(actor, params.id);
    return csvFile(name, await segmentMembersCsv(actor, params.id));
  },
});
