import { useTranslations } from "next-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { niceTicks } from "@/components/charts/scale";
import { formatCount, formatDay } from "@/lib/format";
import type { DayOfSize } from "@/lib/segments/sizes";

export type SizeHistoryProps = {
  /** In order, at most about a hundred: a day each, or neighbouring days together. */
  days: readonly DayOfSize[];
  /** The finding: "12 more than 90 days ago". */
  title: string;
  sub: string;
  /** Days that one bar stands for. */
  step: number;
};

const dayText = (day: string) => formatDay(new Date(`${day}T00:00:00Z`));
const LINE = 132;
const BARS = 72;

/** How many there were, and beneath it who came (up) and went (down). */
export function SizeHistory({ days, title, sub, step }: SizeHistoryProps) {
  const t = useTranslations("segments.history");
  const known = days.flatMap(({ members }) => (members === null ? [] : members));
  const least = Math.min(...known);
  const greatest = Math.max(...known, 1);
  // A small change of a large segment would be a flat line on a scale from zero; the ticks say where it stands, and
  // nothing is filled beneath it, since the area would lie.
  const ticks = niceTicks(greatest - least > greatest * 0.5 ? 0 : least, greatest, 3);
  const [low, high] = [ticks[0]!, ticks.at(-1)!];
  const y = (value: number) => LINE - ((value - low) / (high - low || 1)) * LINE;
  const width = Math.max(days.length, 1);
  const most = Math.max(...days.map(({ entered, left }) => Math.max(entered, left)), 1);
  const bar = (value: number) => (value / most) * (BARS / 2 - 2);
  let path = "";
  days.forEach(({ members }, at) => {
    if (members === null) return;
    path += `${path === "" ? "M" : "L"}${at} ${y(members).toFixed(2)}L${at + 1} ${y(members).toFixed(2)}`;
  });
  const first = days.findIndex(({ members }) => members !== null);
  const marks = [0, Math.floor(days.length / 2), days.length - 1].filter((at, place, all) => all.indexOf(at) === place);
  return (
    <ChartFrame
      title={title}
      sub={sub}
      fileName={t("fileName")}
      table={{
        columns: [
          { label: t(step > 1 ? "from" : "day") },
          { label: t("members"), end: true },
          { label: t("came"), end: true },
          { label: t("went"), end: true },
        ],
        rows: days.map((one) => [dayText(one.day), one.members, one.entered, one.left]),
      }}
    >
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div aria-hidden className="figures relative w-14 text-end text-xs text-muted" style={{ height: LINE }}>
          {ticks.map((tick) => (
            <span key={tick} className="absolute end-0 -translate-y-1/2" style={{ top: y(tick) }}>
              {formatCount(tick)}
            </span>
          ))}
        </div>
        <svg
          aria-hidden="true"
          className="block w-full overflow-visible"
          style={{ height: LINE }}
          viewBox={`0 0 ${width} ${LINE}`}
          preserveAspectRatio="none"
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2={width}
              y1={y(tick)}
              y2={y(tick)}
              stroke="var(--color-line)"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {path ? (
            <>
              {low === 0 ? (
                <path
                  d={`${path}L${width} ${LINE}L${Math.max(first, 0)} ${LINE}Z`}
                  fill="var(--color-accent)"
                  opacity="0.1"
                />
              ) : null}
              <path
                d={path}
                fill="none"
                stroke="var(--color-accent)"
                strokeWidth="2"
                vectorEffect="non-scaling-stroke"
                strokeLinejoin="round"
              />
            </>
          ) : null}
        </svg>
        <div aria-hidden className="relative mt-3 w-14 text-end text-xs text-muted" style={{ height: BARS }}>
          <span className="absolute end-0 top-1">{t("came")}</span>
          <span className="absolute end-0 bottom-1">{t("went")}</span>
        </div>
        <svg
          aria-hidden="true"
          className="mt-3 block w-full"
          style={{ height: BARS }}
          viewBox={`0 0 ${width} ${BARS}`}
          preserveAspectRatio="none"
        >
          {days.map(({ day, entered, left }, at) => (
            <g key={day}>
              {entered > 0 ? (
                <rect
                  x={at + 0.15}
                  width="0.7"
                  y={BARS / 2 - bar(entered)}
                  height={bar(entered)}
                  fill="var(--color-accent)"
                />
              ) : null}
              {left > 0 ? (
                <rect x={at + 0.15} width="0.7" y={BARS / 2} height={bar(left)} fill="var(--color-passive)" />
              ) : null}
            </g>
          ))}
          <line
            x1="0"
            x2={width}
            y1={BARS / 2}
            y2={BARS / 2}
            stroke="var(--color-line-strong)"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span />
        <div aria-hidden className="mt-1 flex justify-between text-xs text-muted">
          {marks.map((at) => (
            <span key={at}>{days[at] ? dayText(days[at].day) : null}</span>
          ))}
        </div>
      </div>
    </ChartFrame>
  );
}
