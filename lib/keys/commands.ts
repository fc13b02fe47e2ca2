import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { newKeyToken } from "../auth/keys";
import { allow } from "../auth/permissions";
import { hashToken } from "../auth/respondent";
import { transaction } from "../db";
import { invalid, notFound } from "../errors";
import { newId } from "../id";
import { MOST_KEYS, type NewKey } from "./schema";

/**
 * Makes a key by which another system speaks to the API. Only its hash is kept.
 * @returns the key itself, this once
 * @throws AppError invalid (too many keys)
 */
export async function createKey(actor: Actor, { name, role }: NewKey): Promise<{ id: string; key: string }> {
  allow(actor, "keys.manage");
  const key = newKeyToken();
  const id = newId();
  await transaction(actor, async (tx) => {
    const keys = await tx.apiKey.count({ where: { workspaceId: actor.workspaceId, withdrawnAt: null } });
    if (keys >= MOST_KEYS) throw invalid(`A workspace has at most ${MOST_KEYS} keys. Withdraw one first.`);
    await tx.apiKey.create({
      data: { workspaceId: actor.workspaceId, id, name, role, prefix: key.slice(0, 8), createdById: actor.userId },
    });
    await tx.publicToken.create({
      data: { tokenHash: hashToken(key), workspaceId: actor.workspaceId, purpose: "api_key", targetId: id },
    });
    await recordEvent(tx, actor, "key.create", { type: "key", id }, { name, role });
  });
  return { id, key };
}

/** Takes a key back: from the next request on it opens nothing. @throws AppError not_found */
export async function withdrawKey(actor: Actor, id: string): Promise<void> {
  allow(actor, "keys.manage");
  await transaction(actor, async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { workspaceId: actor.workspaceId, id, withdrawnAt: null },
      data: { withdrawnAt: new Date() },
    });
    if (count === 0) throw notFound("This key");
    await tx.publicToken.deleteMany({ where: { workspaceId: actor.workspaceId, targetId: id, purpose: "api_key" } });
    await recordEvent(tx, actor, "key.withdraw", { type: "key", id });
  });
}
