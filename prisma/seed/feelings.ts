import { hashToken } from "../../lib/auth/respondent";
import { DAY_MS, type Person } from "./people";
import { BECAUSE, CONFIDENCE, DETRACTOR, FLIGHT_COMMENTS, PASSIVE, PROMOTER, STRIKE } from "./phrases";
import { GROUP_SHIFTS, PLANTED, PLANTED_CHANNELS, PLANTED_FELT } from "./planted";
import type { Random } from "./random";
import type { Batch } from "./rows";
import type { MadeSurvey } from "./surveys";
import { type DemoItem, FELT, SURVEYS } from "./world";

const OPTIONS = new Map(SURVEYS.flatMap(({ items }) => items.map((item) => [item.key, item.options] as const)));

/** How much of a planted effect customers outside its base feel. */
const OUTSIDE = 1 / 3;
/** How often somebody says today something else than what they usually live through. */
const SLIP = 0.04;
const STRIKE_DAYS = { from: 285, to: 228 };

/** The points that recommendation gains or loses by date: two calm years with a strike in the middle. */
function tide(daysAgo: number): number {
  if (daysAgo <= STRIKE_DAYS.from && daysAgo >= STRIKE_DAYS.to) return -0.85;
  if (daysAgo < STRIKE_DAYS.to && daysAgo > 190) return -0.35;
  if (daysAgo <= 190) return daysAgo < 128 ? 0.42 : 0.18;
  return daysAgo > 430 ? -0.22 : 0;
}

/** What was lived through, as it moves the mean of one item. */
function plantedShift(item: string, person: Person, says: Record<string, string>): number {
  let shift = 0;
  for (const { base, experience, outcome, effect } of PLANTED) {
    if (outcome.item !== item || says[experience.item] !== experience.said) continue;
    shift += person.attributes[base.attribute] === base.is ? effect : effect * OUTSIDE;
  }
  return shift;
}

function groupShift(item: string, person: Person): number {
  return GROUP_SHIFTS.reduce(
    (sum, { attribute, is, by }) => sum + (person.attributes[attribute] === is ? (by[item] ?? 0) : 0),
    0,
  );
}

/** What a channel adds or takes. */
const channelShift = (item: string, channel: string): number =>
  PLANTED_CHANNELS.reduce((sum, one) => sum + (one.item === item && one.channel === channel ? one.effect : 0), 0);

/** What a group feels differently about one of the five responses. */
const feltShift = ({ touchpoint, response }: DemoItem, person: Person): number =>
  PLANTED_FELT.reduce(
    (sum, one) =>
      one.touchpoint === touchpoint &&
      one.response === response &&
      person.attributes[one.base.attribute] === one.base.is
        ? sum + one.effect
        : sum,
    0,
  );

/** What an improvement did to a rating since its day (world.ts IMPROVEMENTS). */
const IMPROVED: Readonly<Record<string, { sinceDays: number; by: number }>> = {
  delays: { sinceDays: 128, by: 0.45 },
  checkin: { sinceDays: 430, by: 0.35 },
};

const improvedBy = (item: string, daysAgo: number): number => {
  const improved = IMPROVED[item];
  return improved && daysAgo < improved.sinceDays ? improved.by : 0;
};

const clampRound = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Math.round(value)));

/** A point on the item's scale for this person at this time. */
function scored(
  random: Random,
  item: DemoItem,
  person: Person | null,
  says: Record<string, string>,
  daysAgo: number,
  channel: string,
) {
  const mood = person?.mood ?? random.normal();
  const key = item.like ?? item.key;
  const shift = !person
    ? 0
    : item.response
      ? feltShift(item, person)
      : plantedShift(key, person, says) + groupShift(key, person) + channelShift(item.key, channel);
  if (item.kind === "nps") return clampRound(8.6 + tide(daysAgo) + 0.75 * mood + shift + 1.75 * random.normal(), 0, 10);
  const mean = item.mean ?? 3.8;
  if (item.response) return clampRound(mean + 0.3 * mood + shift + 0.85 * random.normal(), 1, 5);
  if (item.kind === "effort") return clampRound(mean + 0.35 * mood + shift + 1.15 * random.normal(), 1, 7);
  const strike = item.touchpoint === "waiting" || item.touchpoint === "delays" ? 0.8 * Math.min(0, tide(daysAgo)) : 0;
  return clampRound(mean + 0.3 * mood + strike + improvedBy(key, daysAgo) + shift + 0.85 * random.normal(), 1, 5);
}

/** The reason that fits a score, what was said elsewhere and the date. */
function reasonFor(
  random: Random,
  score: number,
  says: Record<string, string>,
  person: Person,
  daysAgo: number,
): string {
  if (score <= 7) {
    if (daysAgo <= STRIKE_DAYS.from && daysAgo >= STRIKE_DAYS.to && random.chance(0.6)) return random.pick(STRIKE);
    const bad = Object.entries(says).filter(([item, word]) => {
      if (item === "greeted" || !BECAUSE[`${item}:${word}`]) return false;
      const belongs = PLANTED.some(
        ({ base, experience }) => experience.item === item && person.attributes[base.attribute] === base.is,
      );
      return belongs;
    });
    if (bad.length > 0 && random.chance(0.75)) {
      const [item, word] = random.pick(bad);
      return random.pick(BECAUSE[`${item}:${word}`] ?? DETRACTOR);
    }
    return random.pick(score <= 6 ? DETRACTOR : PASSIVE);
  }
  if (score === 8) return random.pick(PASSIVE);
  if (says.greeted === "Yes" && random.chance(0.4)) return random.pick(BECAUSE["greeted:Yes"] ?? PROMOTER);
  return random.pick(PROMOTER);
}

