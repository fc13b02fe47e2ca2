import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

// The rules of ARCHITECTURE.md, executed: this file reads every import line of the project and fails on a wrong arrow.

const root = path.resolve(import.meta.dirname, "..");
const FOLDERS = ["app", "components", "lib", "i18n", "prisma", "scripts", "bench", "tests"];

/** The domains in their order of reading: each may import what stands to its left. */
const ORDER = [
  "auth",
  "audit",
  "workspaces",
  "users",
  "keys",
  "notifications",
  "views",
  "catalogue",
  "computed",
  "customers",
  "plans",
  "interactions",
  "tasks",
  "orders",
  "contracts",
  "deals",
  "handovers",
  "offers",
  "surveys",
  "cases",
  "responses",
  "listening",
  "quotes",
  "segments",
  "duplicates",
  "health",
  "journeys",
  "touchpoints",
  "brand",
  "improvements",
  "experiments",
  "insights",
  "dashboards",
  "lifecycle",
  "teams",
  "playbooks",
  "scorecard",
  "intake",
  "imports",
  "exports",
  "search",
];

type Import = { from: string; typeOnly: boolean };
type Source = { file: string; text: string; imports: Import[] };

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return file === "lib/generated" || entry.name === ".data" ? [] : filesBelow(file);
    return /\.tsx?$/.test(entry.name) ? [file] : [];
  });
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

/** A project file as "lib/db", a package as its name. */
function resolve(file: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  return specifier;
}

