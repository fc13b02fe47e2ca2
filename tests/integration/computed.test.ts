import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { mintActor } from "../../lib/auth/actor";
import {
  archiveComputedField,
  createComputedField,
  restoreComputedField,
  updateComputedField,
} from "../../lib/computed/commands";
import { definitionToSql } from "../../lib/computed/field-sql";
import { formulaText, kindOf } from "../../lib/computed/formula";
import { computedContext, listComputedFields } from "../../lib/computed/queries";
import {
  computedInput,
  type Definition,
  HOWS,
  type Node,
  needsValue,
  type RollUp,
  SIGNS,
  SOURCE_KEYS,
  sourceOf,
  WINDOWS,
} from "../../lib/computed/schema";
import { computedValues, previewComputed } from "../../lib/customers/queries/computed";
import { installationDb, inWorkspace, Prisma, rows } from "../../lib/db";
import { newId } from "../../lib/id";
import { dayIn } from "../../lib/period";
import { createSegment, recomputeSegment } from "../../lib/segments/commands";
import { ruleContext, segmentCatalogue } from "../../lib/segments/queries";
import { ruleFrom, ruleToSql } from "../../lib/segments/rule-sql";
import { describeRule } from "../../lib/segments/rule-text";
import { segmentRule } from "../../lib/segments/schema";
import { type TestWorkspace, testWorkspace } from "../support/world";

const TIME_ZONE = "Europe/Warsaw";
/** Half past midnight of 2 January in Warsaw, still the 1st in UTC. */
const NOW = new Date("2026-01-01T23:30:00Z");
const TODAY = "2026-01-02";
const ITEM = 7;

