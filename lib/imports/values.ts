// What the text of a cell means. Null: it means nothing of the kind.

const PLAIN_INT = /^[+-]?\d{1,15}$/;
const SPACES = /[\s\u00a0\u202f'’]/g;

/** A number; `decimal` says which sign stands before the fraction, the other one may group thousands. */
export function readNumber(text: string, decimal: "." | ","): number | null {
  if (PLAIN_INT.test(text)) return Number(text);
  const bare = text.replace(SPACES, "");
  const pattern =
    decimal === "."
      ? /^[+-]?(\d{1,3}(,\d{3})+|\d{1,15})?(\.\d+)?(e[+-]?\d{1,3})?$/i
      : /^[+-]?(\d{1,3}(\.\d{3})+|\d{1,15})?(,\d+)?$/;
  if (!/\d/.test(bare) || !pattern.test(bare)) return null;
  const value = Number(decimal === "." ? bare.replaceAll(",", "") : bare.replaceAll(".", "").replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

/** An amount in cents; a currency sign or code around it is allowed. */
export function readCents(text: string, decimal: "." | ","): number | null {
  const bare = text
    .replace(/^[+-]?\s*(?:[A-Za-z]{3}\b|[€$£¥]|zł)\s*/, (sign) => (sign.startsWith("-") ? "-" : ""))
    .replace(/\s*(?:[A-Z]{3}|[€$£¥]|zł)$/i, "");
  const amount = readNumber(bare, decimal);
  if (amount === null) return null;
  const cents = Math.round(amount * 100);
  return isAmount(cents) ? cents : null;
}

/** Whole cents, up to a hundred thousand million units: sums of many such rows still fit into a column. */
export const isAmount = (cents: number) => Number.isSafeInteger(cents) && Math.abs(cents) <= 1e13;

const YES = new Set(["true", "t", "yes", "y", "1", "x", "tak", "ja", "oui", "да"]);
const NO = new Set(["false", "f", "no", "n", "0", "nie", "nein", "non", "нет"]);

export function readBoolean(text: string): boolean | null {
  const word = text.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

const ISO =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const LOCAL = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * A date, with a time or not, as Postgres reads it: "2026-03-05", "2026-03-05 14:30:00", "2026-03-05 14:30:00+02:00".
 * Without an offset it is meant in the workspace's zone.
 * @param order of day and month where the year stands last
 */
export function readDate(text: string, order: "dmy" | "mdy"): string | null {
  const iso = ISO.exec(text);
  if (iso) return dateText(iso[1], iso[2], iso[3], iso[4], iso[5], iso[6], iso[7]);
  const local = LOCAL.exec(text);
  if (!local) return null;
  return order === "dmy"
    ? dateText(local[3], local[2], local[1], local[4], local[5], local[6], undefined)
    : dateText(local[3], local[1], local[2], local[4], local[5], local[6], undefined);
}

function dateText(
  year = "",
  month = "",
  day = "",
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  offset: string | undefined,
): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return null;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (hour === undefined || minute === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  return `${date} ${hour.padStart(2, "0")}:${minute}:${second ?? "00"}${offset === "Z" ? "+00:00" : (offset ?? "")}`;
}

const daysIn = (year: number, month: number) =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/** Looks like an address; whether it exists only a letter can tell. */
export const isEmail = (text: string) =>
  text.length <= 254 && /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/.test(text);

/** FNV-1a, 32 bits: the same text gives the same number on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  // The last step mixes the low bits, which FNV leaves alike for short keys that differ at their end.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x7feb352d);
  hash ^= hash >>> 15;
  return hash >>> 0;
}

const DAY_MS = 86_400_000;

/** A day for `key` in a period, the same at every import, evenly over its days. */
export function spreadDay(key: string, first: string, last: string): string {
  const start = Date.parse(`${first}T00:00:00Z`);
  const days = Math.round((Date.parse(`${last}T00:00:00Z`) - start) / DAY_MS) + 1;
  return new Date(start + Math.floor((hashText(key) / 2 ** 32) * days) * DAY_MS).toISOString().slice(0, 10);
}
