import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PresentDeck } from "@/components/journeys/present-deck";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { findingOf } from "@/lib/journeys/finding";
import { getSheet } from "@/lib/journeys/queries/sheet";
import { parsePeriod } from "@/lib/period";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ period?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journeys.present"))("title") };
}

/** A map told to a room. It stands outside the workspace's frame: nothing but the map is on the wall. */
export default async function PresentPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given, words] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("journeys.poster"),
  ]);
  const period = parsePeriod(given.period, { timeZone: workspace.timeZone, now: new Date() });
  const sheet = await orNotFound(getSheet(actor, id, period, { outside: false }));
  const query = typeof given.period === "string" ? `?period=${encodeURIComponent(given.period)}` : "";
  return <PresentDeck sheet={sheet} finding={findingOf(sheet, words)} backHref={`/journeys/${id}${query}`} />;
}
