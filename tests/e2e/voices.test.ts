import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alive, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** How many voices the panel counts at a touchpoint. */
async function countAt(page: Page, touchpoint: string): Promise<number> {
  await page.goto("/quotes");
  const panel = page.getByRole("region", { name: "What they speak of" });
  await panel.waitFor({ timeout: 40_000 });
  const line = panel.getByRole("link", { name: touchpoint });
  if ((await line.count()) === 0) return 0;
  return Number((await line.locator(".figures").textContent()) ?? "0");
}

describe("an interview", () => {
  it("is pasted, marked with the keyboard, counted at its touchpoint, and speaks for a need", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "cx_manager");
    const before = await countAt(page, "Lavatory");

    await page.getByRole("link", { name: "New interview" }).click();
    await page.waitForURL("**/quotes/interviews/new", { timeout: 60_000 });
    await alive(page.getByLabel("Title"));
    const title = `Two toddlers ${Date.now()}`;
    const words = `There is a shelf, and it folds up while you use it, number ${Date.now()}.`;
    await page.getByLabel("Title").fill(title);
    await page
      .getByLabel("Transcript (optional)")
      .fill(`Interviewer: And the lavatory?\nBen: I tried once. ${words} Never again.\nInterviewer: Thank you.`);
    await page.getByLabel("Who speaks").fill("Father of two");
    await page.getByLabel("Segment").selectOption({ label: "Families with a toddler" });
    await page.getByLabel("In-house").check();
    await page.getByRole("button", { name: "Save interview" }).click();
    await page.waitForURL(/\/quotes\/interviews\/[0-9a-f-]{36}$/, { timeout: 60_000 });

    // With the keyboard alone: two sentences down, mark, choose, save.
    await (await alive(page.locator('[role="option"]').first())).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: "Mark these words" });
    await panel.waitFor({ timeout: 40_000 });
    expect(await panel.textContent()).toContain(words);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
    await page.keyboard.type("Lavatory");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.type("space,");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "1 passage" }).waitFor({ timeout: 40_000 });
    const mark = page.locator("mark").first();
    expect(await mark.textContent()).toBe(words);
    expect(await mark.getAttribute("title")).toBe("Lavatory, upset");

    // By the mouse: words across two sentences, overlapping the first mark.
    await mark.evaluate((element) => {
      const range = document.createRange();
      const text = element.firstChild;
      const next = element.closest("[role=option]")?.nextElementSibling?.querySelector("[data-at]")?.firstChild;
      if (!text || !next) throw new Error("nothing to select");
      range.setStart(text, 11);
      range.setEnd(next, 5);
      window.getSelection()?.removeAllRanges();
      window.getSelection()?.addRange(range);
    });
    await panel.waitFor({ timeout: 40_000 });
    expect(await panel.textContent()).toContain(`${words.slice(11)} Never`);
    await panel.getByRole("button", { name: "Mark", exact: true }).click();
    await page.getByRole("heading", { name: "2 passages" }).waitFor({ timeout: 40_000 });
    const marked = await page.locator("mark").evaluateAll((marks) => marks.map((one) => one.textContent));
    expect(marked.filter((text) => text?.trim())).toEqual([words.slice(0, 11), words.slice(11), "Never"]);

    // The second goes and comes back.
    await page.getByRole("button", { name: "Remove" }).last().click();
    await page.getByRole("button", { name: "Undo" }).click({ timeout: 40_000 });
    await page.getByRole("heading", { name: "2 passages" }).waitFor({ timeout: 40_000 });

    expect(await countAt(page, "Lavatory")).toBe(before + 1);
    await page.goto(`/quotes?q=${encodeURIComponent(words.slice(-20))}`);
    const card = page.locator("article", { hasText: words });
    await card.waitFor({ timeout: 40_000 });
    expect(await card.textContent()).toContain("Father of two");

    await card.getByRole("link", { name: "Families with a toddler" }).click();
    await page.waitForURL(/\/segments\/[0-9a-f-]{36}\/portrait$/, { timeout: 60_000 });
    await alive(page.getByLabel("Add a need"));
    const need = `Room to change a child ${Date.now()}`;
    await page.getByLabel("Add a need").fill(need);
    await page.keyboard.press("Enter");
    const line = page.getByRole("listitem").filter({ hasText: need });
    await line.waitFor({ timeout: 40_000 });
    await line.getByRole("button", { name: /^0 voices/ }).click();
    const picker = page.getByRole("dialog", { name: "What does this rest on?" });
    await picker.getByLabel("Search words, people, touchpoints").fill(words.slice(-20));
    await picker.getByRole("button", { name: `Attach: ${words}` }).click();
    await picker.getByText("1 voice attached").waitFor({ timeout: 40_000 });
    await picker.getByRole("button", { name: "Done" }).click();
    await line.getByRole("button", { name: /^1 voice/ }).waitFor({ timeout: 40_000 });

    // A person decides how well it is known.
    await line.getByRole("button", { name: /^A guess/ }).click();
    await page.getByRole("menuitemradio", { name: /Some evidence/ }).click();
    await line.getByRole("button", { name: /^Some evidence/ }).waitFor({ timeout: 40_000 });

    // Up by the menu, and away again.
    await line.getByRole("button", { name: /^What to do with/ }).click();
    await page.getByRole("menuitem", { name: "Move up" }).click();
    await line.getByRole("button", { name: /^What to do with/ }).click();
    await page.getByRole("menuitem", { name: "Archive" }).click();
    await line.waitFor({ state: "detached", timeout: 40_000 });

    await page.goto("/quotes/interviews");
    await page.getByRole("link", { name: title }).click();
    await (await alive(page.getByRole("button", { name: "What to do with this interview" }))).click();
    await page.getByRole("menuitem", { name: "Archive" }).click();
    await page.waitForURL(/\/quotes\/interviews$/, { timeout: 60_000 });
    await page.context().close();
  }, 300_000);

  it("says how long a transcript may be, before it is sent", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "cx_manager");
    await page.goto("/quotes/interviews/new");
    await (await alive(page.getByLabel("Title"))).fill("Too long");
    await page.getByLabel("Transcript (optional)").evaluate((element: HTMLTextAreaElement) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
      set?.call(element, "word ".repeat(300_000));
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.getByRole("button", { name: "Save interview" }).click();
    await page
      .getByText(/A transcript has at most 200,000 characters; this one has 1,499,999/)
      .first()
      .waitFor({ timeout: 40_000 });
    await page.context().close();
  }, 120_000);
});

