import { z } from "zod";
import { ExperienceResponse, ItemDirection, ItemKind, Measure, SurveyPromise } from "../generated/prisma/enums";
import type { Question } from "./questions/kind";
import { QUESTION_KINDS } from "./questions/registry";

const line = (most: number) => z.string().trim().max(most, `At most ${most} characters.`);

const scalePoint = z.number().int().min(0).max(100).nullable();

/** A question on its way: its words may still be missing, its shape may not be wrong. */
const question = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "A key is made of a–z, 0–9 and _."),
  kind: z.enum(ItemKind),
  label: line(300),
  help: line(300).default(""),
  required: z.boolean(),
  notSay: z.boolean(),
  touchpointId: z.uuid().nullable(),
  scaleMin: scalePoint,
  scaleMax: scalePoint,
  lowLabel: line(60).default(""),
  highLabel: line(60).default(""),
  direction: z.enum(ItemDirection),
  measure: z.enum(Measure),
  options: z
    .array(z.object({ value: z.number().int().min(0).max(9999), label: line(120) }))
    .max(30, "At most 30 options."),
  response: z.enum(ExperienceResponse).nullish(),
}) satisfies z.ZodType<Question>;

const words = {
  /** Over every question: what it is about, "Your flight on 3 October". */
  about: line(120).default(""),
  /** Under the thanks; empty shows only the thanks. */
  thanks: line(500).default(""),
};

/** What the builder edits and saves at any time. */
export const surveyDraft = z.object({
  ...words,
  promise: z.enum(SurveyPromise),
  questions: z
    .array(question)
    .max(60, "At most 60 questions.")
    .superRefine((questions, context) => {
      const seen = new Set<string>();
      for (const [i, { key }] of questions.entries()) {
        if (seen.has(key))
          context.addIssue({ code: "custom", path: [i, "key"], message: "Two questions have this key." });
        seen.add(key);
      }
    }),
});
export type SurveyDraft = z.output<typeof surveyDraft>;

/** A draft that may be published: at least one question, and every question whole. Errors stand at "questions.<i>.<field>". */
export const publishableDraft = surveyDraft.superRefine((draft, context) => {
  if (draft.questions.length === 0) {
    context.addIssue({ code: "custom", path: ["questions"], message: "Add at least one question." });
  }
  for (const [i, asked] of draft.questions.entries()) {
    if (asked.label === "") {
      context.addIssue({ code: "custom", path: ["questions", i, "label"], message: "Write the question." });
    }
    for (const { field, message } of QUESTION_KINDS[asked.kind].problems(asked)) {
      context.addIssue({ code: "custom", path: ["questions", i, field], message });
    }
  }
});

/** A question of a published version: tied to its item. */
const publishedQuestion = question.extend({
  itemId: z.uuid(),
  /** The touchpoint's name when it was published, to say back what was heard. */
  touchpointName: z.string().nullable().default(null),
});
export type PublishedQuestion = z.output<typeof publishedQuestion>;

/** What a version keeps in survey_versions.definition; never changed once written. */
export const surveyDefinition = z.object({ ...words, questions: z.array(publishedQuestion).min(1).max(400) });
export type SurveyDefinition = z.output<typeof surveyDefinition>;

export const surveyName = z.string().trim().min(1, "Give it a name.").max(120, "At most 120 characters.");

export const surveyTemplate = z.enum(["nps", "csat", "ces", "empty"]);
export type SurveyTemplate = z.output<typeof surveyTemplate>;

export const newSurvey = z.object({ name: surveyName, template: surveyTemplate });
export const draftChange = z.object({ id: z.uuid(), name: surveyName, draft: surveyDraft });
export const surveyId = z.object({ id: z.uuid() });

export const newLink = z.object({
  surveyId: z.uuid(),
  name: z.string().trim().min(1, "Say where the link will stand.").max(120, "At most 120 characters."),
  channelId: z.uuid().nullable().default(null),
  touchpointId: z.uuid().nullable().default(null),
  /** Set: one customer's own link, used once. */
  customerId: z.uuid().nullable().default(null),
  /** Set with the customer: which of its people the link is for. */
  contactId: z.uuid().nullable().default(null),
});
export type NewLink = z.input<typeof newLink>;

const orNone = z.preprocess((value) => value || null, z.uuid().nullable());

/** As many personal links as are made at once, and kept under one name. */
export const MOST_PERSONAL_LINKS = 10_000;

/** Links for many customers at once: of a segment, or those whose e-mail addresses or own ids are given, one a line. */
export const personalLinks = z
  .object({
    surveyId: z.uuid(),
    name: z.string().trim().min(1, "Give this sending a name.").max(120, "At most 120 characters."),
    channelId: z.preprocess((value) => value || null, z.uuid().nullable()),
    touchpointId: z.preprocess((value) => value || null, z.uuid().nullable()),
    to: z.enum(["segment", "chosen"]),
    segmentId: z.preprocess((value) => value || null, z.uuid().nullable()),
    customers: z
      .string()
      .max(1_000_000, "That is too much at once.")
      .default("")
      .transform((text) => [
        ...new Set(
          text
            .split(/[\n,;\t]/)
            .map((line) => line.trim())
            .filter(Boolean),
        ),
      ]),
  })
  .superRefine(({ to, segmentId, customers }, context) => {
    const at = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (to === "segment" && !segmentId) at("segmentId", "Choose a segment.");
    if (to === "chosen" && customers.length === 0) at("customers", "Enter e-mail addresses or ids, one a line.");
    if (to === "chosen" && customers.length > MOST_PERSONAL_LINKS)
      at("customers", `At most ${MOST_PERSONAL_LINKS.toLocaleString("en")} at once.`);
  });
export type PersonalLinks = z.input<typeof personalLinks>;

/** The same from a form, where nothing chosen is an empty field. */
export const linkForm = newLink.extend({ channelId: orNone, touchpointId: orNone, customerId: orNone });
