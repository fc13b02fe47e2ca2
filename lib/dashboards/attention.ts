const DAY_MS = 86_400_000;

/** Without contact for so long, an account is called silent. */
export const SILENT_AFTER_DAYS = 90;
/** A low score asks for attention for so long. */
export const SCORE_COUNTS_DAYS = 120;
/** Orders fell by at least this share (0 to 1) on the year before, which had at least MIN_ORDERS_BEFORE. */
export const FEWER_ORDERS_SHARE = 0.4;
export const MIN_ORDERS_BEFORE = 4;
/** A contract that renews so soon is told. */
export const RENEWS_WITHIN_DAYS = 90;
/** No order for so long, from a customer who had bought in the year. */
export const NO_ORDER_DAYS = 200;

export type AccountFacts = {
  lastContactAt: Date | null;
  lastScore: number | null;
  lastScoreAt: Date | null;
  lastOrderAt: Date | null;
  /** Of the last 12 months, in the workspace's currency. */
  valueCents: number;
  /** Orders of the last 12 months, and of the 12 before. */
  orders: number;
  ordersBefore: number;
  openCases: number;
  /** The earliest next step that is not done, a calendar day. */
  stepDueOn: Date | null;
  /** The latest answers of 0 to 10, up to three, the oldest first. */
  lastScores: readonly number[];
  /** The next renewal of a running contract, a calendar day; passed ones too. */
  renewsOn: Date | null;
  /** Promises whose day passed. */
  missedPromises: number;
};

/** One reason why an account asks for its seller. A fact, never a forecast. */
export type Attention =
  | { kind: "renews"; day: string; days: number }
  | { kind: "fell"; scores: readonly number[] }
  | { kind: "gave"; score: number }
  | { kind: "promise"; count: number }
  | { kind: "cases"; count: number }
  | { kind: "silent"; days: number }
  | { kind: "stepLate"; days: number }
  | { kind: "fewer"; share: number }
  | { kind: "noOrder"; days: number };

const daysSince = (date: Date | null, now: Date): number | null => (date ? Math.floor((+now - +date) / DAY_MS) : null);

/** Each lower than the one before, three times asked, and no longer a promoter's. */
const isFalling = (scores: readonly number[]): boolean =>
  scores.length >= 3 &&
  scores.every((score, place) => place === 0 || score < (scores[place - 1] ?? 0)) &&
  (scores.at(-1) ?? 10) <= 8;

/** What is first done about an account: the channel of its first reason. */
export type FirstStep = "call" | "visit" | "email" | "offer";

/** @param isCompany companies are visited when their contract renews; @param hasOffer something is due to be offered */
export function firstStepOf(reasons: readonly Attention[], isCompany: boolean, hasOffer: boolean): FirstStep {
  const first = reasons[0];
  if (first?.kind === "renews") return isCompany ? "visit" : "call";
  if (first?.kind === "fell") return "email";
  if ((first?.kind === "fewer" || first?.kind === "noOrder" || !first) && hasOffer) return "offer";
  return "call";
}

/** @param today YYYY-MM-DD in the workspace's zone */
const calendarDaysSince = (day: Date | null, today: string): number | null =>
  daysSince(day, new Date(`${today}T00:00:00Z`));

/** Every reason that holds, in the order in which they are said. @param today YYYY-MM-DD in the workspace's zone */
export function attentionOf(account: AccountFacts, now: Date, today: string): Attention[] {
  const reasons: Attention[] = [];
  const renewsIn = calendarDaysSince(account.renewsOn, today);
  if (account.renewsOn && renewsIn !== null && -renewsIn <= RENEWS_WITHIN_DAYS)
    reasons.push({ kind: "renews", day: account.renewsOn.toISOString().slice(0, 10), days: -renewsIn });
  const scoreDays = daysSince(account.lastScoreAt, now);
  if (isFalling(account.lastScores) && scoreDays !== null && scoreDays <= SCORE_COUNTS_DAYS)
    reasons.push({ kind: "fell", scores: account.lastScores });
  else if (
    account.lastScore !== null &&
    account.lastScore <= 6 &&
    scoreDays !== null &&
    scoreDays <= SCORE_COUNTS_DAYS
  ) {
    reasons.push({ kind: "gave", score: account.lastScore });
  }
  if (account.missedPromises > 0) reasons.push({ kind: "promise", count: account.missedPromises });
  if (account.openCases > 0) reasons.push({ kind: "cases", count: account.openCases });
  const stepDays = calendarDaysSince(account.stepDueOn, today);
  if (stepDays !== null && stepDays >= 1) reasons.push({ kind: "stepLate", days: stepDays });
  const silence = daysSince(account.lastContactAt, now);
  if (silence !== null && silence > SILENT_AFTER_DAYS) reasons.push({ kind: "silent", days: silence });
  const fell = account.ordersBefore > 0 ? 1 - account.orders / account.ordersBefore : 0;
  const noOrder = daysSince(account.lastOrderAt, now);
  if (account.ordersBefore >= MIN_ORDERS_BEFORE && fell >= FEWER_ORDERS_SHARE)
    reasons.push({ kind: "fewer", share: fell });
  else if (noOrder !== null && noOrder > NO_ORDER_DAYS) reasons.push({ kind: "noOrder", days: noOrder });
  return reasons;
}
