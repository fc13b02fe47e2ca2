"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { archiveSegmentAction, createSegmentAction } from "@/lib/segments/actions";
import type { SegmentRule } from "@/lib/segments/schema";

export type AddReadyProps = {
  name: string;
  description: string;
  rule: SegmentRule;
  /** A segment with this rule that is there already. */
  thereId: string | null;
  canWrite: boolean;
};

/** One press makes the segment; Undo takes it out again. */
export function AddReady({ name, description, rule, thereId, canWrite }: AddReadyProps) {
  const t = useTranslations("segments.ready");
  const toast = useToast();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  if (thereId)
    return (
      <Link href={`/segments/${thereId}`} className="w-20 rounded-sm text-end text-sm text-accent-text hover:underline">
        {t("open")}
        <span className="sr-only"> {name}</span>
      </Link>
    );
  if (!canWrite) return null;
  return (
    <span className="flex w-20 justify-end">
      <Button
        size="sm"
        icon={<Plus aria-hidden />}
        pending={pending}
        aria-label={t("addNamed", { name })}
        onClick={() =>
          startTransition(async () => {
            const done = await createSegmentAction(null, { name, description, rule });
            if (!done) return;
            if (!done.ok) return toast.fail(done.message);
            router.refresh();
            const { id } = done.value;
            toast.undo(t("added", { name }), async () => {
              await archiveSegmentAction(null, { id });
              router.refresh();
            });
          })
        }
      >
        {t("add")}
      </Button>
    </span>
  );
}
