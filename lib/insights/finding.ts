import type { MeanComparison } from "../stats/means";
import type { ShareComparison } from "../stats/proportions";
import type { Listed } from "./scan";
import type { Base, Finding, Outcome, Said } from "./schema";

const logOf = (logP: number): number => (logP === Number.NEGATIVE_INFINITY ? -1e300 : Math.min(0, logP));

function shareTestOf({ difference, interval, test, statistic, logP }: ShareComparison) {
  return { difference, interval, test, statistic, logP: logOf(logP) };
}

function meanTestOf({ difference, interval, t, df, logP }: MeanComparison) {
  return { difference, interval, t, df, logP: logOf(logP) };
}

/** A listed pair with its words: what is stored. */
export function findingOf(
  listed: Omit<Listed, "condition" | "experience" | "outcome">,
  words: { base: Base; said: Said; outcome: Outcome },
  comparisons: number,
): Finding {
  const { pair, saying, explained } = listed;
  return {
    base: { key: words.base.key, words: words.base.words, rule: words.base.rule, segmentId: words.base.segmentId },
    said: words.said,
    outcome: words.outcome,
    baseSize: pair.baseSize,
    asked: pair.asked,
    saidSo: pair.said,
    othersAsked: pair.othersAsked,
    othersSaidSo: pair.othersSaid,
    saying: saying && shareTestOf(saying),
    explained:
      explained.kind === "mean"
        ? { kind: "mean", said: explained.said, rest: explained.rest, test: meanTestOf(explained.test) }
        : { kind: "share", said: explained.said, rest: explained.rest, test: shareTestOf(explained.test) },
    isWeak: listed.isWeak,
    d: listed.d,
    dInterval: { low: listed.dLow, high: listed.dHigh },
    logP: logOf(listed.logP),
    logQ: logOf(listed.logQ),
    comparisons,
    concerned: listed.concerned,
    weight: listed.weight,
    standsOut: Math.min(1e300, listed.standsOut),
  };
}

/** The same pair and outcome have the same signature in every scan. */
export function signatureOf({ base, said, outcome }: Pick<Finding, "base" | "said" | "outcome">): string {
  return `${base.key}|${said.itemId}:${said.values.join(",")}|${outcome.key}`;
}

/** True when those who say so are worse off by this outcome. */
export function isWorse({ d, outcome }: Pick<Finding, "d" | "outcome">): boolean {
  return d < 0 === outcome.higherIsBetter;
}
