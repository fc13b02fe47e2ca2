import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { type Compared, MEASURES } from "@/lib/teams/measures";
import { figureText, qText, rangeOf } from "./figure-text";

export type CompareLine = Compared<string> & { label: string };

type Props = { groups: readonly (readonly CompareLine[])[]; tests: number; k: number; currency: string };

/** Ways of selling and styles side by side, each against the others together. */
export function CompareTable({ groups, tests, k, currency }: Props) {
  const t = useTranslations("teams");
  return (
    <Card>
      <CardHeader title={t("compare.title")} meta={t("compare.meta", { tests })} />
      <CardBody>
        <Table label={t("compare.title")} look="inset">
          <thead>
            <tr>
              <Th>{t("compare.group")}</Th>
              {MEASURES.map((measure) => (
                <Th key={measure} end>
                  {t(`Measure.${measure}`)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.flatMap((rows) =>
              rows.map((row) => (
                <Tr key={row.group}>
                  <Td className="min-w-40 py-2 align-top">
                    <span className="font-medium">{row.label}</span>
                    <span className="block text-xs text-muted">{t("compare.sellers", { count: row.sellers })}</span>
                  </Td>
                  {MEASURES.map((measure) => {
                    const figure = row.figures[measure];
                    const against = row.against[measure];
                    const isApart = against !== null && against.q < 0.05;
                    return (
                      <Td key={measure} end className="py-2 align-top whitespace-nowrap">
                        {figure.state === "hidden" ? (
                          <span className="text-xs text-muted">{t("fewer", { k })}</span>
                        ) : figure.value === null ? (
                          <span className="text-muted">–</span>
                        ) : (
                          <>
                            <span
                              className={
                                isApart
                                  ? against.difference > 0
                                    ? "font-medium text-promoter-text"
                                    : "font-medium text-detractor-text"
                                  : "font-medium"
                              }
                            >
                              {isApart ? (against.difference > 0 ? "▲ " : "▼ ") : ""}
                              {figureText(measure, figure.value, currency)}
                            </span>
                            <span className="block text-xs text-muted">
                              {rangeOf(measure, figure, currency)},{" "}
                              {t(figure.state === "indicative" ? "nIndicative" : "n", { n: figure.n })}
                            </span>
                            {against ? (
                              <span className="block text-xs text-muted">
                                {isApart ? t("compare.apart", { q: qText(against.q) }) : t("compare.same")}
                              </span>
                            ) : null}
                          </>
                        )}
                      </Td>
                    );
                  })}
                </Tr>
              )),
            )}
          </tbody>
        </Table>
        <p className="mt-3 text-xs text-muted">{t("compare.note")}</p>
      </CardBody>
    </Card>
  );
}
