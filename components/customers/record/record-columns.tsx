"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Segmented } from "@/components/ui/segmented";

const PARTS = ["state", "timeline", "facts"] as const;
type Part = (typeof PARTS)[number];

export type RecordColumnsProps = Record<Part, ReactNode> & {
  /** What stands first on a phone. */
  initial?: Part;
  factsLabel: string;
};

/**
 * Who they are, what happened, what is next: side by side where there is room, one at a time on a phone. Columns follow
 * the room that is left beside an open sheet, not the window.
 */
export function RecordColumns({ state, timeline, facts, initial = "state", factsLabel }: RecordColumnsProps) {
  const t = useTranslations("record.tabs");
  const [part, setPart] = useState<Part>(initial);
  const unless = (one: Part) => part !== one && "@max-2xl:hidden";
  return (
    <div className="@container">
      <div className="sticky top-14 z-20 border-b border-line bg-surface px-4 py-2 @2xl:hidden">
        <Segmented
          label={t("label")}
          value={part}
          options={PARTS.map((one) => ({ value: one, label: t(one) }))}
          onValueChange={setPart}
          className="flex w-full [&>button]:flex-1"
        />
      </div>
      <div className="grid grid-cols-1 @2xl:grid-cols-[17.5rem_minmax(0,1fr)] @5xl:min-h-[calc(100dvh-3.25rem)] @5xl:grid-cols-[17.5rem_minmax(0,1fr)_22rem] @6xl:grid-cols-[17.5rem_minmax(0,1fr)_24rem]">
        <aside
          aria-label={factsLabel}
          className={cn("border-line bg-background p-5 @2xl:border-e max-md:p-4", unless("facts"))}
        >
          {facts}
        </aside>
        <div className={cn("min-w-0 bg-surface p-6 max-md:p-4", unless("timeline"))}>{timeline}</div>
        <div
          className={cn(
            "flex min-w-0 flex-col gap-5 border-line bg-surface p-6 @2xl:@max-5xl:col-span-2 @2xl:@max-5xl:border-t @5xl:border-s max-md:p-4",
            unless("state"),
          )}
        >
          {state}
        </div>
      </div>
    </div>
  );
}
