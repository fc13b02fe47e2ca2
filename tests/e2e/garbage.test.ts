import { beforeAll, describe, expect, it } from "vitest";
import { baseUrl, newPage, openBrowser, signIn } from "../support/browser";

// Whatever stands in an address, the page answers: a list, or "not found". Never an error.

const id = "01999999-9999-7999-8999-999999999999";
const cursor = (value: unknown) => Buffer.from(JSON.stringify([1, value, id])).toString("base64url");

const LISTS = [
  "/",
  "/customers",
  "/deals",
  "/segments",
  "/segments/new",
  "/journeys",
  "/journeys/new",
  "/touchpoints",
  "/surveys",
  "/responses",
  "/cases",
  "/insights",
  "/insights/export",
  "/improvements",
  "/improvements/new",
  "/imports",
  "/settings/audit",
  "/sign-in",
];
const RECORDS = [
  "/customers/ID",
  "/segments/ID",
  "/segments/ID/edit",
  "/journeys/ID",
  "/surveys/ID",
  "/surveys/ID/edit",
  "/responses/ID",
  "/cases/ID",
  "/improvements/ID",
  "/imports/ID",
  "/insights/ID/1/people",
  "/api/imports/ID/progress",
  "/api/imports/ID/refused",
  "/api/v1/customers/ID",
  "/api/v1/links/ID/responses",
  "/s/ID",
];
const NAMES =
  "q owner kind lifecycle tag segment score attr archived sort dir cursor period survey channel touchpoint journey measure step state before view new rule name encoding delimiter comment reason insight title least proof order like show welcome error item".split(
    " ",
  );
/** Each value stands in every parameter at once; two of them give every parameter twice. */
const VALUES: string[][] = [
  ["a\0b"],
  [id, id],
  ["99999999999999999999"],
  ["9999-12-31..9999-12-31"],
  ["__proto__:eq:1"],
  [cursor("a\0")],
  [cursor("+099999-01-01T00:00:00.000Z")],
  ['{"all":[{"field":"__proto__"}]}'],
];

let cookie = "";

beforeAll(async () => {
  const browser = await openBrowser();
  const page = await newPage(browser);
  await signIn(page, "admin");
  cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await browser.close();
});

/** What is wrong with an answer; a page may also break after its status was sent. */
async function problemOf(path: string): Promise<string | null> {
  const response = await fetch(new URL(path, baseUrl), { headers: { cookie }, redirect: "manual" });
  const body = await response.text();
  if (response.status >= 500) return String(response.status);
  const broken = /data-dgst="(?!NEXT_|BAILOUT_)|\$RX\("[^"]*","(?!NEXT_|BAILOUT_)/.test(body);
  return broken ? "broke off" : null;
}

async function problemsOf(paths: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  const left = [...paths];
  const walk = async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const problem = await problemOf(path);
      if (problem) problems.push(`${problem} ${path.slice(0, 120)}`);
    }
  };
  await Promise.all([walk(), walk(), walk()]);
  return problems;
}

describe("a page that somebody may not see", () => {
  it("is not found", async () => {
    const browser = await openBrowser();
    const page = await newPage(browser);
    await signIn(page, "executive");
    for (const path of ["/improvements/new", "/journeys/new", "/segments/new", "/imports/new"]) {
      expect.soft((await page.goto(path))?.status(), path).toBe(404);
    }
    await browser.close();
  });
});

describe("an address that makes no sense", () => {
  it("opens every list as if the wrong part were not there", async () => {
    const queries = VALUES.map((values) =>
      NAMES.flatMap((name) => values.map((value) => `${name}=${encodeURIComponent(value)}`)).join("&"),
    );
    expect(await problemsOf(LISTS.flatMap((list) => queries.map((query) => `${list}?${query}`)))).toEqual([]);
  }, 240_000);

  it("is not found when it names no record", async () => {
    const ids = ["not-a-uuid", "%00", "__proto__", id];
    expect(await problemsOf(RECORDS.flatMap((path) => ids.map((one) => path.replace("ID", one))))).toEqual([]);
  });
});
