import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type StatProps = {
  label?: ReactNode;
  /** Formatted: "+22", "€4.1 m". Null when there is nothing to say. */
  value: ReactNode | null;
  /** "NPS, −100 to +100", "a year, 1,864 customers". */
  unit?: ReactNode;
  /** "95 % interval +19.9 to +24.8". */
  interval?: ReactNode;
  /** "n = 4,212, 22 % of 18,940 delivered". */
  n?: ReactNode;
  /** hidden: fewer than k answers; indicative: fewer than 30, drawn hatched. */
  state?: "ok" | "indicative" | "hidden";
  /** The least number of answers that is shown. */
  k?: number;
  tone?: "ink" | "promoter" | "detractor";
  /** Where the number comes from: rows, people, method. */
  href?: ReactNode;
  children?: ReactNode;
  className?: string;
};

/** A number with everything that makes it one: unit, interval, n. */
export function Stat(props: StatProps) {
  const { label, value, unit, interval, n, state = "ok", k = 5, tone = "ink", href, children, className } = props;
  const t = useTranslations("common");
  const empty = value === null || value === undefined;
  return (
    <div className={cn("flex flex-col gap-2", className)}>
      {label ? <h2 className="text-sm font-semibold">{label}</h2> : null}
      {state === "hidden" ? (
        <p className="text-sm text-muted">{t("fewerThan", { k })}</p>
      ) : empty ? (
        <p className="text-sm text-muted">{t("nothingYet")}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <p
            className={cn(
              "text-2xl font-semibold",
              tone === "promoter" && "text-promoter-text",
              tone === "detractor" && "text-detractor-text",
              state === "indicative" &&
                "relative pb-1 after:hatched after:absolute after:inset-x-0 after:bottom-0 after:h-1.5",
            )}
          >
            {value}
          </p>
          <div className="text-xs text-muted">
            {unit ? <p>{unit}</p> : null}
            {interval ? <p>{interval}</p> : null}
            {state === "indicative" ? <p className="text-warn-text">{t("indicative")}</p> : null}
          </div>
        </div>
      )}
      {children}
      {n || href ? (
        <p className="flex flex-wrap gap-x-3 text-xs text-muted">
          {n}
          {href}
        </p>
      ) : null}
    </div>
  );
}
