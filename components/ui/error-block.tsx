import { CircleSlash } from "lucide-react";
import type { ReactNode } from "react";

export type ErrorBlockProps = {
  title: ReactNode;
  children?: ReactNode;
  /** What a person can quote when asking for help. */
  reference?: ReactNode;
  actions?: ReactNode;
};

/** A page that could not be shown: not found, not allowed, went wrong. */
export function ErrorBlock({ title, children, reference, actions }: ErrorBlockProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-start gap-3 px-6 py-20">
      <CircleSlash aria-hidden className="size-5 text-muted" />
      <h1 className="text-xl font-semibold">{title}</h1>
      {children ? <div className="text-base text-muted">{children}</div> : null}
      {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
      {reference ? <p className="mt-2 text-xs text-muted">{reference}</p> : null}
    </div>
  );
}
