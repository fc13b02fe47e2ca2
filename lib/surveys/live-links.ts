import "server-only";

/**
 * What a public link leads to is kept for a moment, so that a busy link does not ask the database for every answer.
 * Closing takes effect at once in this process and within the time below in others.
 */
export const LINK_TTL_MS = 1500;
const MOST_LINKS = 5000;

type Entry = { at: number; value: Promise<unknown> };

// Next bundles routes and actions apart: what they must share lives on globalThis.
const shared = globalThis as typeof globalThis & { waymarkLinks?: Map<string, Entry> };

/** The value for a token, loaded once for all who ask at the same time; a failed load is not kept. */
export function rememberLink<T>(token: string, now: number, load: () => Promise<T>): Promise<T> {
  shared.waymarkLinks ??= new Map();
  const links = shared.waymarkLinks;
  const known = links.get(token);
  if (known && now - known.at < LINK_TTL_MS) return known.value as Promise<T>;
  const value = load();
  links.delete(token);
  if (links.size >= MOST_LINKS) {
    const oldest = links.keys().next();
    if (!oldest.done) links.delete(oldest.value);
  }
  links.set(token, { at: now, value });
  value.catch(() => links.get(token)?.value === value && links.delete(token));
  return value;
}

/** Called after anything that links serve has changed. */
export function forgetLinks(): void {
  shared.waymarkLinks?.clear();
}

/** After one link has changed: a personal one that was used. */
export function forgetLink(token: string): void {
  shared.waymarkLinks?.delete(token);
}
