"use client";

import { Archive, ArchiveRestore } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { archiveResponseAction, restoreResponseAction } from "@/lib/responses/actions";

/** Takes a test or a joke out of every number, and back. */
export function ArchiveButton({ id, isArchived }: { id: string; isArchived: boolean }) {
  const t = useTranslations("responses.page");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const apply = () =>
    startTransition(async () => {
      const [change, back] = isArchived
        ? [restoreResponseAction, archiveResponseAction]
        : [archiveResponseAction, restoreResponseAction];
      const done = await change(null, { id });
      if (done?.ok) toast.undo(t(isArchived ? "restored" : "archived"), () => void back(null, { id }));
      else if (done) toast.fail(done.message);
    });
  return (
    <Button
      pending={pending}
      onClick={apply}
      icon={isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
    >
      {t(isArchived ? "restore" : "archive")}
    </Button>
  );
}
