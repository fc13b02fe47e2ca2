import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { route } from "@/lib/auth/route";
import { exportCases } from "@/lib/cases/commands";
import { caseListParams } from "@/lib/cases/schema";
import { csvFile } from "@/lib/csv";

/** The cases list with the address's filter, as CSV. */
export const GET = route({
  input: z.object({}),
  run: async (actor, _input, { request }) => {
    const params = caseListParams.parse(Object.fromEntries(new URL(request.url).searchParams));
    const t = await getTranslations("cases");
    return csvFile(t("title"), await exportCases(actor, params));
  },
});
