"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** One sheet, A4 upright. */
export function PrintButton() {
  const t = useTranslations("segments.portrait");
  return (
    <Button icon={<Printer aria-hidden />} onClick={() => window.print()} className="max-md:hidden">
      {t("print")}
    </Button>
  );
}
