"use client";

import { Archive, Ellipsis, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveQuoteAction, restoreQuoteAction } from "@/lib/quotes/actions";
import { type Choices, QuoteDialog, type QuoteDraft } from "./quote-dialog";

export type QuoteMenuProps = { draft: QuoteDraft & { id: string }; choices: Choices };

/** Edit, and archive with the way back. */
export function QuoteMenu({ draft, choices }: QuoteMenuProps) {
  const t = useTranslations("quotes.menu");
  const [editing, setEditing] = useState(false);
  const archive = useArchiveQuote();
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t("open")} icon={<Ellipsis aria-hidden />} />}>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setEditing(true)}>
          {t("edit")}
        </MenuItem>
        <MenuItem icon={<Archive aria-hidden />} onSelect={() => archive(draft.id)}>
          {draft.interviewConsent === undefined ? t("archive") : t("unmark")}
        </MenuItem>
      </Menu>
      <QuoteDialog choices={choices} draft={draft} open={editing} onOpenChange={setEditing} />
    </>
  );
}

/** Archives a voice at once and offers the way back. */
export function useArchiveQuote(): (id: string) => void {
  const t = useTranslations("quotes.menu");
  const toast = useToast();
  const [, start] = useTransition();
  return (id) =>
    start(async () => {
      const result = await archiveQuoteAction(null, { id });
      if (result && !result.ok) return toast.fail(result.message);
      toast.undo(t("archived"), async () => {
        const back = await restoreQuoteAction(null, { id });
        if (back && !back.ok) toast.fail(back.message);
      });
    });
}
