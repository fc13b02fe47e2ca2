import { storableOnly } from "../storable";

/** Letters that stay whole when accents are taken off by decomposition. */
const WHOLE: Record<string, string> = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

/** Lower case without accents: "Łódź" and "lodz" become one. */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[łøđðþßæœı]/g, (letter) => WHOLE[letter] ?? letter)
    .replace(/\s+/g, " ")
    .trim();
}

export type Searchable = {
  name: string;
  email?: string | null;
  phone?: string | null;
  externalId?: string | null;
};

/**
 * What the search box looks through, stored as customers.search_text. The name stands first, so that the first letters of
 * a name are the first letters of the text; a phone number is kept as its digits.
 */
export function searchTextOf({ name, email, phone, externalId }: Searchable): string {
  const digits = (phone ?? "").replace(/\D/g, "");
  return [foldText(name), foldText(email ?? ""), digits, foldText(externalId ?? "")].filter(Boolean).join(" ");
}

/** The most words of a search that are looked for. */
const MOST_WORDS = 6;

/**
 * What must be found: every entry of the list, and of each entry at least one LIKE pattern.
 * Three letters or more are found anywhere (the trigram index carries them); fewer only where a word begins.
 */
export function searchPatterns(words: string): string[][] {
  const text = foldText(storableOnly(words.slice(0, 400))).slice(0, 200);
  if (text === "") return [];
  const digits = text.replace(/\D/g, "");
  // "+49 (40) 123" is one number however it is spaced; its own spelling stays possible for an external id.
  if (digits.length >= 3 && /^[\d\s+()./-]+$/.test(text)) {
    return [[...new Set([`%${digits}%`, `%${escapeLike(text)}%`])]];
  }
  return text
    .split(" ")
    .slice(0, MOST_WORDS)
    .map((word) => {
      const plain = escapeLike(word);
      return [...word].length >= 3 ? [`%${plain}%`] : [`${plain}%`, `% ${plain}%`];
    });
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
