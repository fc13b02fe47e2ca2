import "server-only";
import { recordEvent } from "../audit/record";
import { fieldErrorsOf } from "../auth/action";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { hashToken } from "../auth/respondent";
import { mustReach } from "../customers/reach";
import { inWorkspace, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { newId } from "../id";
import { isSameItem } from "./identity";
import { nextItemNumber } from "./items-sql";
import { forgetLinks } from "./live-links";
import { addressees, unknownKeys } from "./personal-links-sql";
import type { Question } from "./questions/kind";
import {
  MOST_PERSONAL_LINKS,
  type NewLink,
  newLink,
  type PersonalLinks,
  type PublishedQuestion,
  personalLinks,
  publishableDraft,
  type SurveyDraft,
  type SurveyTemplate,
  surveyDefinition,
  surveyDraft,
} from "./schema";
import { draftFrom, freeKey } from "./templates";
import { newToken } from "./token";

/** A new survey from a template, not yet published. @returns its id */
export async function createSurvey(
  actor: Actor,
  input: { name: string; template: SurveyTemplate },
): Promise<{ id: string }> {
  allow(actor, "surveys.write");
  const db = inWorkspace(actor);
  const [workspace, touchpoints] = await Promise.all([
    db.workspace.findFirstOrThrow({ select: { name: true } }),
    db.touchpoint.findMany({
      where: { archivedAt: null, controller: "firm" },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true, name: true },
      take: 8,
    }),
  ]);
  const draft = draftFrom(input.template, { workspaceName: workspace.name, touchpoints });
  const id = newId();
  await transaction(actor, async (tx) => {
    await tx.survey.create({
      data: { workspaceId: actor.workspaceId, id, name: input.name, draft, createdById: actor.userId },
    });
    await recordEvent(
      tx,
      actor,
      "survey.create",
      { type: "survey", id },
      { name: input.name, template: input.template },
    );
  });
  return { id };
}

async function surveyToChange(tx: Tx, actor: Actor, id: string) {
  const survey = await tx.survey.findUnique({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
  if (!survey || survey.archivedAt) throw notFound("This survey");
  return survey;
}

/** Saves what the builder shows. Links go on serving the published version. */
export async function updateDraft(
  actor: Actor,
  input: { id: string; name: string; draft: SurveyDraft },
): Promise<void> {
  allow(actor, "surveys.write");
  await transaction(actor, async (tx) => {
    const survey = await surveyToChange(tx, actor, input.id);
    await tx.survey.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: input.id } },
      data: { name: input.name, draft: surveyDraft.parse(input.draft) },
    });
    await recordEvent(
      tx,
      actor,
      "survey.edit",
      { type: "survey", id: input.id },
      { questions: input.draft.questions.length, ...(survey.name === input.name ? {} : { name: input.name }) },
    );
  });
}

/** The items that a draft's questions belong to: found by key, or new where the question measures something else. */
async function itemsFor(tx: Tx, actor: Actor, surveyId: string, questions: Question[]) {
  const { workspaceId } = actor;
  const items = await tx.item.findMany({ where: { surveyId } });
  const byKey = new Map(items.map((item) => [item.key, item]));
  const taken = new Set([...byKey.keys(), ...questions.map((question) => question.key)]);
  const kept: Question[] = [];
  const published: PublishedQuestion[] = [];
  const used = new Set<string>();
  let next: number | null = null;
  for (const question of questions) {
    const known = byKey.get(question.key);
    const { kind, label, scaleMin, scaleMax, direction, measure, touchpointId } = question;
    const fields = { label, touchpointId };
    if (known && isSameItem(known, question)) {
      // Options that are no longer offered stay readable in old answers.
      const offered = new Set(question.options.map((option) => option.value));
      const former = (known.options as Question["options"]).filter((option) => !offered.has(option.value));
      await tx.item.update({
        where: { workspaceId_id: { workspaceId, id: known.id } },
        data: { ...fields, options: [...question.options, ...former], archivedAt: null },
      });
      used.add(known.id);
      kept.push(question);
      published.push({ ...question, itemId: known.id, touchpointName: null });
      continue;
    }
    const key = known ? freeKey(question.key, taken) : question.key;
    taken.add(key);
    next = next === null ? await nextItemNumber(tx, actor) : next + 1;
    const id = newId();
    await tx.item.create({
      data: {
        workspaceId,
        id,
        surveyId,
        no: next,
        key,
        kind,
        scaleMin,
        scaleMax,
        direction,
        measure,
        response: question.response ?? null,
        isPlaced: touchpointId !== null,
        ...fields,
        options: question.options,
      },
    });
    used.add(id);
    kept.push({ ...question, key });
    published.push({ ...question, key, itemId: id, touchpointName: null });
  }
  const dropped = items.filter((item) => !used.has(item.id) && !item.archivedAt).map((item) => item.id);
  if (dropped.length > 0)
    await tx.item.updateMany({ where: { id: { in: dropped } }, data: { archivedAt: new Date() } });
  return { kept, published };
}

