import { Building2, Handshake, LifeBuoy, Sprout, UserRound, UsersRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatNumber } from "@/lib/format";
import { COLUMN, FeelingCurve, TOP, UNIT } from "./feeling-curve";
import type { Stage, Step } from "./map-data";
import { RatingCell, ratingHeat } from "./rating-cell";
import { StepIcon } from "./step-icon";

export type JourneyMapProps = { name: string; stages: readonly Stage[]; worstId: string | null; k: number };

const LABELS = 144;

const CONTROLLERS = {
  firm: { icon: <Building2 aria-hidden />, look: "bg-accent-soft text-accent-text" },
  partner: { icon: <Handshake aria-hidden />, look: "border border-line-strong" },
  customer: { icon: <UserRound aria-hidden />, look: "border border-line-strong" },
  public: { icon: <UsersRound aria-hidden />, look: "bg-sunken text-muted" },
} as const;

/** Neighbours of one stage with the same controller are one bar. */
function controllerRuns(stages: readonly Stage[]): { controller: Step["controller"]; span: number; isEnd: boolean }[] {
  return stages.flatMap(({ steps }) => {
    const runs: { controller: Step["controller"]; span: number; isEnd: boolean }[] = [];
    for (const { controller } of steps) {
      const last = runs[runs.length - 1];
      if (last?.controller === controller) last.span += 1;
      else runs.push({ controller, span: 1, isEnd: false });
    }
    const last = runs[runs.length - 1];
    if (last) last.isEnd = true;
    return runs;
  });
}

