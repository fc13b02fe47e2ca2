import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { LinkTabs } from "@/components/ui/tabs";

type Tab = "workspace" | "members" | "teams" | "attributes" | "fields" | "health" | "keys" | "reach" | "audit";

/** Header and tabs shared by the pages of the settings. */
export function SettingsFrame({
  active,
  hasAudit,
  actions,
  children,
}: {
  active: Tab;
  hasAudit: boolean;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("settings");
  const tabs = [
    { href: "/settings", label: t("workspace"), active: active === "workspace" },
    { href: "/settings/members", label: t("members"), active: active === "members" },
    { href: "/settings/teams", label: t("teams"), active: active === "teams" },
    { href: "/settings/attributes", label: t("attributes"), active: active === "attributes" },
    { href: "/settings/fields", label: t("fields"), active: active === "fields" },
    { href: "/settings/health", label: t("health"), active: active === "health" },
    // Admins alone see these.
    ...(hasAudit
      ? [
          { href: "/settings/reach", label: t("reach"), active: active === "reach" },
          { href: "/settings/keys", label: t("keys"), active: active === "keys" },
          { href: "/settings/audit", label: t("audit"), active: active === "audit" },
        ]
      : []),
  ];
  return (
    <>
      <PageHeader title={t("title")} actions={actions} />
      <LinkTabs label={t("title")} tabs={tabs} />
      <PageBody>{children}</PageBody>
    </>
  );
}
