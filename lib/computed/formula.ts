// Formulas: from text to a tree, from a tree to text, and of what kind their result is. Pure.
import {
  type Definition,
  definition,
  LARGEST,
  MOST_DEPTH,
  MOST_NESTING,
  MOST_NODES,
  MOST_ROLL_UPS,
  type Node,
  type NumberKind,
  type Sign,
  sourceOf,
} from "./schema";

/** A fault of a formula and where it stands in the text; without a place it is about the whole. */
export class FormulaFault extends Error {
  constructor(
    message: string,
    readonly at?: { from: number; to: number },
  ) {
    super(message);
  }
}

export type ComputedDefinition = { key: string; label: string; definition: Definition };
export type NumericAttribute = { key: string; label: string; kind: NumberKind };

/** What a formula may speak of. */
export type Names = {
  currency: string;
  fields: readonly ComputedDefinition[];
  /** Numbers and amounts only. */
  attributes: readonly NumericAttribute[];
};

type Token = { kind: "number" | "name" | "sign" | "open" | "close"; text: string; from: number; to: number };
const SIGN_OF: Record<string, Sign> = {
  "+": "+",
  "-": "-",
  "−": "-",
  "–": "-",
  "*": "*",
  "×": "*",
  "·": "*",
  "/": "/",
  "÷": "/",
  ":": "/",
};

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|(\d+(?:\.\d+)?|\.\d+)|([\p{L}_][\p{L}\p{N}_.]*)|([+\-−–*×·/÷:])|(\()|(\))|(.)/gsu;
  for (const match of text.matchAll(pattern)) {
    const [whole, number, name, sign, open, close, stranger] = match;
    const from = match.index;
    const to = from + whole.length;
    if (stranger !== undefined) throw new FormulaFault(`“${stranger}” has no place in a formula.`, { from, to });
    const kind = number ? "number" : name ? "name" : sign ? "sign" : open ? "open" : close ? "close" : null;
    if (kind) tokens.push({ kind, text: whole, from, to });
  }
  return tokens;
}

type Spans = Map<Node, { from: number; to: number }>;

/** Recursive descent: sums of products of numbers, names and brackets. Depth and size are limited while reading. */
class Parser {
  private at = 0;
  private nodes = 0;
  readonly spans: Spans = new Map();

  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: Names,
    private readonly end: number,
  ) {}

  private place(): { from: number; to: number } {
    const token = this.tokens[this.at];
    return token ? { from: token.from, to: token.to } : { from: this.end, to: this.end };
  }

  private make(node: Node, from: number, to: number): Node {
    this.nodes += 1;
    if (this.nodes > MOST_NODES) throw new FormulaFault(`A formula has at most ${MOST_NODES} parts.`);
    this.spans.set(node, { from, to });
    return node;
  }

  whole(): Node {
    const node = this.sum(1);
    if (this.at < this.tokens.length) throw new FormulaFault("A sign is missing before this.", this.place());
    return node;
  }

  private chain(depth: number, signs: readonly Sign[], part: (depth: number) => Node): Node {
    let left = part(depth);
    let joined = 0;
    for (;;) {
      const token = this.tokens[this.at];
      const sign = token?.kind === "sign" ? SIGN_OF[token.text] : undefined;
      if (!sign || !signs.includes(sign)) return left;
      this.at += 1;
      joined += 1;
      // A chain leans to the left: each sign is one floor of the tree.
      if (depth + joined >= MOST_DEPTH)
        throw new FormulaFault("This formula is too long: make a field of a part of it.");
      const right = part(depth + 1);
      left = this.make({ sign, left, right }, this.spans.get(left)?.from ?? 0, this.spans.get(right)?.to ?? this.end);
    }
  }

  private sum(depth: number): Node {
    return this.chain(depth, ["+", "-"], (below) => this.product(below));
  }

  private product(depth: number): Node {
    return this.chain(depth, ["*", "/"], (below) => this.atom(below));
  }

  private atom(depth: number): Node {
    if (depth >= MOST_DEPTH) throw new FormulaFault("Brackets go too deep.", this.place());
    const token = this.tokens[this.at];
    if (!token) throw new FormulaFault("A number or a name is missing at the end.", this.place());
    this.at += 1;
    if (token.kind === "open") {
      const inner = this.sum(depth + 1);
      if (this.tokens[this.at]?.kind !== "close") throw new FormulaFault("A closing bracket is missing.", this.place());
      this.at += 1;
      return inner;
    }
    if (token.kind === "sign" && SIGN_OF[token.text] === "-") {
      const inner = this.atom(depth + 1);
      const zero = this.make("money" in inner ? { money: 0 } : { number: 0 }, token.from, token.from);
      if ("number" in inner) return this.make({ number: -inner.number }, token.from, token.to);
      return this.make({ sign: "-", left: zero, right: inner }, token.from, this.spans.get(inner)?.to ?? token.to);
    }
    if (token.kind === "number") return this.number(token);
    if (token.kind === "name") return this.name(token);
    this.at -= 1;
    throw new FormulaFault("A number or a name is missing here.", { from: token.from, to: token.to });
  }

  /** "100", and "100 EUR": an amount. */
  private number(token: Token): Node {
    const value = Number(token.text);
    if (value > LARGEST / 100) throw new FormulaFault("This number is too large.", token);
    const unit = this.tokens[this.at];
    if (unit?.kind !== "name" || !/^[A-Z]{3}$/.test(unit.text))
      return this.make({ number: value }, token.from, token.to);
    if (unit.text !== this.names.currency)
      throw new FormulaFault(`Amounts are in ${this.names.currency}: other currencies are never added.`, unit);
    this.at += 1;
    return this.make({ money: Math.round(value * 100) }, token.from, unit.to);
  }

  private name(token: Token): Node {
    const wanted = /^attribute\.(.+)$/s.exec(token.text)?.[1];
    if (wanted === undefined && this.names.fields.some(({ key }) => key === token.text))
      return this.make({ field: token.text }, token.from, token.to);
    const key = wanted ?? token.text;
    if (this.names.attributes.some((one) => one.key === key))
      return this.make({ attribute: key }, token.from, token.to);
    throw new FormulaFault(`There is no field or number called “${token.text}”.`, token);
  }
}

