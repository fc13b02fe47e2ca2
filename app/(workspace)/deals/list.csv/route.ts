import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { route } from "@/lib/auth/route";
import { csvFile } from "@/lib/csv";
import { exportDeals } from "@/lib/deals/commands";
import { dealListParams } from "@/lib/deals/list-params";

/** The deals table with the address's filter and order, as CSV. */
export const GET = route({
  input: z.object({}),
  run: async (actor, _input, { request }) => {
    const asked = dealListParams.parse(Object.fromEntries(new URL(request.url).searchParams));
    const seller = actor.role === "hunter" || actor.role === "farmer";
    const params = { ...asked, owner: asked.owner ?? (seller ? ("mine" as const) : ("all" as const)) };
    const t = await getTranslations("deals");
    return csvFile(t("title"), await exportDeals(actor, params, new Date()));
  },
});
