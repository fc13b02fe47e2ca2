import { describe, expect, it } from "vitest";
import { missingOf, newDraft, type Writer } from "../../../components/interactions/draft";
import { usualDays } from "../../../components/interactions/due";
import {
  dropWaiting,
  keepWaiting,
  listWaiting,
  type SendOutcome,
  sendInteraction,
  sendWaiting,
  type Waiting,
} from "../../../components/interactions/outbox";

/** A device's storage. */
function device(full = false): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new Error("QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key) => {
      kept.delete(key);
    },
    clear: () => kept.clear(),
  };
}

const me: Writer = { workspaceId: "w", userId: "me" };
const petra = { id: "0190a000-0000-7000-8000-000000000001", name: "Petra" };
const waiting = (text: string, at: string): Waiting => ({
  draft: { ...newDraft(petra), text },
  happenedAt: at,
  problem: null,
  message: "",
});

describe("what waits on a device", () => {
  it("is kept by person and workspace, oldest first, and survives rubbish beside it", () => {
    const storage = device();
    keepWaiting(me, waiting("second", "2026-03-02T09:00:00.000Z"), storage);
    keepWaiting(me, waiting("first", "2026-03-01T09:00:00.000Z"), storage);
    keepWaiting({ ...me, userId: "somebody" }, waiting("not mine", "2026-03-01T09:00:00.000Z"), storage);
    keepWaiting({ ...me, workspaceId: "other" }, waiting("not here", "2026-03-01T09:00:00.000Z"), storage);
    storage.setItem("waymark.w.me.waiting.rubbish", "{");
    expect(listWaiting(me, storage).map(({ draft }) => draft.text)).toEqual(["first", "second"]);
    expect(keepWaiting(me, waiting("no room", "2026-03-01T09:00:00.000Z"), device(true))).toBe(false);
  });

  it("is sent with one id until it is heard, and then is gone", async () => {
    const storage = device();
    const one = waiting("once", "2026-03-01T09:00:00.000Z");
    keepWaiting(me, one, storage);
    const outcomes: SendOutcome[] = [
      { state: "unreachable" },
      { state: "unreachable" },
      { state: "unreachable" },
      { state: "stored" },
    ];
    const ids: string[] = [];
    const send = async ({ draft }: Waiting) => {
      ids.push(draft.id);
      return outcomes[ids.length - 1] ?? { state: "stored" as const };
    };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await sendWaiting(me, send, storage)).toEqual({ stored: 0, again: true });
    }
    expect(await sendWaiting(me, send, storage)).toEqual({ stored: 1, again: false });
    expect(ids).toEqual(Array.from({ length: 4 }, () => one.draft.id));
    expect(listWaiting(me, storage)).toEqual([]);
    expect(dropWaiting(me, one.draft.id, storage)).toBe(false);
  });

  it("stays with its reason when refused, without holding up the others, and waits for a sign-in", async () => {
    const storage = device();
    keepWaiting(me, waiting("refused", "2026-03-01T09:00:00.000Z"), storage);
    keepWaiting(me, waiting("good", "2026-03-02T09:00:00.000Z"), storage);
    const send = async ({ draft }: Waiting): Promise<SendOutcome> =>
      draft.text === "good"
        ? { state: "stored" }
        : { state: "refused", message: "The customer was not found.", fieldErrors: {} };
    expect(await sendWaiting(me, send, storage)).toEqual({ stored: 1, again: false });
    expect(listWaiting(me, storage)).toMatchObject([{ problem: "refused", message: "The customer was not found." }]);

    keepWaiting(me, waiting("later", "2026-03-03T09:00:00.000Z"), storage);
    await sendWaiting(me, async () => ({ state: "signed_out" }), storage);
    expect(listWaiting(me, storage).map(({ problem }) => problem)).toEqual(["refused", "signed_out"]);
    expect(await sendWaiting(me, async () => ({ state: "stored" }), storage)).toEqual({ stored: 1, again: false });
  });
});

describe("sending one", () => {
  const draft = newDraft(petra);
  const answer = (status: number, body: unknown, text?: string) => async () =>
    new Response(text ?? JSON.stringify(body), { status });
  const outcome = (request: () => Promise<Response>) => sendInteraction(me, draft, undefined, request);

  it("believes only an answer of our own", async () => {
    expect(await outcome(answer(200, { id: draft.id }))).toEqual({ state: "stored" });
    expect(await outcome(answer(200, null, "<html>Welcome to the hotel</html>"))).toEqual({ state: "unreachable" });
    expect(await outcome(answer(200, { id: "another" }))).toEqual({ state: "unreachable" });
    expect(await outcome(answer(503, {}))).toEqual({ state: "unreachable" });
    expect(await outcome(answer(429, {}))).toEqual({ state: "unreachable" });
    expect(await outcome(() => Promise.reject(new TypeError("Failed to fetch")))).toEqual({ state: "unreachable" });
    expect(await outcome(answer(401, { error: {} }))).toEqual({ state: "signed_out" });
    const fields = { text: "At most 4,000 characters." };
    expect(await outcome(answer(422, { error: { message: "Some fields are wrong.", fields } }))).toEqual({
      state: "refused",
      message: "Some fields are wrong.",
      fieldErrors: fields,
    });
  });

  it("says whose it is and when it was", async () => {
    let sent: unknown;
    await sendInteraction(me, draft, "2026-03-01T09:00:00.000Z", async (_url, init) => {
      sent = JSON.parse(String(init?.body));
      return Response.json({ id: draft.id });
    });
    expect(sent).toMatchObject({
      id: draft.id,
      customerId: petra.id,
      happenedAt: "2026-03-01T09:00:00.000Z",
      writer: me,
    });
  });
});

describe("the form", () => {
  it("knows what is missing before anything is sent", () => {
    expect(missingOf(newDraft(null))).toBe("customer");
    expect(missingOf({ ...newDraft(petra), nextStepDueOn: "2026-03-01" })).toBe("nextStep");
    expect(missingOf({ ...newDraft(petra), nextStepDueOn: "2026-03-01", nextStep: "Call" })).toBeNull();
  });

  it("counts days in the workspace's zone, over the end of a month", () => {
    const now = new Date("2026-02-27T23:30:00Z");
    expect(usualDays("UTC", now).map(({ day }) => day)).toEqual(["2026-02-27", "2026-02-28", "2026-03-06"]);
    expect(usualDays("Europe/Berlin", now)[0]?.day).toBe("2026-02-28");
  });
});
