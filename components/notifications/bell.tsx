"use client";

import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Popover } from "@/components/ui/popover";
import type { NotificationRow } from "@/lib/notifications/notification";
import { MarkAllRead } from "./mark-all-read";
import { NotificationList } from "./notification-list";

/** How many are unread: from the page at first, then asked again whenever somebody goes on, and not more often than this. */
const ASK_AGAIN_MS = 4000;
const MOST_SHOWN = 99;

type Answer = { unread: number; rows: (Omit<NotificationRow, "createdAt"> & { createdAt: string })[] | null };

async function ask(query: string): Promise<Answer> {
  const answer = await fetch(`/api/notifications${query}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** The unread count, fresh after every step from page to page. */
export function useUnread(given: number): [number, (count: number) => void] {
  const [count, setCount] = useState(given);
  const path = usePathname();
  const asked = useRef({ path, at: 0 });
  useEffect(() => setCount(given), [given]);
  useEffect(() => {
    if (asked.current.path === path || Date.now() - asked.current.at < ASK_AGAIN_MS) return;
    asked.current = { path, at: Date.now() };
    let stale = false;
    // Without a network the last count stays.
    ask("").then(
      ({ unread }) => {
        if (!stale) setCount(unread);
      },
      () => {},
    );
    return () => {
      stale = true;
    };
  }, [path]);
  return [count, setCount];
}

export const unreadText = (count: number, many: string): string => (count > MOST_SHOWN ? many : String(count));

/** The bell with its count, and the latest behind it. */
export function Bell({ unread: given, timeZone, collapsed }: { unread: number; timeZone: string; collapsed: boolean }) {
  const t = useTranslations("notifications");
  const [unread, setUnread] = useUnread(given);
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState<NotificationRow[] | null>(null);
  const [failed, setFailed] = useState(false);

  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    setFailed(false);
    ask("?list=1").then(
      (answer) => {
        setUnread(answer.unread);
        setRows((answer.rows ?? []).map((row) => ({ ...row, createdAt: new Date(row.createdAt) })));
      },
      () => setFailed(true),
    );
  };

  return (
    <Popover
      title={t("title")}
      titleHidden
      open={open}
      onOpenChange={change}
      side={collapsed ? "right" : "bottom"}
      className="w-96 p-0"
      trigger={
        <Button
          variant="ghost"
          size="sm"
          aria-label={unread > 0 ? t("bellUnread", { count: unread }) : t("bell")}
          title={t("bell")}
          className="relative w-8 shrink-0 px-0"
        >
          <BellIcon aria-hidden />
          {unread > 0 ? (
            <span
              aria-hidden
              className="absolute -end-0.5 -top-1 min-w-4 rounded-full bg-accent px-1 text-center text-xs leading-4 font-medium text-on-accent"
            >
              {unreadText(unread, t("many"))}
            </span>
          ) : null}
        </Button>
      }
    >
      <div className="flex h-11 items-center justify-between gap-3 border-b border-line ps-3 pe-1">
        <p className="font-semibold">{t("title")}</p>
        <MarkAllRead disabled={unread === 0} onDone={() => setOpen(false)} />
      </div>
      <div className={cn("max-h-[min(28rem,60vh)] overflow-y-auto", rows === null && "p-3 text-muted")}>
        {failed ? (
          <p role="alert" className="p-3">
            {t("failed")}
          </p>
        ) : rows === null ? (
          t("loading")
        ) : rows.length === 0 ? (
          <div className="p-4">
            <p className="font-medium">{t("empty")}</p>
            <p className="mt-1 text-xs text-muted">{t("emptyLead")}</p>
          </div>
        ) : (
          <NotificationList rows={rows} now={new Date()} timeZone={timeZone} compact onOpen={() => setOpen(false)} />
        )}
      </div>
      <div className="border-t border-line p-1">
        <Link
          href="/notifications"
          onClick={() => setOpen(false)}
          className="flex h-9 items-center justify-center rounded-md font-medium text-accent-text hover:bg-hover"
        >
          {t("seeAll")}
        </Link>
      </div>
    </Popover>
  );
}
