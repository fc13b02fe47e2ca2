import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

export default async function Loading() {
  const t = await getTranslations("insights");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="h-12 border-b border-line bg-surface" />
      <SkeletonRows rows={12} />
    </>
  );
}
