import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cn("rounded-lg border border-line bg-surface", className)} {...rest} />;
}

export type CardHeaderProps = { title: ReactNode; meta?: ReactNode; action?: ReactNode; className?: string };

/** Title at the start; muted facts at the end, or beside the title when an action stands there. */
export function CardHeader({ title, meta, action, className }: CardHeaderProps) {
  return (
    <header
      className={cn("flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-3 pb-1", className)}
    >
      <h2 className="text-sm font-semibold">{title}</h2>
      {meta ? <p className={cn("text-xs text-muted", action ? "me-auto" : undefined)}>{meta}</p> : null}
      {action}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("px-4 pt-1 pb-4", className)} {...rest} />;
}
