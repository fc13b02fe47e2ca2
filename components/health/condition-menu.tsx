"use client";

import { Archive, Ellipsis, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveHealthConditionAction, restoreHealthConditionAction, startHealthAction } from "@/lib/health/actions";

export function ConditionMenu({ id, name }: { id: string; name: string }) {
  const t = useTranslations("health.settings");
  const toast = useToast();
  const [pending, start] = useTransition();
  const archive = () =>
    start(async () => {
      const done = await archiveHealthConditionAction(null, { id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t("archived", { name }), async () => {
        await restoreHealthConditionAction(null, { id });
      });
    });
  return (
    <Menu
      align="end"
      trigger={<IconButton size="sm" label={t("menu", { name })} icon={<Ellipsis aria-hidden />} pending={pending} />}
    >
      <MenuItem icon={<Pencil aria-hidden />} href={`/settings/health/${id}`}>
        {t("edit")}
      </MenuItem>
      <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
        {t("archive")}
      </MenuItem>
    </Menu>
  );
}

/** Gives the workspace its first conditions. */
export function StartHealth() {
  const t = useTranslations("health.settings");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="primary"
      pending={pending}
      onClick={() =>
        start(async () => {
          const done = await startHealthAction(null, {});
          if (done && !done.ok) toast.fail(done.message);
        })
      }
    >
      {t("start")}
    </Button>
  );
}
