import { getTranslations } from "next-intl/server";
import { ShareDocument, ShareNotice, SharePage } from "@/components/journeys/share-page";
import { addressOf } from "@/lib/auth/address";
import { takeAttempt } from "@/lib/auth/rate-limit";
import { requireShare } from "@/lib/auth/respondent";
import { isAppError } from "@/lib/errors";
import { formatDate } from "@/lib/format";
import { noteOpened } from "@/lib/journeys/commands/share";
import { findingOf } from "@/lib/journeys/finding";
import { getSheet, openShare } from "@/lib/journeys/queries/sheet";
import { parsePeriod } from "@/lib/period";

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  // Withdrawn is withdrawn: no copy of it stays on the way.
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // The address is the key: it is told to nobody.
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow",
};

async function page(element: React.ReactElement, status: number): Promise<Response> {
  const { renderToStaticMarkup } = await import("react-dom/server");
  return new Response(`<!doctype html>${renderToStaticMarkup(element)}`, { status, headers: HEADERS });
}

/** Unknown, withdrawn and ended look alike: who tries addresses learns nothing. */
async function nothing(request: Request): Promise<Response> {
  const t = await getTranslations("journeys.share");
  const isPatient = await takeAttempt("unknown-share", addressOf(request.headers.get("x-forwarded-for")));
  const title = t(isPatient ? "unknownTitle" : "tooManyTitle");
  return page(
    <ShareDocument title={title}>
      <ShareNotice title={title} text={t(isPatient ? "unknownText" : "tooManyText")} />
    </ShareDocument>,
    isPatient ? 404 : 429,
  );
}

/** A shared map: to be read by whoever holds its address. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const share = await requireShare((await params).token);
  if (!share) return nothing(request);
  const now = new Date();
  try {
    const { journeyId, timeZone } = await openShare(share.actor, share.shareId, now);
    const period = parsePeriod(null, { timeZone, now });
    const [sheet, words, t] = await Promise.all([
      getSheet(share.actor, journeyId, period, { outside: true }),
      getTranslations("journeys.poster"),
      getTranslations("journeys.share"),
      noteOpened(share.actor, share.shareId, now),
    ]);
    return await page(
      <ShareDocument title={`${sheet.name}, ${sheet.workspaceName}`}>
        <SharePage
          sheet={sheet}
          finding={findingOf(sheet, words)}
          words={(word, values) => words(word, values)}
          asOf={t("asOf", { day: formatDate(now, timeZone), period: period.label })}
          curveLabel={t("curve")}
        />
      </ShareDocument>,
      200,
    );
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return nothing(request);
    throw error;
  }
}
