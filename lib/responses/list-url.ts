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
  comment: one(z.literal("1")),
  channel: one(z.uuid()),
  touchpoint: one(z.uuid()),
  /** Customers who are in it now; anonymous answers are in none. */
  segment: one(z.uuid()),
  archived: one(z.literal("1")),
  period: one(z.string().max(40)),
  cursor: one(z.string().max(1000)),
});
export type ResponseListParams = z.output<typeof responseListParams>;

/** The page's address with some of it changed; another filter begins at the first page. */
export function responsesHref(params: ResponseListParams, changes: Partial<ResponseListParams>): string {
  const next = { ...params, cursor: undefined, ...changes };
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(next)) if (value) search.set(key, String(value));
  const text = search.toString();
  return text ? `/responses?${text}` : "/responses";
}