describe("a voice", () => {
  it("is kept in seconds, and archived with the way back", async () => {
    const page = await newPage(browser);
    page.setDefaultTimeout(40_000);
    await signIn(page, "farmer");
    await page.goto("/quotes");
    await page.getByRole("heading", { name: "Voices" }).first().waitFor();
    const dialog = page.getByRole("dialog", { name: "Add a voice" });
    // The key works once the page has come to life.
    const opened = async () => {
      await page.keyboard.press("c");
      return dialog.isVisible();
    };
    await expect.poll(opened, { timeout: 40_000, interval: 1_000 }).toBe(true);
    await dialog.getByLabel("What was said").fill("");
    const words = `Nobody told us why, ${Date.now()}.`;
    await page.keyboard.type(words);
    await page.keyboard.press("Control+Enter");
    const card = page.locator("article", { hasText: words });
    await card.waitFor({ timeout: 40_000 });
    expect(await card.textContent()).toContain("No consent");
    // The way back is offered for ten seconds, and taken at once.
    const archive = async () => {
      await (await alive(card.getByRole("button", { name: "What to do with this voice" }))).click();
      await page.getByRole("menuitem", { name: "Archive" }).click();
    };
    await archive();
    const undo = page.getByRole("button", { name: "Undo" });
    await undo.waitFor({ timeout: 40_000 });
    const restored = page.waitForResponse((response) => response.request().method() === "POST", { timeout: 40_000 });
    await undo.click();
    await restored;
    await page.reload();
    await card.waitFor({ timeout: 40_000 });
    await archive();
    await card.waitFor({ state: "detached", timeout: 40_000 });
    await page.context().close();
  }, 180_000);
});
