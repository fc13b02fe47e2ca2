import { useTranslations } from "next-intl";
import { ScoreMark } from "@/components/ui/score-mark";
import type { ResponseScore as Score } from "@/lib/responses/queries";
import { npsClassOf } from "@/lib/surveys/scoring";

/** A score as the class it belongs to, or as a point of its scale. */
export function ResponseScore({ score }: { score: Score | null }) {
  const t = useTranslations("responses");
  if (!score) return <span className="text-muted">–</span>;
  const kind = npsClassOf(score, score.value);
  if (kind) return <ScoreMark kind={kind} score={score.value} />;
  return (
    <span className="figures whitespace-nowrap">
      {score.scaleMax === null ? score.value : t("outOf", { value: score.value, max: score.scaleMax })}
    </span>
  );
}
