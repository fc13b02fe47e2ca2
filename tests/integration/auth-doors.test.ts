import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { action, formObject } from "../../lib/auth/action";
import type { Actor } from "../../lib/auth/actor";
import { orNotFound } from "../../lib/auth/page";
import { readBody, readJson, route } from "../../lib/auth/route";
import { AppError, conflict, notFound } from "../../lib/errors";
import { newId } from "../../lib/id";
import { testWorkspace } from "../support/world";

// The doors: who is it, is what they sent valid, and what they hear when something is wrong.
const request = vi.hoisted(() => ({ session: null as { userId: string; sessionVersion: number } | null }));
vi.mock("next/headers", () => ({ cookies: async () => ({ get: () => undefined }) }));
vi.mock("next-auth", () => ({ getServerSession: async () => request.session }));

let actor: Actor;
beforeEach(async () => {
  actor = await (await testWorkspace()).as("farmer");
  request.session = { userId: actor.userId ?? "", sessionVersion: 1 };
});

const input = z.object({ name: z.string().min(1, "The name is missing."), tags: z.array(z.string()).optional() });
const form = (fields: [string, string][]) => {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
};

describe("an action", () => {
  const save = action({
    input,
    run: async (who, { name }) => {
      if (name === "taken") throw conflict("This name is taken.", { name: "This name is taken." });
      if (name === "broken") throw new Error("secret detail of the database");
      return `${who.userId} saved ${name}`;
    },
  });

  test("runs as the signed-in person with what was valid", async () => {
    expect(await save(null, form([["name", "Ada"]]))).toEqual({ ok: true, value: `${actor.userId} saved Ada` });
    expect(await save(null, { name: "Ada" })).toMatchObject({ ok: true });
  });

  test("answers a wrong field at that field", async () => {
    expect(await save(null, form([["name", ""]]))).toEqual({
      ok: false,
      message: "Please check the marked fields.",
      fieldErrors: { name: "The name is missing." },
    });
    expect(await save(null, form([["name", "taken"]]))).toMatchObject({ fieldErrors: { name: "This name is taken." } });
  });

  test("tells a fault by a number, not by its words", async () => {
    const answer = await save(null, form([["name", "broken"]]));
    expect(answer).toMatchObject({ ok: false, fieldErrors: {} });
    expect(JSON.stringify(answer)).not.toContain("secret detail");
    expect(answer && !answer.ok && answer.message).toMatch(/Quote [0-9a-f]{8} if you ask for help/);
  });

  test("sends who is not signed in to the sign-in page", async () => {
    request.session = null;
    await expect(save(null, form([["name", "Ada"]]))).rejects.toMatchObject({
      digest: expect.stringContaining("/sign-in"),
    });
  });

  test("reads a form's repeated names as a list, and leaves the framework's own out", () => {
    expect(
      formObject(
        form([
          ["name", "Ada"],
          ["tags", "a"],
          ["tags", "b"],
          ["tags", "c"],
          ["$ACTION_ID_1", "x"],
        ]),
      ),
    ).toEqual({ name: "Ada", tags: ["a", "b", "c"] });
  });
});

describe("a route", () => {
  const handler = route({
    input,
    limitBytes: 100,
    run: async (_who, { name }) => {
      if (name === "gone") throw notFound("This customer");
      if (name === "broken") throw new Error("secret detail of the database");
      return { hello: name };
    },
  });
  const post = async (body: BodyInit, headers: Record<string, string> = {}) => {
    const response = await handler(
      new Request("http://localhost/api", { method: "POST", body, headers, duplex: "half" } as RequestInit),
      { params: Promise.resolve({}) },
    );
    return { status: response.status, body: (await response.json()) as unknown };
  };

  test("answers with JSON, or with what is wrong at which field", async () => {
    expect(await post('{"name":"Ada"}')).toEqual({ status: 200, body: { hello: "Ada" } });
    expect(await post('{"name":""}')).toEqual({
      status: 422,
      body: { error: { code: "invalid", message: "Some fields are wrong.", fields: { name: "The name is missing." } } },
    });
    expect(await post("{")).toMatchObject({ status: 422, body: { error: { message: "The body is not valid JSON." } } });
    expect(await post('{"name":"gone"}')).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  });

  test("refuses nobody's request before it reads it", async () => {
    request.session = null;
    expect(await post("{")).toMatchObject({ status: 401, body: { error: { code: "unauthenticated" } } });
  });

  test("refuses a large body by its length, or on reaching the limit", async () => {
    expect(await post("{}", { "content-length": "101" })).toMatchObject({ status: 413 });
    expect(await post(JSON.stringify({ name: "x".repeat(200) }))).toMatchObject({ status: 413 });
  });

  test("tells a fault by a number, not by its words", async () => {
    const answer = await post('{"name":"broken"}');
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain("secret detail");
  });
});

describe("a body", () => {
  test("is not read beyond its limit", async () => {
    let pulled = 0;
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(1000));
      },
      cancel() {
        isCancelled = true;
      },
    });
    const sent = new Request("http://localhost", { method: "POST", body: endless, duplex: "half" } as RequestInit);
    await expect(readBody(sent, 10_000)).rejects.toMatchObject({ code: "too_large" });
    expect(pulled).toBeLessThan(20);
    expect(isCancelled).toBe(true);
  });

  test("of exactly the limit is taken", async () => {
    const text = JSON.stringify({ a: "x".repeat(92) });
    expect(await readJson(new Request("http://localhost", { method: "POST", body: text }), text.length)).toEqual({
      a: "x".repeat(92),
    });
    expect(await readBody(new Request("http://localhost"), 10)).toHaveLength(0);
  });
});

describe("a page", () => {
  test("of something that is not there, or not for this person, is the same not-found page", async () => {
    const isNotFound = { digest: expect.stringContaining("404") };
    await expect(orNotFound(Promise.reject(notFound()))).rejects.toMatchObject(isNotFound);
    await expect(orNotFound(Promise.reject(new AppError("forbidden", "No.")))).rejects.toMatchObject(isNotFound);
    await expect(orNotFound(Promise.reject(new Error(newId())))).rejects.not.toMatchObject(isNotFound);
    expect(await orNotFound(Promise.resolve(1))).toBe(1);
  });
});
