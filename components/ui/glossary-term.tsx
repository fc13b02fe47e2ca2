"use client";

import type { ReactNode } from "react";
import { Popover } from "./popover";

export type GlossaryTermProps = {
  /** The word as it stands in the text. */
  children: ReactNode;
  /** The word by itself, heading the explanation; the text itself when left out. */
  term?: ReactNode;
  /** One or two sentences from the glossary. */
  definition: ReactNode;
};

/** A word of the trade: dotted underline, its meaning on hover, focus or touch. */
export function GlossaryTerm({ children, term, definition }: GlossaryTermProps) {
  return (
    <Popover
      openOnHover
      side="top"
      title={term ?? children}
      trigger={
        <button
          type="button"
          className="cursor-help text-start underline decoration-faint decoration-dotted underline-offset-3 rounded-sm"
        >
          {children}
        </button>
      }
    >
      <p className="text-xs text-muted">{definition}</p>
    </Popover>
  );
}
