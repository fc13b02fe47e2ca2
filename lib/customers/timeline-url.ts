import { isId } from "../id";
import { parsePeriod } from "../period";
import { storableOnly } from "../storable";
import { isTimelineKind, type TimelineFilter, type TimelineKind } from "./timeline";

type Given = string | string[] | undefined;
/** As the address of a customer's page says it. */
export type TimelineUrl = { kind?: Given; who?: Given; time?: Given; before?: Given };

export const TIMELINE_PERIODS = ["all", "30d", "90d", "12m"] as const;
export type TimelinePeriod = (typeof TIMELINE_PERIODS)[number];

export type TimelineAsked = {
  filter: TimelineFilter;
  period: TimelinePeriod;
  /** The cursor; null on the first page. */
  before: string | null;
  /** Anything at all was asked of the timeline. */
  isAsked: boolean;
  /** The same address with one thing changed; a new filter begins at the newest. */
  href: (path: string, change: { kind?: TimelineKind | null; before?: string | null }) => string;
};

const first = (given: Given): string | undefined => {
  const text = Array.isArray(given) ? given[0] : given;
  return typeof text === "string" ? storableOnly(text) : undefined;
};

/** Reads the timeline's part of the address. A wrong value counts as not given. */
export function readTimelineUrl(asked: TimelineUrl, when: { now: Date; timeZone: string }): TimelineAsked {
  const [kind, who, time, before] = [first(asked.kind), first(asked.who), first(asked.time), first(asked.before)];
  const period = TIMELINE_PERIODS.find((one) => one === time) ?? "all";
  const span = period === "all" ? null : parsePeriod(period, when);
  const filter: TimelineFilter = {
    kind: isTimelineKind(kind) ? kind : undefined,
    who: who && isId(who) ? who : undefined,
    from: span?.from,
    to: span?.to,
  };
  return {
    filter,
    period,
    before: before ?? null,
    isAsked: Boolean(filter.kind ?? filter.who ?? span ?? before),
    href: (path, change) => {
      const next = "kind" in change ? change.kind : filter.kind;
      const query = new URLSearchParams();
      if (next) query.set("kind", next);
      if (filter.who) query.set("who", filter.who);
      if (period !== "all") query.set("time", period);
      if (change.before) query.set("before", change.before);
      return query.size > 0 ? `${path}?${query}` : path;
    },
  };
}
