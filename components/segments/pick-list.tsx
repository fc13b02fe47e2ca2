"use client";

import { Command } from "cmdk";
import { Check, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useState } from "react";
import { Popover } from "@/components/ui/popover";

export type PickOption = {
  value: string;
  label: string;
  /** Muted, at the end. */
  hint?: ReactNode;
  /** More words that find it. */
  keywords?: string[];
};
export type PickGroup = { label?: string; options: PickOption[] };

export type PickListProps = {
  /** What is chosen here; read out. */
  title: string;
  trigger: ReactElement;
  groups: PickGroup[];
  chosen: readonly string[];
  /** Stays open for several choices. */
  multiple?: boolean;
  onPick: (value: string) => void;
  /** Whatever is typed can be taken too. */
  onWrite?: (text: string) => void;
  defaultOpen?: boolean;
};

const itemLook =
  "flex min-h-8 w-full cursor-default select-none items-center gap-2 rounded-md px-2 py-1 text-start text-sm outline-none data-[selected=true]:bg-[color-mix(in_srgb,var(--color-ink)_6%,transparent)] touch:min-h-11";

/** A searchable list at its button. Typing finds, arrows move, Enter takes, Esc closes. */
export function PickList({ title, trigger, groups, chosen, multiple, onPick, onWrite, defaultOpen }: PickListProps) {
  const t = useTranslations("segments.pick");
  const [open, setOpen] = useState(defaultOpen ?? false);
  const [search, setSearch] = useState("");
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setSearch("");
  };
  const typed = search.trim();
  const isNew =
    typed !== "" &&
    !chosen.includes(typed) &&
    !groups.some(({ options }) => options.some(({ value, label }) => value === typed || label === typed));
  return (
    <Popover trigger={trigger} title={title} titleHidden open={open} onOpenChange={change} className="w-80 p-1">
      <Command label={title} loop>
        <Command.Input
          autoFocus
          value={search}
          onValueChange={setSearch}
          placeholder={onWrite ? t("findOrWrite") : t("find")}
          className="mb-1 h-8 w-full rounded-md border-b border-line bg-transparent px-2 text-sm outline-none placeholder:text-muted touch:h-11 touch:text-base"
        />
        <Command.List className="max-h-72 overflow-y-auto overscroll-contain">
          {isNew && onWrite ? null : <Command.Empty className="px-2 py-3 text-muted">{t("nothing")}</Command.Empty>}
          {groups.map((group, index) =>
            group.options.length === 0 ? null : (
              <Command.Group
                key={group.label ?? index}
                heading={group.label}
                className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
              >
                {group.options.map((option) => {
                  const isChosen = chosen.includes(option.value);
                  return (
                    <Command.Item
                      key={option.value}
                      value={option.value}
                      keywords={[option.label, group.label ?? "", ...(option.keywords ?? [])]}
                      onSelect={() => {
                        onPick(option.value);
                        if (!multiple) change(false);
                      }}
                      className={itemLook}
                    >
                      {multiple ? (
                        <span className="inline-flex size-4 shrink-0">{isChosen ? <Check aria-hidden /> : null}</span>
                      ) : null}
                      <span className="min-w-0 flex-1 truncate">
                        {option.label}
                        {isChosen ? <span className="sr-only"> ({t("chosen")})</span> : null}
                      </span>
                      {option.hint ? <span className="shrink-0 ps-3 text-xs text-muted">{option.hint}</span> : null}
                    </Command.Item>
                  );
                })}
              </Command.Group>
            ),
          )}
          {isNew && onWrite ? (
            <Command.Item
              forceMount
              value={`write:${typed}`}
              onSelect={() => {
                onWrite(typed);
                setSearch("");
              }}
              className={itemLook}
            >
              <Plus aria-hidden />
              <span className="truncate">{t("write", { text: typed })}</span>
            </Command.Item>
          ) : null}
        </Command.List>
      </Command>
    </Popover>
  );
}
