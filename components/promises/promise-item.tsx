"use client";

import { Archive, Check, Ellipsis, Pencil, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { formatDateParts } from "@/lib/format";
import { type PromiseMade, promiseState } from "@/lib/interactions/promise";
import { archivePromiseAction, keepPromiseAction, restorePromiseAction } from "@/lib/interactions/promise-actions";
import { EditPromise } from "./promise-form";

export type PromiseItemProps = {
  promise: PromiseMade;
  /** The day it was kept, in the workspace's zone. */
  keptOn: string | null;
  /** YYYY-MM-DD */
  today: string;
  mayWrite: boolean;
  /** Where it does not stand on the customer's own page. */
  customer?: { id: string; name: string };
};

const TONES = {
  missed: "font-medium text-detractor-text",
  today: "font-medium text-warn-text",
  open: "text-muted",
  kept: "text-muted",
  keptLate: "text-muted",
};

/** A promise with its day; one press keeps it, with a way back. */
export function PromiseItem({ promise, keptOn, today, mayWrite, customer }: PromiseItemProps) {
  const t = useTranslations("interactions.promise");
  const toast = useToast();
  const [pending, start] = useTransition();
  const [editing, setEditing] = useState(false);
  const { id, text } = promise;
  const state = promiseState(promise, keptOn, today);
  const days = Math.round((Date.parse(promise.dueOn) - Date.parse(today)) / 86_400_000);
  const keep = (kept: boolean) =>
    start(async () => {
      const done = await keepPromiseAction(null, { id, kept });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      if (kept) toast.undo(t("isKept", { text }), () => keep(false));
      else toast.say(t("isOpen", { text }));
    });
  const archive = () =>
    start(async () => {
      const done = await archivePromiseAction(null, { id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t("isArchived", { text }), async () => {
        await restorePromiseAction(null, { id });
      });
    });
  return (
    <li className="flex min-h-9 items-center gap-2 py-1">
      <span className="figures w-13 shrink-0 text-xs text-muted">
        {formatDateParts(new Date(promise.dueOn), "UTC", "day")}
      </span>
      <span className="min-w-0 flex-1">
        <span className={cn("break-words", keptOn && "text-muted line-through decoration-from-font")}>{text}</span>
        {customer ? (
          <>
            {", "}
            <Link href={`/customers/${customer.id}`} className="rounded-sm text-muted hover:underline">
              {customer.name}
            </Link>
          </>
        ) : null}
      </span>
      <span className={cn("shrink-0 text-xs", TONES[state])}>{t(`state.${state}`, { days })}</span>
      {mayWrite ? (
        <>
          <IconButton
            size="sm"
            label={keptOn ? t("reopen", { text }) : t("keep", { text })}
            icon={keptOn ? <RotateCcw aria-hidden /> : <Check aria-hidden />}
            pending={pending}
            onClick={() => keep(!keptOn)}
          />
          {customer ? null : (
            <Menu
              align="end"
              trigger={
                <IconButton
                  size="sm"
                  label={t("menu", { text })}
                  icon={<Ellipsis aria-hidden />}
                  className="-ms-1.5 -me-2"
                />
              }
            >
              <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setEditing(true)}>
                {t("edit")}
              </MenuItem>
              <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
                {t("archive")}
              </MenuItem>
            </Menu>
          )}
          {editing ? <EditPromise promise={promise} onClose={() => setEditing(false)} /> : null}
        </>
      ) : null}
    </li>
  );
}
