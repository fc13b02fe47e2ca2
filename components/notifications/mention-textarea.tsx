"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, type KeyboardEvent, useId, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Textarea } from "@/components/ui/textarea";
import { mentionAt } from "@/lib/notifications/mentions";
import { usePeople } from "./use-people";

const MOST_OFFERED = 6;

type MentionTextareaProps = Omit<ComponentProps<"textarea">, "ref" | "onChange"> & {
  /** The whole text after every change, also when a name was taken over. */
  onText?: (text: string) => void;
};

/** Several lines in which @ offers the people who work here; they are told when it is saved. */
export function MentionTextarea({ onText, onKeyDown, className, ...rest }: MentionTextareaProps) {
  const t = useTranslations("notifications.mentions");
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [writing, setWriting] = useState<{ from: number; words: string } | null>(null);
  const [at, setAt] = useState(0);
  const people = usePeople(writing !== null);
  const asked = writing?.words.toLocaleLowerCase() ?? "";
  const offered = writing
    ? (people?.people ?? [])
        .filter(
          ({ id, name }) =>
            id !== people?.me &&
            (name.toLocaleLowerCase().startsWith(asked) ||
              name
                .toLocaleLowerCase()
                .split(" ")
                .some((part) => part.startsWith(asked))),
        )
        .slice(0, MOST_OFFERED)
    : [];
  const open = offered.length > 0;
  const textarea = () => box.current?.querySelector("textarea") ?? null;
  const look = () => {
    const area = textarea();
    setWriting(area ? mentionAt(area.value, area.selectionStart) : null);
    setAt(0);
  };
  const take = (name: string) => {
    const area = textarea();
    if (!area || !writing) return;
    area.focus();
    area.setSelectionRange(writing.from, area.selectionStart);
    // As if it were typed: undo works, and React hears of it.
    area.setRangeText(`@${name} `, writing.from, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    onText?.(area.value);
    setWriting(null);
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (open && !event.ctrlKey && !event.metaKey) {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step !== 0) {
        event.preventDefault();
        setAt((before) => (before + step + offered.length) % offered.length);
        return;
      }
      const chosen = offered[at];
      if ((event.key === "Enter" || event.key === "Tab") && chosen) {
        event.preventDefault();
        take(chosen.name);
        return;
      }
      if (event.key === "Escape") {
        event.preventDefault();
        // The dialog around it stays: Esc only closes the list.
        event.nativeEvent.stopImmediatePropagation();
        setWriting(null);
        return;
      }
    }
    onKeyDown?.(event);
  };
  return (
    <div ref={box} className="relative">
      <Textarea
        {...rest}
        className={className}
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open ? `${listId}-${at}` : undefined}
        onChange={(event) => {
          onText?.(event.target.value);
          look();
        }}
        onClick={look}
        onKeyDown={keys}
        onBlur={(event) => {
          if (!box.current?.contains(event.relatedTarget)) setWriting(null);
          rest.onBlur?.(event);
        }}
      />
      {open ? (
        <div
          id={listId}
          role="listbox"
          aria-label={t("label")}
          className="absolute inset-x-0 top-full z-50 mt-1 max-w-72 rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {offered.map(({ id, name }, index) => (
            <div
              key={id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              // The text keeps the keyboard.
              onPointerDown={(event) => {
                event.preventDefault();
                take(name);
              }}
              className={cn(
                "flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm touch:min-h-11",
                index === at && "bg-[color-mix(in_srgb,var(--color-ink)_6%,transparent)]",
              )}
            >
              <Avatar name={name} size="sm" tone="accent" />
              <span className="min-w-0 flex-1 truncate">{name}</span>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
