import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { newId } from "../id";
import { type TouchpointFields, touchpointFields } from "./schema";

const taken = () => invalid("Please check the marked fields.", { name: "This name is taken." });

async function requireMember(tx: Tx, actor: Actor, userId: string | null): Promise<void> {
  if (!userId) return;
  const member = await tx.membership.findFirst({
    where: { workspaceId: actor.workspaceId, userId, endedAt: null },
    select: { id: true },
  });
  if (!member) throw invalid("Please check the marked fields.", { ownerId: "This person is not a member." });
}

async function setChannels(tx: Tx, actor: Actor, touchpointId: string, channelIds: string[]): Promise<void> {
  const known = await tx.channel.count({ where: { id: { in: channelIds } } });
  if (known < channelIds.length) {
    throw invalid("Please check the marked fields.", { channelIds: "A channel was not found." });
  }
  await tx.touchpointChannel.deleteMany({ where: { touchpointId } });
  await tx.touchpointChannel.createMany({
    data: channelIds.map((channelId) => ({ workspaceId: actor.workspaceId, touchpointId, channelId })),
  });
}

export async function createTouchpoint(actor: Actor, given: TouchpointFields): Promise<{ id: string }> {
  allow(actor, "catalogue.write");
  const { channelIds, ...fields } = touchpointFields.parse(given);
  const id = newId();
  await transaction(actor, async (tx) => {
    if (await tx.touchpoint.findFirst({ where: { name: fields.name } })) throw taken();
    await requireMember(tx, actor, fields.ownerId);
    const last = await tx.touchpoint.aggregate({ _max: { position: true } });
    await tx.touchpoint.create({
      data: { workspaceId: actor.workspaceId, id, position: (last._max.position ?? -1) + 1, ...fields },
    });
    await setChannels(tx, actor, id, channelIds);
    await recordEvent(tx, actor, "touchpoint.create", { type: "touchpoint", id }, { name: fields.name });
  });
  return { id };
}

export async function updateTouchpoint(actor: Actor, id: string, given: TouchpointFields): Promise<void> {
  allow(actor, "catalogue.write");
  const { channelIds, ...fields } = touchpointFields.parse(given);
  await transaction(actor, async (tx) => {
    if (!(await tx.touchpoint.findFirst({ where: { id }, select: { id: true } }))) throw notFound("This touchpoint");
    if (await tx.touchpoint.findFirst({ where: { name: fields.name, id: { not: id } } })) throw taken();
    await requireMember(tx, actor, fields.ownerId);
    await tx.touchpoint.updateMany({ where: { id }, data: fields });
    await setChannels(tx, actor, id, channelIds);
    await recordEvent(tx, actor, "touchpoint.update", { type: "touchpoint", id }, { name: fields.name });
  });
}

/** Moves a touchpoint one place up (−1) or down (1) in the order in which customers meet them. */
export async function moveTouchpoint(actor: Actor, id: string, by: -1 | 1): Promise<void> {
  allow(actor, "catalogue.write");
  const { workspaceId } = actor;
  await transaction(actor, async (tx) => {
    const all = await tx.touchpoint.findMany({
      where: { archivedAt: null },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true, position: true },
    });
    const from = all.findIndex((touchpoint) => touchpoint.id === id);
    if (from < 0) throw notFound("This touchpoint");
    const to = from + by;
    if (to < 0 || to >= all.length) return;
    all.splice(to, 0, ...all.splice(from, 1));
    for (const [position, touchpoint] of all.entries()) {
      if (touchpoint.position === position) continue;
      await tx.touchpoint.update({
        where: { workspaceId_id: { workspaceId, id: touchpoint.id } },
        data: { position },
      });
    }
    await recordEvent(tx, actor, "touchpoint.move", { type: "touchpoint", id }, { position: to });
  });
}

async function setTouchpointArchived(actor: Actor, id: string, archived: boolean): Promise<void> {
  await transaction(actor, async (tx) => {
    const changed = await tx.touchpoint.updateMany({
      where: { id },
      data: { archivedAt: archived ? new Date() : null },
    });
    if (changed.count === 0) throw notFound("This touchpoint");
    const action = archived ? "touchpoint.archive" : "touchpoint.restore";
    await recordEvent(tx, actor, action, { type: "touchpoint", id });
  });
}

/** Out of the lists; what was said about it stays. */
export async function archiveTouchpoint(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setTouchpointArchived(actor, id, true);
}

export async function restoreTouchpoint(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setTouchpointArchived(actor, id, false);
}

export async function createChannel(actor: Actor, { name }: { name: string }): Promise<{ id: string }> {
  allow(actor, "catalogue.write");
  const id = newId();
  return transaction(actor, async (tx) => {
    const known = await tx.channel.findFirst({ where: { name } });
    if (known && !known.archivedAt) throw taken();
    if (known) await tx.channel.updateMany({ where: { id: known.id }, data: { archivedAt: null } });
    else await tx.channel.create({ data: { workspaceId: actor.workspaceId, id, name } });
    await recordEvent(tx, actor, "channel.create", { type: "channel", id: known?.id ?? id }, { name });
    return { id: known?.id ?? id };
  });
}

export async function renameChannel(actor: Actor, id: string, name: string): Promise<void> {
  allow(actor, "catalogue.write");
  await transaction(actor, async (tx) => {
    if (await tx.channel.findFirst({ where: { name, id: { not: id } } })) throw taken();
    const changed = await tx.channel.updateMany({ where: { id }, data: { name } });
    if (changed.count === 0) throw notFound("This channel");
    await recordEvent(tx, actor, "channel.rename", { type: "channel", id }, { name });
  });
}

/** Out of the lists; answers that came through it keep it. */
export async function archiveChannel(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await transaction(actor, async (tx) => {
    const open = await tx.surveyLink.count({ where: { channelId: id, closedAt: null, customerId: null } });
    if (open > 0) throw conflict("Open survey links use this channel. Close them first.");
    const changed = await tx.channel.updateMany({ where: { id }, data: { archivedAt: new Date() } });
    if (changed.count === 0) throw notFound("This channel");
    await recordEvent(tx, actor, "channel.archive", { type: "channel", id });
  });
}
