import { NOT_SAID } from "@/lib/surveys/questions/kind";
import type { QuestionViewProps } from "./types";

/** One more choice of the same group, so that it can be taken back by choosing an answer; it is not an answer. */
export function NotSay({ question, name, given, words }: QuestionViewProps) {
  if (!question.notSay) return null;
  return (
    <label className="wm-notsay">
      <input type="radio" name={name} value={NOT_SAID} defaultChecked={given === NOT_SAID} />
      <span>{words.notSay}</span>
    </label>
  );
}
