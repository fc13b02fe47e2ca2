import "server-only";
import type { z } from "zod";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { Prisma, rows, run, type Tx, transaction } from "../../db";
import { conflict, invalid, notFound } from "../../errors";
import type { MarketStrategy, NeedKind } from "../../generated/prisma/enums";
import { isId, newId } from "../../id";
import { movedBefore } from "../needs-evidence";
import {
  MOST_NEEDS,
  MOST_VOICES,
  type NeedInput,
  type NeedUpdate,
  needInput,
  needUpdate,
  type PersonaInput,
  personaInput,
  STRATEGIES,
} from "../needs-schema";

function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join(".")] ??= issue.message;
  throw invalid("Please check the marked fields.", errors);
}

/** The segment's row, held until the transaction ends: its lists are put in order by one at a time. @throws not_found */
async function lockSegment(tx: Tx, actor: Actor, id: string): Promise<void> {
  if (!isId(id)) throw notFound("This segment");
  const [found] = await rows<{ id: string }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select id from segments where workspace_id = ${w} and id = ${id}::uuid and archived_at is null for update`,
  );
  if (!found) throw notFound("This segment");
}

type Need = { id: string; segmentId: string; kind: NeedKind; text: string };

async function findNeed(tx: Tx, actor: Actor, id: string): Promise<Need> {
  if (!isId(id)) throw notFound("This line");
  const found = await tx.segmentNeed.findFirst({
    where: { id, archivedAt: null },
    select: { id: true, segmentId: true, kind: true, text: true },
  });
  if (!found) throw notFound("This line");
  await lockSegment(tx, actor, found.segmentId);
  return found;
}

async function idsInOrder(tx: Tx, segmentId: string, kind: NeedKind): Promise<string[]> {
  const found = await tx.segmentNeed.findMany({
    where: { segmentId, kind, archivedAt: null },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return found.map(({ id }) => id);
}

/** @throws AppError conflict */
async function requireRoom(tx: Tx, segmentId: string, kind: NeedKind): Promise<void> {
  const there = await tx.segmentNeed.count({ where: { segmentId, kind, archivedAt: null } });
  if (there >= MOST_NEEDS) throw conflict(`A list has at most ${MOST_NEEDS} lines. Archive one first.`);
}

/**
 * Writes down what a segment needs, expects, is moved by or suffers from; last of its kind.
 * @returns its id
 * @throws AppError not_found | invalid | conflict when there are too many
 */
export async function addNeed(actor: Actor, input: NeedInput): Promise<string> {
  allow(actor, "segments.write");
  const { segmentId, kind, text, evidence } = read(needInput, input);
  return transaction(actor, async (tx) => {
    await lockSegment(tx, actor, segmentId);
    await requireRoom(tx, segmentId, kind);
    const last = await tx.segmentNeed.aggregate({
      where: { segmentId, kind, archivedAt: null },
      _max: { position: true },
    });
    const id = newId();
    const position = (last._max.position ?? -1) + 1;
    await tx.segmentNeed.create({
      data: { workspaceId: actor.workspaceId, id, segmentId, kind, text, evidence, position },
    });
    await recordEvent(tx, actor, "segment.add_need", { type: "segment", id: segmentId }, { kind, needId: id });
    return id;
  });
}

/** @throws AppError not_found | invalid | conflict when the other list is full */
export async function updateNeed(actor: Actor, id: string, input: NeedUpdate): Promise<void> {
  allow(actor, "segments.write");
  const { kind, text, evidence } = read(needUpdate.omit({ id: true }), input);
  return transaction(actor, async (tx) => {
    const found = await findNeed(tx, actor, id);
    const isOther = kind !== undefined && kind !== found.kind;
    if (isOther) await requireRoom(tx, found.segmentId, kind);
    const position = isOther ? (await idsInOrder(tx, found.segmentId, kind)).length : undefined;
    await tx.segmentNeed.updateMany({ where: { id }, data: { kind, text, evidence, position } });
    await recordEvent(
      tx,
      actor,
      "segment.update_need",
      { type: "segment", id: found.segmentId },
      { needId: id, ...(evidence ? { evidence } : {}), ...(isOther ? { kind } : {}) },
    );
  });
}

/** Puts a line before another of its list; null puts it last. @throws AppError not_found */
export async function moveNeed(actor: Actor, id: string, beforeId: string | null): Promise<void> {
  allow(actor, "segments.write");
  return transaction(actor, async (tx) => {
    const { segmentId, kind } = await findNeed(tx, actor, id);
    const ids = movedBefore(await idsInOrder(tx, segmentId, kind), id, beforeId);
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        update segment_needs n set position = x.place::int - 1
        from unnest(${ids}::uuid[]) with ordinality as x(id, place)
        where n.workspace_id = ${w} and n.id = x.id and n.position <> x.place::int - 1`,
    );
    await recordEvent(tx, actor, "segment.move_need", { type: "segment", id: segmentId }, { needId: id });
  });
}

