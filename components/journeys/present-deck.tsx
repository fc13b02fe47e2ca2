"use client";

import { ChevronLeft, ChevronRight, Sprout, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { formatInterval, formatNumber } from "@/lib/format";
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
  const t = useTranslations("journeys.present");
  const map = useTranslations("journeys.poster");
  const { gap } = step;
  if (gap.actual === null)
    return <p className="text-muted">{gap.state === "hidden" ? map("few", { k }) : t("nobody")}</p>;
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

function StageSlide({ stage, steps, over, k }: { stage: SheetStage; steps: SheetStep[]; over: string; k: number }) {
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
        <SheetCurve
          steps={steps}
          words={(word, values) => map(word, values)}
          label={stage.name}
          column={column}
          prefix="--color-"
          frame={{ height: 330, top: 40, unit: 62 }}
          size={19}
        />
      </div>
      <ol
        className="grid gap-x-[1.2vw] gap-y-5 text-[clamp(0.85rem,1.05vw,1.2rem)] leading-snug max-md:grid-cols-1!"
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

function WorstSlide({ step, sheet, stage }: { step: SheetStep; sheet: Sheet; stage: string }) {
  const t = useTranslations("journeys.present");
  const map = useTranslations("journeys.poster");
  const { gap } = step;
  const voice = step.quotes[0];
  return (
    <>
      <Title over={`${t("worstTitle")} · ${stage}`}>{step.name}</Title>
      <div className="mt-[3vh] grid items-start gap-x-[5vw] gap-y-8 md:grid-cols-[auto_1fr]">
        <div>
          <p className="text-[clamp(4rem,12vw,13rem)] font-semibold leading-none tracking-[-0.03em] text-detractor-text">
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
            <blockquote className="max-w-[34ch] text-[1.25em] text-balance">
              {quoted(voice.text)}
              {voice.speaker ? <footer className="mt-2 text-[0.55em] text-muted">{voice.speaker}</footer> : null}
            </blockquote>
          ) : null}
          <dl className="grid max-w-[44ch] grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-[0.75em]">
            {(
              [
                [t("theyDo"), step.doing],
                [t("theyThink"), step.thinking ? quoted(step.thinking) : ""],
                [map("pains"), step.pains],
                [map("friction"), step.friction],
              ] as const
            )
              .filter(([, words]) => words)
              .map(([name, words]) => (
                <div key={name} className="contents">
                  <dt className="text-muted">{name}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
          </dl>
        </div>
      </div>
      <p className="mt-[3vh] text-sm text-muted">{map("note", { k: sheet.k })}</p>
    </>
  );
}

function NextSlide({ sheet }: { sheet: Sheet }) {
  const t = useTranslations("journeys.present");
  const map = useTranslations("journeys.poster");
  const steps = stepsOf(sheet);
  const plans = steps.flatMap((step) => step.plans.map((title) => ({ title, at: step.name })));
  const ideas = steps.filter(({ ideas: idea }) => idea).map(({ ideas: idea, name }) => ({ idea, name }));
  return (
    <>
      <Title>{t("nextTitle")}</Title>
      <div className="mt-[4vh] grid gap-x-[4vw] gap-y-8 text-[clamp(1rem,1.5vw,1.7rem)] leading-snug md:grid-cols-2">
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
                      {one.priority === null ? "" : formatNumber(one.priority, 1)}
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
        <div className="flex min-h-[62vh] flex-col justify-center gap-[3vh]">
          <Title over={`${sheet.workspaceName} · ${sheet.name}`}>{finding.headline}</Title>
          {finding.lead ? (
            <p className="max-w-[60ch] text-[clamp(1.05rem,1.9vw,2.1rem)] leading-snug text-muted">{finding.lead}</p>
          ) : null}
          <p className="text-[clamp(0.9rem,1.3vw,1.4rem)] text-muted">
            {who} · {sheet.periodLabel} · {t("answers", { n: sheet.answers })}
          </p>
          {all.length > 1 ? (
            <div className="max-md:hidden [&>svg]:h-auto [&>svg]:w-full">
              <SheetCurve
                steps={all}
                words={(word, values) => map(word, values)}
                label={sheet.name}
                column={1560 / all.length}
                prefix="--color-"
                frame={{ height: 330, top: 40, unit: 62 }}
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
        content: <StageSlide stage={stage} steps={steps} over={over} k={sheet.k} />,
      })),
    ),
    ...(worst ? [{ key: "worst", content: <WorstSlide step={worst} sheet={sheet} stage={worstStage} /> }] : []),
    { key: "next", content: <NextSlide sheet={sheet} /> },
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
