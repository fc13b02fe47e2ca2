import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inWorkspace, Prisma, rows } from "@/lib/db";
import { refreshClasses } from "@/lib/segments/commands";
import { FIELD_KEYS, fieldOf, type Narrowing, type Operator, subjectOf } from "@/lib/segments/fields";
import { ruleContext } from "@/lib/segments/queries";
import { type RuleContext, ruleFrom, ruleToSql, ruleToWhere } from "@/lib/segments/rule-sql";
import { type Condition, type SegmentRule, segmentRule, type Where } from "@/lib/segments/schema";
import { matches, naiveMembers } from "./naive";
import {
  ATTRIBUTES,
  blank,
  emptyWorld,
  HOBBIES,
  NOW,
  randomFacts,
  seeded,
  TAGS,
  TEXTS,
  type World,
  write,
} from "./world";

/** Computed fields are held against a reckoning of their own in tests/integration/computed.test.ts. */
const ASKED = FIELD_KEYS.filter((key) => key !== "computed");

/** By both forms of the rule, which must never differ. */
async function membersOf(world: World, rule: SegmentRule, context: RuleContext): Promise<string[]> {
  const parsed = segmentRule.parse(rule);
  const ids = await membersBy(world, ruleToSql(parsed, context));
  expect(await membersBy(world, ruleToWhere(parsed, context))).toEqual(ids);
  return ids;
}

async function membersBy(world: World, condition: Prisma.Sql): Promise<string[]> {
  const found = await rows<{ id: string }>(
    inWorkspace(world.actor),
    world.actor,
    (w) => Prisma.sql`select c.id::text as id from ${ruleFrom(w)} where c.workspace_id = ${w} and ${condition}`,
  );
  return found.map(({ id }) => id).sort();
}

