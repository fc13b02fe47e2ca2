import "server-only";
import { randomBytes } from "node:crypto";
import { TZDate } from "@date-fns/tz";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { hashToken } from "../../auth/respondent";
import { inWorkspace, Prisma, run, type Tx, transaction } from "../../db";
import { conflict, invalid, notFound } from "../../errors";
import { isId, newId } from "../../id";
import { type ReviewInput, reviewedInput, reviewInput, type ShareInput, shareInput } from "../share-schema";

/** Links of one map that are open at a time, at most. */
const MOST_LINKS = 50;

function wrong(issues: readonly { path: readonly PropertyKey[]; message: string }[]): never {
  throw invalid(
    "Please check the marked fields.",
    Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message])),
  );
}

async function journeyOf(tx: Tx, id: string): Promise<{ name: string }> {
  const found = isId(id)
    ? await tx.journey.findFirst({ where: { id, archivedAt: null }, select: { name: true } })
    : null;
  if (!found) throw notFound("This journey");
  return found;
}

/**
 * Makes a read-only address of a map. The token is told once and kept as its hash only: whoever reads the database
 * cannot open a map with it.
 * @returns the share's id and its token @throws AppError invalid | not_found | conflict
 */
export async function createShare(
  actor: Actor,
  input: ShareInput,
  now = new Date(),
): Promise<{ id: string; token: string }> {
  allow(actor, "journeys.share");
  const parsed = shareInput.safeParse(input);
  if (!parsed.success) return wrong(parsed.error.issues);
  const { journeyId, name, expiresOn } = parsed.data;
  // 256 random bits: nobody guesses it.
  const token = randomBytes(32).toString("base64url");
  return transaction(actor, async (tx) => {
    const journey = await journeyOf(tx, journeyId);
    const zone = (await tx.workspace.findFirst({ select: { timeZone: true } }))?.timeZone ?? "UTC";
    const expiresAt = expiresOn ? endOf(expiresOn, zone) : null;
    if (expiresAt && expiresAt <= now)
      throw invalid("Please check the marked fields.", { expiresOn: "Choose a day to come." });
    const open = await tx.journeyShare.count({
      where: { journeyId, withdrawnAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    });
    if (open >= MOST_LINKS) throw conflict(`A journey has at most ${MOST_LINKS} open links. Withdraw one first.`);
    const id = newId();
    const { workspaceId } = actor;
    await tx.journeyShare.create({
      data: { workspaceId, id, journeyId, name, createdById: actor.userId, createdAt: now, expiresAt },
    });
    await tx.publicToken.create({ data: { tokenHash: hashToken(token), workspaceId, purpose: "share", targetId: id } });
    await recordEvent(
      tx,
      actor,
      "journey.share",
      { type: "journey", id: journeyId },
      { name: journey.name, share: id },
    );
    return { id, token };
  });
}

/** Midnight after a day, in the workspace's zone. */
function endOf(day: string, zone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(+new TZDate(year, month - 1, date + 1, zone));
}

/** Closes an address at once. @throws AppError not_found when there is none, or it is closed */
export async function withdrawShare(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.share");
  if (!isId(id)) throw notFound("This link");
  return transaction(actor, async (tx) => {
    const share = await tx.journeyShare.findFirst({ where: { id, withdrawnAt: null }, select: { journeyId: true } });
    if (!share) throw notFound("This link");
    await tx.journeyShare.updateMany({ where: { id, withdrawnAt: null }, data: { withdrawnAt: now } });
    await recordEvent(tx, actor, "journey.unshare", { type: "journey", id: share.journeyId }, { share: id });
  });
}

/** Notes that somebody opened a shared map, at most once a minute. */
export async function noteOpened(actor: Actor, shareId: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.look");
  await run(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      update journey_shares set last_opened_at = ${now.toISOString()}::timestamptz
      where workspace_id = ${w} and id = ${shareId}::uuid
        and (last_opened_at is null or last_opened_at < ${now.toISOString()}::timestamptz - interval '1 minute')`,
  );
}

/** Who answers for the map, and when to look whether it is still true. @throws AppError invalid | not_found */
export async function setReview(actor: Actor, input: ReviewInput): Promise<void> {
  allow(actor, "journeys.write");
  const parsed = reviewInput.safeParse(input);
  if (!parsed.success) return wrong(parsed.error.issues);
  const { id, reviewOn } = parsed.data;
  const ownerId = parsed.data.ownerId || null;
  return transaction(actor, async (tx) => {
    const { name } = await journeyOf(tx, id);
    if (
      ownerId &&
      !(await tx.membership.findFirst({ where: { userId: ownerId, endedAt: null }, select: { id: true } }))
    ) {
      throw invalid("Please check the marked fields.", { ownerId: "This person is not a member." });
    }
    await tx.journey.updateMany({
      where: { id },
      data: { ownerId, reviewOn: reviewOn ? new Date(`${reviewOn}T00:00:00Z`) : null },
    });
    await recordEvent(tx, actor, "journey.plan_review", { type: "journey", id }, { name, reviewOn });
  });
}

/** Says that the map was looked at and is true, and when to look again. @throws AppError invalid | not_found */
export async function markReviewed(
  actor: Actor,
  input: { id: string; nextOn?: string | null | undefined },
  now = new Date(),
): Promise<void> {
  allow(actor, "journeys.write");
  const parsed = reviewedInput.safeParse(input);
  if (!parsed.success) return wrong(parsed.error.issues);
  const { id, nextOn } = parsed.data;
  return transaction(actor, async (tx) => {
    const { name } = await journeyOf(tx, id);
    await tx.journey.updateMany({
      where: { id },
      data: { reviewedAt: now, reviewOn: nextOn ? new Date(`${nextOn}T00:00:00Z`) : null },
    });
    await recordEvent(tx, actor, "journey.review", { type: "journey", id }, { name, nextOn });
  });
}
