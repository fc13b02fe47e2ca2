import Link from "next/link";
import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { INDICATIVE_UNDER } from "@/lib/dashboards/scores";
import { formatCount, formatNumber } from "@/lib/format";
import type { Rate } from "@/lib/lifecycle/outcomes";
import { rateText } from "./rate-text";

export type HabitLine = {
  key: string;
  name: string;
  n: number;
  median: number;
  low: number;
  high: number;
  past: Rate | null;
  longPast: Rate | null;
  pastHref: string;
  longPastHref: string;
};

/** Days between uses of each group: the median as a mark, the middle half as a band, on one scale from 0. */
export function HabitRanges({ rows, k }: { rows: readonly HabitLine[]; k: number }) {
  const t = useTranslations("lifecycle.habit");
  const all = useTranslations("lifecycle");
  const common = useTranslations("common");
  const shown = rows.filter(({ n }) => n >= k);
  const most = Math.max(1, ...shown.map(({ high }) => high));
  const share = (rate: Rate | null, href: string) => {
    const { value, range, state } = rateText(rate, k);
    if (state === "hidden" || value === null) return <span className="text-muted">–</span>;
    return (
      <span className="inline-flex items-baseline justify-end gap-x-2 whitespace-nowrap">
        <Link href={href} prefetch={false} className="rounded-sm font-medium hover:underline">
          {value}
        </Link>
        <span className="text-xs text-muted max-lg:hidden">{range}</span>
      </span>
    );
  };
  return (
    <Table label={t("table")} look="inset">
      <thead>
        <tr>
          <Th>{t("segment")}</Th>
          <Th end>{t("median")}</Th>
          <Th className="w-[34%] min-w-40">{t("middle")}</Th>
          <Th end>{t("n")}</Th>
          <Th end>{t("past")}</Th>
          <Th end>{t("longPast")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) =>
          row.n < k ? (
            <Tr key={row.key}>
              <Td>{row.name}</Td>
              <Td colSpan={5} className="text-xs text-muted">
                {all("fewer", { k })}
              </Td>
            </Tr>
          ) : (
            <Tr key={row.key}>
              <Td className="min-w-40">{row.name}</Td>
              <Td end className="font-medium whitespace-nowrap">
                {t("days", { days: formatNumber(row.median, 0) })}
              </Td>
              <Td>
                <span className="flex items-center gap-3">
                  <span aria-hidden className="relative h-3.5 flex-1">
                    <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
                    <span
                      className="absolute inset-y-0 rounded-sm bg-[color-mix(in_srgb,var(--color-accent)_28%,transparent)]"
                      style={{
                        insetInlineStart: `${(100 * row.low) / most}%`,
                        width: `${(100 * (row.high - row.low)) / most}%`,
                      }}
                    />
                    <span
                      className="absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent"
                      style={{ insetInlineStart: `${(100 * row.median) / most}%` }}
                    />
                  </span>
                  <span className="figures w-16 shrink-0 text-end text-xs whitespace-nowrap text-muted">
                    {formatNumber(row.low, 0)}–{formatNumber(row.high, 0)}
                  </span>
                </span>
              </Td>
              <Td end>
                {formatCount(row.n)}
                {row.n < INDICATIVE_UNDER ? (
                  <span className="block text-xs text-muted">{common("indicativeShort")}</span>
                ) : null}
              </Td>
              <Td end>{share(row.past, row.pastHref)}</Td>
              <Td end>{share(row.longPast, row.longPastHref)}</Td>
            </Tr>
          ),
        )}
      </tbody>
    </Table>
  );
}
