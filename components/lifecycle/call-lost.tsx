"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toaster";
import { callLostAction, uncallLostAction } from "@/lib/lifecycle/actions";

/** Calls lost who has been silent for too long; undo takes it back. */
export function CallLost({ count, days }: { count: number; days: number }) {
  const t = useTranslations("lifecycle.rule");
  const toast = useToast();
  return (
    <ConfirmDialog
      title={t("callTitle", { count })}
      confirmLabel={t("call")}
      trigger={<Button size="sm">{t("call")}</Button>}
      onConfirm={async () => {
        const done = await callLostAction(null, { days });
        if (!done) return;
        if (!done.ok) return toast.fail(done.message);
        const { stepIds } = done.value;
        toast.undo(t("called", { count: stepIds.length }), async () => {
          const back = await uncallLostAction(null, { stepIds });
          if (back && !back.ok) toast.fail(back.message);
        });
      }}
    >
      {t("callText", { days })}
    </ConfirmDialog>
  );
}
