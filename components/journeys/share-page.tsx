import type { ReactNode } from "react";
import { formatNumber } from "@/lib/format";
import { curveShapes, type Measure, type Shape } from "@/lib/journeys/drawing";
import { formatPriority, silenceOf } from "@/lib/journeys/gap-words";
import type { PosterWords } from "@/lib/journeys/poster";
import { type Sheet, type SheetStep, stepsOf, worstStep } from "@/lib/journeys/sheet";
import { SHARE_STYLE } from "./share-style";

const REACHABLE = { tabIndex: 0 };
const COLUMN = 112;
const LABELS = 144;
const CURVE = { height: 246, top: 44, unit: 43 };
/** A3 landscape between its margins, in CSS pixels. */
const PAPER_WIDTH = 1512;

/** Wide enough for any text of this size: pages are not measured, posters are. */
const roughly: Measure = (text, size) => text.length * size * 0.56;

/** One shape as SVG; colours by role, from the page's variables. */
export function ShapeMark({ shape, prefix = "--" }: { shape: Shape; prefix?: string }) {
  if (shape.kind === "text")
    return (
      <text
        x={shape.x}
        y={shape.y}
        fontSize={shape.size}
        fontWeight={shape.bold ? 600 : 400}
        textAnchor={shape.anchor ?? "start"}
        fill={`var(${prefix}${shape.fill})`}
      >
        {shape.text}
      </text>
    );
  const paint = {
    fill: shape.fill ? `var(${prefix}${shape.fill})` : "none",
    ...(shape.opacity === undefined ? {} : { fillOpacity: shape.opacity }),
    ...(shape.stroke ? { stroke: `var(${prefix}${shape.stroke})`, strokeWidth: shape.width ?? 1 } : {}),
    ...(shape.stroke && shape.dash ? { strokeDasharray: shape.dash.join(" ") } : {}),
  };
  if (shape.kind === "rect")
    return <rect x={shape.x} y={shape.y} width={shape.w} height={shape.h} rx={shape.r ?? 0} {...paint} />;
  if (shape.kind === "circle") return <circle cx={shape.x} cy={shape.y} r={shape.r} {...paint} />;
  return <path d={shape.d} strokeLinejoin="round" {...paint} />;
}

/** Feeling along the steps, as one picture. */
export function SheetCurve({
  steps,
  words: w,
  label,
  column = COLUMN,
  prefix,
  frame = CURVE,
  size = 12,
}: {
  steps: readonly SheetStep[];
  words: PosterWords;
  label: string;
  column?: number;
  prefix?: string;
  frame?: typeof CURVE;
  size?: number;
}) {
  const width = steps.length * column;
  const worst = worstStep(steps);
  const shapes = curveShapes(
    steps,
    { xOf: (index) => (index + 0.5) * column, from: 0, to: width, top: frame.top, unit: frame.unit, size },
    {
      desired: w("desired"),
      actual: w("actual"),
      worst: worst?.gap.gap == null ? null : w("worst", { gap: formatNumber(worst.gap.gap, 1) }),
    },
    worst?.id ?? null,
    roughly,
  );
  return (
    <svg width={width} height={frame.height} viewBox={`0 0 ${width} ${frame.height}`} role="img" aria-label={label}>
      {shapes.map((shape, index) => (
        <ShapeMark key={index} shape={shape} {...(prefix ? { prefix } : {})} />
      ))}
    </svg>
  );
}

function heatClass({ gap }: SheetStep, isWorst: boolean): string {
  return [
    "heat",
    gap.verdict === "short" ? "short" : gap.verdict === "above" ? "above" : "",
    gap.state === "indicative" ? "weak" : "",
    isWorst ? "worst" : "",
  ]
    .filter(Boolean)
    .join(" ");
}
const heatOf = ({ gap }: SheetStep): React.CSSProperties | undefined =>
  gap.verdict === "short" && gap.gapShare !== null
    ? ({ "--heat": `${Math.min(34, 6 + gap.gapShare * 90).toFixed(0)}%` } as React.CSSProperties)
    : undefined;

