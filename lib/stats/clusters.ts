import { Z_975 } from "./distributions";
import { wilson } from "./proportions";
import type { Interval } from "./types";

/** Sums over clusters (customers), of yes and of all of each. */
export type ClusterSums = {
  clusters: number;
  yes: number;
  all: number;
  yesSq: number;
  yesAll: number;
  allSq: number;
};

export type ClusterShare = { share: number; yes: number; n: number; clusters: number; interval: Interval };

/**
 * A share of things that come in clusters, as orders come by customers: Σ yes / Σ all, with the 95 % interval of the
 * ratio estimator (Cochran, Sampling Techniques, 3rd ed. 1977, equation 9A.5 without finite correction): variance
 * m / (m − 1) × Σ (yes − share × all)² / (Σ all)². When every cluster says the same there is nothing to estimate it
 * from: then Wilson's interval of as many answers as there are clusters. Null without anything to count.
 */
export function shareOfClusters(sums: ClusterSums): ClusterShare | null {
  const { clusters, yes, all, yesSq, yesAll, allSq } = sums;
  if (all <= 0 || clusters <= 0) return null;
  const share = yes / all;
  const squares = yesSq - 2 * share * yesAll + share * share * allSq;
  const result = { share, yes, n: all, clusters };
  // Rounding leaves a trace where the squares cancel.
  if (clusters === 1 || squares <= 1e-9 * Math.max(1, yesSq)) {
    const rough = wilson(Math.round(share * clusters), clusters);
    const interval = rough?.interval ?? { low: 0, high: 1 };
    return { ...result, interval: { low: Math.min(share, interval.low), high: Math.max(share, interval.high) } };
  }
  const half = Z_975 * Math.sqrt((clusters / (clusters - 1)) * squares) * (1 / all);
  return { ...result, interval: { low: Math.max(0, share - half), high: Math.min(1, share + half) } };
}
