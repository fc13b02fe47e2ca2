import { describe, expect, test } from "vitest";
import { paragraphsOf, reanchor, runsOf, trimSpan } from "../../../lib/quotes/passages";

const texts = (text: string) =>
  paragraphsOf(text).map(({ units }) => units.map(({ start, end }) => text.slice(start, end)));

describe("a transcript in steps", () => {
  test("is paragraphs of sentences that together are the whole line", () => {
    const text = "Anna: We waited. Nobody came!\n\nQ: “Really?” For how long";
    expect(texts(text)).toEqual([
      ["Anna: We waited. ", "Nobody came!"],
      ["Q: “Really?” ", "For how long"],
    ]);
    for (const { start, end, units } of paragraphsOf(text)) {
      expect(units[0]?.start).toBe(start);
      expect(units.at(-1)?.end).toBe(end);
      for (const [index, unit] of units.entries()) if (index > 0) expect(unit.start).toBe(units[index - 1]?.end);
    }
  });

  test("knows who speaks, with and without a time before it, and is not fooled by a colon later on", () => {
    const speakers = (text: string) =>
      paragraphsOf(text).map(({ start, speakerEnd }) => (speakerEnd === null ? null : text.slice(start, speakerEnd)));
    expect(
      speakers("Anna: yes\n[00:12] Interviewer 2: no\n12:30 Q: so\nWe said: no, never: so\nhttp://x.y is it"),
    ).toEqual(["Anna:", "[00:12] Interviewer 2:", "12:30 Q:", "We said:", null]);
  });

  test("cuts what has no full stop at a space, never inside a character", () => {
    const words = "word ".repeat(300).trim();
    const units = texts(words)[0] ?? [];
    expect(units.length).toBeGreaterThan(3);
    expect(Math.max(...units.map(({ length }) => length))).toBeLessThanOrEqual(400);
    expect(units.join("")).toBe(words);
    const faces = "😀".repeat(450);
    const cut = texts(`x${faces}`)[0] ?? [];
    expect(cut.join("")).toBe(`x${faces}`);
    expect(cut.every((unit) => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(unit))).toBe(true);
  });

  test("of nothing is nothing", () => {
    expect(paragraphsOf("")).toEqual([]);
    expect(paragraphsOf("\n  \n")).toEqual([]);
  });

  test("keeps short ends with the sentence before them", () => {
    expect(texts("I met Mr. 3. Then we left.")[0]?.join("")).toBe("I met Mr. 3. Then we left.");
  });
});

describe("a selection", () => {
  test("loses the space at its ends and never cuts a character in two", () => {
    const text = "a  bc  d😀e";
    expect(trimSpan(text, { start: 1, end: 7 })).toEqual({ start: 3, end: 5 });
    expect(trimSpan(text, { start: 9, end: 10 })).toEqual({ start: 8, end: 10 });
    expect(trimSpan(text, { start: 1, end: 3 })).toBeNull();
    expect(trimSpan(text, { start: -5, end: 99 })).toEqual({ start: 0, end: text.length });
  });
});

describe("marked stretches", () => {
  test("overlap, and what is shared carries both", () => {
    const marks = [
      { id: "a", start: 2, end: 8 },
      { id: "b", start: 5, end: 12 },
      { id: "c", start: 20, end: 25 },
    ];
    expect(runsOf({ start: 0, end: 10 }, marks)).toEqual([
      { start: 0, end: 2, marks: [] },
      { start: 2, end: 5, marks: ["a"] },
      { start: 5, end: 8, marks: ["a", "b"] },
      { start: 8, end: 10, marks: ["b"] },
    ]);
    expect(runsOf({ start: 12, end: 20 }, marks)).toEqual([{ start: 12, end: 20, marks: [] }]);
  });
});

describe("an edited transcript", () => {
  const before = "We waited long. The gate was cold. We waited long.";
  const mark = (id: string, text: string, start: number) => ({ id, text, start, end: start + text.length });

  test("gives each mark the same words at the nearest place", () => {
    const marks = [
      mark("first", "We waited long.", 0),
      mark("gate", "The gate was cold.", 16),
      mark("last", "We waited long.", 35),
    ];
    expect(reanchor(before, before, marks).kept).toEqual(marks.map(({ text, ...one }) => one));
    const after = `Interview of May.\n${before}`;
    const { kept, lost } = reanchor(before, after, marks);
    expect(lost).toEqual([]);
    expect(kept.map(({ id, start, end }) => [id, after.slice(start, end), start])).toEqual([
      ["first", "We waited long.", 18],
      ["gate", "The gate was cold.", 34],
      ["last", "We waited long.", 53],
    ]);
  });

  test("says which marks have lost their words", () => {
    const marks = [mark("gate", "The gate was cold.", 16), mark("last", "We waited long.", 35)];
    const { kept, lost } = reanchor(before, "We waited long. It was cold. We waited long.", marks);
    expect(lost.map(({ id }) => id)).toEqual(["gate"]);
    expect(kept).toEqual([{ id: "last", start: 29, end: 44 }]);
  });

  test("leaves marks before the change where they are", () => {
    const { kept } = reanchor(before, `${before} Thank you.`, [mark("first", "We waited long.", 0)]);
    expect(kept).toEqual([{ id: "first", start: 0, end: 15 }]);
  });
});
