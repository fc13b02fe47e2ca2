import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkTabs } from "@/components/ui/tabs";

export type AreaTabsProps = {
  active: "catalogue" | "matrix" | "brand";
  /** Kept when another view opens. */
  period?: string | undefined;
  end?: ReactNode;
};

/** The three views of where customers meet the firm. */
export function AreaTabs({ active, period, end }: AreaTabsProps) {
  const t = useTranslations("touchpoints.areas");
  const at = (path: string) => (period ? `${path}?${new URLSearchParams({ period })}` : path);
  return (
    <LinkTabs
      label={t("label")}
      tabs={[
        { href: at("/touchpoints"), label: t("catalogue"), active: active === "catalogue" },
        { href: at("/touchpoints/matrix"), label: t("matrix"), active: active === "matrix" },
        { href: at("/brand"), label: t("brand"), active: active === "brand" },
      ]}
      end={end}
    />
  );
}
