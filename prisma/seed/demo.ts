import { recordEvent } from "../../lib/audit/record";
import { type Actor, systemActor } from "../../lib/auth/actor";
import { DEMO_USERS } from "../../lib/auth/demo-users";
import { installationDb, inWorkspace, transaction } from "../../lib/db";
import { env } from "../../lib/env";
import type { Role } from "../../lib/generated/prisma/enums";
import { recomputeHealth } from "../../lib/health/commands";
import { scanWorkspace } from "../../lib/insights/commands";
import { recountRollups } from "../../lib/responses/rollups-sql";
import { refreshClasses } from "../../lib/segments/commands";
import { ruleContext } from "../../lib/segments/queries";
import { BRAND_IDENTITY } from "./brand";
import { doBulkChange, makeDuplicates, writeViews } from "./everyday";
import { makeAnswers, tokenRow } from "./feelings";
import { fillByExperience, fillByFacts, writeHistory } from "./history";
import { makeKeeping } from "./keeping";
import { DAY_MS, makePeople } from "./people";
import { makeBrand, makeImprovements, makeJourneys, makeSegments, makeVoices } from "./plans";
import { Random } from "./random";
import { makeRelations } from "./relations";
import { analyzeTables, type Batch, emptyBatch, insertBatch, removeWorkspaceRows } from "./rows";
import { makeSelling } from "./selling";
import { type MadeSurvey, makeSurveys } from "./surveys";
import { makeComputed, makeTasks } from "./tasks";
import { makeTeamwork } from "./teams";
import { makeCases, makeOrders, makeSales } from "./trade";
import { writeVersions } from "./versions";
import { ATTRIBUTES, CHANNELS, PRODUCTS, type ProductKey, TOUCHPOINTS } from "./world";

/** The demo's own workspace; always the same, so that links to it live through a new seeding. */
export const DEMO_WORKSPACE_ID = "018cc251-f400-7a11-8e4d-3d1a7e0a1201";
const TIME_ZONE = "Europe/Berlin";
const SEED = 20_26;

const MORE_SELLERS: readonly { role: Role; name: string; email: string; team: string }[] = [
  { role: "farmer", name: "Marek Dvořák", email: "marek.dvorak@meridian.example", team: "Key accounts" },
  { role: "farmer", name: "Ida Berg", email: "ida.berg@meridian.example", team: "Key accounts" },
  { role: "hunter", name: "Sofia Conti", email: "sofia.conti@meridian.example", team: "New business" },
  { role: "hunter", name: "Tomás Pereira", email: "tomas.pereira@meridian.example", team: "New business" },
];
const TEAM_OF: Partial<Record<Role, string>> = { farmer: "Key accounts", hunter: "New business" };

/** Users are the installation's, not the workspace's: those who are already there are used as they are. */
async function demoUsers(random: Random, createdAt: Date) {
  const wanted = [
    ...(Object.entries(DEMO_USERS) as [Role, { name: string; email: string }][]).map(([role, user]) => ({
      role,
      ...user,
      team: TEAM_OF[role] ?? null,
    })),
    ...MORE_SELLERS,
  ];
  const db = installationDb();
  return Promise.all(
    wanted.map(async ({ role, name, email, team }) => {
      const user = await db.user.upsert({
        where: { email },
        update: {},
        create: { id: random.id(), email, name, createdAt },
      });
      return { id: user.id, role, team };
    }),
  );
}

/** True when the demo workspace is there. */
export async function hasDemo(): Promise<boolean> {
  return (await inWorkspace({ workspaceId: DEMO_WORKSPACE_ID }).workspace.count()) > 0;
}

/** Takes the demo workspace away, with everything in it and nothing else. Its users stay. */
export async function removeDemo(): Promise<void> {
  const who = { workspaceId: DEMO_WORKSPACE_ID };
  await transaction(who, (tx) => removeWorkspaceRows(tx, who), { timeoutMs: 120_000 });
}

/**
 * Writes the demo workspace "Meridian Air": people, trade, surveys and answers, maps, voices and segments from a fixed
 * seed, with the relations of planted.ts, and scans it for insights. Dates count back from `now`, everything else is the
 * same at every seeding.
 */
