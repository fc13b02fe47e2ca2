"use client";

import { ChevronLeft, ChevronRight, Sprout, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { formatInterval, formatNumber } from "@/lib/format";
import { feelingOf } from "@/lib/journeys/curve";
import { formatPriority, silenceOf } from "@/lib/journeys/gap-words";
import type { PosterWords } from "@/lib/journeys/poster";
import { type Sheet, type SheetStage, type SheetStep, stepsOf, worstStep } from "@/lib/journeys/sheet";
import { SheetCurve } from "./share-page";
import { StepIcon } from "./step-icon";

/** Steps that can be read on one slide. */
const MOST_STEPS = 6;

export type PresentDeckProps = {
  sheet: Sheet;
  finding: { headline: string; lead: string };
  /** Where the map is. */
  backHref: string;
};

type Slide = { key: string; content: ReactNode };

const quoted = (text: string) => `“${text.replace(/^[“"]|[”"]$/g, "")}”`;
/** A stage in parts of at most six steps, as even as can be. */
function parts(stage: SheetStage): SheetStep[][] {
  const count = Math.ceil(stage.steps.length / MOST_STEPS);
  const size = Math.ceil(stage.steps.length / Math.max(1, count));
  return Array.from({ length: count }, (_, index) => stage.steps.slice(index * size, (index + 1) * size));
}

/** Heights of a curve on a slide, in units of its drawing. */
const CURVE_ROOM = 330;
const CURVE_TOP = 34;

type SlideCurveProps = {
  steps: readonly SheetStep[];
  words: PosterWords;
  label: string;
  column: number;
  size: number;
};

/** The curve from +2 down to what is felt or wished lowest: below that is only empty room. */
function SlideCurve({ steps, words, label, column, size }: SlideCurveProps) {
  const lows = steps.flatMap(({ gap, scale }) =>
    scale
      ? [gap.interval?.low ?? gap.actual, gap.desired].flatMap((value) =>
          value === null ? [] : [feelingOf(value, scale)],
        )
      : [],
  );
  // A little lower, for the words under the worst gap.
  const lowest = Math.max(-2, Math.min(0, Math.floor(Math.min(1, ...lows) - 0.35)));
  const unit = CURVE_ROOM / (2 - lowest);
  const height = CURVE_TOP + CURVE_ROOM + 14;
  const names = [
    [2, words("delighted")],
    [0, words("neutral")],
    [-2, words("upset")],
  ] as const;
  return (
    <div className="relative [&>svg]:h-auto [&>svg]:w-full">
      {names
        .filter(([feeling]) => feeling >= lowest)
        .map(([feeling, name]) => (
          <span
            key={feeling}
            aria-hidden
            className="absolute start-0 text-[clamp(0.7rem,0.9vw,1.1rem)] text-muted"
            style={{ top: `${((CURVE_TOP + (2 - feeling) * unit) / height) * 100}%` }}
          >
            {name}
          </span>
        ))}
      <SheetCurve
        steps={steps}
        words={words}
        label={label}
        column={column}
        prefix="--color-"
        frame={{ height, top: CURVE_TOP, unit }}
        size={size}
      />
    </div>
  );
}

function Title({ children, over }: { children: ReactNode; over?: ReactNode }) {
  return (
    <div>
      {over ? <p className="mb-2 text-[clamp(0.9rem,1.3vw,1.4rem)] text-muted">{over}</p> : null}
      <h1
        tabIndex={-1}
        className="max-w-[24ch] text-[clamp(2rem,4.6vw,5rem)] font-semibold leading-[1.08] tracking-[-0.022em] text-balance outline-none"
      >
        {children}
      </h1>
    </div>
  );
}

function Rating({ step, k }: { step: SheetStep; k: number }) {
  const map = useTranslations("journeys.poster");
  const { gap } = step;
  if (gap.actual === null) return <p className="text-muted">{map(silenceOf(gap), { k })}</p>;
  return (
    <p>
      <b
        className={cn(
          "text-[1.6em] font-semibold",
          gap.verdict === "short" && "text-detractor-text",
          gap.verdict === "above" && "text-promoter-text",
        )}
      >
        {formatNumber(gap.actual, 1)}
      </b>{" "}
      <span className="text-muted">
        {gap.desired === null ? "" : map("of", { desired: formatNumber(gap.desired, 1) })}
        {" · "}
        {map("n", { n: gap.n })}
      </span>
    </p>
  );
}

type StageSlideProps = { stage: SheetStage; steps: SheetStep[]; hasWorst: boolean; over: string; k: number };

function StageSlide({ stage, steps, hasWorst, over, k }: StageSlideProps) {
  const t = useTranslations("journeys.present");
  const map = useTranslations("journeys.poster");
  const { gap } = stage;
  const column = 1560 / Math.max(3, steps.length);
  const width = steps.length * column;
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-3">
        <Title over={over}>{stage.name}</Title>
        {gap.actual !== null ? (
          <p className="text-[clamp(1rem,1.6vw,1.8rem)]">
            {gap.desired === null
              ? formatNumber(gap.actual, 1)
              : t("rating", { actual: formatNumber(gap.actual, 1), desired: formatNumber(gap.desired, 1) })}
            {gap.gap === null ? null : (
              <span
                className={cn(
                  "ms-3",
                  gap.verdict === "short"
                    ? "text-detractor-text"
                    : gap.verdict === "above"
                      ? "text-promoter-text"
                      : "text-muted",
                )}
              >
                {gap.verdict === "short"
                  ? t("stageGap", { gap: formatNumber(gap.gap, 1) })
                  : gap.verdict === "above"
                    ? t("stageAbove", { gap: formatNumber(-gap.gap, 1) })
                    : t("stageLevel")}
              </span>
            )}
          </p>
        ) : null}
      </div>
      {stage.metric ? <p className="text-[clamp(0.9rem,1.3vw,1.4rem)] text-muted">{stage.metric}</p> : null}
      <div
        className="mt-[2vh] max-md:hidden [&>svg]:h-auto [&>svg]:w-full"
        style={{ width: `${(width / 1560) * 100}%` }}
      >
        <SlideCurve
          steps={steps}
          // Of the whole map only one gap is the worst: here it is the widest of its stage.
          words={(word, values) => (word === "worst" && !hasWorst ? t("widest", values) : map(word, values))}
          label={stage.name}
          column={column}
          size={19}
        />
      </div>
      <ol
        className={cn(
          "grid gap-x-[1.2vw] gap-y-5 max-md:grid-cols-1!",
          steps.length <= 4
            ? "text-[clamp(0.9rem,1.35vw,1.6rem)] leading-snug"
            : "text-[clamp(0.85rem,1.05vw,1.2rem)] leading-snug",
        )}
        style={{ gridTemplateColumns: `repeat(${Math.max(3, steps.length)}, minmax(0, 1fr))` }}
      >
        {steps.map((step) => (
          <li key={step.id} className="min-w-0 border-t border-line-strong pt-3">
            <p className="flex items-center gap-2 text-[1.15em] font-semibold">
              <StepIcon name={step.name} className="size-[1.1em] shrink-0 text-muted" />
              {step.name}
            </p>
            <Rating step={step} k={k} />
            {step.doing ? <p className="mt-1">{step.doing}</p> : null}
            {(step.quotes[0]?.text ?? step.thinking) ? (
              <p className="mt-1 text-muted">{quoted(step.quotes[0]?.text ?? step.thinking)}</p>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
}

function WorstSlide({ step, stage }: { step: SheetStep; stage: string }) {
  const t = useTranslations("journeys.present");
  const map = useTranslations("journeys.poster");
  const { gap } = step;
  const voice = step.quotes[0];
  return (
    <>
      <Title over={`${t("worstTitle")} · ${stage}`}>{step.name}</Title>
      <div className="grid flex-1 content-center items-center gap-x-[5vw] gap-y-[6vh] md:grid-cols-[auto_1fr]">
        <div>
          <p className="text-[clamp(4rem,15vw,17rem)] font-semibold leading-none tracking-[-0.03em] text-detractor-text">
            {formatNumber(gap.actual ?? 0, 1)}
          </p>
          <p className="mt-3 text-[clamp(1rem,1.6vw,1.8rem)]">
            {gap.desired === null ? null : map("of", { desired: formatNumber(gap.desired, 1) })}
            <span className="text-muted">
              {" · "}
              {gap.interval ? `${formatInterval(gap.interval, 1)}, ` : ""}
              {map("n", { n: gap.n })}
            </span>
          </p>
        </div>
        <div className="flex flex-col gap-5 text-[clamp(1.05rem,1.9vw,2.1rem)] leading-snug">
          {voice ? (
            <blockquote className="max-w-[30ch] text-[1.7em] leading-[1.2] text-balance">
              {quoted(voice.text)}
              {voice.speaker ? <footer className="mt-3 text-[0.5em] text-muted">{voice.speaker}</footer> : null}
            </blockquote>
          ) : null}
        </div>
        {step.scale && gap.actual !== null && gap.desired !== null ? (
          <div className="md:col-span-2">
            <ScaleLine step={step} scale={step.scale} actual={gap.actual} desired={gap.desired} />
          </div>
        ) : null}
        <div className="md:col-span-2">
          <dl className="grid gap-x-[3vw] gap-y-4 text-[clamp(0.95rem,1.4vw,1.7rem)] leading-snug max-md:grid-cols-1! md:auto-cols-fr md:grid-flow-col">
            {(
              [
                [t("theyDo"), step.doing],
                [t("theyThink"), step.thinking ? quoted(step.thinking) : ""],
                [map("pains"), step.pains],
                [map("friction"), step.friction],
                [t("nextTitle"), step.plans.join(", ")],
              ] as const
            )
              .filter(([, words]) => words)
              .map(([name, words]) => (
                <div key={name} className="border-t border-line-strong pt-2">
                  <dt className="text-[0.85em] text-muted">{name}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
          </dl>
        </div>
      </div>
    </>
  );
}

type ScaleLineProps = {
  step: SheetStep;
  scale: { min: number; max: number };
  actual: number;
  desired: number;
};

/** The whole scale as a line: what they say with its interval, what is desired, and the way between. */
function ScaleLine({ step, scale, actual, desired }: ScaleLineProps) {
  const map = useTranslations("journeys.poster");
  const { gap } = step;
  const at = (value: number) => `${((value - scale.min) / (scale.max - scale.min)) * 100}%`;
  const from = Math.min(actual, desired);
  const width = (low: number, high: number) => `${(Math.abs(high - low) / (scale.max - scale.min)) * 100}%`;
  const ticks = Array.from({ length: Math.min(11, scale.max - scale.min + 1) }, (_, index) => scale.min + index);
  return (
    <div aria-hidden className="relative mx-[1vw] h-20 text-[clamp(0.8rem,1.1vw,1.3rem)]">
      <span className="absolute inset-x-0 top-8 h-px bg-line-strong" />
      {ticks.map((tick) => (
        <span key={tick} className="absolute top-12 -translate-x-1/2 text-muted" style={{ left: at(tick) }}>
          {tick}
        </span>
      ))}
      <span
        className="absolute top-[27px] h-2.5 bg-detractor/25"
        style={{ left: at(from), width: width(actual, desired) }}
      />
      {gap.interval ? (
        <span
          className="absolute top-[23px] h-4.5 rounded-sm bg-accent/25"
          style={{ left: at(gap.interval.low), width: width(gap.interval.low, gap.interval.high) }}
        />
      ) : null}
      <span
        className="absolute top-[25px] size-3.5 -translate-x-1/2 rounded-full border-2 border-surface bg-accent"
        style={{ left: at(actual) }}
      />
      <span
        className="absolute top-[25px] size-3.5 -translate-x-1/2 rounded-full border-2 border-ink bg-surface"
        style={{ left: at(desired) }}
      />
      <span
        className="absolute top-0 -translate-x-1/2 font-medium whitespace-nowrap text-detractor-text"
        style={{ left: at((actual + desired) / 2) }}
      >
        {gap.gap === null ? null : map("gap", { gap: formatNumber(gap.gap, 1), spread: "" })}
      </span>
      <span className="absolute top-0 ps-3 whitespace-nowrap" style={{ left: at(desired) }}>
        {map("desired")}
      </span>
    </div>
  );
}

function NextSlide({ sheet, over }: { sheet: Sheet; over: string }) {
  const t = useTranslations("journeys.present");
  const map = useTranslations("journeys.poster");
  const steps = stepsOf(sheet);
  const plans = steps.flatMap((step) => step.plans.map((title) => ({ title, at: step.name })));
  // Ideas for what falls furthest short come first.
  const ideas = steps
    .filter(({ ideas: idea }) => idea)
    .sort((one, other) => (other.gap.gapShare ?? 0) - (one.gap.gapShare ?? 0))
    .map(({ ideas: idea, name }) => ({ idea, name }));
  return (
    <>
      <Title over={over}>{t("nextTitle")}</Title>
      <div className="mt-[4vh] grid gap-x-[4vw] gap-y-8 text-[clamp(1rem,1.8vw,2.1rem)] leading-snug md:grid-cols-2">
        <section>
          <h2 className="mb-3 text-[0.8em] font-semibold text-muted">{t("plans")}</h2>
          {plans.length === 0 ? <p>{t("nextNone")}</p> : null}
          <ul className="flex flex-col gap-3">
            {plans.slice(0, 7).map(({ title, at }) => (
              <li key={`${at}/${title}`} className="flex gap-3">
                <Sprout aria-hidden className="mt-[0.2em] size-[1em] shrink-0 text-promoter-text" />
                <span>
                  {title} <span className="text-muted">{at}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section className="flex flex-col gap-8">
          {sheet.first.length > 0 ? (
            <div>
              <h2 className="mb-3 text-[0.8em] font-semibold text-muted">
                {t("first")}, {map("firstSub")}
              </h2>
              <ol className="flex flex-col gap-2">
                {sheet.first.slice(0, 3).map((one, index) => (
                  <li key={`${one.stepId}/${one.measure}`} className="flex items-baseline gap-3">
                    <span className="text-muted">{index + 1}</span>
                    {one.stepName}
                    <b className="font-semibold text-detractor-text">
                      {one.priority === null ? "" : formatPriority(one.priority)}
                    </b>
                  </li>
                ))}
              </ol>
            </div>
          ) : null}
          {ideas.length > 0 ? (
            <div>
              <h2 className="mb-3 text-[0.8em] font-semibold text-muted">{t("ideas")}</h2>
              <ul className="flex flex-col gap-2 text-[0.8em]">
                {ideas.slice(0, 5).map(({ idea, name }) => (
                  <li key={name}>
                    {idea} <span className="text-muted">{name}</span>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
        </section>
      </div>
    </>
  );
}

/** A map told to a room: the finding, stage by stage, the worst gap, and what is done about it. */
export function PresentDeck({ sheet, finding, backHref }: PresentDeckProps) {
  const t = useTranslations("journeys.present");
  const map = useTranslations("journeys.poster");
  const router = useRouter();
  const [at, setAt] = useState(0);
  const frame = useRef<HTMLElement>(null);
  const all = stepsOf(sheet);
  const worst = worstStep(all);
  const heard = sheet.stages.filter(({ steps }) => steps.length > 0);
  const worstStage = worst ? (sheet.stages.find(({ steps }) => steps.includes(worst))?.name ?? "") : "";
  const who = sheet.segmentName
    ? sheet.memberCount === null
      ? sheet.segmentName
      : t("segment", { name: sheet.segmentName, count: sheet.memberCount })
    : map("everybody");
  const over = `${sheet.name} · ${sheet.periodLabel}`;
  const slides: Slide[] = [
    {
      key: "finding",
      content: (
        <div className="flex min-h-[62vh] flex-col justify-center gap-[2.4vh]">
          <Title over={`${sheet.workspaceName} · ${sheet.name}`}>{finding.headline}</Title>
          {finding.lead ? (
            <p className="max-w-[80ch] text-[clamp(1.05rem,1.9vw,2.1rem)] leading-snug text-pretty text-muted">
              {finding.lead}
            </p>
          ) : null}
          <p className="text-[clamp(0.9rem,1.3vw,1.4rem)] text-muted">
            {who} · {sheet.periodLabel} · {t("answers", { n: sheet.answers })}
          </p>
          {all.length > 1 ? (
            <div className="max-md:hidden [&>svg]:h-auto [&>svg]:w-full">
              <div
                className="grid text-[clamp(0.8rem,1.1vw,1.3rem)]"
                style={{ gridTemplateColumns: heard.map(({ steps }) => `minmax(0, ${steps.length}fr)`).join(" ") }}
              >
                {heard.map((stage) => (
                  <p key={stage.id} className="truncate border-s border-line-strong ps-[0.6vw] font-semibold">
                    {stage.name}{" "}
                    {stage.gap.actual !== null && stage.gap.desired !== null && stage.steps.length > 1 ? (
                      <span className="font-normal whitespace-nowrap text-muted">
                        {t("rating", {
                          actual: formatNumber(stage.gap.actual, 1),
                          desired: formatNumber(stage.gap.desired, 1),
                        })}
                      </span>
                    ) : null}
                  </p>
                ))}
              </div>
              <SlideCurve
                steps={all}
                words={(word, values) => map(word, values)}
                label={sheet.name}
                column={1560 / all.length}
                size={17}
              />
            </div>
          ) : null}
        </div>
      ),
    },
    ...sheet.stages.flatMap((stage) =>
      parts(stage).map((steps, index) => ({
        key: `${stage.id}/${index}`,
        content: (
          <StageSlide
            stage={stage}
            steps={steps}
            hasWorst={worst !== null && steps.includes(worst)}
            over={over}
            k={sheet.k}
          />
        ),
      })),
    ),
    ...(worst ? [{ key: "worst", content: <WorstSlide step={worst} stage={worstStage} /> }] : []),
    { key: "next", content: <NextSlide sheet={sheet} over={over} /> },
  ];
  const last = slides.length - 1;
  const go = (to: number) => setAt(Math.max(0, Math.min(last, to)));

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const isOnControl = event.target instanceof HTMLElement && event.target.closest("a, button") !== null;
      const step: Record<string, (now: number) => number> = {
        ArrowRight: (now) => now + 1,
        ArrowDown: (now) => now + 1,
        PageDown: (now) => now + 1,
        ArrowLeft: (now) => now - 1,
        ArrowUp: (now) => now - 1,
        PageUp: (now) => now - 1,
        Home: () => 0,
        End: () => last,
        ...(isOnControl ? {} : { " ": (now: number) => now + 1, Enter: (now: number) => now + 1 }),
      };
      if (event.key === "Escape") {
        router.push(backHref);
        return;
      }
      const move = step[event.key];
      if (!move) return;
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(last, move(now))));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [backHref, last, router]);

  // A reader that listens hears the new slide's heading.
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    frame.current?.scrollTo({ top: 0 });
  }, [at]);

  return (
    <main ref={frame} className="fixed inset-0 overflow-y-auto bg-background text-ink print:static">
      <div className="mx-auto flex min-h-full w-full max-w-[2200px] flex-col gap-[1.5vh] px-[4vw] pt-[4vh] pb-24">
        {slides[at]?.content}
      </div>
      <nav
        aria-label={t("title")}
        className="no-print fixed inset-x-0 bottom-0 flex items-center gap-2 bg-background px-[4vw] py-3"
      >
        <div
          aria-hidden
          className="absolute inset-x-0 top-0 h-0.5 origin-left bg-accent motion-safe:transition-transform"
          style={{ transform: `scaleX(${(at + 1) / slides.length})` }}
        />
        <IconButton
          label={t("previous")}
          icon={<ChevronLeft aria-hidden />}
          disabled={at === 0}
          onClick={() => go(at - 1)}
        />
        <IconButton
          label={t("next")}
          icon={<ChevronRight aria-hidden />}
          disabled={at === last}
          onClick={() => go(at + 1)}
        />
        <p aria-live="polite" className="figures text-sm text-muted">
          {t("slide", { no: at + 1, count: slides.length })}
        </p>
        <p className="ms-auto text-sm text-muted max-md:hidden">{t("keys")}</p>
        <LinkButton
          href={backHref}
          variant="ghost"
          icon={<X aria-hidden />}
          aria-label={t("close")}
          className="max-md:ms-auto"
        >
          <span className="max-md:hidden">{t("close")}</span>
        </LinkButton>
      </nav>
    </main>
  );
}
