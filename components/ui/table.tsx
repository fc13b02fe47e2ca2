import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { ScrollBox } from "./scroll-box";

export type TableProps = ComponentProps<"table"> & {
  /** What the table holds; read out, not shown. */
  label: string;
  /** "page" sticks its head under the page header and fills the width; "inset" is a small table inside a card. */
  look?: "page" | "inset";
};

/** A plain table: head 32, rows 36 (44 on touch). Wide ones scroll inside themselves. */
export function Table({ label, look = "page", className, children, ...rest }: TableProps) {
  return (
    <ScrollBox
      label={label}
      className={cn("relative w-full", look === "page" ? "max-md:overflow-x-auto" : "overflow-x-auto")}
    >
      <table className={cn("w-full border-separate border-spacing-0 text-sm", look, className)} {...rest}>
        <caption className="sr-only">{label}</caption>
        {children}
      </table>
    </ScrollBox>
  );
}

export type ThProps = ComponentProps<"th"> & {
  /** Figures stand at the end. */
  end?: boolean;
  /** Where a press on the head sorts; the direction it is sorted by now. */
  sortHref?: string;
  sorted?: "asc" | "desc";
};

export function Th({ end, sortHref, sorted, className, children, ...rest }: ThProps) {
  const Arrow = sorted === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sorted === "asc" ? "ascending" : "descending") : undefined}
      className={cn(
        "h-8 whitespace-nowrap border-b border-line bg-surface px-2 text-xs font-medium first:ps-6 last:pe-6 max-md:first:ps-4 max-md:last:pe-4 in-[.inset]:first:ps-0 in-[.inset]:last:pe-0 md:in-[.page]:sticky md:in-[.page]:top-(--sticky-top,0px) md:in-[.page]:z-10",
        sorted ? "text-ink" : "text-muted",
        end ? "text-end" : "text-start",
        className,
      )}
      {...rest}
    >
      {sortHref ? (
        <Link href={sortHref} scroll={false} className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
          {children}
          {sorted ? <Arrow aria-hidden className="size-3.5" /> : null}
        </Link>
      ) : (
        children
      )}
    </th>
  );
}

export type TdProps = ComponentProps<"td"> & { end?: boolean; muted?: boolean };

export function Td({ end, muted, className, ...rest }: TdProps) {
  return (
    <td
      className={cn(
        "h-9 border-b border-line px-2 py-1 first:ps-6 last:pe-6 max-md:first:ps-4 max-md:last:pe-4 in-[.inset]:first:ps-0 in-[.inset]:last:pe-0 touch:h-11",
        end && "figures text-end",
        muted && "text-muted",
        className,
      )}
      {...rest}
    />
  );
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={cn("bg-surface in-[.inset]:bg-transparent", className)} {...rest} />;
}

/** The head's cell that says nothing aloud is still named: for checkboxes and actions. */
export function ThHidden({ children }: { children: ReactNode }) {
  return (
    <Th>
      <span className="sr-only">{children}</span>
    </Th>
  );
}
