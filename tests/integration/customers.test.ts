import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import {
  addContact,
  archiveCustomers,
  assignCustomers,
  createAttributeDefinition,
  createCustomer,
  setLifecycle,
  unarchiveCustomers,
  updateCustomer,
} from "../../lib/customers/commands";
import { getCustomer, listContacts } from "../../lib/customers/queries/customer";
import { listAttributeDefinitions, listSegmentChoices } from "../../lib/customers/queries/definitions";
import { countCustomers, listCustomers, listTags } from "../../lib/customers/queries/list";
import { countTimeline, listTimeline } from "../../lib/customers/queries/timeline";
import {
  CUSTOMER_SORTS,
  type CustomerListParams,
  customerChanges,
  customerListParams,
  newContact,
  newCustomer,
} from "../../lib/customers/schema";
import { inWorkspace } from "../../lib/db";
import { newId } from "../../lib/id";
import { archiveInteraction, logInteraction, unarchiveInteraction } from "../../lib/interactions/commands";
import { openNextSteps } from "../../lib/interactions/queries";
import { newInteraction } from "../../lib/interactions/schema";
import { searchEverything } from "../../lib/search/queries";
import { type TestWorkspace, testWorkspace } from "../support/world";

const params = (given: Record<string, unknown> = {}): CustomerListParams => customerListParams.parse(given);
const namesOf = async (actor: Actor, given: Record<string, unknown>) =>
  (await listCustomers(actor, params(given))).rows.map(({ name }) => name);
const make = (actor: Actor, given: Record<string, unknown>) => createCustomer(actor, newCustomer.parse(given));
const audit = (actor: Actor, subjectId: string) =>
  inWorkspace(actor).auditEvent.findMany({ where: { subjectId }, orderBy: { at: "asc" }, select: { action: true } });

