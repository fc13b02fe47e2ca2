import type { ItemKind } from "../../generated/prisma/enums";
import { choice } from "./choice";
import { effort } from "./effort";
import type { QuestionKind } from "./kind";
import { nps } from "./nps";
import { rating } from "./rating";
import { text } from "./text";

/** Every kind of question; what is not here does not compile. */
export const QUESTION_KINDS: Record<ItemKind, QuestionKind> = { nps, rating, effort, choice, text };

/** In the order in which the builder offers them. */
export const KIND_ORDER: ItemKind[] = ["nps", "rating", "effort", "choice", "text"];