describe("ruleToSql on random worlds", () => {
  let world: World;
  let context: RuleContext;

  beforeAll(async () => {
    world = await emptyWorld();
    await write(world, randomFacts(world, 120, seeded(20_261_121)));
    await refreshClasses(world.actor, NOW);
    context = await ruleContext(world.actor, NOW);
    // A second workspace that looks alike: nothing of it may ever be selected or counted.
    const other = await emptyWorld();
    await write(other, randomFacts(other, 20, seeded(7)));
  });

  const DAYS = ["2025-12-31", "2026-02-01", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-04-01"];
  const STRINGS = [...TEXTS, ...HOBBIES, "de", "1@example.com", "Eco", "Business", "anna"];

  /** A condition on any field with any operator that it has, values near those of the world. */
  const condition: fc.Arbitrary<SegmentRule> = fc.constantFrom(...ASKED).chain((field) => {
    const subject: { field: typeof field; attribute?: string; item?: number; touchpoint?: string } = { field };
    const { of } = fieldOf(field);
    const named =
      of === "attribute"
        ? fc.constantFrom(...ATTRIBUTES.map(({ key }) => ({ ...subject, attribute: key })))
        : of === "item"
          ? fc.constantFrom(...(field === "item" ? [1, 2, 3] : [1, 2]).map((item) => ({ ...subject, item })))
          : of === "touchpoint"
            ? fc.constantFrom(...world.touchpoints.map((touchpoint) => ({ ...subject, touchpoint })))
            : fc.constant(subject);
    return named.chain((one) => {
      const { kind, operators } = subjectOf(one, context.catalogue)!;
      return fc.constantFrom(...operators).chain((op) => {
        const number = fc.constantFrom(0, 1, 2, 3, 5, 7, 9, ...(kind === "money" ? [100, 2_500, 5_000, 10_000] : []));
        const { from } = fieldOf(field);
        const word = from
          ? fc.constantFrom(...world[from])
          : kind === "words"
            ? fc.constantFrom("coffee", "COLD", "queue", "öde", "%", "'", "_", "\\", "x")
            : fieldOf(field).options
              ? fc.constantFrom(...fieldOf(field).options!)
              : kind === "person"
                ? fc.constantFrom(...world.owners)
                : kind === "tags"
                  ? fc.constantFrom(...TAGS)
                  : fc.constantFrom(...STRINGS);
        const list =
          kind === "boolean"
            ? fc.constantFrom([true], [false], [true, false])
            : kind === "answer"
              ? fc.uniqueArray(number, { minLength: 1, maxLength: 3 })
              : fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
        const days = fc.constantFrom(1, 2, 7, 30, 60, 90, 200);
        const values: Record<Operator, fc.Arbitrary<unknown>> = {
          is: list,
          isNot: list,
          hasAll: list,
          contains: fc.constantFrom("a", "S", "'", "%", "_", "\\", "--", "example", "ö"),
          startsWith: fc.constantFrom("A", "ö", "%", "O'", "Business"),
          below: number,
          above: number,
          atLeast: number,
          atMost: number,
          equals: number,
          between: fc.tuple(number, number).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
          withinLast: days,
          olderThan: days,
          withinNext: days,
          before: fc.constantFrom(...DAYS),
          from: fc.constantFrom(...DAYS),
          during: fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)).map((pair) => pair.sort()),
          known: fc.constant(undefined),
          unknown: fc.constant(undefined),
        };
        const narrow = fieldOf(field).narrow ?? [];
        const ids = (key: Narrowing, from: readonly string[]) =>
          narrow.includes(key)
            ? fc.option(fc.uniqueArray(fc.constantFrom(...from), { minLength: 1 }), { nil: undefined, freq: 2 })
            : fc.constant(undefined);
        const where: fc.Arbitrary<Where | undefined> = fc.record({
          days: narrow.includes("days") ? fc.option(days, { nil: undefined }) : fc.constant(undefined),
          channels: ids("channels", world.channels),
          products: ids("products", world.products),
          touchpoints: ids("touchpoints", world.touchpoints),
          kinds: ids("kinds", ["call", "visit", "email"]),
          outcomes: ids("outcomes", ["reached", "no_answer", "done"]),
          reasons: ids("reasons", ["price", "churn", "other"]),
        });
        return fc
          .tuple(values[op], where)
          .map(([value, narrowed]) => ({ ...one, op, value, where: narrowed }) as unknown as Condition);
      });
    });
  });

  const { rule } = fc.letrec<{ rule: SegmentRule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3, depthSize: "small", withCrossShrink: true },
      condition,
      fc.array(tie("rule"), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie("rule"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      fc.array(tie("rule"), { minLength: 1, maxLength: 2 }).map((none) => ({ none })),
    ),
  }));

  it("selects whom a naive evaluation in memory selects, whatever the rule", async () => {
    let partial = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 2, arbitrary: condition }, { weight: 1, arbitrary: rule }), async (given) => {
        const parsed = segmentRule.safeParse(given);
        // A mean has no natural limits; a rule whose numbers leave the field's range is refused, not evaluated.
        fc.pre(parsed.success);
        const expected = naiveMembers(parsed.data!, world.facts);
        if (expected.length > 0 && expected.length < world.facts.length) partial += 1;
        expect(await membersOf(world, parsed.data!, context)).toEqual(expected);
      }),
      { seed: 42, numRuns: 400 },
    );
    // Rules that take everybody or nobody prove little.
    expect(partial).toBeGreaterThan(200);
  }, 180_000);

  it("agrees for every field and operator at least once", async () => {
    const seen = new Set<string>();
    const asked = new Set<string>();
    const samples = fc.sample(condition, { seed: 1, numRuns: 8000 });
    for (const given of samples as Condition[]) {
      const parsed = segmentRule.safeParse(given);
      if (!parsed.success) continue;
      const key = `${given.field} ${given.attribute ?? ""} ${given.op} ${Object.keys(given.where ?? {}).length > 0}`;
      if (seen.has(key)) continue;
      seen.add(key);
      asked.add(`${given.field} ${given.op}`);
      expect(await membersOf(world, given, context), JSON.stringify(given)).toEqual(naiveMembers(given, world.facts));
    }
    const every = ASKED.filter((field) => field !== "attribute").flatMap((field) => {
      const subject = { field, item: 2, touchpoint: world.touchpoints[0] };
      return subjectOf(subject, context.catalogue)!.operators.map((op) => `${field} ${op}`);
    });
    expect(every.filter((one) => !asked.has(one))).toEqual([]);
    expect(seen.size).toBeGreaterThan(250);
  }, 180_000);
});

