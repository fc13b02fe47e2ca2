import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { csvFile, readCsv } from "../../lib/csv";
import { createAttributeDefinition, createCustomer, exportCustomers } from "../../lib/customers/commands";
import { readListUrl } from "../../lib/customers/list-url";
import { customersCsv } from "../../lib/customers/queries/export";
import { listCustomers } from "../../lib/customers/queries/list";
import { newCustomer } from "../../lib/customers/schema";
import { inWorkspace, Prisma, run } from "../../lib/db";
import { newId } from "../../lib/id";
import { logInteraction } from "../../lib/interactions/commands";
import { newInteraction } from "../../lib/interactions/schema";
import { type TestWorkspace, testWorkspace } from "../support/world";

const asked = (text: string) => readListUrl(new URLSearchParams(text), false);
async function read(pieces: AsyncGenerator<string>): Promise<Record<string, string>[]> {
  let text = "";
  for await (const piece of pieces) text += piece;
  expect(text.startsWith("\uFEFF")).toBe(true);
  const [head, ...records] = readCsv(text.slice(1), { delimiter: "," });
  return records.map(({ cells }) => Object.fromEntries((head?.cells ?? []).map((name, at) => [name, cells[at] ?? ""])));
}

describe("the customers list as a file", () => {
  let world: TestWorkspace;
  let actor: Actor;
  beforeAll(async () => {
    world = await testWorkspace();
    actor = world.actor;
    await createAttributeDefinition(actor, {
      key: "cabin",
      label: "Cabin",
      kind: "choice",
      options: ["Eco"],
      unit: "",
    });
    await createAttributeDefinition(actor, { key: "fee", label: "Fee", kind: "money", options: [], unit: "" });
    const make = (given: Record<string, unknown>) => createCustomer(actor, newCustomer.parse(given));
    for (let index = 0; index < 23; index += 1) {
      await make({ name: `Same name`, lifecycle: index % 2 ? "loyal" : "active", tags: index === 1 ? "a, b" : "" });
    }
    await make({ name: '=HYPERLINK("http://evil","x")', phone: "+48 600 100 200", "attributes.cabin": "Eco" });
    await make({ name: "Ünal; Söhne", "attributes.fee": "12.50", lifecycle: "loyal" });
  });

  it.each(["", "lifecycle=loyal", "sort=value", "sort=created&dir=asc", "attr=cabin:eq:Eco"])(
    "holds the rows of the list, in its order: %s",
    async (address) => {
      const params = asked(address);
      const list = (await listCustomers(actor, params, { size: 100 })).rows.map(({ id }) => id);
      const file = await read(await customersCsv(actor, params, { size: 4 }));
      expect(file.map(({ id }) => id)).toEqual(list);
      expect(list.length).toBeGreaterThan(0);
    },
  );

  it("runs no formula, and writes money, tags and attributes as a person reads them", async () => {
    const file = await read(await customersCsv(actor, asked("")));
    const evil = file.find(({ cabin }) => cabin === "Eco");
    expect(evil?.name).toBe(`'=HYPERLINK("http://evil","x")`);
    expect(evil?.phone).toBe("'+48 600 100 200");
    expect(file.find(({ name }) => name === "Ünal; Söhne")?.fee).toBe("12.50");
    expect(file.filter(({ tags }) => tags === "a, b")).toHaveLength(1);
  });

  it("is another workspace's business in no case, and is written down", async () => {
    const other = await testWorkspace();
    expect(await read(await exportCustomers(other.actor, asked("")))).toEqual([]);
    await exportCustomers(actor, asked("q=Same&lifecycle=loyal"));
    const events = await inWorkspace(actor).auditEvent.findMany({ where: { action: "customer.export" } });
    expect(events).toMatchObject([
      { actorId: actor.userId, detail: { lifecycle: "loyal", owner: "all", searched: true, attributes: [] } },
    ]);
    await expect(exportCustomers(await world.as("nobody"), asked(""))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("reads no further than it is taken, and holds one page of 50,000", async () => {
    const big = await testWorkspace();
    await run(
      inWorkspace(big.actor),
      big.actor,
      (w) => Prisma.sql`
        insert into customers (workspace_id, id, name, search_text, updated_at)
        select ${w}, gen_random_uuid(), 'Customer ' || lpad(n::text, 6, '0'), 'customer ' || n, now()
        from generate_series(1, 50000) n`,
    );
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const reader = csvFile("Customers", await customersCsv(big.actor, asked(""))).body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toContain("external_id");
    let bytes = 0;
    let lines = 0;
    const heaps: number[] = [];
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      bytes += piece.value.byteLength;
      lines += new TextDecoder().decode(piece.value).split("\n").length - 1;
      if (lines % 10_000 === 0) heaps.push(heap());
    }
    expect(lines).toBe(50_000);
    expect(bytes).toBeGreaterThan(5_000_000);
    // The first ten thousand warm up what runs; after them nothing grows with the rows, which would weigh several times the file.
    const [warm = 0, ...later] = heaps;
    expect(later).toHaveLength(4);
    expect(Math.max(...later) - warm).toBeLessThan(bytes);
  }, 120_000);
});

describe("a log that is sent again", () => {
  it("changes nothing the second time, and its id means nothing in another workspace", async () => {
    const [one, two] = [await testWorkspace(), await testWorkspace()];
    const mine = await createCustomer(one.actor, newCustomer.parse({ name: "Mine" }));
    const theirs = await createCustomer(two.actor, newCustomer.parse({ name: "Theirs" }));
    const id = newId();
    const log = (actor: Actor, customerId: string, text: string) =>
      logInteraction(actor, newInteraction.parse({ id, customerId, kind: "call", text, happenedAt: "2026-03-01" }));
    expect(await log(one.actor, mine.id, "First")).toEqual({ id });
    expect(await log(one.actor, mine.id, "Second")).toEqual({ id });
    expect(await log(two.actor, theirs.id, "Elsewhere")).toEqual({ id });
    await expect(log(two.actor, mine.id, "Reaches over")).rejects.toMatchObject({ code: "not_found" });
    const stored = (actor: Actor) =>
      inWorkspace(actor).interaction.findMany({ select: { text: true, happenedAt: true } });
    expect(await stored(one.actor)).toEqual([{ text: "First", happenedAt: new Date("2026-03-01") }]);
    expect(await stored(two.actor)).toMatchObject([{ text: "Elsewhere" }]);
  });
});
