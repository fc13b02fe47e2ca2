import type { ItemKind } from "@/lib/generated/prisma/enums";
import { batteryFor } from "@/lib/surveys/battery";
import type { Question } from "@/lib/surveys/questions/kind";
import type { SurveyDraft } from "@/lib/surveys/schema";
import { freeKey, newQuestion } from "@/lib/surveys/templates";

export type BuilderState = { name: string; draft: SurveyDraft };

export type BuilderChange =
  | { type: "name"; name: string }
  | { type: "draft"; fields: Partial<Omit<SurveyDraft, "questions">> }
  | { type: "add"; kind: ItemKind }
  | { type: "battery"; touchpoint: { id: string; name: string } }
  | { type: "question"; index: number; fields: Partial<Question> }
  | { type: "move"; index: number; by: -1 | 1 }
  | { type: "remove"; index: number }
  | { type: "put"; index: number; question: Question }
  | { type: "replace"; state: BuilderState };

/** What the builder shows after a change. Keys of questions never change here: answers hang on them. */
export function changeDraft(state: BuilderState, change: BuilderChange): BuilderState {
  const { draft } = state;
  const withQuestions = (questions: Question[]): BuilderState => ({ ...state, draft: { ...draft, questions } });
  switch (change.type) {
    case "name":
      return { ...state, name: change.name };
    case "draft":
      return { ...state, draft: { ...draft, ...change.fields } };
    case "add": {
      const keys = draft.questions.map((question) => question.key);
      return withQuestions([...draft.questions, newQuestion(change.kind, freeKey(change.kind, keys))]);
    }
    case "battery": {
      const keys = draft.questions.map((question) => question.key);
      return withQuestions([...draft.questions, ...batteryFor(change.touchpoint, keys)]);
    }
    case "question":
      return withQuestions(
        draft.questions.map((question, i) => (i === change.index ? { ...question, ...change.fields } : question)),
      );
    case "move": {
      const to = change.index + change.by;
      if (to < 0 || to >= draft.questions.length) return state;
      const questions = [...draft.questions];
      questions.splice(to, 0, ...questions.splice(change.index, 1));
      return withQuestions(questions);
    }
    case "remove":
      return withQuestions(draft.questions.filter((_, i) => i !== change.index));
    case "put":
      return withQuestions(draft.questions.toSpliced(change.index, 0, change.question));
    case "replace":
      return change.state;
  }
}
