import "server-only";
import { hash } from "@node-rs/argon2";
import { z } from "zod";
import { installationDb } from "../db";
import { AppError, invalid } from "../errors";
import type { Role } from "../generated/prisma/enums";
import { newId } from "../id";
import { hashToken } from "./respondent";

export const newPassword = z.string().min(10, "At least 10 characters.").max(200, "At most 200 characters.");
const personName = z.string().trim().min(1, "Your name is missing.").max(120, "At most 120 characters.");

export const setUpInput = z.object({
  token: z.string().max(200),
  workspaceName: z.string().trim().min(1, "The workspace needs a name.").max(120, "At most 120 characters."),
  name: personName,
  email: z
    .email("This is not an e-mail address.")
    .max(200)
    .transform((value) => value.toLowerCase()),
  password: newPassword,
});

export const acceptInput = z.object({ token: z.string().max(200), name: personName, password: newPassword });

const usedUp = () => new AppError("not_found", "This link has been used, withdrawn or has expired. Ask for a new one.");

/** Is the one-time link of the first start still good? */
export async function setupTokenIsGood(token: string): Promise<boolean> {
  const row = await installationDb().installation.findUnique({ where: { id: 1 } });
  return Boolean(row?.setupTokenHash && row.setupTokenHash === hashToken(token));
}

/** Creates the first user and workspace, once. @throws AppError not_found when the link is no longer good */
export async function setUpInstallation(input: z.output<typeof setUpInput>): Promise<{ email: string }> {
  const passwordHash = await hash(input.password);
  await installationDb().$transaction(async (tx) => {
    const taken = await tx.installation.updateMany({
      where: { id: 1, setupTokenHash: hashToken(input.token) },
      data: { setupTokenHash: null },
    });
    if (taken.count !== 1 || (await tx.user.count()) > 0) throw usedUp();
    const userId = newId();
    const workspaceId = newId();
    await tx.user.create({ data: { id: userId, email: input.email, name: input.name, passwordHash } });
    await tx.workspace.create({ data: { id: workspaceId, name: input.workspaceName } });
    await tx.membership.create({ data: { workspaceId, id: newId(), userId, role: "admin" } });
    await tx.auditEvent.create({
      data: {
        workspaceId,
        id: newId(),
        actorId: userId,
        via: "session",
        action: "workspace.create",
        subjectType: "workspace",
        subjectId: workspaceId,
      },
    });
  });
  return { email: input.email };
}

export type OpenInvitation = {
  workspaceId: string;
  id: string;
  workspaceName: string;
  email: string;
  role: Role;
  /** The person has an account already and need not choose a password. */
  isKnown: boolean;
};

/** The invitation behind a link; null when it is used, withdrawn, expired or unknown. */
export async function openInvitation(token: string, now: Date): Promise<OpenInvitation | null> {
  const db = installationDb();
  const found = await db.publicToken.findUnique({ where: { tokenHash: hashToken(token) } });
  if (found?.purpose !== "invitation") return null;
  const invitation = await db.invitation.findUnique({
    where: { workspaceId_id: { workspaceId: found.workspaceId, id: found.targetId } },
    include: { workspace: true },
  });
  if (!invitation || invitation.acceptedAt || invitation.withdrawnAt || invitation.expiresAt < now) return null;
  const user = await db.user.findUnique({ where: { email: invitation.email } });
  return {
    workspaceId: invitation.workspaceId,
    id: invitation.id,
    workspaceName: invitation.workspace.name,
    email: invitation.email,
    role: invitation.role,
    isKnown: Boolean(user),
  };
}

/**
 * Makes the invited person a member. Someone with an account keeps their password: the link proves the address they were
 * invited under, so it may not set another.
 * @throws AppError not_found | invalid
 */
export async function acceptInvitation(input: z.output<typeof acceptInput>, now: Date): Promise<{ email: string }> {
  const invitation = await openInvitation(input.token, now);
  if (!invitation) throw usedUp();
  const passwordHash = invitation.isKnown ? null : await hash(input.password);
  await installationDb().$transaction(async (tx) => {
    const { workspaceId, id, email, role } = invitation;
    const taken = await tx.invitation.updateMany({
      where: { workspaceId, id, acceptedAt: null, withdrawnAt: null },
      data: { acceptedAt: now },
    });
    if (taken.count !== 1) throw usedUp();
    const known = await tx.user.findUnique({ where: { email } });
    if (known?.disabledAt) throw invalid("This account is disabled. Ask an administrator.");
    const user = known ?? (await tx.user.create({ data: { id: newId(), email, name: input.name, passwordHash } }));
    await tx.membership.upsert({
      where: { workspaceId_userId: { workspaceId, userId: user.id } },
      create: { workspaceId, id: newId(), userId: user.id, role },
      update: { role, endedAt: null },
    });
    await tx.auditEvent.create({
      data: {
        workspaceId,
        id: newId(),
        actorId: user.id,
        via: "session",
        action: "invitation.accept",
        subjectType: "invitation",
        subjectId: id,
        detail: { role },
      },
    });
  });
  return { email: invitation.email };
}
