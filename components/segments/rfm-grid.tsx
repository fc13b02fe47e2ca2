import { useTranslations } from "next-intl";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatCount, formatDate, formatMoney, formatNps } from "@/lib/format";
import { readyOf } from "@/lib/segments/ready";
import type { RfmBorders } from "@/lib/segments/rfm";
import type { Nps } from "@/lib/stats/nps";

export type RfmGridProps = {
  cells: readonly { recency: number; frequency: number; customers: number; meanCents: number; nps: Nps | null }[];
  borders: RfmBorders;
  currency: string;
  timeZone: string;
  k: number;
};

const CLASSES = [1, 2, 3, 4, 5];

/** Customers by how recently and how often they bought: how many, what they spent on average, how they would recommend. */
export function RfmGrid({ cells, borders, currency, timeZone, k }: RfmGridProps) {
  const t = useTranslations("segments.rfm");
  const r = useTranslations("segments.ready");
  const most = Math.max(...cells.map(({ customers }) => customers), 1);
  const cellOf = (recency: number, frequency: number) =>
    cells.find((one) => one.recency === recency && one.frequency === frequency);
  const day = (at: string) => formatDate(new Date(at), timeZone);
  const since = (one: number) =>
    one === 1 ? t("before", { day: day(borders.recency[0]!) }) : t("since", { day: day(borders.recency[one - 2]!) });
  const often = (one: number) => {
    const from = one === 1 ? 1 : borders.frequency[one - 2]!;
    const upto = one === 5 ? null : borders.frequency[one - 1]! - 1;
    if (upto === null) return t("orMore", { count: from });
    return upto === from ? t("orders", { count: from }) : t("ordersRange", { from, to: upto });
  };
  /** Equal values share a class, so a class may hold nobody: it gets no column, and a line says so. */
  const isHeld = (frequency: number) => cells.some((cell) => cell.frequency === frequency);
  const held = CLASSES.filter(isHeld);
  const unheld = CLASSES.filter((one) => !isHeld(one));
  return (
    <ScrollBox label={t("table")} className="relative min-w-0 overflow-x-auto">
      <table className="w-full min-w-[44rem] table-fixed border-separate border-spacing-0.5 text-sm">
        <caption className="pb-2 text-start text-xs text-muted">
          <span className="sticky start-0 inline-block max-w-[min(44rem,80vw)]">{t("caption")}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="w-32 p-2 text-start text-xs font-medium text-muted">
              {t("corner")}
            </th>
            {held.map((one) => (
              <th key={one} scope="col" className="p-2 text-start text-xs font-medium">
                <span className="block">{t("frequency", { class: one })}</span>
                <span className="block font-normal text-muted">{often(one)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...CLASSES].reverse().map((recency) => (
            <tr key={recency}>
              <th scope="row" className="p-2 text-start align-top text-xs font-medium">
                <span className="block">{t("recency", { class: recency })}</span>
                <span className="block font-normal text-muted">{since(recency)}</span>
              </th>
              {held.map((frequency) => {
                const cell = cellOf(recency, frequency);
                return (
                  <td
                    key={frequency}
                    className="h-20 rounded-sm p-2 align-top"
                    style={{
                      background: `color-mix(in srgb, var(--color-accent) ${
                        cell ? Math.round(4 + (30 * cell.customers) / most) : 0
                      }%, var(--color-surface))`,
                    }}
                  >
                    {cell ? (
                      <>
                        <span className="figures block text-base font-semibold">{formatCount(cell.customers)}</span>
                        <span className="figures block text-xs">
                          {formatMoney(Math.round(cell.meanCents / 100) * 100, currency, { short: true })}{" "}
                          <span className="sr-only">{t("mean")}</span>
                        </span>
                        <span className="block text-xs">
                          {cell.nps && cell.nps.n >= k ? (
                            <span className="figures">
                              {t("nps", { score: formatNps(cell.nps.score) })}
                              {cell.nps.n < 30 ? "*" : ""}
                              <span className="ps-1.5 text-muted-heat">{t("n", { n: cell.nps.n })}</span>
                            </span>
                          ) : (
                            <span className="sr-only">{t("fewer", { k })}</span>
                          )}
                        </span>
                        <span className="mt-0.5 block truncate text-xs">
                          {r(`${readyOf(recency, frequency)}.name`)}
                        </span>
                      </>
                    ) : (
                      <span className="text-xs text-muted">–</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-muted">
        {t("legend", { k })}
        {unheld.map((one) => ` ${t("nobody", { class: one })}`)}
      </p>
    </ScrollBox>
  );
}
