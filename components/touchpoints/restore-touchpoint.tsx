"use client";

import { ArchiveRestore } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { restoreTouchpointAction } from "@/lib/catalogue/actions";

/** Brings an archived touchpoint back. */
export function RestoreTouchpoint({ id, name }: { id: string; name: string }) {
  const t = useTranslations("touchpoints.list");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      size="sm"
      pending={pending}
      icon={<ArchiveRestore aria-hidden />}
      aria-label={`${t("restore")}: ${name}`}
      onClick={() =>
        startTransition(async () => {
          const done = await restoreTouchpointAction(null, { id });
          if (done && !done.ok) toast.fail(done.message);
        })
      }
    >
      {t("restore")}
    </Button>
  );
}
