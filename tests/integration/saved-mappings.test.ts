import { expect, test } from "vitest";
import { archiveMapping, restoreMapping, saveMapping } from "../../lib/imports/commands";
import { listSavedMappings } from "../../lib/imports/queries";
import { mappingToSave } from "../../lib/imports/schema";
import { testWorkspace } from "../support/world";

const kept = (name: string, header: string[]) =>
  mappingToSave.parse({
    name,
    header,
    mapping: {
      kind: "customers",
      encoding: "utf-8",
      delimiter: ",",
      columns: header.map((_, at) => (at === 0 ? { to: "field", field: "customerId" } : { to: "ignore" })),
    },
  });

test("a mapping is kept by name, replaced under the same name, archived and brought back; others' are not seen", async () => {
  const { actor } = await testWorkspace();
  const { id } = await saveMapping(actor, kept("Shop", ["No", "Name"]));
  expect((await saveMapping(actor, kept("Shop", ["No"]))).id).toBe(id);
  expect(await listSavedMappings(actor)).toMatchObject([{ id, name: "Shop", kind: "customers", header: ["No"] }]);
  await archiveMapping(actor, id);
  expect(await listSavedMappings(actor)).toEqual([]);
  await restoreMapping(actor, id);
  expect(await listSavedMappings(actor)).toHaveLength(1);
  const other = await testWorkspace();
  expect(await listSavedMappings(other.actor)).toEqual([]);
  await expect(archiveMapping(other.actor, id)).rejects.toThrow("not found");
  await expect(saveMapping(actor, { ...kept("Shop", ["No"]), header: [] })).rejects.toThrow("another file");
  await expect(saveMapping(await (await testWorkspace()).as("farmer"), kept("Mine", ["No"]))).rejects.toThrow("allow");
});
