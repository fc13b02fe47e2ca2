import { expect, test } from "vitest";
import { applySaved, likelySaved, type SavedMapping } from "../../../lib/imports/saved";
import { type ColumnTarget, importMapping } from "../../../lib/imports/schema";

const field = (name: "customerId" | "name" | "email" | "city"): ColumnTarget => ({ to: "field", field: name });
const saved: SavedMapping = {
  id: "1",
  name: "Shop",
  kind: "customers",
  header: ["No", "Full name", "Mail", "Remark"],
  mapping: importMapping.parse({
    kind: "customers",
    encoding: "utf-8",
    delimiter: ",",
    columns: [field("customerId"), field("name"), field("email"), { to: "ignore" }],
  }),
};
const written = { encoding: "windows-1252", delimiter: ";" } as const;

test("columns are found by their names, in any order and spelling of case; the file's own writing stays", () => {
  const { mapping, differences } = applySaved(
    saved,
    ["mail", "FULL NAME", "no"],
    [{ to: "ignore" }, { to: "ignore" }, { to: "ignore" }],
    written,
  );
  expect(mapping.columns).toEqual([field("email"), field("name"), field("customerId")]);
  expect(mapping).toMatchObject(written);
  // A column that the mapping left out is not missed.
  expect(differences).toEqual({ missing: [], added: [] });
});

test("what is not there and what is new is said; a new column does not take what is used", () => {
  const { mapping, differences } = applySaved(
    saved,
    ["No", "Full name", "Town", "E-mail of the office"],
    [field("customerId"), field("name"), field("city"), field("name")],
    written,
  );
  expect(differences).toEqual({ missing: ["Mail"], added: ["Town", "E-mail of the office"] });
  expect(mapping.columns).toEqual([field("customerId"), field("name"), field("city"), { to: "ignore" }]);
});

test("a file is known again by nearly all its columns, and another file is not", () => {
  expect(likelySaved([saved], ["Mail", "No", "Full name", "New"])?.name).toBe("Shop");
  expect(likelySaved([saved], ["No", "Amount", "Date"])).toBeNull();
  expect(likelySaved([], ["No"])).toBeNull();
});
