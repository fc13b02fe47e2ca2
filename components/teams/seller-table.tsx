import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { quarterLabel, quarterOf, quotaPace } from "@/lib/deals/quota";
import { formatCount, formatMoney, formatShare } from "@/lib/format";
import { figureOf, type Measure } from "@/lib/teams/measures";
import type { SellerFigures } from "@/lib/teams/queries/report";
import { figureText, rangeOf } from "./figure-text";

type Props = {
  sellers: readonly SellerFigures[];
  k: number;
  currency: string;
  /** YYYY-MM-DD */
  today: string;
  /** What stands behind a seller's link. */
  query: string;
};

/** Every seller in one line: what they win, keep, hear and do. */
export function SellerTable({ sellers, k, currency, today, query }: Props) {
  const t = useTranslations("teams");
  const cell = (seller: SellerFigures, measure: Measure) => {
    const figure = figureOf(seller.counts, measure, k);
    if (figure.state === "hidden") return <span className="text-xs text-muted">{t("fewer", { k })}</span>;
    if (figure.value === null) return <span className="text-muted">–</span>;
    return (
      <span className="whitespace-nowrap">
        <span className="font-medium">{figureText(measure, figure.value, currency)}</span>
        <span className="block text-xs text-muted">
          {rangeOf(measure, figure, currency)},{" "}
          {t(figure.state === "indicative" ? "nIndicative" : "n", { n: figure.n })}
        </span>
      </span>
    );
  };
  return (
    <Table label={t("sellers.title")}>
      <thead>
        <tr>
          <Th>{t("sellers.name")}</Th>
          <Th end>{t("sellers.won")}</Th>
          <Th end>{t("Measure.win")}</Th>
          <Th end>{t("sellers.retention")}</Th>
          <Th end>{t("sellers.nps")}</Th>
          <Th end>{t("sellers.contacts")}</Th>
          <Th end>{t("sellers.quota", { quarter: quarterLabel(quarterOf(today)) })}</Th>
        </tr>
      </thead>
      <tbody>
        {sellers.map((seller) => {
          const reached = figureOf(seller.counts, "reached", k);
          const pace = seller.quota ? quotaPace(seller.quota, today) : null;
          return (
            <Tr key={seller.userId}>
              <Td className="min-w-52 py-2">
                <span className="flex items-center gap-3">
                  <Avatar name={seller.name} kind="person" size="md" />
                  <span className="min-w-0">
                    <Link
                      href={`/team/${seller.userId}${query ? `?${query}` : ""}`}
                      className="rounded-sm font-medium hover:underline"
                    >
                      {seller.name}
                    </Link>
                    <span className="block text-xs text-muted">
                      {t(seller.role)}
                      {seller.style ? `, ${t(`style.${seller.style}`).toLowerCase()}` : ""}
                    </span>
                  </span>
                </span>
              </Td>
              <Td end>
                <span className="whitespace-nowrap">
                  <span className="font-medium">
                    {seller.won.length === 0
                      ? "–"
                      : seller.won
                          .map(({ currency: own, cents }) => formatMoney(cents, own, { short: true }))
                          .join(" + ")}
                  </span>
                  <span className="block text-xs text-muted">
                    {t("sellers.deals", { count: seller.deals })}
                    {seller.firstYear.map(({ currency: own, cents }) => (
                      <span key={own}>
                        , {t("sellers.firstYear", { money: formatMoney(cents, own, { short: true }) })}
                      </span>
                    ))}
                  </span>
                </span>
              </Td>
              <Td end>{cell(seller, "win")}</Td>
              <Td end>{cell(seller, "retention")}</Td>
              <Td end>{cell(seller, "nps")}</Td>
              <Td end>
                <span className="font-medium">{formatCount(seller.interactions)}</span>
                <span className="block text-xs whitespace-nowrap text-muted">
                  {reached.value === null
                    ? ""
                    : t("sellers.reached", { share: figureText("reached", reached.value, currency), n: reached.n })}
                </span>
              </Td>
              <Td end>
                {pace && pace.share !== null && seller.quota?.amountCents ? (
                  <span className="whitespace-nowrap">
                    <span className="font-medium">
                      {t("sellers.of", {
                        share: formatShare(pace.share),
                        money: formatMoney(seller.quota.amountCents, seller.quota.currency, { short: true }),
                      })}
                    </span>
                    <span className={`block text-xs ${pace.onPace ? "text-promoter-text" : "text-detractor-text"}`}>
                      {t(pace.onPace ? "sellers.onPace" : "sellers.behind")}
                    </span>
                  </span>
                ) : (
                  <span className="text-xs text-muted">{t("sellers.noQuota")}</span>
                )}
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