/** A moment of the day in which people answer; the same calendar day in Berlin and in UTC. */
function momentOn(random: Random, now: Date, daysAgo: number): Date {
  const day = Math.floor((+now - daysAgo * DAY_MS) / DAY_MS) * DAY_MS;
  return new Date(Math.min(day + random.int(6 * 60, 21 * 60) * 60_000 + random.int(0, 59_999), +now - 60_000));
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** Answers people give over two years. Newer answers are more frequent: the programme has grown. */
export function makeAnswers(
  random: Random,
  batch: Batch,
  people: readonly Person[],
  surveys: readonly MadeSurvey[],
  channelIds: Record<string, string>,
  touchpointIds: Record<string, string>,
  now: Date,
): { detractors: { responseId: string; person: Person; at: Date; score: number; reason: string }[] } {
  const detractors: { responseId: string; person: Person; at: Date; score: number; reason: string }[] = [];
  const answer = (survey: MadeSurvey, person: Person | null, daysAgo: number) => {
    const isAnonymous = survey.demo.promise === "anonymous";
    const moment = momentOn(random, now, daysAgo);
    const on = dayOf(moment);
    const channel = random.weighted(survey.demo.channels as Record<string, number>);
    const responseId = random.id();
    const at = isAnonymous ? survey.startOfDay(on) : moment;
    batch.responses.push({
      id: responseId,
      survey_id: survey.id,
      version_id: survey.versionId,
      link_id: survey.linkIds[channel] ?? null,
      customer_id: isAnonymous ? null : (person?.id ?? null),
      channel_id: channelIds[channel],
      answered_at: at,
      answered_on: on,
    });
    const says: Record<string, string> = {};
    for (const [item, word] of Object.entries(person?.says ?? {})) {
      says[item] = random.chance(SLIP) ? random.pick(OPTIONS.get(item) ?? [word]) : word;
    }
    let score = -1;
    let said = "";
    for (const item of survey.demo.items) {
      const made = survey.items[item.key];
      if (!made) continue;
      let value: number | null = null;
      let text: string | null = null;
      if (item.kind === "text") {
        if (score >= 0 && person) text = random.chance(0.62) ? reasonFor(random, score, says, person, daysAgo) : null;
        else if (random.chance(item.answered ?? 0.3)) text = random.pick(isAnonymous ? CONFIDENCE : FLIGHT_COMMENTS);
        if (text === null) continue;
      } else {
        if (!random.chance(item.answered ?? 1)) continue;
        if (item.kind === "choice")
          value = (item.options ?? []).indexOf(says[item.key] ?? random.pick(item.options ?? [])) + 1;
        else value = scored(random, item, person, says, daysAgo, channel);
        if (item.kind === "nps") score = value;
      }
      if (text !== null) said = text;
      batch.answers.push({
        response_id: responseId,
        item_id: made.id,
        customer_id: isAnonymous ? null : (person?.id ?? null),
        channel_id: channelIds[channel],
        touchpoint_id: item.touchpoint ? touchpointIds[item.touchpoint] : null,
        answered_on: on,
        answered_at: at,
        value,
        text,
      });
    }
    if (person && score >= 0 && score <= 6) detractors.push({ responseId, person, at: moment, score, reason: said });
  };
  const survey = (key: string): MadeSurvey => {
    const found = surveys.find(({ demo }) => demo.key === key);
    if (!found) throw new Error(`There is no survey ${key}.`);
    return found;
  };
  const relationship = survey("relationship");
  const flight = survey("flight");
  const airport = survey("airport");
  const quiet = survey("quiet");
  const shop = survey("shop");
  const company = survey("company");
  const felt = FELT.map((touchpoint) => survey(`felt_${touchpoint}`));
  for (const person of people) {
    if (person.isLead) continue;
    const known = Math.min(720, person.knownSinceDays - 10);
    const lastYear = () => random.int(1, Math.min(360, known));
    const yearBefore = () => random.int(361, known);
    if (random.chance(0.92)) answer(relationship, person, lastYear());
    if (random.chance(0.62)) answer(relationship, person, lastYear());
    if (random.chance(0.93)) answer(flight, person, lastYear());
    if (random.chance(0.3)) answer(flight, person, lastYear());
    if (random.chance(0.92)) answer(airport, person, lastYear());
    if (known > 361) {
      if (random.chance(0.9)) answer(relationship, person, yearBefore());
      if (random.chance(0.5)) answer(relationship, person, yearBefore());
      if (random.chance(0.55)) answer(flight, person, yearBefore());
      if (random.chance(0.4)) answer(airport, person, yearBefore());
    }
  }
  for (let index = 0; index < 1_300; index++) answer(quiet, null, random.int(1, 420));
  // The newer programmes: half a year old, and not everybody is asked.
  for (const person of people) {
    if (person.isLead) continue;
    const halfYear = () => random.int(1, Math.min(180, person.knownSinceDays - 10));
    if (person.isCompany) {
      if (random.chance(0.9)) answer(company, person, halfYear());
      if (random.chance(0.5)) answer(company, person, halfYear());
      continue;
    }
    if (random.chance(0.42)) answer(shop, person, halfYear());
    if (random.chance(0.62)) answer(random.pick(felt), person, halfYear());
  }
  return { detractors };
}

/** The row by which a public link's token is found. */
export const tokenRow = (workspaceId: string, token: string, linkId: string) => ({
  tokenHash: hashToken(token),
  workspaceId,
  purpose: "survey_link" as const,
  targetId: linkId,
});
