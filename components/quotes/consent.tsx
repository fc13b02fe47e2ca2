import { Globe, House, LockKeyhole } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { RadioGroup } from "@/components/ui/radio-group";
import type { QuoteConsent } from "@/lib/generated/prisma/enums";
import { CONSENTS } from "@/lib/quotes/consent";

const ICON: Record<QuoteConsent, ReactNode> = {
  none: <LockKeyhole aria-hidden />,
  internal: <House aria-hidden />,
  public: <Globe aria-hidden />,
};

/** What the person agreed to; the missing consent is the one that warns. */
export function ConsentBadge({ consent }: { consent: QuoteConsent }) {
  const t = useTranslations("quotes.consent");
  return (
    <Badge tone={consent === "none" ? "warn" : "neutral"} outline={consent !== "none"} icon={ICON[consent]}>
      <span title={t(`${consent}Hint`)}>{t(consent)}</span>
    </Badge>
  );
}

export type ConsentFieldProps = {
  value: QuoteConsent;
  onValueChange: (value: QuoteConsent) => void;
  /** The most that may be chosen; those beyond cannot be. */
  atMost?: QuoteConsent;
  error?: string;
};

/** The three, each with what it means. */
export function ConsentField({ value, onValueChange, atMost = "public", error }: ConsentFieldProps) {
  const t = useTranslations("quotes.consent");
  return (
    <RadioGroup
      name="consent"
      legend={t("label")}
      value={value}
      onValueChange={(next) => onValueChange(next as QuoteConsent)}
      error={error}
      options={CONSENTS.map((one) => ({
        value: one,
        label: t(one),
        hint: t(`${one}Hint`),
        disabled: CONSENTS.indexOf(one) > CONSENTS.indexOf(atMost),
      }))}
    />
  );
}
