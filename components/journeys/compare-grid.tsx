import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatInterval, formatNumber, formatSigned } from "@/lib/format";
import type { CompareRow, CompareStep } from "@/lib/journeys/compare";
import { feelingOf, type Point, sampleCurve } from "@/lib/journeys/curve";
import { silenceOf } from "@/lib/journeys/gap-words";
import { StepIcon } from "./step-icon";

const COLUMN = 118;
const LABELS = 150;
const HEIGHT = 232;
const TOP = 28;
const UNIT = 44;

const yOf = (feeling: number) => TOP + (2 - feeling) * UNIT;
const xOf = (index: number) => (index + 0.5) * COLUMN;
const path = (points: readonly Point[]) =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

export type CompareGridProps = { rows: readonly CompareRow[]; a: string; b: string; k: number };

type Side = "a" | "b";
type Measured = { index: number; y: number; low: number; high: number; isWeak: boolean };

/** Neighbours that were heard on one side, as runs: a line crosses no hole. */
function runsOf(rows: readonly CompareRow[], side: Side): Measured[][] {
  const runs: Measured[][] = [];
  let isOpen = false;
  rows.forEach((row, index) => {
    const step = row[side];
    // A step that this side does not have is no hole in its line.
    if (!step) return;
    const { scale, gap } = step;
    if (!scale || gap.actual === null) {
      isOpen = false;
      return;
    }
    const at = (value: number) => yOf(feelingOf(value, scale));
    const one = {
      index,
      y: at(gap.actual),
      low: at(gap.interval?.low ?? gap.actual),
      high: at(gap.interval?.high ?? gap.actual),
      isWeak: gap.state === "indicative",
    };
    if (isOpen) runs.at(-1)?.push(one);
    else runs.push([one]);
    isOpen = true;
  });
  return runs;
}

function Curves({ rows, a, b }: Omit<CompareGridProps, "k">) {
  const t = useTranslations("journeys.compare");
  const width = rows.length * COLUMN;
  const look = { a: "var(--color-accent)", b: "var(--color-ink)" };
  return (
    <svg
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={t("curveLabel", { a, b })}
      className="block"
    >
      {[2, 1, 0, -1, -2].map((feeling) => (
        <line
          key={feeling}
          x1={0}
          x2={width}
          y1={yOf(feeling)}
          y2={yOf(feeling)}
          stroke={feeling === 0 ? "var(--color-line-strong)" : "var(--color-line)"}
          strokeDasharray={feeling === 0 ? undefined : "1 3"}
        />
      ))}
      {rows.map((row, index) =>
        row.suffers ? (
          <rect
            key={row.key}
            x={index * COLUMN + 6}
            y={6}
            width={COLUMN - 12}
            height={HEIGHT - 12}
            rx={6}
            fill="var(--color-detractor)"
            fillOpacity={0.1}
          />
        ) : null,
      )}
      {(["b", "a"] as const).map((side) =>
        runsOf(rows, side).map((run) => {
          const upper = sampleCurve(run.map(({ index, high }) => ({ x: xOf(index), y: high })));
          const lower = sampleCurve(run.map(({ index, low }) => ({ x: xOf(index), y: low })));
          const line = sampleCurve(run.map(({ index, y }) => ({ x: xOf(index), y })));
          return (
            <g key={`${side}${run[0]?.index}`}>
              {run.length > 1 ? (
                <path
                  d={`${path(upper)}${path([...lower].reverse()).replace("M", "L")}Z`}
                  fill={look[side]}
                  fillOpacity={side === "a" ? 0.18 : 0.1}
                />
              ) : null}
              <path d={path(line)} fill="none" stroke={look[side]} strokeWidth={2.25} strokeLinejoin="round" />
              {run.map(({ index, y, isWeak }) =>
                side === "a" ? (
                  <circle
                    key={index}
                    cx={xOf(index)}
                    cy={y}
                    r={4.5}
                    fill={isWeak ? "var(--color-surface)" : look.a}
                    stroke={isWeak ? look.a : "var(--color-surface)"}
                    strokeWidth={1.5}
                  />
                ) : (
                  <path
                    key={index}
                    d={`M${xOf(index)} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z`}
                    fill="var(--color-surface)"
                    stroke={look.b}
                    strokeWidth={1.5}
                  />
                ),
              )}
            </g>
          );
        }),
      )}
    </svg>
  );
}

function Rating({ step, k }: { step: CompareStep | null; k: number }) {
  const t = useTranslations("journeys.compare");
  const map = useTranslations("journeys.poster");
  if (!step) return <span className="text-muted">{t("notHere")}</span>;
  const { gap } = step;
  if (gap.actual === null) return <span className="text-muted">{map(silenceOf(gap), { k })}</span>;
  return (
    <>
      <p>
        <b className={cn("text-sm font-semibold", gap.verdict === "short" && "text-detractor-text")}>
          {formatNumber(gap.actual, 1)}
        </b>{" "}
        {gap.desired === null ? null : (
          <span className="text-muted">{t("of", { desired: formatNumber(gap.desired, 1) })}</span>
        )}
      </p>
      <p className="text-muted">
        {gap.interval ? `${formatInterval(gap.interval, 1)}, ` : ""}
        {t("n", { n: gap.n })}
      </p>
    </>
  );
}