export async function seedDemo({ now }: { now: Date }): Promise<void> {
  const who = { workspaceId: DEMO_WORKSPACE_ID };
  const actor = systemActor(DEMO_WORKSPACE_ID, "demo");
  const part = (name: string) => Random.of(SEED, name);
  const startedAt = new Date(+now - 760 * DAY_MS);
  const users = await demoUsers(part("users"), startedAt);
  const batch = emptyBatch();
  makeTeams(part("teams"), batch, users, startedAt);
  const ofRole = (role: Role) => users.filter((user) => user.role === role).map(({ id }) => id);
  const sellers = { farmers: ofRole("farmer"), hunters: ofRole("hunter") };
  const managerId = ofRole("cx_manager")[0] ?? null;
  const userOf = Object.fromEntries(users.toReversed().map(({ role, id }) => [role, id])) as Partial<
    Record<Role, string>
  >;
  const ids = makeCatalogue(part("catalogue"), batch, userOf, startedAt);

  const people = makePeople(part("people"), batch, sellers, now, { persons: 2_080, companies: 150 });
  makeOrders(part("orders"), batch, people, ids, now);
  makeSales(part("sales"), batch, people, sellers, ids, now);
  makeSelling(part("selling"), batch, {
    people,
    sellers,
    products: ids.products,
    hunterId: userOf.hunter ?? null,
    farmerId: userOf.farmer ?? null,
    now,
  });
  const surveys = makeSurveys(part("surveys"), batch, ids.channels, ids.touchpoints, {
    timeZone: TIME_ZONE,
    publishedAt: new Date(+now - 740 * DAY_MS),
    byId: managerId,
  });
  const { detractors } = makeAnswers(part("answers"), batch, people, surveys, ids.channels, ids.touchpoints, now);
  const owners = [...sellers.farmers, ...(managerId ? [managerId] : [])];
  makeCases(part("cases"), batch, detractors, people, owners, ids.touchpoints, now);

  const plan = { now, startedAt, userOf, touchpointIds: ids.touchpoints, people };
  const segments = makeSegments(part("segments"), batch, plan);
  segments.push(makeComputed(part("computed"), batch, { managerId, now }));
  const quoteIds = makeVoices(part("voices"), batch, segments, plan);
  const journeys = makeJourneys(part("journeys"), batch, segments, quoteIds, plan);
  makeImprovements(part("improvements"), batch, segments, journeys, plan);
  makeBrand(part("brand"), batch, ids.touchpoints);
  const leading = {
    managerId,
    directorId: userOf.executive ?? null,
    touchpoints: ids.touchpoints,
    channels: ids.channels,
  };
  makeTeamwork(part("teamwork"), batch, { now, startedAt, sellers, people, ...leading });

  makeRelations(part("relations"), batch, { people, managerId, now });

  makeKeeping(part("keeping"), batch, { people, segments, channels: ids.channels, products: ids.products, now });

  makeTasks(part("tasks"), batch, { people, sellers, managerId, now });

  makeDuplicates(part("duplicates"), batch, userOf.hunter ?? null, now);

  await transaction(
    who,
    async (tx) => {
      await tx.workspace.create({
        data: {
          id: DEMO_WORKSPACE_ID,
          name: "Meridian Air",
          timeZone: TIME_ZONE,
          currency: "EUR",
          lostAfterDays: 365,
          brandColor: "#123b63",
          brandIdentity: BRAND_IDENTITY,
          isDemo: true,
          createdAt: startedAt,
        },
      });
      await insertBatch(tx, who, batch);
      await writeViews(tx, part("views"), { workspaceId: DEMO_WORKSPACE_ID, userOf, now });
      await tx.publicToken.createMany({ data: tokensOf(surveys), skipDuplicates: true });
      await recordEvent(
        tx,
        actor,
        "workspace.seed",
        { type: "workspace", id: DEMO_WORKSPACE_ID },
        { customers: people.length },
      );
    },
    { timeoutMs: 180_000 },
  );
  await analyzeTables(env().DATABASE_OWNER_URL);
  const context = await ruleContext(actor, now);
  await transaction(
    who,
    async (tx) => {
      await fillByFacts(tx, who, segments, context);
      await recountRollups(tx, who);
      await fillByExperience(tx, who, segments, context);
      await writeHistory(tx, who, segments, people, batch, context);
    },
    { timeoutMs: 180_000 },
  );
  await doBulkChange(actor, managerId, now);
  await writeVersions(actor, journeys, managerId, now);
  await recomputeHealth(actor, { now });
  await scanDemo(actor, now);
  await refreshClasses(actor, now);
}

