import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatDate } from "@/lib/format";
import { PARTS, partsDone, partText } from "@/lib/handovers/checklist";
import type { HandoverRow } from "@/lib/handovers/handover";

export type HandoverCardProps = {
  /** lib/handovers/queries.ts: handoversOfCustomer, or handoverOfDeal as a list of one */
  handovers: readonly HandoverRow[];
  timeZone: string;
};

/** The customer's way from hunter to farmer: the open one first, otherwise the last. Nothing when there was none. */
export function HandoverCard({ handovers, timeZone }: HandoverCardProps) {
  const t = useTranslations("handovers");
  const [one] = handovers;
  if (!one) return null;
  const filled = PARTS.map((key) => ({ key, text: partText(key, one.checklist[key]) })).filter(
    ({ text }) => text !== "",
  );
  return (
    <Card>
      <CardHeader
        title={t("title")}
        meta={
          one.completedAt
            ? formatDate(one.completedAt, timeZone)
            : t("progress", { done: partsDone(one.checklist), all: PARTS.length })
        }
      />
      <CardBody className="flex flex-col gap-3">
        <p className="flex flex-wrap items-center gap-x-2">
          <span>{one.hunterName ?? t("nobody")}</span>
          <ArrowRight role="img" aria-label={t("to")} className="shrink-0 text-muted" />
          <span className="font-medium">{one.farmerName ?? t("nobody")}</span>
        </p>
        {one.completedAt && filled.length > 0 ? (
          <dl className="flex flex-col gap-2">
            {filled.map(({ key, text }) => (
              <div key={key}>
                <dt className="text-xs text-muted">{t(`part.${key}.name`)}</dt>
                <dd className="whitespace-pre-line">{text}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        <Link
          href={`/handovers/${one.id}`}
          className="w-fit rounded-sm text-xs text-accent-text hover:underline touch:py-3"
        >
          {t(one.completedAt ? "read" : "goOn")}
        </Link>
      </CardBody>
    </Card>
  );
}
