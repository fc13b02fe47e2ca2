"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import type { DraftCustomer } from "./draft";
import { type LogContact, useLog } from "./log-host";

export type LogLauncherProps = {
  /** Whose page it stands on; left out: the customer is chosen in the form. */
  customer?: DraftCustomer;
  contacts?: readonly LogContact[];
  /** From the address: whoever came by a link to the form finds it open. */
  open?: boolean;
  /** The page's main action: it answers the key c. */
  primary?: boolean;
};

const NOBODY: readonly LogContact[] = [];

/** A page's own button that logs an interaction; on the phone the floating one stands in for it. */
export function LogLauncher({ customer, contacts = NOBODY, open = false, primary = false }: LogLauncherProps) {
  const t = useTranslations("interactions");
  const log = useLog();
  useEffect(() => (customer ? log?.standOn({ customer, contacts }) : undefined), [log, customer, contacts]);
  useEffect(() => {
    if (open) log?.open();
  }, [log, open]);
  if (!log) return null;
  return (
    <Button
      variant={primary ? "primary" : "secondary"}
      icon={<Plus aria-hidden />}
      onClick={log.open}
      className="max-md:hidden"
      {...(primary ? { "data-create": "" } : {})}
    >
      {t("log")}
    </Button>
  );
}
