import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { type Tx, transaction } from "../db";
import { AppError, conflict, invalid, notFound } from "../errors";
import { newId } from "../id";
import type { NewView, ViewChanges } from "./schema";

/** One person's views of one list. */
const MOST_OWN = 40;

/** @throws AppError conflict: two tabs of one name could not be told apart */
async function refuseTakenName(tx: Tx, ownerId: string, page: string, name: string, id?: string): Promise<void> {
  const same = await tx.savedView.findFirst({
    where: {
      ownerId,
      page,
      archivedAt: null,
      name: { equals: name, mode: "insensitive" },
      NOT: id ? { id } : undefined,
    },
    select: { id: true },
  });
  if (same) throw conflict("You have a view of this name.", { name: "You have a view of this name." });
}

/** The view, when it is the reader's: others' shared views are looked at, not changed. @throws AppError not_found | forbidden */
async function ownView(tx: Tx, actor: Actor, id: string) {
  const view = await tx.savedView.findFirst({ where: { id } });
  if (!view || (!view.isShared && view.ownerId !== actor.userId)) throw notFound("This view");
  if (view.ownerId !== actor.userId)
    throw new AppError("forbidden", "This view is somebody else’s. Save it under a name of your own.");
  return view;
}

/** Keeps a list as it is now. @throws AppError conflict (the name is taken) */
export async function saveView(actor: Actor, input: NewView): Promise<{ id: string }> {
  allow(actor, "views.write");
  const ownerId = actor.userId;
  if (!ownerId) throw invalid("A view belongs to a person.");
  const id = newId();
  await transaction(actor, async (tx) => {
    await refuseTakenName(tx, ownerId, input.page, input.name);
    const have = await tx.savedView.count({ where: { ownerId, page: input.page, archivedAt: null } });
    if (have >= MOST_OWN)
      throw invalid(`At most ${MOST_OWN} views of one list. Archive one first.`, {
        name: `You have ${MOST_OWN} views.`,
      });
    await tx.savedView.create({ data: { ...input, workspaceId: actor.workspaceId, id, ownerId } });
    await recordEvent(tx, actor, "view.save", { type: "view", id }, { page: input.page, shared: input.isShared });
  });
  return { id };
}

/** Another name, other filters, shared or not. @throws AppError not_found | forbidden | conflict */
export async function updateView(actor: Actor, { id, ...changes }: ViewChanges): Promise<void> {
  allow(actor, "views.write");
  await transaction(actor, async (tx) => {
    const view = await ownView(tx, actor, id);
    if (changes.name !== undefined) await refuseTakenName(tx, view.ownerId, view.page, changes.name, id);
    await tx.savedView.updateMany({ where: { id }, data: changes });
    await recordEvent(tx, actor, "view.update", { type: "view", id }, { fields: Object.keys(changes) });
  });
}

/** Takes a view off everybody's list; it can be brought back. @throws AppError not_found | forbidden */
export async function archiveView(actor: Actor, id: string): Promise<void> {
  allow(actor, "views.write");
  await setArchived(actor, id, new Date());
}

/** @throws AppError not_found | forbidden | conflict (another view took the name meanwhile) */
export async function restoreView(actor: Actor, id: string): Promise<void> {
  allow(actor, "views.write");
  await setArchived(actor, id, null);
}

async function setArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    const view = await ownView(tx, actor, id);
    if (archivedAt === null) await refuseTakenName(tx, view.ownerId, view.page, view.name, id);
    await tx.savedView.updateMany({ where: { id }, data: { archivedAt } });
    await recordEvent(tx, actor, archivedAt ? "view.archive" : "view.restore", { type: "view", id });
  });
}