describe("each operator selects exactly the named customers", () => {
  let world: World;
  let context: RuleContext;

  beforeAll(async () => {
    world = await emptyWorld();
    const at = (text: string) => new Date(text);
    const said = (day: string, ...answers: [number, number][]) => ({
      id: crypto.randomUUID(),
      at: at(day),
      archived: false,
      answers: answers.map(([itemNo, value]) => ({ itemNo, value, text: null, at: at(day) })),
    });
    const order = (day: string, totalCents: number, channel: number | null = null) => ({
      at: at(day),
      totalCents,
      currency: "EUR",
      channelId: channel === null ? null : world.channels[channel]!,
      lines: [{ productId: world.products[0]!, quantity: 1, unitCents: totalCents }],
    });
    await write(world, [
      blank({
        name: "Ann",
        country: "Austria",
        tags: ["vip", "family"],
        ownerId: world.owners[0]!,
        attributes: { seats: 10, newsletter: true, renewal: "2026-03-20", cabin: "Eco" },
        orders: [order("2026-03-10T12:00:00Z", 5_000, 0), order("2025-06-01T12:00:00Z", 5_000, 1)],
        responses: [said("2026-03-01T10:00:00Z", [1, 9], [2, 5])],
      }),
      blank({
        name: "Bob",
        country: "Germany",
        tags: ["vip"],
        lifecycle: "at_risk",
        attributes: { seats: 2, newsletter: false, renewal: "2026-03-12" },
        orders: [order("2025-06-01T12:00:00Z", 9_999, 1)],
        // The first answer is not the latest.
        responses: [said("2026-02-01T10:00:00Z", [1, 9], [2, 5]), said("2026-03-02T10:00:00Z", [1, 6], [2, 1])],
      }),
      blank({ name: "Cyd", kind: "company", orders: [] }),
      blank({
        name: "Dee",
        archived: true,
        country: "Austria",
        tags: ["vip"],
        orders: [order("2026-03-10T12:00:00Z", 1)],
      }),
    ]);
    context = await ruleContext(world.actor, NOW);
  });

  const names = async (rule: SegmentRule) => {
    const ids = await membersOf(world, rule, context);
    return world.facts
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .sort()
      .join(" ");
  };

  it.each<[SegmentRule, string]>([
    [{ all: [] }, "Ann Bob Cyd"],
    [{ field: "country", op: "is", value: ["AUSTRIA"] }, "Ann"],
    [{ field: "country", op: "isNot", value: ["Austria"] }, "Bob"],
    [{ field: "country", op: "unknown" }, "Cyd"],
    [{ field: "country", op: "known" }, "Ann Bob"],
    [{ field: "country", op: "contains", value: "man" }, "Bob"],
    [{ field: "country", op: "startsWith", value: "aus" }, "Ann"],
    [{ field: "kind", op: "is", value: ["company"] }, "Cyd"],
    [{ field: "lifecycle", op: "isNot", value: ["active"] }, "Bob"],
    [{ field: "tags", op: "is", value: ["family", "x"] }, "Ann"],
    [{ field: "tags", op: "hasAll", value: ["vip", "family"] }, "Ann"],
    [{ field: "tags", op: "isNot", value: ["family"] }, "Bob Cyd"],
    [{ field: "tags", op: "unknown" }, "Cyd"],
    [{ field: "orders", op: "equals", value: 0 }, "Cyd"],
    [{ field: "orders", op: "atLeast", value: 2 }, "Ann"],
    [{ field: "orders", op: "atLeast", value: 1, where: { days: 90 } }, "Ann"],
    [{ field: "orders", op: "equals", value: 0, where: { days: 90 } }, "Bob Cyd"],
    [{ field: "revenue", op: "below", value: 10_000 }, "Bob Cyd"],
    [{ field: "revenue", op: "atLeast", value: 10_000 }, "Ann"],
    [{ field: "averageOrder", op: "between", value: [5_000, 9_999] }, "Ann Bob"],
    [{ field: "averageOrder", op: "unknown" }, "Cyd"],
    [{ field: "lastOrderAt", op: "withinLast", value: 3 }, "Ann"],
    [{ field: "lastOrderAt", op: "withinLast", value: 2 }, ""],
    [{ field: "lastOrderAt", op: "olderThan", value: 90 }, "Bob"],
    [{ field: "lastOrderAt", op: "unknown" }, "Cyd"],
    [{ field: "lastNps", op: "atMost", value: 6 }, "Bob"],
    [{ field: "npsClass", op: "is", value: ["promoter"] }, "Ann"],
    [{ field: "item", item: 2, op: "is", value: [1, 2] }, "Bob"],
    [{ field: "item", item: 2, op: "isNot", value: [1, 2] }, "Ann"],
    [{ field: "item", item: 2, op: "unknown" }, "Cyd"],
    [{ field: "itemMean", item: 2, op: "equals", value: 3 }, "Bob"],
    [{ field: "attribute", attribute: "seats", op: "above", value: 2 }, "Ann"],
    [{ field: "attribute", attribute: "newsletter", op: "is", value: [false] }, "Bob"],
    [{ field: "attribute", attribute: "renewal", op: "withinNext", value: 1 }, "Bob"],
    [{ field: "attribute", attribute: "renewal", op: "withinNext", value: 9 }, "Ann Bob"],
    [{ field: "attribute", attribute: "cabin", op: "is", value: ["Eco"] }, "Ann"],
    [{ none: [{ field: "country", op: "is", value: ["Austria"] }] }, "Bob Cyd"],
    [
      {
        any: [
          { field: "orders", op: "equals", value: 0 },
          { field: "lastNps", op: "below", value: 7 },
        ],
      },
      "Bob Cyd",
    ],
  ])("%j: %s", async (rule, expected) => {
    expect(await names(rule)).toBe(expected);
    expect(
      world.facts
        .filter((fact) => !fact.archived && matches(rule, fact))
        .map(({ name }) => name)
        .sort()
        .join(" "),
    ).toBe(expected);
  });
});

