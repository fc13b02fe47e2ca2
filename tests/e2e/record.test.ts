import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alive, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const city = (page: Page): Locator => page.locator("[data-fact=city]");
const openCity = async (page: Page): Promise<Locator> => {
  await (await alive(city(page).getByRole("button", { name: /Edit City/ }))).click();
  return city(page).getByLabel("City", { exact: true });
};

describe("a customer's page", () => {
  it("is edited in its place; the second of two editors sees the first's words and chooses; a need is noted", async () => {
    const stamp = Date.now();
    const [mine, theirs] = [await newPage(browser), await newPage(browser)];
    for (const page of [mine, theirs]) page.setDefaultTimeout(40_000);
    await signIn(mine, "cx_manager");
    await signIn(theirs, "admin");
    await mine.goto("/customers?kind=company");
    const address = await mine.locator("main a[href^='/customers/0']").first().getAttribute("href");
    await Promise.all([mine.goto(address ?? ""), theirs.goto(address ?? "")]);

    const late = await openCity(theirs);
    const early = await openCity(mine);
    await early.fill(`Porto ${stamp}`);
    await early.press("Enter");
    await expect.poll(() => city(mine).textContent(), { timeout: 20_000 }).toContain(`Porto ${stamp}`);
    await mine.getByText("City changed").first().waitFor();

    await late.fill(`Faro ${stamp}`);
    await late.press("Enter");
    const dialog = theirs.getByRole("dialog", { name: "City was changed meanwhile" });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain(`Porto ${stamp}`);
    expect(await dialog.textContent()).toContain("Ewa Nowak");
    await dialog.getByRole("button", { name: "Put mine" }).click();
    await expect.poll(() => city(theirs).textContent(), { timeout: 20_000 }).toContain(`Faro ${stamp}`);

    const cancelled = await openCity(theirs);
    await cancelled.fill("Nowhere");
    await cancelled.press("Escape");
    await expect.poll(() => city(theirs).textContent()).toContain(`Faro ${stamp}`);

    await city(theirs).hover();
    await city(theirs).getByRole("button", { name: "History of City" }).click();
    const history = theirs.getByRole("dialog", { name: "History of City" });
    await history.getByText(`Porto ${stamp}`).first().waitFor();
    await theirs.keyboard.press("Escape");

    const needs = theirs.locator("[data-notes=need]");
    await needs.getByRole("button", { name: "Note a need" }).click();
    await needs.getByPlaceholder("Sit together near a bassinet").fill(`A quiet cabin ${stamp}`);
    await theirs.keyboard.press("Enter");
    await needs.getByText(`A quiet cabin ${stamp}`).waitFor();
  });
});
