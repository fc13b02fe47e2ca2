import type { Browser, BrowserContext, BrowserContextOptions, Page, Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CUSTOMER_LINK, newPage, openBrowser, signIn, violationsOf } from "../support/browser";

// What a person would lose if these failed: a page that a screen reader cannot read, that spills over a phone's edge,
// that breaks with an error, or that works by mouse alone.

/** Pages with an address of their own; details are opened from their lists below. */
const PAGES = [
  "/",
  "/tasks",
  "/tasks?whose=all",
  "/notifications",
  "/customers",
  "/customers/plans",
  "/offers",
  "/customers/duplicates",
  "/customers/changes",
  "/deals",
  "/deals?view=table",
  "/deals?view=table&stage=closed",
  "/deals/quotas",
  "/segments",
  "/segments/new",
  "/segments/new-list",
  "/segments/rfm",
  "/segments/overlap",
  "/journeys",
  "/touchpoints",
  "/touchpoints/matrix",
  "/brand",
  "/quotes",
  "/quotes/interviews",
  "/quotes/interviews/new",
  "/surveys",
  "/responses",
  "/cases",
  "/insights",
  "/insights/own",
  "/improvements",
  "/imports",
  "/imports/new",
  "/customers/lifecycle",
  "/customers/lifecycle/sides",
  "/customers/lifecycle/habit",
  "/customers/lifecycle/self-service",
  "/customers/lifecycle/people?what=retained",
  "/team",
  "/settings",
  "/settings/teams",
  "/settings/members",
  "/settings/attributes",
  "/settings/health",
  "/settings/health/new",
  "/settings/fields",
  "/settings/reach",
  "/settings/keys",
  "/settings/audit",
] as const;

/** The first record behind a list: [list, selector of its link]. */
const RECORDS: [string, string][] = [
  ["/customers", CUSTOMER_LINK],
  ["/customers/duplicates", 'main a[href^="/customers/duplicates/"]'],
  ["/customers/changes", 'main a[href^="/customers/changes/"]'],
  ["/deals", 'main article a[href^="/deals/"]'],
  ["/deals?view=table&stage=closed", 'main a[href^="/deals/0"]'],
  ["/deals?view=table&stage=closed", 'main a[href^="/handovers/"]'],
  ["/segments", 'main tbody a[href^="/segments/"]'],
  ["/journeys", 'main a[href^="/journeys/"]:not([href="/journeys/new"])'],
  ["/touchpoints", 'main td a[href^="/touchpoints/"]'],
  ["/quotes", 'main a[href^="/segments/"][href$="/portrait"]'],
  ["/quotes/interviews", 'main a[href^="/quotes/interviews/"]:not([href="/quotes/interviews/new"])'],
  ["/team", 'main tbody a[href^="/team/"]'],
  ["/surveys", 'main a[href^="/surveys/"]:not([href="/surveys/new"])'],
  ["/responses", 'main a[href^="/responses/0"]'],
  ["/cases", 'main a[href^="/cases/0"]'],
  ["/improvements", 'main a[href^="/improvements/"]:not([href="/improvements/new"])'],
];

/** Pages that hang below a record. */
const BELOW: Record<string, string[]> = { "/customers": ["plan"], "/journeys": ["gaps", "compare", "present"] };

let browser: Browser;
let state: Awaited<ReturnType<BrowserContext["storageState"]>>;
const pages: string[] = [...PAGES];

beforeAll(async () => {
  browser = await openBrowser();
  const page = await newPage(browser);
  await signIn(page, "admin");
  state = await page.context().storageState();
  for (const [list, selector] of RECORDS) {
    await page.goto(list);
    const href = await page
      .locator(selector)
      .first()
      .getAttribute("href", { timeout: 15_000 })
      .catch(() => null);
    if (href) pages.push(href, ...(BELOW[list] ?? []).map((page) => `${href.split("?")[0]}/${page}`));
    if (href && list === "/segments") pages.push(`${href}/members`, `${href}/edit`);
  }
  await page.context().close();
});
afterAll(() => browser.close());

/** Walks all pages in two windows at once. @returns what was found wrong, by path */
async function walk(
  options: BrowserContextOptions,
  look: (page: Page, response: Response | null) => Promise<string[]>,
): Promise<Record<string, string[]>> {
  const problems: Record<string, string[]> = {};
  const left = [...pages];
  const visit = async () => {
    const page = await newPage(browser, { storageState: state, ...options });
    const noted: string[] = [];
    page.on("pageerror", (error) => noted.push(`error: ${error.message}`));
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const response = await page.goto(path, { waitUntil: "load" });
      await page.locator("main h1, main h2").first().waitFor({ timeout: 15_000 });
      const found = [...(await look(page, response)), ...noted.splice(0)];
      if (found.length) problems[path] = found;
    }
    await page.context().close();
  };
  await Promise.all([visit(), visit()]);
  return problems;
}

describe("every page", () => {
  it("opens without an error and without an accessibility violation", async () => {
    const problems = await walk({ colorScheme: "light" }, async (page, response) => [
      ...(response?.status() === 200 ? [] : [`status ${response?.status()}`]),
      ...(await violationsOf(page)),
    ]);
    expect(problems).toEqual({});
  }, 300_000);

  it("can be read in the dark", async () => {
    // What else a page may violate does not depend on its colours.
    const problems = await walk({ colorScheme: "dark" }, (page) => violationsOf(page, ["color-contrast"]));
    expect(problems).toEqual({});
  }, 300_000);

  it("fits a phone, without scrolling sideways", async () => {
    const problems = await walk({ viewport: { width: 390, height: 844 }, hasTouch: true }, async (page) => {
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      return over > 0 ? [`${over} px too wide`] : [];
    });
    expect(problems).toEqual({});
  }, 300_000);
});

describe("the keyboard", () => {
  it("finds a page by Ctrl+K and goes by g and a letter", async () => {
    const page = await newPage(browser, { storageState: state });
    await page.goto("/settings");
    await page.locator("main h1").waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Segments");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/segments");
    await page.locator("main h1").waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.waitForURL("**/customers**");
    await page.context().close();
  });
});

describe("what is not yours", () => {
  it("is not found, by body and by title, whoever asks for an id that is not in the workspace", async () => {
    const page = await newPage(browser, { storageState: state });
    for (const path of [
      "customers",
      "segments",
      "touchpoints",
      "surveys",
      "journeys",
      "cases",
      "responses",
      "imports",
    ]) {
      const response = await page.goto(`/${path}/01999999-9999-7999-8999-999999999999`);
      expect.soft(response?.status(), path).toBe(404);
      expect.soft(await page.title(), path).toContain("Not found");
      expect.soft(await page.locator("h1").first().textContent(), path).toBe("Not found");
    }
    await page.context().close();
  });

  it("sends people without a session to the sign-in page", async () => {
    const page = await newPage(browser);
    await page.goto("/customers");
    await page.waitForURL("**/sign-in");
    await page.context().close();
  });
});
