import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatAgo } from "@/lib/format";
import { PARTS, partsDone } from "@/lib/handovers/checklist";
import type { HandoverRow } from "@/lib/handovers/handover";

export type MyHandoversProps = {
  /** lib/handovers/queries.ts: listOpenHandovers */
  handovers: readonly HandoverRow[];
  userId: string | null;
  now: Date;
  timeZone: string;
};

/** Hand-overs that wait, for a home: whose turn it is and how far each is. Nothing when there is none. */
export function MyHandovers({ handovers, userId, now, timeZone }: MyHandoversProps) {
  const t = useTranslations("handovers");
  if (handovers.length === 0) return null;
  return (
    <Card>
      <CardHeader title={t("mine.title")} meta={t("mine.meta", { count: handovers.length })} />
      <CardBody>
        <ul className="flex flex-col">
          {handovers.map((one) => (
            <li
              key={one.id}
              className="flex items-center gap-3 border-b border-line py-2 first:pt-0 last:border-0 last:pb-0"
            >
              <span className="min-w-0 flex-1">
                <Link
                  href={`/handovers/${one.id}`}
                  className="block truncate rounded-sm font-medium hover:underline touch:py-2"
                >
                  {one.customerName}
                </Link>
                <span className="block truncate text-xs text-muted">
                  {one.farmerId !== userId && one.hunterId !== userId
                    ? t("mine.between", {
                        hunter: one.hunterName ?? t("nobody"),
                        farmer: one.farmerName ?? t("nobody"),
                        when: formatAgo(one.startedAt, now, timeZone),
                      })
                    : one.farmerId === userId
                      ? t("mine.from", {
                          name: one.hunterName ?? t("nobody"),
                          when: formatAgo(one.startedAt, now, timeZone),
                        })
                      : t("mine.to", {
                          name: one.farmerName ?? t("nobody"),
                          when: formatAgo(one.startedAt, now, timeZone),
                        })}
                </span>
              </span>
              <span className="figures shrink-0 text-xs text-muted">
                {t("progress", { done: partsDone(one.checklist), all: PARTS.length })}
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
