import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { currentSession } from "@/lib/auth/doors";
import { errorResponse } from "@/lib/auth/route";
import { formatDate } from "@/lib/format";
import { findingOf } from "@/lib/journeys/finding";
import { drawPoster } from "@/lib/journeys/poster";
import { measureText } from "@/lib/journeys/poster-font";
import { posterPdf } from "@/lib/journeys/poster-pdf";
import { posterSvg } from "@/lib/journeys/poster-svg";
import { getSheet } from "@/lib/journeys/queries/sheet";
import { parsePeriod } from "@/lib/period";

const given = z.object({
  format: z.enum(["pdf", "svg"]).catch("pdf"),
  period: z.string().max(60).optional().catch(undefined),
});

/** A name that every file system takes. */
const fileName = (name: string, ending: string) =>
  `${
    name
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replace(/\s+/g, "-")
      .slice(0, 80) || "journey"
  }.${ending}`;

/** The poster of a map: a PDF to keep, or the same drawing as SVG. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const session = await currentSession();
    if (!session) return Response.redirect(new URL("/sign-in", request.url), 303);
    const { actor, workspace } = session;
    const { format, period } = given.parse(Object.fromEntries(new URL(request.url).searchParams));
    const now = new Date();
    const span = parsePeriod(period, { timeZone: workspace.timeZone, now });
    const [sheet, t] = await Promise.all([
      getSheet(actor, (await params).id, span, { outside: false }),
      getTranslations("journeys.poster"),
    ]);
    const finding = findingOf(sheet, t);
    const pages = drawPoster(
      sheet,
      { ...finding, printedOn: formatDate(now, workspace.timeZone) },
      (word, values) => t(word, values),
      measureText,
    );
    const name = fileName(sheet.name, format);
    const headers = {
      "Cache-Control": "private, no-store",
      "Content-Disposition": `attachment; filename="${name.replace(/[^\x20-\x7e]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    };
    if (format === "svg")
      return new Response(posterSvg(pages, `${sheet.name}: ${finding.headline}`), {
        headers: { ...headers, "Content-Type": "image/svg+xml; charset=utf-8" },
      });
    const pdf = await posterPdf(pages, {
      title: `${sheet.name}: ${finding.headline}`,
      author: workspace.name,
      at: now,
    });
    return new Response(new Uint8Array(pdf), { headers: { ...headers, "Content-Type": "application/pdf" } });
  } catch (error) {
    return errorResponse(error);
  }
}
