import type { Question } from "@/lib/surveys/questions/kind";
import { MAX_TEXT } from "@/lib/surveys/questions/text";
import { QuestionView } from "../questions/question-view";
import type { PublicWords } from "./words";

/** What the respondent is promised: to whom their answers are tied. */
export type PromiseKind = "personal" | "known" | "anonymous";

export type SurveyFormProps = {
  words: PublicWords;
  workspaceName: string;
  about: string;
  promise: PromiseKind;
  questions: Question[];
  /** Sent along unseen. Absent in a preview, where nothing is sent. */
  sent?: { responseId: string; versionId: string };
  given?: Record<string, string>;
  problems?: Record<string, string>;
};

const FIELD = "q.";
export const fieldName = (key: string): string => `${FIELD}${key}`;
/** The question's key of a form field; null for other fields. */
export const keyOfField = (name: string): string | null => (name.startsWith(FIELD) ? name.slice(FIELD.length) : null);

/** A problem of an answer in the respondent's words. */
export function problemText(
  words: PublicWords,
  problem: "choose" | "write" | "outside" | "too_long" | "nothing" | "unknown",
  question?: Question,
): string {
  if (problem === "choose" && question?.notSay) return words("problem.chooseOr");
  return words(`problem.${problem}`, { most: MAX_TEXT });
}

/** All questions on one page, to be sent at once; the page's script shows them one at a time. */
export function SurveyForm(props: SurveyFormProps) {
  const { words, questions, promise, workspaceName, problems = {}, given = {} } = props;
  const wrong = Object.keys(problems).filter((key) => key !== "").length;
  const questionWords = { notSay: words("notSay"), optional: words("optional"), yourWords: words("yourWords") };
  return (
    <form
      className="wm-form"
      method="post"
      noValidate
      data-survey
      data-next={words("next")}
      data-back={words("back")}
      data-progress={words("progress", { now: 11, all: 99 })}
    >
      {props.sent && (
        <>
          <input type="hidden" name="responseId" value={props.sent.responseId} />
          <input type="hidden" name="versionId" value={props.sent.versionId} />
        </>
      )}
      <div className="wm-questions">
        {props.about && <p className="wm-about">{props.about}</p>}
        {(wrong > 0 || problems[""]) && (
          <p className="wm-problem wm-problem-all" role="alert">
            {problems[""] ?? words("problem.some", { count: wrong })}
          </p>
        )}
        {questions.map((question) => (
          <QuestionView
            key={question.key}
            question={question}
            name={fieldName(question.key)}
            given={given[question.key]}
            problem={problems[question.key]}
            words={questionWords}
          />
        ))}
      </div>
      <div className="wm-foot">
        <button className="wm-button" type={props.sent ? "submit" : "button"}>
          {questions.length === 1 ? words("sendOne") : words("send")}
        </button>
        <p className="wm-promise">
          <span data-count>{words("count", { count: questions.length })}</span> {words(`promise.${promise}`)}
        </p>
        <details className="wm-who">
          <summary>{words("promise.who")}</summary>
          <p>{words(`promise.${promise}More`, { workspace: workspaceName })}</p>
        </details>
      </div>
    </form>
  );
}
