"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { useToast } from "@/components/ui/toaster";
import { maybeDuplicatesAction, notDuplicatesAction } from "@/lib/duplicates/actions";

type Named = { id: string; name: string };

/** One pair: look at it closely to merge it, or say that they are two. */
export function PairActions({ first, second }: { first: Named; second: Named }) {
  const t = useTranslations("duplicates");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const names = { first: first.name, second: second.name };
  const ids = { firstId: first.id, secondId: second.id };
  return (
    <>
      <Button
        pending={pending}
        aria-label={t("notPair", names)}
        onClick={() =>
          startTransition(async () => {
            const done = await notDuplicatesAction(null, ids);
            if (!done) return;
            if (!done.ok) return toast.fail(done.message);
            toast.undo(t("notDone", names), async () => {
              await maybeDuplicatesAction(null, ids);
            });
          })
        }
      >
        {t("not")}
      </Button>
      <LinkButton
        variant="primary"
        href={`/customers/duplicates/${first.id}/${second.id}`}
        aria-label={t("mergePair", names)}
      >
        {t("merge")}
      </LinkButton>
    </>
  );
}
