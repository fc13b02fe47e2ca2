import Link from "next/link";
import { useTranslations } from "next-intl";
import { TouchpointMenu } from "@/components/catalogue/touchpoint-menu";
import { Sparkline } from "@/components/charts/sparkline";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { Td, Th } from "@/components/ui/table";
import { formatCount, formatNumber } from "@/lib/format";
import type { TouchpointListRow } from "@/lib/touchpoints/queries/list";
import { type TouchpointListParams, type TouchSort, touchpointsHref } from "@/lib/touchpoints/schema";
import { RestoreTouchpoint } from "./restore-touchpoint";
import { StatText } from "./stat-text";

export type TouchpointTableProps = {
  touchpoints: TouchpointListRow[];
  params: TouchpointListParams;
  channels: { id: string; name: string }[];
  members: { id: string; name: string }[];
  k: number;
  mayWrite: boolean;
};

/** Better first where more is better, A first for words. */
const FIRST: Partial<Record<TouchSort, "desc">> = { answers: "desc", cases: "desc", journeys: "desc" };

/** The catalogue: whose it is, where it is met, who listens, how it is rated. */
export function TouchpointTable({ touchpoints, params, channels, members, k, mayWrite }: TouchpointTableProps) {
  const list = useTranslations("touchpoints.list");
  const catalogue = useTranslations("catalogue");
  const head = (sort: TouchSort) => ({
    sortHref: touchpointsHref(params, {
      sort,
      dir: params.sort === sort ? (params.dir === "asc" ? "desc" : "asc") : (FIRST[sort] ?? "asc"),
    }),
    ...(params.sort === sort ? { sorted: params.dir } : {}),
  });
  const isWhole =
    params.sort === "order" &&
    params.dir === "asc" &&
    !params.q &&
    !params.controller &&
    !params.channel &&
    !params.owner &&
    !params.listening;
  const period = params.period ? `?${new URLSearchParams({ period: params.period })}` : "";
  const answers = (id: string) =>
    `/responses?${new URLSearchParams({ touchpoint: id, measure: "csat", ...(params.period ? { period: params.period } : {}) })}`;
  return (
    <DataTable label={catalogue("table")} rowIds={touchpoints.map(({ id }) => id)}>
      <thead>
        <tr>
          <Th {...head("name")}>{list("columns.name")}</Th>
          <Th className="max-xl:hidden">{list("columns.owner")}</Th>
          <Th {...head("controller")} className="max-md:hidden">
            {list("columns.controller")}
          </Th>
          <Th className="max-lg:hidden">{list("columns.channels")}</Th>
          <Th className="max-md:hidden">{list("columns.listening")}</Th>
          <Th end {...head("score")}>
            {list("columns.score")}
          </Th>
          <Th className="max-lg:hidden">{list("columns.trend")}</Th>
          <Th end {...head("cases")} className="max-md:hidden">
            {list("columns.cases")}
          </Th>
          <Th {...head("journeys")} className="max-xl:hidden">
            {list("columns.journeys")}
          </Th>
          {mayWrite ? (
            <Th end className="relative">
              <span className="sr-only">{catalogue("edit")}</span>
            </Th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {touchpoints.map((touchpoint, i) => {
          const { id, name, description, score, scale } = touchpoint;
          const known = touchpoint.trend.filter((value) => value !== null);
          return (
            <DataRow key={id} rowId={id} href={`/touchpoints/${id}${period}`}>
              <Td className="max-w-72">
                <Link href={`/touchpoints/${id}${period}`} className="rounded-sm font-medium hover:underline">
                  {name}
                </Link>
                {description ? (
                  <span className="block truncate text-xs text-muted max-md:hidden">{description}</span>
                ) : null}
              </Td>
              <Td className="whitespace-nowrap max-xl:hidden">
                {touchpoint.owner ? (
                  <span className="inline-flex items-center gap-2">
                    <Avatar name={touchpoint.owner.name} kind="person" size="sm" tone="neutral" />
                    {touchpoint.owner.name}
                  </span>
                ) : (
                  <span className="text-muted">–</span>
                )}
              </Td>
              <Td className="whitespace-nowrap max-md:hidden">
                {catalogue(`controller.${touchpoint.controller}`)}
                {touchpoint.isDirect ? null : <span className="block text-xs text-muted">{list("indirect")}</span>}
              </Td>
              <Td muted className="max-w-52 max-lg:hidden">
                {touchpoint.channels.map((channel) => channel.name).join(", ") || "–"}
              </Td>
              <Td className="whitespace-nowrap max-md:hidden">
                {touchpoint.items + touchpoint.links === 0 ? (
                  <Badge tone="warn">{list("silent")}</Badge>
                ) : (
                  <span className="text-muted">
                    {[
                      ...(touchpoint.items > 0 ? [list("questions", { count: touchpoint.items })] : []),
                      ...(touchpoint.links > 0 ? [list("links", { count: touchpoint.links })] : []),
                    ].join(", ")}
                  </span>
                )}
              </Td>
              <Td end className={cn("py-1", score.state === "indicative" && "hatched")}>
                <StatText stat={score} measure="rating" scale={scale} k={k} href={answers(id)} />
              </Td>
              <Td className="max-lg:hidden">
                {known.length > 1 ? (
                  <Sparkline
                    values={touchpoint.trend}
                    label={list("trend", {
                      name,
                      first: formatNumber(known[0] ?? 0, 1),
                      last: formatNumber(known.at(-1) ?? 0, 1),
                    })}
                  />
                ) : (
                  <span className="text-muted">–</span>
                )}
              </Td>
              <Td end className="figures max-md:hidden">
                {touchpoint.openCases > 0 ? (
                  <Link href={`/touchpoints/${id}${period}#cases`} className="rounded-sm hover:underline">
                    {formatCount(touchpoint.openCases)}
                  </Link>
                ) : (
                  <span className="text-muted">0</span>
                )}
              </Td>
              <Td className="max-w-56 max-xl:hidden">
                {touchpoint.journeys.length === 0 ? (
                  <span className="text-muted">–</span>
                ) : (
                  touchpoint.journeys.map((journey, at) => (
                    <span key={journey.id}>
                      {at > 0 ? ", " : ""}
                      <Link href={`/journeys/${journey.id}`} className="rounded-sm hover:underline">
                        {journey.name}
                      </Link>
                    </span>
                  ))
                )}
              </Td>
              {mayWrite ? (
                <Td end>
                  {touchpoint.archivedAt ? (
                    <RestoreTouchpoint id={id} name={name} />
                  ) : (
                    <TouchpointMenu
                      touchpoint={touchpoint}
                      channels={channels}
                      members={members}
                      mayMove={isWhole}
                      isFirst={i === 0}
                      isLast={i === touchpoints.length - 1}
                    />
                  )}
                </Td>
              ) : null}
            </DataRow>
          );
        })}
      </tbody>
    </DataTable>
  );
}
