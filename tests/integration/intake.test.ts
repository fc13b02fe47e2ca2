import { beforeEach, describe, expect, it } from "vitest";
import { actorOfKey } from "../../lib/auth/keys";
import { inWorkspace, Prisma, rows } from "../../lib/db";
import { takeContacts, takeCustomers, takeDeals, takeInteractions, takeOrders } from "../../lib/intake/commands";
import { createKey, withdrawKey } from "../../lib/keys/commands";
import { listKeys } from "../../lib/keys/queries";
import { type TestWorkspace, testWorkspace } from "../support/world";

// What a firm would lose if these failed: its CRM's events arriving once, each row with a word about what became of it.

let world: TestWorkspace;
beforeEach(async () => {
  world = await testWorkspace({ currency: "EUR" });
});

const query = <T>(sql: (w: Prisma.Sql) => Prisma.Sql) => rows<T>(inWorkspace(world.actor), world.actor, sql);
const outcomes = (result: Awaited<ReturnType<typeof takeCustomers>>) => result.rows.map(({ outcome }) => outcome);

describe("customers", () => {
  it("are created, sent again unchanged, and updated where a row says something else", async () => {
    const sent = [
      { externalId: "a", name: "Anna Lind", email: "Anna@Example.com", tags: ["vip"], lifecycle: "lead" },
      { externalId: "b", name: "Berg AS", kind: "company" },
    ];
    expect(await takeCustomers(world.actor, sent)).toMatchObject({ created: 2, updated: 0, unchanged: 0, refused: 0 });
    expect(await takeCustomers(world.actor, sent)).toMatchObject({ created: 0, updated: 0, unchanged: 2, refused: 0 });
    const again = await takeCustomers(world.actor, [
      { externalId: "a", phone: "+47 22 33 44", lifecycle: "active" },
      { externalId: "b", city: null },
    ]);
    expect(outcomes(again)).toEqual(["updated", "unchanged"]);
    const [anna] = await query<Record<string, unknown>>(
      (w) => Prisma.sql`
        select c.name, c.email, c.phone, c.tags, c.lifecycle::text, c.search_text as "search", x.orders,
          (select array_agg(coalesce(t.from_stage::text, '') || '>' || t.to_stage::text order by t.at, t.id)
            from lifecycle_transitions t where t.workspace_id = ${w} and t.customer_id = c.id) as steps,
          (select array_agg(h.field order by h.field) from customer_changes h
            where h.workspace_id = ${w} and h.customer_id = c.id) as changed
        from customers c join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
        where c.workspace_id = ${w} and c.external_id = 'a'`,
    );
    expect(anna).toEqual({
      name: "Anna Lind",
      email: "anna@example.com",
      phone: "+47 22 33 44",
      tags: ["vip"],
      lifecycle: "active",
      search: "anna lind anna@example.com 47223344 a",
      orders: 0,
      steps: [">lead", "lead>active"],
      changed: ["lifecycle", "phone"],
    });
  });

  it("that cannot be taken are refused with the reason at its field, and the others are stored", async () => {
    const result = await takeCustomers(world.actor, [
      { externalId: "a", name: "Anna", email: "no address" },
      { externalId: "b", name: "Berg" },
      { externalId: "b", name: "Berg again" },
      { externalId: "c" },
      { name: "Nobody" },
      { externalId: "d", name: "Dora", owner: "stranger@example.com", shoeSize: 40 },
      { externalId: "e", name: "Eva", attributes: { shoe_size: 40 } },
      "nonsense",
    ]);
    expect(result).toMatchObject({ created: 1, refused: 7 });
    expect(result.rows.map(({ errors }) => Object.keys(errors ?? {}))).toEqual([
      ["email"],
      [],
      ["externalId"],
      ["name"],
      ["externalId"],
      [""],
      ["attributes.shoe_size"],
      [""],
    ]);
    expect(result.rows[2]?.errors).toEqual({ externalId: "This external id is row 1 of the batch already." });
    expect(await query((w) => Prisma.sql`select name from customers where workspace_id = ${w}`)).toEqual([
      { name: "Berg" },
    ]);
  });

  it("sent twice at the same moment are stored once", async () => {
    const sent = Array.from({ length: 50 }, (_, i) => ({ externalId: `c${i}`, name: `Customer ${i}` }));
    const results = await Promise.all([1, 2, 3].map(() => takeCustomers(world.actor, sent)));
    expect(results.map(({ created }) => created).sort((a, b) => a - b)).toEqual([0, 0, 50]);
    expect(results.map(({ unchanged }) => unchanged).sort((a, b) => a - b)).toEqual([0, 50, 50]);
  });

  it("of another workspace are not touched by the same external ids", async () => {
    await takeCustomers(world.actor, [{ externalId: "a", name: "Ours" }]);
    const other = await testWorkspace({ currency: "EUR" });
    expect(await takeCustomers(other.actor, [{ externalId: "a", name: "Theirs" }])).toMatchObject({ created: 1 });
    expect(await takeContacts(other.actor, [{ externalId: "p", customer: "a", name: "Per" }])).toMatchObject({
      created: 1,
    });
    expect(await query((w) => Prisma.sql`select name from customers where workspace_id = ${w}`)).toEqual([
      { name: "Ours" },
    ]);
    expect(await query((w) => Prisma.sql`select name from contacts where workspace_id = ${w}`)).toEqual([]);
  });
});

