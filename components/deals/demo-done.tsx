"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toaster";
import { completeDemoAction, reopenDemoAction } from "@/lib/deals/actions";
import { newId } from "@/lib/id";

/** Ticks a deal's demo off, which logs it; with a way back. @param name of whom it was shown to */
export function DemoDone({ dealId, name }: { dealId: string; name: string }) {
  const t = useTranslations("deals.steps");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <IconButton
      size="sm"
      label={t("demoDoneFor", { name })}
      icon={<Check aria-hidden />}
      pending={pending}
      onClick={() =>
        start(async () => {
          const interactionId = newId();
          const done = await completeDemoAction(null, { id: dealId, interactionId });
          if (!done) return;
          if (!done.ok) return toast.fail(done.message);
          toast.undo(t("demoLogged"), async () => {
            await reopenDemoAction(null, { id: dealId, interactionId });
          });
        })
      }
    />
  );
}
