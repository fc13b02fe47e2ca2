"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import { type FactValue, sameFact } from "@/lib/customers/history";
import { setFactAction } from "@/lib/customers/record-actions";
import type { FactSpec } from "./fact";

export type FactConflict = { mine: FactValue; theirs: FactValue; by: string | null; at: Date | null };

/** Editing one property: what was typed shows at once, and comes back into the editor when it cannot be saved. */
export function useFact(customerId: string, spec: FactSpec) {
  const t = useTranslations("record.facts");
  const toast = useToast();
  const [known, setKnown] = useState(spec.value);
  const [typed, setTyped] = useState<{ value: FactValue } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [conflict, setConflict] = useState<FactConflict | null>(null);
  const [editing, setEditing] = useState(false);
  const [pending, startTransition] = useTransition();
  /** What the editor saw when it was opened: the page may learn of another's change meanwhile. */
  const was = useRef<FactValue>(spec.value);

  // The server has read the record again: it knows better than what was typed here.
  if (!sameFact(known, spec.value)) {
    setKnown(spec.value);
    setTyped(null);
  }
  const value = typed ? typed.value : spec.value;

  const open = () => {
    was.current = value;
    setError(null);
    setEditing(true);
  };
  const cancel = () => {
    setEditing(false);
    // What could not be saved is gone; the stored value shows again.
    if (error) setTyped(null);
    setError(null);
  };

  const write = (next: FactValue, before: FactValue, back: boolean) => {
    setTyped({ value: next });
    setEditing(false);
    setError(null);
    startTransition(async () => {
      const failed = (message: string) => {
        setTyped(null);
        if (back) return toast.fail(message);
        setError(message);
        setTyped({ value: next });
        setEditing(true);
      };
      try {
        const done = await setFactAction(null, {
          id: customerId,
          field: spec.field,
          value: toSend(next),
          was: toSend(before),
        });
        if (!done) return;
        if (!done.ok) return failed(done.fieldErrors.value ?? done.message);
        const saved = done.value;
        if (saved.status === "conflict") {
          setTyped({ value: saved.theirs });
          setConflict({ mine: next, theirs: saved.theirs, by: saved.by, at: saved.at });
          return;
        }
        setTyped({ value: saved.value });
        if (back) toast.say(t("saved", { field: spec.label }));
        else toast.undo(t("saved", { field: spec.label }), () => write(before, saved.value, true));
      } catch {
        failed(t("offline"));
      }
    });
  };

  return {
    value,
    was,
    editing,
    error,
    conflict,
    pending,
    open,
    cancel,
    /** Saves what the editor holds; nothing is sent when nothing changed. */
    save: (next: FactValue) => (sameFact(next, was.current) ? cancel() : write(next, was.current, false)),
    /** Puts an older value back. */
    putBack: (next: FactValue) => write(next, value, false),
    keepTheirs: () => setConflict(null),
    putMine: () => {
      if (!conflict) return;
      setConflict(null);
      write(conflict.mine, conflict.theirs, false);
    },
  };
}

const toSend = (value: FactValue): string | number | boolean | string[] | null =>
  typeof value === "object" && value !== null ? [...value] : value;
