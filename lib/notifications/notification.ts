// What a notification is to a screen. Safe for the browser.
import type { NotificationDetail } from "./schema";

export type NotificationRow = {
  id: string;
  kind: string;
  detail: NotificationDetail;
  href: string;
  /** Who did it; null for what the clock or the system did. */
  byName: string | null;
  createdAt: Date;
  isRead: boolean;
};

/** Says the messages of "notifications". */
type Say = { (key: string, values: Record<string, string>): string; has: (key: string) => boolean };

/** A notification as one sentence; a kind or variant without words of its own is told plainly. */
export function notificationText({ kind, detail, byName }: NotificationRow, say: Say): string {
  const { what = "plain", text: _, ...values } = detail;
  const key = [`text.${kind}.${what}`, `text.${kind}.plain`].find((one) => say.has(one)) ?? "text.other";
  return say(key, { name: "", owner: "", other: "", score: "", ...values, by: byName ?? say("somebody", {}) });
}
