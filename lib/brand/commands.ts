import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { newId } from "../id";
import {
  type FeelingInput,
  feelingInput,
  identityInput,
  MOST_FEELINGS,
  MOST_VALUES,
  type ValueInput,
  valueInput,
  type WantedInput,
  wantedInput,
} from "./schema";

const taken = () => invalid("Please check the marked fields.", { name: "This name is taken." });

/** Who the brand is, in a few sentences. @returns what stood there, so that it can be put back */
export async function updateIdentity(actor: Actor, given: { identity: string }): Promise<{ was: string }> {
  allow(actor, "catalogue.write");
  const { identity } = identityInput.parse(given);
  return transaction(actor, async (tx) => {
    const workspace = await tx.workspace.findFirstOrThrow({ select: { brandIdentity: true } });
    await tx.workspace.updateMany({ data: { brandIdentity: identity } });
    await recordEvent(tx, actor, "brand.identity", { type: "workspace", id: actor.workspaceId }, {});
    return { was: workspace.brandIdentity };
  });
}

type Kind = "value" | "feeling";

const LIMITS: Record<Kind, number> = { value: MOST_VALUES, feeling: MOST_FEELINGS };

// Values and feelings are kept alike: a name of its own, a place in an order, archived or not.
const listed = (tx: Tx, kind: Kind) => (kind === "value" ? tx.brandValue : tx.brandFeeling) as Tx["brandValue"];

async function nextPlace(tx: Tx, kind: Kind, name: string): Promise<number> {
  const rows = listed(tx, kind);
  if (await rows.findFirst({ where: { name } })) throw taken();
  if ((await rows.count({ where: { archivedAt: null } })) >= LIMITS[kind]) {
    throw conflict(`At most ${LIMITS[kind]} can be kept in mind. Archive one first.`);
  }
  const last = await rows.aggregate({ _max: { position: true } });
  return (last._max.position ?? -1) + 1;
}

async function requireFree(tx: Tx, kind: Kind, id: string, name: string): Promise<void> {
  const rows = listed(tx, kind);
  if (!(await rows.findFirst({ where: { id }, select: { id: true } }))) {
    throw notFound(kind === "value" ? "This value" : "This feeling");
  }
  if (await rows.findFirst({ where: { name, id: { not: id } } })) throw taken();
}

async function setArchived(actor: Actor, kind: Kind, id: string, isArchived: boolean): Promise<void> {
  await transaction(actor, async (tx) => {
    const rows = listed(tx, kind);
    if (!isArchived && (await rows.count({ where: { archivedAt: null, id: { not: id } } })) >= LIMITS[kind]) {
      throw conflict(`At most ${LIMITS[kind]} can be kept in mind. Archive one first.`);
    }
    const changed = await rows.updateMany({ where: { id }, data: { archivedAt: isArchived ? new Date() : null } });
    if (changed.count === 0) throw notFound(kind === "value" ? "This value" : "This feeling");
    const action = isArchived ? `brand_${kind}.archive` : `brand_${kind}.restore`;
    await recordEvent(tx, actor, action, { type: `brand_${kind}`, id });
  });
}

async function move(actor: Actor, kind: Kind, id: string, by: -1 | 1): Promise<void> {
  await transaction(actor, async (tx) => {
    const rows = listed(tx, kind);
    const all = await rows.findMany({
      where: { archivedAt: null },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true },
    });
    const from = all.findIndex((one) => one.id === id);
    if (from < 0) throw notFound(kind === "value" ? "This value" : "This feeling");
    const to = from + by;
    if (to < 0 || to >= all.length) return;
    all.splice(to, 0, ...all.splice(from, 1));
    for (const [position, one] of all.entries()) await rows.updateMany({ where: { id: one.id }, data: { position } });
    await recordEvent(tx, actor, `brand_${kind}.move`, { type: `brand_${kind}`, id }, { position: to });
  });
}

