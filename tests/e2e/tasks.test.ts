import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alive, CUSTOMER_LINK, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PATIENT = { timeout: 60_000 };

describe("a mention", () => {
  it("is offered while writing, counted at the bell, and leads to its place", async () => {
    const [writing, reading] = [await newPage(browser), await newPage(browser)];
    await signIn(writing, "cx_manager");
    await writing.goto("/customers");
    const href = await writing.locator(`${CUSTOMER_LINK}:visible`).first().getAttribute("href");
    await writing.goto(`${href}?log=1`, PATIENT);
    const form = writing.getByRole("dialog", { name: "Log an interaction" });
    const text = await alive(form.getByLabel("What was said"));
    const mark = `about row ${Date.now()}`;
    await text.pressSequentially("@Marta");
    await form.getByRole("option", { name: "Marta Silva" }).waitFor(PATIENT);
    await writing.keyboard.press("Enter");
    await text.pressSequentially(mark);
    expect(await text.inputValue()).toBe(`@Marta Silva ${mark}`);
    await form.getByRole("button", { name: /^Save/ }).click();

    await writing.locator("main").getByText(mark).first().waitFor(PATIENT);
    await signIn(reading, "farmer");
    const bell = await alive(reading.getByRole("button", { name: /Notifications, \d+ unread/ }));
    await bell.click();
    const told = reading.getByRole("dialog").getByRole("listitem").filter({ hasText: mark });
    await told.getByRole("link").click(PATIENT);
    await reading.waitForURL(`**${href}`, PATIENT);
    await reading.goto("/notifications", PATIENT);
    const row = reading.locator("main").getByRole("listitem").filter({ hasText: mark });
    await row.waitFor(PATIENT);
    // Read by going there.
    await expect.poll(() => row.getByRole("button", { name: "Mark as read" }).count(), PATIENT).toBe(0);

    await writing
      .getByRole("button", { name: "Undo" })
      .last()
      .click()
      .catch(() => {});
    await Promise.all([writing.context().close(), reading.context().close()]);
  });
});

describe("a task", () => {
  it("is made, done and brought back without leaving the list", async () => {
    const page = await newPage(browser);
    await signIn(page, "farmer");
    await page.goto("/tasks", PATIENT);
    await (await alive(page.getByRole("button", { name: "New task" }).first())).click();
    const title = `Ring the travel desk ${Date.now()}`;
    const form = page.getByRole("dialog", { name: "New task" });
    await form.getByLabel("What is to be done").fill(title);
    await form.getByRole("button", { name: "Today" }).click();
    await form.getByRole("button", { name: "Save task" }).click();
    const row = page.locator("main").getByRole("listitem").filter({ hasText: title });
    await row.waitFor(PATIENT);
    await row.getByRole("button", { name: `Done: ${title}` }).click();
    await row.waitFor({ state: "detached", ...PATIENT });
    await page
      .getByRole("listitem")
      .filter({ hasText: `Done: ${title}` })
      .getByRole("button", { name: "Undo" })
      .click(PATIENT);
    await row.waitFor(PATIENT);
    await row.getByRole("button", { name: `More about ${title}` }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await row.waitFor({ state: "detached", ...PATIENT });
    await page.context().close();
  });
});
