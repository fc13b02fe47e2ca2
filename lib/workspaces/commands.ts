import "server-only";
import { recordEvent } from "../audit/record";
import { type Actor, mintMember } from "../auth/actor";
import { allow } from "../auth/permissions";
import { transaction } from "../db";
import { newId } from "../id";
import type { ReachInput, WorkspaceInput } from "./schema";

/** Changes the settings of the actor's workspace. */
export async function updateWorkspace(actor: Actor, input: WorkspaceInput): Promise<void> {
  allow(actor, "workspace.manage");
  await transaction(actor, async (tx) => {
    await tx.workspace.update({ where: { id: actor.workspaceId }, data: input });
    await recordEvent(tx, actor, "workspace.update", { type: "workspace", id: actor.workspaceId }, { ...input });
  });
}

/** Changes which customers hunters and farmers see; it holds from their next look on. */
export async function updateReach(actor: Actor, input: ReachInput): Promise<void> {
  allow(actor, "workspace.manage");
  await transaction(actor, async (tx) => {
    const { hunterSees, farmerSees } = await tx.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } });
    if (hunterSees === input.hunterSees && farmerSees === input.farmerSees) return;
    await tx.workspace.update({ where: { id: actor.workspaceId }, data: input });
    await recordEvent(
      tx,
      actor,
      "workspace.reach",
      { type: "workspace", id: actor.workspaceId },
      { ...input, before: { hunterSees, farmerSees } },
    );
  });
}

/** Makes another workspace, with the actor as its admin. @returns its id */
export async function createWorkspace(actor: Actor, input: Pick<WorkspaceInput, "name">): Promise<string> {
  allow(actor, "workspace.manage");
  const founder = mintMember(actor, newId());
  await transaction(founder, async (tx) => {
    await tx.workspace.create({ data: { id: founder.workspaceId, name: input.name } });
    await tx.membership.create({
      data: { workspaceId: founder.workspaceId, id: newId(), userId: founder.userId, role: "admin" },
    });
    await recordEvent(tx, founder, "workspace.create", { type: "workspace", id: founder.workspaceId });
  });
  return founder.workspaceId;
}
