"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ErrorBlock } from "@/components/ui/error-block";

export default function WorkspaceError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("common.fault");
  return (
    <ErrorBlock title={t("title")} reference={error.digest} actions={<Button onClick={reset}>{t("again")}</Button>}>
      {t("lead")}
    </ErrorBlock>
  );
}