/**
 * Fixes the draft as a new version, which links serve from now on and nobody can change. A first publication also makes
 * an open link.
 * @throws AppError invalid, with "questions.<i>.<field>" for what is missing
 */
export async function publishSurvey(actor: Actor, id: string): Promise<{ versionId: string; number: number }> {
  allow(actor, "surveys.publish");
  const { workspaceId } = actor;
  const result = await transaction(actor, async (tx) => {
    const survey = await surveyToChange(tx, actor, id);
    const parsed = publishableDraft.safeParse(survey.draft);
    if (!parsed.success) throw invalid("Some questions are not finished.", fieldErrorsOf(parsed.error));
    const draft = parsed.data;
    const wanted = [...new Set(draft.questions.flatMap((question) => question.touchpointId ?? []))];
    const touchpoints = await tx.touchpoint.findMany({
      where: { id: { in: wanted } },
      select: { id: true, name: true },
    });
    const names = new Map(touchpoints.map((touchpoint) => [touchpoint.id, touchpoint.name]));
    for (const [i, question] of draft.questions.entries()) {
      if (question.touchpointId && !names.has(question.touchpointId)) {
        throw invalid("Some questions are not finished.", {
          [`questions.${i}.touchpointId`]: "This touchpoint no longer exists.",
        });
      }
    }
    const { kept, published } = await itemsFor(tx, actor, id, draft.questions);
    const last = await tx.surveyVersion.findFirst({
      where: { surveyId: id },
      orderBy: { number: "desc" },
      select: { number: true },
    });
    const number = (last?.number ?? 0) + 1;
    const versionId = newId();
    const definition = surveyDefinition.parse({
      about: draft.about,
      thanks: draft.thanks,
      questions: published.map((question) => ({
        ...question,
        touchpointName: question.touchpointId ? (names.get(question.touchpointId) ?? null) : null,
      })),
    });
    await tx.surveyVersion.create({
      data: {
        workspaceId,
        id: versionId,
        surveyId: id,
        number,
        promise: draft.promise,
        definition,
        publishedById: actor.userId,
      },
    });
    await tx.survey.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { currentVersionId: versionId, draft: { ...draft, questions: kept }, closedAt: null },
    });
    if (number === 1) await insertLink(tx, actor, { surveyId: id, name: "Open link" });
    await recordEvent(
      tx,
      actor,
      "survey.publish",
      { type: "survey", id },
      { version: number, promise: draft.promise, questions: published.length },
    );
    return { versionId, number };
  });
  forgetLinks();
  return result;
}

/** @throws AppError invalid at the field of a channel or touchpoint that is not there */
async function checkPlace(tx: Tx, place: { channelId: string | null; touchpointId: string | null }): Promise<void> {
  const { channelId, touchpointId } = place;
  if (channelId && !(await tx.channel.findFirst({ where: { id: channelId } })))
    throw invalid("Please check the marked fields.", { channelId: "This channel was not found." });
  if (touchpointId && !(await tx.touchpoint.findFirst({ where: { id: touchpointId } })))
    throw invalid("Please check the marked fields.", { touchpointId: "This touchpoint was not found." });
}

async function insertLink(tx: Tx, actor: Actor, given: NewLink): Promise<{ id: string; token: string }> {
  const { workspaceId } = actor;
  const input = newLink.parse(given);
  const id = newId();
  const token = newToken();
  const tokenHash = hashToken(token);
  await tx.surveyLink.create({ data: { workspaceId, id, token, ...input } });
  await tx.publicToken.create({ data: { tokenHash, workspaceId, purpose: "survey_link", targetId: id } });
  await recordEvent(
    tx,
    actor,
    "survey_link.create",
    { type: "survey_link", id },
    { survey: input.surveyId, name: input.name, personal: input.customerId !== null },
  );
  return { id, token };
}

