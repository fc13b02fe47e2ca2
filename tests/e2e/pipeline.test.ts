import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage, openBrowser, signIn } from "../support/browser";

// What a seller would lose if these failed: a board that moves by mouse alone, a slip that cannot be taken back, and a
// loss of which nobody knows why.

let browser: Browser;
let page: Page;
const name = `Charter ${Date.now()}`;
const SLOW = { timeout: 30_000 };

beforeAll(async () => {
  browser = await openBrowser();
  page = await newPage(browser);
  await signIn(page, "hunter");
}, 120_000);
afterAll(async () => {
  await browser.close();
});

/** Opens a page and waits until it can be used: a press before that is nobody's. */
async function open(path: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
}

const column = (stage: string) => page.locator(`[data-stage="${stage}"]`);
const card = (stage: string) => column(stage).locator("article").filter({ hasText: name });
const undo = () => page.getByRole("button", { name: "Undo" }).last().click();

/** A farmer's choice as it is worded, with the number of customers. */
const farmer = async (who: string) =>
  (await page.getByLabel("Hand over to").locator("option", { hasText: who }).first().textContent(SLOW))?.trim() ?? "";

async function moveByMenu(from: string, to: string): Promise<void> {
  await card(from)
    .getByRole("button", { name: new RegExp(`^Move ${name}`) })
    .click();
  await page.getByRole("menuitemradio", { name: to, exact: true }).click();
}

