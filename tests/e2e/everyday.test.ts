import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { alive, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const cellAfter = (page: Page, tag: string) =>
  page.goto(`/customers?owner=all&tag=${encodeURIComponent(tag)}&cols=tags`);

it("everybody that a filter finds is tagged by a job, its report says so, and it is taken back", async () => {
  const page = await newPage(browser);
  page.setDefaultTimeout(40_000);
  await signIn(page, "cx_manager");
  const tag = `spring ${Date.now()}`;
  await page.goto("/customers?owner=all&kind=company&cols=tags");
  await (await alive(page.getByRole("checkbox", { name: "Select all on this page" }))).check();
  await page.getByRole("button", { name: "Select all that match" }).click();
  const meant = await page.getByText(/^All [\d,]+ that match$/).textContent();
  const count = Number(/[\d,]+/.exec(meant ?? "")?.[0].replace(",", ""));
  expect(count).toBeGreaterThan(50);
  await page.getByRole("button", { name: "Tag", exact: true }).click();
  await page.getByLabel("Tag", { exact: true }).fill(tag);
  await page.getByRole("button", { name: "Tag them" }).click();
  await page.waitForURL(/\/customers\/changes\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: `${count} customers changed` }).waitFor();
  await cellAfter(page, tag);
  await page.getByText(`${count} customers`, { exact: true }).waitFor();
  await page.goBack();
  await (await alive(page.getByRole("button", { name: "Take it back" }))).click();
  await page.getByRole("heading", { name: `Taken back: Tagged “${tag}”` }).waitFor();
  await page.getByRole("heading", { name: `${count} customers changed` }).waitFor();
  await cellAfter(page, tag);
  await page.getByText("No customer fits").waitFor();
  await page.context().close();
});

it("two records that look like one are merged after a look at each field, and are two again after Undo", async () => {
  const page = await newPage(browser);
  page.setDefaultTimeout(40_000);
  await signIn(page, "farmer");
  await page.goto("/customers/duplicates");
  const pair = await (await alive(page.getByRole("link", { name: /^Merge .+ and / }).first())).getAttribute(
    "aria-label",
  );
  await page.getByRole("link", { name: pair ?? "" }).click();
  await page.waitForURL(/\/customers\/duplicates\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: / goes into / }).waitFor();
  await (await alive(page.getByRole("button", { name: /^Merge into / }))).click();
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Both records are as they were.", { exact: false }).waitFor();
  await page.goto("/customers/duplicates");
  await page.getByRole("link", { name: pair ?? "" }).waitFor();
  await page.context().close();
});
