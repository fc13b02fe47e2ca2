"use client";

import { Archive, ArchiveRestore, MoreHorizontal, Pencil } from "lucide-react";
import { type ReactNode, useState, useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";

type Change = (state: null, input: { id: string }) => Promise<ActionState<unknown>>;

export type FieldMenuProps = {
  id: string;
  isArchived: boolean;
  words: Record<"more" | "edit" | "archive" | "archived" | "restore" | "restored", string>;
  archive: Change;
  restore: Change;
  /** The form that edits it, open. */
  form: (close: () => void) => ReactNode;
};

/** What may be done with a field of the customers: edit it, archive it, bring it back. */
export function FieldMenu({ id, isArchived, words, archive, restore, form }: FieldMenuProps) {
  const toast = useToast();
  const [isEditing, setIsEditing] = useState(false);
  const [, start] = useTransition();
  const set = (archived: boolean) =>
    start(async () => {
      const done = await (archived ? archive : restore)(null, { id });
      if (done && !done.ok) toast.fail(done.message);
      else if (archived) toast.undo(words.archived, async () => void (await restore(null, { id })));
      else toast.say(words.restored);
    });
  return (
    <>
      <Menu align="end" trigger={<IconButton label={words.more} icon={<MoreHorizontal aria-hidden />} />}>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setIsEditing(true)}>
          {words.edit}
        </MenuItem>
        {isArchived ? (
          <MenuItem icon={<ArchiveRestore aria-hidden />} onSelect={() => set(false)}>
            {words.restore}
          </MenuItem>
        ) : (
          <MenuItem icon={<Archive aria-hidden />} onSelect={() => set(true)}>
            {words.archive}
          </MenuItem>
        )}
      </Menu>
      {isEditing ? form(() => setIsEditing(false)) : null}
    </>
  );
}
