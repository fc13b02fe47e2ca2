import type { Finding } from "./schema";
import { type Say, sentenceOf } from "./sentence";

/** A sentence without any look: for files, reasons and titles. */
export function plainSentence(finding: Finding, say: Say): string {
  const { key, values } = sentenceOf(finding, say);
  const { markup } = say as Say & { markup?: (key: string, values: Record<string, unknown>) => string };
  if (!markup) throw new Error("a translator that knows markup is needed");
  const asIs = (chunks: string) => chunks;
  return markup(key, { ...values, a: asIs, b: asIs, c: asIs, dim: asIs });
}
