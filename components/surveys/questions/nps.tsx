import { ScaleView } from "./scale-view";
import type { QuestionViewProps } from "./types";

/** Eleven targets from 0 to 10. */
export function NpsView(props: QuestionViewProps) {
  return <ScaleView {...props} />;
}
