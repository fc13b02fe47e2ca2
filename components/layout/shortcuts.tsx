"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

/** A page that g and a letter lead to. */
export type GoShortcut = { key: string; href: string; label: string };

/** A letter that does something on every page, by an event fired on the window. */
export type EventShortcut = { key: string; event: string; label: string };

export type ShortcutsProps = {
  go: readonly GoShortcut[];
  events?: readonly EventShortcut[];
  onPalette: () => void;
  onCreate: () => void;
};

/**
 * Keys that work everywhere: Ctrl/Cmd+K, g and a letter, c, /, ?, and those that fire an event.
 * A page answers c itself by marking its main action with data-create, and / by marking its search box with data-page-search.
 */
export function Shortcuts({ go, events = [], onPalette, onCreate }: ShortcutsProps) {
  const t = useTranslations("layout");
  const router = useRouter();
  const [listed, setListed] = useState(false);
  const gone = useRef(0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const waiting = Date.now() - gone.current < 1200;
      gone.current = 0;
      if (waiting) {
        const target = go.find((shortcut) => shortcut.key === event.key.toLowerCase());
        if (target) {
          event.preventDefault();
          router.push(target.href);
          return;
        }
      }
      if (event.key === "g") {
        gone.current = Date.now();
      } else if (event.key === "?") {
        event.preventDefault();
        setListed(true);
      } else if (event.key === "/") {
        event.preventDefault();
        const box = document.querySelector<HTMLInputElement>("[data-page-search]");
        if (box) {
          box.focus();
          box.select();
        } else onPalette();
      } else if (event.key === "c") {
        event.preventDefault();
        const own = document.querySelector<HTMLElement>("[data-create]");
        if (own) own.click();
        else onCreate();
      } else {
        const fired = events.find((shortcut) => shortcut.key === event.key);
        if (fired) {
          event.preventDefault();
          window.dispatchEvent(new Event(fired.event));
        }
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [go, events, onPalette, onCreate, router]);

  const general: [string, string[]][] = [
    [t("keys.palette"), ["Ctrl", "K"]],
    [t("keys.search"), ["/"]],
    [t("keys.create"), ["c"]],
    ...events.map(({ label, key }): [string, string[]] => [label, [key]]),
    [t("keys.close"), ["Esc"]],
    [t("keys.list"), ["?"]],
  ];
  const lists: [string, string[]][] = [
    [t("keys.move"), ["j", "k"]],
    [t("keys.open"), ["Enter"]],
    [t("keys.pick"), ["x"]],
    [t("keys.letGo"), ["Esc"]],
  ];
  const record: [string, string[]][] = [
    [t("keys.nextRecord"), ["j"]],
    [t("keys.previousRecord"), ["k"]],
  ];
  const forms: [string, string[]][] = [
    [t("keys.choices"), ["1", "2", "3"]],
    [t("keys.save"), ["Ctrl", "Enter"]],
  ];
  return (
    <Dialog open={listed} onOpenChange={setListed} title={t("keys.title")}>
      <div className="grid grid-cols-2 gap-x-8 gap-y-6 max-md:grid-cols-1">
        <div className="flex flex-col gap-6">
          <KeyList title={t("keys.anywhere")} rows={general} />
          <KeyList title={t("keys.inList")} rows={lists} />
          <KeyList title={t("keys.onCustomer")} rows={record} />
          <KeyList title={t("keys.inLog")} rows={forms} />
        </div>
        <KeyList title={t("keys.goTo")} rows={go.map((shortcut) => [shortcut.label, ["g", shortcut.key]])} />
      </div>
    </Dialog>
  );
}

function KeyList({ title, rows }: { title: string; rows: readonly [string, string[]][] }) {
  return (
    <section>
      <h3 className="mb-2 text-xs font-medium text-muted">{title}</h3>
      <dl>
        {rows.map(([label, keys]) => (
          <div key={label} className="flex items-center justify-between gap-4 py-1 text-sm">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Letters belong to what is being typed, to an open dialog, and to an open list. */
function isTyping(target: EventTarget | null): boolean {
  if (
    target instanceof HTMLElement &&
    target.closest(
      "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]",
    )
  )
    return true;
  return document.querySelector("[role=dialog][data-open], [role=alertdialog][data-open]") !== null;
}
