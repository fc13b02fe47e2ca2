import { useTranslations } from "next-intl";
import { LinkTabs } from "@/components/ui/tabs";

/** The two views of the store. */
export function VoicesTabs({ active }: { active: "quotes" | "interviews" }) {
  const t = useTranslations("quotes.tabs");
  return (
    <LinkTabs
      label={t("label")}
      tabs={[
        { href: "/quotes", label: t("quotes"), active: active === "quotes" },
        { href: "/quotes/interviews", label: t("interviews"), active: active === "interviews" },
      ]}
    />
  );
}
