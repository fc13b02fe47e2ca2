"use client";

import { Archive, ArrowDown, ArrowUp, MoreHorizontal, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";

export type EntryMenuProps = {
  id: string;
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onEdit: () => void;
  move: (state: null, input: { id: string; by: -1 | 1 }) => Promise<ActionState<unknown>>;
  archive: (state: null, input: { id: string }) => Promise<ActionState<unknown>>;
  restore: (state: null, input: { id: string }) => Promise<ActionState<unknown>>;
};

/** Edit, move, archive with the way back: the same for values and feelings. */
export function EntryMenu({ id, name, isFirst, isLast, onEdit, move, archive, restore }: EntryMenuProps) {
  const t = useTranslations("brand");
  const toast = useToast();
  const run = (work: () => Promise<ActionState<unknown>>, then?: () => void) =>
    startTransition(async () => {
      const done = await work();
      if (done?.ok) then?.();
      else if (done) toast.fail(done.message);
    });
  return (
    <Menu
      align="end"
      trigger={<IconButton size="sm" label={t("actions", { name })} icon={<MoreHorizontal aria-hidden />} />}
    >
      <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
        {t("edit")}
      </MenuItem>
      <MenuItem
        icon={<ArrowUp aria-hidden />}
        disabled={isFirst}
        onSelect={() => run(() => move(null, { id, by: -1 }))}
      >
        {t("up")}
      </MenuItem>
      <MenuItem
        icon={<ArrowDown aria-hidden />}
        disabled={isLast}
        onSelect={() => run(() => move(null, { id, by: 1 }))}
      >
        {t("down")}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<Archive aria-hidden />}
        onSelect={() =>
          run(
            () => archive(null, { id }),
            () => toast.undo(t("archived", { name }), () => run(() => restore(null, { id }))),
          )
        }
      >
        {t("archive")}
      </MenuItem>
    </Menu>
  );
}
