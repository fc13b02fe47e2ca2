"use client";

import { Bookmark } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveMappingAction, restoreMappingAction, saveMappingAction } from "@/lib/imports/actions";
import { applySaved, type Differences, likelySaved, type SavedMapping } from "@/lib/imports/saved";
import type { ColumnTarget, ImportMapping } from "@/lib/imports/schema";

export type SavedMappingsProps = {
  saved: readonly SavedMapping[];
  /** The file's columns. */
  header: readonly string[];
  /** What would be proposed for them without a kept mapping. */
  proposal: readonly ColumnTarget[];
  mapping: ImportMapping;
  onApply: (mapping: ImportMapping) => void;
};

/** Uses a mapping that was kept for such files, and keeps this one for the next. */
export function SavedMappings({ saved, header, proposal, mapping, onApply }: SavedMappingsProps) {
  const t = useTranslations("imports.saved");
  const toast = useToast();
  const [, startTransition] = useTransition();
  const [applied, setApplied] = useState<{ id: string; name: string; differences: Differences } | null>(null);
  const [naming, setNaming] = useState(false);
  const likely = applied ? null : likelySaved(saved, header);
  const apply = (one: SavedMapping) => {
    const { encoding, delimiter } = mapping;
    const result = applySaved(one, header, proposal, { encoding, delimiter });
    setApplied({ id: one.id, name: one.name, differences: result.differences });
    onApply(result.mapping);
  };
  const archive = ({ id, name }: { id: string; name: string }) =>
    startTransition(async () => {
      const done = await archiveMappingAction(null, { id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      setApplied(null);
      toast.undo(t("archived", { name }), async () => {
        await restoreMappingAction(null, { id });
      });
    });
  const names = (list: readonly string[]) => list.slice(0, 8).join(", ") + (list.length > 8 ? " …" : "");
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {likely ? (
          <Button variant="soft" icon={<Bookmark aria-hidden />} onClick={() => apply(likely)}>
            {t("useLikely", { name: likely.name })}
          </Button>
        ) : null}
        {saved.length > 0 ? (
          <Menu trigger={<Button icon={likely ? undefined : <Bookmark aria-hidden />}>{t("use")}</Button>}>
            <MenuGroup label={t("title")}>
              {saved.map((one) => (
                <MenuItem key={one.id} onSelect={() => apply(one)}>
                  {one.name}
                </MenuItem>
              ))}
            </MenuGroup>
            {applied ? (
              <>
                <MenuSeparator />
                <MenuItem onSelect={() => archive(applied)}>{t("archive", { name: applied.name })}</MenuItem>
              </>
            ) : null}
          </Menu>
        ) : null}
        <Button variant="ghost" onClick={() => setNaming(true)}>
          {t("save")}
        </Button>
      </div>
      {applied ? (
        <FormMessage tone={applied.differences.missing.length > 0 ? "warn" : "info"}>
          {t("applied", { name: applied.name })}
          {applied.differences.missing.length > 0 ? (
            <>
              {" "}
              {t("missing", {
                count: applied.differences.missing.length,
                names: names(applied.differences.missing),
              })}
            </>
          ) : null}
          {applied.differences.added.length > 0 ? (
            <> {t("added", { count: applied.differences.added.length, names: names(applied.differences.added) })}</>
          ) : null}
        </FormMessage>
      ) : null}
      <NameMapping
        key={String(naming)}
        open={naming}
        name={applied?.name ?? ""}
        taken={saved.map(({ name }) => name)}
        header={header}
        mapping={mapping}
        onClose={() => setNaming(false)}
      />
    </div>
  );
}

type NameMappingProps = {
  open: boolean;
  name: string;
  taken: readonly string[];
  header: readonly string[];
  mapping: ImportMapping;
  onClose: () => void;
};

function NameMapping({ open, name: before, taken, header, mapping, onClose }: NameMappingProps) {
  const t = useTranslations("imports.saved");
  const common = useTranslations("common");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const [name, setName] = useState(before);
  const [error, setError] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const save = () =>
    startTransition(async () => {
      const done = await saveMappingAction(null, { name, header: [...header], mapping });
      if (!done) return;
      if (!done.ok) return setError(done.fieldErrors.name ?? Object.values(done.fieldErrors)[0] ?? done.message);
      toast.say(t("kept", { name: name.trim() }));
      onClose();
    });
  return (
    <Dialog
      size="sm"
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t("saveTitle")}
      description={t("saveLead")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" pending={pending} onClick={() => form.current?.requestSubmit()}>
            {t(taken.includes(name.trim()) ? "replace" : "save")}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={t("name")} error={error || undefined}>
          <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
