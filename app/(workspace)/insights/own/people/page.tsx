import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireSession } from "@/lib/auth/doors";
import { ownSentence } from "@/lib/insights/queries";
import { ownHref, readOwnUrl } from "@/lib/insights/url";
import { SentencePeople } from "../../_people/sentence-people";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("insights"))("people.title") };
}

/** The customers behind a sentence of one's own. */
export default async function OwnPeoplePage({ searchParams }: Props) {
  const [session, given, t] = await Promise.all([requireSession(), searchParams, getTranslations("insights")]);
  const params = readOwnUrl(given);
  const own = await ownSentence(session.actor, params, new Date());
  // What is wrong with it, or that too few answered, is said where it is put together.
  if (own.state !== "ok") redirect(ownHref(params));
  return (
    <SentencePeople
      session={session}
      sentence={{ finding: own.finding, period: params.period }}
      given={given}
      back={{ href: ownHref(params), label: t("own.title") }}
      hrefOf={(more) => ownHref(params, more, "/people")}
    />
  );
}
