import { describe, expect, it } from "vitest";
import { z } from "zod";
import { listAuditEvents } from "../../lib/audit/queries";
import { action, formObject } from "../../lib/auth/action";
import { refuseOtherSites } from "../../lib/auth/route";
import { authOptions } from "../../lib/auth/session";
import { listCases } from "../../lib/cases/queries";
import { caseListParams } from "../../lib/cases/schema";
import { createCustomer } from "../../lib/customers/commands";
import { countCustomers, listCustomers } from "../../lib/customers/queries/list";
import { listTimeline } from "../../lib/customers/queries/timeline";
import { customerListParams, newCustomer } from "../../lib/customers/schema";
import { installationDb } from "../../lib/db";
import { newId } from "../../lib/id";
import { logInteraction } from "../../lib/interactions/commands";
import { newInteraction } from "../../lib/interactions/schema";
import { parsePeriod } from "../../lib/period";
import { responseListParams } from "../../lib/responses/list-url";
import { getResponse, listResponses } from "../../lib/responses/queries";
import { searchEverything } from "../../lib/search/queries";
import { listSegmentMembers } from "../../lib/segments/queries";
import { unstorable } from "../../lib/storable";
import { getSurvey } from "../../lib/surveys/queries";
import { testWorkspace } from "../support/world";

// What a person could do with a changed address, a form of their own or a page of another site.

const id = "01999999-9999-7999-8999-999999999999";
const cursorOf = (value: unknown, after = 1) => Buffer.from(JSON.stringify([after, value, id])).toString("base64url");

const WORDS = ["a\0b", "\ud800", "%_\\'\"();--", "x".repeat(6000), "__proto__", ""];
const CURSORS = [
  ...[1e300, 0.5, -1, null, "x", "1", "a\0", "\ud800", "+099999-01-01T00:00:00.000Z", "0000-01-01", "infinity"].flatMap(
    (value) => [cursorOf(value), cursorOf(value, 0)],
  ),
  "not a cursor",
  "%",
];
const IDS = ["not-a-uuid", "\0", "", "__proto__", `${id}\0`];

