import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CirclePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { Verdict } from "@/lib/brand/feelings";

const LOOKS = {
  wanted_felt: { icon: CircleCheck, ink: "text-promoter-text" },
  wanted_not_felt: { icon: CircleAlert, ink: "text-detractor-text" },
  wanted_open: { icon: CircleHelp, ink: "text-muted-heat" },
  wanted_unknown: { icon: CircleDashed, ink: "text-muted" },
  felt_not_wanted: { icon: CirclePlus, ink: "font-normal text-muted-heat" },
} as const;

/** Wanted and felt, in a sign and words. */
export function VerdictBadge({ verdict, short }: { verdict: Verdict; short?: boolean }) {
  const t = useTranslations(short ? "brand.verdictShort" : "brand.verdict");
  if (verdict === "none") return null;
  const { icon: Icon, ink } = LOOKS[verdict];
  return (
    <span className={cn("inline-flex items-center gap-1 whitespace-nowrap text-xs font-medium", ink)}>
      <Icon aria-hidden className="size-3.5" />
      {t(verdict)}
    </span>
  );
}
