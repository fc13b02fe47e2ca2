import "server-only";
import type { Actor } from "../auth/actor";
import { requireRespondent } from "../auth/respondent";
import { inWorkspace } from "../db";
import type { SurveyPromise } from "../generated/prisma/enums";
import { rememberLink } from "./live-links";
import { type SurveyDefinition, surveyDefinition } from "./schema";

/** What a respondent is shown and what their answers are checked against. */
export type LiveVersion = { id: string; number: number; promise: SurveyPromise; definition: SurveyDefinition };

export type LiveSurvey = {
  actor: Actor;
  token: string;
  linkId: string;
  surveyId: string;
  /** The version that the link serves now; null when nothing was published. */
  version: LiveVersion | null;
  /** Of the link: a personal one names a customer and is used once. */
  personal: { customerId: string; firstName: string | null } | null;
  channelId: string | null;
  touchpointId: string | null;
  state: "open" | "closed" | "used";
  workspace: { name: string; timeZone: string; brandColor: string };
};

// Versions never change, so they are kept as long as there is room. On globalThis: Next bundles routes and actions apart.
const shared = globalThis as typeof globalThis & { waymarkVersions?: Map<string, LiveVersion> };
const MOST_VERSIONS = 500;

async function versionOf(actor: Actor, id: string): Promise<(LiveVersion & { surveyId: string }) | null> {
  const row = await inWorkspace(actor).surveyVersion.findFirst({ where: { id } });
  if (!row) return null;
  const { number, promise, surveyId } = row;
  return { id, number, promise, surveyId, definition: surveyDefinition.parse(row.definition) };
}

/** A version of this survey: respondents may finish the one they began although a newer one was published meanwhile. */
export async function liveVersion(survey: LiveSurvey, id: string): Promise<LiveVersion | null> {
  if (survey.version?.id === id) return survey.version;
  shared.waymarkVersions ??= new Map();
  const key = `${survey.actor.workspaceId}/${survey.surveyId}/${id}`;
  const known = shared.waymarkVersions.get(key);
  if (known) return known;
  const found = await versionOf(survey.actor, id);
  if (!found || found.surveyId !== survey.surveyId) return null;
  if (shared.waymarkVersions.size >= MOST_VERSIONS) shared.waymarkVersions.clear();
  shared.waymarkVersions.set(key, found);
  return found;
}

const firstWord = (name: string) => name.trim().split(/\s+/)[0] || null;

async function load(token: string): Promise<LiveSurvey | null> {
  const respondent = await requireRespondent(token);
  if (!respondent) return null;
  const { actor, linkId } = respondent;
  const db = inWorkspace(actor);
  const link = await db.surveyLink.findFirst({
    where: { id: linkId },
    include: {
      survey: { select: { id: true, currentVersionId: true, closedAt: true, archivedAt: true } },
      customer: { select: { name: true, kind: true } },
    },
  });
  const workspace = await db.workspace.findFirst({ select: { name: true, timeZone: true, brandColor: true } });
  if (!link || !workspace) return null;
  const { survey, customer } = link;
  const version = survey.currentVersionId ? await versionOf(actor, survey.currentVersionId) : null;
  const closed = link.closedAt || survey.closedAt || survey.archivedAt || !version;
  return {
    actor,
    token,
    linkId,
    surveyId: survey.id,
    version,
    personal: link.customerId
      ? { customerId: link.customerId, firstName: customer?.kind === "person" ? firstWord(customer.name) : null }
      : null,
    channelId: link.channelId,
    touchpointId: link.touchpointId,
    state: link.usedOn ? "used" : closed ? "closed" : "open",
    workspace,
  };
}

/** Where a public link leads; null when there never was such a link. Kept for a moment (live-links.ts). */
export function liveSurvey(token: string): Promise<LiveSurvey | null> {
  return rememberLink(token, Date.now(), () => load(token));
}
