const LOCALE = "en";
const languages = new Intl.DisplayNames(LOCALE, { type: "language", fallback: "code" });
const regions = new Intl.DisplayNames(LOCALE, { type: "region", fallback: "code" });

/** "de" is German; whatever is no code stays as it was written. */
export function languageName(text: string): string {
  return /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(text) ? (languages.of(text) ?? text) : text;
}

/** "AT" is Austria; whatever is no code stays as it was written. */
export function countryName(text: string | null): string | null {
  return text && /^[A-Z]{2}$/.test(text) ? (regions.of(text) ?? text) : text;
}
