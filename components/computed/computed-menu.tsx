"use client";

import { Archive, ArchiveRestore, MoreHorizontal, Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveComputedAction, restoreComputedAction } from "@/lib/computed/actions";
import type { ComputedField } from "@/lib/computed/computed";
import { ComputedForm, type ComputedFormProps } from "./computed-form";

type Choices = Pick<ComputedFormProps, "names" | "items">;

export function NewComputed(choices: Choices) {
  const t = useTranslations("computed");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} data-create onClick={() => setOpen(true)}>
        {t("new")}
      </Button>
      {open ? <ComputedForm {...choices} open onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What may be done with a computed field. */
export function ComputedMenu({ field, ...choices }: Choices & { field: ComputedField }) {
  const t = useTranslations("computed");
  const toast = useToast();
  const [isEditing, setIsEditing] = useState(false);
  const [, start] = useTransition();
  const { id, label: name } = field;
  const set = (archived: boolean) =>
    start(async () => {
      const done = await (archived ? archiveComputedAction : restoreComputedAction)(null, { id });
      if (done && !done.ok) toast.fail(done.message);
      else if (archived)
        toast.undo(t("archived", { name }), async () => void (await restoreComputedAction(null, { id })));
      else toast.say(t("restored", { name }));
    });
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t("more", { name })} icon={<MoreHorizontal aria-hidden />} />}>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setIsEditing(true)}>
          {t("edit", { name })}
        </MenuItem>
        {field.archived ? (
          <MenuItem icon={<ArchiveRestore aria-hidden />} onSelect={() => set(false)}>
            {t("restore")}
          </MenuItem>
        ) : (
          <MenuItem icon={<Archive aria-hidden />} onSelect={() => set(true)}>
            {t("archive")}
          </MenuItem>
        )}
      </Menu>
      {isEditing ? <ComputedForm {...choices} field={field} open onClose={() => setIsEditing(false)} /> : null}
    </>
  );
}
