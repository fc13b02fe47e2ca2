import type { ComponentType } from "react";
import type { ItemKind } from "@/lib/generated/prisma/enums";
import { ChoiceView } from "./choice";
import { EffortView } from "./effort";
import { NpsView } from "./nps";
import { RatingView } from "./rating";
import { TextView } from "./text";
import type { QuestionViewProps } from "./types";

/** How each kind of question looks to a respondent. */
export const QUESTION_VIEWS: Record<ItemKind, ComponentType<QuestionViewProps>> = {
  nps: NpsView,
  rating: RatingView,
  effort: EffortView,
  choice: ChoiceView,
  text: TextView,
};
