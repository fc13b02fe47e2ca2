import "server-only";
import { randomBytes } from "node:crypto";
import { installationDb, inWorkspace } from "../db";
import { AppError } from "../errors";
import { type Actor, mintActor } from "./actor";
import { takeAttempt } from "./rate-limit";
import { hashToken } from "./respondent";

/** A key's last use is written down at most so often. */
const NOTED_EVERY_MS = 60_000;

/** "wmk_" and 32 characters: 192 random bits. */
export const newKeyToken = (): string => `wmk_${randomBytes(24).toString("base64url")}`;

/**
 * The door of the API for other systems: `Authorization: Bearer wmk_…`.
 * @returns the key's actor; null when the request brings no key
 * @throws AppError unauthenticated (no such key, or withdrawn), too_many
 */
export async function actorOfKey(request: Request): Promise<Actor | null> {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  const token = /^Bearer (wmk_[\w-]{20,60})$/i.exec(header.trim())?.[1];
  const unknown = new AppError("unauthenticated", "This key is not known, or was withdrawn.");
  if (!token) throw unknown;
  const hash = hashToken(token);
  const found = await installationDb().publicToken.findUnique({
    where: { tokenHash: hash },
    select: { workspaceId: true, targetId: true, purpose: true },
  });
  if (found?.purpose !== "api_key") throw unknown;
  if (!(await takeAttempt("api-key", hash))) {
    throw new AppError("too_many", "A key may ask 600 times a minute. Send more rows at a time.");
  }
  const db = inWorkspace(found);
  const key = await db.apiKey.findUnique({
    where: { workspaceId_id: { workspaceId: found.workspaceId, id: found.targetId } },
  });
  if (!key || key.withdrawnAt) throw unknown;
  if (!key.lastUsedAt || Date.now() - key.lastUsedAt.getTime() > NOTED_EVERY_MS) {
    await db.apiKey.updateMany({ where: { id: key.id }, data: { lastUsedAt: new Date() } });
  }
  return mintActor({ userId: null, workspaceId: found.workspaceId, role: key.role, via: `api: ${key.name}` });
}
