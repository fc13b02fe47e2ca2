import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { Feeling } from "@/lib/customers/headline";
import { classOf } from "@/lib/customers/score";
import { formatDate, formatDateParts } from "@/lib/format";

/** Drawn twice, so that its letters keep their size on a phone. */
const SIZES = [
  { width: 620, className: "max-md:hidden" },
  { width: 350, className: "md:hidden" },
];
const HEIGHT = 176;
const LEFT = 26;
/** Room that a zone's words need. */
const ZONE_LABEL = 96;
const RIGHT = 14;
const TOP = 10;
const BOTTOM = 24;

const plotHeight = HEIGHT - TOP - BOTTOM;
const y = (score: number) => TOP + ((10 - score) / 10) * plotHeight;

const NARROW_MS = 150 * 86_400_000;

/** Up to three dates that are evenly apart, first and last included; days where months would repeat. */
function ticksOf(from: number, to: number, timeZone: string): { at: number; label: string }[] {
  const ats = from === to ? [from] : Array.from({ length: 3 }, (_, index) => from + ((to - from) * index) / 2);
  const ticks = ats.map((at) => ({
    at,
    label:
      to - from < NARROW_MS ? formatDate(new Date(at), timeZone) : formatDateParts(new Date(at), timeZone, "monthYear"),
  }));
  return ticks.filter(({ label }, index) => ticks.findIndex((other) => other.label === label) === index);
}

/** One person's answers; null: the customer's own, or nobody knows whose. */
const personOf = (feeling: Feeling): string | null => feeling.contactId ?? null;

/**
 * Every likelihood to recommend of one customer, 0 to 10 over time, with the zones of the classes behind: one line a person,
 * loud only of whoever answered last. Zero is on the axis.
 * @param feelings oldest first, at least one
 */
