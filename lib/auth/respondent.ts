import "server-only";
import { createHash } from "node:crypto";
import { installationDb } from "../db";
import { gather } from "../gather";
import { type Actor, mintActor } from "./actor";

/** How tokens are kept: never themselves, only their hash. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

// Everybody has a link of their own after an invitation went out: looked up one by one they would cost more than the answers.
const surveyLinks = gather(async (hashes) => {
  const found = await installationDb().publicToken.findMany({
    where: { tokenHash: { in: hashes }, purpose: "survey_link" },
    select: { tokenHash: true, workspaceId: true, targetId: true },
  });
  return new Map(found.map((one) => [one.tokenHash, one]));
});

/**
 * The door of public survey links: the token leads to its workspace first.
 * @returns the respondent and the link's id, or null when no such link was ever made
 */
export async function requireRespondent(token: string): Promise<{ actor: Actor; linkId: string } | null> {
  if (token.length < 10 || token.length > 100) return null;
  const found = await surveyLinks(hashToken(token));
  if (!found) return null;
  return {
    actor: mintActor({ userId: null, workspaceId: found.workspaceId, role: "respondent", via: "respondent" }),
    linkId: found.targetId,
  };
}

/**
 * The door of shared maps: the token leads to its workspace first.
 * @returns somebody who may look at that share's map alone, and which share the token is of; null when no such token was ever made. Whether the
 * share still stands is for the query to say.
 */
export async function requireShare(token: string): Promise<{ actor: Actor; shareId: string } | null> {
  if (token.length < 20 || token.length > 100) return null;
  const found = await installationDb().publicToken.findUnique({
    where: { tokenHash: hashToken(token) },
    select: { workspaceId: true, targetId: true, purpose: true },
  });
  if (found?.purpose !== "share") return null;
  return {
    actor: mintActor({
      userId: null,
      workspaceId: found.workspaceId,
      role: "guest",
      via: "share",
      shareId: found.targetId,
    }),
    shareId: found.targetId,
  };
}
