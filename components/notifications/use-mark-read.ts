"use client";

import { useState, useTransition } from "react";
import { markReadAction } from "@/lib/notifications/actions";

/** Marks notifications as read: on the screen at once, in the database behind it. */
export function useMarkRead() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [, start] = useTransition();
  return {
    isRead: (id: string) => ids.has(id),
    mark: (id: string) => {
      setIds((before) => new Set(before).add(id));
      start(async () => {
        await markReadAction(null, { id });
      });
    },
  };
}
