"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useToast } from "@/components/ui/toaster";
import type { Writer } from "./draft";
import { dropWaiting, listWaiting, sendWaiting, type Waiting } from "./outbox";

/** Between two tries while the server does not answer: doubled each time, up to a minute. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

export type Outbox = {
  online: boolean;
  waiting: readonly Waiting[];
  sending: boolean;
  /** Reads anew what waits, and tries to send it after a pause. */
  look: () => void;
  /** @returns whether it was still waiting */
  drop: (id: string) => boolean;
  sendNow: () => void;
};

/** What waits on this device, sent when a page opens, when the network is back, and again after a pause. */
export function useOutbox(writer: Writer, onStored: () => void): Outbox {
  const t = useTranslations("interactions");
  const toast = useToast();
  const online = useOnline();
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const pause = useRef(FIRST_PAUSE_MS);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stored = useRef(onStored);
  stored.current = onStored;

  const read = useCallback(() => setWaiting(listWaiting(writer)), [writer]);
  const send = useCallback(async () => {
    clearTimeout(timer.current);
    if (busy.current || !navigator.onLine || listWaiting(writer).length === 0) return;
    busy.current = true;
    setSending(true);
    const result = await sendWaiting(writer);
    busy.current = false;
    setSending(false);
    read();
    if (result.stored > 0) {
      pause.current = FIRST_PAUSE_MS;
      toast.say(t("waiting.sent", { count: result.stored }));
      stored.current();
    }
    if (result.again) {
      timer.current = setTimeout(() => void send(), pause.current);
      pause.current = Math.min(pause.current * 2, LONGEST_PAUSE_MS);
    }
  }, [writer, read, toast, t]);

  useEffect(() => {
    read();
    if (online) void send();
    const onShow = () => {
      if (document.visibilityState === "visible") void send();
    };
    // Another tab of the same person lays something aside, or has sent it.
    window.addEventListener("storage", read);
    document.addEventListener("visibilitychange", onShow);
    return () => {
      window.removeEventListener("storage", read);
      document.removeEventListener("visibilitychange", onShow);
      clearTimeout(timer.current);
    };
  }, [online, read, send]);

  return {
    online,
    waiting,
    sending,
    look: () => {
      read();
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), pause.current);
    },
    drop: (id) => {
      const was = dropWaiting(writer, id);
      read();
      return was;
    },
    sendNow: () => void send(),
  };
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener("online", changed);
      window.addEventListener("offline", changed);
      return () => {
        window.removeEventListener("online", changed);
        window.removeEventListener("offline", changed);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}
