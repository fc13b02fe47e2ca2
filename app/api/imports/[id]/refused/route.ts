import { z } from "zod";
import { route } from "@/lib/auth/route";
import { getImport, refusedRowsCsv } from "@/lib/imports/queries";

/** The refused rows of an import as CSV, as they are read. */
export const GET = route<z.ZodType, unknown, { id: string }>({
  input: z.object({}),
  run: async (actor, _input, { params }) => {
    const { fileName } = await getImport(actor, params.id);
    const pieces = await refusedRowsCsv(actor, params.id);
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
    const name = `${fileName.replace(/\.[a-z0-9]+$/i, "")} refused.csv`;
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="refused.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
        "cache-control": "no-store",
      },
    });
  },
});
