import { describe, expect, it } from "vitest";
import {
  archiveAttributeDefinition,
  createAttributeDefinition,
  restoreAttributeDefinition,
  updateAttributeDefinition,
} from "@/lib/customers/commands";
import { listAllAttributes, listAttributeDefinitions } from "@/lib/customers/queries/definitions";
import { attributeDefinitionChange, attributeForm } from "@/lib/customers/schema";
import { inWorkspace } from "@/lib/db";
import { newId } from "@/lib/id";
import { testWorkspace } from "../support/world";

describe("an attribute's definition", () => {
  const tier = { key: "tier", label: "Loyalty tier", kind: "choice" as const, options: ["Blue", "Gold"], unit: "" };

  it("changes its name and choices, goes out of lists and comes back, and each is written down", async () => {
    const { actor } = await testWorkspace();
    const { id } = await createAttributeDefinition(actor, tier);
    const change = attributeDefinitionChange.parse({ id, label: " Tier ", options: "Gold\nSilver\n\nGold" });
    await updateAttributeDefinition(actor, change);
    expect(await listAttributeDefinitions(actor)).toMatchObject([
      { id, key: "tier", label: "Tier", options: ["Gold", "Silver"] },
    ]);
    await archiveAttributeDefinition(actor, id);
    await archiveAttributeDefinition(actor, id);
    expect(await listAttributeDefinitions(actor)).toEqual([]);
    expect(await listAllAttributes(actor)).toMatchObject([{ id, archivedAt: expect.any(Date) }]);
    await restoreAttributeDefinition(actor, id);
    expect(await listAttributeDefinitions(actor)).toHaveLength(1);
    const events = await inWorkspace(actor).auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    expect(events.map(({ action }) => action)).toEqual([
      "attribute.create",
      "attribute.update",
      "attribute.archive",
      "attribute.restore",
    ]);
  });

  it("is refused where it is wrong, to who may not, and in another workspace", async () => {
    const { actor, as } = await testWorkspace();
    const { id } = await createAttributeDefinition(actor, tier);
    const change = (given: object) => attributeDefinitionChange.parse({ id, label: "Tier", options: "Gold", ...given });
    await expect(updateAttributeDefinition(actor, change({ options: "" }))).rejects.toMatchObject({
      fieldErrors: { options: expect.any(String) },
    });
    expect(attributeDefinitionChange.safeParse({ id, label: " " }).success).toBe(false);
    expect(attributeForm.safeParse({ key: "a b", label: "A", kind: "text" }).success).toBe(false);
    expect(attributeForm.safeParse({ key: "fare", label: "Fare", kind: "choice" }).error?.issues[0]?.path).toEqual([
      "options",
    ]);
    const options = Array.from({ length: 201 }, (_, i) => `o${i}`).join("\n");
    expect(attributeForm.safeParse({ key: "fare", label: "Fare", kind: "choice", options }).success).toBe(false);
    await expect(updateAttributeDefinition(await as("farmer"), change({}))).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = (await testWorkspace()).actor;
    await expect(archiveAttributeDefinition(other, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateAttributeDefinition(actor, change({ id: newId() }))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
