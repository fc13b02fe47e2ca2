"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";

/** Puts a link's address on the clipboard. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const t = useTranslations("surveys.link");
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast.say(t("copied"), name);
    } catch {
      toast.fail(t("copyFailed"));
    }
  };
  return (
    <Button size="sm" icon={<Copy aria-hidden />} onClick={copy} aria-label={`${t("copy")}: ${name}`}>
      <span className="max-md:hidden">{t("copy")}</span>
    </Button>
  );
}