export function FeelingChart({ feelings, timeZone }: FeelingChartProps) {
  const t = useTranslations("customers.feeling");
  const words = useTranslations("record.feeling");
  const named = feelings.some(({ contactId }) => contactId);
  return (
    <figure className="m-0">
      {SIZES.map((size) => (
        <Drawing key={size.width} feelings={feelings} timeZone={timeZone} {...size} />
      ))}
      <table className="sr-only">
        <caption>{t("chart")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("date")}</th>
            {named ? <th scope="col">{words("who")}</th> : null}
            <th scope="col">{t("scoreHead")}</th>
          </tr>
        </thead>
        <tbody>
          {feelings.map((feeling, index) => (
            <tr key={index}>
              <td>{formatDate(feeling.at, timeZone)}</td>
              {named ? <td>{feeling.who ?? words("unnamed")}</td> : null}
              <td>
                {feeling.score}, {t(`class.${classOf(feeling.score)}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

type FeelingChartProps = { feelings: readonly Feeling[]; timeZone: string };
type DrawingProps = FeelingChartProps & { width: number; className: string };

function Drawing({ feelings, timeZone, width, className }: DrawingProps) {
  const plotWidth = width - LEFT - RIGHT;
  const t = useTranslations("customers.feeling");
  const from = +(feelings[0]?.at ?? 0);
  const to = +(feelings.at(-1)?.at ?? 0);
  const x = (at: Date) => LEFT + (to === from ? plotWidth / 2 : 14 + ((+at - from) / (to - from)) * (plotWidth - 28));
  const all = feelings.map((feeling) => ({ ...feeling, x: x(feeling.at), y: y(feeling.score) }));
  const loud = feelings.at(-1) ? personOf(feelings.at(-1) as Feeling) : null;
  const points = all.filter((point) => personOf(point) === loud);
  const others = new Map<string | null, typeof all>();
  for (const point of all) {
    const person = personOf(point);
    if (person !== loud) others.set(person, [...(others.get(person) ?? []), point]);
  }
  const crowded = points.length > 12;
  /** Where in a zone no point lies: at its end, else at its start, else in its middle. */
  const free = (near: (score: number) => boolean) => {
    const middle = { x: width / 2, anchor: "middle" as const, from: (width - ZONE_LABEL) / 2 };
    const places = [
      { x: width - RIGHT - 6, anchor: "end" as const, from: width - RIGHT - ZONE_LABEL },
      { x: LEFT + 6, anchor: "start" as const, from: LEFT },
      middle,
    ];
    /** The line passes here too, not only its points. */
    const taken = ({ from: start }: { from: number }) => {
      const end = start + ZONE_LABEL + 8;
      return all.some((point) => {
        const next = points[points.indexOf(point) + 1] ?? null;
        if (near(point.score) && point.x >= start - 8 && point.x <= end) return true;
        if (!points.includes(point) || !next || next.x < start - 8 || point.x > end) return false;
        const heightAt = (at: number) =>
          point.score +
          ((next.score - point.score) * (Math.min(Math.max(at, point.x), next.x) - point.x)) / (next.x - point.x || 1);
        return near(heightAt(start - 8)) || near(heightAt(end));
      });
    };
    const { x: at, anchor } = places.find((place) => !taken(place)) ?? middle;
    return { x: at, anchor };
  };
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={t("chart")}
      className={cn("h-auto w-full", className)}
    >
      <rect x={LEFT} y={y(10)} width={plotWidth} height={y(8.5) - y(10)} fill="var(--color-promoter-soft)" />
      <rect x={LEFT} y={y(6.5)} width={plotWidth} height={y(0) - y(6.5)} fill="var(--color-detractor-soft)" />
      {[0, 5, 10].map((score) => (
        <g key={score}>
          <line
            x1={LEFT}
            x2={width - RIGHT}
            y1={y(score)}
            y2={y(score)}
            stroke={score === 0 ? "var(--color-line-strong)" : "var(--color-line)"}
          />
          <text x={LEFT - 8} y={y(score) + 4} textAnchor="end" fontSize="11" fill="var(--color-muted)">
            {score}
          </text>
        </g>
      ))}
      {ticksOf(from, to, timeZone).map(({ at, label }, index, all) => (
        <text
          key={at}
          x={x(new Date(at))}
          y={HEIGHT - 6}
          textAnchor={all.length === 1 ? "middle" : index === 0 ? "start" : index === all.length - 1 ? "end" : "middle"}
          fontSize="11"
          fill="var(--color-muted)"
        >
          {label}
        </text>
      ))}
      {[...others.values()].map((line) => {
        const last = line.at(-1);
        const place = last ? labelPlace(last, width) : null;
        return last && place ? (
          <g key={personOf(last) ?? "unnamed"}>
            <polyline
              points={line.map((point) => `${point.x},${point.y}`).join(" ")}
              fill="none"
              stroke="var(--color-line-strong)"
              strokeWidth="1.5"
            />
            {line.map((point, index) => (
              <circle
                key={index}
                cx={point.x}
                cy={point.y}
                r={4}
                fill="var(--color-surface)"
                stroke="var(--color-muted)"
                strokeWidth="1.5"
              >
                <title>{`${point.who ?? ""} ${formatDate(point.at, timeZone)}: ${point.score}`}</title>
              </circle>
            ))}
            <text x={place.x} y={place.y} textAnchor={place.anchor} fontSize="11" fill="var(--color-muted)">
              {last.who ? `${firstName(last.who)} ${last.score}` : last.score}
            </text>
          </g>
        ) : null;
      })}
      <polyline
        points={points.map((point) => `${point.x},${point.y}`).join(" ")}
        fill="none"
        stroke="var(--color-accent)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      {/* Above the line, with a rim: where no place is free the line gives way to the word. */}
      <ZoneLabel {...free((score) => score >= 8)} y={y(10) + 14} color="promoter">
        {t("promoterZone")}
      </ZoneLabel>
      <ZoneLabel {...free((score) => score <= 2)} y={y(0) - 6} color="detractor">
        {t("detractorZone")}
      </ZoneLabel>
      {points.map((point, index) => {
        const last = index === points.length - 1;
        return (
          <g key={index}>
            <circle
              cx={point.x}
              cy={point.y}
              r={last ? 5 : 4}
              fill="var(--color-accent)"
              stroke="var(--color-surface)"
              strokeWidth="1.5"
            >
              <title>{`${formatDate(point.at, timeZone)}: ${point.score}`}</title>
            </circle>
            {!crowded || last || index === 0 ? (
              <text
                x={point.x}
                y={point.score >= 9 ? point.y + 18 : point.y - 10}
                textAnchor="middle"
                fontSize="12"
                fontWeight="600"
                fill="var(--color-accent-text)"
              >
                {index === 0 && others.size > 0 && point.who ? `${firstName(point.who)} ${point.score}` : point.score}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

const firstName = (name: string): string => name.split(/\s+/)[0] ?? name;

/** Beside its point, on the side where there is room. */
function labelPlace(point: { x: number; y: number }, width: number): { x: number; y: number; anchor: "start" | "end" } {
  return point.x > width - RIGHT - 70
    ? { x: point.x - 8, y: point.y + 4, anchor: "end" }
    : { x: point.x + 8, y: point.y + 4, anchor: "start" };
}

type ZoneLabelProps = {
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
  color: "promoter" | "detractor";
  children: string;
};

function ZoneLabel({ x, y: at, anchor, color, children }: ZoneLabelProps) {
  return (
    <text
      x={x}
      y={at}
      textAnchor={anchor}
      fontSize="11"
      fill={`var(--color-${color}-text)`}
      stroke={`var(--color-${color}-soft)`}
      strokeWidth="4"
      paintOrder="stroke"
    >
      {children}
    </text>
  );
}
