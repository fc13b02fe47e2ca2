import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { touchCustomers } from "../customers/touch-sql";
import { inWorkspace, transaction } from "../db";
import { notFound } from "../errors";
import { log } from "../log";
import { dayIn, type Span } from "../period";
import { forgetLink } from "../surveys/live-links";
import { type LiveSurvey, type LiveVersion, liveVersion } from "../surveys/live-survey-sql";
import { anonymousId, cutToDay } from "./anonymous";
import { takeIn } from "./intake-sql";
import type { ResponseListParams } from "./list-url";
import { responsesCsv } from "./queries";
import { addToRollups } from "./rollups-sql";
import { type AnswerProblems, type ReadAnswer, readAnswers, type Submission } from "./schema";

export type SubmitResult =
  /** `answers` are those that are stored: of the first sending when it was sent again. */
  | { ok: true; again: boolean; version: LiveVersion; answers: ReadAnswer[] }
  | { ok: false; why: "wrong"; version: LiveVersion; problems: AnswerProblems }
  | { ok: false; why: "closed" | "used" | "other_link" | "unknown_version" | "not_saved" };

async function storedAnswers(actor: Actor, responseId: string): Promise<ReadAnswer[]> {
  const found = await inWorkspace(actor).answer.findMany({
    where: { responseId },
    select: { itemId: true, touchpointId: true, value: true, text: true },
  });
  return found;
}

/**
 * Takes an answered survey: it is checked, and committed together with its roll-ups before this returns ok. The same
 * response sent again is one response.
 * @param survey where the respondent's link leads
 */
export async function submitResponse(
  actor: Actor,
  survey: LiveSurvey,
  given: Submission,
  now: Date,
): Promise<SubmitResult> {
  allow(actor, "responses.submit");
  const version = given.versionId ? await liveVersion(survey, given.versionId) : survey.version;
  if (!version) return { ok: false, why: survey.version ? "unknown_version" : "closed" };
  const anonymous = version.promise === "anonymous";
  const id = anonymous ? anonymousId(actor.workspaceId, given.responseId) : given.responseId.toLowerCase();

  if (survey.state !== "open") {
    // Whoever sent it before the link closed hears the same again, all others that it is closed.
    const known = await inWorkspace(actor).response.findFirst({
      where: { id },
      select: { linkId: true, versionId: true },
    });
    const theirs = known && (known.linkId === survey.linkId || (known.linkId === null && survey.state === "used"));
    if (!theirs) return { ok: false, why: survey.state };
    return { ok: true, again: true, version, answers: await storedAnswers(actor, id) };
  }

  const reading = readAnswers(version.definition, given.answers);
  if (!reading.ok) return { ok: false, why: "wrong", version, problems: reading.problems };
  const { timeZone } = survey.workspace;
  const outcome = await takeIn(actor, {
    id,
    surveyId: survey.surveyId,
    versionId: version.id,
    promise: version.promise,
    linkId: survey.linkId,
    once: survey.personal !== null,
    customerId: anonymous ? null : (survey.personal?.customerId ?? null),
    contactId: anonymous ? null : (survey.personal?.contactId ?? null),
    channelId: survey.channelId,
    answeredAt: anonymous ? cutToDay(timeZone, now) : now,
    answeredOn: dayIn(timeZone, now),
    answers: reading.answers.map((answer) => ({ ...answer, touchpointId: answer.touchpointId ?? survey.touchpointId })),
  }).catch((error: unknown) => {
    log.error({ err: error }, "a response was not saved");
    return "not_saved" as const;
  });
  if (survey.personal) forgetLink(survey.token);
  if (outcome === "stored") return { ok: true, again: false, version, answers: reading.answers };
  if (outcome === "again") return { ok: true, again: true, version, answers: await storedAnswers(actor, id) };
  return { ok: false, why: outcome };
}

async function setArchived(actor: Actor, id: string, archived: boolean): Promise<void> {
  await transaction(actor, async (tx) => {
    const response = await tx.response.findFirst({ where: { id }, select: { surveyId: true, customerId: true } });
    if (!response) throw notFound("This response");
    if (response.customerId) await mustReach(tx, actor, response.customerId, "This response");
    // Of two who do this at once, one changes the row and moves the numbers.
    const changed = await tx.response.updateMany({
      where: { id, archivedAt: archived ? null : { not: null } },
      data: { archivedAt: archived ? new Date() : null },
    });
    if (changed.count === 0) return;
    await addToRollups(tx, actor, [id], archived ? -1 : 1);
    if (response.customerId) await touchCustomers(tx, actor, [response.customerId], "answer");
    await recordEvent(
      tx,
      actor,
      archived ? "response.archive" : "response.restore",
      { type: "response", id },
      { survey: response.surveyId },
    );
  });
}

/** Takes a response (a test, a joke) out of every number. It can be put back. */
export async function archiveResponse(actor: Actor, id: string): Promise<void> {
  allow(actor, "responses.write");
  await setArchived(actor, id, true);
}

export async function restoreResponse(actor: Actor, id: string): Promise<void> {
  allow(actor, "responses.write");
  await setArchived(actor, id, false);
}

/** Responses leave as a file: who took which of them away is written down. */
export async function exportResponses(
  actor: Actor,
  params: ResponseListParams,
  span: Pick<Span, "from" | "to">,
): Promise<AsyncGenerator<string>> {
  allow(actor, "responses.read");
  const pieces = await responsesCsv(actor, { ...params, cursor: undefined }, span);
  const { cursor: _, saved: __, ...filters } = params;
  const detail = Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]): [string, string][] => (value ? [[name, String(value)]] : [])),
  );
  await transaction(actor, (tx) => recordEvent(tx, actor, "response.export", { type: "response", id: null }, detail));
  return pieces;
}
