import { ScaleView } from "./scale-view";
import type { QuestionViewProps } from "./types";

/** Agreement that it was easy, point by point. */
export function EffortView(props: QuestionViewProps) {
  return <ScaleView {...props} />;
}
