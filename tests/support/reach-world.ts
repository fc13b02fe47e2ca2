import { type Actor, mintActor, type Reach } from "../../lib/auth/actor";
import { inWorkspace } from "../../lib/db";
import { newId } from "../../lib/id";
import { fourQuestions, publishedSurvey } from "./surveys";
import { type TestWorkspace, testWorkspace } from "./world";

/** Whose customer each is, from where the seller who looks stands. */
export const WHOSE = ["Own", "Mate", "Below", "Stranger", "Shared", "Nobody"] as const;
export type Whose = (typeof WHOSE)[number];

/** What is in every text that hangs on such a customer, and in no other. */
export const markOf = (whose: Whose): string => `Mark${whose}`;

/** Ids of one customer and of everything that hangs on it. */
export type Hung = Record<
  | "customer"
  | "contact"
  | "interaction"
  | "order"
  | "offer"
  | "deal"
  | "line"
  | "openCase"
  | "response"
  | "link"
  | "interview"
  | "quote"
  | "note"
  | "promise"
  | "task"
  | "contract"
  | "goal"
  | "milestone"
  | "handover",
  string
>;

export type ReachWorld = TestWorkspace & {
  hung: Record<Whose, Hung>;
  surveyId: string;
  textItemId: string;
  touchpointId: string;
  segmentId: string;
  listId: string;
  /** The people: who looks, and whose customers the others are. */
  people: Record<"me" | "mate" | "below" | "stranger", string>;
  looks: (role: "hunter" | "farmer", scope: "own" | "team" | "all") => Actor;
};

/**
 * Six customers, each with a row of everything; all of these rows are the looking seller's own, so that nothing but the
 * customer decides who sees them. @param now the instant at which all happened
 */
