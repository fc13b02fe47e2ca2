// Who is meant by "@Name" in a text. Safe for the browser.

export type Mentionable = { id: string; name: string };

const LETTER = /[\p{L}\p{N}]/u;

/** Signs looked at after an @ before somebody is offered. */
export const LONGEST_MENTION = 40;

const plain = (text: string) => text.normalize("NFC").toLocaleLowerCase();

/**
 * The people whom a text names after an @: by their whole name, or by a first name that only one of them has. An @
 * within a word is an address, not a mention.
 */
export function mentionedIn(text: string, people: readonly Mentionable[]): string[] {
  const words = plain(text);
  if (!words.includes("@")) return [];
  const firstNames = new Map<string, number>();
  for (const { name } of people) {
    const first = plain(name).split(/\s+/)[0] ?? "";
    firstNames.set(first, (firstNames.get(first) ?? 0) + 1);
  }
  const called = people.flatMap(({ id, name }) => {
    const whole = plain(name).trim();
    const first = whole.split(/\s+/)[0] ?? "";
    return [{ id, call: whole }, ...(first !== whole && firstNames.get(first) === 1 ? [{ id, call: first }] : [])];
  });
  // The longest name first: "@Ana Silva" is not "@Ana".
  called.sort((a, b) => b.call.length - a.call.length);
  const found = new Set<string>();
  for (let at = words.indexOf("@"); at >= 0; at = words.indexOf("@", at + 1)) {
    if (at > 0 && LETTER.test(words[at - 1] ?? "")) continue;
    const rest = words.slice(at + 1);
    const one = called.find(
      ({ call }) => call !== "" && rest.startsWith(call) && !LETTER.test(rest[call.length] ?? ""),
    );
    if (one) found.add(one.id);
  }
  return [...found];
}

/** The mention that is being written at the caret: where its @ stands, and what follows it; null when none is. */
export function mentionAt(text: string, caret: number): { from: number; words: string } | null {
  const before = text.slice(Math.max(0, caret - LONGEST_MENTION), caret);
  const at = before.lastIndexOf("@");
  if (at < 0) return null;
  const words = before.slice(at + 1);
  const sign = before[at - 1] ?? " ";
  if (LETTER.test(sign) || /[\n@]/.test(words) || words.startsWith(" ") || words.split(" ").length > 3) return null;
  return { from: caret - words.length - 1, words };
}