/** A link to a survey: open to everybody, or one customer's own. @returns the token, the last part of its address */
export async function createLink(actor: Actor, given: NewLink): Promise<{ id: string; token: string }> {
  allow(actor, "surveys.publish");
  const input = newLink.parse(given);
  return transaction(actor, async (tx) => {
    await surveyToChange(tx, actor, input.surveyId);
    await checkPlace(tx, input);
    if (input.contactId && !input.customerId)
      throw invalid("Please check the marked fields.", { contactId: "Say whose person this is." });
    const customer =
      input.customerId === null
        ? null
        : await tx.customer.findFirst({ where: { id: input.customerId, archivedAt: null } });
    if (input.customerId && !customer)
      throw invalid("Please check the marked fields.", { customerId: "This customer was not found." });
    if (
      input.contactId &&
      !(await tx.contact.findFirst({
        where: { id: input.contactId, customerId: input.customerId ?? undefined, archivedAt: null },
        select: { id: true },
      }))
    )
      throw invalid("Please check the marked fields.", { contactId: "This person was not found." });
    if (customer) await mustReach(tx, actor, customer.id);
    return insertLink(tx, actor, input);
  });
}

export type MadeLinks = {
  made: number;
  /** Had a link of this name that still waits: it is kept. */
  had: number;
  /** E-mail addresses and ids that no customer has; the first of them. */
  unknown: string[];
  unknownCount: number;
};

const WRITTEN_AT_ONCE = 1_000;
const MOST_UNKNOWN_SHOWN = 20;

/**
 * Makes a personal link for each of many customers. Who has one of the same name that waits for an answer keeps it, so that
 * asking twice does not give anybody two.
 * @throws AppError invalid, at the field: nobody, or more than MOST_PERSONAL_LINKS
 */
export async function createPersonalLinks(actor: Actor, given: PersonalLinks): Promise<MadeLinks> {
  allow(actor, "surveys.publish");
  allow(actor, "customers.read");
  const checked = personalLinks.safeParse(given);
  if (!checked.success) throw invalid("Please check the marked fields.", fieldErrorsOf(checked.error));
  const { surveyId, name, channelId, touchpointId, segmentId, customers: keys } = checked.data;
  const isSegment = checked.data.to === "segment";
  const to = isSegment ? { segmentId: segmentId ?? "" } : { keys };
  const field = isSegment ? "segmentId" : "customers";
  const { workspaceId } = actor;
  return transaction(
    actor,
    async (tx) => {
      const survey = await surveyToChange(tx, actor, surveyId);
      if (!survey.currentVersionId) throw conflict("Publish the survey first: a link leads to a published version.");
      await checkPlace(tx, { channelId, touchpointId });
      if (isSegment && !(await tx.segment.findFirst({ where: { id: segmentId ?? "", archivedAt: null } })))
        throw invalid("Please check the marked fields.", { segmentId: "This segment was not found." });
      const found = await addressees(tx, actor, { surveyId, name, to }, MOST_PERSONAL_LINKS);
      if (found.length > MOST_PERSONAL_LINKS) {
        const message = `These are more than ${MOST_PERSONAL_LINKS.toLocaleString("en")} customers: choose fewer.`;
        throw invalid("Please check the marked fields.", { [field]: message });
      }
      if (found.length === 0) {
        throw invalid("Please check the marked fields.", {
          [field]: isSegment ? "Nobody is in this segment." : "No customer has one of these.",
        });
      }
      const links = found
        .filter(({ has }) => !has)
        .map(({ id }) => ({
          workspaceId,
          id: newId(),
          surveyId,
          name,
          token: newToken(),
          channelId,
          touchpointId,
          customerId: id,
        }));
      for (let start = 0; start < links.length; start += WRITTEN_AT_ONCE) {
        const some = links.slice(start, start + WRITTEN_AT_ONCE);
        await tx.surveyLink.createMany({ data: some });
        await tx.publicToken.createMany({
          data: some.map(({ id, token }) => ({
            tokenHash: hashToken(token),
            workspaceId,
            purpose: "survey_link" as const,
            targetId: id,
          })),
        });
      }
      const unknown = isSegment ? [] : await unknownKeys(tx, actor, keys);
      await recordEvent(
        tx,
        actor,
        "survey_link.create_personal",
        { type: "survey", id: surveyId },
        { name, made: links.length, kept: found.length - links.length, segment: segmentId },
      );
      return {
        made: links.length,
        had: found.length - links.length,
        unknown: unknown.slice(0, MOST_UNKNOWN_SHOWN),
        unknownCount: unknown.length,
      };
    },
    { timeoutMs: 60_000 },
  );
}

