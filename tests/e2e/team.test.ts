import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { alive, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

it("a manager makes a team, coaches a seller, and the seller reads it on their own page", async () => {
  const stamp = Date.now().toString(36);
  const said = `Call before day 30 (${stamp})`;
  const page = await newPage(browser);
  await signIn(page, "cx_manager");

  await page.goto("/settings/teams");
  await (await alive(page.getByRole("button", { name: "New team" }))).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(`Harbours ${stamp}`);
  await dialog.getByLabel("Below").selectOption({ label: "Key accounts" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("cell", { name: `Harbours ${stamp}`, exact: true }).waitFor({ timeout: 20_000 });
  await (await alive(page.getByRole("button", { name: `Archive Harbours ${stamp}` }))).click();
  await page.getByRole("button", { name: `Put back: Harbours ${stamp}` }).waitFor({ timeout: 20_000 });

  await page.goto("/team");
  await page.getByRole("table", { name: "Sellers" }).getByRole("link", { name: "Marta Silva" }).click();
  await page.waitForURL(/\/team\/[0-9a-f-]{36}/, { timeout: 30_000 });
  await (await alive(page.getByRole("button", { name: "Save note" }))).click();
  await page.getByText("Write what you talked about.").waitFor({ timeout: 20_000 });
  await page.getByLabel("What you talked about").fill(said);
  await page.getByRole("button", { name: "Save note" }).click();
  await page.getByText(said).waitFor({ timeout: 20_000 });
  const own = page.url();

  const seller = await newPage(browser);
  await signIn(seller, "farmer");
  // A seller who leads nobody comes to their own figures.
  await seller.goto("/team");
  await seller.waitForURL(/\/team\/[0-9a-f-]{36}/, { timeout: 30_000 });
  expect(seller.url()).toBe(own.split("?")[0]);
  await seller.getByText(said).waitFor({ timeout: 20_000 });
  expect(await seller.getByRole("button", { name: "Save note" }).count()).toBe(0);
  await seller.context().close();

  const other = await newPage(browser);
  await signIn(other, "executive");
  await other.goto(own);
  await other.getByRole("heading", { name: "Marta Silva", exact: true }).waitFor({ timeout: 20_000 });
  expect(await other.getByText(said).count()).toBe(0);
  await other.context().close();

  await (await alive(page.getByRole("button", { name: /^Take the note of/ }).first())).click();
  await page.getByText(said).waitFor({ state: "detached", timeout: 20_000 });
  await page.context().close();
}, 180_000);
