import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alive, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

// A seller lets a colleague see a customer, finds it said on the page, and takes it back.
test("a customer is shared with a colleague and taken back", async () => {
  const page = await newPage(browser);
  await signIn(page, "farmer");
  await page.goto("/customers", { timeout: 90_000 });
  await page.locator("table tbody a").first().click();
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/, { timeout: 60_000 });
  const open = page.getByRole("button", { name: /^Share/ });
  await (await alive(open)).click();
  const dialog = page.getByRole("dialog");
  const colleague = dialog.getByRole("checkbox").first();
  await (await alive(colleague)).check();
  await dialog.getByRole("button", { name: "Share with one" }).click();
  await dialog.waitFor({ state: "hidden", timeout: 30_000 });
  await page
    .getByText(/^Shared with [A-Z]/)
    .first()
    .waitFor({ timeout: 30_000 });
  await (await alive(open)).click();
  const takeAway = dialog.getByRole("button", { name: /^Take away from/ });
  await takeAway.first().waitFor({ timeout: 30_000 });
  const shared = await takeAway.count();
  await (await alive(takeAway.last())).click();
  await expect.poll(() => takeAway.count(), { timeout: 30_000 }).toBe(shared - 1);
}, 180_000);
