import { PERIOD_PRESETS, parsePeriod } from "@/lib/period";

type Words = (key: `period.${(typeof PERIOD_PRESETS)[number]}`) => string;

/** The periods that a page offers, with their dates as a hint. @param t messages of "dashboards" */
export function periodOptions(t: Words, when: { timeZone: string; now: Date }) {
  return PERIOD_PRESETS.map((value) => {
    const label = t(`period.${value}`);
    const dates = parsePeriod(value, when).label;
    return { value, label, hint: dates === label ? undefined : dates };
  });
}