describe("addresses that somebody changed", () => {
  it("show a list whatever stands in them", async () => {
    const { as } = await testWorkspace();
    const actor = await as("admin");
    const customer = await createCustomer(actor, newCustomer.parse({ name: "Ada" }));
    const span = parsePeriod("12m", { timeZone: "UTC", now: new Date() });
    for (const cursor of CURSORS) {
      await listAuditEvents(actor, cursor);
      await listTimeline(actor, customer.id, { cursor });
      await listSegmentMembers(actor, id, { cursor });
      for (const state of ["open", "resolved"]) await listCases(actor, caseListParams.parse({ state, cursor }));
      await listResponses(actor, responseListParams.parse({ cursor }), span);
      for (const sort of ["name", "value", "answer"])
        await listCustomers(actor, customerListParams.parse({ sort, cursor }));
    }
    for (const word of WORDS) {
      await searchEverything(actor, word);
      const given = { q: word, tag: word, attr: [`${word}:eq:1`, "age:gte:1e400"], owner: word, segment: word };
      await countCustomers(actor, customerListParams.parse(given));
      await countCustomers(actor, customerListParams.parse({ q: [word, word], tag: [word, "b"], cursor: ["a", "b"] }));
    }
  });

  it("are not found when their id is none", async () => {
    const { actor } = await testWorkspace();
    for (const wrong of IDS) {
      await expect(getSurvey(actor, wrong)).rejects.toMatchObject({ code: "not_found" });
      await expect(getResponse(actor, wrong)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("give the usual period for times that nobody means", () => {
    const context = { timeZone: "Europe/Berlin", now: new Date("2026-11-01T12:00:00Z") };
    const usual = parsePeriod(undefined, context);
    for (const value of [
      ["a", "b"],
      "q:0000-1",
      "m:9999-12",
      "0001-01-01..0001-01-02",
      "1000-01-01..9999-12-31",
      "9999-12-31..9999-12-31",
      "a\0",
    ]) {
      expect(parsePeriod(value, context)).toMatchObject({ fromDay: usual.fromDay, toDay: usual.toDay });
    }
  });
});

describe("what a form may hold", () => {
  it("is refused at its field when the database could not keep it", async () => {
    expect(unstorable({ name: "a\0b", tags: ["ok", "\ud800"], kind: "person", emoji: "👋" })).toEqual({
      name: "This holds a character that cannot be stored.",
      "tags.1": "This holds a character that cannot be stored.",
    });
    expect(unstorable({ attributes: { "a\0": 1 } })).toEqual({
      attributes: "This holds a character that cannot be stored.",
    });
    expect(unstorable(JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`))).toEqual({
      "": "This is nested too deeply.",
    });
    expect(typeof action({ input: z.object({}), run: async () => null })).toBe("function");
  });

  it("is not mixed up with what every object has", () => {
    const form = new FormData();
    form.append("constructor", "x");
    form.append("__proto__", "y");
    const fields = formObject(form);
    expect(fields.constructor).toBe("x");
    expect(Object.keys(fields)).toEqual(["constructor", "__proto__"]);
  });

  it("names only what is in the workspace, and says so at the field", async () => {
    const own = await testWorkspace();
    const other = await testWorkspace();
    const { id: customerId } = await createCustomer(own.actor, newCustomer.parse({ name: "Ada" }));
    const db = installationDb();
    const { workspaceId } = other;
    const channelId = newId();
    const touchpointId = newId();
    await db.channel.create({ data: { workspaceId, id: channelId, name: "Theirs" } });
    await db.touchpoint.create({ data: { workspaceId, id: touchpointId, name: "Theirs", controller: "firm" } });
    const base = { id: newId(), customerId, kind: "call" };
    await expect(logInteraction(own.actor, newInteraction.parse({ ...base, channelId }))).rejects.toMatchObject({
      fieldErrors: { channelId: "This channel was not found." },
    });
    await expect(logInteraction(own.actor, newInteraction.parse({ ...base, touchpointId }))).rejects.toMatchObject({
      fieldErrors: { touchpointId: "This touchpoint was not found." },
    });
    expect(newInteraction.safeParse({ ...base, happenedAt: "+200000-01-01T00:00:00Z" }).success).toBe(false);
  });
});

describe("requests of other sites", () => {
  const request = (headers: Record<string, string>) =>
    new Request("http://localhost:3000/api/imports", {
      method: "POST",
      headers: { host: "localhost:3000", ...headers },
    });

  it("change nothing, though the browser sends the session along", () => {
    const others: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "http://localhost:8080" },
      { origin: "null" },
    ];
    for (const headers of others) {
      expect(() => refuseOtherSites(request(headers))).toThrow("another site");
    }
  });

  it("are told apart from our own pages and from programs", () => {
    const ours: Record<string, string>[] = [
      {},
      { "sec-fetch-site": "same-origin" },
      { origin: "http://localhost:3000" },
    ];
    for (const headers of ours) {
      expect(() => refuseOtherSites(request(headers))).not.toThrow();
    }
  });
});

describe("guessing a password", () => {
  const attempt = (email: string, address: string, password = "wrong password") => {
    const provider = authOptions().providers.find(({ id: name, options }) => (options?.id ?? name) === "password");
    return provider?.options.authorize({ email, password }, { headers: { "x-forwarded-for": address } });
  };

  it("ends although every request claims another address", async () => {
    const email = `${newId()}@example.com`;
    const outcomes: string[] = [];
    for (let i = 0; i < 101; i += 1) {
      outcomes.push(
        await attempt(email, `10.0.${i}.1`).then(
          () => "refused",
          (error: Error) => error.message,
        ),
      );
    }
    expect(outcomes.slice(0, 100).every((one) => one === "refused")).toBe(true);
    expect(outcomes[100]).toBe("too_many");
  });

  it("is refused, not broken, by characters that no account has", async () => {
    expect(await attempt("a\0@example.com", "10.0.0.1")).toBeNull();
    expect(await attempt("a@example.com", "10.0.0.1", "\ud800".repeat(10))).toBeNull();
    expect(await attempt("a@example.com", "10.0.0.1", "x".repeat(100_000))).toBeNull();
  });
});
