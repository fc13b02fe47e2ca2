import type { ItemKind } from "../generated/prisma/enums";
import type { Question } from "./questions/kind";
import { QUESTION_KINDS } from "./questions/registry";
import type { SurveyDraft, SurveyTemplate } from "./schema";

/** What a template may speak of. */
export type TemplateWorld = { workspaceName: string; touchpoints: { id: string; name: string }[] };

/** A new question of a kind; `key` must not be taken in the survey. */
export function newQuestion(kind: ItemKind, key: string, fields: Partial<Question> = {}): Question {
  const { starts } = QUESTION_KINDS[kind];
  return {
    key,
    kind,
    label: "",
    help: "",
    touchpointId: null,
    ...starts,
    options: starts.options.map((option) => ({ ...option })),
    ...fields,
  };
}

/** The first of `stem`, `stem_2`, `stem_3` … that is not taken. */
export function freeKey(stem: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!used.has(stem)) return stem;
  for (let i = 2; ; i++) {
    const key = `${stem.slice(0, 36)}_${i}`;
    if (!used.has(key)) return key;
  }
}

/** How many touchpoints the NPS template asks about; more than that and people stop halfway. */
const TOUCHPOINTS_ASKED = 4;

const reason = (label: string) => newQuestion("text", "reason", { label });

const TEMPLATES: Record<SurveyTemplate, (world: TemplateWorld) => Question[]> = {
  nps: ({ workspaceName, touchpoints }) => [
    newQuestion("nps", "recommend", {
      label: `How likely are you to recommend ${workspaceName} to friends or family?`,
    }),
    reason("What is the main reason for your answer?"),
    ...touchpoints
      .slice(0, TOUCHPOINTS_ASKED)
      .map(({ id, name }, i) =>
        newQuestion("rating", `touchpoint_${i + 1}`, { label: `How was it: ${name}?`, touchpointId: id }),
      ),
  ],
  csat: () => [
    newQuestion("rating", "satisfaction", {
      label: "How satisfied are you with us overall?",
      lowLabel: "Very dissatisfied",
      highLabel: "Very satisfied",
      required: true,
    }),
    reason("What should we do better?"),
  ],
  ces: ({ workspaceName }) => [
    newQuestion("effort", "effort", { label: `${workspaceName} made it easy for me to get done what I came for.` }),
    reason("What made it easy or hard?"),
  ],
  empty: () => [],
};

/** The draft that a new survey begins with. */
export function draftFrom(template: SurveyTemplate, world: TemplateWorld): SurveyDraft {
  return { about: "", thanks: "", promise: "identified", questions: TEMPLATES[template](world) };
}