describe("what customers do", () => {
  beforeEach(() =>
    takeCustomers(world.actor, [
      { externalId: "a", name: "Anna" },
      { externalId: "b", name: "Berg" },
    ]),
  );

  it("orders count in the customer's experience once, and lines replace those stored", async () => {
    const order = {
      externalId: "o1",
      customer: "a",
      orderedAt: "2026-03-01T10:00:00Z",
      totalCents: 12_900,
      currency: "eur",
      lines: [{ label: "Seat", unitCents: 12_900 }],
    };
    expect(outcomes(await takeOrders(world.actor, [order]))).toEqual(["created"]);
    expect(outcomes(await takeOrders(world.actor, [order]))).toEqual(["unchanged"]);
    const lines = [
      { label: "Seat", quantity: 2, unitCents: 6_450 },
      { label: "Bag", unitCents: 0 },
    ];
    expect(outcomes(await takeOrders(world.actor, [{ ...order, lines }]))).toEqual(["updated"]);
    expect(outcomes(await takeOrders(world.actor, [{ ...order, lines }]))).toEqual(["unchanged"]);
    // The order was another customer's after all: both are counted again.
    expect(outcomes(await takeOrders(world.actor, [{ ...order, lines, customer: "b", totalCents: 13_000 }]))).toEqual([
      "updated",
    ]);
    expect(
      await query(
        (w) => Prisma.sql`
          select c.external_id as id, x.orders, x.revenue_cents::int as cents,
            (select count(*)::int from orders o join order_lines l on l.workspace_id = ${w} and l.order_id = o.id
              where o.workspace_id = ${w} and o.customer_id = c.id) as lines
          from customers c join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
          where c.workspace_id = ${w} order by 1`,
      ),
    ).toEqual([
      { id: "a", orders: 0, cents: 0, lines: 0 },
      { id: "b", orders: 1, cents: 13_000, lines: 2 },
    ]);
  });

  it("an order whose line is worth more than can be added up is refused", async () => {
    const lines = [{ label: "Planet", quantity: 1_000_000, unitCents: 1e14 }];
    const order = { externalId: "too-much", customer: "nobody", orderedAt: "2026-05-01T10:00:00Z", totalCents: 1 };
    const result = await takeOrders(world.actor, [{ ...order, currency: "EUR", lines }]);
    expect(result.rows[0]?.errors).toEqual({ "lines.0.unitCents": "This is too much." });
  });

  it("interactions find their people by name, and refuse what is not there", async () => {
    await takeContacts(world.actor, [
      { externalId: "p", customer: "b", name: "Per", influence: 60, stance: 1 },
      { externalId: "q", customer: "x", name: "Q" },
    ]).then((result) => expect(outcomes(result)).toEqual(["created", "refused"]));
    const call = { externalId: "i1", customer: "b", kind: "call", happenedAt: "2026-03-02T08:00:00Z", contact: "p" };
    const result = await takeInteractions(world.actor, [
      call,
      { ...call, externalId: "i2", customer: "a" },
      { ...call, externalId: "i3", channel: "Telegraph" },
      { ...call, externalId: "i4", happenedAt: "2199-01-01T00:00:00Z" },
      { ...call, externalId: "i5", nextStepDueOn: "2026-03-09" },
    ]);
    expect(result.rows.map(({ outcome, errors }) => [outcome, ...Object.keys(errors ?? {})])).toEqual([
      ["created"],
      ["refused", "contact"],
      ["refused", "channel"],
      ["refused", "happenedAt"],
      ["refused", "nextStep"],
    ]);
    expect(outcomes(await takeInteractions(world.actor, [call]))).toEqual(["unchanged"]);
    expect(
      await query(
        (w) => Prisma.sql`
          select x.interactions, p.influence, p.stance from interactions i
          join contacts p on p.workspace_id = ${w} and p.id = i.contact_id
          join customer_experience x on x.workspace_id = ${w} and x.customer_id = i.customer_id
          where i.workspace_id = ${w}`,
      ),
    ).toEqual([{ interactions: 1, influence: 0.6, stance: 1 }]);
  });

  it("deals move with a dated step each, and win and loss keep their day", async () => {
    const deal = { externalId: "d1", customer: "b", name: "Fleet", amountCents: 500_000 };
    expect(outcomes(await takeDeals(world.actor, [deal]))).toEqual(["created"]);
    expect(outcomes(await takeDeals(world.actor, [deal]))).toEqual(["unchanged"]);
    const won = { ...deal, stage: "won", closedAt: "2026-04-01T09:00:00Z" };
    expect(outcomes(await takeDeals(world.actor, [won]))).toEqual(["updated"]);
    expect(outcomes(await takeDeals(world.actor, [won]))).toEqual(["unchanged"]);
    expect(outcomes(await takeDeals(world.actor, [{ ...deal, stage: "interest", closedAt: won.closedAt }]))).toEqual([
      "refused",
    ]);
    expect(
      await query(
        (w) => Prisma.sql`
          select d.stage::text, d.currency, d.probability, to_char(d.won_at at time zone 'UTC', 'YYYY-MM-DD') as won,
            (select array_agg(coalesce(m.from_stage::text, '') || '>' || m.to_stage::text order by m.id) from deal_moves m
              where m.workspace_id = ${w} and m.deal_id = d.id) as moves
          from deals d where d.workspace_id = ${w}`,
      ),
    ).toEqual([
      { stage: "won", currency: "EUR", probability: 1, won: "2026-04-01", moves: [">attention", "attention>won"] },
    ]);
  });
});