/**
 * Reads a formula and finds out what it comes to.
 * @throws FormulaFault, at its place
 */
export function parseFormula(text: string, names: Names): { node: Node; kind: NumberKind } {
  const parser = new Parser(tokensOf(text), names, text.length);
  const node = parser.whole();
  // What could not be read back would be lost, and everything made of it.
  if (!definition.safeParse({ type: "formula", node }).success)
    throw new FormulaFault("This formula is too long: make a field of a part of it.");
  return { node, kind: kindOfNode(node, names, parser.spans) };
}

/** @throws FormulaFault where kinds do not go together */
function kindOfNode(node: Node, names: Names, spans: Spans = new Map(), depth = 0): NumberKind {
  const fault = (message: string) => new FormulaFault(message, spans.get(node));
  if ("number" in node) return "number";
  if ("money" in node) return "money";
  if ("field" in node) {
    const found = names.fields.find(({ key }) => key === node.field);
    if (!found) throw fault(`There is no field called “${node.field}”.`);
    if (depth >= MOST_NESTING) throw fault("Fields are made of fields too many times over.");
    return kindOf(found.definition, names, depth + 1);
  }
  if ("attribute" in node) {
    const found = names.attributes.find(({ key }) => key === node.attribute);
    if (!found) throw fault(`There is no number called “${node.attribute}”.`);
    return found.kind;
  }
  const left = kindOfNode(node.left, names, spans, depth);
  const right = kindOfNode(node.right, names, spans, depth);
  switch (node.sign) {
    case "+":
    case "-":
      if (left !== right) throw fault("An amount of money and a plain number cannot be added or taken away.");
      return left;
    case "*":
      if (left === "money" && right === "money") throw fault("Two amounts of money cannot be multiplied.");
      return left === "money" || right === "money" ? "money" : "number";
    case "/":
      if (left === "number" && right === "money") throw fault("A number cannot be divided by an amount of money.");
      return left === right ? "number" : "money";
  }
}

/** What a field's value is. @throws FormulaFault when it is made of what is gone or does not go together */
export function kindOf(definition: Definition, names: Names, depth = 0): NumberKind {
  if (definition.type === "formula") return kindOfNode(definition.node, names, undefined, depth);
  return definition.value === undefined ? "number" : (sourceOf(definition.source).values[definition.value] ?? "number");
}

export const fieldsIn = (node: Node): string[] =>
  "field" in node ? [node.field] : "sign" in node ? [...fieldsIn(node.left), ...fieldsIn(node.right)] : [];

/**
 * Checks what a definition comes to when it is written out: no circles, not too deep, not too much for one question to
 * the database.
 * @param key of the field that is defined; null for one without a name yet
 * @throws FormulaFault
 */
export function checkReferences(key: string | null, definition: Definition, names: Names): void {
  let rollUps = 0;
  const walk = (one: Definition, path: readonly string[]) => {
    if (one.type === "rollUp") {
      rollUps += 1;
      if (rollUps > MOST_ROLL_UPS)
        throw new FormulaFault(`This comes to more than ${MOST_ROLL_UPS} roll-ups when it is written out.`);
      return;
    }
    for (const name of fieldsIn(one.node)) {
      if (path.includes(name)) throw new FormulaFault(`“${name}” would be made of itself.`);
      if (path.length > MOST_NESTING) throw new FormulaFault("Fields are made of fields too many times over.");
      const found = names.fields.find((field) => field.key === name);
      if (!found) throw new FormulaFault(`There is no field called “${name}”.`);
      walk(found.definition, [...path, name]);
    }
  };
  walk(definition, key === null ? [] : [key]);
}

const RANK: Record<Sign, number> = { "+": 1, "-": 1, "*": 2, "/": 2 };

/** A tree as text: by keys for the form, or by names for reading. */
export function printFormula(
  node: Node,
  words: {
    field: (key: string) => string;
    attribute: (key: string) => string;
    money: (cents: number) => string;
    sign: (sign: Sign) => string;
    number?: (value: number) => string;
  },
): string {
  const print = (one: Node, least: number): string => {
    if ("number" in one) return words.number ? words.number(one.number) : String(one.number);
    if ("money" in one) return words.money(one.money);
    if ("field" in one) return words.field(one.field);
    if ("attribute" in one) return words.attribute(one.attribute);
    const rank = RANK[one.sign];
    // a − (b + c) keeps its brackets; a + b + c has none.
    const text = `${print(one.left, rank)} ${words.sign(one.sign)} ${print(one.right, rank + 1)}`;
    return rank < least ? `(${text})` : text;
  };
  return print(node, 0);
}

/** A number without an exponent, which the parser would take for a name. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : text;
}

/** As it is typed: parseFormula reads it back. */
export function formulaText(node: Node, names: Names): string {
  return printFormula(node, {
    field: (key) => key,
    attribute: (key) => (names.fields.some((field) => field.key === key) ? `attribute.${key}` : key),
    money: (cents) => `${plainNumber(cents / 100)} ${names.currency}`,
    number: plainNumber,
    sign: (sign) => sign,
  });
}
