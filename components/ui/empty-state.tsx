import type { ReactNode } from "react";
import { cn } from "./cn";

export type EmptyStateProps = {
  title: ReactNode;
  /** One line: what this is for. */
  children?: ReactNode;
  /** A small picture of the page filled: an svg or a shrunken real component. */
  picture?: ReactNode;
  /** Make one, import, load the demo. */
  actions?: ReactNode;
  className?: string;
};

export function EmptyState({ title, children, picture, actions, className }: EmptyStateProps) {
  return (
    <div className={cn("mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-14 text-center", className)}>
      {picture ? (
        <div
          aria-hidden
          inert
          className="mb-2 w-full max-w-80 overflow-hidden rounded-lg border border-line bg-surface p-3 opacity-90"
        >
          {picture}
        </div>
      ) : null}
      <h2 className="text-base font-semibold text-balance">{title}</h2>
      {children ? <div className="text-sm text-muted">{children}</div> : null}
      {actions ? <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
