import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { mustReach } from "../../customers/reach";
import { type Tx, transaction } from "../../db";
import { notFound } from "../../errors";

async function findStep(tx: Tx, actor: Actor, id: string) {
  const found = await tx.interaction.findFirst({ where: { id, archivedAt: null, nextStep: { not: "" } } });
  if (!found) throw notFound("This next step");
  await mustReach(tx, actor, found.customerId, "This next step");
  return found;
}

/** Undo: the promise is open again. @throws AppError not_found */
export async function reopenNextStep(actor: Actor, id: string): Promise<void> {
  allow(actor, "interactions.write");
  await transaction(actor, async (tx) => {
    const before = await findStep(tx, actor, id);
    if (!before.nextStepDoneAt) return;
    await tx.interaction.updateMany({ where: { id }, data: { nextStepDoneAt: null } });
    await recordEvent(tx, actor, "interaction.reopen", { type: "interaction", id });
  });
}

/** Puts a promise off, or to some day. @param dueOn YYYY-MM-DD or null @throws AppError not_found */
export async function moveNextStep(actor: Actor, id: string, dueOn: string | null): Promise<void> {
  allow(actor, "interactions.write");
  await transaction(actor, async (tx) => {
    await findStep(tx, actor, id);
    await tx.interaction.updateMany({
      where: { id },
      data: { nextStepDueOn: dueOn ? new Date(`${dueOn}T00:00:00Z`) : null },
    });
    await recordEvent(tx, actor, "interaction.move", { type: "interaction", id }, { dueOn });
  });
}
