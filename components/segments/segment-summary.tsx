import { useTranslations } from "next-intl";
import { Stat } from "@/components/ui/stat";
import { formatCount, formatInterval, formatNps, formatShare } from "@/lib/format";
import type { SegmentCatalogue } from "@/lib/segments/fields";
import { describeRule } from "@/lib/segments/rule-text";
import { groupOf, isCondition, type SegmentRule } from "@/lib/segments/schema";
import type { Nps } from "@/lib/stats/nps";
import { RuleView } from "./rule-view";

export type SegmentSummaryProps = {
  segment: {
    description: string;
    rule: SegmentRule;
    memberCount: number;
    customers: number;
    computedAt: Date | null;
    nps: Nps | null;
  };
  catalogue: SegmentCatalogue;
  k: number;
  periodLabel: string;
};

/** Groups within groups are easier to read as a list. */
const isNested = (rule: SegmentRule): boolean =>
  !isCondition(rule) && groupOf(rule).rules.some((part) => !isCondition(part));

/** Who they are, how many, and how they would recommend us. */
export function SegmentSummary({ segment, catalogue, k, periodLabel }: SegmentSummaryProps) {
  const t = useTranslations("segments");
  const { rule, nps, memberCount, customers } = segment;
  return (
    <div className="flex flex-wrap items-start gap-x-16 gap-y-6">
      <div className="min-w-64 flex-1 basis-96">
        <h2 className="text-xl font-semibold text-balance first-letter:uppercase">
          {describeRule(rule, catalogue, t)}
        </h2>
        {segment.description ? <p className="mt-1 text-sm text-muted">{segment.description}</p> : null}
        {isNested(rule) ? <RuleView rule={rule} catalogue={catalogue} className="mt-3" /> : null}
      </div>
      <Stat
        label={t("members")}
        value={segment.computedAt ? formatCount(memberCount) : null}
        unit={t("builder.of", {
          customers: formatCount(customers),
          share: formatShare(customers ? memberCount / customers : 0, 1),
        })}
      />
      <Stat
        label={t("npsOfMembers")}
        value={nps ? formatNps(nps.score) : null}
        unit={t("npsUnit")}
        interval={nps ? t("interval", { interval: formatInterval(nps.interval, 0, { signed: true }) }) : undefined}
        state={!nps ? "ok" : nps.n < k ? "hidden" : nps.n < 30 ? "indicative" : "ok"}
        k={k}
        n={nps ? t("nAnswers", { n: formatCount(nps.n), period: periodLabel }) : periodLabel}
      />
    </div>
  );
}
