import type { FieldErrors } from "./errors";

// Postgres keeps neither zero characters nor halves of characters, in text as in JSON.
const UNSTORABLE = /\0|\p{Surrogate}/u;
const UNSTORABLE_ALL = /\0|\p{Surrogate}/gu;

/** Deeper than anything that is asked for. */
const DEEPEST = 40;

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** For words that are only looked for: without what cannot be in any stored text. */
export const storableOnly = (text: string): string => text.replace(UNSTORABLE_ALL, "");

/**
 * What of an input the database could not keep, by the path of its field.
 * @param given a form's fields or parsed JSON, of any depth: it is walked without recursion
 */
export function unstorable(given: unknown): FieldErrors {
  const errors: FieldErrors = {};
  const left: { value: unknown; path: string[] }[] = [{ value: given, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (path.length > DEEPEST) return { "": "This is nested too deeply." };
    if (typeof value === "string") {
      if (!isStorable(value)) errors[path.join(".")] = "This holds a character that cannot be stored.";
    } else if (Array.isArray(value) || isPlain(value)) {
      for (const [key, entry] of Object.entries(value)) {
        if (isStorable(key)) left.push({ value: entry, path: [...path, key] });
        else errors[path.join(".")] = "This holds a character that cannot be stored.";
      }
    }
  }
  return errors;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