export async function reachWorld(now: Date): Promise<ReachWorld> {
  const world = await testWorkspace({ smallGroup: 3 });
  const { workspaceId } = world;
  const db = inWorkspace(world);
  const user = async () => {
    const { userId } = await world.as("farmer");
    if (!userId) throw new Error("a person");
    return userId;
  };
  const [me, mate, below, stranger] = [await user(), await user(), await user(), await user()];
  const owners: Record<Whose, string | null> = {
    Own: me,
    Mate: mate,
    Below: below,
    Stranger: stranger,
    Shared: stranger,
    Nobody: null,
  };
  const touchpointId = newId();
  await db.touchpoint.create({ data: { workspaceId, id: touchpointId, name: "Boarding" } });
  const { surveyId, versionId } = await publishedSurvey(world.actor, { questions: fourQuestions(touchpointId) });
  const items = await db.item.findMany({ where: { surveyId } });
  const itemId = (key: string) => items.find((item) => item.key === key)?.id ?? "";
  const recommendNo = String(items.find(({ key }) => key === "recommend")?.no);
  const segmentId = newId();
  const listId = newId();
  const ruleId = newId();
  await db.offerRule.create({ data: { workspaceId, id: ruleId, name: "A rule", trigger: "member", offer: "Seats" } });
  for (const [id, isList] of [
    [segmentId, false],
    [listId, true],
  ] as const) {
    await db.segment.create({
      data: {
        workspaceId,
        id,
        name: isList ? "A list" : "Everybody",
        isList,
        rule: isList ? { field: "list", op: "is", value: [id] } : { field: "kind", op: "is", value: ["company"] },
        memberCount: WHOSE.length,
        computedAt: now,
      },
    });
  }
  const today = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const hung = {} as Record<Whose, Hung>;
  for (const [at, whose] of WHOSE.entries()) {
    const mark = markOf(whose);
    const ids = Object.fromEntries(
      "customer contact interaction order offer deal line openCase response link interview quote note promise task contract goal milestone handover"
        .split(" ")
        .map((name) => [name, newId()]),
    ) as Hung;
    hung[whose] = ids;
    const on = { workspaceId, customerId: ids.customer };
    await db.customer.create({
      data: {
        workspaceId,
        id: ids.customer,
        kind: "company",
        name: `${mark} Ltd`,
        externalId: `ext-${mark}`,
        email: `${mark.toLowerCase()}@example.com`,
        // One number for all: they look like duplicates of each other.
        phone: "+49 30 5550123",
        searchText: `${mark} ltd`.toLowerCase(),
        lifecycle: "lead",
        ownerId: owners[whose],
        tags: [`tag-${mark}`],
      },
    });
    await db.customerExperience.create({
      data: {
        ...on,
        orders: 1,
        revenueCents: 1000,
        firstOrderAt: now,
        lastNps: 3,
        lastNpsAt: now,
        responses: 1,
        latest: { [recommendNo]: [3, +now] },
      },
    });
    if (whose === "Shared") await db.customerShare.create({ data: { ...on, userId: me, byId: stranger } });
    await db.lifecycleTransition.create({ data: { ...on, id: newId(), toStage: "lead", at: now, byId: me } });
    await db.contact.create({ data: { ...on, id: ids.contact, name: `${mark} contact` } });
    await db.interaction.create({
      data: {
        ...on,
        id: ids.interaction,
        kind: "call",
        userId: me,
        text: `${mark} call`,
        happenedAt: now,
        nextStep: `${mark} step`,
        nextStepDueOn: today,
      },
    });
    await db.order.create({
      data: { ...on, id: ids.order, orderedAt: now, totalCents: 1000, currency: "EUR", sellerId: me },
    });
    await db.orderLine.create({
      data: { workspaceId, id: newId(), orderId: ids.order, label: `${mark} line`, unitCents: 1000 },
    });
    await db.offer.create({
      data: { ...on, id: ids.offer, name: `${mark} offer`, offeredAt: now, offeredById: me, ruleId },
    });
    await db.deal.create({
      data: {
        ...on,
        id: ids.deal,
        name: `${mark} deal`,
        amountCents: 100,
        currency: "EUR",
        probability: 0.2,
        ownerId: me,
        source: `source-${mark}`,
        competitors: [`rival-${mark}`],
      },
    });
    await db.dealMove.create({ data: { workspaceId, id: newId(), dealId: ids.deal, toStage: "attention", byId: me } });
    await db.dealLine.create({
      data: { workspaceId, id: ids.line, dealId: ids.deal, label: `${mark} quote line`, unitCents: 100 },
    });
    await db.auditEvent.create({
      data: {
        workspaceId,
        id: newId(),
        actorId: me,
        via: "test",
        action: "deal.move",
        subjectType: "deal",
        subjectId: ids.deal,
        detail: { from: mark, to: "interest" },
      },
    });
    await db.response.create({
      data: { ...on, id: ids.response, surveyId, versionId, answeredAt: now, answeredOn: today },
    });
    for (const [key, value, text] of [
      ["recommend", 3, null],
      ["reason", null, `${mark} says why`],
      ["boarding", 4, null],
    ] as const) {
      await db.answer.create({
        data: {
          ...on,
          responseId: ids.response,
          itemId: itemId(key),
          touchpointId: key === "boarding" ? touchpointId : null,
          answeredOn: today,
          answeredAt: now,
          value,
          text,
        },
      });
    }
    await db.case.create({
      data: { ...on, id: ids.openCase, number: at + 1, title: `${mark} case`, responseId: ids.response, ownerId: me },
    });
    await db.surveyLink.create({
      data: { ...on, id: ids.link, surveyId, name: `${mark} link`, token: newId() },
    });
    await db.interview.create({
      data: { ...on, id: ids.interview, title: `${mark} interview`, heldOn: today, transcript: `${mark} spoke of it` },
    });
    await db.quote.create({
      data: {
        workspaceId,
        id: ids.quote,
        interviewId: ids.interview,
        text: `${mark} spoke`,
        segmentId,
        consent: "public",
        tags: [],
      },
    });
    for (const list of [segmentId, listId]) {
      await db.segmentMember.create({ data: { ...on, segmentId: list, since: now } });
      await db.segmentMove.create({
        data: { ...on, id: newId(), segmentId: list, at: now, entered: true, cause: "edit" },
      });
    }
    await db.segmentListEntry.create({ data: { ...on, segmentId: listId } });
    await db.customerNote.create({
      data: { ...on, id: ids.note, kind: "need", text: `${mark} note`, notedOn: today, notedById: me },
    });
    await db.customerPromise.create({
      data: { ...on, id: ids.promise, text: `${mark} promise`, dueOn: today, ownerId: me },
    });
    await db.task.create({
      data: { ...on, id: ids.task, title: `${mark} task`, ownerId: me, createdById: me, dueOn: today },
    });
    await db.contract.create({
      data: {
        ...on,
        id: ids.contract,
        name: `${mark} contract`,
        yearCents: 1000,
        currency: "EUR",
        startsOn: today,
        renewsOn: today,
      },
    });
    await db.successGoal.create({ data: { ...on, id: ids.goal, text: `${mark} goal`, ownerId: me, dueOn: today } });
    await db.successMilestone.create({
      data: { workspaceId, id: ids.milestone, goalId: ids.goal, text: `${mark} milestone`, ownerId: me, dueOn: today },
    });
    await db.handover.create({
      data: { ...on, id: ids.handover, dealId: ids.deal, hunterId: me, farmerId: me, promised: `${mark} promised` },
    });
  }
  const reaches: Record<"own" | "team" | "all", Reach | undefined> = {
    own: { kind: "own" },
    team: { kind: "team", userIds: [me, mate, below] },
    all: undefined,
  };
  const looks = (role: "hunter" | "farmer", scope: "own" | "team" | "all"): Actor => {
    const reach = reaches[scope];
    return mintActor({ userId: me, workspaceId, role, via: "session", ...(reach ? { reach } : {}) });
  };
  const textItemId = itemId("reason");
  return {
    ...world,
    hung,
    surveyId,
    textItemId,
    touchpointId,
    segmentId,
    listId,
    people: { me, mate, below, stranger },
    looks,
  };
}
