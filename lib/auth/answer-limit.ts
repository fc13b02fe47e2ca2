import "server-only";
import { env } from "../env";
import { addressOf } from "./address";

/** Addresses remembered within one minute; beyond this all are forgotten, which errs on the side of taking answers. */
const MOST_ADDRESSES = 50_000;

type Window = { minute: number; counts: Map<string, number> };

// Next bundles routes apart: what they must share lives on globalThis.
const shared = globalThis as typeof globalThis & { waymarkAnswers?: Window };

/**
 * Counts an answer through an open link by the address it comes from, in this process and minute. In memory, since a count
 * in the database would cost as much as the answer.
 * @param most answers a minute; 0 for no limit
 * @returns false when the address has sent as many as it may
 */
export function countAnswer(address: string, now: number, most: number): boolean {
  if (most === 0) return true;
  const minute = Math.floor(now / 60_000);
  let window = shared.waymarkAnswers;
  if (!window || window.minute !== minute || window.counts.size > MOST_ADDRESSES) {
    window = { minute, counts: new Map() };
    shared.waymarkAnswers = window;
  }
  const count = (window.counts.get(address) ?? 0) + 1;
  window.counts.set(address, count);
  return count <= most;
}

/** May whoever sends this give one more answer through an open link? */
export function mayAnswer(request: Request, now = Date.now()): boolean {
  const most = env().ANSWERS_PER_MINUTE;
  if (most === 0) return true;
  return countAnswer(addressOf(request.headers.get("x-forwarded-for")), now, most);
}
