import "server-only";
import type { z } from "zod";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach, reachable } from "../customers/reach";
import { Prisma, rows, run, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import type { QuoteConsent } from "../generated/prisma/enums";
import { isId, newId } from "../id";
import { isStorable } from "../storable";
import { CONSENTS, isWider } from "./consent";
import { reanchor, trimSpan } from "./passages";
import {
  type InterviewInput,
  interviewInput,
  MOST_PASSAGES,
  type PassageInput,
  passageInput,
  type QuoteInput,
  quoteInput,
} from "./schema";

/** Words of a passage in a message. */
const SNIPPET = 60;
/** Passages that a message names. */
const NAMED = 3;

function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join(".")] ??= issue.message;
  throw invalid("Please check the marked fields.", errors);
}

const DAY_MS = 86_400_000;

/** A day as it is kept. Tomorrow is let through: it has begun somewhere. */
function pastDay(text: string, field: string, now: Date): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (+date > +now + DAY_MS) {
    const message = "This day is yet to come.";
    throw invalid("Please check the marked fields.", { [field]: message });
  }
  return date;
}

/** @throws AppError invalid, at its field, for a touchpoint or segment that is not there */
async function checkPlaces(
  tx: Tx,
  actor: Actor,
  { touchpointId, segmentId }: { touchpointId?: string | null; segmentId?: string | null },
): Promise<void> {
  if (touchpointId && !(await tx.touchpoint.findFirst({ where: { id: touchpointId }, select: { id: true } })))
    throw invalid("Please check the marked fields.", { touchpointId: "This touchpoint is not there." });
  if (!segmentId) return;
  const [segment] = await rows<{ id: string }>(
    tx,
    actor,
    (w) => Prisma.sql`select id from segments where workspace_id = ${w} and id = ${segmentId}::uuid`,
  );
  if (!segment) throw invalid("Please check the marked fields.", { segmentId: "This segment is not there." });
}

/**
 * Keeps something a person said or did.
 * @returns its id
 * @throws AppError invalid
 */
export async function createQuote(actor: Actor, input: QuoteInput, now = new Date()): Promise<string> {
  allow(actor, "quotes.write");
  const { saidOn, ...fields } = read(quoteInput, input);
  const said = saidOn ? pastDay(saidOn, "saidOn", now) : null;
  return transaction(actor, async (tx) => {
    await checkPlaces(tx, actor, fields);
    const id = newId();
    await tx.quote.create({
      data: { workspaceId: actor.workspaceId, id, ...fields, saidOn: said, createdById: actor.userId },
    });
    await recordEvent(tx, actor, "quote.create", { type: "quote", id }, { kind: fields.kind, consent: fields.consent });
    return id;
  });
}

async function findQuote(tx: Tx, actor: Actor, id: string) {
  if (!isId(id)) throw notFound("This quote");
  const found = await tx.quote.findFirst({
    where: { id, archivedAt: null },
    include: { interview: { select: { customerId: true } } },
  });
  if (!found) throw notFound("This quote");
  if (found.interview?.customerId) await mustReach(tx, actor, found.interview.customerId, "This quote");
  return found;
}

/**
 * Changes what is known about a voice. The words of a passage stay those of the transcript, and it is never freer than
 * its interview.
 * @throws AppError not_found | invalid
 */
export async function updateQuote(actor: Actor, id: string, input: QuoteInput, now = new Date()): Promise<void> {
  allow(actor, "quotes.write");
  const { saidOn, ...fields } = read(quoteInput, input);
  const said = saidOn ? pastDay(saidOn, "saidOn", now) : null;
  return transaction(actor, async (tx) => {
    const found = await findQuote(tx, actor, id);
    if (found.interviewId && fields.text !== found.text)
      throw invalid("Please check the marked fields.", {
        text: "These words come from a transcript. Mark other words there instead.",
      });
    // Held, so that a consent taken back at this moment is not written over.
    const interview = found.interviewId ? await lockInterview(tx, actor, found.interviewId) : null;
    if (interview && isWider(interview.consent, fields.consent))
      throw invalid("Please check the marked fields.", {
        consent: "The interview allows less. Change its consent first.",
      });
    await checkPlaces(tx, actor, fields);
    await tx.quote.updateMany({ where: { id }, data: { ...fields, saidOn: said } });
    await recordEvent(
      tx,
      actor,
      "quote.update",
      { type: "quote", id },
      found.consent === fields.consent ? {} : { consentBefore: found.consent, consent: fields.consent },
    );
  });
}

