"use client";

import { ArrowRightLeft, AtSign, Bell, Check, ListChecks, Share2, SquareCheck, Star } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { formatAgo } from "@/lib/format";
import { type NotificationRow, notificationText } from "@/lib/notifications/notification";
import { useMarkRead } from "./use-mark-read";

const ICONS: Record<string, typeof Bell> = {
  mention: AtSign,
  handover: ArrowRightLeft,
  task: SquareCheck,
  follow: Star,
  share: Share2,
  bulk: ListChecks,
};

export type NotificationListProps = {
  rows: readonly NotificationRow[];
  now: Date;
  timeZone: string;
  /** After one was opened: the panel closes. */
  onOpen?: () => void;
  /** In the panel: smaller, without what can be done with one. */
  compact?: boolean;
};

/** What somebody is told, newest first; each leads to its place and is read by going there. */
export function NotificationList({ rows, now, timeZone, onOpen, compact }: NotificationListProps) {
  const t = useTranslations("notifications");
  const { isRead, mark } = useMarkRead();
  return (
    <ul className="flex flex-col">
      {rows.map((row) => {
        const Icon = ICONS[row.kind] ?? Bell;
        const unread = !row.isRead && !isRead(row.id);
        return (
          <li
            key={row.id}
            className={cn(
              "relative flex items-start gap-3 border-b border-line last:border-0 hover:bg-hover",
              compact ? "px-3 py-2.5" : "px-6 py-3 max-md:px-4",
            )}
          >
            <span
              className={cn(
                "mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full",
                unread ? "bg-accent-soft text-accent-text" : "bg-sunken text-muted",
              )}
            >
              <Icon aria-hidden />
            </span>
            <span className="min-w-0 flex-1">
              <Link
                href={row.href}
                onClick={() => {
                  if (unread) mark(row.id);
                  onOpen?.();
                }}
                className={cn(
                  "rounded-sm text-pretty after:absolute after:inset-0",
                  unread ? "font-medium text-ink" : "text-muted",
                )}
              >
                {notificationText(row, t)}
              </Link>
              {row.detail.text ? (
                <span className={cn("block text-xs text-muted", compact ? "truncate" : "line-clamp-2")}>
                  {row.detail.text}
                </span>
              ) : null}
              <span className="block text-xs text-muted">
                {compact ? null : `${t.has(`kind.${row.kind}`) ? t(`kind.${row.kind}`) : row.kind}, `}
                {formatAgo(row.createdAt, now, timeZone).toLowerCase()}
              </span>
            </span>
            {unread ? (
              compact ? (
                <span className="mt-2 size-2 shrink-0 rounded-full bg-accent">
                  <span className="sr-only">{t("unread")}</span>
                </span>
              ) : (
                <IconButton
                  className="relative"
                  label={t("mark")}
                  icon={<Check aria-hidden />}
                  onClick={() => mark(row.id)}
                />
              )
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
