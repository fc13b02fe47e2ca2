import { describe, expect, it } from "vitest";
import { OFFERED_KINDS, outcomesFor, reasonsFor } from "../../../lib/interactions/reasons";
import { newInteraction } from "../../../lib/interactions/schema";

const ID = "019a8f00-0000-7000-8000-000000000001";
const base = { id: ID, customerId: ID, kind: "call" };

describe("newInteraction", () => {
  it("needs little", () => {
    expect(newInteraction.parse(base)).toMatchObject({ outcome: "done", reason: "other", text: "", nextStep: "" });
  });
  it.each([
    [{ ...base, id: "1" }, "id"],
    [{ ...base, kind: "fax" }, "kind"],
    [{ ...base, nextStepDueOn: "2026-02-30", nextStep: "x" }, "nextStepDueOn"],
    [{ ...base, nextStepDueOn: "2026-02-20" }, "nextStep"],
    [{ ...base, text: "x".repeat(4001) }, "text"],
  ])("refuses %# at its field", (given, field) => {
    expect(newInteraction.safeParse(given).error?.issues[0]?.path[0]).toBe(field);
  });
});

describe("reasons", () => {
  it("asks hunters and farmers about their own challenges", () => {
    expect(reasonsFor("hunter")).toContain("contract");
    expect(reasonsFor("farmer")).toContain("churn");
    expect(reasonsFor("farmer")).not.toContain("contract");
  });
  it("offers an outcome for every kind", () => {
    for (const kind of OFFERED_KINDS) expect(outcomesFor(kind).length).toBeGreaterThan(0);
  });
});
