"use client";

import { Gift, Handshake, Mail, Phone } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useLog } from "@/components/interactions/log-host";
import { buttonLook } from "@/components/ui/button";
import type { FirstStep } from "@/lib/dashboards/attention";

const ICONS = { call: Phone, visit: Handshake, email: Mail, offer: Gift };

export type AccountStepProps = { customer: { id: string; name: string; sub?: string }; step: FirstStep };

/** What is first done about an account: opens the log about it, or leads to what it can be offered. */
export function AccountStep({ customer, step }: AccountStepProps) {
  const t = useTranslations("dashboards.farmer.step");
  const log = useLog();
  const Icon = ICONS[step];
  const look = buttonLook({ variant: "link", className: "touch:min-w-11" });
  const inside = (
    <>
      <Icon aria-hidden />
      <span className="max-md:sr-only">{t(step)}</span>
      <span className="sr-only"> {customer.name}</span>
    </>
  );
  if (step === "offer" || !log) {
    return (
      <Link href={`/customers/${customer.id}`} className={look}>
        {inside}
      </Link>
    );
  }
  return (
    <button type="button" className={look} onClick={() => log.openFor(customer, step)}>
      {inside}
    </button>
  );
}