describe("what a rule cannot do", () => {
  const ATTACKS = [
    "'; drop table customers; --",
    "' or '1'='1",
    "x') or true --",
    "\\'; select pg_sleep(10); --",
    "$1",
    "\u0024{1}",
    "c.archived_at",
    "{a,b}",
    "%",
    '"; delete from segments; --',
  ];
  let world: World;
  let context: RuleContext;

  beforeAll(async () => {
    world = await emptyWorld();
    await write(world, [blank({ name: "Here", country: "Austria" })]);
    const other = await emptyWorld();
    await write(other, [blank({ name: "There", country: "Austria" })]);
    context = await ruleContext(world.actor, NOW);
  });

  it("keeps every text a text", async () => {
    for (const text of ATTACKS) {
      for (const rule of [
        { field: "country", op: "is", value: [text] },
        { field: "country", op: "isNot", value: [text], where: undefined },
        { field: "city", op: "contains", value: text },
        { field: "name", op: "startsWith", value: text },
        { field: "tags", op: "is", value: [text] },
        { field: "tags", op: "hasAll", value: [text] },
        { field: "attribute", attribute: "hobby", op: "is", value: [text] },
        { field: "attribute", attribute: "cabin", op: "is", value: [text] },
      ] as const) {
        const parsed = segmentRule.parse(rule);
        const compiled = ruleToSql(parsed, context);
        // The text changes a parameter and nothing else.
        const harmless = segmentRule.parse(JSON.parse(JSON.stringify(rule).replaceAll(JSON.stringify(text), '"x"')));
        expect(compiled.sql).toBe(ruleToSql(harmless, context).sql);
        expect(compiled.values).toContain(text);
        expect(await membersOf(world, parsed, context)).toEqual(rule.op === "isNot" ? [world.facts[0]!.id] : []);
      }
      // A key that is no attribute never reaches the database.
      expect(() =>
        ruleToSql(segmentRule.parse({ field: "attribute", attribute: text, op: "known" } as never), context),
      ).toThrow(/is not there/);
    }
    expect(await inWorkspace(world.actor).customer.count()).toBe(1);
  });

  it("reaches no other workspace", async () => {
    expect(await membersOf(world, { all: [] }, context)).toEqual([world.facts[0]!.id]);
    expect(await membersOf(world, { none: [{ field: "country", op: "is", value: ["Germany"] }] }, context)).toEqual([
      world.facts[0]!.id,
    ]);
  });
});
