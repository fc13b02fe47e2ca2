import { describe, expect, test } from "vitest";
import { followed, isWider, mayBeShownOutside, narrower } from "../../../lib/quotes/consent";
import {
  cleanTranscript,
  filtersOf,
  interviewInput,
  LONGEST_TRANSCRIPT,
  passageInput,
  quoteInput,
  quoteListParams,
} from "../../../lib/quotes/schema";

const errorsOf = (result: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  Object.fromEntries((result.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));

describe("a voice", () => {
  test("needs words alone; the rest has a start value", () => {
    expect(quoteInput.parse({ text: " We waited. " })).toEqual({
      kind: "quote",
      text: "We waited.",
      speaker: "",
      source: "",
      touchpointId: null,
      segmentId: null,
      feeling: null,
      tags: [],
      consent: "none",
      saidOn: null,
    });
  });

  test("takes a form's texts: open choices, a feeling, tags with commas", () => {
    const parsed = quoteInput.parse({
      text: "We waited",
      touchpointId: "",
      feeling: "-2",
      tags: "#Long  Queue, long queue,, Gate",
      saidOn: "",
    });
    expect(parsed).toMatchObject({ touchpointId: null, feeling: -2, tags: ["long queue", "gate"], saidOn: null });
    expect(quoteInput.parse({ text: "We waited", feeling: "" }).feeling).toBeNull();
    expect(quoteInput.parse({ text: "We waited", feeling: "0" }).feeling).toBe(0);
  });

  test("says at the field what is wrong", () => {
    const errors = errorsOf(
      quoteInput.safeParse({
        text: " ",
        feeling: 3,
        tags: ["x".repeat(41)],
        consent: "maybe",
        saidOn: "2026-02-31",
        touchpointId: "gate",
      }),
    );
    expect(errors).toMatchObject({
      text: "Write what was said or seen.",
      feeling: "Choose one of the five.",
      consent: "Say what the person agreed to.",
      saidOn: "Choose a date.",
      touchpointId: "Choose a touchpoint.",
    });
    expect(errorsOf(quoteInput.safeParse({ text: "ok", tags: ["x".repeat(41)] }))).toEqual({
      "tags.0": "A tag has at most 40 characters.",
    });
    expect(quoteInput.safeParse({ text: "ok", tags: Array.from({ length: 13 }, (_, n) => `t${n}`) }).success).toBe(
      false,
    );
  });
});

describe("an interview", () => {
  const plain = { title: "Anna", heldOn: "2026-05-04" };

  test("keeps its transcript with one kind of line end", () => {
    expect(cleanTranscript("A: hi  \r\nB: ho\r\r\n\n\n\nA: so\t\n")).toBe("A: hi\nB: ho\n\nA: so");
    expect(interviewInput.parse({ ...plain, transcript: "a\r\nb" }).transcript).toBe("a\nb");
  });

  test("has a limit that is said with both numbers", () => {
    expect(interviewInput.safeParse({ ...plain, transcript: "x".repeat(LONGEST_TRANSCRIPT) }).success).toBe(true);
    expect(errorsOf(interviewInput.safeParse({ ...plain, transcript: "x".repeat(LONGEST_TRANSCRIPT + 1) }))).toEqual({
      transcript: "A transcript has at most 200,000 characters; this one has 200,001. Split it into two interviews.",
    });
  });

  test("needs a day", () => {
    expect(errorsOf(interviewInput.safeParse({ title: "Anna", heldOn: "" }))).toEqual({ heldOn: "Choose a date." });
  });
});

describe("a passage", () => {
  const interviewId = "01999999-9999-7999-8999-999999999999";

  test("has a beginning before its end", () => {
    expect(passageInput.safeParse({ interviewId, startsAt: 5, endsAt: 5, text: "" }).success).toBe(false);
    expect(passageInput.safeParse({ interviewId, startsAt: 0, endsAt: 5, text: "Hello" }).success).toBe(true);
  });
});

describe("consent", () => {
  test("public alone leaves the house", () => {
    expect((["none", "internal", "public"] as const).map(mayBeShownOutside)).toEqual([false, false, true]);
  });

  test("of a passage follows its interview, and is never freer", () => {
    expect(narrower("public", "internal")).toBe("internal");
    expect(isWider("internal", "public")).toBe(true);
    expect(isWider("internal", "internal")).toBe(false);
    expect(followed("public", "public", "none")).toBe("none");
    expect(followed("internal", "public", "none")).toBe("none");
    expect(followed("internal", "public", "internal")).toBe("internal");
    expect(followed("none", "public", "internal")).toBe("none");
    expect(followed("none", "none", "public")).toBe("public");
  });
});

describe("the list's address", () => {
  test("leaves out what makes no sense", () => {
    const params = quoteListParams.parse({ kind: "song", touchpoint: "gate", feeling: "bad", cursor: 5 });
    expect(filtersOf(params)).toEqual({
      q: undefined,
      kind: undefined,
      touchpointId: undefined,
      segmentId: undefined,
      tag: undefined,
      feeling: "bad",
      consent: undefined,
      interviewId: undefined,
      archived: undefined,
    });
    expect(filtersOf(quoteListParams.parse({ touchpoint: "none" })).touchpointId).toBe("none");
  });
});
