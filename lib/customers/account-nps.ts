import { type Nps, nps } from "../stats/nps";
import type { Feeling } from "./headline";
import { classOf, type ScoreClass } from "./score";

/** The latest likelihood to recommend of one of the account's people, 0 to 10. */
export type Voice = {
  score: number;
  /** Their share of the account's decision, 0 to 1; null when nobody said. */
  influence: number | null;
};

export type AccountNps = {
  /** One voice a person, all alike; null when nobody answered. */
  raw: Nps | null;
  /** Each voice as heavy as its influence; null when no one with an influence answered. */
  weighted: (Nps & { voices: number }) | null;
  /** Of the influence that was heard: how much of it speaks as what. Null when none was. */
  shares: Record<ScoreClass, number> | null;
};

/**
 * An account's NPS. Raw: 100 × (promoters − detractors) / voices. Weighted: the same with each voice counted by its
 * influence, 100 × (Σ w · class) / Σ w; its interval rests on the effective number of voices, (Σ w)² / Σ w² (Kish), so that
 * one person who decides alone counts as one, however many others were heard. `n` of the weighted is that effective number.
 */
export function accountNps(voices: readonly Voice[]): AccountNps {
  const counts = { promoters: 0, passives: 0, detractors: 0 };
  const weights: Record<ScoreClass, number> = { promoter: 0, passive: 0, detractor: 0 };
  let [sum, squares, heard] = [0, 0, 0];
  for (const { score, influence } of voices) {
    const found = classOf(score);
    counts[`${found}s`] += 1;
    if (influence === null || influence <= 0) continue;
    weights[found] += influence;
    sum += influence;
    squares += influence * influence;
    heard += 1;
  }
  if (sum === 0) return { raw: nps(counts), weighted: null, shares: null };
  const shares = {
    promoter: weights.promoter / sum,
    passive: weights.passive / sum,
    detractor: weights.detractor / sum,
  };
  const effective = (sum * sum) / squares;
  const weighted = nps({
    promoters: shares.promoter * effective,
    passives: shares.passive * effective,
    detractors: shares.detractor * effective,
  });
  return { raw: nps(counts), weighted: weighted ? { ...weighted, voices: heard } : null, shares };
}

type Person = { id: string; influence: number | null; score: number | null };

/**
 * The latest answer of each of the account's people; what came without a name is one more voice, without an influence.
 * @param feelings oldest first
 */
export function voicesOf(people: readonly Person[], feelings: readonly Feeling[]): Voice[] {
  const unnamed = feelings.findLast(({ contactId }) => !contactId);
  return [
    ...people.flatMap(({ score, influence }) => (score === null ? [] : [{ score, influence }])),
    ...(unnamed ? [{ score: unnamed.score, influence: null }] : []),
  ];
}
