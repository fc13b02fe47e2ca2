import { z } from "zod";

const one = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value) || undefined, schema.optional().catch(undefined));

const ids = z
  .string()
  .transform((text) => text.split(",").filter((id) => z.uuid().safeParse(id).success))
  .refine((list) => list.length > 0 && list.length <= 50);

/** What the responses page understands of its URL; anything wrong is left out. */
export const responseListParams = z.object({
  /** One or more, with commas between. */
  survey: one(ids),
  score: one(z.enum(["promoter", "passive", "detractor"])),
  /** Only who answered a question of this measure. */
  measure: one(z.enum(["nps", "csat"])),
  /** Only who answered this question. */
  item: one(z.uuid()),
  /** This very answer: to the question, of the measure, or, without both, likely to recommend. A text, as in the URL. */
  value: one(z.string().regex(/^(?:\d|[1-9]\d{1,3})$/)),
  comment: one(z.literal("1")),
  channel: one(z.uuid()),
  touchpoint: one(z.uuid()),
  /** Customers who are in it now; anonymous answers are in none. */
  segment: one(z.uuid()),
  archived: one(z.literal("1")),
  period: one(z.string().max(40)),
  /** The saved view that this list began as. */
  saved: one(z.uuid()),
  cursor: one(z.string().max(1000)),
});
export type ResponseListParams = z.output<typeof responseListParams>;

/** True when it asks for answers, not only for responses: then a touchpoint is that of the same answer. */
export const asksForAnswers = ({ score, measure, item, value }: ResponseListParams): boolean =>
  [score, measure, item, value].some((one) => one !== undefined);

/** The page's address with some of it changed; another filter begins at the first page. */
export function responsesHref(params: ResponseListParams, changes: Partial<ResponseListParams>): string {
  const next = { ...params, cursor: undefined, ...changes };
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(next)) if (value) search.set(key, String(value));
  const text = search.toString();
  return text ? `/responses?${text}` : "/responses";
}
