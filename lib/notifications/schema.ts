import { z } from "zod";

/** Why somebody is told. An unknown kind of a later version is shown as its words alone. */
export const NOTIFICATION_KINDS = ["mention", "handover", "task", "follow", "share", "bulk"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/**
 * The words it is told with: `what` picks the sentence (messages "notifications.text.<kind>.<what>"), `name` is whose
 * record or which thing, `text` a short quotation below it. Others are free values of the sentence.
 */
export type NotificationDetail = Record<string, string>;

/** Longest quotation kept with a notification. */
export const LONGEST_QUOTE = 200;

export const notificationId = z.object({ id: z.uuid() });

/** The list's address. Anything else there shows everything. */
export const notificationListParams = z.object({
  show: z.enum(["all", "unread"]).catch("all"),
  cursor: z.string().max(1000).optional().catch(undefined),
});
export type NotificationListParams = z.output<typeof notificationListParams>;
