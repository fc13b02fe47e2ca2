import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The number of answers behind the score of the home page, beside its door to them. */
async function answersOnHome(page: Page): Promise<number> {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  const text = (await page.locator("main").textContent()) ?? "";
  const found = /n[\s\u00a0]=[\s\u00a0]([\d,]+)\s*See the answers/.exec(text)?.[1];
  if (!found) throw new Error("no n on the home page");
  return Number(found.replaceAll(",", ""));
}

/** Presses Tab until the element is reached by it, as a person without a mouse would. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`Tab never reached ${selector}`);
}

describe("a survey, from its making to the number that it moves", () => {
  it("is made, published, answered by keyboard without JavaScript on a phone, and counted", async () => {
    const manager = await newPage(browser);
    await signIn(manager, "cx_manager");
    const before = await answersOnHome(manager);

    await manager.goto("/surveys?new=1");
    const name = `After landing ${Date.now()}`;
    await manager.getByRole("dialog").getByLabel("Name").fill(name);
    await manager.getByRole("dialog").getByRole("button", { name: "Make survey" }).click();
    await manager.waitForURL("**/surveys/*/edit");
    await manager.waitForLoadState("networkidle");
    await manager.getByRole("button", { name: "Publish survey" }).click();
    const dialog = manager.getByRole("dialog");
    expect(await dialog.textContent()).toContain("You promise: identified.");
    await dialog.getByRole("button", { name: "Publish survey" }).click();
    await manager.waitForURL((url) => /^\/surveys\/[^/]+$/.test(url.pathname));
    const address = await manager.getByRole("link", { name: /^Open survey/ }).getAttribute("href");
    const path = new URL(address ?? "").pathname;

    const phone = await newPage(browser, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
    await phone.goto(path);
    const width = await phone
      .locator("body")
      .evaluate((body) => body.scrollWidth)
      .catch(() => 390);
    expect(width).toBeLessThanOrEqual(390);
    await tabTo(phone, 'input[name="q.recommend"]');
    await phone.keyboard.press("Space");
    for (let i = 0; i < 9; i++) await phone.keyboard.press("ArrowRight");
    await tabTo(phone, 'textarea[name="q.reason"]');
    await phone.keyboard.type("The crew found our bear.");
    await tabTo(phone, ".wm-button");
    await phone.keyboard.press("Enter");
    await phone.getByText("What you told us").waitFor();
    expect(await phone.locator("h1").textContent()).toContain("Thank you.");
    expect(await phone.locator(".wm-saved-score").textContent()).toBe("9");
    expect(await phone.locator("main").textContent()).toContain("The crew found our bear.");
    await phone.context().close();

    expect(await answersOnHome(manager)).toBe(before + 1);
    await manager.goto("/responses");
    await manager.getByRole("row").filter({ hasText: name }).getByText("The crew found our bear.").waitFor();
    await manager.context().close();
  });

  it("shows one question at a time where the page's script runs, and says what is missing", async () => {
    const manager = await newPage(browser);
    await signIn(manager, "cx_manager");
    await manager.goto("/surveys");
    await manager.getByRole("link", { name: "Would you recommend us" }).click();
    const address = await manager
      .getByRole("link", { name: /^Open survey/ })
      .first()
      .getAttribute("href");
    await manager.context().close();

    const phone = await newPage(browser, { viewport: { width: 390, height: 844 } });
    await phone.goto(new URL(address ?? "").pathname);
    const visible = phone.locator("[data-question]:visible");
    expect(await visible.count()).toBe(1);
    expect(await phone.locator(".wm-promise").textContent()).toMatch(/^Question 1 of \d/);
    const all = await phone.locator("[data-question]").count();
    for (let i = 1; i < all; i++) await phone.getByRole("button", { name: "Next" }).click();
    expect(await visible.count()).toBe(1);
    await phone.getByRole("button", { name: "Send answers" }).click();
    await phone.getByRole("alert").waitFor();
    await phone.locator(".wm-steps").waitFor();
    // It opens at the question that is not answered.
    expect(await visible.getAttribute("data-question")).toBe(
      await phone.locator("[data-question]").first().getAttribute("data-question"),
    );
    await phone.context().close();
  });
});
