import { ArrowLeft, ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { formatAgo, formatDate } from "@/lib/format";
import type { MoveCause } from "@/lib/generated/prisma/enums";

export type MovesListProps = {
  moves: readonly {
    id: string;
    at: Date;
    customerId: string;
    customerName: string;
    entered: boolean;
    cause: MoveCause;
    reason: string;
    archived: boolean;
  }[];
  now: Date;
  timeZone: string;
};

/** Who came and went, when, and why in words: "left: NPS below 7 no longer holds, after an answer". */
export function MovesList({ moves, now, timeZone }: MovesListProps) {
  const t = useTranslations("segments.moves");
  return (
    <ol className="flex flex-col divide-y divide-line">
      {moves.map((move) => (
        <li key={move.id} className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-start gap-x-3 py-2">
          <span
            className={cn(
              "mt-0.5 flex size-6 items-center justify-center rounded-full border",
              move.entered ? "border-transparent bg-accent-soft text-accent-text" : "border-line-strong text-muted",
            )}
          >
            {move.entered ? <ArrowRight aria-hidden /> : <ArrowLeft aria-hidden />}
          </span>
          <p className="min-w-0 pt-0.5 text-sm">
            <Link
              href={`/customers/${move.customerId}`}
              prefetch={false}
              className="rounded-sm font-medium hover:underline"
            >
              {move.customerName}
            </Link>{" "}
            {move.entered ? t("came") : t("left")}
            {!move.entered && move.archived ? `: ${t("archived")}` : null}
            {!move.entered && move.reason ? `: ${t("noLonger", { reason: move.reason })}` : null}
            <span className="text-muted">, {t(`cause.${move.cause}`)}</span>
          </p>
          <time
            dateTime={move.at.toISOString()}
            title={formatDate(move.at, timeZone)}
            className="figures whitespace-nowrap pt-1 text-xs text-muted"
          >
            {formatAgo(move.at, now, timeZone)}
          </time>
        </li>
      ))}
    </ol>
  );
}