export type PersonalLink = { externalId: string | null; name: string; email: string | null; token: string };

/** The links of a sending that wait for an answer, to be sent by whatever sends the firm's mail; that it was asked for is kept. */
export async function exportPersonalLinks(actor: Actor, surveyId: string, name: string): Promise<PersonalLink[]> {
  allow(actor, "surveys.publish");
  allow(actor, "customers.read");
  return transaction(actor, async (tx) => {
    const survey = await tx.survey.findFirst({ where: { id: surveyId }, select: { id: true } });
    if (!survey) throw notFound("This survey");
    const links = await tx.surveyLink.findMany({
      where: { surveyId, name, customerId: { not: null }, usedOn: null, closedAt: null },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { token: true, customer: { select: { externalId: true, name: true, email: true } } },
      // Several goes may share a name.
      take: 10 * MOST_PERSONAL_LINKS,
    });
    await recordEvent(tx, actor, "survey_link.export", { type: "survey", id: surveyId }, { name, links: links.length });
    return links.flatMap(({ token, customer }) => (customer ? [{ token, ...customer }] : []));
  });
}

async function setLinkClosed(actor: Actor, id: string, closed: boolean): Promise<void> {
  await transaction(actor, async (tx) => {
    const link = await tx.surveyLink.findFirst({
      where: { id },
      select: { surveyId: true, name: true, closedAt: true },
    });
    if (!link) throw notFound("This link");
    if ((link.closedAt !== null) === closed) return;
    await tx.surveyLink.updateMany({ where: { id }, data: { closedAt: closed ? new Date() : null } });
    await recordEvent(
      tx,
      actor,
      closed ? "survey_link.close" : "survey_link.reopen",
      { type: "survey_link", id },
      { survey: link.surveyId, name: link.name },
    );
  });
  forgetLinks();
}

/** Ends a link: whoever opens it is told so kindly. Closing twice is closing once. */
export async function closeLink(actor: Actor, id: string): Promise<void> {
  allow(actor, "surveys.publish");
  await setLinkClosed(actor, id, true);
}

/** Opens a closed link again. */
export async function reopenLink(actor: Actor, id: string): Promise<void> {
  allow(actor, "surveys.publish");
  await setLinkClosed(actor, id, false);
}

async function setClosed(actor: Actor, id: string, closed: boolean): Promise<void> {
  await transaction(actor, async (tx) => {
    const survey = await surveyToChange(tx, actor, id);
    if (!survey.currentVersionId) throw conflict("This survey was never published.");
    if ((survey.closedAt !== null) === closed) return;
    await tx.survey.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { closedAt: closed ? new Date() : null },
    });
    await recordEvent(tx, actor, closed ? "survey.close" : "survey.reopen", { type: "survey", id });
  });
  forgetLinks();
}

/** Takes no more answers through any link; those given stay. */
export async function closeSurvey(actor: Actor, id: string): Promise<void> {
  allow(actor, "surveys.publish");
  await setClosed(actor, id, true);
}

export async function reopenSurvey(actor: Actor, id: string): Promise<void> {
  allow(actor, "surveys.publish");
  await setClosed(actor, id, false);
}

async function setArchived(actor: Actor, id: string, archived: boolean): Promise<void> {
  await transaction(actor, async (tx) => {
    const survey = await tx.survey.findFirst({ where: { id }, select: { archivedAt: true } });
    if (!survey) throw notFound("This survey");
    if ((survey.archivedAt !== null) === archived) return;
    await tx.survey.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { archivedAt: archived ? new Date() : null },
    });
    await recordEvent(tx, actor, archived ? "survey.archive" : "survey.restore", { type: "survey", id });
  });
  forgetLinks();
}

/** Out of the lists, its links closed; its answers still count. */
export async function archiveSurvey(actor: Actor, id: string): Promise<void> {
  allow(actor, "surveys.write");
  await setArchived(actor, id, true);
}

export async function restoreSurvey(actor: Actor, id: string): Promise<void> {
  allow(actor, "surveys.write");
  await setArchived(actor, id, false);
}
