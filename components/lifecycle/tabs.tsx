import { useTranslations } from "next-intl";
import { LinkTabs } from "@/components/ui/tabs";
import type { BusinessModel } from "@/lib/generated/prisma/enums";

export type LifecyclePage = "lifecycle" | "sides" | "habit" | "service";

const HREF: Record<LifecyclePage, string> = {
  lifecycle: "/customers/lifecycle",
  sides: "/customers/lifecycle/sides",
  habit: "/customers/lifecycle/habit",
  service: "/customers/lifecycle/self-service",
};

/** Where two sides meet, they come first; elsewhere the relationship does. */
const ORDER: Record<BusinessModel, readonly LifecyclePage[]> = {
  platform: ["sides", "lifecycle", "habit", "service"],
  c2c: ["sides", "lifecycle", "habit", "service"],
  c2b: ["sides", "lifecycle", "service", "habit"],
  b2c: ["lifecycle", "habit", "service", "sides"],
  b2b: ["lifecycle", "service", "habit", "sides"],
};

/** The reports about customers in the order in which a business of this model asks for them. */
export function LifecycleTabs({
  active,
  model,
  query,
}: {
  active: LifecyclePage;
  model: BusinessModel;
  query: string;
}) {
  const t = useTranslations("lifecycle.tabs");
  return (
    <LinkTabs
      label={t("label")}
      tabs={ORDER[model].map((page) => ({
        href: `${HREF[page]}${query ? `?${query}` : ""}`,
        label: t(page),
        active: page === active,
      }))}
    />
  );
}
