import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage, openBrowser, signIn, violationsOf } from "../support/browser";

// A map leaves the firm by a link: it opens without an account, shows nothing of the house, and closes at once.

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The map that shares most: the first of the list. */
const MAP = 'main a[href^="/journeys/"]:not([href="/journeys/new"])';

describe("a shared map", () => {
  it("is given out, opened without a session, and withdrawn", async () => {
    const page = await newPage(browser);
    await signIn(page, "cx_manager");
    await page.goto("/journeys");
    const href = (await page.locator(MAP).first().getAttribute("href")) ?? "";
    await page.goto(href);
    await page.getByRole("button", { name: "Share map" }).click();
    const name = `The board ${Date.now().toString(36)}`;
    await page.getByLabel("For whom").fill(name);
    await page.getByRole("button", { name: "Make a link" }).click();
    const address = await page.locator("[data-share-address]").inputValue({ timeout: 30_000 });
    expect(address).toMatch(/\/m\/[\w-]{43}$/);

    const path = new URL(address).pathname;
    const outside = await newPage(browser, { javaScriptEnabled: true });
    const requests: string[] = [];
    outside.on("request", (request) => requests.push(new URL(request.url()).pathname));
    const answer = await outside.goto(path);
    expect(answer?.status()).toBe(200);
    const headers = answer?.headers() ?? {};
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["x-robots-tag"]).toContain("noindex");
    expect(headers["cache-control"]).toContain("no-store");
    expect(await outside.locator("h1").textContent()).not.toBe("");
    expect(await outside.locator("tbody tr").count()).toBeGreaterThan(4);
    // No way into the house, and nothing of its scripts.
    expect(await outside.locator("a, form, script, button").count()).toBe(0);
    expect(requests.filter((one) => one.startsWith("/_next"))).toEqual([]);
    expect(await violationsOf(outside)).toEqual([]);
    await outside.setViewportSize({ width: 390, height: 844 });
    expect(
      await outside.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);

    await page.reload();
    await page.getByRole("button", { name: "Share map" }).click();
    await page.getByRole("button", { name: `Withdraw: ${name}` }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("The link no longer opens.").waitFor({ timeout: 30_000 });
    const closed = await outside.goto(path);
    expect(closed?.status()).toBe(404);
    const said = await outside.locator("main").textContent();
    const unknown = await outside.goto(`/m/${"x".repeat(43)}`);
    expect(unknown?.status()).toBe(404);
    // Withdrawn and never made look alike.
    expect(await outside.locator("main").textContent()).toBe(said);
    await Promise.all([page.context().close(), outside.context().close()]);
  }, 180_000);

  it("is not offered to who may only read", async () => {
    const page = await newPage(browser);
    await signIn(page, "executive");
    await page.goto("/journeys");
    await page.goto((await page.locator(MAP).first().getAttribute("href")) ?? "");
    await page.locator("main h1").waitFor();
    await page.getByRole("button", { name: "Compare, present, download" }).waitFor({ timeout: 30_000 });
    expect(await page.getByRole("button", { name: "Share map" }).count()).toBe(0);
    await page.context().close();
  }, 120_000);
});

describe("a presentation", () => {
  it("is walked by keyboard and left by Esc", async () => {
    const page = await newPage(browser);
    await signIn(page, "executive");
    await page.goto("/journeys");
    const href = (await page.locator(MAP).first().getAttribute("href")) ?? "";
    await page.goto(`${href}/present`);
    const title = page.locator("main h1");
    await title.waitFor();
    const first = await title.textContent();
    // The page listens once its script runs.
    await expect
      .poll(
        async () => {
          await page.keyboard.press("Home");
          await page.keyboard.press("ArrowRight");
          return title.textContent();
        },
        { timeout: 30_000 },
      )
      .not.toBe(first);
    await page.keyboard.press("End");
    expect(await title.textContent()).toBe("What we do");
    await page.keyboard.press("Home");
    expect(await title.textContent()).toBe(first);
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => url.pathname === href, { timeout: 30_000 });
    await page.context().close();
  }, 120_000);
});

describe("a poster", () => {
  it("comes as PDF and as a drawing, and to nobody without a session", async () => {
    const page = await newPage(browser);
    await signIn(page, "executive");
    await page.goto("/journeys");
    const href = (await page.locator(MAP).first().getAttribute("href")) ?? "";
    for (const [format, type, start] of [
      ["pdf", "application/pdf", "%PDF-"],
      ["svg", "image/svg+xml", "<svg"],
    ] as const) {
      const answer = await page.request.get(`${href}/export?format=${format}`, { timeout: 60_000 });
      expect(answer.status()).toBe(200);
      expect(answer.headers()["content-type"]).toContain(type);
      expect((await answer.body()).subarray(0, start.length).toString()).toBe(start);
    }
    const nobody = await newPage(browser);
    const refused = await nobody.request.get(`${href}/export?format=pdf`, { maxRedirects: 0 });
    expect(refused.status()).toBe(303);
    await Promise.all([page.context().close(), nobody.context().close()]);
  }, 180_000);
});
