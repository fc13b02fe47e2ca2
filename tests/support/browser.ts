import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";

const KNOWN_PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Where the tests' server answers; scripts/test.mjs starts it and sets this. */
export const baseUrl = process.env.E2E_URL ?? "http://localhost:3000";

export async function openBrowser(): Promise<Browser> {
  const executablePath = KNOWN_PLACES.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error("No Chromium was found. Install it, or set CHROMIUM_PATH.");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  return context.newPage();
}

/** Links to customers and to nothing else below /customers: ids (UUIDv7) begin with a 0. */
export const CUSTOMER_LINK = 'main a[href^="/customers/0"]';

/** Signs in to the demo workspace by the button of a role. */
export async function signIn(
  page: Page,
  role: "cx_manager" | "farmer" | "hunter" | "executive" | "admin",
): Promise<void> {
  await page.goto("/sign-in");
  await (await alive(page.locator(`[data-demo-role="${role}"]`))).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"), { timeout: 60_000 });
}

/**
 * Waits until something on a page answers to a press: the server sends it first and React takes it up a moment later,
 * which it marks on the element.
 */
export async function alive(locator: Locator): Promise<Locator> {
  const taken = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactProps$"));
  const until = Date.now() + 30_000;
  for (;;) {
    if (await locator.evaluate(taken, null, { timeout: 30_000 }).catch(() => false)) return locator;
    if (Date.now() > until) throw new Error(`${locator} never came to life`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * What a person with a screen reader, a keyboard or weak eyes would stumble over here: WCAG 2.2 A and AA by axe, once
 * the page has its title (Next may send it a moment after the rest).
 * @param rules these of axe's alone
 * @returns a line each, "<rule>: <up to three places>"
 */
export async function violationsOf(page: Page, rules?: string[]): Promise<string[]> {
  for (const until = Date.now() + 30_000; !(await page.title()) && Date.now() < until; ) await page.waitForTimeout(50);
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules
    ? axe.withRules(rules)
    : axe.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
  ).analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ target }) => target.join(" "))
        .join(" | ")}`,
  );
}
