"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { type Choices, EMPTY_QUOTE, QuoteDialog } from "./quote-dialog";

export type AddQuoteProps = {
  choices: Choices;
  /** What the page is filtered by, so that a voice is put where one is looking. */
  given?: { touchpointId?: string; segmentId?: string; tags?: readonly string[] };
};

/** The button and the dialog behind it; the key c opens it too. */
export function AddQuote({ choices, given }: AddQuoteProps) {
  const t = useTranslations("quotes.list");
  return (
    <QuoteDialog
      choices={choices}
      draft={{ ...EMPTY_QUOTE, ...given }}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />} data-create className="max-md:w-11 max-md:px-0">
          <span className="max-md:sr-only">{t("add")}</span>
        </Button>
      }
    />
  );
}
