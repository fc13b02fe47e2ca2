"use client";

import { Mail, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ConflictDialog } from "@/components/ui/conflict-dialog";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { FactHistory, FactValue } from "@/lib/customers/history";
import { formatDateTime } from "@/lib/format";
import { type FactSpec, type FactWords, factText, readTyped, typedText } from "./fact";
import { FactHistoryButton } from "./fact-history";
import { useFact } from "./use-fact";

export type FactRowProps = {
  customerId: string;
  spec: FactSpec;
  changes: readonly FactHistory[];
  timeZone: string;
  mayEdit: boolean;
};

function useFactWords(): FactWords {
  const t = useTranslations("record.facts");
  return { yes: t("yes"), no: t("no"), gone: t("gone") };
}

/** One property: read, and edited in its place by a click or Enter. */
export function FactRow({ customerId, spec, changes, timeZone, mayEdit }: FactRowProps) {
  const t = useTranslations("record.facts");
  const words = useFactWords();
  const fact = useFact(customerId, spec);
  const { conflict } = fact;
  const opener = useRef<HTMLButtonElement>(null);
  const text = factText(spec, fact.value, words);
  const href =
    spec.editor === "email" && text
      ? `mailto:${text}`
      : spec.editor === "tel" && text
        ? `tel:${text.replace(/[^\d+]/g, "")}`
        : null;
  const close = (done: () => void) => {
    done();
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <div className="group grid grid-cols-[5.25rem_minmax(0,1fr)] gap-x-2" data-fact={spec.field}>
      <dt className="pt-0.5 text-xs leading-5 break-words text-muted touch:pt-3">{spec.label}</dt>
      <dd className="min-w-0">
        {fact.editing ? (
          <FactEditor
            spec={spec}
            value={fact.value}
            error={fact.error}
            save={(next) => close(() => fact.save(next))}
            leave={fact.save}
            cancel={() => close(fact.cancel)}
          />
        ) : (
          <span className="relative flex items-start gap-0.5">
            {mayEdit && !spec.readOnly ? (
              <button
                ref={opener}
                type="button"
                onClick={fact.open}
                aria-busy={fact.pending || undefined}
                title={t("edit", { field: spec.label })}
                className={cn(
                  "-ms-1.5 min-h-6 min-w-0 flex-1 cursor-text rounded-md px-1.5 py-0.5 text-start wrap-anywhere transition-colors hover:bg-hover touch:min-h-11",
                  fact.pending && "opacity-60",
                  !text && "text-muted",
                )}
              >
                <span className="sr-only">{t("edit", { field: spec.label })}: </span>
                {text || t("add")}
              </button>
            ) : (
              <span className={cn("min-w-0 flex-1 py-0.5 break-words", !text && "text-muted")}>
                {text || t("unknown")}
              </span>
            )}
            {href ? (
              <a
                href={href}
                aria-label={t(spec.editor === "email" ? "write" : "call", { to: text })}
                title={t(spec.editor === "email" ? "write" : "call", { to: text })}
                className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-accent-text hover:bg-hover touch:size-11 [&_.lucide]:size-3.5"
              >
                {spec.editor === "email" ? <Mail aria-hidden /> : <Phone aria-hidden />}
              </a>
            ) : null}
            {changes.length > 0 ? (
              <FactHistoryButton
                spec={spec}
                changes={changes}
                words={words}
                timeZone={timeZone}
                now={fact.value}
                putBack={mayEdit && !spec.readOnly ? fact.putBack : undefined}
              />
            ) : null}
          </span>
        )}
        {spec.note && !fact.editing ? <p className="text-xs text-muted">{spec.note}</p> : null}
        <ConflictDialog
          title={t("conflict", { field: spec.label })}
          description={
            conflict?.by && conflict.at
              ? t("conflictBy", { name: conflict.by, at: formatDateTime(new Date(conflict.at), timeZone) })
              : t("conflictLead")
          }
          sides={
            conflict && {
              theirs: {
                name: conflict.by ?? t("theirs"),
                text: factText(spec, conflict.theirs, words) || t("nothing"),
              },
              mine: { name: t("mine"), text: factText(spec, conflict.mine, words) || t("nothing") },
            }
          }
          onClose={fact.keepTheirs}
          footer={
            <>
              <Button onClick={fact.keepTheirs}>{t("keepTheirs")}</Button>
              <Button variant="primary" onClick={fact.putMine}>
                {t("putMine")}
              </Button>
            </>
          }
        />
      </dd>
    </div>
  );
}

type FactEditorProps = {
  spec: FactSpec;
  value: FactValue;
  error: string | null;
  save: (next: FactValue) => void;
  /** The same when the keyboard has gone elsewhere by itself. */
  leave: (next: FactValue) => void;
  cancel: () => void;
};

/** Enter and leaving save, Esc keeps what was; a choice is saved as it is made. */
function FactEditor({ spec, value, error, save, leave, cancel }: FactEditorProps) {
  const t = useTranslations("record.facts");
  const [text, setText] = useState(() => typedText(spec, value));
  const errorId = useId();
  /** Leaving also happens when the editor closes by itself. */
  const settled = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const control = box.current?.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
    control?.focus();
    if (control instanceof HTMLInputElement && control.type !== "date") control.select();
  }, []);
  const settle = (done: () => void) => {
    if (settled.current) return;
    settled.current = true;
    done();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      settle(cancel);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      settle(() => save(readTyped(spec, text)));
    }
  };
  const common = {
    "aria-label": spec.label,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": error ? errorId : undefined,
    onKeyDown,
    className: "-ms-1.5",
  };
  const isSelect = spec.options !== undefined || spec.editor === "boolean";
  return (
    <div ref={box} className="py-px">
      {isSelect ? (
        <Select
          {...common}
          value={text}
          placeholder={spec.required ? undefined : t("notSaid")}
          options={
            spec.options ?? [
              { value: "true", label: t("yes") },
              { value: "false", label: t("no") },
            ]
          }
          onChange={(event) => {
            const next = event.target.value;
            setText(next);
            settle(() => save(readTyped(spec, next)));
          }}
          onBlur={() => settle(cancel)}
        />
      ) : (
        <Input
          {...common}
          type={spec.editor === "email" || spec.editor === "tel" || spec.editor === "date" ? spec.editor : "text"}
          inputMode={spec.editor === "number" || spec.editor === "money" ? "decimal" : undefined}
          end={spec.editor === "money" ? spec.currency : spec.unit || undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => settle(() => leave(readTyped(spec, text)))}
        />
      )}
      {error ? (
        <p id={errorId} className="mt-1 text-xs text-detractor-text">
          {error}
        </p>
      ) : null}
    </div>
  );
}
