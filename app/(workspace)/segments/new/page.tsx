import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SegmentForm } from "@/components/segments/segment-form";
import { requireActor } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { ruleFromLink } from "@/lib/segments/link";
import { segmentCatalogue, segmentSuggestions } from "@/lib/segments/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("builder.new") };
}

type Props = { searchParams: Promise<{ rule?: string | string[]; name?: string | string[] }> };

/** ?rule= begins with a rule made elsewhere (lib/segments/link.ts), ?name= with a name. */
export default async function NewSegmentPage({ searchParams }: Props) {
  const [actor, given] = await Promise.all([requireActor(), searchParams]);
  if (!may(actor, "segments.write")) notFound();
  const [catalogue, suggestions] = await Promise.all([segmentCatalogue(actor), segmentSuggestions(actor)]);
  const { rule, name } = given;
  return (
    <SegmentForm
      id={null}
      name={typeof name === "string" ? name.slice(0, 100) : ""}
      description=""
      rule={ruleFromLink(typeof rule === "string" ? rule : undefined)}
      catalogue={catalogue}
      suggestions={suggestions}
    />
  );
}
