"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { useEffect, useRef } from "react";

/** The list itself: j and k go from sentence to sentence, Enter opens one. */
export function SentenceList({ label, children }: { label: string; children: ReactNode }) {
  const list = useRef<HTMLOListElement>(null);
  const step = (by: 1 | -1) => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>("[data-sentence]") ?? [])];
    const current = all.findIndex((one) => one.matches(":focus"));
    all[current === -1 ? 0 : Math.min(all.length - 1, Math.max(0, current + by))]?.focus();
  };
  const onKey = (event: Pick<KeyboardEvent, "key" | "preventDefault">) => {
    if (event.key !== "j" && event.key !== "k") return;
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  };
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const { target } = event;
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (
        target instanceof HTMLElement &&
        target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=listbox]")
      )
        return;
      latest.current(event);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <ol ref={list} aria-label={label} className="overflow-hidden rounded-lg border border-line bg-surface">
      {children}
    </ol>
  );
}
