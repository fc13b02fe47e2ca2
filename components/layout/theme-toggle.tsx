"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Segmented } from "@/components/ui/segmented";
import { keepCookie, themeCookie } from "./cookies";

export type Theme = "system" | "light" | "dark";

const changed = "waymark:theme";

function subscribe(listener: () => void) {
  window.addEventListener(changed, listener);
  return () => window.removeEventListener(changed, listener);
}

function readTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Sets the theme now and for the next visits. */
function setTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  keepCookie(themeCookie, theme === "system" ? null : theme);
  window.dispatchEvent(new Event(changed));
}

/** The chosen theme and how to change it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore<Theme>(subscribe, readTheme, () => "system");
  return [theme, setTheme];
}

export function ThemeToggle({ className }: { className?: string }) {
  const t = useTranslations("layout");
  const [theme, change] = useTheme();
  return (
    <Segmented
      label={t("theme.label")}
      value={theme}
      onValueChange={change}
      className={className}
      options={[
        { value: "system", label: t("theme.system") },
        { value: "light", label: t("theme.light") },
        { value: "dark", label: t("theme.dark") },
      ]}
    />
  );
}
