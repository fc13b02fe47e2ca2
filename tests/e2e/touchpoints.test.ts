import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await newPage(browser);
  await signIn(page, "cx_manager");
}, 60_000);
afterAll(() => browser.close());

const main = () => page.locator("main");

/** Opens a page and waits until it can be used: a press before that is nobody's. */
async function open(path: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
}

const SLOW = { timeout: 30_000 };

describe("touchpoints", () => {
  const name = `Lounge ${Date.now()}`;

  it("are added, found, opened, changed, archived and brought back", async () => {
    await open("/touchpoints");
    await page.getByRole("button", { name: "New touchpoint" }).click();
    await page.getByRole("button", { name: "Add touchpoint" }).click();
    await page.getByText("Give it a name.").waitFor();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByText("Through others", { exact: true }).click();
    await page.getByLabel("Owner", { exact: false }).last().selectOption({ label: "Ewa Nowak" });
    await page.getByRole("button", { name: "Add touchpoint" }).click();
    await page.getByText("Saved.").first().waitFor();

    await page.getByRole("searchbox", { name: "Search touchpoints" }).fill(name);
    await page.waitForURL(/[?&]q=Lounge/, SLOW);
    const row = main().getByRole("row").filter({ hasText: name });
    await expect.poll(() => main().locator("tbody tr").count(), SLOW).toBeGreaterThan(0);
    await row.waitFor();
    expect(await row.textContent()).toContain("through others");
    expect(await row.textContent()).toContain("Nobody listens here");

    await row.getByRole("link", { name }).click();
    await page.waitForURL(/\/touchpoints\/[0-9a-f-]{36}/, SLOW);
    await page.getByRole("heading", { name: `Nobody listens at ${name}` }).waitFor();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByLabel("What happens there").fill("Before boarding");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").first().waitFor();
    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Edit" }).waitFor(SLOW);
    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByRole("button", { name: "Restore" }).waitFor(SLOW);
  });

  it("tell by channel what is good, what is not, and where nobody listens, with a door to a link for it", async () => {
    await open("/touchpoints/matrix?period=12m");
    const table = page.getByRole("table", { name: "Touchpoints by channel" });
    await table.waitFor();
    expect(await table.textContent()).toMatch(/n = \d/);
    expect(await table.textContent()).toMatch(/q = [\d<]/);
    // A number leads to as many answers as it counts.
    const cell = table.locator('a[href*="channel="]').first();
    expect(await cell.getAttribute("href")).toMatch(/^\/responses\?touchpoint=.*channel=.*measure=csat.*period=12m/);
    await page
      .getByRole("link", { name: /^Make a link/ })
      .first()
      .click();
    await page.waitForURL(/\/surveys\/.*link=/, SLOW);
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    expect(await dialog.getByLabel("Channel").inputValue()).not.toBe("");
    expect(await dialog.getByLabel("Touchpoint").inputValue()).not.toBe("");
  });

  it("show the five responses with their table, beside a segment", async () => {
    await open("/touchpoints?q=Boarding");
    await main().getByRole("link", { name: "Boarding", exact: true }).first().click();
    await page.waitForURL(/\/touchpoints\/[0-9a-f-]{36}/, SLOW);
    const radar = page.getByRole("figure", { name: "The five responses" });
    await radar.waitFor();
    for (const response of ["Senses", "Feelings", "Thoughts", "Body", "Company"]) {
      expect(await radar.getByRole("table").textContent()).toContain(response);
    }
    await page.getByLabel(/^Against/).click();
    await page.getByRole("option", { name: "Families with a toddler" }).click();
    await page.waitForURL(/against=/, SLOW);
    await expect.poll(() => radar.getByRole("table").textContent(), SLOW).toContain("Families");
  });
});

describe("the five-response battery", () => {
  it("is added to a survey in one step, and its words can be changed", async () => {
    await open("/surveys?new=1");
    await page.getByRole("dialog").getByLabel("Name").fill(`Battery ${Date.now()}`);
    await page.getByRole("dialog").getByRole("button", { name: "Make survey" }).click();
    await page.waitForLoadState("networkidle");
    await page.waitForURL(/\/surveys\/[0-9a-f-]{36}\/edit/, SLOW);
    await page.getByRole("button", { name: "Add the five-response battery" }).click();
    await page.getByLabel("About which touchpoint").selectOption({ label: "Seating" });
    await page.getByRole("button", { name: "Add five questions" }).click();
    await expect.poll(() => page.getByText("Battery: senses").count()).toBe(1);
    expect(await page.getByText(/^Battery: /).count()).toBe(5);
    await page.getByText("Battery: senses").first().waitFor();
    await page.getByLabel("The question").last().fill("People around my seat were kind.");
    await page.getByRole("button", { name: "Publish survey" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish survey" }).click();
    await page.waitForURL(/\/surveys\/[0-9a-f-]{36}$/, SLOW);
    await page.getByRole("heading", { name: "The five responses: Seating" }).waitFor();
  });
});

describe("the brand", () => {
  it("wants a feeling at a touchpoint by one press, which can be undone", async () => {
    await open("/brand");
    const grid = page.getByRole("table", { name: "Feelings wanted and felt at touchpoints" });
    await grid.waitFor();
    const box = grid.getByRole("checkbox", { checked: false }).first();
    const label = (await box.getAttribute("aria-label")) ?? "";
    const same = () => grid.getByRole("checkbox", { name: label, exact: true });
    await box.click();
    await page.getByText(`${label}.`).first().waitFor(SLOW);
    await open("/brand");
    await expect.poll(() => same().isChecked(), SLOW).toBe(true);
    await same().click();
    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect.poll(() => same().isChecked(), SLOW).toBe(true);
    await open("/brand");
    await same().click();
    await page.getByText("no longer wanted").first().waitFor(SLOW);
  });

  it("says what is wrong with a feeling at its field", async () => {
    await open("/brand");
    await page.getByRole("button", { name: "New feeling" }).click();
    await page.getByLabel("Feeling", { exact: true }).fill("Awake");
    await page.getByLabel("Words people use for it").fill("awake, fresh");
    await page.getByLabel("Words for its opposite").fill("fresh");
    await page.getByRole("button", { name: "Add feeling" }).click();
    await page.getByText("In both lists: fresh.").waitFor();
  });
});
