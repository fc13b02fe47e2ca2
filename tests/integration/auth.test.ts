import { verify } from "@node-rs/argon2";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { setUpInput, setUpInstallation, setupTokenIsGood } from "../../lib/auth/accept";
import { currentSession } from "../../lib/auth/doors";
import { takeAttempt } from "../../lib/auth/rate-limit";
import { hashToken, requireRespondent } from "../../lib/auth/respondent";
import { authOptions } from "../../lib/auth/session";
import { setupLink } from "../../lib/auth/setup";
import { installationDb } from "../../lib/db";
import { env } from "../../lib/env";
import { newId } from "../../lib/id";
import { testWorkspace } from "../support/world";

// A request is made of two things here: the workspace cookie, and what next-auth read from the session cookie. Both are
// given by the test; everything after them is the product's own, on a real database.
const request = vi.hoisted(() => ({
  cookies: new Map<string, string>(),
  session: null as { userId: string; sessionVersion: number } | null,
}));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => {
      const value = request.cookies.get(name);
      return value === undefined ? undefined : { name, value };
    },
  }),
}));
vi.mock("next-auth", () => ({ getServerSession: async () => request.session }));

beforeEach(() => {
  request.cookies.clear();
  request.session = null;
});

type Authorize = (given: Record<string, string>, request: { headers: Record<string, string> }) => Promise<unknown>;

/** What the sign-in form's provider does with what was typed. */
function signIn(provider: "password" | "demo"): Authorize {
  const found = authOptions().providers.find((one) => one.options?.id === provider);
  const authorize = (found?.options as { authorize?: Authorize } | undefined)?.authorize;
  return authorize ?? (async () => "there is no such way to sign in");
}
const fromHome = { headers: { "x-forwarded-for": "198.51.100.7" } };

async function userWithPassword(password: string) {
  const { hash } = await import("@node-rs/argon2");
  const id = newId();
  const email = `${id}@example.com`;
  await installationDb().user.create({ data: { id, email, name: "P", passwordHash: await hash(password) } });
  return { id, email };
}

describe("the first admin", () => {
  test("is created by a one-time link, which is renewed at every start until it is used", async () => {
    const first = (await setupLink("https://waymark.example.com/"))?.split("/").at(-1) ?? "";
    const second = (await setupLink("https://waymark.example.com"))?.split("/").at(-1) ?? "";
    expect(await setupLink("https://waymark.example.com/")).toMatch(
      /^https:\/\/waymark\.example\.com\/setup\/[\w-]{32}$/,
    );
    const token = (await setupLink("https://waymark.example.com"))?.split("/").at(-1) ?? "";
    expect(await setupTokenIsGood(first)).toBe(false);
    expect(await setupTokenIsGood(second)).toBe(false);
    expect(await setupTokenIsGood(token)).toBe(true);

    const input = setUpInput.parse({
      token,
      workspaceName: "Meridian",
      name: "Lena",
      email: "Lena@Example.com",
      password: "a long password",
    });
    const outcomes = await Promise.allSettled([setUpInstallation(input), setUpInstallation(input)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await setupTokenIsGood(token)).toBe(false);
    await expect(setUpInstallation(input)).rejects.toMatchObject({ code: "not_found" });
    expect(await setupLink("https://waymark.example.com")).toBeNull();

    const user = await installationDb().user.findUnique({
      where: { email: "lena@example.com" },
      include: { memberships: { include: { workspace: true } } },
    });
    expect(user?.memberships).toMatchObject([{ role: "admin", workspace: { name: "Meridian" } }]);
    expect(user?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await verify(user?.passwordHash ?? "", "a long password")).toBe(true);
  });

  test("needs a password of ten characters", () => {
    const given = { token: "t", workspaceName: "W", name: "N", email: "a@example.com", password: "too short" };
    expect(setUpInput.safeParse(given).error?.issues).toMatchObject([{ path: ["password"] }]);
  });
});

describe("a password", () => {
  test("signs in, whatever the case of the address", async () => {
    const { id, email } = await userWithPassword("correct horse");
    expect(
      await signIn("password")({ email: ` ${email.toUpperCase()} `, password: "correct horse" }, fromHome),
    ).toEqual({
      id,
      sessionVersion: 1,
    });
  });

  test("that is wrong, an unknown address and an account without a password get the same answer", async () => {
    const { email } = await userWithPassword("correct horse");
    const withoutPassword = newId();
    await installationDb().user.create({
      data: { id: withoutPassword, email: `${withoutPassword}@example.com`, name: "No password" },
    });
    expect(await signIn("password")({ email, password: "wrong horse" }, fromHome)).toBeNull();
    expect(await signIn("password")({ email: "nobody@example.com", password: "x" }, fromHome)).toBeNull();
    expect(await signIn("password")({ email: `${withoutPassword}@example.com`, password: "" }, fromHome)).toBeNull();
    expect(await signIn("password")({}, fromHome)).toBeNull();
  });

  test("an unknown address takes as long as a wrong password", async () => {
    const { email } = await userWithPassword("correct horse");
    const quickest = { wrong: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    // In turn, and the quickest of each: whatever else the machine does slows both.
    for (let round = 0; round < 8; round++) {
      for (const [who, address] of [
        ["wrong", email],
        ["unknown", "nobody-at-all@example.com"],
      ] as const) {
        const begin = performance.now();
        await signIn("password")(
          { email: address, password: "wrong horse" },
          { headers: { "x-forwarded-for": `203.0.113.${round}` } },
        );
        quickest[who] = Math.min(quickest[who], performance.now() - begin);
      }
    }
    // Without a hash to check, the answer would come ten times as fast.
    expect(quickest.unknown).toBeGreaterThan(quickest.wrong * 0.3);
  });

  test("of a disabled account does not sign in", async () => {
    const { id, email } = await userWithPassword("correct horse");
    await installationDb().user.update({ where: { id }, data: { disabledAt: new Date() } });
    expect(await signIn("password")({ email, password: "correct horse" }, fromHome)).toBeNull();
  });

  test("may be tried ten times in five minutes from one place, per address", async () => {
    const { email } = await userWithPassword("correct horse");
    // What a visitor writes into the header makes no other place of it: our proxy adds the address it saw at the end.
    const from = (made: string) => ({ headers: { "x-forwarded-for": `${made}, 192.0.2.1` } });
    const here = from("198.51.100.250");
    for (let attempt = 0; attempt < 10; attempt++) {
      expect(await signIn("password")({ email, password: "wrong horse" }, from(`198.51.100.${attempt}`))).toBeNull();
    }
    await expect(signIn("password")({ email, password: "correct horse" }, here)).rejects.toThrow("too_many");
    await expect(signIn("password")({ email: email.toUpperCase(), password: "x" }, here)).rejects.toThrow("too_many");
    const elsewhere = { headers: { "x-forwarded-for": "192.0.2.2" } };
    expect(await signIn("password")({ email, password: "correct horse" }, elsewhere)).not.toBeNull();
  });
});

test("limits count across servers, and exactly under load", async () => {
  const key = newId();
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => takeAttempt("sign-in", key)));
  expect(outcomes.filter(Boolean)).toHaveLength(10);
});