/** @throws AppError not_found */
export async function archiveNeed(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "segments.write");
  return transaction(actor, async (tx) => {
    const { segmentId } = await findNeed(tx, actor, id);
    await tx.segmentNeed.updateMany({ where: { id }, data: { archivedAt: now } });
    await recordEvent(tx, actor, "segment.archive_need", { type: "segment", id: segmentId }, { needId: id });
  });
}

/** Takes an archived line back, at its old place. @throws AppError not_found | conflict when its list is full */
export async function restoreNeed(actor: Actor, id: string): Promise<void> {
  allow(actor, "segments.write");
  if (!isId(id)) throw notFound("This line");
  return transaction(actor, async (tx) => {
    const found = await tx.segmentNeed.findFirst({ where: { id, archivedAt: { not: null } } });
    if (!found) throw notFound("This line");
    await lockSegment(tx, actor, found.segmentId);
    await requireRoom(tx, found.segmentId, found.kind);
    await tx.segmentNeed.updateMany({ where: { id }, data: { archivedAt: null } });
    await recordEvent(tx, actor, "segment.restore_need", { type: "segment", id: found.segmentId }, { needId: id });
  });
}

/** Rests a line on a voice; a second time changes nothing. @throws AppError not_found | conflict */
export async function attachVoice(actor: Actor, needId: string, quoteId: string): Promise<void> {
  allow(actor, "segments.write");
  allow(actor, "quotes.read");
  return transaction(actor, async (tx) => {
    const { segmentId } = await findNeed(tx, actor, needId);
    if (
      !isId(quoteId) ||
      !(await tx.quote.findFirst({ where: { id: quoteId, archivedAt: null }, select: { id: true } }))
    )
      throw notFound("This quote");
    const attached = await tx.segmentNeedQuote.findMany({ where: { needId }, select: { quoteId: true } });
    if (attached.some((one) => one.quoteId === quoteId)) return;
    if (attached.length >= MOST_VOICES) throw conflict(`A line rests on at most ${MOST_VOICES} voices.`);
    await tx.segmentNeedQuote.create({ data: { workspaceId: actor.workspaceId, needId, quoteId } });
    await recordEvent(tx, actor, "segment.attach_voice", { type: "segment", id: segmentId }, { needId, quoteId });
  });
}

/** @throws AppError not_found */
export async function detachVoice(actor: Actor, needId: string, quoteId: string): Promise<void> {
  allow(actor, "segments.write");
  return transaction(actor, async (tx) => {
    const { segmentId } = await findNeed(tx, actor, needId);
    if (!isId(quoteId)) throw notFound("This quote");
    const { count } = await tx.segmentNeedQuote.deleteMany({ where: { needId, quoteId } });
    if (count === 0) throw notFound("This quote");
    await recordEvent(tx, actor, "segment.detach_voice", { type: "segment", id: segmentId }, { needId, quoteId });
  });
}

/** The person who stands for a segment. @throws AppError not_found | invalid */
export async function setPersona(actor: Actor, segmentId: string, input: PersonaInput): Promise<void> {
  allow(actor, "segments.write");
  const { name, line, story } = read(personaInput, input);
  return transaction(actor, async (tx) => {
    await lockSegment(tx, actor, segmentId);
    await tx.segment.updateMany({
      where: { id: segmentId },
      data: { personaName: name, personaLine: line, personaStory: story },
    });
    await recordEvent(tx, actor, "segment.set_persona", { type: "segment", id: segmentId });
  });
}

/** The strategy towards a segment; null: the workspace's. @throws AppError not_found | invalid */
export async function setStrategy(actor: Actor, segmentId: string, strategy: MarketStrategy | null): Promise<void> {
  allow(actor, "segments.write");
  if (strategy !== null && !STRATEGIES.includes(strategy)) throw invalid("Choose one of the four.");
  return transaction(actor, async (tx) => {
    await lockSegment(tx, actor, segmentId);
    await tx.segment.updateMany({ where: { id: segmentId }, data: { strategy } });
    await recordEvent(tx, actor, "segment.set_strategy", { type: "segment", id: segmentId }, { strategy });
  });
}
