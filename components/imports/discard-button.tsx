"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { cancelImportAction } from "@/lib/imports/actions";

/** Deletes an uploaded file that was not imported. */
export function DiscardButton({ id }: { id: string }) {
  const t = useTranslations("imports");
  const router = useRouter();
  return (
    <ConfirmDialog
      title={t("discardTitle")}
      confirmLabel={t("discard")}
      destructive
      trigger={<Button variant="ghost">{t("discard")}</Button>}
      onConfirm={async () => {
        await cancelImportAction(null, { id });
        router.push("/imports");
      }}
    >
      {t("discardText")}
    </ConfirmDialog>
  );
}
