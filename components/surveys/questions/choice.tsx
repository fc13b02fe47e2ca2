import { NotSay } from "./not-say";
import type { QuestionViewProps } from "./types";

/** One of several options, a row each. */
export function ChoiceView(props: QuestionViewProps) {
  const { question, name, given } = props;
  return (
    <>
      <div className="wm-options">
        {question.options.map((option) => (
          <label className="wm-option" key={option.value}>
            <input type="radio" name={name} value={option.value} defaultChecked={given === String(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <NotSay {...props} />
    </>
  );
}
