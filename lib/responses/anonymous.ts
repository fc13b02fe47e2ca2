import { createHash } from "node:crypto";
import { TZDate } from "@date-fns/tz";
import { startOfDay } from "date-fns";

/**
 * The id under which an anonymous response is stored. Senders' ids usually hold the millisecond at which they were made;
 * this one holds nothing, and comes out the same when the same response is sent again (UUID version 8).
 */
export function anonymousId(workspaceId: string, responseId: string): string {
  const hash = createHash("sha256").update(`${workspaceId}/${responseId.toLowerCase()}`).digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x80;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.toString("hex").slice(0, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The start of the instant's day in a zone. */
export const cutToDay = (timeZone: string, instant: Date): Date =>
  new Date(startOfDay(new TZDate(instant, timeZone)).getTime());
