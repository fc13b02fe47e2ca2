// What there is to do, as screens show it. Safe for the browser.

/** A task, or the next step that somebody wrote down with an interaction. */
export type TaskKind = "task" | "step";

export type TaskRow = {
  kind: TaskKind;
  id: string;
  title: string;
  /** YYYY-MM-DD; null: some day. */
  dueOn: string | null;
  ownerId: string | null;
  ownerName: string | null;
  /** Null when there is none, or the reader may not see it. */
  customerId: string | null;
  customerName: string | null;
  dealId: string | null;
  dealName: string | null;
  /** Who gave it, when that is not its owner. */
  givenByName: string | null;
  doneAt: Date | null;
  /** Of a next step: what kind of interaction it was promised in. */
  interactionKind: string | null;
};

export const BUCKETS = ["overdue", "today", "week", "later", "someday"] as const;
export type Bucket = (typeof BUCKETS)[number];

const DAY_MS = 86_400_000;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Where a task stands in the list. @param today YYYY-MM-DD in the workspace's zone; the week is the seven days after it */
export function bucketOf(dueOn: string | null, today: string): Bucket {
  if (dueOn === null) return "someday";
  if (dueOn < today) return "overdue";
  if (dueOn === today) return "today";
  return dueOn <= addDays(today, 7) ? "week" : "later";
}

/** The first working day of next week: where "next week" puts a task. */
export function nextMonday(today: string): string {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return addDays(today, (8 - weekday) % 7 || 7);
}
