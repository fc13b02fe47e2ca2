import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { type Tx, transaction } from "../../db";
import { AppError, conflict, notFound } from "../../errors";
import { isId, newId } from "../../id";
import { findStep, lockJourney } from "../edit-sql";
import { type CommentInput, commentInput, MOST_COMMENTS } from "../schema";

/** Says something about a cell, a step or the whole map. @returns the comment's id @throws AppError not_found | conflict */
export async function addComment(actor: Actor, input: CommentInput, now = new Date()): Promise<string> {
  allow(actor, "journeys.comment");
  const { journeyId, stepId, lane, text } = commentInput.parse(input);
  return transaction(actor, async (tx) => {
    await lockJourney(tx, actor, journeyId);
    if (stepId && (await findStep(tx, stepId)).journeyId !== journeyId) throw notFound("This step");
    if ((await tx.journeyComment.count({ where: { journeyId, archivedAt: null } })) >= MOST_COMMENTS)
      throw conflict(`A journey has at most ${MOST_COMMENTS} comments. Remove some first.`);
    const id = newId();
    await tx.journeyComment.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        journeyId,
        stepId: stepId ?? null,
        lane: stepId ? (lane ?? null) : null,
        text,
        authorId: actor.userId,
        createdAt: now,
      },
    });
    await recordEvent(tx, actor, "journey.comment", { type: "journey", id: journeyId }, { commentId: id });
    return id;
  });
}

async function change(
  actor: Actor,
  id: string,
  verb: string,
  where: { resolvedAt?: null | { not: null }; archivedAt: null | { not: null } },
  data: { resolvedAt?: Date | null; resolvedById?: string | null; archivedAt?: Date | null },
  check: (comment: { authorId: string | null }) => void = () => {},
): Promise<void> {
  await transaction(actor, async (tx: Tx) => {
    const comment = isId(id)
      ? await tx.journeyComment.findFirst({
          where: { id, ...where, journey: { archivedAt: null } },
          select: { journeyId: true, authorId: true },
        })
      : null;
    if (!comment) throw notFound("This comment");
    check(comment);
    await tx.journeyComment.updateMany({ where: { id }, data });
    await recordEvent(tx, actor, `journey.${verb}`, { type: "journey", id: comment.journeyId }, { commentId: id });
  });
}

/** @throws AppError not_found when it does not wait */
export async function resolveComment(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.comment");
  const data = { resolvedAt: now, resolvedById: actor.userId };
  await change(actor, id, "resolve_comment", { resolvedAt: null, archivedAt: null }, data);
}

/** @throws AppError not_found when it is not resolved */
export async function reopenComment(actor: Actor, id: string): Promise<void> {
  allow(actor, "journeys.comment");
  const data = { resolvedAt: null, resolvedById: null };
  await change(actor, id, "reopen_comment", { resolvedAt: { not: null }, archivedAt: null }, data);
}

/** One's own, or anybody's for those who may edit maps. */
const mine =
  (actor: Actor) =>
  ({ authorId }: { authorId: string | null }) => {
    if (authorId !== actor.userId && !may(actor, "journeys.write")) {
      throw new AppError("forbidden", "Only who wrote a comment may remove it.");
    }
  };

/** @throws AppError forbidden | not_found */
export async function archiveComment(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "journeys.comment");
  await change(actor, id, "archive_comment", { archivedAt: null }, { archivedAt: now }, mine(actor));
}

/** @throws AppError forbidden | not_found when it is not archived */
export async function restoreComment(actor: Actor, id: string): Promise<void> {
  allow(actor, "journeys.comment");
  await change(actor, id, "restore_comment", { archivedAt: { not: null } }, { archivedAt: null }, mine(actor));
}
