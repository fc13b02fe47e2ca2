import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { requireSession } from "@/lib/auth/doors";
import { route } from "@/lib/auth/route";
import { csvFile } from "@/lib/csv";
import { parsePeriod } from "@/lib/period";
import { exportResponses } from "@/lib/responses/commands";
import { responseListParams } from "@/lib/responses/list-url";

/** The responses list with the address's filter, as CSV. */
export const GET = route({
  input: z.object({}),
  run: async (actor, _input, { request }) => {
    const [t, { workspace }] = await Promise.all([getTranslations("responses"), requireSession()]);
    const params = responseListParams.parse(Object.fromEntries(new URL(request.url).searchParams));
    const span = parsePeriod(params.period, { timeZone: workspace.timeZone, now: new Date() });
    return csvFile(t("title"), await exportResponses(actor, params, span));
  },
});
