import type { Actor } from "@/lib/auth/actor";
import { inWorkspace, type Prisma, transaction } from "@/lib/db";
import { newId } from "@/lib/id";
import { recountRollups } from "@/lib/responses/rollups-sql";
import { RESPONSES } from "@/lib/surveys/battery";
import { testWorkspace } from "@/tests/support/world";

/** A small generator with a seed, so that a failure can be repeated (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export const SPAN = { fromDay: "2026-03-01", toDay: "2026-04-01" };

const TEXTS = [
  "I was calm all the time.",
  "Not calm at all, I was rushed.",
  "They were never really stressed, and so was I not.",
  "Fine.",
  "So relaxed: at ease from the door on.",
  "Stressed. Rushed. Never again.",
  "It wasn't calm.",
  "Calmly said: nothing to add.",
];

/**
 * Three touchpoints, three channels, two segments; questions with a touchpoint of their own, and one that takes its
 * link's. Boarding at the desk has three answers, too few to be shown.
 */
export async function touchWorld(fields: { smallGroup?: number } = {}) {
  const made = await testWorkspace(fields);
  const { actor, workspaceId } = made;
  const db = inWorkspace(actor);
  const pick = seeded(42);
  const touchpoints = ["Buying", "Boarding", "Landing"].map((name, position) => ({
    workspaceId,
    id: newId(),
    name,
    position,
  }));
  const channels = ["App", "Desk", "Web"].map((name) => ({ workspaceId, id: newId(), name }));
  const [buying, boarding, landing] = touchpoints.map(({ id }) => id) as [string, string, string];
  const [app, desk, web] = channels.map(({ id }) => id) as [string, string, string];
  const surveyId = newId();
  const versionId = newId();
  await db.touchpoint.createMany({ data: touchpoints });
  await db.channel.createMany({ data: channels });
  await db.touchpointChannel.createMany({
    data: [
      [buying, app],
      [buying, web],
      [boarding, app],
      [boarding, desk],
      [landing, desk],
    ].map(([touchpointId, channelId]) => ({ workspaceId, touchpointId: touchpointId!, channelId: channelId! })),
  });
  await db.survey.create({
    data: { workspaceId, id: surveyId, name: "Flights", draft: {}, currentVersionId: versionId },
  });
  await db.surveyVersion.create({
    data: { workspaceId, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
  });
  await db.surveyLink.create({
    data: { workspaceId, id: newId(), surveyId, name: "Desk", token: newId(), channelId: desk },
  });
  const scale = { kind: "rating", measure: "csat", direction: "higher", scaleMin: 1, scaleMax: 5 } as const;
  const given = [
    { ...scale, key: "buying", touchpointId: buying },
    { ...scale, key: "boarding", touchpointId: boarding },
    { ...scale, key: "landing", touchpointId: landing },
    { ...scale, key: "anywhere", touchpointId: null },
    { ...scale, key: "recommend", kind: "nps", measure: "nps", scaleMin: 0, scaleMax: 10, touchpointId: null },
    {
      ...scale,
      key: "effort",
      kind: "effort",
      measure: "ces",
      direction: "lower",
      scaleMax: 7,
      touchpointId: boarding,
    },
    ...[boarding, landing].flatMap((touchpointId, i) =>
      RESPONSES.map((response) => ({
        ...scale,
        key: `${response}_${i}`,
        measure: "other" as const,
        touchpointId,
        response,
      })),
    ),
    { kind: "text", measure: "other", direction: "none", key: "why", touchpointId: null },
    { kind: "text", measure: "other", direction: "none", key: "landing_why", touchpointId: landing },
  ] as const;
  const items = given.map((item, i) => ({
    ...item,
    workspaceId,
    id: newId(),
    surveyId,
    no: i + 1,
    label: item.key,
    isPlaced: item.touchpointId !== null,
  }));
  await db.item.createMany({ data: items });
  const customers = Array.from({ length: 30 }, newId);
  await db.customer.createMany({ data: customers.map((id, i) => ({ workspaceId, id, name: `customer ${i}` })) });
  const segments = ["Families", "Pairs"].map((name) => ({ workspaceId, id: newId(), name, rule: {} }));
  await db.segment.createMany({ data: segments });
  await db.segmentMember.createMany({
    data: [
      ...customers.slice(0, 18).map((customerId) => ({ workspaceId, segmentId: segments[0]!.id, customerId })),
      ...customers.slice(16, 18).map((customerId) => ({ workspaceId, segmentId: segments[1]!.id, customerId })),
    ],
  });
  const responses: Prisma.ResponseCreateManyInput[] = [];
  const answers: Prisma.AnswerCreateManyInput[] = [];
  for (let i = 0; i < 260; i++) {
    const answeredAt = new Date(Date.UTC(2026, 1 + pick(3), 1 + pick(27), pick(24)));
    const channelId = i < 3 ? desk : pick(6) === 0 ? null : pick(2) === 0 ? app : web;
    const base = {
      workspaceId,
      customerId: pick(7) === 0 ? null : customers[pick(customers.length)]!,
      channelId,
      answeredAt: i < 3 ? new Date(Date.UTC(2026, 2, 10)) : answeredAt,
      answeredOn: new Date(i < 3 ? "2026-03-10" : answeredAt.toISOString().slice(0, 10)),
    };
    const id = newId();
    const linkTouchpoint = pick(3) === 0 ? null : touchpoints[pick(3)]!.id;
    responses.push({ ...base, id, surveyId, versionId, archivedAt: i % 41 === 40 ? new Date() : null });
    for (const item of items) {
      if (item.key === "boarding" ? channelId === desk && i >= 3 : pick(3) === 0) continue;
      const isText = item.kind === "text";
      const span = isText ? 0 : item.scaleMax - item.scaleMin + 1;
      // The app is better at buying, and boarding lies low to the senses.
      const lift = (item.key === "buying" && channelId === app) || item.key.endsWith("_1") ? 1 : 0;
      const low = item.key === "sensory_0";
      answers.push({
        ...base,
        responseId: id,
        itemId: item.id,
        touchpointId: item.touchpointId ?? linkTouchpoint,
        value: isText ? null : low ? 1 + pick(2) : Math.min(item.scaleMax, item.scaleMin + pick(span) + lift),
        text: isText ? TEXTS[pick(TEXTS.length)]! : null,
      });
    }
  }
  await db.response.createMany({ data: responses });
  await db.answer.createMany({ data: answers });
  await transaction(actor, (tx) => recountRollups(tx, actor));
  const archived = new Set(responses.filter((one) => one.archivedAt).map((one) => one.id));
  const standing = answers.filter((answer) => !archived.has(answer.responseId));
  return {
    ...made,
    db,
    touchpoints,
    channels,
    segments,
    items,
    customers,
    buying,
    boarding,
    landing,
    app,
    desk,
    web,
    standing,
    surveyId,
    versionId,
  };
}

export type TouchWorld = Awaited<ReturnType<typeof touchWorld>>;

/** The answers of the span, as rows, to be counted by hand. */
export const within = (world: TouchWorld, span = SPAN) =>
  world.standing.filter((answer) => {
    const day = (answer.answeredOn as Date).toISOString().slice(0, 10);
    return day >= span.fromDay && day < span.toDay;
  });

export const numbersOf = (values: readonly number[]) => {
  const n = values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  return { n, mean: n === 0 ? null : sum / n };
};

export const stranger = async (): Promise<Actor> => (await testWorkspace()).actor;
