// How numbers, money and dates look on a screen. The only place where a number is rounded.

const NBSP = "\u00a0";
const MINUS = "\u2212";
const LOCALE = "en-GB";

const decimals = new Map<string, Intl.NumberFormat>();
function numberFormat(digits: number, least = digits): Intl.NumberFormat {
  const key = `${digits}/${least}`;
  let known = decimals.get(key);
  if (!known) {
    known = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits, minimumFractionDigits: least });
    decimals.set(key, known);
  }
  return known;
}

/** A number with a real minus sign and never "-0". */
export function formatNumber(value: number, digits = 0, least = digits): string {
  const text = numberFormat(digits, least).format(value);
  const isZero = !/[1-9]/.test(text);
  return isZero ? text.replace(/^-/, "") : text.replace(/^-/, MINUS);
}

/** 4,212 */
export const formatCount = (value: number): string => formatNumber(value);

/** With its sign: +2.2, −8, 0 */
export function formatSigned(value: number, digits = 0): string {
  const text = formatNumber(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** NPS as it is said: +22 */
export const formatNps = (score: number, digits = 0): string => formatSigned(score, digits);

/** A share of 0 to 1 as "58 %". */
export const formatShare = (share: number, digits = 0): string => `${formatNumber(share * 100, digits)}${NBSP}%`;

/** 2.3–2.5; with signs or minus values "−1.7 to −1.3" */
export function formatInterval(
  interval: { low: number; high: number },
  digits = 1,
  options: { signed?: boolean; scale?: number } = {},
): string {
  const low = interval.low * (options.scale ?? 1);
  const high = interval.high * (options.scale ?? 1);
  const one = (value: number) => (options.signed ? formatSigned(value, digits) : formatNumber(value, digits));
  return options.signed || low < 0 || high < 0
    ? `${one(low)}${NBSP}to${NBSP}${one(high)}`
    : `${one(low)}\u2013${one(high)}`;
}

/** €6,740 or €6,740.50; whole amounts without cents. */
export function formatMoney(cents: number | bigint, currency: string, options: { short?: boolean } = {}): string {
  const amount = Number(cents) / 100;
  if (options.short && Math.abs(amount) >= 1000) {
    const million = Math.abs(amount) >= 999_500;
    const scaled = amount / (million ? 1_000_000 : 1000);
    const digits = Math.abs(scaled) < 100 ? 1 : 0;
    const text = new Intl.NumberFormat(LOCALE, {
      style: "currency",
      currency,
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
    }).format(scaled);
    return `${text.replace("-", MINUS)}${million ? `${NBSP}m` : "k"}`;
  }
  const whole = Number.isInteger(amount);
  return new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency,
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 2,
  })
    .format(amount)
    .replace("-", MINUS);
}

/** Months have three letters; newer data of the locale writes "Sept" for one of them. */
const shortMonths = (text: string) => text.replace(/\bSept\b/, "Sep");

/** Cents as they are typed into an amount's field: "1250" or "1250.50". */
export const amountText = (cents: number): string => (cents / 100).toFixed(cents % 100 === 0 ? 0 : 2);

/** 6 Oct 2026 */
export function formatDate(date: Date, timeZone: string): string {
  return shortMonths(
    new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone }).format(date),
  );
}

/** Parts of a date where the rest is said elsewhere: "6 Oct", "Oct", "Oct 2026". */
export function formatDateParts(date: Date, timeZone: string, parts: "day" | "month" | "monthYear"): string {
  const wanted: Record<typeof parts, Intl.DateTimeFormatOptions> = {
    day: { day: "numeric", month: "short" },
    month: { month: "short" },
    monthYear: { month: "short", year: "numeric" },
  };
  return shortMonths(new Intl.DateTimeFormat(LOCALE, { ...wanted[parts], timeZone }).format(date));
}

/** 6 Oct 2026, 14:05 */
export function formatDateTime(date: Date, timeZone: string): string {
  return shortMonths(
    new Intl.DateTimeFormat(LOCALE, {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZone,
    }).format(date),
  );
}

/** A calendar day kept as UTC midnight (…On columns): 6 Oct 2026 */
export const formatDay = (date: Date): string => formatDate(date, "UTC");

/** "Today", "Yesterday", "6 days ago", counted in the workspace's days. */
export function formatAgo(date: Date, now: Date, timeZone: string): string {
  const day = (instant: Date) =>
    Date.parse(
      new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant),
    );
  const days = Math.round((day(now) - day(date)) / 86_400_000);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days < 120) return `${days} days ago`;
  const months = Math.round(days / 30.44);
  return months < 24 ? `${months} months ago` : `${Math.round(days / 365.25)} years ago`;
}

/** A p or q value from its natural logarithm: "0.03", "0.0004", "5 × 10⁻⁸⁰". */
export function formatP(logP: number): { text: string; mantissa?: string; exponent?: number } {
  if (logP > Math.log(0.001)) return { text: formatNumber(Math.exp(logP), Math.exp(logP) < 0.01 ? 3 : 2) };
  const log10 = logP / Math.LN10;
  let exponent = Math.floor(log10);
  let mantissa = Math.round(10 ** (log10 - exponent));
  if (mantissa === 10) {
    mantissa = 1;
    exponent += 1;
  }
  if (exponent >= -4) return { text: formatNumber(Math.exp(logP), -exponent) };
  const superscript = String(exponent).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!));
  return { text: `${mantissa}${NBSP}×${NBSP}10${superscript}`, mantissa: String(mantissa), exponent };
}

/** 12.9 MB */
export function formatBytes(bytes: number | bigint): string {
  const size = Number(bytes);
  if (size < 1000) return `${size}${NBSP}B`;
  if (size < 1_000_000) return `${formatNumber(size / 1000, 0)}${NBSP}kB`;
  return `${formatNumber(size / 1_000_000, 1)}${NBSP}MB`;
}

/** Two letters that stand for a name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = words.length > 1 ? [words[0]!, words[words.length - 1]!] : words;
  return letters.map((word) => [...word][0]!.toUpperCase()).join("");
}
