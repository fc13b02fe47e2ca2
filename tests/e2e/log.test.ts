import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CUSTOMER_LINK, newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const SENT_TO = "**/api/v1/interactions";

/** A farmer's page of the first customer of his list. */
async function openCustomer(options: Parameters<typeof newPage>[1] = {}): Promise<{ page: Page; name: string }> {
  const page = await newPage(browser, options);
  await signIn(page, "farmer");
  await page.goto("/customers");
  const href = await page.locator(`${CUSTOMER_LINK}:visible`).first().getAttribute("href");
  await page.goto(href ?? "", { timeout: 60_000 });
  const name = (await page.locator("main h1").first().textContent()) ?? "";
  return { page, name };
}

/** Opens the form; a press before the page has come to life is repeated. */
async function openForm(page: Page, open: () => Promise<unknown>): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Log an interaction" });
  await expect
    .poll(
      async () => {
        if (!(await dialog.isVisible())) await open();
        return dialog.isVisible();
      },
      { timeout: 20_000, interval: 700 },
    )
    .toBe(true);
}

const said = (page: Page, text: string) => page.locator("main").getByText(text);

/** Leaves the demo as it was. */
async function takeBack(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByText("Taken back").waitFor();
}

describe("logging on a phone", () => {
  it("takes three taps and one text from any page, and knows whose page it is", async () => {
    const { page, name } = await openCustomer(PHONE);
    await openForm(page, () => page.getByRole("button", { name: "Log interaction" }).tap());
    const form = page.getByRole("dialog", { name: "Log an interaction" });
    expect(await form.textContent()).toContain(name);
    await form.getByText("Visit", { exact: true }).tap();
    await form.getByText("Reached", { exact: true }).tap();
    await form.getByText("Expectations", { exact: true }).tap();
    const text = `Holds row 12 in writing ${Date.now()}`;
    await form.getByLabel("What was said").fill(text);
    await form.getByLabel("Next step").fill("Send the confirmation");
    await form.getByRole("button", { name: "Tomorrow" }).tap();
    await form.getByRole("button", { name: "Save visit" }).tap();
    await page.getByText(`Visit with ${name} is logged`).waitFor();
    await said(page, text).first().waitFor({ state: "attached" });

    for (const path of ["/", "/insights", "/settings"]) {
      await page.goto(path);
      await openForm(page, () => page.getByRole("button", { name: "Log interaction" }).tap());
      // Seen lately on this device, so found without typing.
      expect(await form.getByRole("list", { name: "Seen lately" }).textContent()).toContain(name);
    }
    await page.context().close();
  }, 240_000);

  it("keeps what was typed, for this customer and this person", async () => {
    const { page } = await openCustomer(PHONE);
    const open = () => page.getByRole("button", { name: "Log interaction" }).tap();
    await openForm(page, open);
    const field = page.getByLabel("What was said");
    await field.fill("Half a sentence");
    await page.reload();
    await openForm(page, open);
    expect(await field.inputValue()).toBe("Half a sentence");
    await page.getByText("Draft kept from before").waitFor();
    await page.getByRole("button", { name: "Start anew" }).tap();
    expect(await field.inputValue()).toBe("");
    await page.context().close();
  }, 240_000);

  it("works without a network, tries again, and is stored once", async () => {
    const { page, name } = await openCustomer(PHONE);
    const context = page.context();
    await openForm(page, () => page.getByRole("button", { name: "Log interaction" }).tap());
    const form = page.getByRole("dialog", { name: "Log an interaction" });
    await context.setOffline(true);
    await form.getByText("Offline", { exact: true }).waitFor();
    await form.getByText("Kept on this device, sent once when you are back online").waitFor();
    const text = `In the lift ${Date.now()}`;
    await form.getByLabel("What was said").fill(text);
    await form.getByRole("button", { name: "Save call" }).tap();
    await page.getByText(`Call with ${name} is kept`).waitFor();
    await page.getByText("Waiting, 1 to send").waitFor();
    expect(await said(page, text).count()).toBe(0);

    // First its answer is lost after it was stored, then the network is gone, then the server is; the fourth is heard.
    const ids: string[] = [];
    const tries: ((route: Route) => Promise<void>)[] = [
      async (route) => {
        await route.fetch();
        await route.abort("connectionreset");
      },
      (route) => route.abort("internetdisconnected"),
      (route) => route.fulfill({ status: 503, body: "{}", contentType: "application/json" }),
      (route) => route.continue(),
    ];
    await page.route(SENT_TO, async (route) => {
      ids.push(route.request().postDataJSON().id);
      await (tries[ids.length - 1] ?? ((one: Route) => one.continue()))(route);
    });
    await context.setOffline(false);
    await page.getByText("1 interaction sent").waitFor({ timeout: 60_000 });
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
    await said(page, text).first().waitFor({ state: "attached" });
    await page.goto(`${new URL(page.url()).pathname}?kind=interaction`);
    expect(await said(page, text).count()).toBe(1);
    expect(await page.getByText("Waiting, 1 to send").count()).toBe(0);
    await context.close();
  }, 240_000);

  it("keeps one that is refused, or that nobody is signed in for, and says so", async () => {
    const { page, name } = await openCustomer(PHONE);
    const form = page.getByRole("dialog", { name: "Log an interaction" });
    await openForm(page, () => page.getByRole("button", { name: "Log interaction" }).tap());
    const text = `Signed out ${Date.now()}`;
    await form.getByLabel("What was said").fill(text);
    let answer: "signed out" | "refused" | "stored" = "signed out";
    const ids: string[] = [];
    await page.route(SENT_TO, async (route) => {
      ids.push(route.request().postDataJSON().id);
      if (answer === "stored") return route.continue();
      const [status, message] = answer === "refused" ? [404, "The customer was not found."] : [401, "Sign in first."];
      return route.fulfill({ status, json: { error: { code: "not_found", message, fields: {} } } });
    });
    await form.getByRole("button", { name: "Save call" }).tap();
    await page.getByText("It is kept on this device and sent once you sign in.").waitFor();
    await page.getByRole("button", { name: "Waiting, 1 to send" }).tap({ timeout: 15_000 });
    await page.getByText("You are signed out, or somebody else is signed in.").waitFor();
    await page.getByText(text).waitFor();

    // Signed in again, but the server refuses: it stays, with the reason, and can be mended.
    answer = "refused";
    await page.reload();
    await page.getByRole("button", { name: "1 was refused" }).tap({ timeout: 30_000 });
    await page.getByText("Refused: The customer was not found.").waitFor();
    answer = "stored";
    await page.getByRole("button", { name: "Change" }).tap();
    expect(await form.getByLabel("What was said").inputValue()).toBe(text);
    await form.getByRole("button", { name: "Save call" }).tap();
    await page.getByText(`Call with ${name} is logged`).waitFor();
    await expect.poll(() => page.getByText("1 was refused").count()).toBe(0);
    expect(new Set(ids).size).toBe(1);
    await takeBack(page);
    await page.context().close();
  }, 240_000);
});

describe("logging at a desk", () => {
  it("opens by l and by the palette, asks for what is missing, and saves by Ctrl+Enter", async () => {
    const { page, name } = await openCustomer();
    await openForm(page, () => page.keyboard.press("l"));
    const form = page.getByRole("dialog", { name: "Log an interaction" });
    await form.getByRole("button", { name: "In a week" }).click();
    await page.keyboard.press("Control+Enter");
    await form.getByText("Say what is due on this day.").waitFor();
    await form.getByRole("button", { name: "In a week" }).click();
    await form.getByLabel("What was said").fill("By the keys");
    await page.keyboard.press("Control+Enter");
    await page.getByText(`Call with ${name} is logged`).waitFor();
    await takeBack(page);

    await page.goto("/segments");
    await openForm(page, async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("log an inter");
      await page.keyboard.press("Enter");
    });
    await form.getByRole("button", { name: "Save call" }).click();
    await form.getByText("Choose a customer.").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByText("While logging").waitFor();
    await page.context().close();
  }, 240_000);
});
