"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useRef, useState } from "react";
import { cn } from "./cn";

export type FileDropProps = {
  /** "Drop a CSV here or choose one". */
  label: ReactNode;
  /** "Up to 500 MB, UTF-8 or Latin-1". */
  hint?: ReactNode;
  accept?: string;
  name?: string;
  error?: ReactNode;
  disabled?: boolean;
  onFile: (file: File) => void;
  className?: string;
};

/** One file, dropped or chosen. A native file input lies beneath, so keyboard and form work. */
export function FileDrop({ label, hint, accept, name, error, disabled, onFile, className }: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (!file || disabled) return;
    if (input.current) input.current.files = event.dataTransfer.files;
    onFile(file);
  };
  return (
    <div className={className}>
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          "flex min-h-36 flex-col items-center justify-center gap-2 rounded-lg border border-dashed border-input bg-surface px-6 py-8 text-center hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:opacity-50",
          over && "border-accent bg-accent-soft",
        )}
      >
        <FileUp aria-hidden className="size-5 text-muted" />
        <span className="text-sm font-medium">{label}</span>
        {hint ? (
          <span id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </span>
        ) : null}
        <input
          ref={input}
          type="file"
          name={name}
          accept={accept}
          disabled={disabled}
          aria-describedby={
            [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined
          }
          aria-invalid={error ? true : undefined}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) onFile(file);
          }}
        />
      </label>
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-2 text-sm text-detractor-text">
          {error}
        </p>
      ) : null}
    </div>
  );
}
