import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SegmentForm } from "@/components/segments/segment-form";
import { requireActor } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { getSegment, segmentCatalogue, segmentSuggestions } from "@/lib/segments/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [actor, { id }, t] = await Promise.all([requireActor(), params, getTranslations("segments")]);
  const { name } = await orNotFound(getSegment(actor, id));
  return { title: t("builder.edit", { name }) };
}

export default async function EditSegmentPage({ params }: Props) {
  const [actor, { id }] = await Promise.all([requireActor(), params]);
  const [segment, catalogue, suggestions] = await orNotFound(
    Promise.all([getSegment(actor, id), segmentCatalogue(actor), segmentSuggestions(actor)]),
  );
  if (segment.archivedAt || !may(actor, "segments.write")) notFound();
  const { name, description, rule, isList } = segment;
  return (
    <SegmentForm
      id={id}
      name={name}
      description={description}
      rule={rule}
      isList={isList}
      catalogue={catalogue}
      suggestions={suggestions}
    />
  );
}
