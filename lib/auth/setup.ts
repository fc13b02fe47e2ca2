import "server-only";
import { randomBytes } from "node:crypto";
import { installationDb } from "../db";
import { hashToken } from "./respondent";

/**
 * The one-time link by which the first admin signs up, made anew at every start until somebody used it.
 * @returns null when the installation has users already
 */
export async function setupLink(publicUrl: string): Promise<string | null> {
  const db = installationDb();
  if ((await db.user.count()) > 0) return null;
  const token = randomBytes(24).toString("base64url");
  await db.installation.upsert({
    where: { id: 1 },
    create: { id: 1, setupTokenHash: hashToken(token) },
    update: { setupTokenHash: hashToken(token) },
  });
  return `${publicUrl.replace(/\/$/, "")}/setup/${token}`;
}
