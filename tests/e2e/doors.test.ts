import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alive, newPage, openBrowser, signIn, violationsOf } from "../support/browser";

// What a person would lose if these failed: a number that cannot be followed to its answers, or that leads to others.

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await newPage(browser);
  page.setDefaultTimeout(40_000);
  await signIn(page, "executive");
});
afterAll(() => browser.close());

/** How many the page of responses says there are. */
async function counted(): Promise<number> {
  await page.waitForURL("**/responses?**");
  const count = page.locator("[data-count]");
  await count.waitFor();
  return Number(await count.getAttribute("data-count"));
}

const numberIn = (text: string | null) => Number((text ?? "").replace(/[^\d]/g, ""));

/** The whole home page with figures that are known, by its own tables. */
async function home(path = "/?period=last_quarter") {
  await page.goto(path);
  await page.getByRole("heading", { name: "NPS by month" }).waitFor();
}

describe("a number on the executive's page", () => {
  it("leads from a bar of the distribution to as many answers", async () => {
    await home();
    const bar = page.locator("ol a", { hasText: /^10: [\d,]+ answers$/ });
    const n = numberIn((await bar.textContent())?.split(":")[1] ?? "");
    expect(n).toBeGreaterThan(0);
    await bar.click();
    expect(await counted()).toBe(n);
    // The mark itself leads there too.
    await home();
    await page.locator('[aria-hidden="true"] > div > a[href*="value=10"]').click();
    expect(await counted()).toBe(n);
    expect(new URL(page.url()).searchParams.get("period")).toBe("last_quarter");
  });

  it("leads from the three shares to answers that add up to the whole", async () => {
    const whole = async () => {
      await home();
      return numberIn(
        await page
          .locator("main")
          .getByText(/^n = [\d,]+/)
          .first()
          .textContent(),
      );
    };
    const n = await whole();
    let sum = 0;
    for (const word of ["promoters", "passives", "detractors"]) {
      await home();
      await page.locator("ul a", { hasText: word }).first().click();
      sum += await counted();
    }
    expect(sum).toBe(n);
  });

  it("leads from a point of the trend, by mouse, and by keyboard through its table, to as many answers", async () => {
    await home();
    const figure = page.locator("figure", { has: page.getByRole("heading", { name: "NPS by month" }) });
    await (await alive(figure.getByRole("button", { name: "Show as a table" }))).click();
    const row = figure.locator("tbody tr").nth(-2);
    const n = numberIn(await row.locator("td").last().textContent());
    const link = row.locator("a");
    const href = await link.getAttribute("href");
    await link.focus();
    await page.keyboard.press("Enter");
    expect(await counted()).toBe(n);
    await home();
    await page.locator(`a[data-point][href="${href}"]`).click();
    expect(await counted()).toBe(n);
    expect(page.url()).toContain(String(href));
  });

  it("is readable with the table open, and so are the answers behind it", async () => {
    await home();
    await (await alive(page.getByRole("button", { name: "Show as a table" }).first())).click();
    for (const next of ["/responses?measure=nps&value=10", null]) {
      expect.soft(await violationsOf(page)).toEqual([]);
      if (next) {
        await page.goto(next);
        await page.locator("[data-count]").waitFor();
      }
    }
  });
});
