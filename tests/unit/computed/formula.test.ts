import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkReferences,
  FormulaFault,
  formulaText,
  kindOf,
  type Names,
  parseFormula,
} from "../../../lib/computed/formula";
import {
  type Definition,
  definition,
  definitionInput,
  MOST_DEPTH,
  type Node,
  SIGNS,
} from "../../../lib/computed/schema";

const count: Definition = { type: "rollUp", source: "tasks", how: "count", state: "open", window: "all" };
const revenue: Definition = { type: "rollUp", source: "orders", how: "sum", value: "amount", window: "thisYear" };
const names: Names = {
  currency: "EUR",
  fields: [
    { key: "open_tasks", label: "Open tasks", definition: count },
    { key: "revenue_this_year", label: "Revenue this year", definition: revenue },
    { key: "revenue_last_year", label: "Revenue last year", definition: { ...revenue, window: "lastYear" } },
    { key: "seats", label: "Seats field", definition: count },
  ],
  attributes: [
    { key: "seats", label: "Seats", kind: "number" },
    { key: "limit", label: "Limit", kind: "money" },
  ],
};
const kindOfText = (text: string) => parseFormula(text, names).kind;
const faultOf = (text: string) => {
  try {
    parseFormula(text, names);
  } catch (error) {
    if (error instanceof FormulaFault)
      return { message: error.message, text: error.at && text.slice(error.at.from, error.at.to) };
    throw error;
  }
  return null;
};

describe("a formula", () => {
  test("binds products closer than sums, and reads every sign that people write", () => {
    expect(parseFormula("1 + 2 × 3", names).node).toEqual({
      sign: "+",
      left: { number: 1 },
      right: { sign: "*", left: { number: 2 }, right: { number: 3 } },
    });
    expect(parseFormula("(1 − 2) ÷ 4", names).node).toEqual(parseFormula("(1-2)/4", names).node);
    expect(parseFormula("-open_tasks", names).node).toEqual({
      sign: "-",
      left: { number: 0 },
      right: { field: "open_tasks" },
    });
  });

  test("knows amounts from numbers", () => {
    expect(kindOfText("revenue_this_year / revenue_last_year")).toBe("number");
    expect(kindOfText("revenue_this_year - 100.5 EUR")).toBe("money");
    expect(parseFormula("100.5 EUR", names).node).toEqual({ money: 10050 });
    expect(kindOfText("revenue_this_year / open_tasks")).toBe("money");
    expect(kindOfText("open_tasks * limit")).toBe("money");
    expect(parseFormula("attribute.seats + seats", names).node).toEqual({
      sign: "+",
      left: { attribute: "seats" },
      right: { field: "seats" },
    });
  });

  test.each([
    ["revenue_this_year + open_tasks", "cannot be added", "revenue_this_year + open_tasks"],
    ["revenue_this_year * limit", "cannot be multiplied", "revenue_this_year * limit"],
    ["open_tasks / limit", "cannot be divided", "open_tasks / limit"],
    ["open_tasks + nothing", "called “nothing”", "nothing"],
    ["open_tasks open_tasks", "A sign is missing", "open_tasks"],
    ["open_tasks +", "missing at the end", ""],
    ["(1 + 2", "closing bracket", ""],
    ["1 + * 2", "missing here", "*"],
    ["100 USD + limit", "Amounts are in EUR", "USD"],
    ["1; drop table customers", "“;” has no place", ";"],
    ["open_tasks > 2", "“>” has no place", ">"],
    ["", "missing at the end", ""],
  ])("says what is wrong with “%s”, and where", (text, message, place) => {
    const fault = faultOf(text);
    expect(fault?.message).toContain(message);
    expect(fault?.text ?? "").toBe(place);
  });

  test("is refused when it is too deep or too long, without much work", () => {
    expect(faultOf("(".repeat(5000))?.message).toContain("too deep");
    expect(faultOf(Array(200).fill("1").join("+"))?.message).toContain("too long");
    expect(faultOf(`${"-".repeat(400)}1`)?.message).toContain("too deep");
  });

  test("is refused when it could not be read back: what is made of it would stop working", () => {
    expect(faultOf("9".repeat(17))).toEqual({ message: "This number is too large.", text: "9".repeat(17) });
    expect(faultOf(`${"9".repeat(400)} EUR`)?.message).toContain("too large");
    const chain = (inner: string) => `(${inner}${" + 1".repeat(6)})`;
    expect(faultOf(chain(chain(chain("1"))))?.message).toContain("too long");
  });

  const node: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.integer({ min: 0, max: 1000 }).map((number) => ({ number })),
      fc.constantFrom("open_tasks", "seats").map((field) => ({ field })),
      fc.constant({ attribute: "seats" }),
      fc.record({ sign: fc.constantFrom(...SIGNS), left: tie("node"), right: tie("node") }),
    ),
  })).node;

  test("printed and read again is the same formula", () => {
    fc.assert(
      fc.property(node, (given) => {
        const depth = (one: Node): number => ("sign" in one ? 1 + Math.max(depth(one.left), depth(one.right)) : 1);
        fc.pre(depth(given) < MOST_DEPTH - 6);
        expect(parseFormula(formulaText(given, names), names).node).toEqual(given);
      }),
    );
  });

  test("any text gives a formula or a fault, never anything else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        faultOf(text);
      }),
    );
  });
});

