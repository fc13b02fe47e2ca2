export type Step = {
  id: string;
  text: string;
  ownerId: string | null;
  ownerName: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  /** A goal that is reached, a milestone that is done. */
  doneAt: Date | null;
};

export type Goal = Step & { milestones: Step[] };

export type Progress = { done: number; steps: number /** Not done, and its day has passed. */; late: number };

type Dated = Pick<Step, "dueOn" | "doneAt">;

/**
 * How far a plan is: its milestones; a goal without milestones is one step itself, and a goal that is reached has all
 * its steps done. Late are steps and goals whose day has passed.
 * @param today YYYY-MM-DD
 */
export function progressOf(goals: readonly (Dated & { milestones: readonly Dated[] })[], today: string): Progress {
  const progress: Progress = { done: 0, steps: 0, late: 0 };
  const isLate = ({ dueOn, doneAt }: Dated) => dueOn !== null && doneAt === null && dueOn < today;
  for (const goal of goals) {
    const steps = goal.milestones.length > 0 ? goal.milestones : [goal];
    progress.steps += steps.length;
    progress.done += steps.filter(({ doneAt }) => goal.doneAt !== null || doneAt !== null).length;
    if (goal.doneAt !== null) continue;
    progress.late += goal.milestones.filter(isLate).length + (isLate(goal) ? 1 : 0);
  }
  return progress;
}

export type PlanLine = Progress & {
  customerId: string;
  customerName: string;
  ownerName: string | null;
  goals: number;
  reached: number;
  /** The step that comes next, of those that are not done; late ones first. */
  nextText: string | null;
  nextDueOn: string | null;
};