describe("the board", () => {
  it("takes a new deal, and carries it by keyboard, with a way back", async () => {
    await open("/deals");
    await page.getByRole("button", { name: "Add deal" }).first().click();
    await page.getByRole("searchbox").last().fill("Alpenkind");
    await page
      .getByRole("button", { name: /^Alpenkind Consulting/ })
      .first()
      .click(SLOW);
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel(/^Amount/).fill("12 500");
    await page.getByRole("button", { name: "Add deal" }).last().click();
    await page.getByText(`${name} is added`).waitFor(SLOW);
    await open(`/deals?q=${encodeURIComponent(name)}`);
    await card("attention").waitFor(SLOW);

    await card("attention")
      .getByRole("button", { name: new RegExp(`^Drag ${name}`) })
      .focus();
    await page.keyboard.press("Space");
    await page.getByText(/is over Attention/).waitFor({ ...SLOW, state: "attached" });
    await page.keyboard.press("ArrowRight");
    await page.getByText(/is over Interest/).waitFor({ ...SLOW, state: "attached" });
    await page.keyboard.press("Space");
    await card("interest").waitFor(SLOW);
    await page.getByText(`${name}: Interest`).first().waitFor(SLOW);
    await undo();
    await card("attention").waitFor(SLOW);
    await page.getByText(`${name}: Attention`).first().waitFor(SLOW);
    await page.reload();
    await card("attention").waitFor(SLOW);
  }, 120_000);

  it("moves by its menu, and by the mouse", async () => {
    await open(`/deals?q=${encodeURIComponent(name)}`);
    await moveByMenu("attention", "Desire");
    await page.getByText(`${name}: Desire`).first().waitFor(SLOW);
    await card("desire").waitFor(SLOW);
    const from = await card("desire").boundingBox();
    const to = await column("action").boundingBox();
    if (!from || !to) throw new Error("The board has no size.");
    await page.mouse.move(from.x + 60, from.y + from.height - 14);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 120, { steps: 8 });
    await page.mouse.move(to.x + 80, to.y + 140, { steps: 4 });
    await page.mouse.up();
    await card("action").waitFor(SLOW);
    await page.getByText(`${name}: Action`).first().waitFor(SLOW);
  }, 90_000);

  it("asks why a deal is lost, and tells so on its page", async () => {
    await open(`/deals?q=${encodeURIComponent(name)}`);
    await moveByMenu("action", "Lost");
    await page.getByRole("button", { name: "Mark as lost" }).click();
    await page.getByText("Choose the reason that weighs most.").waitFor();
    await page.getByText("Poor experience", { exact: true }).click();
    await page.getByLabel("What was said").fill("Nobody called back");
    await page.getByRole("button", { name: "Mark as lost" }).click();
    await card("lost").getByText("Poor experience: Nobody called back").waitFor(SLOW);
    await page.getByText(`${name}: Lost`).first().waitFor(SLOW);
    await card("lost")
      .getByRole("link", { name: new RegExp(name) })
      .click();
    await page.waitForURL(/\/deals\/[0-9a-f-]{36}/, SLOW);
    await page.getByText("moved it from Action to Lost").waitFor(SLOW);
  }, 90_000);

  it("does not overwrite what somebody else moved meanwhile", async () => {
    const other = await newPage(browser, { storageState: await page.context().storageState() });
    await open(`/deals?q=${encodeURIComponent(name)}`);
    await other.goto(`/deals?q=${encodeURIComponent(name)}`);
    await other.waitForLoadState("networkidle");
    await moveByMenu("lost", "Interest");
    await page.getByText(`${name}: Interest`).first().waitFor(SLOW);
    await other
      .locator('[data-stage="lost"] article')
      .filter({ hasText: name })
      .getByRole("button", { name: new RegExp(`^Move ${name}`) })
      .click();
    await other.getByRole("menuitemradio", { name: "Desire", exact: true }).click();
    await other.getByText(`${name} is in Interest now`).waitFor(SLOW);
    await other.locator('[data-stage="interest"] article').filter({ hasText: name }).waitFor(SLOW);
    await other.context().close();
  }, 90_000);

  it("is quoted by keyboard, edited in its place, won with a reason, handed over, and stands on the farmer's home", async () => {
    await open(`/deals?q=${encodeURIComponent(name)}`);
    await card("interest")
      .getByRole("link", { name: new RegExp(name) })
      .click();
    await page.waitForURL(/\/deals\/[0-9a-f-]{36}/, SLOW);
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Add line" }).click();
    await page.keyboard.type("Group fare, ten seats");
    await page.keyboard.press("Tab");
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await page.getByText("1 line", { exact: true }).waitFor(SLOW);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Use as amount" }).click();
    await page.getByText("€3,870 at 25 %").waitFor(SLOW);

    await page.getByRole("button", { name: /^Source: / }).click();
    await page.keyboard.type("Travel fair");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Source: Travel fair/ }).waitFor(SLOW);

    await page.getByRole("button", { name: new RegExp(`^Move ${name}`) }).click();
    await page.getByRole("menuitemradio", { name: "Won", exact: true }).click();
    await page.getByRole("button", { name: "Mark as won" }).click();
    await page.getByText("Choose the reason that weighed most.").waitFor();
    await page.getByText("Trust in us", { exact: true }).click();
    await page.getByLabel("Hand over to").selectOption({ label: await farmer("Marta Silva") });
    await page.getByRole("button", { name: "Mark as won" }).click();
    await page.waitForURL(/\/handovers\/[0-9a-f-]{36}/, SLOW);
    await page.waitForLoadState("networkidle");

    await page.getByLabel("Who uses it", { exact: true }).fill("The travel desk");
    await page.getByLabel("Promise 1", { exact: true }).fill(`${name}: hold the fare`);
    await page.getByLabel("Day of line 1", { exact: true }).first().fill("2027-03-31");
    await page.getByLabel("Goal 1", { exact: true }).fill("All in the portal");
    await page.getByText("1 line is left", { exact: false }).waitFor(SLOW);
    await page.getByRole("button", { name: "Complete the hand-over" }).click();
    await page.getByText("Set it up, or say why it is not needed.").waitFor(SLOW);

    const farmers = await newPage(browser);
    await signIn(farmers, "farmer");
    const mine = farmers.getByRole("link", { name: /Alpenkind Consulting/ }).first();
    await mine.waitFor(SLOW);

    await page.getByLabel("It is set up").check();
    await page.getByRole("button", { name: "Complete the hand-over" }).click();
    await page.getByText("Alpenkind Consulting is handed over").waitFor(SLOW);
    await page.waitForURL(/\/customers\//, SLOW);
    await farmers.goto(page.url());
    await farmers.getByText(`${name}: hold the fare`).first().waitFor(SLOW);
    await farmers.context().close();
  }, 150_000);

  it("goes to the archive from its page, and the board forgets it", async () => {
    await open(`/deals?q=${encodeURIComponent(name)}`);
    await card("won")
      .getByRole("link", { name: new RegExp(name) })
      .click();
    await page.waitForURL(/\/deals\/[0-9a-f-]{36}/, SLOW);
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByText(`${name} is archived`).waitFor(SLOW);
    await undo();
    await page.getByRole("button", { name: "Archive" }).waitFor(SLOW);
    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByRole("button", { name: "Restore" }).waitFor(SLOW);
    await open(`/deals?view=table&q=${encodeURIComponent(name)}`);
    expect(await page.getByText("No deal fits these filters.").count()).toBe(1);
  }, 90_000);
});
