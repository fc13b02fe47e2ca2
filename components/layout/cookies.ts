/** Cookie with "light" or "dark"; absent means as the system. */
export const themeCookie = "waymark_theme";
/** Cookie with "rail" when the sidebar is folded. */
export const sidebarCookie = "waymark_sidebar";

const yearInSeconds = 31_536_000;

/** Keeps a choice of this browser for a year; null forgets it. For comfort only, nothing secret. */
export function keepCookie(name: string, value: string | null): void {
  const age = value === null ? 0 : yearInSeconds;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
  document.cookie = `${name}=${value ?? ""}; path=/; max-age=${age}; samesite=lax`;
}
