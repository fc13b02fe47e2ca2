"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { undoBulkAction } from "@/lib/customers/actions";

/** Takes a change of many back; the way back has a report of its own. */
export function UndoBulk({ id }: { id: string }) {
  const t = useTranslations("customers.changes");
  const router = useRouter();
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      icon={<Undo2 aria-hidden />}
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const done = await undoBulkAction(null, { id });
          if (!done) return;
          if (done.ok) router.push(`/customers/changes/${done.value.id}`);
          else toast.fail(done.message);
        })
      }
    >
      {t("undo")}
    </Button>
  );
}