test("without demo mode there is no sign-in by role", async () => {
  expect(env().DEMO_MODE).toBe(false);
  expect(await signIn("demo")({ role: "admin" }, fromHome)).toBe("there is no such way to sign in");
});

describe("a session", () => {
  test("is read again on every request: role, workspace, name", async () => {
    const world = await testWorkspace({ name: "First" });
    const actor = await world.as("farmer");
    const userId = actor.userId ?? "";
    request.session = { userId, sessionVersion: 1 };
    expect(await currentSession()).toMatchObject({
      role: "farmer",
      workspace: { name: "First" },
      user: { id: userId },
    });
    await installationDb().membership.updateMany({ where: { userId }, data: { role: "executive" } });
    expect((await currentSession())?.actor).toMatchObject({ role: "executive", workspaceId: world.workspaceId });
  });

  test("ends when the account is disabled, its version raised, or the membership ended", async () => {
    const world = await testWorkspace();
    const userId = (await world.as("farmer")).userId ?? "";
    request.session = { userId, sessionVersion: 1 };
    const db = installationDb();
    expect(await currentSession()).not.toBeNull();

    await db.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect(await currentSession()).toBeNull();
    await db.user.update({ where: { id: userId }, data: { disabledAt: null } });
    expect(await currentSession()).not.toBeNull();

    await db.membership.updateMany({ where: { userId }, data: { endedAt: new Date() } });
    expect(await currentSession()).toBeNull();
    await db.membership.updateMany({ where: { userId }, data: { endedAt: null } });
    expect(await currentSession()).not.toBeNull();

    await db.user.update({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
    expect(await currentSession()).toBeNull();
  });

  test("of nobody, of an unknown user and of a broken token is none", async () => {
    expect(await currentSession()).toBeNull();
    request.session = { userId: newId(), sessionVersion: 1 };
    expect(await currentSession()).toBeNull();
  });

  test("follows the wish for a workspace only into one's own", async () => {
    const [first, second, foreign] = [await testWorkspace(), await testWorkspace(), await testWorkspace()];
    const userId = (await first.as("farmer")).userId ?? "";
    await installationDb().membership.create({
      data: { workspaceId: second.workspaceId, id: newId(), userId, role: "admin" },
    });
    request.session = { userId, sessionVersion: 1 };
    expect((await currentSession())?.actor).toMatchObject({ workspaceId: first.workspaceId, role: "farmer" });
    request.cookies.set("waymark_workspace", second.workspaceId);
    expect((await currentSession())?.actor).toMatchObject({ workspaceId: second.workspaceId, role: "admin" });
    request.cookies.set("waymark_workspace", foreign.workspaceId);
    expect((await currentSession())?.actor).toMatchObject({ workspaceId: first.workspaceId });
    expect((await currentSession())?.workspaces).toHaveLength(2);
  });
});

describe("single sign-on", () => {
  const callbacks = () => authOptions().callbacks;
  const account = { provider: "oidc", type: "oauth" as const, providerAccountId: "x" };

  test("lets in only who was invited", async () => {
    const { email } = await userWithPassword("unused here");
    const ask = (address?: string) =>
      callbacks()?.signIn?.({ user: { id: "sub", email: address ?? null }, account, profile: undefined });
    expect(await ask(email.toUpperCase())).toBe(true);
    expect(await ask("stranger@example.com")).toBe(false);
    expect(await ask()).toBe(false);
  });
});

describe("a public token", () => {
  test("leads to its workspace; anything else leads nowhere", async () => {
    const world = await testWorkspace();
    const linkId = newId();
    const token = `t${newId()}`;
    await installationDb().publicToken.createMany({
      data: [
        { tokenHash: hashToken(token), workspaceId: world.workspaceId, purpose: "survey_link", targetId: linkId },
        { tokenHash: hashToken(`i${token}`), workspaceId: world.workspaceId, purpose: "invitation", targetId: linkId },
      ],
    });
    expect(await requireRespondent(token)).toMatchObject({
      linkId,
      actor: { workspaceId: world.workspaceId, role: "respondent", userId: null },
    });
    expect(await requireRespondent(`i${token}`)).toBeNull();
    expect(await requireRespondent("short")).toBeNull();
    expect(await requireRespondent("x".repeat(5000))).toBeNull();
    expect(await requireRespondent(hashToken(token))).toBeNull();
  });
});