/** Actual of desired, the gap with its half width, and how many answered. */
function Rating({ step: { gap }, k, w }: { step: SheetStep; k: number; w: PosterWords }) {
  if (gap.actual === null) return <span className="quiet">{w(silenceOf(gap), { k })}</span>;
  const half = gap.gapInterval ? (gap.gapInterval.high - gap.gapInterval.low) / 2 : null;
  const spread = half === null ? "" : ` ±${formatNumber(half, half < 0.05 ? 2 : 1)}`;
  const state = gap.state === "indicative" ? w("indicative") : gap.verdict === "unproved" ? w("unproved") : null;
  return (
    <>
      <b>{formatNumber(gap.actual, 1)}</b>{" "}
      {gap.desired === null ? null : w("of", { desired: formatNumber(gap.desired, 1) })}
      {gap.gap === null ? null : (
        <div>{w(gap.verdict === "above" ? "above" : "gap", { gap: formatNumber(Math.abs(gap.gap), 1), spread })}</div>
      )}
      <small>
        {w("n", { n: gap.n })}
        {state ? `, ${state}` : ""}
      </small>
    </>
  );
}

const quoted = (text: string) => `“${text.replace(/^[“"]|[”"]$/g, "")}”`;

/** A whole document that needs no script: its own style, nothing of the app's, no way in. */
export function ShareDocument({ title, children }: { title: string; children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: SHARE_STYLE }} />
      </head>
      <body>{children}</body>
    </html>
  );
}

/** That there is nothing here, whatever the reason. */
export function ShareNotice({ title, text }: { title: string; text: string }) {
  return (
    <main className="empty">
      <h2>{title}</h2>
      <p className="quiet">{text}</p>
    </main>
  );
}

export type SharePageProps = {
  sheet: Sheet;
  finding: { headline: string; lead: string };
  words: PosterWords;
  /** "As of 22 Nov 2026, Last 90 days" */
  asOf: string;
  curveLabel: string;
};