/** @throws AppError not_found */
export async function archiveQuote(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "quotes.write");
  return transaction(actor, async (tx) => {
    await findQuote(tx, actor, id);
    await tx.quote.updateMany({ where: { id }, data: { archivedAt: now } });
    await recordEvent(tx, actor, "quote.archive", { type: "quote", id });
  });
}

/** Takes an archived voice back: what the toast's Undo does. @throws AppError not_found | conflict */
export async function restoreQuote(actor: Actor, id: string): Promise<void> {
  allow(actor, "quotes.write");
  if (!isId(id)) throw notFound("This quote");
  return transaction(actor, async (tx) => {
    const found = await tx.quote.findFirst({
      where: { id, archivedAt: { not: null } },
      select: { interview: { select: { archivedAt: true, customerId: true } } },
    });
    if (!found) throw notFound("This quote");
    if (found.interview?.customerId) await mustReach(tx, actor, found.interview.customerId, "This quote");
    if (found.interview?.archivedAt) throw conflict("Its interview is archived. Bring the interview back first.");
    await tx.quote.updateMany({ where: { id }, data: { archivedAt: null } });
    await recordEvent(tx, actor, "quote.restore", { type: "quote", id });
  });
}

async function checkCustomer(tx: Tx, actor: Actor, customerId: string | null): Promise<void> {
  if (!customerId) return;
  const found = await tx.customer.findFirst({ where: { id: customerId }, select: { id: true } });
  if (!found || !(await reachable(tx, actor, [customerId])).has(customerId))
    throw invalid("Please check the marked fields.", { customerId: "This customer is not there." });
}

/** @returns its id @throws AppError invalid */
export async function createInterview(actor: Actor, input: InterviewInput, now = new Date()): Promise<string> {
  allow(actor, "quotes.write");
  const { heldOn, ...fields } = read(interviewInput, input);
  const held = pastDay(heldOn, "heldOn", now);
  return transaction(actor, async (tx) => {
    await checkPlaces(tx, actor, fields);
    await checkCustomer(tx, actor, fields.customerId);
    const id = newId();
    await tx.interview.create({
      data: { workspaceId: actor.workspaceId, id, ...fields, heldOn: held, createdById: actor.userId },
    });
    await recordEvent(
      tx,
      actor,
      "interview.create",
      { type: "interview", id },
      { consent: fields.consent, characters: fields.transcript.length },
    );
    return id;
  });
}

type LockedInterview = {
  speaker: string;
  heldOn: Date;
  segmentId: string | null;
  consent: QuoteConsent;
  transcript: string;
  customerId: string | null;
};

/** The interview, its row held until the transaction ends. @throws AppError not_found */
async function lockInterview(tx: Tx, actor: Actor, id: string): Promise<LockedInterview> {
  if (!isId(id)) throw notFound("This interview");
  const [found] = await rows<LockedInterview>(
    tx,
    actor,
    (w) => Prisma.sql`
      select speaker, held_on as "heldOn", segment_id as "segmentId", consent::text as consent, transcript,
        customer_id as "customerId"
      from interviews where workspace_id = ${w} and id = ${id}::uuid and archived_at is null for update`,
  );
  if (!found) throw notFound("This interview");
  if (found.customerId) await mustReach(tx, actor, found.customerId, "This interview");
  return found;
}

/** lib/quotes/consent.ts followed(), for every passage of an interview, archived ones too. */
async function letConsentFollow(
  tx: Tx,
  actor: Actor,
  id: string,
  before: QuoteConsent,
  after: QuoteConsent,
): Promise<number> {
  return run(
    tx,
    actor,
    (w) => Prisma.sql`
      update quotes set consent = case
        when consent = ${before}::quote_consent then ${after}::quote_consent
        else least(consent, ${after}::quote_consent) end
      where workspace_id = ${w} and interview_id = ${id}::uuid
        and (consent = ${before}::quote_consent or consent > ${after}::quote_consent)`,
  );
}

