// Countries and languages are often kept as codes; people read names.

const names = {
  country: new Intl.DisplayNames(["en-GB"], { type: "region", fallback: "none" }),
  language: new Intl.DisplayNames(["en-GB"], { type: "language", fallback: "none" }),
};
const codes = { country: /^[A-Z]{2}$/, language: /^[a-z]{2,3}$/ };

/** "PL" → "Poland", "de" → "German"; anything that is no code stays as it is. */
export function placeName(field: "country" | "language", value: string): string {
  return codes[field].test(value) ? (names[field].of(value) ?? value) : value;
}
