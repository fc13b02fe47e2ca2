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

type Heard = { question: SurveyDefinition["questions"][number]; answer: AnswerValue & { itemId: string } };

/** What of the answers the thanks speak of. */
export function heardOf({ definition, answers }: Pick<ThanksProps, "definition" | "answers">) {
  const heard = definition.questions.flatMap((question): Heard[] => {
    const answer = answers.find((one) => one.itemId === question.itemId);
    return answer ? [{ question, answer }] : [];
  });
  const score = heard.find(({ question, answer }) => question.scaleMax !== null && answer.value !== null);
  const topics = [
    ...new Set(heard.flatMap(({ question }) => (question !== score?.question ? (question.touchpointName ?? []) : []))),
  ];
  return {
    heard,
    head: {
      score: score ? score.answer.value : null,
      mood: score ? moodOf(score.question, score.answer.value) : null,
      count: heard.length,
      topics,
      thanks: definition.thanks,
    },
  };
}

export type ThanksHeadProps = ReturnType<typeof heardOf>["head"] & { words: PublicWords; firstName: string | null };

/** The thanks themselves; they depend on few values. */
export function ThanksHead({ words, score, mood, count, topics, thanks, firstName }: ThanksHeadProps) {
  return (
    <>
      <div className="wm-saved">
        {score !== null && <span className="wm-saved-score">{score}</span>}
        <p>
          {words("thanks.saved", { count })}{" "}
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
      <p className="wm-lead">{thanks || words("thanks.text")}</p>
    </>
  );
}

export function HeardLine({ question, answer }: Heard) {
  return (
    <div>
      <dt>{question.label}</dt>
      <dd>{QUESTION_KINDS[question.kind].show(answer, question)}</dd>
    </div>
  );
}

/** Says back what was heard, and thanks in a way that fits it. Promises nothing that is not stored. */
export function Thanks({ words, definition, answers, firstName }: ThanksProps) {
  const { heard, head } = heardOf({ definition, answers });
  return (
    <main className="wm-thanks">
      <ThanksHead words={words} firstName={firstName} {...head} />
      <details className="wm-who">
        <summary>{words("thanks.heard")}</summary>
        <dl className="wm-heard">
          {heard.map(({ question, answer }) => (
            <HeardLine key={question.key} question={question} answer={answer} />
          ))}
        </dl>
      </details>
    </main>
  );
}
