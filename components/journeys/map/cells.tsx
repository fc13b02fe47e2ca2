import {
  ArrowDown,
  Building2,
  Handshake,
  LifeBuoy,
  MessageSquare,
  Quote,
  ShieldCheck,
  Sprout,
  Star,
  UserRound,
  UsersRound,
  Waves,
  X,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatNumber, formatSigned } from "@/lib/format";
import { feelingOf } from "@/lib/journeys/curve";
import type { Gap, Trend } from "@/lib/journeys/gap";
import { silenceOf } from "@/lib/journeys/gap-words";
import type { EvidenceLevel, FrictionDecision, LaneKey, MapRowKey } from "@/lib/journeys/lanes";
import type { Step, StepQuote } from "@/lib/journeys/map";
import { USUAL_SCALE } from "./feeling-lines";
import { feelingY } from "./layout";

const Nothing = () => <span className="text-muted">–</span>;

export const DECISIONS = {
  keep: { icon: <ShieldCheck aria-hidden />, tone: "promoter" },
  reduce: { icon: <ArrowDown aria-hidden />, tone: "warn" },
  remove: { icon: <X aria-hidden />, tone: "detractor" },
} as const satisfies Record<FrictionDecision, object>;

export const CONTROLLERS = {
  firm: { icon: <Building2 aria-hidden />, look: "bg-accent-soft text-accent-text" },
  partner: { icon: <Handshake aria-hidden />, look: "border border-line-strong" },
  customer: { icon: <UserRound aria-hidden />, look: "border border-line-strong" },
  public: { icon: <UsersRound aria-hidden />, look: "bg-sunken text-muted" },
} as const;

/** Heat of one hue by the gap's share of the scale; none where the gap is not proved. */
export function heatOf(gap: Gap): string | undefined {
  if (gap.verdict === "above") return "color-mix(in srgb, var(--color-promoter) 14%, var(--color-surface))";
  if (gap.verdict !== "short" || gap.gapShare === null) return undefined;
  const strength = Math.min(34, 6 + gap.gapShare * 90);
  return `color-mix(in srgb, var(--color-detractor) ${strength.toFixed(0)}%, var(--color-surface))`;
}

/** How many waiting comments a cell has, at its corner. */
export function CommentDot({ count }: { count: number }) {
  const t = useTranslations("journeys.comments");
  if (count === 0) return null;
  return (
    <span className="pointer-events-none absolute end-0.5 bottom-0.5 inline-flex print:hidden h-4 min-w-4 items-center justify-center gap-0.5 rounded-full bg-accent px-1 text-[10px] font-medium leading-none text-on-accent">
      <MessageSquare aria-hidden className="size-2.5!" />
      {count}
      <span className="sr-only">{t("waiting", { count })}</span>
    </span>
  );
}

