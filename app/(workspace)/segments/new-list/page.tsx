import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { ListForm } from "@/components/segments/list-form";
import { LinkButton } from "@/components/ui/link-button";
import { requireActor } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("list.new") };
}

export default async function NewListPage() {
  const [actor, t] = await Promise.all([requireActor(), getTranslations("segments")]);
  if (!may(actor, "segments.write")) notFound();
  return (
    <>
      <PageHeader
        title={t("list.new")}
        breadcrumb={[{ href: "/segments", label: t("title") }]}
        actions={<LinkButton href="/segments">{t("builder.cancel")}</LinkButton>}
      />
      <PageBody>
        <p className="mb-4 max-w-2xl text-sm text-muted">{t("list.lead")}</p>
        <ListForm listId={null} />
      </PageBody>
    </>
  );
}
