"use client";

import { FolderPlus, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import {
  changePart,
  type Draft,
  type DraftGroup,
  emptyCondition,
  emptyGroup,
  isDraftGroup,
} from "@/lib/segments/draft";
import type { SegmentCatalogue } from "@/lib/segments/fields";
import { MATCHES, MOST_DEPTH } from "@/lib/segments/schema";
import { ConditionRow, type Suggestions } from "./condition-row";

export type RuleGroupProps = {
  group: DraftGroup;
  /** 1 for the outermost. */
  depth: number;
  catalogue: SegmentCatalogue;
  suggestions: Suggestions;
  /** What is wrong, by part. */
  errors: ReadonlyMap<string, string>;
  /** The part that was just added. */
  freshId: string | null;
  isFull: boolean;
  onChange: (next: DraftGroup) => void;
  /** Tells which part was added, so that it opens and takes the focus. */
  onAdd: (id: string) => void;
  onRemove?: () => void;
};

/** "All of these", "any of these", "none of these": conditions and groups within. */
export function RuleGroup(props: RuleGroupProps) {
  const { group, depth, catalogue, suggestions, errors, freshId, isFull, onChange, onAdd, onRemove } = props;
  const t = useTranslations("segments.builder");
  const addButton = useRef<HTMLButtonElement>(null);
  const add = (part: Draft) => {
    onChange({ ...group, rules: [...group.rules, part] });
    onAdd(isDraftGroup(part) ? part.rules[0]!.id : part.id);
  };
  const change = (part: Draft, next: Draft | null) => onChange(changePart(group, part.id, () => next));
  const remove = (part: Draft) => {
    change(part, null);
    // The focus would fall out of the page with the button that was pressed.
    requestAnimationFrame(() => addButton.current?.focus());
  };
  const joint = group.match === "all" ? t("and") : t("or");
  const error = errors.get(group.id);
  return (
    <fieldset
      className={cn(
        "flex min-w-0 flex-col gap-2",
        depth > 1 &&
          "rounded-lg border border-line bg-[color-mix(in_srgb,var(--color-ink)_2%,transparent)] p-3 max-md:p-2",
      )}
    >
      <legend className="sr-only">{t(`matchList.${group.match}`)}</legend>
      <div className="flex items-center gap-2">
        <Segmented
          label={t("matchLabel")}
          value={group.match}
          options={MATCHES.map((value) => ({ value, label: t(`match.${value}`) }))}
          onValueChange={(match) => onChange({ ...group, match })}
        />
        <span className="text-xs text-muted">{t(`matchHint.${group.match}`)}</span>
        {onRemove ? (
          <IconButton label={t("removeGroup")} icon={<X aria-hidden />} onClick={onRemove} className="ms-auto" />
        ) : null}
      </div>
      {group.rules.map((part, index) =>
        isDraftGroup(part) ? (
          <div key={part.id} className="grid grid-cols-[3rem_minmax(0,1fr)] gap-2 max-md:grid-cols-1">
            <span className="pt-4 text-xs text-muted max-md:pt-0">{index > 0 ? joint : null}</span>
            <RuleGroup
              {...props}
              group={part}
              depth={depth + 1}
              onChange={(next) => change(part, next)}
              onRemove={() => remove(part)}
            />
          </div>
        ) : (
          <ConditionRow
            key={part.id}
            draft={part}
            catalogue={catalogue}
            suggestions={suggestions}
            error={errors.get(part.id)}
            joint={index > 0 ? joint : depth === 1 ? t("who") : null}
            isFresh={freshId === part.id}
            onChange={(next) => change(part, next)}
            onRemove={() => remove(part)}
          />
        ),
      )}
      {error ? <p className="ps-14 text-xs text-detractor-text">{error}</p> : null}
      <div className="flex flex-wrap gap-1 ps-14 max-md:ps-0">
        <Button
          ref={addButton}
          variant="ghost"
          size="sm"
          icon={<Plus aria-hidden />}
          disabled={isFull}
          onClick={() => add(emptyCondition())}
        >
          {t("addCondition")}
        </Button>
        {depth < MOST_DEPTH ? (
          <Button
            variant="ghost"
            size="sm"
            icon={<FolderPlus aria-hidden />}
            disabled={isFull}
            onClick={() => add(emptyGroup(group.match === "all" ? "any" : "all"))}
          >
            {t("addGroup")}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
