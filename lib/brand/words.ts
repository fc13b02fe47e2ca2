/**
 * How a feeling is found in what people write: whole words, and a word after "not" and its like, at most two words
 * between, is no longer that word. The patterns are Postgres's (advanced regular expressions, lower-cased text).
 */
export type FeelingPatterns = {
  /** Any of the feeling's words; null when it has none. */
  said: string | null;
  opposed: string | null;
  /** "not … calm": what is taken out before the words are looked for. */
  negated: string | null;
  /** "not … calm", of the feeling's own words: says the opposite. */
  denied: string | null;
};

const NEGATIONS =
  "not|never|no|hardly|without|nothing|neither|cannot|(?:is|was|are|were|do|did|does|ca|could|would|has|have|had)n'?t";

/** Words of letters, spaces, hyphens and apostrophes (lib/brand/schema.ts): none of them is a sign of a pattern. */
const anyOf = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(" ", "\\s+"))
    .join("|");

const whole = (words: readonly string[]): string | null => (words.length > 0 ? `\\m(?:${anyOf(words)})\\M` : null);
const after = (words: readonly string[]): string | null =>
  words.length > 0
    ? `\\m(?:${NEGATIONS})\\M(?:[^[:alnum:].!?]+[[:alnum:]']+){0,2}[^[:alnum:].!?]+(?:${anyOf(words)})\\M`
    : null;

export const patternsOf = ({
  words,
  opposites,
}: {
  words: readonly string[];
  opposites: readonly string[];
}): FeelingPatterns => ({
  said: whole(words),
  opposed: whole(opposites),
  negated: after([...words, ...opposites]),
  denied: after(words),
});
