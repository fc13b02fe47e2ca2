import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage, openBrowser, signIn, violationsOf } from "../support/browser";

const folder = mkdtempSync(path.join(tmpdir(), "waymark-import-"));
const file = path.join(folder, "spring feedback.csv");
/** Ids that no earlier run has used. */
const run = Date.now().toString(36);
const ROWS = 150;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const lines = Array.from(
    { length: ROWS },
    (_, i) =>
      `${run}-${i + 1},${20 + (i % 50)},${i % 3 ? "Leisure" : "Work"},${i % 6},${1 + (i % 5)},${i % 4 ? "Satisfied" : "Dissatisfied"}`,
  );
  // Two rows that cannot be taken: a rating that does not exist, and an id that stands above.
  lines[9] = `${run}-10,30,Work,3,8,Satisfied`;
  lines[19] = `${run}-1,30,Work,3,3,Satisfied`;
  writeFileSync(file, `Customer ID,Age,Purpose,Lounge Comfort,Lounge Staff,Satisfaction\n${lines.join("\n")}\n`);
  browser = await openBrowser();
  page = await newPage(browser);
  await signIn(page, "cx_manager");
}, 120_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function expectNoViolations(): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

/** From the upload to the list of what will happen. */
async function uploadAndCheck(): Promise<void> {
  await page.goto("/imports/new");
  await page.waitForLoadState("networkidle");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await page.getByLabel("Becomes of Customer ID").waitFor();
}

describe("a CSV of customers and their answers", () => {
  it("is recognised column by column", async () => {
    await page.goto("/imports/new");
    await expectNoViolations();
    await uploadAndCheck();
    expect(await page.getByLabel("Becomes of Customer ID").inputValue()).toBe("field:customerId");
    expect(await page.getByLabel("Becomes of Lounge Comfort").inputValue()).toBe("item:");
    expect(await page.getByLabel("Touchpoint of Lounge Comfort").inputValue()).toBe("Lounge Comfort");
    expect(await page.getByLabel("Not an answer of Lounge Comfort").inputValue()).toBe("0");
    await expectNoViolations();
  }, 120_000);

  it("says what is wrong at its place before anything is written", async () => {
    await page.getByLabel("Name of the survey").fill(`Lounge ${run}`);
    // One 8 makes the column look like ten points; the person knows better.
    expect(await page.getByLabel("Scale of Lounge Staff").inputValue()).toBe("1-10");
    await page.getByLabel("Scale of Lounge Staff").selectOption("1-5");
    await page.getByLabel("Becomes of Customer ID").selectOption("ignore");
    await page.getByLabel("A column says it").check();
    await page.getByRole("button", { name: "Check the file" }).press("Enter");
    await expect.poll(() => page.locator("main").textContent()).toContain("No column holds the date");
    await page.getByLabel("Becomes of Customer ID").selectOption("field:customerId");
    await page.getByLabel("All on one day").check();
    await page.getByRole("button", { name: "Check the file" }).press("Enter");
    await page.getByRole("heading", { name: "What will happen" }).waitFor();
    const text = await page.locator("main").textContent();
    expect(text).toContain("148 rows can be imported");
    expect(text).toContain("2 rows will be refused");
    expect(text).toContain("Lounge Staff: 8 is not on the scale of 1 to 5.");
    expect(text).toContain(`The id ${run}-1 is already on line 2.`);
    await expectNoViolations();
  }, 120_000);

  it("is imported by a job that goes on while the page is closed", async () => {
    await page.getByRole("button", { name: "Import 148 rows" }).press("Enter");
    await page.getByRole("button", { name: "Cancel the import" }).or(page.getByText("What it made")).first().waitFor();
    const address = page.url();
    await page.goto("/");
    await page.goto(address);
    await page.getByText("What it made").waitFor({ timeout: 60_000 });
    const text = await page.locator("main").textContent();
    expect(text).toContain("148 rows were new");
    expect(text).toContain("148 customers added");
    expect(text).toContain("3 questions added");
    await expectNoViolations();
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Refused rows as CSV" }).click();
    const refused = readFileSync(await (await downloading).path(), "utf8")
      .replace("\ufeff", "")
      .trim()
      .split("\r\n");
    expect(refused).toHaveLength(3);
    expect(refused[1]).toContain("11,Lounge Staff: 8 is not on the scale of 1 to 5.");
  }, 180_000);

  it("changes nothing when it comes again", async () => {
    await uploadAndCheck();
    await page.getByLabel("Answers go to").selectOption({ label: `Lounge ${run}` });
    await page.getByRole("button", { name: "Check the file" }).click();
    await page.getByRole("button", { name: "Import 148 rows" }).click();
    await page.getByText("What it made").waitFor({ timeout: 60_000 });
    const text = await page.locator("main").textContent();
    expect(text).toContain("The file held nothing new");
    expect(text).toMatch(/Unchanged148/);
    await page.goto("/imports");
    await expect.poll(() => page.getByRole("link", { name: "spring feedback.csv" }).count()).toBeGreaterThanOrEqual(2);
  }, 180_000);
});
