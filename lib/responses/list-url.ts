import { z } from "zod";

const one = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value) || undefined, schema.optional().catch(undefined));

/** What the responses page understands of its URL; anything wrong is left out. */
export const responseListParams = z.object({
  survey: one(z.uuid()),
  score: one(z.enum(["promoter", "passive", "detractor"])),
  comment: one(z.literal("1")),
  channel: one(z.uuid()),
  touchpoint: one(z.uuid()),
  archived: one(z.literal("1")),
  period: one(z.string().max(40)),
  cursor: one(z.string().max(1000)),
});
export type ResponseListParams = z.output<typeof responseListParams>;

/** The page's address with some of it changed; another filter begins at the first page. */
export function responsesHref(params: ResponseListParams, changes: Partial<ResponseListParams>): string {
  const next = { ...params, cursor: undefined, ...changes };
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(next)) if (value) search.set(key, value);
  const text = search.toString();
  return text ? `/responses?${text}` : "/responses";
}