type DemoUser = { id: string; role: Role; team: string | null };

function makeTeams(random: Random, batch: Batch, users: readonly DemoUser[], startedAt: Date): void {
  const teamIds: Record<string, string> = {};
  for (const name of ["Key accounts", "New business"]) {
    teamIds[name] = random.id();
    batch.teams.push({ id: teamIds[name], name, created_at: startedAt });
  }
  for (const { id, role, team } of users) {
    batch.memberships.push({
      id: random.id(),
      user_id: id,
      role,
      team_id: team ? teamIds[team] : null,
      created_at: startedAt,
    });
  }
}

/** Channels, touchpoints, products and attributes; their ids by name or key. */
function makeCatalogue(random: Random, batch: Batch, userOf: Partial<Record<Role, string>>, startedAt: Date) {
  const channels: Record<string, string> = {};
  for (const name of CHANNELS) {
    channels[name] = random.id();
    batch.channels.push({ id: channels[name], name, created_at: startedAt });
  }
  const touchpoints: Record<string, string> = {};
  for (const [position, [key, touchpoint]] of Object.entries(TOUCHPOINTS).entries()) {
    const id = random.id();
    touchpoints[key] = id;
    const { name, description, controller, owner, isIndirect } = touchpoint;
    const answersForIt = owner ?? (controller === "firm" ? "cx_manager" : null);
    batch.touchpoints.push({
      id,
      name,
      description,
      controller,
      owner_id: (answersForIt && userOf[answersForIt]) ?? null,
      is_direct: !isIndirect,
      position,
      created_at: startedAt,
    });
    for (const channel of touchpoint.channels)
      batch.touchpoint_channels.push({ touchpoint_id: id, channel_id: channels[channel] });
  }
  const products = {} as Record<ProductKey, string>;
  for (const [key, { name, priceCents }] of Object.entries(PRODUCTS) as [
    ProductKey,
    { name: string; priceCents: number },
  ][]) {
    products[key] = random.id();
    batch.products.push({
      id: products[key],
      external_id: key,
      name,
      price_cents: priceCents,
      currency: "EUR",
      created_at: startedAt,
    });
  }
  for (const [position, { key, label, kind, options, unit }] of ATTRIBUTES.entries()) {
    batch.attribute_definitions.push({
      id: random.id(),
      key,
      label,
      kind,
      options: options ?? [],
      unit: unit ?? "",
      position,
      created_at: startedAt,
    });
  }
  return { channels, touchpoints, products };
}

/** Scans for insights, and ties the improvements to the sentences that gave reason to them: the first about their segment and touchpoint. */
async function scanDemo(actor: Actor, now: Date): Promise<void> {
  const { id: scanId } = await scanWorkspace(actor, { period: "all" }, now);
  const db = inWorkspace(actor);
  const planned = await db.improvement.findMany({ where: { touchpointId: { not: null }, segmentId: { not: null } } });
  for (const { id, touchpointId, segmentId } of planned) {
    const reason = await db.insightSentence.findFirst({
      where: { scanId, touchpointId, segmentId, isWeak: false },
      orderBy: { rank: "asc" },
      select: { signature: true },
    });
    if (reason) await db.improvement.updateMany({ where: { id }, data: { insightSignature: reason.signature } });
  }
}

const tokensOf = (surveys: readonly MadeSurvey[]) =>
  surveys.flatMap(({ links }) => links.map(({ id, token }) => tokenRow(DEMO_WORKSPACE_ID, token, id)));
