import "server-only";
import type { Actor } from "../auth/actor";
import { requireRespondent } from "../auth/respondent";
import { type InWorkspace, inWorkspace, Prisma, rows } from "../db";
import { gather } from "../gather";
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
  personal: { customerId: string; contactId: string | null; firstName: string | null } | null;
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

/** A version by its id, read once. */
async function knownVersion(actor: Actor, surveyId: string, id: string): Promise<LiveVersion | null> {
  shared.waymarkVersions ??= new Map();
  const key = `${actor.workspaceId}/${surveyId}/${id}`;
  const known = shared.waymarkVersions.get(key);
  if (known) return known;
  const found = await versionOf(actor, id);
  if (!found || found.surveyId !== surveyId) return null;
  if (shared.waymarkVersions.size >= MOST_VERSIONS) shared.waymarkVersions.clear();
  shared.waymarkVersions.set(key, found);
  return found;
}

/** A version of this survey: respondents may finish the one they began although a newer one was published meanwhile. */
export async function liveVersion(survey: LiveSurvey, id: string): Promise<LiveVersion | null> {
  return survey.version?.id === id ? survey.version : knownVersion(survey.actor, survey.surveyId, id);
}

const firstWord = (name: string) => name.trim().split(/\s+/)[0] || null;

type FoundLink = {
  id: string;
  survey_id: string;
  version_id: string | null;
  is_used: boolean;
  is_closed: boolean;
  channel_id: string | null;
  touchpoint_id: string | null;
  customer_id: string | null;
  contact_id: string | null;
  contact: string | null;
  customer: string | null;
  kind: "person" | "company" | null;
  workspace: string;
  time_zone: string;
  brand_color: string;
};

// By workspace and link. Customers' own links are opened once each, so nothing is remembered of them.
const links = gather(async (keys) => {
  const byWorkspace = new Map<string, string[]>();
  for (const key of keys) {
    const [workspaceId = "", linkId = ""] = key.split("/");
    byWorkspace.set(workspaceId, [...(byWorkspace.get(workspaceId) ?? []), linkId]);
  }
  const found = new Map<string, FoundLink>();
  for (const [workspaceId, ids] of byWorkspace) {
    const who = { workspaceId };
    for (const link of await linksOf(who, ids)) found.set(`${workspaceId}/${link.id}`, link);
  }
  return found;
});

/** One look for everything. */
const linksOf = (who: InWorkspace, ids: readonly string[]) =>
  rows<FoundLink>(
    inWorkspace(who),
    who,
    (w) => Prisma.sql`
      select l.id, s.id as survey_id, s.current_version_id as version_id, l.used_on is not null as is_used,
             coalesce(l.closed_at, s.closed_at, s.archived_at) is not null as is_closed,
             l.channel_id, l.touchpoint_id, l.customer_id, l.contact_id, t.name as contact, c.name as customer, c.kind::text as kind,
             o.name as workspace, o.time_zone, o.brand_color
      from survey_links l
      join surveys s on s.workspace_id = ${w} and s.id = l.survey_id
      join workspaces o on o.id = ${w}
      left join customers c on c.workspace_id = ${w} and c.id = l.customer_id
      left join contacts t on t.workspace_id = ${w} and t.id = l.contact_id
      where l.workspace_id = ${w} and l.id = any(${[...ids]}::uuid[])`,
  );

async function load(token: string): Promise<LiveSurvey | null> {
  const respondent = await requireRespondent(token);
  if (!respondent) return null;
  const { actor, linkId } = respondent;
  const link = await links(`${actor.workspaceId}/${linkId}`);
  if (!link) return null;
  const version = link.version_id ? await knownVersion(actor, link.survey_id, link.version_id) : null;
  return {
    actor,
    token,
    linkId,
    surveyId: link.survey_id,
    version,
    personal: link.customer_id
      ? {
          customerId: link.customer_id,
          contactId: link.contact_id,
          firstName: firstWord(link.contact ?? (link.kind === "person" ? (link.customer ?? "") : "")),
        }
      : null,
    channelId: link.channel_id,
    touchpointId: link.touchpoint_id,
    state: link.is_used ? "used" : link.is_closed || !version ? "closed" : "open",
    workspace: { name: link.workspace, timeZone: link.time_zone, brandColor: link.brand_color },
  };
}

/** Where a public link leads; null when there never was such a link. Kept for a moment (live-links.ts). */
export function liveSurvey(token: string): Promise<LiveSurvey | null> {
  return rememberLink(token, Date.now(), () => load(token));
}
