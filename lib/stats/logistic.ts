import { normalTwoSidedLog, Z_975 } from "./distributions";
import { midranks } from "./ranks";
import { inverseOf, scatterOf } from "./scatter";
import type { Interval } from "./types";

/** A coefficient in log odds per unit of its predictor; its exponential is the odds ratio. */
type LogOdds = {
  estimate: number;
  standardError: number;
  z: number;
  interval: Interval;
  logP: number;
  p: number;
};

/** Area under the ROC curve, 0 to 1: how often a case with the event scores above one without. */
export type Auc = { auc: number; n: number; events: number; standardError: number; interval: Interval };

export type LogisticFit = {
  n: number;
  events: number;
  intercept: LogOdds;
  /** In the order of the predictors. */
  slopes: LogOdds[];
  deviance: number;
  nullDeviance: number;
  logLikelihood: number;
  /** On the same cases the model was fitted to, so too kind; judge a model by cases it has not seen. */
  auc: number;
  /** Fitted probabilities, 0 to 1, in the order of the cases. */
  fitted: number[];
};

const MOST_STEPS = 50;

function logOdds(estimate: number, standardError: number): LogOdds {
  const z = estimate / standardError;
  const logP = normalTwoSidedLog(z);
  const half = Z_975 * standardError;
  return {
    estimate,
    standardError,
    z,
    interval: { low: estimate - half, high: estimate + half },
    logP,
    p: Math.exp(logP),
  };
}

/** log(1 + e^v) without overflow. */
function softplus(v: number): number {
  return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v));
}

/**
 * Logistic regression of a yes/no outcome (1 or 0) by maximum likelihood: Newton's steps (iteratively reweighted least
 * squares; McCullagh and Nelder 1989) with step halving, on standardised predictors; Wald tests and 95 % intervals.
 *
 * Null when there are no more cases than coefficients, when all outcomes are alike, when a predictor is constant or a
 * combination of others, and when predictors separate the outcomes completely, where no finite estimate exists.
 * Throws RangeError for outcomes other than 0 and 1, values that are not finite, or different lengths.
 */
