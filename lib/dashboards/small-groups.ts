import { type Group, hidden as hiddenScore } from "./scores";

const hide = (group: Group): Group => ({ ...group, score: hiddenScore(group.score) });

/**
 * Hides what could be worked out from a table whose groups are parts of one total: a single small group is the total
 * less the others, so the next smallest is hidden with it until at least k answers lie in the dark.
 * @param total answers of the whole, those without a group too
 */
export function hidePartition(groups: readonly Group[], total: number, k: number): Group[] {
  const isDark = ({ score }: Group) => score.n > 0 && (score.n < k || score.state === "hidden");
  const hidden = new Set(groups.filter(isDark).map(({ key }) => key));
  if (hidden.size === 0) return [...groups];
  const sumOf = (keys: Set<string>) => groups.reduce((sum, { key, score }) => sum + (keys.has(key) ? score.n : 0), 0);
  const rest = total - groups.reduce((sum, { score }) => sum + score.n, 0);
  const bySize = groups
    .filter(({ key, score }) => score.n > 0 && !hidden.has(key))
    .sort((a, b) => a.score.n - b.score.n);
  // What can be worked out is the sum of all that is hidden, with the answers that have no group.
  while (sumOf(hidden) + rest < k || (hidden.size === 1 && rest === 0)) {
    const next = bySize.shift();
    if (!next) break;
    hidden.add(next.key);
  }
  return groups.map((group) => (hidden.has(group.key) ? hide(group) : group));
}

/**
 * The same for groups that may overlap, as segments do: one is also hidden when fewer than k answers lie outside it,
 * since those would be the total less the group.
 */
export function hideOverlapping(groups: readonly Group[], total: number, k: number): Group[] {
  return groups.map((group) => {
    const outside = total - group.score.n;
    return group.score.n > 0 && (group.score.n < k || (outside > 0 && outside < k)) ? hide(group) : group;
  });
}

/**
 * Groups of a narrowed page, held against the same groups without the narrowing: one is hidden when it leaves fewer than k
 * answers of the wider one, which would be the one less the other.
 */
export function hideBeside(groups: readonly Group[], wider: readonly Group[], k: number): Group[] {
  const all = new Map(wider.map(({ key, score }) => [key, score.n]));
  return groups.map((group) => {
    const rest = (all.get(group.key) ?? 0) - group.score.n;
    return group.score.n > 0 && rest > 0 && rest < k ? hide(group) : group;
  });
}
