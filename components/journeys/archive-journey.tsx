"use client";

import { Archive, Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveJourneyAction, restoreJourneyAction } from "@/lib/journeys/actions";

/** Puts the journey away; Undo takes it back. */
export function ArchiveJourney({ id, name }: { id: string; name: string }) {
  const t = useTranslations("journeys");
  const toast = useToast();
  const router = useRouter();
  const archive = async () => {
    router.push("/journeys");
    const result = await archiveJourneyAction(null, { id });
    if (result && !result.ok) return toast.fail(result.message);
    toast.undo(t("archived", { name }), async () => {
      await restoreJourneyAction(null, { id });
      router.push(`/journeys/${id}`);
    });
  };
  return (
    <Menu trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden />} />} align="end">
      <MenuItem icon={<Archive aria-hidden />} onSelect={() => void archive()}>
        {t("archive")}
      </MenuItem>
    </Menu>
  );
}
