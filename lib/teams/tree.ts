// Teams hang below one another: owner, team, director.

export type TeamNode = { id: string; parentId: string | null };

/** These teams and all below them; a circle, should there be one, ends where it began. */
export function subtreeOf(teams: readonly TeamNode[], roots: readonly string[]): string[] {
  const children = new Map<string, string[]>();
  for (const { id, parentId } of teams) {
    if (parentId) children.set(parentId, [...(children.get(parentId) ?? []), id]);
  }
  const found = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(children.get(id) ?? []));
  }
  return [...found];
}

/** Whether a team would come to stand below itself. */
export const closesCircle = (teams: readonly TeamNode[], id: string, parentId: string | null): boolean =>
  parentId !== null && subtreeOf(teams, [id]).includes(parentId);

/** Every team under the one it belongs to, each with its depth; children by name. */
export function inTreeOrder<T extends TeamNode & { name: string }>(teams: readonly T[]): (T & { depth: number })[] {
  const known = new Set(teams.map(({ id }) => id));
  const byName = [...teams].sort((a, b) => a.name.localeCompare(b.name));
  const result: (T & { depth: number })[] = [];
  const place = (team: T, depth: number) => {
    if (result.some(({ id }) => id === team.id)) return;
    result.push({ ...team, depth });
    for (const child of byName) if (child.parentId === team.id) place(child, depth + 1);
  };
  for (const team of byName) if (!team.parentId || !known.has(team.parentId)) place(team, 0);
  for (const team of byName) place(team, 0);
  return result;
}
