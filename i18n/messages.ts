/** The domains that have words of their own: messages/<locale>/<domain>.json. */
export const MESSAGE_DOMAINS = [
  "auth",
  "brand",
  "cases",
  "catalogue",
  "common",
  "computed",
  "contracts",
  "customers",
  "dashboards",
  "deals",
  "handovers",
  "health",
  "imports",
  "improvements",
  "insights",
  "interactions",
  "journeys",
  "keys",
  "layout",
  "lifecycle",
  "notifications",
  "offers",
  "orders",
  "plans",
  "public",
  "quotes",
  "record",
  "responses",
  "segments",
  "settings",
  "surveys",
  "tasks",
  "teams",
  "touchpoints",
  "users",
  "views",
  "duplicates",
  "workspaces",
] as const;

/** All words of a language, one namespace a domain. */
export async function loadMessages(locale: "en"): Promise<Record<string, Record<string, unknown>>> {
  const entries = await Promise.all(
    MESSAGE_DOMAINS.map(async (domain) => {
      const file: { default: Record<string, unknown> } = await import(`../messages/${locale}/${domain}.json`);
      return [domain, file.default] as const;
    }),
  );
  return Object.fromEntries(entries);
}
