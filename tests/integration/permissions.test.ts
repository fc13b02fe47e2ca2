import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type Actor, type ActorRole, mintActor } from "../../lib/auth/actor";
import { allow, may, type Permission } from "../../lib/auth/permissions";
import { AppError } from "../../lib/errors";
import { newId } from "../../lib/id";

// "Who" is proved at the door, "may they" is asked where the thing is done. Every query and command is called here by
// somebody who may nothing at all, with arguments that make no sense: each must refuse before it looks at them.

const lib = path.resolve(import.meta.dirname, "../../lib");

function modules(folder: string): string[] {
  return readdirSync(path.join(lib, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "queries" || entry.name === "commands" ? modules(name) : [];
    const isOne = /\/(queries|commands)(\/[\w-]+)?\.ts$/.test(`/${name}`);
    return isOne ? [name] : [];
  });
}

const files = readdirSync(lib, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "generated")
  .flatMap((entry) => modules(entry.name));

/** The name of a function's first parameter, as it was written. */
const firstParameter = (fn: (...args: never[]) => unknown): string =>
  /^(?:async\s+)?(?:function\s*\w*)?\s*\(?\s*([\w$]+)/.exec(fn.toString())?.[1] ?? "";

const NOBODY: Actor = mintActor({ userId: null, workspaceId: newId(), role: "nobody", via: "test" });

describe("somebody without permissions is refused by", () => {
  test("there are modules to walk", () => expect(files.length).toBeGreaterThan(10));

  for (const file of files) {
    test(file, async () => {
      const loaded: Record<string, unknown> = await import(pathToFileURL(path.join(lib, file)).href);
      const asked: string[] = [];
      for (const [name, value] of Object.entries(loaded)) {
        if (typeof value !== "function" || !/^(async )?function|^async|=>/.test(value.toString())) continue;
        const fn = value as (...args: unknown[]) => unknown;
        if (firstParameter(fn) !== "actor") continue;
        asked.push(name);
        // Reads as nothing whatever is asked of it; that allow() is the first line is read in tests/architecture.test.ts.
        const nothing = new Proxy({}, { get: () => undefined });
        const outcome = await (async () => {
          const answer = await fn(NOBODY, nothing, nothing, nothing, nothing);
          // A list that comes in pieces begins when the first is asked for.
          if (answer instanceof Object && Symbol.asyncIterator in answer) {
            await (answer as AsyncGenerator<unknown>).next();
          }
        })().then(
          () => "it answered",
          (error: unknown) => error,
        );
        expect(outcome, name).toBeInstanceOf(AppError);
        expect((outcome as AppError).code, name).toBe("forbidden");
      }
      expect(asked.length, "exported functions that begin with an actor").toBeGreaterThan(0);
    });
  }
});

describe("somebody who holds a shared map's link", () => {
  const guest = mintActor({ userId: null, workspaceId: newId(), role: "guest", via: "test", shareId: newId() });
  const shown = ["openShare", "getSheet", "gapsOf", "noteOpened"];

  test("may ask for nothing but that map", async () => {
    const answered: string[] = [];
    for (const file of files) {
      const loaded: Record<string, unknown> = await import(pathToFileURL(path.join(lib, file)).href);
      for (const [name, value] of Object.entries(loaded)) {
        if (typeof value !== "function" || firstParameter(value as () => unknown) !== "actor") continue;
        const nothing = new Proxy({}, { get: () => undefined });
        const outcome = await (async () => {
          const answer = await (value as (...args: unknown[]) => unknown)(guest, nothing, nothing, nothing, nothing);
          if (answer instanceof Object && Symbol.asyncIterator in answer)
            await (answer as AsyncGenerator<unknown>).next();
        })().then(
          () => "it answered",
          (error: unknown) => error,
        );
        if (!(outcome instanceof AppError) || outcome.code !== "forbidden") answered.push(name);
      }
    }
    expect(answered.filter((name) => !shown.includes(name))).toEqual([]);
  });
});

describe("the table of permissions", () => {
  const roles: ActorRole[] = ["admin", "cx_manager", "farmer", "hunter", "executive", "system", "respondent", "nobody"];
  let actors: Map<ActorRole, Actor>;
  beforeAll(() => {
    actors = new Map(roles.map((role) => [role, mintActor({ userId: null, workspaceId: newId(), role, via: "test" })]));
  });
  const who = (permission: Permission) => roles.filter((role) => may({ role }, permission));

  test("an unknown permission and an unknown role are refused", () => {
    const unknown = "planets.move" as Permission;
    expect(who(unknown)).toEqual([]);
    for (const actor of actors.values()) expect(() => allow(actor, unknown)).toThrow(AppError);
    expect(may({ role: "emperor" as ActorRole }, "customers.read")).toBe(false);
  });

  test("says who may what", () => {
    expect(who("members.manage")).toEqual(["admin", "system"]);
    expect(who("workspace.manage")).toEqual(["admin", "system"]);
    expect(who("audit.read")).toEqual(["admin", "system"]);
    expect(who("members.invite")).toEqual(["admin", "cx_manager", "system"]);
    expect(who("surveys.publish")).toEqual(["admin", "cx_manager", "system"]);
    expect(who("imports.write")).toEqual(["admin", "cx_manager", "system"]);
    expect(who("interactions.write")).toEqual(["admin", "cx_manager", "farmer", "hunter", "system"]);
    expect(who("customers.read")).toEqual(["admin", "cx_manager", "farmer", "hunter", "executive", "system"]);
    expect(who("responses.submit")).toEqual(["system", "respondent"]);
  });

  test("an executive reads and changes nothing; a respondent can only answer", () => {
    const writes: Permission[] = [
      "catalogue.write",
      "customers.write",
      "customers.assign",
      "interactions.write",
      "orders.write",
      "deals.write",
      "offers.write",
      "surveys.write",
      "surveys.publish",
      "responses.write",
      "segments.write",
      "journeys.write",
      "cases.write",
      "improvements.write",
      "insights.scan",
      "insights.dismiss",
      "imports.write",
      "members.invite",
      "members.manage",
      "workspace.manage",
    ];
    expect(writes.filter((permission) => may({ role: "executive" }, permission))).toEqual([]);
    const reads: Permission[] = ["customers.read", "responses.read", "surveys.read", "insights.read", "audit.read"];
    expect([...writes, ...reads].filter((permission) => may({ role: "respondent" }, permission))).toEqual([]);
  });

  test("allow() says no in words", () => {
    const executive = actors.get("executive");
    expect(executive).toBeDefined();
    if (!executive) return;
    expect(() => allow(executive, "surveys.write")).toThrow("Your role does not allow this.");
    expect(() => allow(executive, "surveys.read")).not.toThrow();
  });
});
