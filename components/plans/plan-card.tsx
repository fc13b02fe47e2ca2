import { ArrowRight, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatDateParts } from "@/lib/format";
import { type Goal, progressOf, type Step } from "@/lib/plans/plan";
import { StepCheck } from "./step-check";

export type PlanCardProps = {
  /** lib/plans/queries.ts: planOfCustomer */
  goals: readonly Goal[];
  customer: { id: string; name: string };
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
  mayWrite: boolean;
};

/** Steps shown; the rest is on the plan's page. */
const NEXT_SHOWN = 4;

/** The customer's goals and the way there: how far it is, and what comes next. */
export function PlanCard({ goals, customer, today, mayWrite }: PlanCardProps) {
  const t = useTranslations("plans");
  const href = `/customers/${customer.id}/plan`;
  const progress = progressOf(goals, today);
  const next = goals
    .filter(({ doneAt }) => doneAt === null)
    .flatMap((goal): { step: Step; isGoal: boolean; goalText: string | null }[] =>
      goal.milestones.length > 0
        ? goal.milestones
            .filter(({ doneAt }) => doneAt === null)
            .map((step) => ({ step, isGoal: false, goalText: goal.text }))
        : [{ step: goal, isGoal: true, goalText: null }],
    )
    .sort((a, b) => (a.step.dueOn ?? "9").localeCompare(b.step.dueOn ?? "9"))
    .slice(0, NEXT_SHOWN);
  return (
    <Card>
      <CardHeader
        title={t("title")}
        meta={
          goals.length > 0
            ? progress.late > 0
              ? t("card.late", { count: progress.late })
              : t("card.goals", { count: goals.length })
            : undefined
        }
        action={
          goals.length > 0 ? (
            <LinkButton href={href} size="sm" variant="ghost" icon={<ArrowRight aria-hidden />}>
              {t("card.open")}
            </LinkButton>
          ) : undefined
        }
      />
      <CardBody>
        {goals.length === 0 ? (
          <>
            <p className="text-muted">{t("card.none")}</p>
            {mayWrite ? (
              <LinkButton href={href} size="sm" icon={<Plus aria-hidden />} className="mt-2">
                {t("card.begin")}
              </LinkButton>
            ) : null}
          </>
        ) : (
          <>
            <ProgressBar
              label={t("progress")}
              labelHidden
              value={progress.done}
              max={progress.steps}
              countText={t("steps", { done: progress.done, steps: progress.steps })}
            />
            <ul className="mt-2">
              {next.map(({ step, isGoal, goalText }) => (
                <li key={step.id} className="flex min-h-9 items-center gap-2 py-0.5">
                  <StepCheck step={step} isGoal={isGoal} mayWrite={mayWrite} />
                  <span className="min-w-0 flex-1">
                    <span className="block break-words">{step.text}</span>
                    {goalText ? <span className="block truncate text-xs text-muted">{goalText}</span> : null}
                  </span>
                  {step.dueOn ? (
                    <span className={cn("shrink-0 text-xs", step.dueOn < today ? "text-detractor-text" : "text-muted")}>
                      {step.dueOn < today ? `${t("late")} ` : null}
                      {formatDateParts(new Date(step.dueOn), "UTC", "day")}
                    </span>
                  ) : null}
                </li>
              ))}
              {next.length === 0 ? <li className="text-muted">{t("card.done")}</li> : null}
            </ul>
          </>
        )}
      </CardBody>
    </Card>
  );
}
