import { Link2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber, formatP } from "@/lib/format";
import { type MatrixRow, PROVED_Q } from "@/lib/touchpoints/matrix";
import type { TouchpointMatrix } from "@/lib/touchpoints/queries/matrix";
import type { TouchMeasure } from "@/lib/touchpoints/schema";
import { StatText, scoreText } from "./stat-text";

export type MatrixTableProps = {
  matrix: TouchpointMatrix;
  measure: TouchMeasure;
  k: number;
  /** As it stands in the URL. */
  period: string | undefined;
  mayAsk: boolean;
};

/** Green or orange where a channel's interval leaves the touchpoint's mean out. */
function tint(row: MatrixRow, cell: MatrixRow["cells"][number]): string | undefined {
  const { value, interval, state } = cell.stat;
  if (state !== "ok" || value === null || !interval || row.all.value === null) return undefined;
  if (interval.low > row.all.value) return "color-mix(in srgb, var(--color-promoter) 16%, var(--color-surface))";
  if (interval.high < row.all.value) return "color-mix(in srgb, var(--color-detractor) 20%, var(--color-surface))";
  return undefined;
}

/** "= 0.03" or "< 0.0001": in a column of verdicts the order of smallness says nothing more. */
const smallP = (logP: number): string => (logP < Math.log(0.0001) ? "< 0.0001" : `= ${formatP(logP).text}`);

/** It is met in some channel, or was answered about. */
export const isOpen = (row: MatrixRow): boolean =>
  row.all.state !== "empty" || row.cells.some(({ hole }) => hole !== null);

/** Touchpoints × channels: score, n, spread and its test, and the places where nobody was heard. */
export function MatrixTable({ matrix, measure, k, period, mayAsk }: MatrixTableProps) {
  const t = useTranslations("touchpoints.matrix");
  const names = new Map(matrix.channels.map(({ id, name }) => [id, name]));
  const answers = (touchpoint: string, channel?: string) => {
    const query = new URLSearchParams({ touchpoint });
    if (channel) query.set("channel", channel);
    if (measure === "rating") query.set("measure", "csat");
    if (measure === "nps") query.set("measure", "nps");
    if (period) query.set("period", period);
    return `/responses?${query}`;
  };
  const ask = (row: MatrixRow, channelId: string) => {
    const survey = matrix.surveys[row.id];
    if (!survey) return { href: "/surveys?new", label: t("askSurvey") };
    const query = new URLSearchParams({
      link: t("linkName", { touchpoint: row.name, channel: names.get(channelId) ?? "" }),
      channel: channelId,
      touchpoint: row.id,
    });
    return { href: `/surveys/${survey.id}?${query}`, label: t("ask") };
  };
  return (
    <div className="md:overflow-x-auto md:[--sticky-top:0px]">
      <Table label={t("table")} className="md:min-w-full">
        <thead>
          <tr>
            <Th className="sticky start-0 z-20">{t("columns.name")}</Th>
            <Th end>{t("columns.all")}</Th>
            {matrix.channels.map((channel) => (
              <Th key={channel.id} end>
                {channel.name}
              </Th>
            ))}
            <Th end>{t("columns.spread")}</Th>
            <Th>{t("columns.test")}</Th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.filter(isOpen).map((row) => (
            <tr key={row.id} className="bg-surface">
              <th
                scope="row"
                className="h-13 min-w-36 border-b border-line bg-surface px-2 py-1 ps-6 text-start font-medium sticky start-0 z-10 max-md:ps-4"
              >
                <Link
                  href={`/touchpoints/${row.id}${period ? `?${new URLSearchParams({ period })}` : ""}`}
                  className="rounded-sm hover:underline"
                >
                  {row.name}
                </Link>
              </th>
              <Td end className={cn("py-1", row.all.state === "indicative" && "hatched")}>
                <StatText stat={row.all} measure={measure} scale={row.scale} k={k} href={answers(row.id)} />
              </Td>
              {row.cells.map((cell) => {
                const door = cell.hole ? ask(row, cell.channelId) : null;
                return (
                  <Td
                    key={cell.channelId}
                    end
                    className={cn(
                      "py-1",
                      cell.stat.state === "indicative" && "hatched",
                      cell.hole && "bg-warn-soft/60 text-xs/4",
                    )}
                    style={{ backgroundColor: tint(row, cell) }}
                  >
                    {cell.hole && door ? (
                      <span className="inline-block w-24 text-end">
                        <span className="block text-warn-text">{t(cell.hole)}</span>
                        {mayAsk && cell.hole === "unasked" ? (
                          <Link
                            href={door.href}
                            className="inline-flex items-center gap-1 rounded-sm text-accent-text hover:underline [&_.lucide]:size-3"
                          >
                            <Link2 aria-hidden />
                            {door.label}
                            <span className="sr-only">
                              : {t("linkName", { touchpoint: row.name, channel: names.get(cell.channelId) ?? "" })}
                            </span>
                          </Link>
                        ) : null}
                      </span>
                    ) : (
                      <StatText
                        stat={cell.stat}
                        measure={measure}
                        scale={null}
                        k={k}
                        href={answers(row.id, cell.channelId)}
                      />
                    )}
                  </Td>
                );
              })}
              <Td end className="py-1">
                {row.spread ? (
                  <span className="inline-block whitespace-nowrap">
                    <span className={cn(row.spread.q < PROVED_Q && "font-semibold")}>
                      {scoreText(measure, row.spread.difference).replace("+", "")}
                    </span>
                    <span className="block text-xs text-muted">
                      {t("eta", {
                        eta: formatNumber(row.spread.etaSquared, row.spread.etaSquared < 0.1 ? 3 : 2),
                      })}
                    </span>
                  </span>
                ) : (
                  <span className="text-muted">–</span>
                )}
              </Td>
              <Td className="whitespace-nowrap py-1 pe-6 text-xs">
                {row.spread ? (
                  <>
                    <span className={cn("block", row.spread.q < PROVED_Q ? "font-medium text-ink" : "text-muted")}>
                      {row.spread.q < PROVED_Q ? t("proved") : t("unproved")},{" "}
                      {t("q", { q: smallP(Math.log(row.spread.q)) })}
                    </span>
                    <span className="text-muted">{t("p", { p: smallP(row.spread.logP) })}</span>
                  </>
                ) : (
                  <span className="text-muted">–</span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
