import { formatInterval, formatNps, formatShare } from "@/lib/format";
import type { Headline } from "@/lib/surveys/results";

const NPS_DIGITS = 0;

/** A headline's value as it is said: "+22" for NPS, "58 %" for shares. */
export const headlineValue = (headline: Headline): string =>
  headline.measure === "nps" ? formatNps(headline.value) : formatShare(headline.value);

/** Its interval in the same unit. */
export const headlineInterval = (headline: Headline): string =>
  headline.measure === "nps"
    ? formatInterval(headline.interval, NPS_DIGITS, { signed: true })
    : `${formatInterval(headline.interval, 0, { scale: 100 })}\u00a0%`;
