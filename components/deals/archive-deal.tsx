"use client";

import { Archive, ArchiveRestore } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { archiveDealAction, restoreDealAction } from "@/lib/deals/actions";

/** Takes a deal off the board, with a way back. */
export function ArchiveDeal({ id, name, archived }: { id: string; name: string; archived: boolean }) {
  const t = useTranslations("deals.page");
  const toast = useToast();
  const [pending, start] = useTransition();
  const restore = () =>
    start(async () => {
      const done = await restoreDealAction(null, { id });
      if (done && !done.ok) toast.fail(done.message);
      else toast.say(t("restored", { name }));
    });
  const archive = () =>
    start(async () => {
      const done = await archiveDealAction(null, { id });
      if (done && !done.ok) toast.fail(done.message);
      else toast.undo(t("archived", { name }), restore);
    });
  return (
    <Button
      pending={pending}
      onClick={archived ? restore : archive}
      icon={archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
    >
      {t(archived ? "restore" : "archive")}
    </Button>
  );
}
