"use client";

import { Archive, ArrowDown, ArrowUp, Ellipsis, Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { formatDay } from "@/lib/format";
import {
  addGoalAction,
  addMilestoneAction,
  archiveGoalAction,
  archiveMilestoneAction,
  changeGoalAction,
  changeMilestoneAction,
  moveGoalAction,
  moveMilestoneAction,
  restoreGoalAction,
  restoreMilestoneAction,
} from "@/lib/plans/actions";
import type { Goal, Step } from "@/lib/plans/plan";
import { StepCheck } from "./step-check";
import { type PlanMember, StepForm } from "./step-form";

export type PlanEditorProps = {
  customerId: string;
  goals: readonly Goal[];
  members: readonly PlanMember[];
  /** Who gets a new step. */
  userId: string;
  today: string;
  mayWrite: boolean;
};

/** A success plan: goals with their milestones, edited where they stand. */
export function PlanEditor({ customerId, goals, members, userId, today, mayWrite }: PlanEditorProps) {
  const t = useTranslations("plans");
  /** What is being written: a step by its id, "goal", or "in:<goal>" for a new milestone. */
  const [open, setOpen] = useState<string | null>(goals.length === 0 && mayWrite ? "goal" : null);
  const close = () => setOpen(null);
  const blank = { text: "", dueOn: null, ownerId: userId };
  const common = { members, today, mayWrite, open, setOpen };
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {goals.length === 0 ? <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState> : null}
      {goals.map((goal, place) => (
        <Card key={goal.id} className="px-4 py-3 print:break-inside-avoid print:border-0 print:px-0">
          <StepRow {...common} step={goal} isGoal place={place} count={goals.length} />
          <ul className="mt-1 ps-3 max-md:ps-0">
            {goal.milestones.map((milestone, index) => (
              <li key={milestone.id} className="border-t border-line py-1">
                <StepRow {...common} step={milestone} isGoal={false} place={index} count={goal.milestones.length} />
              </li>
            ))}
          </ul>
          {mayWrite ? (
            <div className="no-print mt-1 ps-3 max-md:ps-0">
              {open === `in:${goal.id}` ? (
                <StepForm
                  isGoal={false}
                  initial={blank}
                  members={members}
                  send={(fields) => addMilestoneAction(null, { ...fields, goalId: goal.id })}
                  onSaved={close}
                  onCancel={close}
                />
              ) : (
                <Button size="sm" variant="ghost" icon={<Plus aria-hidden />} onClick={() => setOpen(`in:${goal.id}`)}>
                  {t("addMilestone")}
                </Button>
              )}
            </div>
          ) : null}
        </Card>
      ))}
      {mayWrite ? (
        open === "goal" ? (
          <StepForm
            isGoal
            initial={blank}
            members={members}
            send={(fields) => addGoalAction(null, { ...fields, customerId })}
            onSaved={close}
            onCancel={close}
          />
        ) : (
          <Button
            icon={<Plus aria-hidden />}
            onClick={() => setOpen("goal")}
            className="no-print self-start"
            data-create=""
          >
            {t("addGoal")}
          </Button>
        )
      ) : null}
    </div>
  );
}

type StepRowProps = {
  step: Step;
  isGoal: boolean;
  place: number;
  count: number;
  members: readonly PlanMember[];
  today: string;
  mayWrite: boolean;
  open: string | null;
  setOpen: (open: string | null) => void;
};

function StepRow({ step, isGoal, place, count, members, today, mayWrite, open, setOpen }: StepRowProps) {
  const t = useTranslations("plans");
  const toast = useToast();
  const [pending, start] = useTransition();
  const { id, text, dueOn, ownerName } = step;
  const isLate = dueOn !== null && step.doneAt === null && dueOn < today;
  const move = (by: -1 | 1) =>
    start(async () => {
      const done = await (isGoal ? moveGoalAction : moveMilestoneAction)(null, { id, by });
      if (done && !done.ok) toast.fail(done.message);
    });
  const archive = () =>
    start(async () => {
      const done = await (isGoal ? archiveGoalAction : archiveMilestoneAction)(null, { id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t("isArchived", { text }), async () => {
        await (isGoal ? restoreGoalAction : restoreMilestoneAction)(null, { id });
      });
    });
  if (open === id) {
    return (
      <StepForm
        isGoal={isGoal}
        initial={step}
        members={members}
        send={(fields) => (isGoal ? changeGoalAction : changeMilestoneAction)(null, { ...fields, id })}
        onSaved={() => setOpen(null)}
        onCancel={() => setOpen(null)}
      />
    );
  }
  const words = (
    <span
      className={cn(
        "break-words",
        isGoal && "text-base font-semibold",
        step.doneAt && "text-muted line-through decoration-from-font",
      )}
    >
      {text}
    </span>
  );
  return (
    <div className="flex items-start gap-2">
      <StepCheck step={step} isGoal={isGoal} mayWrite={mayWrite} />
      <div className="min-w-0 flex-1 pt-1">
        {isGoal ? <h2>{words}</h2> : <p>{words}</p>}
        {ownerName || dueOn || step.doneAt ? (
          <p className="text-xs text-muted">
            {[
              ownerName,
              step.doneAt
                ? t(isGoal ? "reachedOn" : "doneOn", { day: formatDay(step.doneAt) })
                : dueOn && !isLate
                  ? t("dueOn", { day: formatDay(new Date(dueOn)) })
                  : null,
            ]
              .filter(Boolean)
              .join(", ")}
            {isLate && dueOn ? (
              <span className="text-detractor-text">
                {ownerName ? ", " : null}
                {t("lateSince", { day: formatDay(new Date(dueOn)) })}
              </span>
            ) : null}
          </p>
        ) : null}
      </div>
      {mayWrite ? (
        <span className="no-print flex">
          <IconButton
            size="sm"
            label={t("editOne", { text })}
            icon={<Pencil aria-hidden />}
            onClick={() => setOpen(id)}
          />
          <Menu
            align="end"
            trigger={
              <IconButton size="sm" label={t("menu", { text })} icon={<Ellipsis aria-hidden />} pending={pending} />
            }
          >
            <MenuItem icon={<ArrowUp aria-hidden />} disabled={place === 0} onSelect={() => move(-1)}>
              {t("up")}
            </MenuItem>
            <MenuItem icon={<ArrowDown aria-hidden />} disabled={place === count - 1} onSelect={() => move(1)}>
              {t("down")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
              {t("archive")}
            </MenuItem>
          </Menu>
        </span>
      ) : null}
    </div>
  );
}
