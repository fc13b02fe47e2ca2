import { recordEvent } from "../../lib/audit/record";
import { type Actor, systemActor } from "../../lib/auth/actor";
import { DEMO_USERS } from "../../lib/auth/demo-users";
import { installationDb, inWorkspace, transaction } from "../../lib/db";
import type { Role } from "../../lib/generated/prisma/enums";
import { scanWorkspace } from "../../lib/insights/commands";
import { recountRollups } from "../../lib/responses/rollups-sql";
import { bringMembersUpToDate } from "../../lib/segments/members-sql";
import { ruleContext } from "../../lib/segments/queries";
import type { SegmentRule } from "../../lib/segments/schema";
import { makeAnswers, tokenRow } from "./feelings";
import { DAY_MS, makePeople } from "./people";
import { Random } from "./random";
import { emptyBatch, insertBatch, removeWorkspaceRows } from "./rows";
import { type MadeSurvey, makeSurveys } from "./surveys";
import { makeCases, makeOrders, makeSales } from "./trade";
import { ATTRIBUTES, CHANNELS, IMPROVEMENTS, JOURNEYS, PRODUCTS, type ProductKey, TOUCHPOINTS } from "./world";

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

const attribute = (key: string, value: string | boolean): SegmentRule =>
  typeof value === "string"
    ? { field: "attribute", attribute: key, op: "is", value: [value] }
    : { field: "attribute", attribute: key, op: "is", value: [value] };

