export type SparklineProps = {
  /** In order; null leaves a gap. */
  values: readonly (number | null)[];
  /** What it shows, in words, with its first and last value. */
  label: string;
  width?: number;
  height?: number;
  className?: string;
};

/** A line as small as a word; the last point is marked. */
export function Sparkline({ values, label, width = 80, height = 20, className }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const x = (index: number) => 3 + (values.length < 2 ? 0 : (index / (values.length - 1)) * (width - 6));
  const y = (value: number) => (high === low ? height / 2 : height - 3 - ((value - low) / (high - low)) * (height - 6));
  let open = false;
  const path = values
    .map((value, index) => {
      if (value === null) {
        open = false;
        return "";
      }
      const step = `${open ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      open = true;
      return step;
    })
    .join("");
  const lastIndex = values.findLastIndex((value) => value !== null);
  const last = values[lastIndex];
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={className}
    >
      <path
        d={path}
        fill="none"
        stroke="var(--color-accent)"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {typeof last === "number" ? <circle cx={x(lastIndex)} cy={y(last)} r={2.5} fill="var(--color-accent)" /> : null}
    </svg>
  );
}
