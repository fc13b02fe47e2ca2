import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPage, openBrowser, signIn } from "../support/browser";

// The story of a map: made from a template, written, rearranged and talked about by keyboard alone; two people in one cell.

let browser: Browser;
let page: Page;
let other: Page;
const name = `Support of the evening ${Date.now().toString(36)}`;

beforeAll(async () => {
  browser = await openBrowser();
  page = await newPage(browser);
  await signIn(page, "cx_manager");
});
afterAll(() => browser.close());

const cell = (on: Page, row: string, index = 0) => on.locator(`[data-cell][data-row="${row}"]`).nth(index);
const heads = (on: Page) =>
  on
    .locator('[role="grid"] th[scope="col"]')
    .evaluateAll((all) =>
      all.map((head) => head.querySelector("button[title]:not([aria-label])")?.getAttribute("title") ?? ""),
    );
/** By keyboard: Enter opens the cell, Ctrl+Enter keeps what was typed. */
async function write(on: Page, row: string, index: number, text: string) {
  await cell(on, row, index).focus();
  await on.keyboard.press("Enter");
  await on.locator("[data-cell] textarea").waitFor();
  await on.keyboard.press("ControlOrMeta+a");
  await on.keyboard.type(text);
  await on.keyboard.press("ControlOrMeta+Enter");
}
const shows = (on: Page, row: string, index: number, text: string) =>
  expect.poll(() => cell(on, row, index).textContent(), { timeout: 20_000 }).toContain(text);
const isSaved = (on: Page) => expect.poll(() => on.getByText("Saving…").count(), { timeout: 20_000 }).toBe(0);

