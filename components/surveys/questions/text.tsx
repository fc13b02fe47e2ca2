import { MAX_TEXT } from "@/lib/surveys/questions/text";
import type { QuestionViewProps } from "./types";

/** Own words. */
export function TextView({ question, name, given, describedBy, isWrong, words }: QuestionViewProps) {
  return (
    <div className="wm-words">
      <textarea
        className="wm-text"
        name={name}
        rows={5}
        maxLength={MAX_TEXT}
        defaultValue={given}
        aria-label={question.label || words.yourWords}
        aria-describedby={describedBy}
        aria-invalid={isWrong || undefined}
      />
    </div>
  );
}
