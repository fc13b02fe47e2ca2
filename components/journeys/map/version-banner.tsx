"use client";

import { History } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { useToast } from "@/components/ui/toaster";
import { formatDateTime } from "@/lib/format";
import { restoreVersionAction } from "@/lib/journeys/actions";

export type VersionBannerProps = {
  journeyId: string;
  version: { id: string; number: number; name: string; createdAt: Date; createdByName: string | null };
  canEdit: boolean;
  timeZone: string;
};

/** Says that the map is of another day, and brings it back. */
export function VersionBanner({ journeyId, version, canEdit, timeZone }: VersionBannerProps) {
  const t = useTranslations("journeys.versions");
  const toast = useToast();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const restore = async (id: string, number: number) => {
    setPending(true);
    const result = await restoreVersionAction(null, { id });
    setPending(false);
    if (!result?.ok) return toast.fail(result?.message ?? "");
    const { kept } = result.value;
    router.push(`/journeys/${journeyId}`);
    toast.undo(t("restored", { number, kept: kept.number }), () => restore(kept.id, kept.number));
  };
  return (
    <div
      role="status"
      className="no-print flex flex-wrap items-center gap-3 border-b border-line bg-warn-soft px-6 py-2 text-sm max-md:px-4"
    >
      <p className="min-w-0 flex-1 max-md:basis-full">
        <History aria-hidden className="me-3 inline-block align-text-bottom text-warn-text" />
        {version.name ? <b className="font-semibold">{version.name}. </b> : null}
        {t("banner", {
          number: version.number,
          when: formatDateTime(version.createdAt, timeZone),
          by: version.createdByName ? t("bannerBy", { name: version.createdByName }) : "",
        })}
      </p>
      <LinkButton size="sm" href={`/journeys/${journeyId}`}>
        {t("back")}
      </LinkButton>
      {canEdit ? (
        <Button size="sm" variant="primary" pending={pending} onClick={() => void restore(version.id, version.number)}>
          {t("restore")}
        </Button>
      ) : null}
    </div>
  );
}
