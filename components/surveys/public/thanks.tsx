import type { AnswerValue } from "@/lib/surveys/questions/kind";
import { QUESTION_KINDS } from "@/lib/surveys/questions/registry";
import type { SurveyDefinition } from "@/lib/surveys/schema";
import { moodOf } from "@/lib/surveys/scoring";
import type { PublicWords } from "./words";

export type ThanksProps = {
  words: PublicWords;
  definition: SurveyDefinition;
  answers: (AnswerValue & { itemId: string })[];
  /** Of the person a personal link was made for; null unless the survey is identified. */
  firstName: string | null;
};

const TOPICS = new Intl.ListFormat("en", { type: "conjunction" });

/** Names in bold, joined as a person would. */
function Topics({ names }: { names: string[] }) {
  return TOPICS.formatToParts(names).map((part, i) =>
    part.type === "element" ? <strong key={i}>{part.value}</strong> : part.value,
  );
}

/** Says back what was heard, and thanks in a way that fits it. Promises nothing that is not stored. */
export function Thanks({ words, definition, answers, firstName }: ThanksProps) {
  const heard = definition.questions.flatMap((question) => {
    const answer = answers.find((one) => one.itemId === question.itemId);
    return answer ? [{ question, answer }] : [];
  });
  const score = heard.find(({ question, answer }) => question.scaleMax !== null && answer.value !== null);
  const mood = score ? moodOf(score.question, score.answer.value) : null;
  const topics = [
    ...new Set(heard.flatMap(({ question }) => (question !== score?.question ? (question.touchpointName ?? []) : []))),
  ];
  return (
    <main className="wm-thanks">
      <div className="wm-saved">
        {score && <span className="wm-saved-score">{score.answer.value}</span>}
        <p>
          {words("thanks.saved", { count: heard.length })}{" "}
          {topics.length > 0 && words.rich("thanks.about", { topics: () => <Topics key="topics" names={topics} /> })}
        </p>
      </div>
      <h1>
        {firstName ? words("thanks.named", { name: firstName }) : words("thanks.plain")}
        {(mood === "good" || mood === "poor") && (
          <>
            <br />
            {words(`thanks.${mood}`)}
          </>
        )}
      </h1>
      <p className="wm-lead">{definition.thanks || words("thanks.text")}</p>
      <details className="wm-who">
        <summary>{words("thanks.heard")}</summary>
        <dl className="wm-heard">
          {heard.map(({ question, answer }) => (
            <div key={question.key}>
              <dt>{question.label}</dt>
              <dd>{QUESTION_KINDS[question.kind].show(answer, question)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </main>
  );
}