describe("a small known world of customers", () => {
  let world: TestWorkspace;
  let farmer: Actor;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    world = await testWorkspace();
    farmer = await world.as("farmer");
    const { actor } = world;
    await createAttributeDefinition(actor, { key: "age", label: "Age", kind: "number", options: [], unit: "years" });
    await createAttributeDefinition(actor, {
      key: "cabin",
      label: "Cabin",
      kind: "choice",
      options: ["Eco", "Business"],
      unit: "",
    });
    const customers: Record<string, unknown>[] = [
      {
        name: "Łucja Nowak",
        email: "lucja@example.com",
        phone: "+48 600-100-200",
        "attributes.age": "34",
        "attributes.cabin": "Eco",
        tags: "vip",
      },
      {
        name: "Kita-Verbund Süd",
        kind: "company",
        email: "info@kita.example",
        lifecycle: "at_risk",
        externalId: "K-77",
      },
      { name: "Amara Okafor", "attributes.age": 41, "attributes.cabin": "Business", lifecycle: "loyal" },
      { name: "Zed", "attributes.age": 9, lifecycle: "lost" },
    ];
    for (const given of customers) ids[String(given.name)] = (await make(actor, given)).id;
    ids.Own = (await make(farmer, { name: "Own" })).id;
    const db = inWorkspace(actor);
    const scores: [string, number, bigint][] = [
      ["Łucja Nowak", 9, 500n],
      ["Kita-Verbund Süd", 3, 90_000n],
      ["Amara Okafor", 7, 500n],
    ];
    for (const [name, lastNps, revenueCents] of scores) {
      const customerId = ids[name] ?? "";
      await db.customerExperience.update({
        where: { workspaceId_customerId: { workspaceId: actor.workspaceId, customerId } },
        data: { lastNps, lastNpsAt: new Date("2026-05-01"), lastAnswerAt: new Date("2026-05-01"), revenueCents },
      });
    }
    const segmentId = newId();
    await db.segment.create({
      data: { workspaceId: actor.workspaceId, id: segmentId, name: "Test segment", rule: {} },
    });
    await db.segmentMember.create({
      data: { workspaceId: actor.workspaceId, segmentId, customerId: ids.Zed ?? "" },
    });
    ids.segment = segmentId;
  });

  it.each([
    ["part of a name", "verb", ["Kita-Verbund Süd"]],
    ["letters without their accents", "lucja now", ["Łucja Nowak"]],
    ["accents that were not stored", "okäfor", ["Amara Okafor"]],
    ["part of an e-mail address", "kita.exam", ["Kita-Verbund Süd"]],
    ["part of a phone number, spaced otherwise", "600 100", ["Łucja Nowak"]],
    ["an external id", "k-77", ["Kita-Verbund Süd"]],
    ["two letters at the beginning of a word", "no", ["Łucja Nowak"]],
    ["a per cent sign as it is", "%%%", []],
  ])("search finds %s", async (_, q, expected) => {
    expect(await namesOf(world.actor, { q })).toEqual(expected);
  });

  it.each<[string, (known: Record<string, string>) => Record<string, unknown>, string[]]>([
    ["companies", () => ({ kind: "company" }), ["Kita-Verbund Süd"]],
    ["a lifecycle stage", () => ({ lifecycle: "lost" }), ["Zed"]],
    ["a tag", () => ({ tag: "vip" }), ["Łucja Nowak"]],
    ["a segment", (known) => ({ segment: known.segment }), ["Zed"]],
    ["promoters", () => ({ score: "promoter" }), ["Łucja Nowak"]],
    ["passives", () => ({ score: "passive" }), ["Amara Okafor"]],
    ["detractors", () => ({ score: "detractor" }), ["Kita-Verbund Süd"]],
    ["those who never answered", () => ({ score: "none" }), ["Own", "Zed"]],
    ["an attribute's value", () => ({ attr: "cabin:eq:Eco" }), ["Łucja Nowak"]],
    ["an attribute's range", () => ({ attr: ["age:gte:10", "age:lte:40"] }), ["Łucja Nowak"]],
    ["an attribute nobody defined", () => ({ attr: "shoe:eq:1" }), []],
    ["those without owner", () => ({ owner: "none" }), ["Amara Okafor", "Kita-Verbund Süd", "Łucja Nowak", "Zed"]],
    ["nobody in the archive", () => ({ archived: "1" }), []],
  ])("the filter selects %s", async (_, given, expected) => {
    expect((await namesOf(world.actor, given(ids))).sort()).toEqual([...expected].sort());
    expect((await countCustomers(world.actor, params(given(ids)))).count).toBe(expected.length);
  });

  it("a seller's own are those he made", async () => {
    expect(await namesOf(farmer, { owner: "mine" })).toEqual(["Own"]);
    expect(await namesOf(world.actor, { owner: farmer.userId ?? "" })).toEqual(["Own"]);
  });

  it("sorts by value, largest first, and puts those who never answered last", async () => {
    expect((await namesOf(world.actor, { sort: "value" }))[0]).toBe("Kita-Verbund Süd");
    expect((await namesOf(world.actor, { sort: "answer" })).slice(3).sort()).toEqual(["Own", "Zed"]);
  });

  it("shows owner, segments and tags beside a customer", async () => {
    const { rows } = await listCustomers(world.actor, params());
    expect(rows.find(({ name }) => name === "Own")).toMatchObject({ ownerName: "Test farmer", ownerRole: "farmer" });
    expect(rows.find(({ name }) => name === "Zed")).toMatchObject({ segments: ["Test segment"], revenueCents: 0 });
    expect(await listTags(world.actor)).toEqual(["vip"]);
    expect(await listSegmentChoices(world.actor)).toMatchObject([{ name: "Test segment" }]);
  });

  it("the palette finds customers and segments", async () => {
    expect(await searchEverything(world.actor, "amar")).toMatchObject([{ kind: "customer", label: "Amara Okafor" }]);
    expect(await searchEverything(world.actor, "test seg")).toMatchObject([{ kind: "segment", label: "Test segment" }]);
    expect(await searchEverything(world.actor, "  ")).toEqual([]);
  });

  it("another workspace finds none of it, by search, by list or by id", async () => {
    const other = await testWorkspace();
    const id = ids.Zed ?? "";
    expect(await namesOf(other.actor, {})).toEqual([]);
    expect(await searchEverything(other.actor, "Amara")).toEqual([]);
    await expect(getCustomer(other.actor, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateCustomer(other.actor, customerChanges.parse({ id, name: "Mine" }))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(archiveCustomers(other.actor, [id])).rejects.toMatchObject({ code: "not_found" });
    await expect(setLifecycle(other.actor, { id, stage: "lost", reason: "" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      logInteraction(other.actor, newInteraction.parse({ id: newId(), customerId: id, kind: "call" })),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await listTimeline(other.actor, id)).toEqual({ events: [], next: null });
    expect((await getCustomer(world.actor, id)).name).toBe("Zed");
  });

  it("an id that is none is not found either", async () => {
    await expect(getCustomer(world.actor, "1 or 1")).rejects.toMatchObject({ code: "not_found" });
  });

  it("refuses those without the right", async () => {
    const executive = await world.as("executive");
    const nobody = await world.as("nobody");
    await expect(make(executive, { name: "X" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(assignCustomers(farmer, [{ ids: [ids.Zed ?? ""], ownerId: null }])).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(listCustomers(nobody, params())).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("paging by keys", () => {
  let world: TestWorkspace;
  const size = 7;

  beforeAll(async () => {
    world = await testWorkspace();
    const at = new Date("2026-03-01");
    // Many equal names, values and instants: the id has to break every tie.
    const customers = Array.from({ length: 45 }, (_, index) => ({
      workspaceId: world.workspaceId,
      id: newId(),
      name: `Name ${index % 3}`,
      createdAt: index % 2 ? at : new Date("2026-04-01"),
    }));
    const db = inWorkspace(world.actor);
    await db.customer.createMany({ data: customers });
    await db.customerExperience.createMany({
      data: customers
        .filter((_, index) => index % 4)
        .map(({ id }, index) => ({
          workspaceId: world.workspaceId,
          customerId: id,
          revenueCents: BigInt(index % 2),
          lastAnswerAt: index % 5 ? at : null,
          lastInteractionAt: index % 3 ? at : null,
        })),
    });
  });

  it.each(CUSTOMER_SORTS.flatMap((sort) => [[sort, "asc"] as const, [sort, "desc"] as const]))(
    "walks every row once by %s %s, and back again",
    async (sort, dir) => {
      const seen: string[] = [];
      let page = await listCustomers(world.actor, params({ sort, dir }), { size });
      expect(page.previous).toBeNull();
      for (;;) {
        seen.push(...page.rows.map(({ id }) => id));
        if (!page.next) break;
        page = await listCustomers(world.actor, params({ sort, dir, cursor: page.next }), { size });
      }
      expect(seen).toHaveLength(45);
      expect(new Set(seen).size).toBe(45);
      const back = page.rows.map(({ id }) => id);
      while (page.previous) {
        page = await listCustomers(world.actor, params({ sort, dir, cursor: page.previous }), { size });
        back.unshift(...page.rows.map(({ id }) => id));
      }
      expect(back).toEqual(seen);
    },
  );

  it("shows the first page for a cursor of another sort or a made-up one", async () => {
    const first = await listCustomers(world.actor, params({}), { size });
    const wrong = await listCustomers(world.actor, params({ sort: "value", cursor: first.next }), { size });
    expect(wrong.previous).toBeNull();
    const turned = await listCustomers(world.actor, params({ dir: "desc", cursor: first.next }), { size });
    expect(turned.previous).toBeNull();
    expect((await listCustomers(world.actor, params({ cursor: "made-up" }), { size })).rows).toEqual(first.rows);
  });
});

describe("commands", () => {
  let world: TestWorkspace;
  let actor: Actor;
  beforeAll(async () => {
    world = await testWorkspace();
    actor = world.actor;
    await createAttributeDefinition(actor, { key: "age", label: "Age", kind: "number", options: [], unit: "" });
  });

  it("the same id sent twice makes one customer, one first stage and one event", async () => {
    const id = newId();
    await make(actor, { id, name: "Twice" });
    await make(actor, { id, name: "Twice" });
    expect(await namesOf(actor, { q: "twice" })).toEqual(["Twice"]);
    expect(await audit(actor, id)).toEqual([{ action: "customer.create" }]);
    expect((await countTimeline(actor, id)).kinds.lifecycle).toBe(1);
  });

  it("a wrong attribute stores nothing and says where", async () => {
    await expect(make(actor, { name: "Wrong", "attributes.age": "old" })).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { "attributes.age": "This is not a number." },
    });
    expect(await namesOf(actor, { q: "wrong" })).toEqual([]);
  });

  it("an update changes what is given, is found by its new words, and leaves the rest", async () => {
    const { id } = await make(actor, { name: "Before", email: "b@example.com", "attributes.age": 30 });
    await updateCustomer(actor, customerChanges.parse({ id, name: "After" }));
    expect(await getCustomer(actor, id)).toMatchObject({
      name: "After",
      email: "b@example.com",
      attributes: { age: 30 },
    });
    await updateCustomer(actor, customerChanges.parse({ id, email: "", "attributes.age": "" }));
    expect(await getCustomer(actor, id)).toMatchObject({ name: "After", email: null, attributes: {} });
    expect(await namesOf(actor, { q: "after" })).toEqual(["After"]);
    expect(await namesOf(actor, { q: "before" })).toEqual([]);
    expect(await audit(actor, id)).toHaveLength(3);
  });

  it("an external id belongs to one customer", async () => {
    await make(actor, { name: "First", externalId: "E1" });
    await expect(make(actor, { name: "Second", externalId: "E1" })).rejects.toMatchObject({
      code: "conflict",
      fieldErrors: { externalId: "First has this number." },
    });
  });

  it("assigning returns what undoes it", async () => {
    const farmer = await world.as("farmer");
    const hunter = await world.as("hunter");
    const one = (await make(farmer, { name: "One" })).id;
    const two = (await make(actor, { name: "Two" })).id;
    const before = await assignCustomers(actor, [{ ids: [one, two], ownerId: hunter.userId }]);
    expect((await getCustomer(actor, one)).owner).toMatchObject({ id: hunter.userId, role: "hunter" });
    await assignCustomers(actor, before);
    expect((await getCustomer(actor, one)).owner?.id).toBe(farmer.userId);
    expect((await getCustomer(actor, two)).owner).toBeNull();
    await expect(assignCustomers(actor, [{ ids: [one], ownerId: newId() }])).rejects.toMatchObject({ code: "invalid" });
  });

  it("archiving takes a customer out of the list and undo brings it back", async () => {
    const { id } = await make(actor, { name: "Archie" });
    expect(await archiveCustomers(actor, [id])).toEqual([id]);
    expect(await archiveCustomers(actor, [id])).toEqual([]);
    expect(await namesOf(actor, { q: "archie" })).toEqual([]);
    expect(await namesOf(actor, { q: "archie", archived: "1" })).toEqual(["Archie"]);
    expect(await unarchiveCustomers(actor, [id])).toEqual([id]);
    expect(await namesOf(actor, { q: "archie" })).toEqual(["Archie"]);
    expect((await audit(actor, id)).map(({ action }) => action)).toEqual([
      "customer.create",
      "customer.archive",
      "customer.unarchive",
    ]);
  });

  it("a lifecycle move is dated and stays on the timeline", async () => {
    const { id } = await make(actor, { name: "Moves", lifecycle: "lead" });
    await setLifecycle(actor, { id, stage: "new", reason: "First order" });
    await setLifecycle(actor, { id, stage: "new", reason: "again" });
    const { events } = await listTimeline(actor, id, { kind: "lifecycle" });
    expect(events.map(({ detail }) => detail)).toMatchObject([
      { from: "lead", to: "new", reason: "First order" },
      { from: null, to: "lead" },
    ]);
    expect((await getCustomer(actor, id)).lifecycleSince).toEqual(events[0]?.at);
  });

  it("people of a customer stand in order of influence", async () => {
    const { id } = await make(actor, { name: "Firm", kind: "company" });
    await addContact(actor, newContact.parse({ customerId: id, name: "Ben", influence: "20" }));
    await addContact(actor, newContact.parse({ customerId: id, name: "Ada", influence: "80", role: "decides" }));
    await addContact(actor, newContact.parse({ customerId: id, name: "Cem" }));
    expect((await listContacts(actor, id)).map(({ name }) => name)).toEqual(["Ada", "Ben", "Cem"]);
  });

  it("an attribute's key is taken once", async () => {
    const given = { key: "age", label: "Age again", kind: "text" as const, options: [], unit: "" };
    await expect(createAttributeDefinition(actor, given)).rejects.toMatchObject({ code: "conflict" });
    expect((await listAttributeDefinitions(actor)).map(({ key }) => key)).toEqual(["age"]);
  });
});

describe("the log of interactions", () => {
  let world: TestWorkspace;
  let farmer: Actor;
  let customerId: string;
  beforeAll(async () => {
    world = await testWorkspace();
    farmer = await world.as("farmer");
    customerId = (await make(farmer, { name: "Petra Lang" })).id;
  });
  const log = (given: Record<string, unknown>) =>
    logInteraction(farmer, newInteraction.parse({ id: newId(), customerId, kind: "call", ...given }));

  it("stores the same id once, counts it once, and undo takes it back", async () => {
    const id = newId();
    await Promise.all([log({ id, text: "Stays" }), log({ id, text: "Stays" }), log({ id, text: "Stays" })]);
    expect((await getCustomer(farmer, customerId)).experience).toMatchObject({ interactions: 1 });
    expect(await audit(farmer, id)).toEqual([{ action: "interaction.log" }]);
    await archiveInteraction(farmer, id);
    expect((await listTimeline(farmer, customerId, { kind: "interaction" })).events).toEqual([]);
    expect((await getCustomer(farmer, customerId)).experience).toMatchObject({
      interactions: 0,
      lastInteractionAt: null,
    });
    await unarchiveInteraction(farmer, id);
    expect((await getCustomer(farmer, customerId)).experience.interactions).toBe(1);
  });

  it("counts interactions that are logged at the same moment", async () => {
    const { id } = await make(farmer, { name: "Crowd" });
    await Promise.all(Array.from({ length: 8 }, () => log({ customerId: id })));
    expect((await getCustomer(farmer, id)).experience.interactions).toBe(8);
  });

  it("refuses another customer's contact and another customer's id", async () => {
    const other = (await make(farmer, { name: "Other" })).id;
    const contact = await addContact(farmer, newContact.parse({ customerId: other, name: "Ada" }));
    await expect(log({ contactId: contact.id })).rejects.toMatchObject({ code: "invalid" });
    const id = newId();
    await log({ id });
    await expect(log({ id, customerId: other })).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps what was promised until it is done", async () => {
    await log({ nextStep: "Send the term sheet", nextStepDueOn: "2026-12-01" });
    expect(await openNextSteps(farmer, customerId)).toMatchObject([
      { text: "Send the term sheet", dueOn: "2026-12-01", ownerName: "Test farmer" },
    ]);
  });

  it("pages the timeline by keys: every event once, newest first", async () => {
    const { id } = await make(farmer, { name: "Busy" });
    const db = inWorkspace(farmer);
    const at = (index: number) => new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 4)));
    await db.interaction.createMany({
      data: Array.from({ length: 50 }, (_, index) => ({
        workspaceId: farmer.workspaceId,
        id: newId(),
        customerId: id,
        kind: "call" as const,
        happenedAt: at(index),
      })),
    });
    await db.order.createMany({
      data: Array.from({ length: 50 }, (_, index) => ({
        workspaceId: farmer.workspaceId,
        id: newId(),
        customerId: id,
        orderedAt: at(index),
        totalCents: 100n,
        currency: "EUR",
      })),
    });
    const seen: { id: string; at: Date }[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listTimeline>> = await listTimeline(farmer, id, { cursor });
      seen.push(...page.events);
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen.map((event) => event.id)).size).toBe(101);
    expect(seen).toHaveLength(101);
    expect(seen.map((event) => +event.at)).toEqual(seen.map((event) => +event.at).sort((a, b) => b - a));
    expect((await countTimeline(farmer, id)).kinds).toMatchObject({
      interaction: 50,
      order: 50,
      lifecycle: 1,
      answer: 0,
    });
  });
});