export function logistic(X: readonly (readonly number[])[], y: readonly number[]): LogisticFit | null {
  if (X.length !== y.length) throw new RangeError("as many outcomes as rows are needed");
  if (y.some((value) => value !== 0 && value !== 1)) throw new RangeError("outcomes are 0 or 1");
  const n = y.length;
  const count = X[0]?.length ?? 0;
  const events = y.reduce((sum, value) => sum + value, 0);
  if (count === 0 || n < count + 2 || events === 0 || events === n) return null;
  const { means, products } = scatterOf(X);
  const sds = means.map((_, i) => Math.sqrt((products[i]?.[i] as number) / n));
  if (!sds.every((sd) => sd > 0)) return null;
  const size = count + 1;
  const design = X.map((row) => {
    const line = new Float64Array(size);
    line[0] = 1;
    for (let i = 0; i < count; i++) line[i + 1] = ((row[i] as number) - (means[i] as number)) / (sds[i] as number);
    return line;
  });
  const predictor = (line: Float64Array, beta: readonly number[]): number => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (line[i] as number) * (beta[i] as number);
    return sum;
  };
  const likelihood = (beta: readonly number[]): number =>
    design.reduce((sum, line, i) => {
      const eta = predictor(line, beta);
      return sum + (y[i] as number) * eta - softplus(eta);
    }, 0);
  const start = Math.log(events / (n - events));
  let beta = [start, ...new Array<number>(count).fill(0)];
  const nullLikelihood = likelihood(beta);
  let best = nullLikelihood;
  let covariance: number[][] | null = null;
  let converged = false;
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = new Array<number>(size).fill(0);
    const information = gradient.map(() => new Array<number>(size).fill(0));
    design.forEach((line, c) => {
      const probability = 1 / (1 + Math.exp(-predictor(line, beta)));
      const weight = probability * (1 - probability);
      const rest = (y[c] as number) - probability;
      for (let i = 0; i < size; i++) {
        gradient[i] = (gradient[i] as number) + (line[i] as number) * rest;
        const row = information[i] as number[];
        for (let j = 0; j < size; j++) row[j] = (row[j] as number) + weight * (line[i] as number) * (line[j] as number);
      }
    });
    covariance = inverseOf(information);
    if (covariance === null) return null;
    if (converged) break;
    const move = covariance.map((line) => line.reduce((sum, v, j) => sum + v * (gradient[j] as number), 0));
    let fraction = 1;
    let next = beta;
    let reached = best;
    for (; fraction > 1e-6; fraction /= 2) {
      next = beta.map((b, i) => b + fraction * (move[i] as number));
      reached = likelihood(next);
      if (reached >= best - 1e-12 * Math.abs(best)) break;
    }
    converged = move.every((v, i) => Math.abs(v) <= 1e-10 * (1 + Math.abs(beta[i] as number)));
    beta = next;
    best = Math.max(best, reached);
  }
  // Complete separation: the likelihood climbs towards 1 while the coefficients run away.
  if (!converged || covariance === null || best > -1e-6) return null;
  const v = covariance;
  const slopes = sds.map((sd, i) => logOdds((beta[i + 1] as number) / sd, Math.sqrt(v[i + 1]?.[i + 1] as number) / sd));
  // The intercept at 0 of every predictor is a combination of the standardised coefficients.
  const back = [1, ...means.map((mean, i) => -mean / (sds[i] as number))];
  const intercept = back.reduce((sum, b, i) => sum + b * (beta[i] as number), 0);
  let variance = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) variance += (back[i] as number) * (back[j] as number) * (v[i]?.[j] as number);
  const fitted = design.map((line) => 1 / (1 + Math.exp(-predictor(line, beta))));
  return {
    n,
    events,
    intercept: logOdds(intercept, Math.sqrt(variance)),
    slopes,
    deviance: -2 * best,
    nullDeviance: -2 * nullLikelihood,
    logLikelihood: best,
    auc: areaUnderCurve(fitted, y)?.auc as number,
    fitted,
  };
}

/**
 * Area under the ROC curve of scores for outcomes 1 and 0; ties count half. Standard error of DeLong, DeLong and
 * Clarke-Pearson (Biometrics 1988), by ranks (Sun and Xu 2014); the interval is cut at 0 and 1. Null with fewer than 2
 * of either outcome; throws RangeError when the lengths differ or outcomes are not 0 or 1.
 */
export function areaUnderCurve(scores: readonly number[], y: readonly number[]): Auc | null {
  if (scores.length !== y.length) throw new RangeError("as many outcomes as scores are needed");
  if (y.some((value) => value !== 0 && value !== 1)) throw new RangeError("outcomes are 0 or 1");
  const n = y.length;
  const events = y.reduce((sum, value) => sum + value, 0);
  const others = n - events;
  if (events < 2 || others < 2) return null;
  const { ranks } = midranks(scores);
  const within = [0, 1].map((kind) => midranks(scores.filter((_, i) => y[i] === kind)).ranks);
  const position = [0, 0];
  // Per case, the share of cases of the other kind that it stands above.
  const above: number[][] = [[], []];
  y.forEach((kind, i) => {
    const own = (within[kind] as Float64Array)[(position[kind] as number)++ as number] as number;
    above[kind]?.push(((ranks[i] as number) - own) / (kind === 1 ? others : events));
  });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = (values: number[]) => {
    const middle = mean(values);
    return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length;
  };
  const auc = mean(above[1] as number[]);
  const standardError = Math.sqrt(spread(above[1] as number[]) + spread(above[0] as number[]));
  const half = Z_975 * standardError;
  return {
    auc,
    n,
    events,
    standardError,
    interval: { low: Math.max(0, auc - half), high: Math.min(1, auc + half) },
  };
}