function segmentRules(): { name: string; description: string; rule: SegmentRule }[] {
  return [
    {
      name: "Families with a toddler",
      description: "Travel with a child under four.",
      rule: { all: [attribute("has_toddler", true)] },
    },
    {
      name: "Business travellers",
      description: "Fly for work, on their own or their company's account.",
      rule: { all: [attribute("travel_type", "Business")] },
    },
    {
      name: "Fares under 100 €",
      description: "Usually buy a fare below 100 €.",
      rule: { all: [{ field: "attribute", attribute: "usual_fare", op: "below", value: 10_000 }] },
    },
    {
      name: "Short connections",
      description: "Usually have less than an hour to change.",
      rule: { all: [attribute("connection", "Under 60 minutes")] },
    },
    {
      name: "Gold and silver who flew less",
      description: "Loyal by tier, without an order for four months.",
      rule: {
        all: [
          { field: "attribute", attribute: "loyalty_tier", op: "is", value: ["Gold", "Silver"] },
          { field: "lastOrderAt", op: "olderThan", value: 120 },
        ],
      },
    },
    {
      name: "Detractors of the last 90 days",
      description: "Gave 0 to 6 within 90 days.",
      rule: {
        all: [
          { field: "npsClass", op: "is", value: ["detractor"] },
          { field: "lastNpsAt", op: "withinLast", value: 90 },
        ],
      },
    },
  ];
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
 * Writes the demo workspace "Meridian Air": people, trade, surveys and answers from a fixed seed, with the relations of
 * planted.ts, its segments filled and scanned for insights. Dates count back from `now`, everything else is the same at every seeding.
 */
export async function seedDemo({ now }: { now: Date; ownerUrl?: string }): Promise<void> {
  const who = { workspaceId: DEMO_WORKSPACE_ID };
  const actor = systemActor(DEMO_WORKSPACE_ID, "demo");
  const random = new Random(SEED);
  const startedAt = new Date(+now - 760 * DAY_MS);
  const users = await demoUsers(random, startedAt);
  const batch = emptyBatch();

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
  const ofRole = (role: Role) => users.filter((user) => user.role === role).map(({ id }) => id);
  const sellers = { farmers: ofRole("farmer"), hunters: ofRole("hunter") };
  const managerId = ofRole("cx_manager")[0] ?? null;

  const channelIds: Record<string, string> = {};
  for (const name of CHANNELS) {
    channelIds[name] = random.id();
    batch.channels.push({ id: channelIds[name], name, created_at: startedAt });
  }
  const touchpointIds: Record<string, string> = {};
  for (const [position, [key, touchpoint]] of Object.entries(TOUCHPOINTS).entries()) {
    const id = random.id();
    touchpointIds[key] = id;
    const { name, description, controller } = touchpoint;
    batch.touchpoints.push({
      id,
      name,
      description,
      controller,
      owner_id: controller === "firm" ? managerId : null,
      position,
      created_at: startedAt,
    });
    for (const channel of touchpoint.channels) {
      batch.touchpoint_channels.push({ touchpoint_id: id, channel_id: channelIds[channel] });
    }
  }
  const productIds = {} as Record<ProductKey, string>;
  for (const [key, { name, priceCents }] of Object.entries(PRODUCTS) as [
    ProductKey,
    { name: string; priceCents: number },
  ][]) {
    productIds[key] = random.id();
    batch.products.push({
      id: productIds[key],
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

  const people = makePeople(random, batch, sellers, now, { persons: 2_080, companies: 150 });
  const ids = { channels: channelIds, products: productIds, touchpoints: touchpointIds };
  makeOrders(random, batch, people, ids, now);
  makeSales(random, batch, people, sellers, ids, now);
  const surveys = makeSurveys(random, batch, channelIds, touchpointIds, {
    timeZone: TIME_ZONE,
    publishedAt: new Date(+now - 740 * DAY_MS),
    byId: managerId,
  });
  const { detractors } = makeAnswers(random, batch, people, surveys, channelIds, touchpointIds, now);
  makeCases(random, batch, detractors, [...sellers.farmers, ...(managerId ? [managerId] : [])], touchpointIds, now);
  const segmentIds = makePlans(random, batch, { now, startedAt, managerId, touchpointIds });

  await transaction(
    who,
    async (tx) => {
      await tx.workspace.create({
        data: {
          id: DEMO_WORKSPACE_ID,
          name: "Meridian Air",
          timeZone: TIME_ZONE,
          currency: "EUR",
          brandColor: "#123b63",
          isDemo: true,
          createdAt: startedAt,
        },
      });
      await insertBatch(tx, who, batch);
      await tx.publicToken.createMany({ data: tokensOf(surveys), skipDuplicates: true });
      await recordEvent(
        tx,
        actor,
        "workspace.seed",
        { type: "workspace", id: DEMO_WORKSPACE_ID },
        { customers: people.length },
      );
      await recountRollups(tx, who);
    },
    { timeoutMs: 180_000 },
  );
  const context = await ruleContext(actor, now);
  for (const { name, rule } of segmentRules()) {
    const id = segmentIds[name];
    if (!id) continue;
    await transaction(
      who,
      async (tx) => {
        const { entered } = await bringMembersUpToDate(tx, actor, { id, rule, memberCount: 0 }, context, {
          cause: null,
        });
        await tx.segment.updateMany({ where: { id }, data: { memberCount: entered, computedAt: now } });
      },
      { timeoutMs: 60_000 },
    );
  }
  await scanDemo(actor, now);
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

/** Segments, journeys bound to them, and what is done about the gaps. Returns the segments' ids by name. */
function makePlans(
  random: Random,
  batch: ReturnType<typeof emptyBatch>,
  context: { now: Date; startedAt: Date; managerId: string | null; touchpointIds: Record<string, string> },
): Record<string, string> {
  const { now, startedAt, managerId, touchpointIds } = context;
  const segmentIds: Record<string, string> = {};
  for (const { name, description, rule } of segmentRules()) {
    segmentIds[name] = random.id();
    batch.segments.push({
      id: segmentIds[name],
      name,
      description,
      rule,
      created_by_id: managerId,
      created_at: startedAt,
      updated_at: startedAt,
    });
  }
  for (const { name, segment, stages } of JOURNEYS) {
    const journeyId = random.id();
    batch.journeys.push({
      id: journeyId,
      name,
      segment_id: segmentIds[segment] ?? null,
      owner_id: managerId,
      created_at: startedAt,
    });
    for (const [position, stage] of stages.entries()) {
      const stageId = random.id();
      batch.journey_stages.push({ id: stageId, journey_id: journeyId, name: stage.name, position });
      for (const [at, { touchpoint, doing, thinking, desired }] of stage.steps.entries()) {
        batch.journey_steps.push({
          id: random.id(),
          stage_id: stageId,
          touchpoint_id: touchpointIds[touchpoint],
          position: at,
          doing,
          thinking,
          desired,
        });
      }
    }
  }
  const daysAgo = (days: number | undefined) => (days === undefined ? null : new Date(+now - days * DAY_MS));
  for (const { title, reason, touchpoint, segment, createdDays, startedDays, doneDays } of IMPROVEMENTS) {
    batch.improvements.push({
      id: random.id(),
      title,
      reason,
      touchpoint_id: touchpoint ? touchpointIds[touchpoint] : null,
      segment_id: segment ? (segmentIds[segment] ?? null) : null,
      owner_id: managerId,
      created_at: daysAgo(createdDays),
      started_at: daysAgo(startedDays),
      done_at: daysAgo(doneDays),
    });
  }
  return segmentIds;
}
