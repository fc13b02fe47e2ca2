import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { UploadForm } from "@/components/imports/upload-form";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { Stepper } from "@/components/ui/stepper";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { KINDS } from "@/lib/imports/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("newTitle") };
}

export default async function NewImportPage() {
  const [{ actor }, t] = await Promise.all([requireSession(), getTranslations("imports")]);
  if (!may(actor, "imports.write")) notFound();
  const steps = [t("steps.upload"), t("steps.map"), t("steps.check"), t("steps.import")];
  return (
    <>
      <PageHeader title={t("newTitle")} breadcrumb={[{ href: "/imports", label: t("title") }]} />
      <PageBody>
        <Stepper label={t("steps.label")} steps={steps} current={0} />
        <div className="flex max-w-2xl flex-col gap-6">
          <PageLead headline={t("upload.lead")}>{t("upload.text")}</PageLead>
          <UploadForm limitMb={env().IMPORT_LIMIT_MB} />
          <section aria-label={t("upload.what")}>
            <h2 className="mb-2 text-sm font-semibold">{t("upload.what")}</h2>
            <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[max-content_1fr]">
              {KINDS.map((kind) => (
                <div key={kind} className="contents">
                  <dt className="font-medium">{t(`kind.${kind}`)}</dt>
                  <dd className="text-muted max-sm:mb-2">{t(`kindHint.${kind}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </PageBody>
    </>
  );
}