export async function createValue(actor: Actor, given: ValueInput): Promise<{ id: string }> {
  allow(actor, "catalogue.write");
  const fields = valueInput.parse(given);
  const id = newId();
  await transaction(actor, async (tx) => {
    const position = await nextPlace(tx, "value", fields.name);
    await tx.brandValue.create({ data: { workspaceId: actor.workspaceId, id, position, ...fields } });
    await recordEvent(tx, actor, "brand_value.create", { type: "brand_value", id }, { name: fields.name });
  });
  return { id };
}

export async function updateValue(actor: Actor, id: string, given: ValueInput): Promise<void> {
  allow(actor, "catalogue.write");
  const fields = valueInput.parse(given);
  await transaction(actor, async (tx) => {
    await requireFree(tx, "value", id, fields.name);
    await tx.brandValue.updateMany({ where: { id }, data: fields });
    await recordEvent(tx, actor, "brand_value.update", { type: "brand_value", id }, { name: fields.name });
  });
}

export async function archiveValue(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setArchived(actor, "value", id, true);
}

export async function restoreValue(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setArchived(actor, "value", id, false);
}

export async function moveValue(actor: Actor, id: string, by: -1 | 1): Promise<void> {
  allow(actor, "catalogue.write");
  await move(actor, "value", id, by);
}

export async function createFeeling(actor: Actor, given: FeelingInput): Promise<{ id: string }> {
  allow(actor, "catalogue.write");
  const fields = feelingInput.parse(given);
  const id = newId();
  await transaction(actor, async (tx) => {
    const position = await nextPlace(tx, "feeling", fields.name);
    await tx.brandFeeling.create({ data: { workspaceId: actor.workspaceId, id, position, ...fields } });
    await recordEvent(tx, actor, "brand_feeling.create", { type: "brand_feeling", id }, { name: fields.name });
  });
  return { id };
}

export async function updateFeeling(actor: Actor, id: string, given: FeelingInput): Promise<void> {
  allow(actor, "catalogue.write");
  const fields = feelingInput.parse(given);
  await transaction(actor, async (tx) => {
    await requireFree(tx, "feeling", id, fields.name);
    await tx.brandFeeling.updateMany({ where: { id }, data: fields });
    await recordEvent(tx, actor, "brand_feeling.update", { type: "brand_feeling", id }, { name: fields.name });
  });
}

/** Out of the page; where it was wanted is kept, and comes back with it. */
export async function archiveFeeling(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setArchived(actor, "feeling", id, true);
}

export async function restoreFeeling(actor: Actor, id: string): Promise<void> {
  allow(actor, "catalogue.write");
  await setArchived(actor, "feeling", id, false);
}

export async function moveFeeling(actor: Actor, id: string, by: -1 | 1): Promise<void> {
  allow(actor, "catalogue.write");
  await move(actor, "feeling", id, by);
}

/** Says that a feeling is wanted at a touchpoint, or no longer. Saying it twice is saying it once. */
export async function setWantedFeeling(actor: Actor, given: WantedInput): Promise<void> {
  allow(actor, "catalogue.write");
  const { touchpointId, feelingId, isWanted } = wantedInput.parse(given);
  await transaction(actor, async (tx) => {
    const [touchpoint, feeling] = [
      await tx.touchpoint.findFirst({ where: { id: touchpointId }, select: { name: true } }),
      await tx.brandFeeling.findFirst({ where: { id: feelingId }, select: { name: true } }),
    ];
    if (!touchpoint) throw notFound("This touchpoint");
    if (!feeling) throw notFound("This feeling");
    const where = { touchpointId, feelingId };
    if (isWanted) {
      const made = await tx.touchpointFeeling.createMany({
        data: [{ workspaceId: actor.workspaceId, ...where }],
        skipDuplicates: true,
      });
      if (made.count === 0) return;
    } else if ((await tx.touchpointFeeling.deleteMany({ where })).count === 0) return;
    await recordEvent(
      tx,
      actor,
      isWanted ? "touchpoint.want" : "touchpoint.unwant",
      { type: "touchpoint", id: touchpointId },
      { feeling: feeling.name },
    );
  });
}