const said = (text: string) => (/^[“"]/.test(text) ? text : `“${text}”`);

/** Voices as people said them: the good ones in their own colour. */
export function Voices({ quotes, most = 1 }: { quotes: readonly StepQuote[]; most?: number }) {
  if (quotes.length === 0) return null;
  return (
    <span className="block">
      {quotes.slice(0, most).map((quote) => (
        <span
          key={quote.id}
          className={cn(
            "mb-1 line-clamp-4 wrap-break-word last:mb-0",
            (quote.feeling ?? 0) > 0 && "font-medium text-promoter-text",
          )}
          title={[quote.text, quote.speaker || quote.source].filter(Boolean).join("\n")}
        >
          {quote.kind === "quote" ? said(quote.text) : quote.text}
        </span>
      ))}
    </span>
  );
}

/** The words of a cell, and the voices it rests on. */
export function TextCell({ lane, text, quotes }: { lane: LaneKey; text: string; quotes: readonly StepQuote[] }) {
  const t = useTranslations("journeys.map");
  if (lane === "pains") {
    if (!text && quotes.length === 0) return <Nothing />;
    return (
      <>
        <Voices quotes={quotes} />
        {text || quotes.length > 1 ? (
          <span
            className={cn("block wrap-break-word whitespace-pre-line", quotes.length > 0 && "mt-0.5 text-muted")}
            title={quotes
              .slice(1)
              .map((quote) => said(quote.text))
              .join("\n")}
          >
            {text}
            {quotes.length > 1 ? (
              text ? (
                <span className="whitespace-nowrap text-accent-text">
                  <span aria-hidden> +{quotes.length - 1}</span>
                  <span className="sr-only">, {t("moreVoices", { count: quotes.length - 1 })}</span>
                </span>
              ) : (
                t("moreVoices", { count: quotes.length - 1 })
              )
            ) : null}
          </span>
        ) : null}
      </>
    );
  }
  if (!text && quotes.length === 0) return <Nothing />;
  return (
    <>
      <span className={cn("wrap-break-word whitespace-pre-line", lane === "thinking" && "text-muted")}>{text}</span>
      {quotes.length > 0 ? (
        <span className="mt-0.5 flex items-center gap-1 text-muted" title={quotes[0]?.text}>
          <Quote aria-hidden className="size-3!" />
          {t("voices", { count: quotes.length })}
        </span>
      ) : null}
    </>
  );
}

export function FrictionCell({
  decision,
  text,
  reason,
}: {
  decision: FrictionDecision | null;
  text: string;
  reason: string;
}) {
  const t = useTranslations("journeys.map");
  if (!decision && !text) return <span className="text-muted">{t("noFriction")}</span>;
  return (
    <>
      {decision ? (
        <Badge tone={DECISIONS[decision].tone} pill icon={DECISIONS[decision].icon}>
          {t(`decision.${decision}`)}
        </Badge>
      ) : null}
      {text ? <span className="block pt-1 wrap-break-word">{text}</span> : null}
      {reason ? (
        <span className="line-clamp-2 wrap-break-word text-muted" title={reason}>
          {reason}
        </span>
      ) : null}
    </>
  );
}

export function EvidenceCell({ level }: { level: EvidenceLevel }) {
  const t = useTranslations("journeys.map");
  const filled = { none: 0, some: 1, full: 2 }[level];
  return (
    <span className={cn("flex items-center gap-1.5", level === "none" && "text-warn-text")}>
      <span aria-hidden className="flex gap-0.5">
        {[0, 1].map((bar) => (
          <span
            key={bar}
            className={cn(
              "h-1.5 w-2.5 rounded-[2px] border",
              bar < filled ? "border-muted bg-muted" : "border-line-strong bg-surface",
            )}
          />
        ))}
      </span>
      {t(`evidence.${level}`)}
    </span>
  );
}

export const MARKS = {
  isPeak: <Star aria-hidden />,
  isFlow: <Waves aria-hidden />,
  isCoCreated: <UsersRound aria-hidden />,
} as const;

export function MarksCell({ step }: { step: Step }) {
  const t = useTranslations("journeys.map");
  const set = (["isPeak", "isFlow", "isCoCreated"] as const).filter((mark) => step.cells[mark]);
  if (set.length === 0) return <Nothing />;
  return (
    <span className="flex flex-col gap-1">
      {set.map((mark) => (
        <span key={mark} className="flex items-center gap-1.5 font-medium text-promoter-text [&_.lucide]:size-3.5">
          {MARKS[mark]}
          {t(`marks.${mark}`)}
        </span>
      ))}
    </span>
  );
}

const spreadOf = (half: number | null, digits: number) =>
  half === null ? "" : ` ±${formatNumber(half, digits === 0 ? 0 : half < 0.05 ? 2 : 1)}`;
const halfOf = (interval: { low: number; high: number } | null) =>
  interval ? (interval.high - interval.low) / 2 : null;

/** Actual of desired, the gap with its half width, how many answered, and an arrow only where a change is proved. */
export function MeasureCell({
  gap,
  trend,
  k,
  digits = 1,
  signed = false,
  href,
}: {
  gap: Gap;
  trend: Trend | null;
  k: number;
  digits?: number;
  signed?: boolean;
  href?: string;
}) {
  const t = useTranslations("journeys.map");
  const value = (number: number) => (signed ? formatSigned(number, digits) : formatNumber(number, digits));
  if (gap.actual === null) {
    return (
      <>
        <span className="block text-muted">{t(silenceOf(gap), { k })}</span>
        {gap.desired !== null ? (
          <span className="block text-muted">{t("wanted", { desired: value(gap.desired) })}</span>
        ) : null}
      </>
    );
  }
  const spread = spreadOf(halfOf(gap.gapInterval), digits);
  const base = (
    <>
      {t("n", { n: gap.n })}
      {gap.state === "indicative" ? `, ${t("indicative")}` : gap.verdict === "unproved" ? `, ${t("unproved")}` : ""}
    </>
  );
  return (
    <>
      <span className="block">
        <b className="text-sm font-semibold">{value(gap.actual)}</b>{" "}
        {gap.desired !== null ? (
          <span className="text-muted-heat">{t("of", { desired: value(gap.desired) })}</span>
        ) : null}
      </span>
      {gap.gap !== null ? (
        <span className={cn("block whitespace-nowrap", gap.verdict !== "unproved" && "font-medium")}>
          {gap.verdict === "above"
            ? t("above", { gap: formatNumber(-gap.gap, digits), spread })
            : t("gap", { gap: formatNumber(gap.gap, digits), spread })}
        </span>
      ) : null}
      <span className="block text-muted-heat">
        {href ? (
          <Link href={href} tabIndex={-1} className="rounded-sm underline-offset-2 hover:underline">
            {base}
          </Link>
        ) : (
          base
        )}
        {trend && trend.verdict !== "same" ? (
          <span
            className={cn(
              "ps-1 font-medium",
              trend.verdict === "better" ? "text-promoter-text" : "text-detractor-text",
            )}
            title={t(`trend.${trend.verdict}`, { by: formatNumber(Math.abs(trend.difference), digits) })}
          >
            <span aria-hidden>{trend.difference > 0 ? "▲" : "▼"}</span>
            <span className="sr-only">
              {t(`trend.${trend.verdict}`, { by: formatNumber(Math.abs(trend.difference), digits) })}
            </span>
          </span>
        ) : null}
      </span>
    </>
  );
}

/** What moved against the period before, never by more than its interval carries. */
export function TrendCell({ trend }: { trend: Trend | null }) {
  const t = useTranslations("journeys.map");
  if (!trend) return <Nothing />;
  if (trend.verdict === "same") return <span className="text-muted">{t("trend.same")}</span>;
  return (
    <span className={cn("block", trend.verdict === "better" ? "text-promoter-text" : "text-detractor-text")}>
      <b className="font-semibold">
        {trend.difference > 0 ? "▲" : "▼"} {formatSigned(trend.difference, 1)}
      </b>
      <span className="block text-muted">{spreadOf(halfOf(trend.interval), 1).trim()}</span>
    </span>
  );
}

export function PlansCell({ step }: { step: Step }) {
  const t = useTranslations("journeys.map");
  return (
    <>
      <span className="flex items-start gap-1.5 text-muted">
        <LifeBuoy aria-hidden className="mt-px size-3.5!" />
        {step.openCases > 0 ? (
          <span>
            <b className={cn("font-semibold", step.openCases >= 5 ? "text-detractor-text" : "text-ink")}>
              {step.openCases}
            </b>{" "}
            {t("cases", { count: step.openCases })}
          </span>
        ) : (
          t("noCase")
        )}
      </span>
      {step.improvements.map(({ id, title }) => (
        <span key={id} className="flex items-start gap-1.5 pt-1">
          <Sprout aria-hidden className="mt-px size-3.5! text-muted" />
          <Link href={`/improvements/${id}`} className="min-w-0 rounded-sm wrap-break-word hover:underline">
            {title}
          </Link>
        </span>
      ))}
    </>
  );
}

export function IntendedCell({ step }: { step: Step }) {
  const { intendedFeelings, cells } = step;
  if (intendedFeelings.length === 0 && !cells.intended) return <Nothing />;
  return (
    <>
      {intendedFeelings.length > 0 ? (
        <span className="block font-medium">{intendedFeelings.map(({ name }) => name).join(", ")}</span>
      ) : null}
      {cells.intended ? <span className="block wrap-break-word">{cells.intended}</span> : null}
    </>
  );
}

/** The points of one column of the feeling lane. */
export function FeelingMarks({
  step,
  isWorst,
  isFirst,
  showAssumed,
}: {
  step: Step;
  isWorst: boolean;
  isFirst: boolean;
  showAssumed: boolean;
}) {
  const t = useTranslations("journeys.map");
  const { gap, cells } = step;
  const scale = step.scale ?? USUAL_SCALE;
  const actual = gap.actual !== null && step.scale ? feelingOf(gap.actual, step.scale) : null;
  const desired = gap.desired !== null ? feelingOf(gap.desired, scale) : null;
  const assumed = cells.assumedFeeling;
  const ends = gap.interval && actual !== null ? gap.interval : null;
  const words = [
    actual !== null ? t("feltActual", { feeling: formatSigned(actual, 1) }) : t("feltUnheard"),
    desired !== null ? t("feltDesired", { feeling: formatSigned(desired, 1) }) : null,
    assumed !== null ? t("feltAssumed", { feeling: formatSigned(assumed) }) : null,
    cells.isPeak ? t("marks.isPeak") : null,
    isWorst ? t("worstShort") : null,
  ];
  const dot = "absolute start-1/2 rounded-full -translate-x-1/2 -translate-y-1/2";
  const isHigher = actual !== null && desired !== null && actual > desired;
  const top = Math.max(actual ?? -2, desired ?? -2, actual === null && desired === null ? (assumed ?? -2) : -2);
  return (
    <>
      <span className="sr-only">{words.filter(Boolean).join(", ")}</span>
      <span aria-hidden className="pointer-events-none">
        {ends ? (
          <span
            className="absolute start-1/2 w-px -translate-x-1/2 bg-accent"
            style={{
              top: feelingY(feelingOf(ends.high, scale)),
              height: feelingY(feelingOf(ends.low, scale)) - feelingY(feelingOf(ends.high, scale)),
            }}
          />
        ) : null}
        {desired !== null ? (
          <span className={cn(dot, "size-1.5 border border-ink bg-surface")} style={{ top: feelingY(desired) }} />
        ) : null}
        {showAssumed && assumed !== null ? (
          <span className={cn(dot, "size-1.5 rotate-45 rounded-none bg-passive")} style={{ top: feelingY(assumed) }} />
        ) : null}
        {actual !== null ? (
          <span
            className={cn(
              dot,
              "size-2.5 border-2",
              gap.state === "indicative" ? "border-accent bg-surface" : "border-surface bg-accent",
            )}
            style={{ top: feelingY(actual) }}
          />
        ) : null}
        {actual !== null && gap.state === "indicative" ? (
          <span
            className="absolute start-1/2 -translate-x-1/2 text-muted"
            style={{ top: feelingY(Math.min(actual, desired ?? actual)) + 14 }}
          >
            {t("indicativeLabel")}
          </span>
        ) : null}
        {isWorst && actual !== null && desired !== null ? (
          <WorstMark
            from={feelingY(desired)}
            to={feelingY(actual)}
            text={t("worst", { gap: formatNumber(gap.gap ?? 0, 1) })}
          />
        ) : null}
        {cells.isPeak ? (
          <span
            className="absolute start-1/2 flex -translate-x-1/2 items-center gap-1 font-medium whitespace-nowrap text-promoter-text [&_.lucide]:size-3.5"
            style={{ top: feelingY(top) - 30 }}
          >
            {MARKS.isPeak}
            {t("peak")}
          </span>
        ) : null}
        {isFirst && desired !== null ? (
          <span
            className="absolute start-2.5 whitespace-nowrap"
            style={{ top: feelingY(desired) + (isHigher ? 8 : -24) }}
          >
            {t("desired")}
          </span>
        ) : null}
        {isFirst && actual !== null ? (
          <span
            className="absolute start-2.5 whitespace-nowrap text-accent-text"
            style={{ top: feelingY(actual) + (isHigher ? -24 : 10) }}
          >
            {t("actual")}
          </span>
        ) : null}
      </span>
    </>
  );
}

/** A bracket over the gap with its size on a pill. */
function WorstMark({ from, to, text }: { from: number; to: number; text: string }) {
  const isHigh = to - from > 40;
  return (
    <>
      <span
        className="absolute start-1/2 w-2 -translate-x-1/2 border-y-2 border-detractor-text"
        style={{ top: from + 6, height: Math.max(to - from - 14, 4) }}
      >
        <span className="absolute inset-y-0 start-1/2 w-0.5 -translate-x-1/2 bg-detractor-text" />
      </span>
      <span
        className="absolute start-1/2 z-1 -translate-x-1/2 rounded-full bg-detractor-text px-2 py-0.5 font-semibold whitespace-nowrap text-surface"
        style={{ top: isHigh ? (from + to) / 2 - 10 : to + 12 }}
      >
        {text}
      </span>
    </>
  );
}

/** A name breaks between its words, not at the hyphen of "E-mail". */
function Channels({ names }: { names: readonly string[] }) {
  return names.map((name, index) => (
    <Fragment key={name}>
      <span className={cn(!name.includes(" ") && name.length <= 14 && "whitespace-nowrap")}>
        {name}
        {index < names.length - 1 ? "," : ""}
      </span>{" "}
    </Fragment>
  ));
}

/** What a row shows of a step, on the map and in the list of a phone. */
export function RowContent({
  row,
  step,
  k,
  answersHref,
}: {
  row: Exclude<MapRowKey, "feeling" | "controller">;
  step: Step;
  k: number;
  answersHref: string;
}) {
  const { cells } = step;
  switch (row) {
    case "rating":
      return <MeasureCell gap={step.gap} trend={step.trend} k={k} href={answersHref} />;
    case "trend":
      return <TrendCell trend={step.trend} />;
    case "effort":
      return <MeasureCell gap={step.effort} trend={step.effortTrend} k={k} />;
    case "nps":
      return <MeasureCell gap={step.nps} trend={step.npsTrend} k={k} digits={0} signed />;
    case "intended":
      return <IntendedCell step={step} />;
    case "friction":
      return <FrictionCell decision={cells.frictionDecision} text={cells.friction} reason={cells.frictionReason} />;
    case "marks":
      return <MarksCell step={step} />;
    case "channels":
      return step.channels.length > 0 ? <Channels names={step.channels} /> : <Nothing />;
    case "owner":
      return step.ownerName ?? <Nothing />;
    case "plans":
      return <PlansCell step={step} />;
    case "evidence":
      return <EvidenceCell level={cells.evidence} />;
    default:
      return <TextCell lane={row} text={cells[row]} quotes={step.quotes.filter(({ lane }) => lane === row)} />;
  }
}
