import "server-only";
import type { Tx } from "../db";
import { invalid } from "../errors";
import { readFields } from "./computed";
import { checkReferences, FormulaFault, kindOf, type Names, parseFormula } from "./formula";
import type { Definition, DefinitionInput, NumberKind } from "./schema";

/** Everything a definition may speak of. */
export async function namesOf(tx: Pick<Tx, "workspace" | "computedField" | "attributeDefinition">): Promise<Names> {
  const workspace = await tx.workspace.findFirstOrThrow({ select: { currency: true } });
  const fields = await tx.computedField.findMany({ orderBy: [{ position: "asc" }, { label: "asc" }] });
  const attributes = await tx.attributeDefinition.findMany({
    where: { kind: { in: ["number", "money"] } },
    select: { key: true, label: true, kind: true },
    orderBy: [{ position: "asc" }, { label: "asc" }],
  });
  return {
    currency: workspace.currency,
    fields: readFields(fields),
    attributes: attributes.map(({ key, label, kind }) => ({ key, label, kind: kind === "money" ? "money" : "number" })),
  };
}

/**
 * What was typed, checked and typed by kind.
 * @throws AppError invalid; a formula's fault says where: fieldErrors "definition.text" and "definition.from", "definition.to"
 */
export async function readDefinition(
  tx: Tx,
  key: string | null,
  given: DefinitionInput,
): Promise<{ definition: Definition; kind: NumberKind; names: Names }> {
  const names = await namesOf(tx);
  if (given.type === "rollUp") {
    if (given.item !== undefined && !(await tx.item.findFirst({ where: { no: given.item }, select: { id: true } })))
      throw invalid("Please check the marked fields.", { "definition.item": "This question is not there." });
    return { definition: given, kind: kindOf(given, names), names };
  }
  try {
    const { node, kind } = parseFormula(given.text, names);
    const definition: Definition = { type: "formula", node };
    checkReferences(key, definition, names);
    return { definition, kind, names };
  } catch (error) {
    if (!(error instanceof FormulaFault)) throw error;
    throw invalid("Please check the formula.", {
      "definition.text": error.message,
      ...(error.at ? { "definition.from": String(error.at.from), "definition.to": String(error.at.to) } : {}),
    });
  }
}
