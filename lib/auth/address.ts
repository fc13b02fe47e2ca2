import "server-only";
import { env } from "../env";

/**
 * From where a request came, for limits per address. Every proxy adds to the end of X-Forwarded-For the address it saw, so
 * only as many entries from the end as there are proxies of ours can be believed: whatever stands before them was sent by
 * the visitor. Without any proxy the server itself writes the visitor's address, when the visitor sent none.
 * @param forwarded the header's value
 */
export function addressOf(forwarded: string | null | undefined): string {
  const hops = (forwarded ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter(Boolean);
  return (hops.at(-Math.min(env().TRUSTED_PROXIES, hops.length)) ?? hops[0] ?? "local").slice(0, 100);
}