/** The map: stages as bands, steps as columns, lanes as rows, one curve across. A list on the phone. */
export function JourneyMap({ name, stages, worstId, k }: JourneyMapProps) {
  const t = useTranslations("journeys.map");
  const filled = stages.filter(({ steps }) => steps.length > 0);
  const steps = filled.flatMap((stage) => stage.steps);
  const ends: number[] = [];
  for (const stage of filled) ends.push((ends[ends.length - 1] ?? 0) + stage.steps.length);
  const isEnd = (index: number) => ends.includes(index + 1) && index + 1 < steps.length;
  const scale = steps.find((step) => step.scale)?.scale;
  const feeling = [
    [2, t("delighted")],
    [1, "+1"],
    [0, t("neutral")],
    [-1, "−1"],
    [-2, t("upset")],
  ] as const;
  return (
    <>
      <ScrollBox
        label={name}
        className="overflow-x-auto border-y border-line bg-surface max-md:hidden print:overflow-visible"
      >
        <table
          className="border-separate border-spacing-0 text-xs"
          style={{ width: LABELS + steps.length * COLUMN, tableLayout: "fixed" }}
        >
          <caption className="sr-only">{name}</caption>
          <colgroup>
            <col style={{ width: LABELS }} />
            {steps.map((step) => (
              <col key={step.id} style={{ width: COLUMN }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <LaneHead as="td" className="bg-sunken" />
              {filled.map((stage, index) => (
                <th
                  key={stage.id}
                  colSpan={stage.steps.length}
                  scope="colgroup"
                  className={cn(
                    "h-8 border-b border-line bg-sunken px-2.5 text-start text-sm font-semibold",
                    index < filled.length - 1 && "border-e border-e-line-strong",
                  )}
                >
                  <span className="flex items-baseline justify-between gap-2">
                    <span className="truncate">{stage.name}</span>
                    {stage.gap.actual !== null && stage.gap.desired !== null ? (
                      <span className="whitespace-nowrap text-xs font-normal text-muted">
                        {formatNumber(stage.gap.actual, 1)} {t("of", { desired: formatNumber(stage.gap.desired, 1) })}
                      </span>
                    ) : null}
                  </span>
                </th>
              ))}
            </tr>
            <tr>
              <LaneHead>{t("step")}</LaneHead>
              {steps.map((step, index) => (
                <th
                  key={step.id}
                  scope="col"
                  className={cn(
                    "border-b border-line px-2.5 py-2.5 text-start align-top font-semibold",
                    isEnd(index) && "border-e border-e-line-strong",
                  )}
                >
                  <StepIcon name={step.name} className="mb-1.5 size-4 text-muted" />
                  {step.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Lane label={t("doing")} steps={steps} isEnd={isEnd}>
              {(step) => step.doing || <Nothing />}
            </Lane>
            <Lane label={t("thinking")} steps={steps} isEnd={isEnd} className="text-muted">
              {(step) => (step.thinking ? `“${step.thinking}”` : <Nothing />)}
            </Lane>
            <tr>
              <LaneHead
                className="relative p-0"
                head={<span className="absolute start-6 top-2.5">{t("feeling")}</span>}
              >
                {feeling.map(([value, word]) => (
                  <span
                    key={value}
                    className="absolute end-2 -translate-y-1/2 font-normal text-muted"
                    style={{ top: TOP + (2 - value) * UNIT }}
                  >
                    {word}
                  </span>
                ))}
              </LaneHead>
              <td colSpan={steps.length} className="border-b border-line p-0">
                <FeelingCurve steps={steps} stageEnds={ends} worstId={worstId} label={t("curve", { name })} />
              </td>
            </tr>
            <tr>
              <LaneHead sub={t("ratingSub")}>
                {scale ? t("rating", { min: scale.min, max: scale.max }) : t("ratingAny")}
              </LaneHead>
              {steps.map((step, index) => (
                <td
                  key={step.id}
                  style={{ background: ratingHeat(step) }}
                  className={cn(
                    "border-b border-line px-2.5 py-2 align-top",
                    step.gap.state === "indicative" && "hatched",
                    isEnd(index) && "border-e border-e-line-strong",
                    step.id === worstId && "outline-2 -outline-offset-2 outline-detractor-text",
                  )}
                >
                  <RatingCell step={step} k={k} />
                </td>
              ))}
            </tr>
            <Lane label={t("channels")} steps={steps} isEnd={isEnd}>
              {(step) => (step.channels.length > 0 ? step.channels.join(", ") : <Nothing />)}
            </Lane>
            <tr>
              <LaneHead>{t("controlledBy")}</LaneHead>
              {controllerRuns(filled).map(({ controller, span, isEnd: last }, index) => (
                <td
                  key={index}
                  colSpan={span}
                  className={cn(
                    "border-b border-line px-2 py-1.5",
                    last && "border-e border-e-line-strong last:border-e-0",
                  )}
                >
                  <span
                    className={cn(
                      "flex h-6 items-center gap-1.5 overflow-hidden rounded-md px-2 font-medium [&>svg]:size-3.5 [&>svg]:shrink-0",
                      CONTROLLERS[controller].look,
                    )}
                  >
                    {CONTROLLERS[controller].icon}
                    <span className="truncate">{t(`controller.${controller}`)}</span>
                  </span>
                </td>
              ))}
            </tr>
            <Lane label={t("plans")} sub={t("plansSub")} steps={steps} isEnd={isEnd}>
              {(step) => <CasesAndPlans step={step} />}
            </Lane>
          </tbody>
        </table>
      </ScrollBox>
      <StageList stages={filled} worstId={worstId} k={k} />
    </>
  );
}

const Nothing = () => <span className="text-muted">–</span>;

type LaneHeadProps = { children?: ReactNode; head?: ReactNode; sub?: ReactNode; className?: string; as?: "th" | "td" };

function LaneHead({ children, head, sub, className, as: As = "th" }: LaneHeadProps) {
  return (
    <As
      {...(As === "th" ? { scope: "row" as const } : {})}
      className={cn(
        "sticky start-0 z-10 border-b border-e border-line border-e-line-strong bg-surface py-2.5 ps-6 pe-2 text-start align-top text-sm font-semibold",
        className,
      )}
    >
      {head}
      {children}
      {sub ? <span className="block pt-0.5 text-xs font-normal text-muted">{sub}</span> : null}
    </As>
  );
}

type LaneProps = {
  label: ReactNode;
  sub?: ReactNode;
  steps: readonly Step[];
  isEnd: (index: number) => boolean;
  className?: string;
  children: (step: Step) => ReactNode;
};

function Lane({ label, sub, steps, isEnd, className, children }: LaneProps) {
  return (
    <tr>
      <LaneHead sub={sub}>{label}</LaneHead>
      {steps.map((step, index) => (
        <td
          key={step.id}
          className={cn(
            "border-b border-line px-2.5 py-2.5 align-top text-pretty",
            isEnd(index) && "border-e border-e-line-strong",
            className,
          )}
        >
          {children(step)}
        </td>
      ))}
    </tr>
  );
}

function CasesAndPlans({ step }: { step: Step }) {
  const t = useTranslations("journeys.map");
  return (
    <ul className="flex flex-col gap-1">
      <li className="flex items-start gap-1.5 text-muted">
        <LifeBuoy aria-hidden className="mt-px size-3.5 shrink-0" />
        {step.openCases > 0 ? (
          <span>
            <b className="font-semibold text-ink">{step.openCases}</b> {t("cases", { count: step.openCases })}
          </span>
        ) : (
          t("noCase")
        )}
      </li>
      {step.improvements.map(({ id, title }) => (
        <li key={id} className="flex items-start gap-1.5">
          <Sprout aria-hidden className="mt-px size-3.5 shrink-0 text-muted" />
          <Link href={`/improvements/${id}`} className="rounded-sm hover:underline">
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The same map for a narrow screen: one step under the other. */
function StageList({ stages, worstId, k }: { stages: readonly Stage[]; worstId: string | null; k: number }) {
  const t = useTranslations("journeys.map");
  return (
    <div className="flex flex-col gap-5 px-4 pt-4 md:hidden print:hidden">
      {stages.map((stage) => (
        <section key={stage.id}>
          <h3 className="flex items-baseline justify-between border-b border-line-strong pb-1.5 text-sm font-semibold">
            {stage.name}
            {stage.gap.actual !== null && stage.gap.desired !== null ? (
              <span className="text-xs font-normal text-muted">
                {formatNumber(stage.gap.actual, 1)} {t("of", { desired: formatNumber(stage.gap.desired, 1) })}
              </span>
            ) : null}
          </h3>
          <ol>
            {stage.steps.map((step) => (
              <li key={step.id} className="border-b border-line py-3">
                <div className="flex items-start gap-3">
                  <StepIcon name={step.name} className="mt-0.5 size-4 shrink-0 text-muted" />
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-2 font-semibold">
                      {step.name}
                      {step.id === worstId ? (
                        <Badge tone="detractor" pill>
                          {t("worstShort")}
                        </Badge>
                      ) : null}
                    </p>
                    {step.doing ? <p className="text-xs">{step.doing}</p> : null}
                    {step.thinking ? <p className="text-xs text-muted">“{step.thinking}”</p> : null}
                  </div>
                  <div
                    className="w-28 shrink-0 rounded-md px-2.5 py-1.5 text-xs"
                    style={{ background: ratingHeat(step) }}
                  >
                    <RatingCell step={step} k={k} />
                  </div>
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
