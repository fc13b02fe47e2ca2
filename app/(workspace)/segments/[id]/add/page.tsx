import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageBody } from "@/components/layout/page-header";
import { ListForm } from "@/components/segments/list-form";
import { SegmentFrame } from "@/components/segments/segment-frame";
import { requireActor, requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { getSegment } from "@/lib/segments/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [actor, { id }, t] = await Promise.all([requireActor(), params, getTranslations("segments")]);
  return { title: t("list.addTitle", { name: (await orNotFound(getSegment(actor, id))).name }) };
}

export default async function AddToListPage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("segments")]);
  const segment = await orNotFound(getSegment(actor, id));
  if (!segment.isList || segment.archivedAt || !may(actor, "segments.write")) notFound();
  return (
    <>
      <SegmentFrame segment={segment} active="members" canWrite now={new Date()} timeZone={workspace.timeZone} />
      <PageBody>
        <h2 className="mb-4 text-base font-semibold">{t("list.addMembers")}</h2>
        <ListForm listId={id} />
      </PageBody>
    </>
  );
}
