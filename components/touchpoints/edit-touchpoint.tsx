"use client";

import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { type EditedTouchpoint, TouchpointDialog } from "@/components/catalogue/touchpoint-dialog";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { archiveTouchpointAction, restoreTouchpointAction } from "@/lib/catalogue/actions";

export type EditTouchpointProps = {
  touchpoint: EditedTouchpoint & { archivedAt: Date | null };
  channels: { id: string; name: string }[];
  members: { id: string; name: string }[];
};

/** Edit and archive, with the way back. */
export function EditTouchpoint({ touchpoint, channels, members }: EditTouchpointProps) {
  const t = useTranslations("catalogue");
  const page = useTranslations("touchpoints");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const { id, name } = touchpoint;
  const restore = () =>
    startTransition(async () => {
      const done = await restoreTouchpointAction(null, { id });
      if (done && !done.ok) toast.fail(done.message);
    });
  const archive = () =>
    startTransition(async () => {
      const done = await archiveTouchpointAction(null, { id });
      if (done?.ok) toast.undo(t("archived", { name }), restore);
      else if (done) toast.fail(done.message);
    });
  return touchpoint.archivedAt ? (
    <Button pending={pending} icon={<ArchiveRestore aria-hidden />} onClick={restore}>
      {page("list.restore")}
    </Button>
  ) : (
    <>
      <Button pending={pending} icon={<Archive aria-hidden />} onClick={archive} className="max-md:hidden">
        {t("archive")}
      </Button>
      <TouchpointDialog
        touchpoint={touchpoint}
        channels={channels}
        members={members}
        trigger={
          <Button variant="primary" icon={<Pencil aria-hidden />}>
            {page("page.edit")}
          </Button>
        }
      />
    </>
  );
}