describe("a definition", () => {
  test("is not made of itself, nor of what is gone", () => {
    const circle: Names = {
      ...names,
      fields: [
        { key: "a", label: "A", definition: { type: "formula", node: { field: "b" } } },
        { key: "b", label: "B", definition: { type: "formula", node: { field: "a" } } },
      ],
    };
    expect(() => checkReferences("a", circle.fields[0]!.definition, circle)).toThrow("made of itself");
    expect(() => kindOf(circle.fields[0]!.definition, circle)).toThrow(FormulaFault);
    expect(() => checkReferences(null, { type: "formula", node: { field: "gone" } }, names)).toThrow("no field called");
    const many: Node = Array.from({ length: 8 }).reduce<Node>(
      (left) => ({ sign: "+", left, right: { sign: "+", left: { field: "open_tasks" }, right: { field: "seats" } } }),
      { number: 0 },
    );
    expect(() => checkReferences(null, { type: "formula", node: many }, names)).toThrow("more than 12");
  });

  test("asks only what its source has", () => {
    const read = (given: object) => definitionInput.safeParse({ type: "rollUp", window: "all", ...given }).success;
    expect(read({ source: "orders", how: "count" })).toBe(true);
    expect(read({ source: "orders", how: "sum" })).toBe(false);
    expect(read({ source: "tasks", how: "sum", value: "amount" })).toBe(false);
    expect(read({ source: "orders", how: "sum", value: "constructor" })).toBe(false);
    expect(read({ source: "tasks", how: "count", state: "won" })).toBe(false);
    expect(read({ source: "interactions", how: "count", kinds: ["call", "drop"] })).toBe(false);
    expect(read({ source: "answers", how: "mean", value: "value" })).toBe(false);
    expect(read({ source: "answers", how: "mean", value: "value", item: 3 })).toBe(true);
    expect(read({ source: "orders", how: "count", window: "days" })).toBe(false);
    expect(read({ source: "__proto__", how: "count" })).toBe(false);
  });

  test("that was stored by somebody else's hand is read, or refused", () => {
    const deep = Array.from({ length: 40 }).reduce<unknown>((left) => ({ sign: "+", left, right: { number: 1 } }), {
      number: 1,
    });
    expect(definition.safeParse({ type: "formula", node: deep }).success).toBe(false);
    expect(definition.safeParse({ type: "formula", node: { sign: "; drop", left: {}, right: {} } }).success).toBe(
      false,
    );
    expect(definition.safeParse({ type: "formula", node: { field: "a'b" } }).success).toBe(false);
    expect(definition.safeParse({ type: "formula", node: { number: Number.NaN } }).success).toBe(false);
    expect(definition.safeParse({ type: "formula", node: { field: "open_tasks" } }).success).toBe(true);
  });
});
