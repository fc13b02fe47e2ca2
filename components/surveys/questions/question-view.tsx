import { QUESTION_VIEWS } from "./registry";
import type { QuestionViewProps } from "./types";

export type QuestionBlockProps = Omit<QuestionViewProps, "describedBy" | "isWrong"> & {
  /** What is wrong with the answer, in words. */
  problem?: string | undefined;
};

/** One question with its words, what is wrong with it, and its answers. */
export function QuestionView({ problem, ...props }: QuestionBlockProps) {
  const { question, name, words } = props;
  const View = QUESTION_VIEWS[question.kind];
  const described = [question.help && `${name}-help`, problem && `${name}-problem`].filter(Boolean).join(" ");
  const describedBy = described || undefined;
  const mayBeLeftOut = !question.required && !question.notSay;
  return (
    <fieldset className="wm-question" aria-describedby={describedBy} data-question={question.key}>
      <legend>
        <span className="wm-ask">{question.label}</span>
      </legend>
      {question.help && (
        <p className="wm-help" id={`${name}-help`}>
          {question.help}
        </p>
      )}
      {mayBeLeftOut && <p className="wm-help">{words.optional}</p>}
      {problem && (
        <p className="wm-problem" id={`${name}-problem`}>
          {problem}
        </p>
      )}
      <View {...props} describedBy={describedBy} isWrong={Boolean(problem)} />
    </fieldset>
  );
}