/** One record of any source, as plain facts. */
type Fact = { at: Date | string; id: string; value: Record<string, number | null>; states: string[]; narrow?: string };
type Person = { id: string; seats: number | null; facts: Record<(typeof SOURCE_KEYS)[number], Fact[]> };

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Random people, written into a workspace and kept as facts. */
async function populate(world: TestWorkspace, count: number, random: () => number): Promise<Person[]> {
  const { workspaceId } = world;
  const db = installationDb();
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  // Around the borders of days and years of the zone, and far from them.
  const EDGES = [
    "2025-12-31T22:59:59Z",
    "2025-12-31T23:00:00Z",
    "2026-01-01T22:59:59Z",
    "2026-01-01T23:00:00Z",
    "2024-12-31T23:00:00Z",
    "2024-12-31T22:59:59Z",
  ];
  const instant = () =>
    random() < 0.3
      ? new Date(+new Date(pick(EDGES)) + below(900))
      : new Date(+NOW - below(800) * 86_400_000 - below(86_400_000));
  const day = () => new Date(+NOW - (below(800) - 30) * 86_400_000).toISOString().slice(0, 10);
  const asDay = (text: string) => new Date(`${text}T00:00:00Z`);
  const [surveyId, versionId, itemId, otherItem] = [newId(), newId(), newId(), newId()];
  await db.survey.create({ data: { workspaceId, id: surveyId, name: "S", draft: {} } });
  await db.surveyVersion.create({
    data: { workspaceId, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
  });
  for (const [id, no] of [
    [itemId, ITEM],
    [otherItem, ITEM + 1],
  ] as const)
    await db.item.create({
      data: {
        workspaceId,
        id,
        surveyId,
        no,
        key: `i${no}`,
        label: `Item ${no}`,
        kind: "rating",
        scaleMin: 1,
        scaleMax: 5,
      },
    });
  const people: Person[] = [];
  let caseNumber = 0;
  for (let n = 0; n < count; n++) {
    const customerId = newId();
    const base = { workspaceId, customerId };
    const seats = random() < 0.7 ? below(5) : null;
    await db.customer.create({
      data: {
        workspaceId,
        id: customerId,
        name: `Person ${n}`,
        attributes: seats === null ? { seats: "many" } : { seats },
      },
    });
    const facts: Person["facts"] = {
      orders: [],
      interactions: [],
      deals: [],
      cases: [],
      tasks: [],
      contracts: [],
      promises: [],
      answers: [],
    };
    const times = () => (random() < 0.3 ? 0 : below(5));
    for (let k = times(); k > 0; k--) {
      const [id, orderedAt, totalCents, currency] = [newId(), instant(), below(20_000), pick(["EUR", "EUR", "USD"])];
      await db.order.create({ data: { ...base, id, orderedAt, totalCents, currency } });
      facts.orders.push({ at: orderedAt, id, value: { amount: currency === "EUR" ? totalCents : null }, states: [] });
    }
    for (let k = times(); k > 0; k--) {
      const [id, happenedAt, kind, gone] = [
        newId(),
        instant(),
        pick(["call", "visit", "email"] as const),
        random() < 0.2,
      ];
      await db.interaction.create({ data: { ...base, id, happenedAt, kind, archivedAt: gone ? NOW : null } });
      if (!gone) facts.interactions.push({ at: happenedAt, id, value: {}, states: [], narrow: kind });
    }
    for (let k = times(); k > 0; k--) {
      const [id, createdAt, amountCents, currency] = [newId(), instant(), below(90_000), pick(["EUR", "USD"])];
      const stage = pick(["attention", "interest", "action", "won", "lost"] as const);
      const closed = instant();
      const probability = below(11) / 10;
      const gone = random() < 0.2;
      await db.deal.create({
        data: {
          ...base,
          id,
          name: "D",
          createdAt,
          amountCents,
          currency,
          stage,
          probability,
          archivedAt: gone ? NOW : null,
          wonAt: stage === "won" ? closed : null,
          lostAt: stage === "lost" ? closed : null,
        },
      });
      if (gone) continue;
      const value = { amount: currency === "EUR" ? amountCents : null, probability: probability * 100 };
      const isOpen = stage !== "won" && stage !== "lost";
      facts.deals.push({ at: createdAt, id, value, states: isOpen ? ["", "open"] : [""], narrow: stage });
      // A won one is asked for by when it was won.
      if (!isOpen) facts.deals.push({ at: closed, id, value, states: [stage], narrow: stage });
    }
    for (let k = times(); k > 0; k--) {
      const [id, openedAt, dueAt] = [newId(), instant(), instant()];
      const resolvedAt = random() < 0.5 ? new Date(+openedAt + below(90) * 3_600_000) : null;
      await db.case.create({ data: { ...base, id, number: ++caseNumber, title: "C", openedAt, dueAt, resolvedAt } });
      const value = { hours: resolvedAt ? (+resolvedAt - +openedAt) / 3_600_000 : null };
      facts.cases.push({
        at: openedAt,
        id,
        value,
        states: ["", ...(resolvedAt ? [] : ["open", ...(dueAt < NOW ? ["late"] : [])])],
      });
      if (resolvedAt) facts.cases.push({ at: resolvedAt, id, value, states: ["resolved"] });
    }
    for (const what of ["tasks", "promises"] as const) {
      for (let k = times(); k > 0; k--) {
        const [id, madeAt, dueOn, gone] = [newId(), instant(), day(), random() < 0.2];
        const doneAt = random() < 0.5 ? instant() : null;
        const shared = { ...base, id, dueOn: asDay(dueOn), archivedAt: gone ? NOW : null };
        if (what === "tasks")
          await db.task.create({
            data: { ...shared, title: "T", ownerId: world.actor.userId!, createdAt: madeAt, doneAt },
          });
        else await db.customerPromise.create({ data: { ...shared, text: "P", madeAt, keptAt: doneAt } });
        if (gone) continue;
        facts[what].push({
          at: madeAt,
          id,
          value: {},
          states: ["", ...(doneAt ? [] : ["open", ...(dueOn < TODAY ? ["late"] : [])])],
        });
        if (doneAt) facts[what].push({ at: doneAt, id, value: {}, states: [what === "tasks" ? "done" : "kept"] });
      }
    }
    for (let k = times(); k > 0; k--) {
      const [id, startsOn, yearCents, currency] = [newId(), day(), below(50_000), pick(["EUR", "USD"])];
      const endedOn = random() < 0.5 ? day() : null;
      await db.contract.create({
        data: {
          ...base,
          id,
          name: "K",
          yearCents,
          currency,
          startsOn: asDay(startsOn),
          endedOn: endedOn ? asDay(endedOn) : null,
        },
      });
      const value = { year: currency === "EUR" ? yearCents : null };
      const running = startsOn <= TODAY && (!endedOn || endedOn > TODAY);
      facts.contracts.push({ at: startsOn, id, value, states: ["", ...(running ? ["running"] : [])] });
      if (endedOn && endedOn <= TODAY) facts.contracts.push({ at: endedOn, id, value, states: ["ended"] });
    }
    for (let k = times(); k > 0; k--) {
      const [id, answeredAt, gone] = [newId(), instant(), random() < 0.2];
      const value = random() < 0.8 ? 1 + below(5) : null;
      const answeredOn = asDay(dayIn(TIME_ZONE, answeredAt));
      await db.response.create({
        data: { ...base, id, surveyId, versionId, answeredAt, answeredOn, archivedAt: gone ? NOW : null },
      });
      const shared = { ...base, responseId: id, answeredAt, answeredOn };
      await db.answer.create({ data: { ...shared, itemId, value, text: value === null ? "words" : null } });
      await db.answer.create({ data: { ...shared, itemId: otherItem, value: 3 } });
      if (!gone && value !== null) facts.answers.push({ at: answeredAt, id, value: { value }, states: [] });
    }
    people.push({ id: customerId, seats, facts });
  }
  return people;
}

const dayOfFact = (at: Date | string) => (typeof at === "string" ? at : dayIn(TIME_ZONE, at));

/** What a roll-up should be, worked out without a database. */
function naiveRollUp(given: RollUp, { facts }: Person): number | null {
  const state = given.state ?? "";
  const shift = (days: number) =>
    new Date(Date.parse(`${TODAY}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const fits = facts[given.source].filter(({ at, states, narrow }) => {
    if (states.length > 0 && !states.includes(state)) return false;
    const chosen = given.kinds ?? given.stages;
    if (chosen && !chosen.includes(narrow ?? "")) return false;
    const day = dayOfFact(at);
    if (given.window === "thisYear") return day.startsWith("2026");
    if (given.window === "lastYear") return day.startsWith("2025");
    if (given.window === "days") return day >= shift(1 - given.days!) && day <= TODAY;
    return true;
  });
  const values = fits.flatMap(({ value }) => value[given.value ?? ""] ?? []);
  const isMoney = given.value !== undefined && sourceOf(given.source).values[given.value] === "money";
  // Halves go away from zero, as Postgres rounds a numeric.
  const whole = (value: number) => (isMoney ? Math.sign(value) * Math.round(Math.abs(value)) : value);
  switch (given.how) {
    case "count":
      return fits.length;
    case "daysSince": {
      const days = fits
        .map(({ at }) => dayOfFact(at))
        .filter((day) => day <= TODAY)
        .sort();
      const last = days.at(-1);
      return last ? Math.round((Date.parse(TODAY) - Date.parse(last)) / 86_400_000) : null;
    }
    case "sum":
      return whole(values.reduce((sum, value) => sum + value, 0));
    case "mean":
      return values.length ? whole(values.reduce((sum, value) => sum + value, 0) / values.length) : null;
    case "min":
      return values.length ? whole(Math.min(...values)) : null;
    case "max":
      return values.length ? whole(Math.max(...values)) : null;
    case "last": {
      const known = fits.filter(({ value }) => value[given.value ?? ""] != null);
      const time = ({ at }: Fact) => (typeof at === "string" ? Date.parse(at) : +at);
      known.sort((a, b) => time(b) - time(a) || (a.id < b.id ? 1 : -1));
      const latest = known[0]?.value[given.value ?? ""];
      return latest == null ? null : whole(latest);
    }
  }
}

const rollUp: fc.Arbitrary<RollUp> = fc.constantFrom(...SOURCE_KEYS).chain((source) => {
  const { values, states, narrow } = sourceOf(source);
  const hows = HOWS.filter((how) => !needsValue(how) || Object.keys(values).length > 0);
  return fc
    .record({
      how: fc.constantFrom(...hows),
      value: fc.constantFrom(...Object.keys(values), "none"),
      state: fc.constantFrom(undefined, ...states),
      narrowed: narrow
        ? fc.option(fc.subarray([...narrow.options], { minLength: 1, maxLength: 3 }))
        : fc.constant(null),
      window: fc.constantFrom(...WINDOWS),
      days: fc.constantFrom(1, 2, 30, 365),
    })
    .filter(({ how, value }) => !needsValue(how) || value !== "none")
    .map(({ how, value, state, narrowed, window, days }) => ({
      type: "rollUp" as const,
      source,
      how,
      ...(needsValue(how) ? { value } : {}),
      ...(source === "answers" ? { item: ITEM } : {}),
      ...(state ? { state } : {}),
      ...(narrowed && narrow ? { [narrow.key]: narrowed } : {}),
      window,
      ...(window === "days" ? { days } : {}),
    }));
});

describe("roll-ups and formulas on random worlds", () => {
  let world: TestWorkspace;
  let people: Person[];

  beforeAll(async () => {
    world = await testWorkspace({ timeZone: TIME_ZONE, currency: "EUR" });
    const attribute = { id: newId(), key: "seats", label: "Seats", kind: "number" as const };
    await installationDb().attributeDefinition.create({ data: { workspaceId: world.workspaceId, ...attribute } });
    people = await populate(world, 25, seeded(20_261_122));
    // A second workspace that looks alike: nothing of it may ever be counted.
    await populate(await testWorkspace({ timeZone: TIME_ZONE }), 5, seeded(3));
  }, 120_000);

  async function valuesOf(
    definition: Definition,
    fields: { key: string; label: string; definition: Definition }[] = [],
  ) {
    const context = await computedContext(world.actor, NOW);
    const found = await rows<{ id: string; value: number | null }>(
      inWorkspace(world.actor),
      world.actor,
      (w) => Prisma.sql`
        select c.id, (${definitionToSql(definition, { ...context, names: { ...context.names, fields } })})::float8 as value
        from customers c where c.workspace_id = ${w}`,
    );
    return new Map(found.map(({ id, value }) => [id, value]));
  }

  const close = (a: number | null | undefined, b: number | null) =>
    a == null || b === null ? a === b : Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));

  test("a roll-up is what one counts by hand", async () => {
    await fc.assert(
      fc.asyncProperty(rollUp, async (given) => {
        const found = await valuesOf(given);
        for (const person of people) {
          const expected = naiveRollUp(given, person);
          expect(
            close(found.get(person.id), expected),
            `${JSON.stringify(given)}: ${found.get(person.id)} for ${expected}`,
          ).toBe(true);
        }
      }),
      { numRuns: 250, seed: 22 },
    );
  }, 180_000);

  const FIELDS: { key: string; label: string; definition: RollUp }[] = [
    {
      key: "open_tasks",
      label: "Open tasks",
      definition: { type: "rollUp", source: "tasks", how: "count", state: "open", window: "all" },
    },
    {
      key: "this_year",
      label: "This year",
      definition: { type: "rollUp", source: "orders", how: "sum", value: "amount", window: "thisYear" },
    },
    {
      key: "last_year",
      label: "Last year",
      definition: { type: "rollUp", source: "orders", how: "sum", value: "amount", window: "lastYear" },
    },
    {
      key: "silence",
      label: "Silence",
      definition: { type: "rollUp", source: "orders", how: "daysSince", window: "all" },
    },
    {
      key: "mean",
      label: "Mean",
      definition: { type: "rollUp", source: "answers", how: "mean", value: "value", item: ITEM, window: "all" },
    },
  ];
  const node: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.constantFrom(0, 1, 2, 0.5, 100).map((number) => ({ number })),
      fc.constantFrom(...FIELDS.map(({ key }) => ({ field: key }))),
      fc.constant({ attribute: "seats" }),
      fc.record({ sign: fc.constantFrom(...SIGNS), left: tie("node"), right: tie("node") }),
    ),
  })).node;

  /** null: unknown, which whatever is made of it is too; so is a division by nothing. */
  function naiveNode(given: Node, person: Person): number | null {
    if ("number" in given) return given.number;
    if ("money" in given) return given.money;
    if ("attribute" in given) return person.seats;
    if ("field" in given) return naiveRollUp(FIELDS.find(({ key }) => key === given.field)!.definition, person);
    const [left, right] = [naiveNode(given.left, person), naiveNode(given.right, person)];
    if (left === null || right === null) return null;
    if (given.sign === "+") return left + right;
    if (given.sign === "-") return left - right;
    if (given.sign === "*") return left * right;
    return right === 0 ? null : left / right;
  }

  test("a formula is what one works out by hand, and division by nothing is unknown", async () => {
    const names = {
      currency: "EUR",
      fields: FIELDS,
      attributes: [{ key: "seats", label: "Seats", kind: "number" as const }],
    };
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(node, async (given) => {
        const definition: Definition = { type: "formula", node: given };
        let kind: "number" | "money";
        try {
          kind = kindOf(definition, names);
        } catch {
          return;
        }
        asked += 1;
        const found = await valuesOf(definition, FIELDS);
        for (const person of people) {
          const exact = naiveNode(given, person);
          const value = found.get(person.id);
          const fits =
            exact !== null && kind === "money" && value != null
              ? Math.abs(value - exact) <= 0.500001
              : close(value, exact);
          expect(fits, `${formulaText(given, names)}: ${value} for ${exact}`).toBe(true);
        }
      }),
      { numRuns: 300, seed: 23 },
    );
    expect(asked).toBeGreaterThan(80);
  }, 180_000);

  test("a number beyond all sense is unknown instead of a fault", async () => {
    const big: Node = Array.from({ length: 9 }).reduce<Node>((left) => ({ sign: "*", left, right: { number: 9e15 } }), {
      number: 9e15,
    });
    expect([...(await valuesOf({ type: "formula", node: big })).values()].every((value) => value === null)).toBe(true);
  });
});

describe("a computed field", () => {
  const define = (world: TestWorkspace, key: string, given: object, label = key) =>
    createComputedField(world.actor, computedInput.parse({ key, label, unit: "", definition: given }));
  const tasks = { type: "rollUp", source: "tasks", how: "count", state: "open", window: "all" };
  const text = (words: string) => ({ type: "formulaText", text: words });

  test("is defined, tried, used in a segment, changed, archived and brought back", async () => {
    const world = await testWorkspace();
    const { workspaceId, actor } = world;
    const db = installationDb();
    const ids = [newId(), newId(), newId()];
    for (const [n, id] of ids.entries()) {
      await db.customer.create({ data: { workspaceId, id, name: `Person ${n}` } });
      for (let k = 0; k < n * 2; k++)
        await db.task.create({
          data: { workspaceId, id: newId(), title: "T", customerId: id, ownerId: actor.userId! },
        });
    }
    await define(world, "open_tasks", tasks, "Open tasks");
    await define(world, "load", text("open_tasks * 10"), "Load");
    const now = new Date();
    const values = await computedValues(actor, ids, { now });
    expect(ids.map((id) => values.get(id))).toEqual([
      { open_tasks: 0, load: 0 },
      { open_tasks: 2, load: 20 },
      { open_tasks: 4, load: 40 },
    ]);
    const tried = await previewComputed(actor, {
      key: null,
      definition: { type: "formulaText", text: "load / open_tasks" },
      now,
    });
    expect(tried).toMatchObject({ kind: "number", sampled: 3, known: 2 });
    expect(tried.rows.map(({ value }) => value)).toEqual([10, 10, null]);

    const rule = segmentRule.parse({ field: "computed", computed: "open_tasks", op: "above", value: 2 });
    expect(describeRule(rule, await segmentCatalogue(actor))).toBe("open tasks above 2");
    const { id: segmentId } = await createSegment(actor, { name: "Busy", description: "", rule });
    await recomputeSegment(world.system, segmentId, { cause: null });
    const members = async () =>
      (await db.segmentMember.findMany({ where: { workspaceId, segmentId } })).map(({ customerId }) => customerId);
    expect(await members()).toEqual([ids[2]]);

    const fields = await listComputedFields(actor);
    await updateComputedField(actor, {
      id: fields[0]!.id,
      label: "Open tasks",
      unit: "",
      definition: { type: "rollUp", source: "tasks", how: "count", window: "all" },
    });
    await archiveComputedField(actor, fields[0]!.id);
    expect((await computedValues(actor, ids, { now })).get(ids[2]!)).toEqual({ load: 40 });
    await recomputeSegment(world.system, segmentId, { cause: "edit" });
    expect(await members()).toEqual([ids[2]]);
    await restoreComputedField(actor, fields[0]!.id);
    expect((await listComputedFields(actor)).map(({ archived }) => archived)).toEqual([false, false]);
  });

  test("says at its place what is wrong, and is not made of itself", async () => {
    const world = await testWorkspace();
    await define(world, "open_tasks", tasks);
    await define(world, "twice", text("open_tasks * 2"));
    await expect(define(world, "open_tasks", tasks)).rejects.toMatchObject({ code: "conflict" });
    await expect(define(world, "wrong", text("open_tasks + nothing"))).rejects.toMatchObject({
      fieldErrors: {
        "definition.text": "There is no field or number called “nothing”.",
        "definition.from": "13",
        "definition.to": "20",
      },
    });
    await expect(
      define(world, "answers_mean", {
        type: "rollUp",
        source: "answers",
        how: "mean",
        value: "value",
        item: 99,
        window: "all",
      }),
    ).rejects.toMatchObject({ fieldErrors: { "definition.item": "This question is not there." } });
    const [first] = await listComputedFields(world.actor);
    await expect(
      updateComputedField(world.actor, {
        id: first!.id,
        label: "x",
        unit: "",
        definition: { type: "formulaText", text: "twice + 1" },
      }),
    ).rejects.toMatchObject({ fieldErrors: { "definition.text": "“open_tasks” would be made of itself." } });
    // A number that others add a number to does not become money.
    await define(world, "plus", text("open_tasks + 1"));
    await expect(
      updateComputedField(world.actor, {
        id: first!.id,
        label: "x",
        unit: "",
        definition: { type: "rollUp", source: "orders", how: "sum", value: "amount", window: "all" },
      }),
    ).rejects.toMatchObject({
      fieldErrors: { "definition.text": expect.stringContaining("“plus” is made of this field: An amount of money") },
    });
  });

  test("shows only customers that one may see, and belongs to its workspace", async () => {
    const world = await testWorkspace();
    const hunter = await world.as("hunter");
    const id = newId();
    await installationDb().customer.create({
      data: { workspaceId: world.workspaceId, id, name: "Hidden", ownerId: world.actor.userId },
    });
    await define(world, "open_tasks", tasks);
    const now = new Date();
    expect((await computedValues(hunter, [id], { now })).size).toBe(1);
    expect((await computedValues(mintActor({ ...hunter, reach: { kind: "own" } }), [id], { now })).size).toBe(0);
    const elsewhere = await testWorkspace();
    expect((await computedValues(elsewhere.actor, [id], { now })).size).toBe(0);
    await expect(define({ ...world, actor: hunter }, "mine", tasks)).rejects.toMatchObject({ code: "forbidden" });
    const context = await ruleContext(elsewhere.actor, now);
    const rule = segmentRule.parse({ field: "computed", computed: "open_tasks", op: "atLeast", value: 0 });
    expect(() => ruleToSql(rule, context)).toThrow("is not there");
    const found = await rows<{ id: string }>(
      inWorkspace(world.actor),
      world.actor,
      (w) => Prisma.sql`select c.id from ${ruleFrom(w)} where c.workspace_id = ${w} and ${Prisma.sql`true`}`,
    );
    expect(found).toHaveLength(1);
  });
});
