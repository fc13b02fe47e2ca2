"use client";

import { CheckCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { markAllReadAction } from "@/lib/notifications/actions";

export function MarkAllRead({ disabled, onDone }: { disabled: boolean; onDone?: () => void }) {
  const t = useTranslations("notifications");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="ghost"
      disabled={disabled}
      pending={pending}
      icon={<CheckCheck aria-hidden />}
      onClick={() =>
        start(async () => {
          const done = await markAllReadAction(null, {});
          if (done && !done.ok) return toast.fail(done.message);
          toast.say(t("markedAll"));
          onDone?.();
        })
      }
    >
      {t("markAll")}
    </Button>
  );
}
