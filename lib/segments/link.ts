import { type SegmentRule, segmentRule } from "./schema";

/** A rule as it stands in a URL: base64url of its JSON. Links longer than this are not read. */
const LONGEST = 12_000;

const toBase64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/** Where a segment with this rule begins to be made: "/segments/new?rule=…&name=…". */
export function newSegmentHref(rule: SegmentRule, name = ""): string {
  const query = new URLSearchParams({ rule: toBase64url(new TextEncoder().encode(JSON.stringify(rule))) });
  if (name) query.set("name", name.slice(0, 100));
  return `/segments/new?${query}`;
}

/** The rule of such a link; null for anything else. */
export function ruleFromLink(text: string | undefined): SegmentRule | null {
  if (!text || text.length > LONGEST || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    const json: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (one) => one.charCodeAt(0))));
    const parsed = segmentRule.safeParse(json);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
