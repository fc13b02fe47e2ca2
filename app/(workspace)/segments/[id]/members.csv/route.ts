import { z } from "zod";
import { route } from "@/lib/auth/route";
import { getSegment } from "@/lib/segments/queries";
import { segmentMembersCsv } from "@/lib/segments/queries/members";

/** All members as CSV, as they are read. */
export const GET = route<z.ZodType, unknown, { id: string }>({
  input: z.object({}),
  run: async (actor, _input, { params }) => {
    const { name } = await getSegment(actor, params.id);
    const pieces = await segmentMembersCsv(actor, params.id);
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value, done } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="members.csv"; filename*=UTF-8''${encodeURIComponent(`${name}.csv`)}`,
        "cache-control": "no-store",
      },
    });
  },
});
