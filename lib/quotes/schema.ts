import { z } from "zod";
import { storableOnly } from "../storable";
import { CONSENTS } from "./consent";

export const QUOTE_KINDS = ["quote", "observation"] as const;

export const LONGEST_QUOTE = 4_000;
/** Characters of a transcript: some four hours of talk. */
export const LONGEST_TRANSCRIPT = 200_000;
export const MOST_TAGS = 12;
export const LONGEST_TAG = 40;
/** Quotes of one interview: more marks than sentences help nobody. */
export const MOST_PASSAGES = 500;

const count = new Intl.NumberFormat("en-GB");

const line = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`);

/** A choice that may be left open: "" and null are none. */
const optionalId = (message: string) =>
  z
    .uuid(message)
    .nullish()
    .or(z.literal("").transform(() => null))
    .transform((value) => value ?? null);

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(+date) && date.toISOString().startsWith(text) && text >= "1900" && text < "2200";
};
const day = z.string().trim().refine(isDay, "Choose a date.");
const optionalDay = z
  .union([day, z.literal("").transform(() => null)])
  .nullish()
  .transform((value) => value ?? null);

/** One spelling of a tag: "  Long  Queue " and "long queue" are the same. */
export const cleanTag = (text: string): string => text.trim().replace(/^#+/, "").replace(/\s+/g, " ").toLowerCase();

const tags = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(","))])
  .default([])
  .transform((list) => [...new Set(list.map(cleanTag).filter(Boolean))])
  .pipe(
    z
      .array(z.string().max(LONGEST_TAG, `A tag has at most ${LONGEST_TAG} characters.`))
      .max(MOST_TAGS, `Use at most ${MOST_TAGS} tags.`),
  );

const FIVE = "Choose one of the five.";
/** −2 (upset) to 2 (delighted); "" and null say neither. */
const feeling = z
  .union([z.literal("").transform(() => null), z.coerce.number(FIVE).int(FIVE).min(-2, FIVE).max(2, FIVE)], FIVE)
  .nullish()
  .transform((value) => value ?? null);

const consent = z.enum(CONSENTS, "Say what the person agreed to.");

export const quoteInput = z.object({
  kind: z.enum(QUOTE_KINDS, "Choose what it is.").default("quote"),
  text: z
    .string()
    .trim()
    .min(2, "Write what was said or seen.")
    .max(LONGEST_QUOTE, `Use at most ${count.format(LONGEST_QUOTE)} characters.`),
  speaker: line(160).default(""),
  source: line(160).default(""),
  touchpointId: optionalId("Choose a touchpoint."),
  segmentId: optionalId("Choose a segment."),
  feeling,
  tags,
  consent: consent.default("none"),
  saidOn: optionalDay,
});
export type QuoteInput = z.input<typeof quoteInput>;

export const quoteUpdate = quoteInput.extend({ id: z.uuid() });
export const quoteId = z.object({ id: z.uuid() });

/** A transcript as it is kept: one kind of line end, nothing trailing. */
export const cleanTranscript = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

const transcript = z
  .string()
  .default("")
  .transform(cleanTranscript)
  .superRefine((text, context) => {
    if (text.length > LONGEST_TRANSCRIPT)
      context.addIssue({
        code: "custom",
        message: `A transcript has at most ${count.format(LONGEST_TRANSCRIPT)} characters; this one has ${count.format(text.length)}. Split it into two interviews.`,
      });
  });

export const interviewInput = z.object({
  title: z.string().trim().min(2, "Give the interview a title.").max(160, "Use at most 160 characters."),
  speaker: line(160).default(""),
  heldOn: day,
  customerId: optionalId("Choose a customer."),
  segmentId: optionalId("Choose a segment."),
  consent: consent.default("none"),
  transcript,
});
export type InterviewInput = z.input<typeof interviewInput>;

export const interviewUpdate = interviewInput.extend({ id: z.uuid() });
export const interviewId = z.object({ id: z.uuid() });
export const interviewConsent = z.object({ id: z.uuid(), consent });

/** A passage of a transcript, from character startsAt to endsAt; its words prove that both sides see the same text. */
export const passageInput = z
  .object({
    interviewId: z.uuid(),
    startsAt: z.number().int().min(0),
    endsAt: z.number().int().max(LONGEST_TRANSCRIPT),
    text: z.string().max(LONGEST_QUOTE, `Mark at most ${count.format(LONGEST_QUOTE)} characters at once.`),
    kind: z.enum(QUOTE_KINDS, "Choose what it is.").default("quote"),
    touchpointId: optionalId("Choose a touchpoint."),
    feeling,
    tags,
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, { error: "Select some words first.", path: ["text"] });
export type PassageInput = z.input<typeof passageInput>;

/** How the list of voices is filtered, as it stands in the URL; what makes no sense is left out. */
export const quoteListParams = z.object({
  q: z.string().max(200).transform(storableOnly).catch(""),
  kind: z.enum(["", ...QUOTE_KINDS]).catch(""),
  touchpoint: z.uuid().or(z.literal("none")).or(z.literal("")).catch(""),
  segment: z.uuid().or(z.literal("")).catch(""),
  tag: z.string().max(LONGEST_TAG).transform(storableOnly).catch(""),
  feeling: z.enum(["", "bad", "neutral", "good", "none"]).catch(""),
  consent: z.enum(["", ...CONSENTS]).catch(""),
  interview: z.uuid().or(z.literal("")).catch(""),
  archived: z.enum(["", "yes"]).catch(""),
  cursor: z.string().max(1000).catch(""),
});
export type QuoteListParams = z.output<typeof quoteListParams>;

/** The filters of listQuotes, for other domains too. */
export type QuoteFilters = {
  q?: string;
  kind?: (typeof QUOTE_KINDS)[number];
  /** "none": at no touchpoint. */
  touchpointId?: string;
  segmentId?: string;
  tag?: string;
  feeling?: "bad" | "neutral" | "good" | "none";
  consent?: (typeof CONSENTS)[number];
  interviewId?: string;
  /** Just these. */
  ids?: readonly string[];
  /** Only what may leave the house. */
  outside?: boolean;
  archived?: boolean;
};

export function filtersOf(params: QuoteListParams): QuoteFilters {
  return {
    q: params.q || undefined,
    kind: params.kind || undefined,
    touchpointId: params.touchpoint || undefined,
    segmentId: params.segment || undefined,
    tag: params.tag || undefined,
    feeling: params.feeling || undefined,
    consent: params.consent || undefined,
    interviewId: params.interview || undefined,
    archived: params.archived === "yes" || undefined,
  };
}
