import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ErrorBlock } from "@/components/ui/error-block";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  const t = await getTranslations("common.missing");
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <ErrorBlock title={t("title")} actions={<LinkButton href="/">{t("home")}</LinkButton>}>
        {t("lead")}
      </ErrorBlock>
    </main>
  );
}
