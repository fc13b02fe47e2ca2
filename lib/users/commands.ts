import "server-only";
import { randomBytes } from "node:crypto";
import { addDays } from "date-fns";
import type { z } from "zod";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow, may } from "../auth/permissions";
import { takeAttempt } from "../auth/rate-limit";
import { hashToken } from "../auth/respondent";
import { Prisma, rows, type Tx, transaction } from "../db";
import { env } from "../env";
import { AppError, conflict, notFound } from "../errors";
import { newId } from "../id";
import { sendMail } from "../mail";
import type { inviteInput, roleInput } from "./schema";

const INVITATION_DAYS = 14;

/**
 * Invites a person by e-mail; earlier open invitations of that address end. The link is mailed when SMTP is set, and
 * always given back for copying.
 * @returns the link and whether it was mailed
 * @throws AppError conflict when the address belongs to a member, forbidden when only an admin may give that role
 */
export async function inviteMember(
  actor: Actor,
  input: z.output<typeof inviteInput>,
  now: Date,
): Promise<{ link: string; mailed: boolean }> {
  allow(actor, "members.invite");
  if (input.role === "admin" && !may(actor, "members.manage")) {
    throw new AppError("forbidden", "Only an admin may invite an admin.", {
      role: "Only an admin may invite an admin.",
    });
  }
  if (!(await takeAttempt("invite", actor.workspaceId))) {
    throw new AppError("too_many", "Fifty invitations in an hour is the limit. Try again later.");
  }
  const token = randomBytes(24).toString("base64url");
  const workspaceName = await transaction(actor, async (tx) => {
    const member = await tx.membership.findFirst({ where: { endedAt: null, user: { email: input.email } } });
    if (member) throw conflict("This person is a member already.", { email: "This person is a member already." });
    await tx.invitation.updateMany({
      where: { email: input.email, acceptedAt: null, withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    const id = newId();
    await tx.invitation.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        email: input.email,
        role: input.role,
        invitedById: actor.userId ?? newId(),
        expiresAt: addDays(now, INVITATION_DAYS),
      },
    });
    await tx.publicToken.create({
      data: { tokenHash: hashToken(token), workspaceId: actor.workspaceId, purpose: "invitation", targetId: id },
    });
    await recordEvent(tx, actor, "invitation.create", { type: "invitation", id }, { role: input.role });
    const workspace = await tx.workspace.findUnique({ where: { id: actor.workspaceId } });
    return workspace?.name ?? "";
  });
  const link = `${env().PUBLIC_URL.replace(/\/$/, "")}/invitation/${token}`;
  const mailed = await sendMail({
    to: input.email,
    subject: `You are invited to ${workspaceName} on Waymark`,
    text: `You are invited to work in ${workspaceName} on Waymark.\n\nAccept the invitation within ${INVITATION_DAYS} days:\n${link}\n`,
  });
  return { link, mailed };
}

/** Ends an open invitation; its link stops working. */
export async function withdrawInvitation(actor: Actor, id: string, now: Date): Promise<void> {
  allow(actor, "members.invite");
  await transaction(actor, async (tx) => {
    const ended = await tx.invitation.updateMany({
      where: { id, acceptedAt: null, withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    if (ended.count === 0) throw notFound("This invitation");
    await recordEvent(tx, actor, "invitation.withdraw", { type: "invitation", id });
  });
}

/** One change of members at a time: two admins who remove one another at once would each still see the other. */
async function lockMembers(tx: Tx, actor: Actor): Promise<void> {
  await rows(tx, actor, (w) => Prisma.sql`select id from workspaces where id = ${w} for no key update`);
}

async function keepAnAdmin(tx: Tx): Promise<void> {
  if ((await tx.membership.count({ where: { role: "admin", endedAt: null } })) === 0) {
    throw conflict("A workspace needs at least one admin. Make somebody else admin first.");
  }
}

/** Gives a member another role. @throws AppError conflict when no admin would be left */
export async function changeRole(actor: Actor, input: z.output<typeof roleInput>): Promise<void> {
  allow(actor, "members.manage");
  await transaction(actor, async (tx) => {
    await lockMembers(tx, actor);
    const changed = await tx.membership.updateMany({
      where: { id: input.membershipId, endedAt: null },
      data: { role: input.role },
    });
    if (changed.count === 0) throw notFound("This member");
    await keepAnAdmin(tx);
    await recordEvent(
      tx,
      actor,
      "member.change-role",
      { type: "membership", id: input.membershipId },
      { role: input.role },
    );
  });
}

/** Ends a membership; what the person owns stays theirs until it is assigned anew. */
export async function removeMember(actor: Actor, membershipId: string, now: Date): Promise<void> {
  allow(actor, "members.manage");
  await transaction(actor, async (tx) => {
    await lockMembers(tx, actor);
    const ended = await tx.membership.updateMany({
      where: { id: membershipId, endedAt: null },
      data: { endedAt: now },
    });
    if (ended.count === 0) throw notFound("This member");
    await keepAnAdmin(tx);
    await recordEvent(tx, actor, "member.remove", { type: "membership", id: membershipId });
  });
}

/** Takes a removal back. */
export async function restoreMember(actor: Actor, membershipId: string): Promise<void> {
  allow(actor, "members.manage");
  await transaction(actor, async (tx) => {
    const restored = await tx.membership.updateMany({
      where: { id: membershipId, endedAt: { not: null } },
      data: { endedAt: null },
    });
    if (restored.count === 0) throw notFound("This member");
    await recordEvent(tx, actor, "member.restore", { type: "membership", id: membershipId });
  });
}
