import { pointsOf } from "@/lib/surveys/questions/scale";
import { NotSay } from "./not-say";
import type { QuestionViewProps } from "./types";

/** The points of a scale as equal targets, neutral in colour, with words at both ends. */
export function ScaleView(props: QuestionViewProps) {
  const { question, name, given } = props;
  const points = pointsOf(question);
  return (
    <>
      <div className="wm-scale" data-points={points.length}>
        {question.lowLabel && (
          <span className="wm-end" id={`${name}-low`}>
            {question.lowLabel}
          </span>
        )}
        <div className="wm-points">
          {points.map((point, i) => (
            <label className="wm-point" key={point}>
              <input
                type="radio"
                name={name}
                value={point}
                defaultChecked={given === String(point)}
                aria-describedby={
                  i === 0 && question.lowLabel
                    ? `${name}-low`
                    : i === points.length - 1 && question.highLabel
                      ? `${name}-high`
                      : undefined
                }
              />
              <span>{point}</span>
            </label>
          ))}
        </div>
        {question.highLabel && (
          <span className="wm-end wm-end-high" id={`${name}-high`}>
            {question.highLabel}
          </span>
        )}
      </div>
      <NotSay {...props} />
    </>
  );
}
