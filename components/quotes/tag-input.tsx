"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Chip } from "@/components/ui/chip";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { cleanTag, MOST_TAGS } from "@/lib/quotes/schema";

export type TagInputProps = {
  value: readonly string[];
  onValueChange: (tags: string[]) => void;
  /** In use elsewhere, to complete what is typed. */
  known: readonly string[];
  error?: string;
  hint?: string;
};

/** Tags as chips; Enter or a comma adds what is typed, Backspace in the empty box takes the last one away. */
export function TagInput({ value, onValueChange, known, error, hint }: TagInputProps) {
  const t = useTranslations("quotes.tags");
  const listId = useId();
  const [typed, setTyped] = useState("");
  const add = (text: string) => {
    const tags = text.split(",").map(cleanTag).filter(Boolean);
    onValueChange([...new Set([...value, ...tags])].slice(0, MOST_TAGS));
    setTyped("");
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field label={t("label")} name="tags" optional error={error} hint={hint}>
        <Input
          value={typed}
          list={listId}
          autoComplete="off"
          maxLength={200}
          placeholder={value.length === 0 ? t("placeholder") : t("another")}
          onChange={(event) => {
            const next = event.target.value;
            // A suggestion that was picked comes whole, in one step.
            const isPicked =
              !("inputType" in event.nativeEvent) || event.nativeEvent.inputType === "insertReplacementText";
            if (next.includes(",") || (isPicked && known.includes(next))) add(next);
            else setTyped(next);
          }}
          onBlur={() => (typed.trim() ? add(typed) : undefined)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && typed.trim()) {
              event.preventDefault();
              add(typed);
            } else if (event.key === "Backspace" && typed === "" && value.length > 0) {
              event.preventDefault();
              onValueChange(value.slice(0, -1));
            }
          }}
        />
      </Field>
      <datalist id={listId}>
        {known
          .filter((tag) => !value.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
      {value.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((tag) => (
            <li key={tag}>
              <Chip label={tag} onRemove={() => onValueChange(value.filter((one) => one !== tag))} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
