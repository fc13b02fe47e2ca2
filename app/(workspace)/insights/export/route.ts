import { getTranslations } from "next-intl/server";
import { requireActor } from "@/lib/auth/doors";
import { csvLine } from "@/lib/csv";
import { sentencesCsv } from "@/lib/insights/csv";
import { getScanStates, listSentences } from "@/lib/insights/queries";
import type { Say } from "@/lib/insights/sentence";
import { readInsightsUrl } from "@/lib/insights/url";

/** More are not kept of a scan. */
const MOST = 2000;

/** The sentences as filtered on the page, each with its counts and tests, as CSV. */
export async function GET(request: Request): Promise<Response> {
  const actor = await requireActor();
  const url = readInsightsUrl(Object.fromEntries(new URL(request.url).searchParams));
  const { finished } = await getScanStates(actor, url.period);
  const say = (await getTranslations("insights")) as unknown as Say;
  const list = finished ? await listSentences(actor, finished.id, { ...url, together: false }, MOST) : null;
  const lines = sentencesCsv(list?.sentences ?? [], say).map(csvLine);
  return new Response(`\uFEFF${lines.join("")}`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="insights.csv"',
      "cache-control": "no-store",
    },
  });
}
