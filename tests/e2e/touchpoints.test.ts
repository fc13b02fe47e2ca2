import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alive, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await newPage(browser);
  page.setDefaultTimeout(40_000);
  await signIn(page, "cx_manager");
}, 120_000);
afterAll(() => browser.close());

const main = () => page.locator("main");

/** Opens a page and waits until its main part can be used: a press before that is nobody's. */
async function open(path: string, first: Locator): Promise<void> {
  await page.goto(path, SLOW);
  await alive(first);
}

/** Presses something that is sent, and waits until the server has taken it. */
async function kept(press: () => Promise<void>): Promise<void> {
  const sent = page.waitForResponse((response) => response.request().method() === "POST", SLOW);
  await press();
  await sent;
}

const button = (name: string) => page.getByRole("button", { name });
const SLOW = { timeout: 40_000 };

describe("touchpoints", () => {
  const name = `Lounge ${Date.now()}`;

  it("are added, found, opened, changed, archived and brought back", async () => {
    await open("/touchpoints", button("New touchpoint"));
    await button("New touchpoint").click();
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
    await (await alive(button("Edit"))).click();
    await page.getByLabel("What happens there").fill("Before boarding");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").first().waitFor();
    await button("Archive").click();
    await button("Restore").waitFor(SLOW);
    await button("Undo").click();
    await (await alive(button("Edit"))).waitFor(SLOW);
    await (await alive(button("Archive"))).click();
    await button("Restore").waitFor(SLOW);
  }, 240_000);

  it("tell by channel what is good, what is not, and where nobody listens, with a door to a link for it", async () => {
    const table = page.getByRole("table", { name: "Touchpoints by channel" });
    await open("/touchpoints/matrix?period=12m", table.getByRole("link").first());
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
    const boarding = main().getByRole("link", { name: "Boarding", exact: true }).first();
    await open("/touchpoints?q=Boarding", boarding);
    await boarding.click();
    await page.waitForURL(/\/touchpoints\/[0-9a-f-]{36}/, SLOW);
    const radar = page.getByRole("figure", { name: "The five responses" });
    await radar.waitFor();
    for (const response of ["Senses", "Feelings", "Thoughts", "Body", "Company"]) {
      expect(await radar.getByRole("table").textContent()).toContain(response);
    }
    await (await alive(page.getByLabel(/^Against/))).click();
    await page.getByRole("option", { name: "Families with a toddler" }).click();
    await page.waitForURL(/against=/, SLOW);
    await expect.poll(() => radar.getByRole("table").textContent(), SLOW).toContain("Families");
  });
});

describe("the five-response battery", () => {
  it("is added to a survey in one step, and its words can be changed", async () => {
    const dialog = page.getByRole("dialog");
    await open("/surveys?new=1", dialog.getByLabel("Name"));
    await dialog.getByLabel("Name").fill(`Battery ${Date.now()}`);
    await dialog.getByRole("button", { name: "Make survey" }).click();
    await page.waitForURL(/\/surveys\/[0-9a-f-]{36}\/edit/, SLOW);
    await (await alive(button("Add the five-response battery"))).click();
    await page.getByLabel("About which touchpoint").selectOption({ label: "Seating" });
    await page.getByRole("button", { name: "Add five questions" }).click();
    await page.getByText("Battery: senses").first().waitFor();
    await expect.poll(() => page.getByText(/^Battery: /).count(), SLOW).toBe(5);
    await page.getByLabel("The question").last().fill("People around my seat were kind.");
    await page.getByRole("button", { name: "Publish survey" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish survey" }).click();
    await page.waitForURL(/\/surveys\/[0-9a-f-]{36}$/, SLOW);
    await page.getByRole("heading", { name: "The five responses: Seating" }).waitFor();
  });
});

describe("the brand", () => {
  it("wants a feeling at a touchpoint by one press, which can be undone", async () => {
    const grid = page.getByRole("table", { name: "Feelings wanted and felt at touchpoints" });
    const box = grid.getByRole("checkbox", { checked: false }).first();
    await open("/brand", box);
    const label = (await box.getAttribute("aria-label")) ?? "";
    const same = () => grid.getByRole("checkbox", { name: label, exact: true });
    await kept(() => box.click());
    await page.getByText(`${label}.`).first().waitFor(SLOW);
    await open("/brand", same());
    await expect.poll(() => same().isChecked(), SLOW).toBe(true);
    await same().click();
    await kept(() => button("Undo").first().click());
    await expect.poll(() => same().isChecked(), SLOW).toBe(true);
    await open("/brand", same());
    await expect.poll(() => same().isChecked(), SLOW).toBe(true);
    await same().click();
    await page.getByText("no longer wanted").first().waitFor(SLOW);
    await open("/brand", same());
    expect(await same().isChecked()).toBe(false);
  });

  it("says what is wrong with a feeling at its field", async () => {
    await open("/brand", button("New feeling"));
    await button("New feeling").click();
    await page.getByLabel("Feeling", { exact: true }).fill("Awake");
    await page.getByLabel("Words people use for it").fill("awake, fresh");
    await page.getByLabel("Words for its opposite").fill("fresh");
    await page.getByRole("button", { name: "Add feeling" }).click();
    await page.getByText("In both lists: fresh.").waitFor();
  });
});
