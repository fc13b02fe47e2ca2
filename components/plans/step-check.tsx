"use client";

import { Check, Circle, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toaster";
import { completeMilestoneAction, reachGoalAction } from "@/lib/plans/actions";
import type { Step } from "@/lib/plans/plan";

/** Marks a milestone as done or a goal as reached, with a way back. */
export function StepCheck({ step, isGoal, mayWrite }: { step: Step; isGoal: boolean; mayWrite: boolean }) {
  const t = useTranslations("plans");
  const toast = useToast();
  const [pending, start] = useTransition();
  const isDone = step.doneAt !== null;
  const set = (done: boolean) =>
    start(async () => {
      const answer = await (isGoal ? reachGoalAction : completeMilestoneAction)(null, { id: step.id, done });
      if (!answer) return;
      if (!answer.ok) return toast.fail(answer.message);
      const words = t(done ? (isGoal ? "isReached" : "isDone") : "isOpen", { text: step.text });
      if (done) toast.undo(words, () => set(false));
      else toast.say(words);
    });
  if (!mayWrite) {
    return (
      <span className="inline-flex size-7 shrink-0 items-center justify-center text-muted">
        {isDone ? <Check role="img" aria-label={t("doneMark")} /> : <Circle aria-hidden />}
      </span>
    );
  }
  return (
    <IconButton
      size="sm"
      label={t(isDone ? "reopen" : isGoal ? "reach" : "complete", { text: step.text })}
      icon={isDone ? <CircleCheck aria-hidden className="text-promoter-text" /> : <Circle aria-hidden />}
      pending={pending}
      onClick={() => set(!isDone)}
    />
  );
}
