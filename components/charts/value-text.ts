/** How a chart writes its numbers. Plain data, so that a server component can pass it on. */
export type ValueFormat = {
  /** Digits after the point; 0 when left out. */
  digits?: number;
  /** Writes + before what is above zero. */
  signed?: boolean;
  /** Multiplies first: 100 for a share shown in per cent. */
  times?: number;
  prefix?: string;
  /** " %", " days"; its spaces do not break. */
  suffix?: string;
};

/** Whether a number may be shown: hidden is under k, indicative is under 30. */
export type PointState = "ok" | "indicative" | "hidden";

/** The number as it is written, with a true minus. */
export function valueText(value: number, format: ValueFormat, locale: string): string {
  const { digits = 0, signed, times = 1, prefix = "", suffix = "" } = format;
  const shown = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    Math.abs(value * times),
  );
  // What rounds to nothing has no sign: neither −0.0 nor +0.
  const isZero = !/[1-9]/.test(shown);
  const sign = isZero ? "" : value < 0 ? "−" : signed ? "+" : "";
  return `${sign}${prefix}${shown}${suffix.replaceAll(" ", " ")}`;
}

/** A whole number of things: 4,212. */
export function countText(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}
