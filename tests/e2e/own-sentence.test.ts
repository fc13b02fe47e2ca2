import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alive, newPage, openBrowser, signIn, violationsOf } from "../support/browser";

// What a person would lose if this failed: asking one question of their own, and getting from its numbers to the people.

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("a sentence of one's own", () => {
  it("says at its place what is missing, then the sentence with one p, and leads to its people and a segment", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "cx_manager");
    await page.goto("/insights");
    await page.getByRole("link", { name: "Write a sentence" }).click();
    await page.getByRole("heading", { name: "Write a sentence" }).waitFor();
    await (await alive(page.getByLabel("What they said"))).selectOption({ index: 1 });
    await page.getByRole("button", { name: "Show the sentence" }).click();
    await page.getByText("Choose what these customers have in common.").waitFor();

    await page.getByLabel("Customers", { exact: true }).selectOption({ label: "Orders" });
    await page.getByLabel("Value").fill("3");
    await page.getByLabel("Compared by").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Show the sentence" }).click();
    const result = page.getByRole("region", { name: "Write a sentence" });
    await result.waitFor();
    expect(await result.textContent()).toMatch(/customers with 3 orders or more/);
    expect(await result.textContent()).toMatch(/One test, not corrected/);
    expect(await result.textContent()).toMatch(/n = [\d,]+ of [\d,]+ asked/);
    await result.getByText("The first sentence you tried in this window.").waitFor();
    expect(await violationsOf(page)).toEqual([]);

    const n = /n = ([\d,]+) of/.exec((await result.textContent()) ?? "")?.[1];
    await result.getByRole("link", { name: "See the people" }).click();
    await page.getByRole("heading", { name: "People of a sentence" }).waitFor();
    expect(await page.getByRole("link", { name: /^Said so/ }).textContent()).toContain(n);
    await page.goBack();
    await result.getByRole("link", { name: "Make a segment" }).click();
    await page.waitForURL("**/segments/new?**");
    await page.context().close();
  });
});
