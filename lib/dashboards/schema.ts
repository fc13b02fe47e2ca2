import { z } from "zod";

export const MEASURES = ["nps", "csat"] as const;
export type DashboardMeasure = (typeof MEASURES)[number];
export const STEPS = ["month", "week"] as const;

const id = z.uuid().optional().catch(undefined);
const ids = z
  .string()
  .optional()
  .transform((text) =>
    (text ?? "")
      .split(",")
      .filter((one) => z.uuid().safeParse(one).success)
      .slice(0, 50),
  );

/** What rules the whole page, as it stands in the URL. Wrong values are as if they were not there. */
export const dashboardParams = z.object({
  period: z.string().max(40).optional().catch(undefined),
  /** Ids of surveys, with commas; none: all together. */
  survey: ids.catch([]),
  segment: id,
  channel: id,
  touchpoint: id,
  journey: id,
  measure: z.enum(MEASURES).optional().catch(undefined),
  step: z.enum(STEPS).optional().catch(undefined),
});
export type DashboardParams = z.output<typeof dashboardParams>;

/** Narrowing of everything on the page. */
export type ScopeFilter = { segmentId?: string; channelId?: string; touchpointId?: string };

/** Half-open, calendar days of the workspace (YYYY-MM-DD). */
export type DaySpan = { fromDay: string; toDay: string };

/** An item whose answers are counted, with what is needed to say which of them are good. */
export type ScoredItem = {
  id: string;
  surveyId: string;
  surveyName: string;
  label: string;
  measure: DashboardMeasure;
  scaleMin: number;
  scaleMax: number;
  direction: "higher" | "lower";
  touchpointId: string | null;
  isAnonymous: boolean;
};

export type Scope = { items: readonly ScoredItem[]; span: DaySpan; filter: ScopeFilter };
