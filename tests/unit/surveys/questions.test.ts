import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QUESTION_VIEWS } from "@/components/surveys/questions/registry";
import { ItemKind } from "@/lib/generated/prisma/enums";
import { KIND_ORDER, QUESTION_KINDS } from "@/lib/surveys/questions/registry";
import { MAX_TEXT } from "@/lib/surveys/questions/text";
import { publishableDraft, surveyDraft } from "@/lib/surveys/schema";
import { draftFrom, freeKey, newQuestion } from "@/lib/surveys/templates";

const draftOf = (...questions: ReturnType<typeof newQuestion>[]) => ({ promise: "identified", questions });
const problems = (draft: unknown) =>
  publishableDraft.safeParse(draft).error?.issues.map((issue) => issue.path.join(".")) ?? [];

describe("question kinds", () => {
  it("are all known to the server, the pages and the builder", () => {
    const kinds = Object.values(ItemKind).sort();
    expect(Object.keys(QUESTION_KINDS).sort()).toEqual(kinds);
    expect(Object.keys(QUESTION_VIEWS).sort()).toEqual(kinds);
    expect([...KIND_ORDER].sort()).toEqual(kinds);
  });

  it("begin as questions that may be published once they have words", () => {
    for (const kind of KIND_ORDER) {
      const question = newQuestion(kind, "one");
      expect(problems(draftOf(question))).toEqual(["questions.0.label"]);
      expect(problems(draftOf({ ...question, label: "How was it?" }))).toEqual([]);
    }
  });

  it("read exactly the points of their scale", () => {
    const nps = newQuestion("nps", "nps");
    for (let value = 0; value <= 10; value++) {
      const answer = { ok: true, answer: { value, text: null } };
      expect(QUESTION_KINDS.nps.read(String(value), nps)).toEqual(answer);
      expect(QUESTION_KINDS.nps.read(value, nps)).toEqual(answer);
    }
    for (const wrong of ["11", "-1", "5.5", " 5", "5x", 5.5, 11, Number.NaN, true, {}, []]) {
      expect(QUESTION_KINDS.nps.read(wrong, nps)).toEqual({ ok: false, problem: "outside" });
    }
  });

  it("tell declining from not answering", () => {
    const nps = newQuestion("nps", "nps");
    expect(QUESTION_KINDS.nps.read("-", nps)).toEqual({ ok: true, answer: null });
    expect(QUESTION_KINDS.nps.read("", nps)).toEqual({ ok: false, problem: "choose" });
    expect(QUESTION_KINDS.nps.read(undefined, { ...nps, required: false })).toEqual({ ok: true, answer: null });
    expect(QUESTION_KINDS.nps.read("-", { ...nps, notSay: false })).toEqual({ ok: false, problem: "outside" });
    const text = newQuestion("text", "text", { required: true });
    expect(QUESTION_KINDS.text.read("  ", text)).toEqual({ ok: false, problem: "write" });
  });

  it("keep words as they were meant, and nothing that the database cannot keep", () => {
    const text = newQuestion("text", "text");
    const read = (given: string) => QUESTION_KINDS.text.read(given, text);
    expect(read(" Zażółć\r\ngęślą \u0000jaźń 🙂 ")).toEqual({
      ok: true,
      answer: { value: null, text: "Zażółć\ngęślą jaźń 🙂" },
    });
    expect(read("half \ud83d")).toEqual({ ok: true, answer: { value: null, text: "half \ufffd" } });
    expect(read("x".repeat(MAX_TEXT + 1))).toEqual({ ok: false, problem: "too_long" });
  });

  it("never throw, whatever is sent, and never give a value outside their scale", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KIND_ORDER), fc.anything(), (kind, given) => {
        const question = newQuestion(kind, "one");
        const reading = QUESTION_KINDS[kind].read(given, question);
        const value = reading.ok ? reading.answer?.value : null;
        if (value === null || value === undefined) return;
        const options = question.options.map((option) => option.value);
        expect(options.includes(value) || (value >= question.scaleMin! && value <= question.scaleMax!)).toBe(true);
      }),
    );
  });

  it("say which field is wrong", () => {
    const label = "How was it?";
    const wrong = draftOf(
      newQuestion("nps", "a", { label, scaleMax: 9 }),
      newQuestion("nps", "b", { label, measure: "csat" }),
      newQuestion("rating", "c", { label, measure: "nps" }),
      newQuestion("rating", "d", { label, direction: "none" }),
      newQuestion("effort", "e", { label, scaleMax: 6 }),
      newQuestion("choice", "f", { label, options: [{ value: 1, label: "One" }] }),
      newQuestion("choice", "g", {
        label,
        options: [
          { value: 1, label: "One" },
          { value: 2, label: " one" },
        ],
      }),
    );
    expect(problems(wrong)).toEqual([
      "questions.0.scaleMax",
      "questions.1.measure",
      "questions.2.measure",
      "questions.3.direction",
      "questions.4.scaleMax",
      "questions.5.options",
      "questions.6.options",
    ]);
    expect(problems(draftOf())).toEqual(["questions"]);
    const twice = draftOf(newQuestion("nps", "a", { label }), newQuestion("text", "a", { label }));
    expect(surveyDraft.safeParse(twice).error?.issues[0]?.path).toEqual(["questions", 1, "key"]);
  });
});

describe("templates", () => {
  it("can be published as they are, except the empty one", () => {
    const world = { workspaceName: "Meridian Air", touchpoints: [] };
    for (const template of ["nps", "csat", "ces"] as const) expect(problems(draftFrom(template, world))).toEqual([]);
    expect(problems(draftFrom("empty", world))).toEqual(["questions"]);
  });

  it("give every question a key of its own", () => {
    expect(freeKey("rating", [])).toBe("rating");
    expect(freeKey("rating", ["rating", "rating_2"])).toBe("rating_3");
  });
});
