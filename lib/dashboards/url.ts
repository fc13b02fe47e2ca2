import type { DashboardParams } from "./schema";

type Narrowing = Partial<
  Pick<DashboardParams, "period" | "segment" | "channel" | "touchpoint" | "journey" | "measure" | "step">
> & {
  survey?: readonly string[];
};

/** The dashboard's own address with some of its parameters changed; undefined takes one away. */
export function dashboardHref(params: Narrowing, changes: Narrowing = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...params, ...changes })) {
    if (Array.isArray(value)) {
      if (value.length > 0) query.set(key, value.join(","));
    } else if (typeof value === "string" && value !== "") query.set(key, value);
  }
  const text = query.toString();
  return text ? `/?${text}` : "/";
}

/** The answers behind a number: the same time and filter, in the list of responses. */
export function responsesHref(params: Narrowing, more: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams();
  const { period, segment, channel, touchpoint, survey } = params;
  const wanted = { period, segment, channel, touchpoint, survey: survey?.join(",") || undefined, ...more };
  for (const [key, value] of Object.entries(wanted)) if (value) query.set(key, value);
  const text = query.toString();
  return text ? `/responses?${text}` : "/responses";
}
