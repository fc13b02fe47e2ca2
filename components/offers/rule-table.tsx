import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDay, formatMoney } from "@/lib/format";
import { answered, type OfferCounts, type OfferRule } from "@/lib/offers/offer";
import { AcceptanceRate } from "./acceptance-rate";
import type { RuleChoices } from "./rule-form";
import { RuleMenu } from "./rule-menu";

export type RuleTableProps = {
  rules: readonly (OfferRule & OfferCounts)[];
  smallGroup: number;
  /** What a rule can be made of; null for those who may not change one. */
  choices: RuleChoices | null;
};

const day = (text: string) => formatDay(new Date(text));

/** Rules with what came of their offers. */
export function RuleTable({ rules, smallGroup, choices }: RuleTableProps) {
  const t = useTranslations("offers");
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-1">
      <Table label={t("rules.title")} look="inset">
        <thead>
          <Tr>
            <Th>{t("rules.rule")}</Th>
            <Th className="max-md:hidden">{t("rules.whom")}</Th>
            <Th end className="max-lg:hidden">
              {t("rules.made")}
            </Th>
            <Th end className="max-lg:hidden">
              {t("rules.accepted")}
            </Th>
            <Th end className="max-lg:hidden">
              {t("rules.declined")}
            </Th>
            <Th end className="max-lg:hidden">
              {t("rules.ignored")}
            </Th>
            <Th end className="max-lg:hidden">
              {t("rules.waiting")}
            </Th>
            <Th end>{t("rules.acceptance")}</Th>
            {choices ? (
              <Th end className="relative">
                <span className="sr-only">{t("rules.edit")}</span>
              </Th>
            ) : null}
          </Tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <Tr key={rule.id}>
              <Td>
                <span className="font-medium">{rule.name}</span>{" "}
                {rule.pausedAt ? <Badge outline>{t("rules.paused")}</Badge> : null}
                <span className="block text-xs text-muted">
                  {[
                    rule.priceCents !== null && rule.currency
                      ? `${rule.offer}, ${formatMoney(rule.priceCents, rule.currency)}`
                      : rule.offer,
                    rule.channelName ? t("rules.through", { channel: rule.channelName }) : null,
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </span>
              </Td>
              <Td className="max-w-80 max-md:hidden">
                <span className="block">
                  {rule.segmentId ? t("rules.in", { segment: rule.segmentName ?? "–" }) : t("rules.everybody")}
                </span>
                <span className="block text-xs text-muted">
                  {[
                    t(`when.${rule.trigger}`, { days: rule.triggerDays }),
                    t("rules.cap", { days: rule.capDays }),
                    rule.fromDay && rule.untilDay
                      ? t("rules.between", { from: day(rule.fromDay), until: day(rule.untilDay) })
                      : rule.fromDay
                        ? t("rules.from", { from: day(rule.fromDay) })
                        : rule.untilDay
                          ? t("rules.until", { until: day(rule.untilDay) })
                          : null,
                  ]
                    .filter(Boolean)
                    .join("; ")}
                </span>
              </Td>
              {(["made", "accepted", "declined", "ignored", "waiting"] as const).map((key) => (
                <Td key={key} end muted={key !== "accepted"} className="figures max-lg:hidden">
                  {rule[key]}
                </Td>
              ))}
              <Td end>
                <AcceptanceRate accepted={rule.accepted} answered={answered(rule)} k={smallGroup} stacked />
              </Td>
              {choices ? (
                <Td end>
                  <RuleMenu rule={rule} choices={choices} />
                </Td>
              ) : null}
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
