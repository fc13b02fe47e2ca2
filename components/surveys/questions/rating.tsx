import { ScaleView } from "./scale-view";
import type { QuestionViewProps } from "./types";

/** As many targets as the rating has points. */
export function RatingView(props: QuestionViewProps) {
  return <ScaleView {...props} />;
}
