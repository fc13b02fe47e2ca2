import { getTranslations } from "next-intl/server";
import { requireActor } from "@/lib/auth/doors";
import { errorResponse } from "@/lib/auth/route";
import { csvLine } from "@/lib/csv";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/id";
import { storableOnly } from "@/lib/storable";
import { exportPersonalLinks } from "@/lib/surveys/commands";

type Context = { params: Promise<{ id: string }> };

/** The links of a sending that wait for an answer, one line a customer, as CSV. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await requireActor();
  try {
    const { id } = await params;
    const name = storableOnly(new URL(request.url).searchParams.get("name") ?? "").slice(0, 120);
    if (!isId(id) || name === "") throw notFound("This sending");
    const [t, links] = await Promise.all([
      getTranslations("surveys.personal.csv"),
      exportPersonalLinks(actor, id, name),
    ]);
    const lines = [
      csvLine([t("id"), t("name"), t("email"), t("link")]),
      ...links.map((link) => csvLine([link.externalId, link.name, link.email, `${env().PUBLIC_URL}/s/${link.token}`])),
    ];
    return new Response(`\uFEFF${lines.join("")}`, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="personal-links.csv"',
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
