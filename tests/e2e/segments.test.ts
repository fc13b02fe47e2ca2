import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alive, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The text of what the keyboard is at. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");

async function tabTo(page: Page, label: string | RegExp): Promise<void> {
  for (let step = 0; step < 20; step += 1) {
    const at = await focused(page);
    if (typeof label === "string" ? at === label : label.test(at)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard never came to ${label}`);
}

describe("a segment", () => {
  it("is built with the keyboard alone, counted while it is built, used, archived and brought back", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "cx_manager");
    await page.goto("/segments/new");
    const name = `Small spenders ${Date.now()}`;
    const count = page.getByLabel("Who this is now");
    await (await alive(page.getByLabel("Name", { exact: true }))).focus();
    await page.keyboard.type(name);

    await tabTo(page, /^Ask about/);
    await page.keyboard.press("Enter");
    await page.getByPlaceholder("Type to find").waitFor();
    await page.keyboard.type("amount spent");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Ask about: Amount spent");
    await tabTo(page, /^Number/);
    await page.keyboard.type("400");
    await expect.poll(() => count.textContent(), { timeout: 15_000 }).toContain("spent below €400");
    await expect.poll(() => count.textContent(), { timeout: 15_000 }).toMatch(/^[\d,]+[\d.]+.% of/);
    const before = await count.textContent();

    await tabTo(page, "Condition");
    await page.keyboard.press("Enter");
    await page.getByPlaceholder("Type to find").waitFor();
    await page.keyboard.type("promoter, passive");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Ask about: Promoter, passive or detractor");
    await tabTo(page, "detractor");
    await page.keyboard.press("Enter");
    await expect.poll(() => count.textContent(), { timeout: 15_000 }).toMatch(/NPS class is detractor/);
    await expect.poll(() => count.textContent(), { timeout: 15_000 }).not.toBe(before);
    await expect.poll(() => count.locator("[aria-busy=false]").count(), { timeout: 15_000 }).toBe(1);
    const members = (await count.locator("p").first().textContent()) ?? "";

    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/, { timeout: 30_000 });
    await page.getByRole("heading", { name: "spent below €400 and NPS class is detractor" }).waitFor();
    const body = page.locator("main");
    expect(await body.textContent()).toContain(`Members${members}`);

    await page.getByRole("link", { name: "Customers in this segment" }).click();
    await page.waitForURL(/\/customers\?segment=/, { timeout: 30_000 });
    await expect.poll(() => body.textContent(), { timeout: 15_000 }).toContain(name);
    await page.goBack();

    await (await alive(page.getByRole("button", { name: "Archive" }))).click();
    await page.waitForURL(/\/segments$/, { timeout: 30_000 });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/, { timeout: 30_000 });
    await (await alive(page.getByRole("button", { name: "Archive" }))).click();
    await page.waitForURL(/\/segments$/, { timeout: 30_000 });
    await page.context().close();
  });

  it("begins with an example", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "cx_manager");
    await page.goto("/segments/new");
    await (await alive(page.getByRole("button", { name: "Unhappy buyers" }))).click();
    const count = page.getByLabel("Who this is now");
    await expect.poll(() => count.textContent(), { timeout: 15_000 }).toContain("NPS class is detractor and orders");
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Unhappy buyers");
    await page.context().close();
  });

  it("can be a list, made of pasted references, changed by hand, and taken away as CSV", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "cx_manager");
    await page.goto("/segments/overlap");
    await page.getByRole("table").first().waitFor({ timeout: 30_000 });
    const csv = await page.request.get("/api/v1/segments");
    const { segments } = (await csv.json()) as { segments: { id: string; isList: boolean; memberCount: number }[] };
    const source = segments.find((one) => !one.isList && one.memberCount > 3);
    const members = await page.request.get(`/api/v1/segments/${source?.id}/members?limit=3`);
    const page1 = (await members.json()) as { rows: { externalId: string; name: string }[]; next: string };
    expect(page1.rows).toHaveLength(3);
    expect(page1.next).toBeTruthy();
    const references = page1.rows.map((row) => row.externalId);

    const name = `Council ${Date.now()}`;
    await page.goto("/segments/new-list");
    await (await alive(page.getByLabel("Name", { exact: true }))).fill(name);
    await page.getByLabel("Or paste them").fill(`${references.join("\n")}\nnobody@nowhere.example`);
    await page.getByText("4 references").waitFor();
    await page.getByRole("button", { name: "Make list" }).click();
    await page.getByText("3 customers were added.").waitFor({ timeout: 30_000 });
    await page.getByText("nobody@nowhere.example").waitFor();
    await page.getByRole("link", { name: "Show the members" }).click();
    await page.waitForURL(/\/members$/, { timeout: 30_000 });
    const first = page.locator("tbody tr").first();
    await (await alive(first.getByRole("checkbox"))).check();
    await page.getByRole("button", { name: "Remove from list" }).click();
    await expect.poll(() => page.locator("tbody tr").count(), { timeout: 15_000 }).toBe(2);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => page.locator("tbody tr").count(), { timeout: 15_000 }).toBe(3);
    const file = await page.request.get(`${new URL(page.url()).pathname}.csv`);
    expect(file.headers()["content-type"]).toContain("text/csv");
    expect((await file.text()).trimEnd().split("\r\n")).toHaveLength(4);
    await page.getByRole("button", { name: "Archive" }).click();
    await page.waitForURL(/\/segments$/, { timeout: 30_000 });
    await page.context().close();
  }, 240_000);

  it("says at the condition what is missing", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "cx_manager");
    await page.goto("/segments/new");
    await (await alive(page.getByRole("button", { name: "Save segment" }))).click();
    await expect
      .poll(() => page.locator("main").textContent(), { timeout: 15_000 })
      .toContain("Give the segment a name.");
    expect(await page.locator("main").textContent()).toContain("Choose what to ask about");
    await page.context().close();
  });

  it("cannot be made by somebody who only reads", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "executive");
    await page.goto("/segments");
    expect(await page.getByRole("link", { name: "New segment" }).count()).toBe(0);
    await page.goto("/segments/new");
    await expect.poll(() => page.locator("h1").allTextContents(), { timeout: 15_000 }).toContain("Not found");
    expect(await page.getByRole("button", { name: "Save segment" }).count()).toBe(0);
    await page.context().close();
  });
});
