import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { getSentence } from "@/lib/insights/queries";
import { SentencePeople } from "../../../_people/sentence-people";

type Props = {
  params: Promise<{ scanId: string; rank: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("insights"))("people.title") };
}

export default async function PeoplePage({ params, searchParams }: Props) {
  const [session, { scanId, rank }, given, t] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("insights"),
  ]);
  const sentence = await orNotFound(getSentence(session.actor, scanId, Number(rank)));
  const here = `/insights/${scanId}/${sentence.rank}/people`;
  return (
    <SentencePeople
      session={session}
      sentence={sentence}
      given={given}
      back={{ href: "/insights", label: t("title") }}
      hrefOf={(more) => (Object.keys(more).length === 0 ? here : `${here}?${new URLSearchParams(more)}`)}
    />
  );
}
