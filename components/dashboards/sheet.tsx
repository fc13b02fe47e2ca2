import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** The sheet: hairlines instead of cards, a number at the left and its explanation at the right. Prints on one page. */
export function Sheet({ children }: { children: ReactNode }) {
  return (
    <div className="sheet divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface print:rounded-none print:border-0 print:[zoom:0.56]">
      {children}
    </div>
  );
}

/** The finding in a sentence, over everything. */
export function SheetHeadline({ children }: { children: ReactNode }) {
  return <p className="px-7 py-5 text-lg text-pretty max-md:px-4 max-md:py-5 print:px-0 print:py-3">{children}</p>;
}

type RowProps = { children: ReactNode; columns?: "aside" | "halves"; className?: string };

/** Two columns with one vertical rule that runs through all rows, or two of one width. */
export function SheetRow({ children, columns = "aside", className }: RowProps) {
  return (
    <div
      className={cn(
        "grid divide-line max-lg:divide-y lg:divide-x",
        columns === "aside" ? "lg:grid-cols-[minmax(320px,32%)_minmax(0,1fr)]" : "lg:grid-cols-2",
        "print:grid-cols-[32%_minmax(0,1fr)] print:divide-x print:divide-y-0",
        columns === "halves" && "print:grid-cols-2",
        className,
      )}
    >
      {children}
    </div>
  );
}

type CellProps = { title?: ReactNode; sub?: ReactNode; action?: ReactNode; children: ReactNode; className?: string };

export function SheetCell({ title, sub, action, children, className }: CellProps) {
  return (
    <section
      className={cn(
        "flex min-w-0 flex-col gap-3 px-7 py-5 max-md:px-4 print:break-inside-avoid print:px-4 print:py-3",
        className,
      )}
    >
      {title ? (
        <div className="flex min-h-5 flex-wrap items-baseline gap-x-3 gap-y-1">
          <h2 className="text-sm font-semibold">{title}</h2>
          {sub ? <p className="text-xs text-muted">{sub}</p> : null}
          {action ? <div className="no-print ms-auto text-xs">{action}</div> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** What stands where there is nothing yet. */
export function SheetNote({ children }: { children: ReactNode }) {
  return <p className="py-2 text-sm text-muted">{children}</p>;
}