describe("a map", { timeout: 120_000 }, () => {
  test("is made from a template", async () => {
    await page.goto("/journeys/new");
    await page.getByLabel("Name").fill(name);
    await page.getByRole("radio", { name: /^Support/ }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Create journey" }).press("Enter");
    await page.waitForURL(/\/journeys\/[0-9a-f-]{36}$/, { timeout: 60_000 });
    await page.getByRole("heading", { level: 1, name }).waitFor();
    expect(await heads(page)).toEqual(["Product", "Help pages", "Forum", "Support", "Answer", "Solution", "Follow-up"]);
    // Everything in a template is a guess.
    expect(await cell(page, "evidence").textContent()).toBe("Guess");
  });

  test("is written in place, by keyboard, and taken back", async () => {
    await cell(page, "doing").focus();
    await page.keyboard.press("ArrowRight");
    expect(await cell(page, "doing", 1).evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("ArrowDown");
    expect(await cell(page, "thinking", 1).evaluate((one) => one === document.activeElement)).toBe(true);

    await write(page, "doing", 1, "Reads three pages");
    await shows(page, "doing", 1, "Reads three pages");
    // The cell has the focus again, so the next arrow works.
    await expect.poll(() => cell(page, "doing", 1).evaluate((one) => one === document.activeElement)).toBe(true);

    // Escape leaves what was there.
    await page.keyboard.press("Enter");
    await page.keyboard.type("nonsense");
    await page.keyboard.press("Escape");
    await shows(page, "doing", 1, "Reads three pages");
    expect(await cell(page, "doing", 1).textContent()).not.toContain("nonsense");

    await page.keyboard.press("ControlOrMeta+z");
    await shows(page, "doing", 1, "Searches");
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await shows(page, "doing", 1, "Reads three pages");
    await isSaved(page);
    await page.reload();
    await shows(page, "doing", 1, "Reads three pages");
  });

  test("has a feeling by one key, a friction with its decision, and says where a wish is wrong", async () => {
    await cell(page, "feeling", 2).focus();
    await page.keyboard.press("5");
    await shows(page, "feeling", 2, "assumed +2");

    await cell(page, "friction", 1).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("What resists").fill("Eight pages long");
    await page.getByRole("radio", { name: /^Reduce/ }).check();
    await page.getByRole("button", { name: "Save" }).press("Enter");
    await shows(page, "friction", 1, "Eight pages long");
    await shows(page, "friction", 1, "Reduce");

    // The panel that closes gives the focus back to its own cell, a moment after it is gone.
    await page.getByLabel("What resists").waitFor({ state: "hidden" });
    await expect
      .poll(async () => {
        await cell(page, "feeling", 0).press("Enter");
        await page.waitForTimeout(300);
        return page.getByRole("button", { name: "Done" }).isVisible();
      })
      .toBe(true);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Lanes" }).click();
    await page.getByRole("checkbox", { name: /^Rating/ }).check();
    await page.keyboard.press("Escape");
    await cell(page, "rating", 1).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Desired rating").fill("eleven");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.getByText("Write a number from 0 to 10.").waitFor();
    await page.getByLabel("Desired rating").fill("4,2");
    await page.keyboard.press("Enter");
    await shows(page, "rating", 1, "4.2");
  });

  test("is rearranged by keyboard, and put back", async () => {
    const grip = page.getByRole("button", { name: "Move step Help pages" });
    await grip.focus();
    await page.keyboard.press("Space");
    await page.waitForTimeout(300);
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(300);
    await page.keyboard.press("Space");
    await expect
      .poll(() => heads(page), { timeout: 20_000 })
      .toEqual(["Product", "Forum", "Help pages", "Support", "Answer", "Solution", "Follow-up"]);
    await page.getByRole("button", { name: /^Undo/ }).press("Enter");
    await expect
      .poll(async () => (await heads(page)).slice(1, 3), { timeout: 20_000 })
      .toEqual(["Help pages", "Forum"]);

    // The same by the menu, into another stage.
    await page.locator('th[scope="col"] button[title="Forum"]').press("Enter");
    await page.getByRole("menuitem", { name: "Contact" }).press("Enter");
    await expect
      .poll(() => heads(page), { timeout: 20_000 })
      .toEqual(["Product", "Help pages", "Support", "Answer", "Forum", "Solution", "Follow-up"]);
  });

  test("keeps both when two write in one cell", async () => {
    other = await newPage(browser);
    await signIn(other, "admin");
    await other.goto(page.url());
    await cell(other, "thinking", 2).focus();
    await other.keyboard.press("Enter");
    await other.locator("[data-cell] textarea").waitFor();

    await write(page, "thinking", 2, "Again from the start?");
    await shows(page, "thinking", 2, "Again from the start?");
    await isSaved(page);
    await other.keyboard.press("ControlOrMeta+a");
    await other.keyboard.type("Who answers?");
    await other.keyboard.press("ControlOrMeta+Enter");
    const dialog = other.getByRole("dialog", { name: "Somebody else wrote here" });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain("Again from the start?");
    expect(await dialog.textContent()).toContain("Ewa Nowak");
    await dialog.getByRole("button", { name: "Keep both" }).press("Enter");
    await shows(other, "thinking", 2, "Who answers?");
    await isSaved(other);
    await page.reload();
    await shows(page, "thinking", 2, "Again from the start?");
    await shows(page, "thinking", 2, "Who answers?");
  });

  test("is talked about, and looked back at", async () => {
    await cell(page, "doing", 0).focus();
    await page.keyboard.press("m");
    await page.getByLabel("About Product, Doing").fill("Is that so at night?");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.getByRole("button", { name: "Resolve" }).waitFor();
    await shows(page, "doing", 0, "1 comment waits");
    await page.getByRole("button", { name: "Resolve" }).press("Enter");
    await expect.poll(() => cell(page, "doing", 0).textContent(), { timeout: 20_000 }).not.toContain("waits");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Versions" }).click();
    await page.getByLabel("Name").fill("Before the workshop");
    await page.getByRole("button", { name: "Save version" }).press("Enter");
    await page.getByText("Before the workshop").waitFor();
    await page.keyboard.press("Escape");
    await write(page, "doing", 1, "Calls at once");
    await shows(page, "doing", 1, "Calls at once");

    await page.getByRole("button", { name: "Versions" }).click();
    await page.getByRole("listitem").filter({ hasText: "Before the workshop" }).getByRole("link").click();
    await page.getByText("You look at version").waitFor();
    await shows(page, "doing", 1, "Reads three pages");
    // What was is only looked at.
    await cell(page, "doing", 1).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("[data-cell] textarea").count()).toBe(0);
    await page.getByRole("button", { name: "Bring it back" }).press("Enter");
    await page.waitForURL((url) => !url.search, { timeout: 30_000 });
    await shows(page, "doing", 1, "Reads three pages");
  });
});
