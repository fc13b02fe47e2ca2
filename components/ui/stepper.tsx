import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "./cn";

export type StepperProps = {
  label: string;
  steps: readonly string[];
  /** Index of the step one is at; steps.length when all are done. */
  current: number;
  className?: string;
};

/** Where one is in a few steps; on the phone only the current one has its name. */
export function Stepper({ label, steps, current, className }: StepperProps) {
  const t = useTranslations("common");
  return (
    <ol aria-label={label} className={cn("flex items-center gap-2 text-sm", className)}>
      {steps.map((step, index) => {
        const done = index < current;
        const here = index === current;
        return (
          <li key={step} aria-current={here ? "step" : undefined} className="flex items-center gap-2">
            {index > 0 ? (
              <span aria-hidden className={cn("h-px w-6 max-md:w-3", done || here ? "bg-accent" : "bg-line-strong")} />
            ) : null}
            <span
              aria-hidden
              className={cn(
                "inline-flex size-5 items-center justify-center rounded-full text-xs font-medium",
                done
                  ? "bg-accent text-on-accent"
                  : here
                    ? "bg-accent-soft text-accent-text inset-ring inset-ring-accent"
                    : "bg-sunken text-muted",
              )}
            >
              {done ? <Check className="size-3" strokeWidth={3} /> : index + 1}
            </span>
            <span className={cn(here ? "font-medium" : "text-muted max-md:sr-only")}>
              {step}
              {done ? <span className="sr-only">, {t("done")}</span> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
