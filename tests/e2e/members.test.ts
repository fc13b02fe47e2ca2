import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage, openBrowser, signIn } from "../support/browser";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("an invited colleague", () => {
  it("accepts by the link, signs in with the chosen password, and works under the given role", async () => {
    const admin = await newPage(browser);
    await signIn(admin, "admin");
    await admin.goto("/settings/members");
    await admin.getByRole("button", { name: "Invite" }).first().click();
    const dialog = admin.getByRole("dialog");
    const email = `colleague-${Date.now()}@example.com`;
    await dialog.getByLabel("E-mail").fill(email);
    await dialog.getByLabel("Role").selectOption("farmer");
    await dialog.getByRole("button", { name: "Invite" }).click();
    const link = await dialog.locator("input[readonly]").inputValue();
    await admin.context().close();

    const guest = await newPage(browser);
    await guest.goto(new URL(link).pathname);
    await guest.getByLabel("Your name").fill("Nia Okafor");
    await guest.getByLabel("Choose a password").fill("a password of hers");
    await guest.getByRole("button", { name: "Accept invitation" }).click();
    await guest.waitForURL("**/sign-in**");
    await guest.getByLabel("Password").fill("a password of hers");
    await guest.getByRole("button", { name: "Sign in" }).click();
    await guest.waitForURL((url) => url.pathname === "/");
    await guest.goto("/settings");
    await expect.poll(() => guest.locator("body").textContent()).toContain("Nia Okafor");
    expect(await guest.locator("body").textContent()).toContain("Farmer");

    await guest.goto(new URL(link).pathname);
    expect(await guest.locator("h1").textContent()).toBe("This link no longer works");
    await guest.context().close();
  });

  it("is told at the field when the address is wrong or a member's already", async () => {
    const admin = await newPage(browser);
    await signIn(admin, "admin");
    await admin.goto("/settings/members");
    await admin.getByRole("button", { name: "Invite" }).first().click();
    const dialog = admin.getByRole("dialog");
    await dialog.getByLabel("E-mail").fill("marta.silva@meridian.example");
    await dialog.getByRole("button", { name: "Invite" }).click();
    await expect.poll(() => dialog.textContent()).toContain("This person is a member already.");
    await admin.context().close();
  });
});

describe("a wrong password", () => {
  it("is refused in words that do not say which of the two was wrong", async () => {
    const page = await newPage(browser);
    await page.goto("/sign-in");
    await page.getByText("Sign in to Waymark").click();
    await page.getByLabel("E-mail").fill("lena.brandt@meridian.example");
    await page.getByLabel("Password").fill("not her password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect.poll(() => page.locator("form").textContent()).toContain("do not belong together");
    await page.context().close();
  });
});
