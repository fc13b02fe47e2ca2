import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { route } from "@/lib/auth/route";
import { csvFile } from "@/lib/csv";
import { exportCustomers } from "@/lib/customers/commands";
import { readListUrl } from "@/lib/customers/list-url";

/** The customers list with the address's filter and order, as CSV. */
export const GET = route({
  input: z.object({}),
  run: async (actor, _input, { request }) => {
    const seller = actor.role === "hunter" || actor.role === "farmer";
    const params = readListUrl(new URL(request.url).searchParams, seller);
    const t = await getTranslations("customers");
    return csvFile(t("title"), await exportCustomers(actor, params));
  },
});