describe("a key", () => {
  const asking = (key: string) =>
    actorOfKey(new Request("http://localhost/api/v1/customers", { headers: { authorization: `Bearer ${key}` } }));

  it("opens its own workspace with the rights it was given, is noted, and opens nothing once withdrawn", async () => {
    const admin = await world.as("admin");
    const { id, key } = await createKey(admin, { name: "Shop", role: "executive" });
    const actor = await asking(key);
    expect(actor).toMatchObject({ workspaceId: world.workspaceId, role: "executive", via: "api: Shop", userId: null });
    if (!actor) throw new Error("no actor");
    await expect(takeCustomers(actor, [{ externalId: "a", name: "A" }])).rejects.toMatchObject({ code: "forbidden" });
    const [listed] = await listKeys(admin);
    expect(listed).toMatchObject({ name: "Shop", prefix: key.slice(0, 8) });
    expect(listed?.lastUsedAt).toBeInstanceOf(Date);
    await withdrawKey(admin, id);
    await expect(asking(key)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await listKeys(admin)).toEqual([]);
  });

  it("is kept as its hash alone", async () => {
    const { key } = await createKey(await world.as("admin"), { name: "Shop", role: "cx_manager" });
    const [found] = await query<{ text: string }>(
      (w) => Prisma.sql`
        select coalesce((select string_agg(k::text, ' ') from api_keys k where k.workspace_id = ${w}), '')
          || coalesce((select string_agg(p::text, ' ') from public_tokens p where p.workspace_id = ${w}), '') as text`,
    );
    expect(found?.text).not.toContain(key);
    expect(found?.text).not.toContain(key.slice(9));
  });

  it("that nobody made, and one of another kind, are refused; none at all is no key", async () => {
    await expect(asking("wmk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")).rejects.toMatchObject({ status: 401 });
    await expect(asking("something")).rejects.toMatchObject({ status: 401 });
    expect(await actorOfKey(new Request("http://localhost/"))).toBeNull();
  });
});
