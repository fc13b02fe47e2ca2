import { useTranslations } from "next-intl";
import { LinkTabs } from "@/components/ui/tabs";

/** All segments, the classes of value, and what segments share. */
export function SegmentsTabs({ active, count }: { active: "all" | "rfm" | "overlap"; count?: number }) {
  const t = useTranslations("segments.views");
  return (
    <LinkTabs
      label={t("label")}
      tabs={[
        { href: "/segments", label: t("all"), count, active: active === "all" },
        { href: "/segments/rfm", label: t("rfm"), active: active === "rfm" },
        { href: "/segments/overlap", label: t("overlap"), active: active === "overlap" },
      ]}
    />
  );
}
