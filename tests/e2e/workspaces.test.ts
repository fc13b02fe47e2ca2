import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CUSTOMER_LINK, newPage, openBrowser, signIn, violationsOf } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LISTS = [
  "/",
  "/customers",
  "/deals",
  "/segments",
  "/journeys",
  "/touchpoints",
  "/surveys",
  "/responses",
  "/cases",
  "/insights",
  "/improvements",
  "/imports",
];

describe("a second workspace", () => {
  it("begins empty, teaches on every page, sees nothing of the first, and one turns back", async () => {
    const page = await newPage(browser);
    await signIn(page, "admin");
    await page.goto("/customers");
    const customer = await page.locator(CUSTOMER_LINK).first().getAttribute("href");
    await page.goto("/settings");
    await page.getByRole("button", { name: "New workspace" }).click();
    const name = `Nordic branch ${Date.now()}`;
    await page.getByRole("dialog").getByLabel("Name").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Create workspace" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await expect.poll(() => page.locator("body").textContent()).toContain(name);

    for (const path of LISTS) {
      const response = await page.goto(path);
      expect.soft(response?.status(), path).toBe(200);
      await page.locator("main h1, main h2").first().waitFor();
      expect.soft(await violationsOf(page), path).toEqual([]);
      // Nothing of the other workspace, and no number made of nothing.
      expect.soft(await page.locator("main").textContent(), path).not.toMatch(/Meridian|NaN|Infinity|undefined/);
    }
    expect(customer).toBeTruthy();
    expect((await page.goto(customer ?? "/"))?.status()).toBe(404);
    expect(await page.title()).toContain("Not found");

    await page.goto("/");
    await page.getByRole("button", { name: /switch workspace/ }).click();
    await page.getByRole("menuitemradio", { name: "Meridian Air" }).click();
    await page.getByRole("button", { name: "Meridian Air, switch workspace" }).waitFor();
    expect((await page.goto(customer ?? "/"))?.status()).toBe(200);
    await page.context().close();
  }, 240_000);
});
