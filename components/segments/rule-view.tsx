import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { SegmentCatalogue } from "@/lib/segments/fields";
import { describeCondition } from "@/lib/segments/rule-text";
import { groupOf, isCondition, type SegmentRule } from "@/lib/segments/schema";

export type RuleViewProps = { rule: SegmentRule; catalogue: SegmentCatalogue; className?: string };

/** A rule as a list of its conditions, groups set in: for rules that a single sentence would make hard to read. */
export function RuleView({ rule, catalogue, className }: RuleViewProps) {
  const t = useTranslations("segments");
  if (isCondition(rule)) return <span>{describeCondition(rule, catalogue, t)}</span>;
  const { match, rules } = groupOf(rule);
  if (rules.length === 0) return <span>{t("text.everybody")}</span>;
  return (
    <div className={cn("text-sm", className)}>
      <p className="text-xs text-muted">{t(`builder.matchList.${match}`)}</p>
      <ul className="mt-1 flex flex-col gap-1 border-s-2 border-line ps-3">
        {rules.map((part, index) => (
          <li key={index}>
            <RuleView rule={part} catalogue={catalogue} />
          </li>
        ))}
      </ul>
    </div>
  );
}
