import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const root = path.resolve(import.meta.dirname, "../..");
const packageFile = z.object({
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const readPackage = (folder: string) =>
  packageFile.parse(JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8")));

const table = readFileSync(path.join(root, "docs/decisions/0006-dependencies.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, name = "", use = "", license = ""] = line.split("|").map((cell) => cell.trim());
    return line.startsWith("|") && name !== "package" && !/^-+$/.test(name) ? [{ name, use, license }] : [];
  });

test("every package that runs with the product is written down with its one use", () => {
  const { dependencies } = readPackage(".");
  expect(table.map(({ name }) => name)).toEqual(Object.keys(dependencies).sort());
});

test("its licence is what is written, and lets the product be given away", () => {
  const free = ["MIT", "MIT-0", "ISC", "Apache-2.0", "BSD-3-Clause", "OFL-1.1", "Unlicense"];
  for (const { name, license } of table) {
    expect(free, name).toContain(license);
    expect(readPackage(`node_modules/${name}`).license, name).toBe(license);
  }
});

test("versions are exact, so that the same source is the same product", () => {
  const { dependencies, devDependencies } = readPackage(".");
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version));
  expect(loose).toEqual([]);
});
