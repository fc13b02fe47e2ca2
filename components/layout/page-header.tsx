import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type PageHeaderProps = {
  title: ReactNode;
  /** Where this page hangs: shown before the title. */
  breadcrumb?: readonly { href: string; label: ReactNode }[];
  /** Beside the title: a pill, a date, filter chips of a page without a filter bar. */
  beside?: ReactNode;
  /** Muted, before the actions: "Scanned today, 04:10". */
  note?: ReactNode;
  /** One primary action, last; others before it. */
  actions?: ReactNode;
  className?: string;
};

/** Where am I, and what is the one thing to do: 52 high, stays on top. */
export function PageHeader({ title, breadcrumb, beside, note, actions, className }: PageHeaderProps) {
  const t = useTranslations("layout");
  return (
    <header
      className={cn(
        "sticky top-0 z-30 flex min-h-13 items-center gap-4 border-b border-line bg-surface px-6 py-2 max-md:min-h-14 max-md:flex-wrap max-md:gap-2 max-md:px-4 print:static print:border-0 print:px-0",
        className,
      )}
    >
      {breadcrumb && breadcrumb.length > 0 ? (
        <div className="flex min-w-0 items-center gap-2 text-sm max-md:flex-1">
          <nav aria-label={t("breadcrumb")} className="flex items-center gap-2 text-muted max-md:hidden">
            {breadcrumb.map((step) => (
              <span key={step.href} className="contents">
                <Link href={step.href} className="whitespace-nowrap rounded-sm hover:text-ink">
                  {step.label}
                </Link>
                <span aria-hidden className="text-faint">
                  /
                </span>
              </span>
            ))}
          </nav>
          <h1 className="truncate text-sm font-semibold max-md:text-base">{title}</h1>
        </div>
      ) : (
        <h1 className="truncate text-lg font-semibold max-md:flex-1">{title}</h1>
      )}
      {beside ? (
        <div className="flex min-w-0 items-center gap-2 empty:hidden max-md:order-last max-md:w-full max-md:overflow-x-auto max-md:py-1">
          {beside}
        </div>
      ) : null}
      <span className="flex-1 max-md:hidden" />
      {note ? <p className="text-xs text-muted max-lg:hidden">{note}</p> : null}
      {actions ? <div className="no-print flex shrink-0 items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export type FilterBarProps = { children: ReactNode; end?: ReactNode; className?: string };

/** The page's filters and period, 48 high; all of it is in the URL. On the phone it scrolls sideways. */
export function FilterBar({ children, end, className }: FilterBarProps) {
  return (
    <div
      className={cn(
        "no-print flex min-h-12 items-center gap-2 border-b border-line bg-surface px-6 py-2 md:flex-wrap max-md:overflow-x-auto max-md:px-4 max-md:[&>*]:shrink-0",
        className,
      )}
    >
      {children}
      {end ? <div className="ms-auto flex items-center gap-2 ps-4 text-xs text-muted">{end}</div> : null}
    </div>
  );
}

export type PageLeadProps = { headline: ReactNode; children?: ReactNode; end?: ReactNode; className?: string };

/** The page's finding as a headline, its proof in a sentence beneath. */
export function PageLead({ headline, children, end, className }: PageLeadProps) {
  return (
    <div className={cn("flex flex-wrap items-end justify-between gap-4", className)}>
      <div className="min-w-0">
        <h2 className="text-xl font-semibold text-balance">{headline}</h2>
        {children ? <p className="mt-1 text-sm text-muted">{children}</p> : null}
      </div>
      {end}
    </div>
  );
}

/** The page's own room: margins 24, 16 on the phone. */
export function PageBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn("flex flex-col gap-6 p-6 max-md:p-4 print:p-0", className)}>{children}</div>;
}
