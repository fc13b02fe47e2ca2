import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";

const STATE_TONES: Record<"draft" | "open" | "closed" | "archived", Tone> = {
  draft: "neutral",
  open: "promoter",
  closed: "warn",
  archived: "neutral",
};

/** Draft, open, closed or archived. */
export function StateBadge({ state }: { state: keyof typeof STATE_TONES }) {
  const t = useTranslations("surveys.state");
  return (
    <Badge pill tone={STATE_TONES[state]}>
      {t(state)}
    </Badge>
  );
}

/** What respondents were promised. */
export function PromiseBadge({ promise }: { promise: "identified" | "anonymous" }) {
  const t = useTranslations("surveys.promise");
  return <Badge outline>{t(promise)}</Badge>;
}
