import type { Question } from "@/lib/surveys/questions/kind";

/** The words around every question, in the respondent's language. */
export type QuestionWords = { notSay: string; optional: string; yourWords: string };

/**
 * A question as a respondent sees it. These components run on the server for public pages and in the builder's preview:
 * plain HTML, no state.
 */
export type QuestionViewProps = {
  question: Question;
  /** Of the form fields, unique on the page. */
  name: string;
  /** What was sent before, to show it again beside what was wrong. */
  given?: string | undefined;
  /** Ids of what describes the question: its help and what is wrong. */
  describedBy?: string | undefined;
  isWrong?: boolean;
  words: QuestionWords;
};