function Differing({ row }: { row: CompareRow }) {
  const t = useTranslations("journeys.compare");
  const { difference } = row;
  if (!difference) return <span className="text-muted">–</span>;
  return (
    <>
      <p className={cn("text-sm", difference.proved ? "font-semibold" : "text-muted")}>
        {difference.proved ? "" : "≈ "}
        {formatSigned(difference.value, 1)}
      </p>
      <p className="text-muted">
        {formatInterval(difference.interval, 1, { signed: true })}
        <br />
        {difference.proved ? t("proved", { q: qText(difference.q) }) : t("unproved")}
      </p>
    </>
  );
}

/** "= 0.012", or that it is smaller than can be told. */
export const qText = (q: number): string => (q < 0.001 ? "<\u00a00.001" : `=\u00a0${formatNumber(q, 3)}`);

/** Two sides of one journey: curves over one another, then figure under figure; a list on the phone. */
export function CompareGrid({ rows, a, b, k }: CompareGridProps) {
  const t = useTranslations("journeys.compare");
  const marks = {
    a: <span aria-hidden className="me-1.5 inline-block size-2.5 rounded-full bg-accent" />,
    b: <span aria-hidden className="me-1.5 inline-block size-2 rotate-45 border-[1.5px] border-ink bg-surface" />,
  };
  const head =
    "sticky start-0 z-10 border-b border-e border-line border-e-line-strong bg-surface py-2.5 ps-6 pe-2 text-start align-top text-sm font-semibold";
  const cell = (row: CompareRow, side: Side) =>
    cn("border-b border-line px-2.5 py-2 align-top", row.suffers === side && "bg-detractor-soft");
  return (
    <>
      <ScrollBox
        label={t("steps")}
        className="overflow-x-auto border-y border-line bg-surface max-md:hidden print:overflow-visible"
      >
        <table
          className="border-separate border-spacing-0 text-xs"
          style={{ width: LABELS + rows.length * COLUMN, tableLayout: "fixed" }}
        >
          <caption className="sr-only">{t("steps")}</caption>
          <colgroup>
            <col style={{ width: LABELS }} />
            {rows.map((row) => (
              <col key={row.key} style={{ width: COLUMN }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="row" className={head}>
                {t("step")}
              </th>
              {rows.map((row) => (
                <th
                  key={row.key}
                  scope="col"
                  className="border-b border-line px-2.5 py-2.5 text-start align-top font-semibold"
                >
                  <StepIcon name={row.name} className="mb-1.5 size-4 text-muted" />
                  {row.name}
                  <span className="block font-normal text-muted">{row.stageName}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row" className={head}>
                {t("curve")}
                <span className="mt-3 block text-xs font-normal">
                  {marks.a}
                  {a}
                </span>
                <span className="mt-1 block text-xs font-normal">
                  {marks.b}
                  {b}
                </span>
              </th>
              <td colSpan={rows.length} className="border-b border-line p-0">
                <Curves rows={rows} a={a} b={b} />
              </td>
            </tr>
            {(["a", "b"] as const).map((side) => (
              <tr key={side}>
                <th scope="row" className={head}>
                  {marks[side]}
                  {side === "a" ? a : b}
                </th>
                {rows.map((row) => (
                  <td key={row.key} className={cell(row, side)}>
                    <Rating step={row[side]} k={k} />
                    {row.suffers === side ? <p className="font-medium text-detractor-text">{t("suffers")}</p> : null}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row" className={head}>
                {t("difference")}
              </th>
              {rows.map((row) => (
                <td key={row.key} className="border-b border-line px-2.5 py-2 align-top">
                  <Differing row={row} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </ScrollBox>
      <ol className="flex flex-col px-4 text-xs md:hidden">
        {rows.map((row) => (
          <li key={row.key} className="border-b border-line py-3">
            <p className="flex items-center gap-2 text-sm font-semibold">
              <StepIcon name={row.name} className="size-4 text-muted" />
              {row.name}
            </p>
            <div className="mt-2 grid grid-cols-3 gap-2">
              {(["a", "b"] as const).map((side) => (
                <div
                  key={side}
                  className={cn("rounded-md p-2", row.suffers === side ? "bg-detractor-soft" : "bg-sunken")}
                >
                  <p className="line-clamp-2 min-h-8 text-muted">{side === "a" ? a : b}</p>
                  <Rating step={row[side]} k={k} />
                </div>
              ))}
              <div className="p-2">
                <p className="min-h-8 text-muted">{t("difference")}</p>
                <Differing row={row} />
              </div>
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
