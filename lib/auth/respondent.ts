import "server-only";
import { createHash } from "node:crypto";
import { installationDb } from "../db";
import { type Actor, mintActor } from "./actor";

/** How tokens are kept: never themselves, only their hash. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/**
 * The door of public survey links: the token leads to its workspace first.
 * @returns the respondent and the link's id, or null when no such link was ever made
 */
export async function requireRespondent(token: string): Promise<{ actor: Actor; linkId: string } | null> {
  if (token.length < 10 || token.length > 100) return null;
  const found = await installationDb().publicToken.findUnique({ where: { tokenHash: hashToken(token) } });
  if (found?.purpose !== "survey_link") return null;
  return {
    actor: mintActor({ userId: null, workspaceId: found.workspaceId, role: "respondent", via: "respondent" }),
    linkId: found.targetId,
  };
}
