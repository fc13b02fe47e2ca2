import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireSession } from "@/lib/auth/doors";
import { experienceHome } from "./_home/experience";
import { FarmerHome } from "./_home/farmer";
import { HunterHome } from "./_home/hunter";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboards"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What comes first depends on what a person does here. */
export default async function HomePage({ searchParams }: Props) {
  const session = await requireSession();
  if (session.role === "farmer") return <FarmerHome session={session} />;
  if (session.role === "hunter") return <HunterHome session={session} />;
  return experienceHome(session, await searchParams);
}
