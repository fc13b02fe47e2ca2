"use client";

import { Archive } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { archiveSegmentAction, restoreSegmentAction } from "@/lib/segments/actions";

/** Archives at once, offers Undo for ten seconds. */
export function ArchiveButton({ id, name }: { id: string; name: string }) {
  const t = useTranslations("segments");
  const toast = useToast();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const restore = async () => {
    const result = await restoreSegmentAction(null, { id });
    if (result?.ok) router.push(`/segments/${id}`);
    else if (result) toast.fail(result.message);
  };
  return (
    <Button
      icon={<Archive aria-hidden />}
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await archiveSegmentAction(null, { id });
          if (result && !result.ok) return toast.fail(result.message);
          router.push("/segments");
          toast.undo(t("archived", { name }), restore);
        })
      }
    >
      <span className="max-md:sr-only">{t("archive")}</span>
    </Button>
  );
}

/** Brings an archived segment back. */
export function RestoreButton({ id }: { id: string }) {
  const t = useTranslations("segments");
  const toast = useToast();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      variant="primary"
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await restoreSegmentAction(null, { id });
          if (result && !result.ok) toast.fail(result.message);
          router.refresh();
        })
      }
    >
      {t("restore")}
    </Button>
  );
}
