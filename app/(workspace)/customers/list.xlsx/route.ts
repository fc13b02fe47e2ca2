import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { requireSession } from "@/lib/auth/doors";
import { route } from "@/lib/auth/route";
import { exportWorkbook } from "@/lib/customers/commands";
import { readListUrl } from "@/lib/customers/list-url";
import { xlsxFile } from "@/lib/xlsx";

/** The customers list with the address's filter and order, as an Excel workbook. */
export const GET = route({
  input: z.object({}),
  run: async (actor, _input, { request }) => {
    const seller = actor.role === "hunter" || actor.role === "farmer";
    const params = readListUrl(new URL(request.url).searchParams, seller);
    const [t, { workspace }] = await Promise.all([getTranslations("customers"), requireSession()]);
    const sheet = t("title");
    return xlsxFile(sheet, await exportWorkbook(actor, params, { sheet, timeZone: workspace.timeZone }));
  },
});
