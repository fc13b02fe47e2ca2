import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type LinkTab = { href: string; label: ReactNode; count?: ReactNode; active?: boolean };

export type LinkTabsProps = {
  /** Name of the group for those who listen: "Views". */
  label: string;
  tabs: readonly LinkTab[];
  /** After the last tab: "Save view". */
  action?: ReactNode;
  /** At the far end: "Columns". */
  end?: ReactNode;
  className?: string;
};

/** Views of one page, each with its own address; on the phone they scroll sideways. */
export function LinkTabs({ label, tabs, action, end, className }: LinkTabsProps) {
  return (
    <div
      className={cn(
        "no-print flex h-11 items-stretch justify-between gap-4 border-b border-line bg-surface px-6 max-md:px-4",
        className,
      )}
    >
      <nav aria-label={label} className="flex min-w-0 items-stretch gap-5 overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab) => (
          <Link
            key={tab.href}
            href={tab.href}
            aria-current={tab.active ? "page" : undefined}
            className={cn(
              "ring-inset-focus inline-flex shrink-0 items-center gap-2 border-b-2 pt-0.5 text-sm",
              tab.active ? "border-accent font-medium text-ink" : "border-transparent text-muted hover:text-ink",
            )}
          >
            {tab.label}
            {tab.count !== undefined ? (
              <span className="figures pt-px text-xs/5 font-normal text-muted">{tab.count}</span>
            ) : null}
          </Link>
        ))}
        {action ? <span className="inline-flex shrink-0 items-center">{action}</span> : null}
      </nav>
      {end ? <div className="flex shrink-0 items-center">{end}</div> : null}
    </div>
  );
}