/**
 * Sets what the person agreed to; the passages follow in the same transaction.
 * @returns how many passages changed
 * @throws AppError not_found | invalid
 */
export async function setInterviewConsent(actor: Actor, id: string, consent: QuoteConsent): Promise<number> {
  allow(actor, "quotes.write");
  if (!CONSENTS.includes(consent)) throw invalid("Say what the person agreed to.");
  return transaction(actor, async (tx) => {
    const before = (await lockInterview(tx, actor, id)).consent;
    if (before === consent) return 0;
    await tx.interview.updateMany({ where: { id }, data: { consent } });
    const changed = await letConsentFollow(tx, actor, id, before, consent);
    await recordEvent(
      tx,
      actor,
      "interview.consent",
      { type: "interview", id },
      { consentBefore: before, consent, passages: changed },
    );
    return changed;
  });
}

/**
 * Changes an interview. Passages keep their words: in a changed transcript they are found again, and when marked words are
 * gone the change is refused with the words named. What passages took from the interview (speaker, segment, day, consent)
 * goes with it, unless it was changed on the passage.
 * @throws AppError not_found | invalid
 */
export async function updateInterview(
  actor: Actor,
  id: string,
  input: InterviewInput,
  now = new Date(),
): Promise<void> {
  allow(actor, "quotes.write");
  const { heldOn, ...fields } = read(interviewInput, input);
  const held = pastDay(heldOn, "heldOn", now);
  return transaction(actor, async (tx) => {
    const before = await lockInterview(tx, actor, id);
    await checkPlaces(tx, actor, fields);
    await checkCustomer(tx, actor, fields.customerId);
    if (before.transcript !== fields.transcript) await moveMarks(tx, id, before.transcript, fields.transcript);
    await tx.interview.updateMany({ where: { id }, data: { ...fields, heldOn: held } });
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        update quotes set
          speaker = case when speaker = ${before.speaker}::text then ${fields.speaker}::text else speaker end,
          segment_id = case when segment_id is not distinct from ${before.segmentId}::uuid
            then ${fields.segmentId}::uuid else segment_id end,
          said_on = case when said_on = ${dayText(before.heldOn)}::date then ${dayText(held)}::date else said_on end
        where workspace_id = ${w} and interview_id = ${id}::uuid`,
    );
    if (before.consent !== fields.consent) await letConsentFollow(tx, actor, id, before.consent, fields.consent);
    await recordEvent(
      tx,
      actor,
      "interview.update",
      { type: "interview", id },
      {
        transcript: before.transcript !== fields.transcript,
        ...(before.consent === fields.consent ? {} : { consentBefore: before.consent, consent: fields.consent }),
      },
    );
  });
}

const dayText = (date: Date): string => date.toISOString().slice(0, 10);

/** @throws AppError invalid, at the transcript, naming the marked words that are gone */
async function moveMarks(tx: Tx, interviewId: string, before: string, after: string): Promise<void> {
  const passages = await tx.quote.findMany({
    where: { interviewId, startsAt: { not: null } },
    select: { id: true, text: true, startsAt: true, endsAt: true, archivedAt: true },
    orderBy: { startsAt: "asc" },
  });
  const marks = passages.map(({ id, text, startsAt, endsAt }) => ({
    id,
    text,
    start: startsAt ?? 0,
    end: endsAt ?? 0,
  }));
  const { kept, lost } = reanchor(before, after, marks);
  const archived = new Set(passages.filter(({ archivedAt }) => archivedAt).map(({ id }) => id));
  const missing = lost.filter(({ id }) => !archived.has(id));
  if (missing.length > 0) {
    const words = missing.slice(0, NAMED).map(({ text }) => {
      const flat = text.replace(/\s+/g, " ");
      return `“${flat.length > SNIPPET ? `${flat.slice(0, SNIPPET).trimEnd()}…` : flat}”`;
    });
    const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : "";
    throw invalid("Marked words would be lost.", {
      transcript: `These marked words are no longer in the transcript: ${words.join(", ")}${more}. Keep them, or remove their marks first.`,
    });
  }
  const old = new Map(marks.map((mark) => [mark.id, mark]));
  for (const { id, start, end } of kept)
    if (old.get(id)?.start !== start)
      await tx.quote.updateMany({ where: { id }, data: { startsAt: start, endsAt: end } });
  // An archived passage whose words are gone stays a voice of the interview, without a place in the transcript.
  const homeless = lost.filter(({ id }) => archived.has(id)).map(({ id }) => id);
  if (homeless.length > 0)
    await tx.quote.updateMany({ where: { id: { in: homeless } }, data: { startsAt: null, endsAt: null } });
}

/** With its passages. @throws AppError not_found */
export async function archiveInterview(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "quotes.write");
  return transaction(actor, async (tx) => {
    await lockInterview(tx, actor, id);
    await tx.interview.updateMany({ where: { id }, data: { archivedAt: now } });
    const { count } = await tx.quote.updateMany({
      where: { interviewId: id, archivedAt: null },
      data: { archivedAt: now },
    });
    await recordEvent(tx, actor, "interview.archive", { type: "interview", id }, { passages: count });
  });
}

/** With the passages that were archived with it. @throws AppError not_found */
export async function restoreInterview(actor: Actor, id: string): Promise<void> {
  allow(actor, "quotes.write");
  if (!isId(id)) throw notFound("This interview");
  return transaction(actor, async (tx) => {
    const found = await tx.interview.findFirst({ where: { id, archivedAt: { not: null } } });
    if (!found) throw notFound("This interview");
    if (found.customerId) await mustReach(tx, actor, found.customerId, "This interview");
    await tx.quote.updateMany({ where: { interviewId: id, archivedAt: found.archivedAt }, data: { archivedAt: null } });
    await tx.interview.updateMany({ where: { id }, data: { archivedAt: null } });
    await recordEvent(tx, actor, "interview.restore", { type: "interview", id });
  });
}

/**
 * Marks words of a transcript: they become a voice with the interview's speaker, segment, day and consent.
 * @returns its id
 * @throws AppError not_found | invalid | conflict when the transcript was changed meanwhile, or the words are marked
 */
export async function markPassage(actor: Actor, input: PassageInput): Promise<string> {
  allow(actor, "quotes.write");
  const { interviewId, startsAt, endsAt, text, ...fields } = read(passageInput, input);
  return transaction(actor, async (tx) => {
    const interview = await lockInterview(tx, actor, interviewId);
    const span = trimSpan(interview.transcript, { start: startsAt, end: endsAt });
    const words = span ? interview.transcript.slice(span.start, span.end) : "";
    if (words !== text.trim() || !isStorable(words))
      throw conflict("The transcript was changed meanwhile. Reload the page and select the words again.");
    if (!span || words.length < 2) throw invalid("Select some words first.", { text: "Select some words first." });
    const marked = await tx.quote.count({ where: { interviewId, archivedAt: null } });
    if (marked >= MOST_PASSAGES) throw invalid(`An interview has at most ${MOST_PASSAGES} marked passages.`);
    const same = await tx.quote.findFirst({
      where: { interviewId, startsAt: span.start, endsAt: span.end, archivedAt: null },
      select: { id: true },
    });
    if (same) throw conflict("These words are marked already.");
    await checkPlaces(tx, actor, { touchpointId: fields.touchpointId });
    const id = newId();
    await tx.quote.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        ...fields,
        text: words,
        interviewId,
        startsAt: span.start,
        endsAt: span.end,
        speaker: interview.speaker,
        segmentId: interview.segmentId,
        consent: interview.consent,
        saidOn: interview.heldOn,
        createdById: actor.userId,
      },
    });
    await recordEvent(tx, actor, "quote.mark", { type: "quote", id }, { interviewId, kind: fields.kind });
    return id;
  });
}
