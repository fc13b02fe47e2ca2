"use client";

import { Archive, ArrowDown, ArrowUp, MoreHorizontal, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveTouchpointAction, moveTouchpointAction, restoreTouchpointAction } from "@/lib/catalogue/actions";
import { type EditedTouchpoint, TouchpointDialog } from "./touchpoint-dialog";

export type TouchpointMenuProps = {
  touchpoint: EditedTouchpoint;
  channels: { id: string; name: string }[];
  members: { id: string; name: string }[];
  /** The list stands in the order in which customers meet them, whole: only then can a place be changed. */
  mayMove: boolean;
  isFirst: boolean;
  isLast: boolean;
};

/** Edit, move, archive. */
export function TouchpointMenu({ touchpoint, channels, members, mayMove, isFirst, isLast }: TouchpointMenuProps) {
  const t = useTranslations("catalogue");
  const toast = useToast();
  const [isEditing, setIsEditing] = useState(false);
  const { id, name } = touchpoint;
  const move = (by: -1 | 1) =>
    startTransition(async () => {
      const done = await moveTouchpointAction(null, { id, by });
      if (done && !done.ok) toast.fail(done.message);
    });
  const archive = () =>
    startTransition(async () => {
      const done = await archiveTouchpointAction(null, { id });
      if (done?.ok) toast.undo(t("archived", { name }), () => void restoreTouchpointAction(null, { id }));
      else if (done) toast.fail(done.message);
    });
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t("actions", { name })} icon={<MoreHorizontal aria-hidden />} />}>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setIsEditing(true)}>
          {t("edit")}
        </MenuItem>
        {mayMove ? (
          <>
            <MenuItem icon={<ArrowUp aria-hidden />} disabled={isFirst} onSelect={() => move(-1)}>
              {t("up")}
            </MenuItem>
            <MenuItem icon={<ArrowDown aria-hidden />} disabled={isLast} onSelect={() => move(1)}>
              {t("down")}
            </MenuItem>
          </>
        ) : null}
        <MenuSeparator />
        <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
          {t("archive")}
        </MenuItem>
      </Menu>
      <TouchpointDialog
        touchpoint={touchpoint}
        channels={channels}
        members={members}
        open={isEditing}
        onOpenChange={setIsEditing}
      />
    </>
  );
}
