"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { neighboursAction } from "@/lib/customers/actions";
import type { Neighbours } from "@/lib/customers/queries/neighbours";
import { lastList } from "./last-list";

/** "4 of 46" with the way to the record before and after, in the list that it was opened from; j and k go there too. */
export function RecordPager({ customerId }: { customerId: string }) {
  const t = useTranslations("customers.pager");
  const router = useRouter();
  const [found, setFound] = useState<{ search: string; beside: Neighbours } | null>(null);

  useEffect(() => {
    let gone = false;
    const search = lastList();
    if (search === null) return;
    void neighboursAction(null, { id: customerId, search }).then((answer) => {
      if (!gone && answer?.ok && answer.value) setFound({ search, beside: answer.value });
    });
    return () => {
      gone = true;
    };
  }, [customerId]);

  useEffect(() => {
    if (!found) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isElsewhere(event.target)) return;
      const to = event.key === "j" ? found.beside.next : event.key === "k" ? found.beside.previous : null;
      if (!to) return;
      event.preventDefault();
      router.push(`/customers/${to.id}`);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [found, router]);

  if (!found) return null;
  const { search, beside } = found;
  const { previous, next, position, total, more } = beside;
  if (!previous && !next) return null;
  const step = (to: Neighbours["next"], label: string, icon: React.ReactNode) =>
    to ? (
      <Link
        href={`/customers/${to.id}`}
        prefetch={false}
        aria-label={`${label}: ${to.name}`}
        title={`${label}: ${to.name}`}
        className={cn(buttonLook({ variant: "ghost", size: "sm" }), "px-1.5")}
      >
        {icon}
      </Link>
    ) : (
      <span aria-hidden className={cn(buttonLook({ variant: "ghost", size: "sm" }), "px-1.5 opacity-40")}>
        {icon}
      </span>
    );
  return (
    <nav aria-label={t("label")} className="flex items-center gap-0.5 max-md:hidden">
      {position !== null ? (
        <Link
          href={search === "" ? "/customers" : `/customers?${search}`}
          className="figures me-1 whitespace-nowrap text-xs text-muted hover:text-ink hover:underline"
        >
          {t(more ? "placeMore" : "place", { position, total })}
        </Link>
      ) : null}
      {step(previous, t("previous"), <ChevronUp aria-hidden />)}
      {step(next, t("next"), <ChevronDown aria-hidden />)}
    </nav>
  );
}

/** True while something is typed or a dialog, menu or list is open: then the letters belong there. */
function isElsewhere(target: EventTarget | null): boolean {
  if (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], [role=menu], [role=listbox]")
  )
    return true;
  return (
    document.querySelector("[role=dialog][data-open], [role=alertdialog][data-open], [role=menu][data-open]") !== null
  );
}
