"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { formatNumber } from "@/lib/format";
import { MAP_ROWS, type MapRowKey } from "@/lib/journeys/lanes";
import type { JourneyMap } from "@/lib/journeys/map";
import { StepIcon } from "../step-icon";
import { heatOf, MeasureCell, RowContent } from "./cells";
import { isRowEmpty } from "./layout";

/** Shown in the head of a step, not among its rows. */
const IN_HEAD: readonly MapRowKey[] = ["doing", "thinking", "rating", "feeling"];

/** The same map for a narrow screen: one step under the other, everything written at it behind one touch. */
export const MapList = memo(function MapList({
  map,
  worstId,
  k,
  answersQuery,
}: {
  map: JourneyMap;
  worstId: string | null;
  k: number;
  answersQuery: string;
}) {
  const t = useTranslations("journeys");
  const rows = MAP_ROWS.filter(({ key }) => !IN_HEAD.includes(key) && !isRowEmpty(map, key)).map(({ key }) => key);
  return (
    <div className="flex flex-col gap-5 px-4 pt-4 md:hidden print:hidden">
      {map.stages.map((stage) => (
        <section key={stage.id}>
          <h3 className="flex items-baseline justify-between gap-3 border-b border-line-strong pb-1.5 text-sm font-semibold">
            <span className="min-w-0 truncate">{stage.name}</span>
            {stage.gap.actual !== null && stage.gap.desired !== null ? (
              <span className="shrink-0 text-xs font-normal text-muted">
                {formatNumber(stage.gap.actual, 1)} {t("map.of", { desired: formatNumber(stage.gap.desired, 1) })}
              </span>
            ) : null}
          </h3>
          {stage.metric ? <p className="pt-1 text-xs text-muted">{stage.metric}</p> : null}
          <ol>
            {stage.steps.map((step) => (
              <li key={step.id} className="border-b border-line py-3">
                <div className="flex items-start gap-3">
                  <StepIcon name={step.touchpointName} className="mt-0.5 size-4 shrink-0 text-muted" />
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-2 font-semibold">
                      {step.touchpointName}
                      {step.id === worstId ? (
                        <Badge tone="detractor" pill>
                          {t("map.worstShort")}
                        </Badge>
                      ) : null}
                    </p>
                    {step.doing ? <p className="text-xs">{step.doing}</p> : null}
                    {step.thinking ? <p className="text-xs text-muted">{step.thinking}</p> : null}
                  </div>
                  <div
                    className="w-30 shrink-0 rounded-md px-2.5 py-1.5 text-xs"
                    style={{ backgroundColor: heatOf(step.gap) }}
                  >
                    <MeasureCell
                      gap={step.gap}
                      trend={step.trend}
                      k={k}
                      href={`/responses?touchpoint=${step.touchpointId}${answersQuery}`}
                    />
                  </div>
                </div>
                <details className="mt-1 text-xs">
                  <summary className="inline-flex min-h-11 items-center rounded-sm text-accent-text">
                    {t("map.more")}
                    <span className="sr-only"> {step.touchpointName}</span>
                  </summary>
                  <dl className="grid grid-cols-[112px_1fr] gap-x-3 gap-y-2 pb-1">
                    {rows.map((row) => (
                      <div key={row} className="contents">
                        <dt className="text-muted">{t(`rows.${row}`)}</dt>
                        <dd className="min-w-0">
                          {row === "controller" ? (
                            t(`map.controller.${step.controller}`)
                          ) : row === "feeling" ? null : (
                            <RowContent
                              row={row}
                              step={step}
                              k={k}
                              answersHref={`/responses?touchpoint=${step.touchpointId}${answersQuery}`}
                            />
                          )}
                        </dd>
                      </div>
                    ))}
                  </dl>
                </details>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
});
