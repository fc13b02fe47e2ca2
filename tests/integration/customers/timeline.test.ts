import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { createCustomer } from "@/lib/customers/commands";
import { countTimeline, listTimeline } from "@/lib/customers/queries/timeline";
import { newCustomer } from "@/lib/customers/schema";
import { TIMELINE_KINDS, type TimelineEvent, type TimelineFilter } from "@/lib/customers/timeline";
import { readTimelineUrl } from "@/lib/customers/timeline-url";
import { inWorkspace } from "@/lib/db";
import { newId } from "@/lib/id";
import { type TestWorkspace, testWorkspace } from "../../support/world";

const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12));

describe("the timeline of a customer with whom everything happened", () => {
  let world: TestWorkspace;
  let ewa: Actor;
  let piotr: Actor;
  let id: string;
  let contactId: string;
  const kindsOf = async (filter: TimelineFilter) =>
    (await listTimeline(ewa, id, filter)).events.map(({ kind }) => kind);

  beforeAll(async () => {
    world = await testWorkspace();
    ewa = world.actor;
    piotr = await world.as("hunter");
    const w = { workspaceId: ewa.workspaceId };
    const db = inWorkspace(ewa);
    const [mine, his] = [ewa.userId, piotr.userId ?? ""];
    const of = async (name: string) => (await createCustomer(ewa, newCustomer.parse({ name }))).id;
    id = await of("Acme");
    contactId = newId();
    await db.lifecycleTransition.updateMany({ where: { customerId: id }, data: { at: day(1) } });
    await db.contact.create({ data: { ...w, id: contactId, customerId: id, name: "Amara" } });
    const ofAll = [id, await of("Somebody else")];
    for (const customerId of ofAll) {
      const own = { ...w, id: newId(), customerId };
      const made = () => ({ ...own, id: newId() });
      const isOurs = customerId === id;
      await db.interaction.create({
        data: { ...made(), kind: "call", userId: his, contactId: isOurs ? contactId : null, happenedAt: day(2) },
      });
      await db.order.create({
        data: { ...made(), orderedAt: day(3), totalCents: 1000n, currency: "EUR", sellerId: mine },
      });
      const [surveyId, versionId] = [newId(), newId()];
      await db.survey.create({ data: { ...w, id: surveyId, name: "Survey", draft: {} } });
      await db.surveyVersion.create({
        data: { ...w, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
      });
      await db.response.create({
        data: {
          ...made(),
          surveyId,
          versionId,
          contactId: isOurs ? contactId : null,
          answeredAt: day(4),
          answeredOn: day(4),
        },
      });
      await db.case.create({
        data: { ...made(), number: isOurs ? 1 : 2, title: "Unhappy", ownerId: mine, openedAt: day(5) },
      });
      const dealId = newId();
      const deal = { name: "Deal", amountCents: 500n, currency: "EUR", winReason: "Trust" };
      await db.deal.create({ data: { ...own, id: dealId, ...deal } });
      await db.dealMove.create({
        data: { ...w, id: newId(), dealId, fromStage: "action", toStage: "won", at: day(6), byId: his },
      });
      await db.offer.create({
        data: { ...made(), name: "Lounge", offeredAt: day(7), offeredById: his, acceptedAt: day(8) },
      });
      await db.customerPromise.create({
        data: { ...made(), text: "Call back", dueOn: day(9), ownerId: his, madeAt: day(8) },
      });
      await db.task.create({ data: { ...made(), title: "Send it", ownerId: his, doneAt: day(9) } });
      await db.task.create({ data: { ...made(), title: "Not done yet", ownerId: his } });
      const goalId = newId();
      await db.successGoal.create({ data: { ...own, id: goalId, text: "Goal", ownerId: mine, reachedAt: day(11) } });
      await db.successMilestone.create({
        data: { ...w, id: newId(), goalId, text: "Milestone", ownerId: his, doneAt: day(10) },
      });
      await db.interview.create({ data: { ...made(), title: "Talk", heldOn: day(12), createdById: mine } });
      const segmentId = newId();
      await db.segment.create({ data: { ...w, id: segmentId, name: `Segment ${customerId}`, rule: {} } });
      await db.segmentMove.create({ data: { ...made(), segmentId, at: day(13), entered: true, cause: "edit" } });
      await db.handover.create({
        data: { ...made(), dealId, hunterId: his, farmerId: mine, startedAt: day(14) },
      });
      await db.customerShare.create({ data: { ...w, customerId, userId: his, byId: mine, at: day(15) } });
      await db.customerMerge.create({
        data: { ...w, id: newId(), keptId: customerId, mergedId: newId(), snapshot: {}, byId: mine, at: day(16) },
      });
    }
  });

  it("tells every kind, newest first, of this customer only", async () => {
    expect(await kindsOf({})).toEqual([
      "merge",
      "share",
      "handover",
      "segment",
      "interview",
      "plan",
      "plan",
      "task",
      "promise",
      "offer",
      "deal",
      "case",
      "answer",
      "order",
      "interaction",
      "lifecycle",
    ]);
    const { kinds } = await countTimeline(ewa, id);
    expect(kinds).toEqual({ ...Object.fromEntries(TIMELINE_KINDS.map((kind) => [kind, 1])), plan: 2 });
  });

  it("each event says what happened", async () => {
    const { events } = await listTimeline(ewa, id);
    const detail = (kind: TimelineEvent["kind"]) => events.find((event) => event.kind === kind)?.detail;
    expect(detail("deal")).toMatchObject({ from: "action", to: "won", reason: "Trust", by: "Test hunter" });
    expect(detail("offer")).toMatchObject({ name: "Lounge", state: "accepted" });
    expect(detail("promise")).toMatchObject({ text: "Call back", dueOn: "2026-01-09", kept: false });
    expect(detail("task")).toMatchObject({ title: "Send it", owner: "Test hunter" });
    expect(events.filter(({ kind }) => kind === "plan").map((event) => event.detail)).toMatchObject([
      { text: "Goal", goal: null },
      { text: "Milestone", goal: "Goal" },
    ]);
    expect(detail("handover")).toMatchObject({ hunter: "Test hunter", farmer: "Test cx_manager", completed: false });
    expect(detail("share")).toMatchObject({ with: "Test hunter", by: "Test cx_manager" });
    expect(detail("merge")).toMatchObject({ undone: false, by: "Test cx_manager" });
    expect(detail("answer")).toMatchObject({ contact: "Amara" });
  });

  it.each([...TIMELINE_KINDS])("is filtered to %s", async (kind) => {
    expect(new Set(await kindsOf({ kind }))).toEqual(new Set([kind]));
  });

  it("is filtered by who did it, or with whom, and counts what it shows", async () => {
    const his = await kindsOf({ who: piotr.userId ?? "" });
    expect(his.toSorted()).toEqual(
      ["deal", "handover", "interaction", "offer", "plan", "promise", "share", "task"].toSorted(),
    );
    const { kinds, people } = await countTimeline(ewa, id, { who: piotr.userId ?? "" });
    expect(Object.values(kinds).reduce((sum, n) => sum + n)).toBe(his.length);
    expect(await kindsOf({ who: contactId })).toEqual(["answer", "interaction"]);
    // Everybody can still be chosen, whoever is chosen now.
    expect(people.map(({ name, isContact }) => [name, isContact])).toEqual([
      ["Test cx_manager", false],
      ["Test hunter", false],
      ["Amara", true],
    ]);
  });

  it("is filtered by time, half open", async () => {
    const filter = { from: day(6), to: day(8) };
    expect(await kindsOf(filter)).toEqual(["offer", "deal"]);
    const { kinds } = await countTimeline(ewa, id, filter);
    expect(kinds).toMatchObject({ offer: 1, deal: 1, promise: 0, case: 0 });
  });

  it("pages through all kinds at one instant, none twice and none left out", async () => {
    const w = { workspaceId: ewa.workspaceId };
    const { id: crowded } = await createCustomer(ewa, newCustomer.parse({ name: "Crowded" }));
    const at = day(20);
    const many = Array.from({ length: 40 }, () => ({ ...w, customerId: crowded }));
    const db = inWorkspace(ewa);
    await db.order.createMany({
      data: many.map((own) => ({ ...own, id: newId(), orderedAt: at, totalCents: 1n, currency: "EUR" })),
    });
    await db.interaction.createMany({
      data: many.map((own) => ({ ...own, id: newId(), kind: "note", happenedAt: at })),
    });
    await db.offer.createMany({ data: many.map((own) => ({ ...own, id: newId(), name: "O", offeredAt: at })) });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listTimeline>> = await listTimeline(ewa, crowded, { cursor });
      seen.push(...page.events.map((event) => event.id));
      cursor = page.next;
    } while (cursor);
    expect(seen).toHaveLength(121);
    expect(new Set(seen).size).toBe(121);
  });

  it("shows nothing that the reader may not read", async () => {
    const far: Actor = { ...piotr, reach: { kind: "own" } };
    const { id: others } = await createCustomer(ewa, newCustomer.parse({ name: "Far" }));
    await inWorkspace(ewa).customer.updateMany({ where: { id: others }, data: { ownerId: ewa.userId } });
    expect(await listTimeline(far, others)).toEqual({ events: [], next: null });
    expect((await countTimeline(far, others)).kinds.lifecycle).toBe(0);
  });
});

describe("the timeline's part of the address", () => {
  const when = { now: new Date("2026-06-15T12:00:00Z"), timeZone: "UTC" };
  it("reads kind, person and time, and ignores what is wrong", () => {
    const who = newId();
    const read = readTimelineUrl({ kind: "order", who, time: "30d", before: "x" }, when);
    expect(read.filter).toMatchObject({ kind: "order", who });
    expect(read.filter.from?.toISOString()).toBe("2026-05-17T00:00:00.000Z");
    expect(read.href("/c", { kind: null })).toBe(`/c?who=${who}&time=30d`);
    expect(read.href("/c", { before: "y" })).toBe(`/c?kind=order&who=${who}&time=30d&before=y`);
    const wrong = readTimelineUrl({ kind: "\0", who: ["a", "b"], time: "ever" }, when);
    expect(wrong).toMatchObject({ filter: { kind: undefined, who: undefined }, period: "all", isAsked: false });
    expect(wrong.href("/c", {})).toBe("/c");
  });
});
