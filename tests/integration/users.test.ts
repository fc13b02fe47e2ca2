import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acceptInvitation, openInvitation } from "../../lib/auth/accept";
import type { Actor } from "../../lib/auth/actor";
import { installationDb, inWorkspace } from "../../lib/db";
import { env } from "../../lib/env";
import { newId } from "../../lib/id";
import { changeRole, inviteMember, removeMember, restoreMember, withdrawInvitation } from "../../lib/users/commands";
import { listInvitations, listMembers } from "../../lib/users/queries";
import { type TestWorkspace, testWorkspace } from "../support/world";

let world: TestWorkspace;
let admin: Actor;
beforeEach(async () => {
  world = await testWorkspace({ name: "Meridian" });
  admin = await world.as("admin");
});

const now = new Date("2026-03-02T10:00:00Z");
const later = (days: number) => new Date(+now + days * 86_400_000);
const tokenOf = (link: string) => link.split("/").at(-1) ?? "";
const address = () => `${newId()}@example.com`;
const membershipOf = async (actor: Actor) =>
  (await listMembers(admin)).find((member) => member.userId === actor.userId)?.membershipId ?? "";

describe("an invitation", () => {
  test("makes a member with its role, once", async () => {
    const email = address();
    const { link, mailed } = await inviteMember(admin, { email, role: "farmer" }, now);
    expect(link).toMatch(/^http:\/\/localhost:3000\/invitation\/[\w-]{32}$/);
    expect(mailed).toBe(false);
    expect(await openInvitation(tokenOf(link), now)).toMatchObject({
      workspaceName: "Meridian",
      email,
      isKnown: false,
    });

    const input = { token: tokenOf(link), name: "Marta", password: "a long password" };
    expect(await acceptInvitation(input, now)).toEqual({ email });
    expect(await listMembers(admin)).toContainEqual(expect.objectContaining({ email, name: "Marta", role: "farmer" }));
    expect(await openInvitation(tokenOf(link), now)).toBeNull();
    await expect(acceptInvitation(input, now)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is accepted once by two who click at the same time", async () => {
    const email = address();
    const { link } = await inviteMember(admin, { email, role: "farmer" }, now);
    const input = { token: tokenOf(link), name: "Marta", password: "a long password" };
    const outcomes = await Promise.allSettled([acceptInvitation(input, now), acceptInvitation(input, now)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await listMembers(admin)).filter((member) => member.email === email)).toHaveLength(1);
  });

  test("ends after fourteen days", async () => {
    const { link } = await inviteMember(admin, { email: address(), role: "farmer" }, now);
    expect(await openInvitation(tokenOf(link), later(13.9))).not.toBeNull();
    expect(await openInvitation(tokenOf(link), later(14.1))).toBeNull();
    await expect(
      acceptInvitation({ token: tokenOf(link), name: "Late", password: "a long password" }, later(14.1)),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("ends when it is withdrawn, and when another is sent to the same address", async () => {
    const email = address();
    const first = await inviteMember(admin, { email, role: "farmer" }, now);
    const second = await inviteMember(admin, { email, role: "hunter" }, now);
    expect(await openInvitation(tokenOf(first.link), now)).toBeNull();
    const open = await listInvitations(admin, now);
    expect(open).toMatchObject([{ email, role: "hunter" }]);
    await withdrawInvitation(admin, open[0]?.id ?? "", now);
    expect(await openInvitation(tokenOf(second.link), now)).toBeNull();
    await expect(withdrawInvitation(admin, open[0]?.id ?? "", now)).rejects.toMatchObject({ code: "not_found" });
  });

  test("to somebody with an account keeps their password and their name", async () => {
    const email = address();
    const userId = newId();
    await installationDb().user.create({ data: { id: userId, email, name: "Known", passwordHash: "kept" } });
    const { link } = await inviteMember(admin, { email, role: "hunter" }, now);
    expect(await openInvitation(tokenOf(link), now)).toMatchObject({ isKnown: true });
    await acceptInvitation({ token: tokenOf(link), name: "Another", password: "another password" }, now);
    expect(await installationDb().user.findUnique({ where: { id: userId } })).toMatchObject({
      name: "Known",
      passwordHash: "kept",
    });
    expect(await listMembers(admin)).toContainEqual(expect.objectContaining({ userId, role: "hunter" }));
  });

  test("to a disabled account is refused in words", async () => {
    const email = address();
    await installationDb().user.create({ data: { id: newId(), email, name: "Gone", disabledAt: now } });
    const { link } = await inviteMember(admin, { email, role: "hunter" }, now);
    await expect(
      acceptInvitation({ token: tokenOf(link), name: "Gone", password: "a long password" }, now),
    ).rejects.toMatchObject({ code: "invalid" });
    expect((await listMembers(admin)).map((member) => member.email)).not.toContain(email);
  });

  test("is refused for a member, and for an admin's role when the inviter is none", async () => {
    const [known] = await listMembers(admin);
    await expect(inviteMember(admin, { email: known?.email ?? "", role: "farmer" }, now)).rejects.toMatchObject({
      code: "conflict",
      fieldErrors: { email: expect.any(String) },
    });
    await expect(inviteMember(world.actor, { email: address(), role: "admin" }, now)).rejects.toMatchObject({
      code: "forbidden",
      fieldErrors: { role: expect.any(String) },
    });
  });

  test("of another workspace cannot be withdrawn from here", async () => {
    const other = await testWorkspace();
    const otherAdmin = await other.as("admin");
    await inviteMember(otherAdmin, { email: address(), role: "farmer" }, now);
    const [open] = await listInvitations(otherAdmin, now);
    await expect(withdrawInvitation(admin, open?.id ?? "", now)).rejects.toMatchObject({ code: "not_found" });
    expect(await listInvitations(otherAdmin, now)).toHaveLength(1);
  });

  test("is limited to fifty an hour in a workspace", async () => {
    for (let sent = 0; sent < 50; sent++) await inviteMember(admin, { email: address(), role: "farmer" }, now);
    await expect(inviteMember(admin, { email: address(), role: "farmer" }, now)).rejects.toMatchObject({
      code: "too_many",
    });
  });
});

describe("members", () => {
  test("change role, leave and come back, each with its event", async () => {
    const farmer = await world.as("farmer");
    const membershipId = await membershipOf(farmer);
    await changeRole(admin, { membershipId, role: "hunter" });
    await removeMember(admin, membershipId, now);
    expect(await membershipOf(farmer)).toBe("");
    await expect(removeMember(admin, membershipId, now)).rejects.toMatchObject({ code: "not_found" });
    await restoreMember(admin, membershipId);
    expect((await listMembers(admin)).find((member) => member.membershipId === membershipId)?.role).toBe("hunter");
    const events = await inWorkspace(admin).auditEvent.findMany({
      where: { subjectId: membershipId },
      orderBy: { at: "asc" },
    });
    expect(events.map(({ action }) => action)).toEqual(["member.change-role", "member.remove", "member.restore"]);
    expect(events.every(({ actorId }) => actorId === admin.userId)).toBe(true);
  });

  test("always keep an admin", async () => {
    const membershipId = await membershipOf(admin);
    await expect(removeMember(admin, membershipId, now)).rejects.toMatchObject({ code: "conflict" });
    await expect(changeRole(admin, { membershipId, role: "farmer" })).rejects.toMatchObject({ code: "conflict" });
    expect(await membershipOf(admin)).toBe(membershipId);
  });

  test("keep an admin when two admins remove one another at the same time", async () => {
    const second = await world.as("admin");
    const [one, two] = [await membershipOf(admin), await membershipOf(second)];
    for (let round = 0; round < 5; round++) {
      await Promise.allSettled([removeMember(second, one, now), removeMember(admin, two, now)]);
      const left = await inWorkspace(admin).membership.count({ where: { role: "admin", endedAt: null } });
      expect(left).toBe(1);
      await inWorkspace(admin).membership.updateMany({ where: { role: "admin" }, data: { endedAt: null } });
    }
  });

  test("of another workspace are not found from here", async () => {
    const other = await testWorkspace();
    const stranger = await other.as("farmer");
    const [membership] = await inWorkspace(other.actor).membership.findMany({
      where: { userId: stranger.userId ?? "" },
    });
    await expect(changeRole(admin, { membershipId: membership?.id ?? "", role: "executive" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("with an SMTP server", () => {
  let server: SMTPServer;
  const received: { to: string[]; text: string }[] = [];
  let isFull = false;

  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onRcptTo: (_to, _session, done) => done(isFull ? new Error("mailbox full") : undefined),
      onData(stream, session, done) {
        let text = "";
        stream.on("data", (chunk: Buffer) => {
          text += chunk.toString("utf8");
        });
        stream.on("end", () => {
          received.push({ to: session.envelope.rcptTo.map(({ address: to }) => to), text });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.server.address() as AddressInfo;
    Object.assign(env(), { SMTP_URL: `smtp://127.0.0.1:${port}` });
  });
  afterAll(async () => {
    Object.assign(env(), { SMTP_URL: undefined });
    await new Promise<void>((resolve) => server.close(resolve));
  });

  test("the invitation is mailed, with its link and nothing secret beside it", async () => {
    const email = address();
    const { link, mailed } = await inviteMember(admin, { email, role: "farmer" }, now);
    expect(mailed).toBe(true);
    expect(received).toHaveLength(1);
    expect(received[0]?.to).toEqual([email]);
    const text = (received[0]?.text ?? "").replace(/=\r?\n/g, "").replace(/=3D/g, "=");
    expect(text).toContain(link);
    expect(text).toContain("You are invited to Meridian on Waymark");
  });

  test("a refused mail leaves the link to copy", async () => {
    isFull = true;
    const { link, mailed } = await inviteMember(admin, { email: address(), role: "farmer" }, now);
    expect(mailed).toBe(false);
    expect(await openInvitation(tokenOf(link), now)).not.toBeNull();
    isFull = false;
  });
});
