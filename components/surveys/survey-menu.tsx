"use client";

import { MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveSurveyAction, closeSurveyAction, reopenSurveyAction, restoreSurveyAction } from "@/lib/surveys/actions";
import type { SurveyState } from "@/lib/surveys/queries";

type Change = typeof closeSurveyAction;

/** Close, open again, archive, restore; each can be undone. */
export function SurveyMenu({ id, state }: { id: string; state: SurveyState }) {
  const t = useTranslations("surveys.page");
  const toast = useToast();
  const apply = (change: Change, words: string, back: Change) =>
    startTransition(async () => {
      const done = await change(null, { id });
      if (done?.ok) toast.undo(words, () => void back(null, { id }));
      else if (done) toast.fail(done.message);
    });
  return (
    <Menu align="end" trigger={<IconButton label={t("more")} icon={<MoreHorizontal aria-hidden />} />}>
      {state === "open" ? (
        <MenuItem onSelect={() => apply(closeSurveyAction, t("closed"), reopenSurveyAction)}>{t("close")}</MenuItem>
      ) : null}
      {state === "closed" ? (
        <MenuItem onSelect={() => apply(reopenSurveyAction, t("reopened"), closeSurveyAction)}>{t("reopen")}</MenuItem>
      ) : null}
      {state === "open" || state === "closed" ? <MenuSeparator /> : null}
      {state === "archived" ? (
        <MenuItem onSelect={() => apply(restoreSurveyAction, t("restored"), archiveSurveyAction)}>
          {t("restore")}
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => apply(archiveSurveyAction, t("archivedDone"), restoreSurveyAction)}>
          {t("archive")}
        </MenuItem>
      )}
    </Menu>
  );
}