function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const code = withoutComments(text);
  for (const match of code.matchAll(/^(?:import|export)\s+(type\s)?([^;'"`]*?)\bfrom\s+["']([^"']+)["']/gm)) {
    const names = /^\{([\s\S]*)\}\s*$/.exec((match[2] ?? "").trim())?.[1];
    const inline = names
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const typeOnly = Boolean(match[1]) || Boolean(inline?.length && inline.every((name) => name.startsWith("type ")));
    found.push({ from: resolve(file, match[3] ?? ""), typeOnly });
  }
  for (const match of code.matchAll(/^import\s+["']([^"']+)["']/gm))
    found.push({ from: resolve(file, match[1] ?? ""), typeOnly: false });
  for (const match of code.matchAll(/\bimport\(\s*["']([^"']+)["']/g))
    found.push({ from: resolve(file, match[1] ?? ""), typeOnly: false });
  return found;
}

const sources: Source[] = [...FOLDERS.flatMap(filesBelow), "instrumentation.ts"].sort().map((file) => {
  const text = readFileSync(path.join(root, file), "utf8");
  return { file, text, imports: importsOf(file, text) };
});
const below = (...folders: string[]) =>
  sources.filter(({ file }) => folders.some((folder) => file.startsWith(`${folder}/`)));

/** The domain of lib/<domain>/…, null for plumbing and everything outside lib. */
const domainOf = (file: string): string | null => /^lib\/([^/]+)\/./.exec(file)?.[1] ?? null;
const isPlumbing = (file: string): boolean => /^lib\/[^/]+$/.test(file);
const within = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

type Part = "schema" | "queries" | "commands" | "actions" | "jobs" | "sql" | "pure";
/** Which of a domain's files this is, by its name; an import names it without an ending. */
function partOf(file: string): Part {
  const rest = file.replace(/^lib\/[^/]+\//, "").replace(/\.tsx?$/, "");
  if (/^queries(\/|$)/.test(rest)) return "queries";
  if (/^commands(\/|$)/.test(rest)) return "commands";
  // Who sees which customers is a condition, too.
  if (/(^|-)sql$/.test(rest) || rest === "reach") return "sql";
  // A large domain has actions and schemas in files of their own: share-actions.ts beside actions.ts.
  const named = /^(?:[a-z-]+-)?(schema|actions|jobs)$/.exec(rest)?.[1];
  if (named) return named as "schema" | "actions" | "jobs";
  return "pure";
}

/** Wrong arrows as "file → import"; the test expects none. */
function wrong(files: Source[], isWrong: (entry: Import, source: Source) => boolean): string[] {
  return files.flatMap((source) =>
    source.imports.filter((entry) => isWrong(entry, source)).map((entry) => `${source.file} → ${entry.from}`),
  );
}

const isProject = (from: string) => FOLDERS.some((folder) => within(from, folder));
/** What reads or writes rows. */
const touchesData = (from: string) =>
  within(from, "lib/db") || within(from, "lib/generated/prisma/client") || within(from, "lib/jobs");

describe("the reader", () => {
  test("sees every form of import, and whether it is of types only", () => {
    const text = [
      'import "server-only";',
      'import a, { b } from "../db";',
      'import type { C } from "./c";',
      'import { type D, type E } from "@/lib/d";',
      'import {\n  f,\n  type G,\n} from "./f";',
      'export { h } from "./h";',
      '// import { no } from "./comment";',
      'const later = await import("./later");',
    ].join("\n");
    expect(importsOf("lib/cases/queries.ts", text)).toEqual([
      { from: "lib/db", typeOnly: false },
      { from: "lib/cases/c", typeOnly: true },
      { from: "lib/d", typeOnly: true },
      { from: "lib/cases/f", typeOnly: false },
      { from: "lib/cases/h", typeOnly: false },
      { from: "server-only", typeOnly: false },
      { from: "lib/cases/later", typeOnly: false },
    ]);
  });

  test("finds calls with their whole argument list", () => {
    const hole = "$";
    const list = `(tx, who, (w) => sql\`(${hole}{w}) \\\` ${hole}{f(")")} )\`)`;
    const text = `const [x] = await rows<{ n: (a: string) => number }>${list}; other.run(1)`;
    const [open, ...more] = callsOf(text);
    expect(more).toEqual([]);
    expect(bracketed(text, open ?? 0)).toBe(list);
  });
});

describe("floors", () => {
  test("app → components → lib, never back; nothing imports scripts, tests or benches", () => {
    expect(
      wrong(below("lib"), ({ from }) => isProject(from) && !within(from, "lib")),
      "lib imports only lib",
    ).toEqual([]);
    expect(
      wrong(below("components"), ({ from }) => isProject(from) && !within(from, "components") && !within(from, "lib")),
      "components import components and lib",
    ).toEqual([]);
    expect(
      wrong(below("app"), ({ from }) => ["scripts", "tests", "bench", "prisma"].some((folder) => within(from, folder))),
    ).toEqual([]);
  });

  test("lib/*.ts imports no folder of lib", () => {
    expect(
      wrong(
        sources.filter(({ file }) => isPlumbing(file)),
        ({ from }) => domainOf(`${from}/x`) !== null && !isPlumbing(`${from}.ts`) && !within(from, "lib/generated"),
      ),
    ).toEqual([]);
  });

  test("lib/stats imports nothing of the project", () => {
    expect(wrong(below("lib/stats"), ({ from }) => isProject(from) && !within(from, "lib/stats"))).toEqual([]);
  });

  test("every domain is in the line and imports only to its left", () => {
    const known = new Set([...ORDER, "stats"]);
    const domains = [...new Set(below("lib").flatMap(({ file }) => domainOf(file) ?? []))];
    expect(domains.filter((domain) => !known.has(domain))).toEqual([]);
    expect(
      wrong(
        below("lib").filter(({ file }) => domainOf(file) !== null && domainOf(file) !== "stats"),
        ({ from }, { file }) => {
          const target = domainOf(`${from}.ts`);
          if (!target || !ORDER.includes(target)) return false;
          return ORDER.indexOf(target) > ORDER.indexOf(domainOf(file) ?? "");
        },
      ),
    ).toEqual([]);
  });

  test("a domain's files import what their name allows", () => {
    const business = below("lib").filter(({ file }) => {
      const domain = domainOf(file);
      // lib/auth is the doors themselves and lib/audit what commands write with: deep modules, with rules of their own below.
      return domain !== null && !["stats", "auth", "audit"].includes(domain);
    });
    const ofPart = (...parts: Part[]) => business.filter(({ file }) => parts.includes(partOf(file)));
    const isDoer = (from: string) =>
      domainOf(`${from}.ts`) !== null && ["queries", "commands", "actions", "jobs"].includes(partOf(from));

    expect(
      wrong(
        ofPart("schema", "pure"),
        ({ from, typeOnly }) =>
          !typeOnly &&
          (touchesData(from) ||
            isDoer(from) ||
            partOf(from) === "sql" ||
            from.startsWith("next/") ||
            from === "server-only"),
      ).filter((line) => !line.endsWith("→ server-only") || line.includes("/schema.ts")),
      "schemas and pure modules know no I/O",
    ).toEqual([]);
    expect(
      wrong(
        ofPart("queries"),
        ({ from }) => domainOf(`${from}.ts`) !== null && ["commands", "actions"].includes(partOf(from)),
      ),
      "queries call no command",
    ).toEqual([]);
    expect(
      wrong(ofPart("commands", "sql"), ({ from }) => domainOf(`${from}.ts`) !== null && partOf(from) === "actions"),
      "commands call no action",
    ).toEqual([]);
    expect(
      wrong(ofPart("actions"), ({ from }) => touchesData(from) || (within(from, "lib") && partOf(from) === "sql")),
      "actions touch no row themselves",
    ).toEqual([]);
  });

  test("components are given data: they import schemas, actions, pure modules and types", () => {
    expect(
      wrong(below("components"), ({ from, typeOnly }) => {
        if (!within(from, "lib") || typeOnly) return false;
        if (touchesData(from)) return true;
        const domain = domainOf(`${from}.ts`);
        if (domain === null || domain === "generated") return false;
        if (domain === "auth") return !/^lib\/auth\/(public-actions|sign-in-client|permissions|demo-users)$/.test(from);
        return ["queries", "commands", "sql", "jobs"].includes(partOf(from));
      }),
    ).toEqual([]);
  });

  test("components/ui and components/charts know no domain", () => {
    const general = ["components/ui", "components/charts"];
    expect(
      wrong(
        below("components/ui"),
        ({ from }) => isProject(from) && !within(from, "components/ui") && !/^lib\/[^/]+$/.test(from),
      ),
    ).toEqual([]);
    expect(
      wrong(
        below("components/charts"),
        ({ from }) => isProject(from) && !general.some((folder) => within(from, folder)) && !/^lib\/[^/]+$/.test(from),
      ),
    ).toEqual([]);
  });

  test("pages ask queries and hand over actions; only the registry and route handlers reach for commands", () => {
    const pages = below("app").filter(({ file }) => !/\/route\.tsx?$/.test(file) && file !== "app/registry.ts");
    expect(
      wrong(pages, ({ from, typeOnly }) => {
        if (typeOnly || !within(from, "lib")) return false;
        if (touchesData(from)) return true;
        const domain = domainOf(`${from}.ts`);
        return domain !== null && ["commands", "sql", "jobs"].includes(partOf(from));
      }),
    ).toEqual([]);
  });
});

describe("who sees what", () => {
  test("only lib/auth sees next-auth, only components/charts sees recharts", () => {
    expect(
      wrong(
        sources.filter(({ file }) => !within(file, "lib/auth")),
        ({ from }) => from === "next-auth" || from.startsWith("next-auth/"),
      ),
    ).toEqual([]);
    expect(
      wrong(
        sources.filter(({ file }) => !within(file, "components/charts")),
        ({ from }) => from === "recharts" || from.startsWith("recharts/"),
      ),
    ).toEqual([]);
  });

  test("only db.ts, queries, commands, jobs and …-sql.ts see Prisma", () => {
    expect(
      wrong(below("app", "components", "lib"), ({ from, typeOnly }, { file }) => {
        if (typeOnly || file === "lib/db.ts" || within(file, "lib/auth")) return false;
        if (from === "@prisma/client" || within(from, "lib/generated/prisma/client")) return true;
        if (from !== "lib/db" || isPlumbing(file) || file === "app/api/health/route.ts") return false;
        return domainOf(file) === null || !["queries", "commands", "sql", "jobs"].includes(partOf(file));
      }),
    ).toEqual([]);
  });

  test("only the doors, the start and the job runner use the whole installation's client", () => {
    const mayUse = ["lib/db.ts", "lib/job-runner.ts", "app/api/health/route.ts"];
    expect(
      below("app", "components", "lib")
        .filter(({ file }) => !mayUse.includes(file) && !within(file, "lib/auth"))
        .filter(({ text }) => /\binstallationDb\b/.test(withoutComments(text)))
        .map(({ file }) => file),
    ).toEqual([]);
  });

  test("only lib/auth makes an actor", () => {
    expect(
      sources
        .filter(({ file }) => !within(file, "lib/auth") && !within(file, "tests"))
        .filter(({ text }) => /\bmintActor\b|as Actor\b|as unknown as Actor/.test(withoutComments(text)))
        .map(({ file }) => file),
    ).toEqual([]);
  });

  test("server modules say so: queries, commands and …-sql.ts import server-only", () => {
    expect(
      below("lib")
        .filter(({ file }) => domainOf(file) && ["queries", "commands", "sql"].includes(partOf(file)))
        .filter(({ imports }) => !imports.some(({ from }) => from === "server-only"))
        .map(({ file }) => file),
    ).toEqual([]);
  });
});

/** The text from `open` (a bracket) to its partner, strings and templates skipped over. */
function bracketed(text: string, open: number): string {
  const pairs: Record<string, string> = { "(": ")", "{": "}", "[": "]" };
  const stack: string[] = [];
  for (let at = open; at < text.length; at++) {
    const sign = text[at] ?? "";
    const top = stack.at(-1);
    if (top === "`") {
      if (sign === "\\") at++;
      else if (sign === "`") stack.pop();
      else if (sign === "$" && text[at + 1] === "{") {
        stack.push("}");
        at++;
      }
      continue;
    }
    if (sign === '"' || sign === "'") {
      for (at++; at < text.length && text[at] !== sign && text[at] !== "\n"; at++) if (text[at] === "\\") at++;
    } else if (sign === "`") stack.push("`");
    else if (pairs[sign]) stack.push(pairs[sign]);
    else if (sign === top) {
      stack.pop();
      if (stack.length === 0) return text.slice(open, at + 1);
    }
  }
  return text.slice(open);
}

/** Where the argument lists of calls of rows() and run() open, types between the name and the list skipped over. */
function callsOf(text: string): number[] {
  return [...text.matchAll(/(?<![\w.])(?:rows|run)\s*(?=[<(])/g)].flatMap((match) => {
    let at = match.index + match[0].length;
    if (text[at] === "<") {
      let depth = 0;
      do {
        if (text[at] === "<") depth++;
        else if (text[at] === ">" && text[at - 1] !== "=") depth--;
        at++;
      } while (depth > 0 && at < text.length);
    }
    return text[at] === "(" ? [at] : [];
  });
}

const lineOf = (text: string, at: number) => text.slice(0, at).split("\n").length;

describe("raw SQL", () => {
  const tenantTables = filesOfModels();

  function filesOfModels(): Set<string> {
    const folder = path.join(root, "prisma/models");
    const tables = new Set<string>();
    for (const name of readdirSync(folder)) {
      for (const model of readFileSync(path.join(folder, name), "utf8")
        .split(/^model /m)
        .slice(1)) {
        const table = /@@map\("([^"]+)"\)/.exec(model)?.[1];
        if (table && /@map\("workspace_id"\)/.test(model) && /@@id\(\[workspaceId/.test(model)) tables.add(table);
      }
    }
    return tables;
  }

  const calls = below("lib", "app").flatMap(({ file, text, imports }) => {
    if (!imports.some(({ from }) => from === "lib/db")) return [];
    return callsOf(text).flatMap((open) => {
      const call = bracketed(text, open);
      const callback = /(?:async\s*)?\(?(\w+)(?:: Prisma\.Sql)?\)?\s*=>/.exec(call);
      // The definitions in lib/db.ts, and options named run: (…) => …, are no calls with a query.
      if (!callback || !/Prisma|[sS]ql|\bw\b/.test(call) || file === "lib/db.ts") return [];
      return [{ where: `${file}:${lineOf(text, open)}`, parameter: callback[1] ?? "", call }];
    });
  });

  test("there are calls to read", () => {
    expect(calls.length).toBeGreaterThan(20);
    expect(tenantTables.size).toBeGreaterThan(30);
  });

  test("every query uses the workspace that it is handed", () => {
    expect(
      calls
        .filter(({ parameter, call }) => parameter !== "w" || (call.match(/\bw\b/g)?.length ?? 0) < 2)
        .map(({ where }) => where),
    ).toEqual([]);
  });

  test("every table with a tenant that is read or written is held to its workspace", () => {
    expect(
      calls.flatMap(({ where, call }) => {
        const named = [...call.matchAll(/\b(?:from|join|update|into)\s+(?:only\s+)?([a-z_]+)\b/g)].filter((match) =>
          tenantTables.has(match[1] ?? ""),
        ).length;
        // A condition is written out, or comes from a function that is handed the workspace.
        const held = call.match(/workspace_id|\w\(w\b/g)?.length ?? 0;
        return held < named ? [`${where}: ${named} tables, ${held} conditions`] : [];
      }),
    ).toEqual([]);
  });

  test("raw SQL goes through rows() and run(); only statements that name no table of ours need no workspace", () => {
    const bare = below("app", "components", "lib")
      .filter(({ file }) => file !== "lib/db.ts")
      .flatMap(({ file, text }) =>
        [...text.matchAll(/\.\$(?:query|execute)Raw\b(?:<[^(`]*>)?([(`])/g)].flatMap((match) => {
          const statement =
            match[1] === "`" ? (/^[^`]*`/.exec(text.slice(match.index + match[0].length))?.[0] ?? "") : "";
          const namesNone =
            statement !== "" && ![...tenantTables].some((table) => new RegExp(`\\b${table}\\b`).test(statement));
          return namesNone ? [] : [`${file}:${lineOf(text, match.index)}`];
        }),
      );
    expect(bare).toEqual([]);
    expect(
      below("app", "components", "lib")
        .filter(({ text }) => /\$(queryRaw|executeRaw)Unsafe\b/.test(text))
        .map(({ file }) => file),
    ).toEqual([]);
  });

  test("modules that speak to Postgres past Prisma name the workspace in every statement", () => {
    const past = below("lib").filter(
      ({ file, imports }) =>
        domainOf(file) !== null &&
        domainOf(file) !== "auth" &&
        imports.some(({ from }) => from === "postgres" || from === "pg"),
    );
    expect(past.filter(({ text }) => !/workspace_id/.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

describe("who may", () => {
  test("every exported query and command asks allow() first, or is one step of another's transaction", () => {
    const wrongOnes: string[] = [];
    for (const { file, text } of below("lib")) {
      if (!domainOf(file) || !["queries", "commands"].includes(partOf(file))) continue;
      for (const match of text.matchAll(/^export (?:async )?function\*? (\w+)(?:<[^(]*>)?\(/gm)) {
        const open = (match.index ?? 0) + match[0].length - 1;
        const parameters = bracketed(text, open);
        const first = /^\(\s*(\w+)\??:\s*([\w.]+)/.exec(parameters);
        const after = text.slice(open + parameters.length);
        const isAsync = match[0].includes("async") || /^\s*:\s*Promise</.test(after);
        if (!isAsync) continue;
        const named = `${file}: ${match[1]}`;
        if (first?.[1] === "tx" || first?.[2] === "Tx") continue;
        const body = bodyOf(after);
        if (first?.[2] !== "Actor" || !new RegExp(`^\\{\\s*allow\\(${first[1]},`).test(body)) wrongOnes.push(named);
      }
      for (const match of text.matchAll(/^export const (\w+)\s*=\s*(?:cache\()?\s*async/gm))
        wrongOnes.push(`${file}: ${match[1]} (write it as a function)`);
    }
    expect(wrongOnes).toEqual([]);
  });

  /** From after the parameters: skips the return type (which may hold braces) to the body. */
  function bodyOf(after: string): string {
    let at = 0;
    let depth = 0;
    for (; at < after.length; at++) {
      const sign = after[at] ?? "";
      if (sign === "{" && depth === 0 && !/[:|&<,]\s*$/.test(after.slice(0, at))) return after.slice(at);
      if ("<([{".includes(sign)) depth++;
      else if (">)]}".includes(sign) && after[at - 1] !== "=") depth--;
    }
    return "";
  }
});

describe("names", () => {
  test("no barrels", () => {
    expect(
      sources
        .filter(({ file, text }) => /\/index\.tsx?$/.test(file) || /^export \* from/m.test(text))
        .map(({ file }) => file),
    ).toEqual([]);
    expect(
      sources
        .filter(({ text }) => {
          // One thing under the name that the framework asks for is no barrel.
          const code = withoutComments(text)
            .replace(/^export\s+\{\s*(?:\w+ as )?default\s*\}\s+from/gm, "const page = from")
            .replace(/^export\s+(type\s+)?\{[^}]*\}\s+from\s+["'][^"']+["'];?/gm, "")
            .trim();
          return code === "" && /\bfrom\b/.test(text);
        })
        .map(({ file }) => file),
    ).toEqual([]);
  });

  test("no drawers: nothing is named utils, helpers, common or misc", () => {
    expect(
      sources
        .filter(({ file }) => /(^|[/.-])(utils?|helpers?|misc|common)([/.-]|$)/.test(file))
        .map(({ file }) => file),
    ).toEqual([]);
  });

  test("files and folders are in kebab-case", () => {
    expect(
      sources
        .filter(({ file }) => !file.split("/").every((part) => /^_?[a-z0-9.-]+$|^[([].*[)\]]$/.test(part)))
        .map(({ file }) => file),
    ).toEqual([]);
  });
});