/** A map to be read: a grid where there is room, a list on the phone, a sheet of paper when printed. */
export function SharePage({ sheet, finding, words: w, asOf, curveLabel }: SharePageProps) {
  const stages = sheet.stages.filter(({ steps }) => steps.length > 0);
  const steps = stages.flatMap((stage) => stage.steps);
  const ends = new Set(stages.slice(0, -1).map((stage) => stage.steps.at(-1)?.id));
  const worst = worstStep(stepsOf(sheet));
  const endClass = (step: SheetStep, more = "") =>
    [ends.has(step.id) ? "end" : "", more].filter(Boolean).join(" ") || undefined;
  const scale = steps.find((step) => step.scale)?.scale;
  const lanes: { key: string; label: string; cell: (step: SheetStep) => ReactNode; quiet?: boolean }[] = (
    [
      {
        key: "voices",
        label: w("voices"),
        cell: ({ quotes }: SheetStep) => {
          const one = quotes[0];
          return one ? (
            <span className={one.feeling !== null && one.feeling > 0 ? "good" : undefined}>{quoted(one.text)}</span>
          ) : null;
        },
      },
      { key: "pains", label: w("pains"), cell: ({ pains }: SheetStep) => pains || null },
      { key: "needs", label: w("needs"), cell: ({ needs }: SheetStep) => needs || null },
      { key: "ideas", label: w("ideas"), cell: ({ ideas }: SheetStep) => ideas || null },
      {
        key: "friction",
        label: w("friction"),
        cell: ({ friction, frictionDecision }: SheetStep) =>
          friction || frictionDecision ? (
            <>
              {frictionDecision ? <span className={`pill ${frictionDecision}`}>{w(frictionDecision)}</span> : null}
              <div>{friction}</div>
            </>
          ) : null,
      },
      { key: "channels", label: w("channels"), cell: ({ channels }: SheetStep) => channels.join(", ") || null },
      {
        key: "controller",
        label: w("controlledBy"),
        cell: ({ controller }: SheetStep) => (controller === "firm" ? sheet.workspaceName : w(controller)),
      },
      { key: "evidence", label: w("evidence"), cell: ({ evidence }: SheetStep) => w(evidence) },
    ] as const
  ).filter(({ cell }) => steps.some((step) => cell(step) !== null));
  const lane = (label: string, cell: (step: SheetStep) => ReactNode, className = "") => (
    <tr key={label}>
      <th scope="row">{label}</th>
      {steps.map((step) => (
        <td key={step.id} className={endClass(step, className)}>
          {cell(step) ?? <span className="quiet">–</span>}
        </td>
      ))}
    </tr>
  );
  const width = LABELS + steps.length * COLUMN;
  return (
    <>
      <header>
        <p className="who">
          <span className="mark" aria-hidden="true">
            {sheet.workspaceName.trim().slice(0, 1).toUpperCase()}
          </span>
          {sheet.workspaceName}
        </p>
        <h1>{sheet.name}</h1>
        <dl>
          <div>
            <dt>{w("segment")}</dt>
            <dd>{sheet.segmentName ?? w("everybody")}</dd>
          </div>
          {sheet.memberCount === null ? null : (
            <div>
              <dt>{w("customers")}</dt>
              <dd>{formatNumber(sheet.memberCount)}</dd>
            </div>
          )}
          <div>
            <dt>{w("answers")}</dt>
            <dd>{formatNumber(sheet.answers)}</dd>
          </div>
        </dl>
      </header>
      <main>
        <div className="lead">
          <div>
            <h2>{finding.headline}</h2>
            <p>{finding.lead}</p>
          </div>
          {sheet.first.length > 0 ? (
            <div>
              <b>{w("first")}</b> <span className="quiet">{w("firstSub")}</span>
              <ol className="first">
                {sheet.first.slice(0, 3).map((one, index) => (
                  <li key={`${one.stepId}/${one.measure}`}>
                    <span>{index + 1}</span>
                    {one.stepName} {one.priority === null ? null : <b>{formatPriority(one.priority)}</b>}
                  </li>
                ))}
              </ol>
            </div>
          ) : null}
        </div>
        {/* Without a script nobody knows whether it scrolls sideways: it can always be reached by keyboard. */}
        <section
          className="scroll fit"
          aria-label={sheet.name}
          {...REACHABLE}
          style={{ "--fit": Math.min(1, PAPER_WIDTH / width).toFixed(3) } as React.CSSProperties}
        >
          <table style={{ width }}>
            <caption className="hidden">{sheet.name}</caption>
            <colgroup>
              <col style={{ width: LABELS }} />
              {steps.map((step) => (
                <col key={step.id} style={{ width: COLUMN }} />
              ))}
            </colgroup>
            <thead>
              <tr className="stages">
                <td />
                {stages.map((stage, index) => (
                  <th
                    key={stage.id}
                    colSpan={stage.steps.length}
                    scope="colgroup"
                    className={index < stages.length - 1 ? "end" : undefined}
                  >
                    {stage.gap.actual !== null && stage.gap.desired !== null ? (
                      <span>
                        {formatNumber(stage.gap.actual, 1)} {w("of", { desired: formatNumber(stage.gap.desired, 1) })}
                      </span>
                    ) : null}
                    {stage.name}
                  </th>
                ))}
              </tr>
              <tr>
                <td>{w("step")}</td>
                {steps.map((step) => (
                  <th key={step.id} scope="col" className={endClass(step)}>
                    {step.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lane(w("doing"), ({ doing }) => doing || null)}
              {lane(w("thinking"), ({ thinking }) => (thinking ? quoted(thinking) : null), "muted")}
              <tr>
                <th scope="row">{w("feeling")}</th>
                <td colSpan={steps.length} className="curve">
                  <SheetCurve steps={steps} words={w} label={curveLabel} />
                </td>
              </tr>
              <tr>
                <th scope="row">
                  {scale ? w("rating", { min: scale.min, max: scale.max }) : w("ratingAny")}
                  <small>{w("ratingSub")}</small>
                </th>
                {steps.map((step) => (
                  <td
                    key={step.id}
                    className={endClass(step, heatClass(step, step.id === worst?.id))}
                    style={heatOf(step)}
                  >
                    <Rating step={step} k={sheet.k} w={w} />
                  </td>
                ))}
              </tr>
              {lanes.map(({ label, cell }) => lane(label, cell))}
            </tbody>
          </table>
        </section>
        <div className="list">
          {stages.map((stage) => (
            <section key={stage.id}>
              <h3>
                {stage.name}
                {stage.gap.actual !== null && stage.gap.desired !== null ? (
                  <span>
                    {formatNumber(stage.gap.actual, 1)} {w("of", { desired: formatNumber(stage.gap.desired, 1) })}
                  </span>
                ) : null}
              </h3>
              <ul>
                {stage.steps.map((step) => (
                  <li key={step.id}>
                    <div>
                      <b>{step.name}</b>
                      {step.doing ? <div>{step.doing}</div> : null}
                      {step.thinking ? <div className="quiet">{quoted(step.thinking)}</div> : null}
                      {step.pains ? <div>{step.pains}</div> : null}
                      {step.quotes[0] ? <div>{quoted(step.quotes[0].text)}</div> : null}
                    </div>
                    <div className={heatClass(step, step.id === worst?.id)} style={heatOf(step)}>
                      <Rating step={step} k={sheet.k} w={w} />
                    </div>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </main>
      <footer>
        <p>
          {asOf}. {w("note", { k: sheet.k })}
        </p>
      </footer>
    </>
  );
}
