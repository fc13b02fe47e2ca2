import { type Draft, placeOf, type Writer } from "./draft";

/** An interaction that waits on this device until it can be sent. */
export type Waiting = {
  draft: Draft;
  /** When it was saved, as this device's clock says (ISO): it is logged for that moment, not for the one it is sent at. */
  happenedAt: string;
  /** Why it is not simply waiting for a network. */
  problem: "signed_out" | "refused" | null;
  /** What the server said when it refused. */
  message: string;
};

export type SendOutcome =
  | { state: "stored" }
  | { state: "unreachable" }
  | { state: "signed_out" }
  | { state: "refused"; message: string; fieldErrors: Record<string, string> };

/** One entry a key, so that two tabs never write over each other's list. */
const prefixOf = (writer: Writer) => `${placeOf(writer)}.waiting.`;

/** @returns false when the device keeps nothing */
export function keepWaiting(writer: Writer, waiting: Waiting, storage: Storage = localStorage): boolean {
  try {
    storage.setItem(prefixOf(writer) + waiting.draft.id, JSON.stringify(waiting));
    return true;
  } catch {
    return false;
  }
}

/** @returns whether it was still waiting */
export function dropWaiting(writer: Writer, id: string, storage: Storage = localStorage): boolean {
  try {
    const key = prefixOf(writer) + id;
    const was = storage.getItem(key) !== null;
    storage.removeItem(key);
    return was;
  } catch {
    return false;
  }
}

/** Oldest first. */
export function listWaiting(writer: Writer, storage: Storage = localStorage): Waiting[] {
  try {
    const prefix = prefixOf(writer);
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
    return keys
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const read = readWaiting(storage.getItem(key));
        return read ? [read] : [];
      })
      .sort((a, b) => a.happenedAt.localeCompare(b.happenedAt));
  } catch {
    return [];
  }
}

function readWaiting(text: string | null): Waiting | null {
  try {
    const read: unknown = JSON.parse(text ?? "null");
    const fits = typeof read === "object" && read !== null && "draft" in read && "happenedAt" in read;
    return fits ? (read as Waiting) : null;
  } catch {
    return null;
  }
}

/** Longer than this, and the network counts as gone: the person goes on, the device sends later. */
const PATIENCE_MS = 10_000;

/**
 * Sends one interaction. The answer may be lost after it was stored: the same id is then sent again and stored once.
 * @param happenedAt when it waited; left out for one that is sent as it is saved
 */
export async function sendInteraction(
  writer: Writer,
  draft: Draft,
  happenedAt?: string,
  request: typeof fetch = fetch,
): Promise<SendOutcome> {
  const { customer, ...fields } = draft;
  try {
    const response = await request("/api/v1/interactions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...fields, customerId: customer?.id ?? "", happenedAt, writer }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // The sign-in page of a hotel's network answers everything with its own text.
    const answer: unknown = await response.json();
    if (typeof answer !== "object" || answer === null) return { state: "unreachable" };
    if (response.ok) return "id" in answer && answer.id === draft.id ? { state: "stored" } : { state: "unreachable" };
    if (response.status === 401) return { state: "signed_out" };
    if (response.status >= 500 || response.status === 408 || response.status === 429) return { state: "unreachable" };
    const { message = "", fields: fieldErrors = {} } =
      "error" in answer ? (answer.error as { message?: string; fields?: Record<string, string> }) : {};
    return { state: "refused", message, fieldErrors };
  } catch {
    return { state: "unreachable" };
  }
}

/**
 * Sends what waits, oldest first, and keeps what could not be sent, with the reason.
 * @returns how many were stored, and whether to try again by and by
 */
export async function sendWaiting(
  writer: Writer,
  send: (waiting: Waiting) => Promise<SendOutcome> = ({ draft, happenedAt }) =>
    sendInteraction(writer, draft, happenedAt),
  storage: Storage = localStorage,
): Promise<{ stored: number; again: boolean }> {
  let stored = 0;
  for (const waiting of listWaiting(writer, storage)) {
    if (waiting.problem === "refused") continue;
    const outcome = await send(waiting);
    if (outcome.state === "stored") {
      dropWaiting(writer, waiting.draft.id, storage);
      stored += 1;
    } else if (outcome.state === "unreachable") {
      return { stored, again: true };
    } else if (outcome.state === "signed_out") {
      if (waiting.problem === null) keepWaiting(writer, { ...waiting, problem: "signed_out" }, storage);
      return { stored, again: false };
    } else {
      keepWaiting(writer, { ...waiting, problem: "refused", message: outcome.message }, storage);
    }
  }
  return { stored, again: false };
}
