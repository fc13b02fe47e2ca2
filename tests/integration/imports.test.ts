import { beforeEach, describe, expect, it } from "vitest";
import { readCsv } from "../../lib/csv";
import { inWorkspace, Prisma, rows, transaction } from "../../lib/db";
import { cancelImport, receiveFile, runImport, startImport } from "../../lib/imports/commands";
import { openCopySession } from "../../lib/imports/copy-sql";
import {
  getImport,
  importProgress,
  listImports,
  previewImport,
  refusedRowsCsv,
  sampleFile,
} from "../../lib/imports/queries";
import type { ImportMapping } from "../../lib/imports/schema";
import { recountRollups } from "../../lib/responses/rollups-sql";
import { importFile, uploadAndMap, uploadOf } from "../support/imports";
import { type TestWorkspace, testWorkspace } from "../support/world";

// Read when the first setting is asked for, which no module does while it loads.
process.env.IMPORT_LIMIT_MB = "3";

let world: TestWorkspace;
beforeEach(async () => {
  world = await testWorkspace({ timeZone: "Europe/Warsaw" });
});

const signal = () => new AbortController().signal;
const query = <T>(sql: (w: Prisma.Sql) => Prisma.Sql) => rows<T>(inWorkspace(world.actor), world.actor, sql);
const customers = () =>
  query<{
    externalId: string;
    name: string;
    city: string | null;
    attributes: Record<string, unknown>;
    searchText: string;
  }>(
    (w) =>
      Prisma.sql`select external_id as "externalId", name, city, attributes, search_text as "searchText" from customers where workspace_id = ${w} order by external_id`,
  );
const refusals = async (id: string) => {
  let text = "";
  for await (const piece of await refusedRowsCsv(world.actor, id)) text += piece;
  return readCsv(text.replace("\ufeff", ""), { delimiter: "," }).map((record) => record.cells);
};
const bytesLeft = () =>
  query<{ chunks: number; staged: number }>(
    (w) => Prisma.sql`
  select (select count(*)::int from import_chunks where workspace_id = ${w}) as chunks,
         (select count(*)::int from import_rows where workspace_id = ${w}) as staged`,
  );

const CUSTOMERS = `Customer ID,Name,Email,City,Segment,Spent\n${Array.from({ length: 30 }, (_, i) => `c${i + 1},Name ${i + 1},n${i + 1}@example.com,${i % 2 ? "Łódź" : "Oslo"},${i % 3 ? "Gold" : "Silver"},${i}.5`).join("\n")}\n`;

describe("customers", () => {
  it("are made, found again unchanged, and updated where the file says something else", async () => {
    const first = await importFile(world.actor, CUSTOMERS);
    expect(first).toMatchObject({
      kind: "customers",
      status: "done",
      created: 30,
      updated: 0,
      unchanged: 0,
      refused: 0,
    });
    expect((await customers())[0]).toEqual({
      externalId: "c1",
      name: "Name 1",
      city: "Oslo",
      attributes: { segment: "Silver", spent: 0.5 },
      searchText: "name 1 n1@example.com c1",
    });
    expect(await importFile(world.actor, CUSTOMERS)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 30,
      refused: 0,
    });
    const changed = await importFile(
      world.actor,
      "Customer ID,Name,City,Segment\nc1,Nowa Nazwa,,Gold\nc2,Name 2,Łódź,\n",
    );
    expect(changed).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    // An empty cell leaves what was there; the new name is found.
    expect((await customers())[0]).toEqual({
      externalId: "c1",
      name: "Nowa Nazwa",
      city: "Oslo",
      attributes: { segment: "Gold", spent: 0.5 },
      searchText: "nowa nazwa n1@example.com c1",
    });
    expect(await bytesLeft()).toEqual([{ chunks: 0, staged: 0 }]);
  });

  it("of a Latin-1 file with semicolons, decimal commas and quoted line breaks keep their letters", async () => {
    const text = 'Customer ID;Name;Spent\n1;"M\u00fcller;\nS\u00f6hne";"3,5"\n2;Caf\u00e9;4,25\n';
    const job = await importFile(world.actor, Uint8Array.from(Buffer.from(text, "latin1")));
    expect(job).toMatchObject({ status: "done", created: 2, encoding: "windows-1252" });
    expect(await customers()).toMatchObject([
      { name: "Müller;\nSöhne", attributes: { spent: 3.5 } },
      { name: "Café", attributes: { spent: 4.25 } },
    ]);
  });

  it("that cannot be taken are refused with their line, reason and cells; the rest is taken", async () => {
    const job = await importFile(
      world.actor,
      "Customer ID,Name,Email\n1,Anna,anna@example.com\n2,Jan,not an address\n1,Again,again@example.com\n,Nobody,\n4,=cmd,x@example.com,more\n5,Ewa,ewa@example.com\n",
    );
    expect(job).toMatchObject({ status: "done", created: 2, refused: 4 });
    expect(await refusals(job.id)).toEqual([
      ["Line", "Reason", "Customer ID", "Name", "Email"],
      ["3", "Email: “not an address” is not an e-mail address.", "2", "Jan", "not an address"],
      ["4", "The id 1 is already on line 2.", "1", "Again", "again@example.com"],
      ["5", "The customer’s id is missing.", "", "Nobody", ""],
      ["6", "The row has 4 cells, the header has 3.", "4", "'=cmd", "x@example.com", "more"],
    ]);
  });

  it("are previewed without writing anything", async () => {
    const { id, mapping } = await uploadAndMap(
      world.actor,
      "Customer ID,Name,Email\n1,Anna,anna@example.com\n1,Jan,oops\n1,Ewa,ewa@example.com\n",
    );
    const preview = await previewImport(world.actor, id, mapping);
    expect(preview).toMatchObject({ checked: 3, accepted: 1, refused: 2, whole: true, customers: 1 });
    expect(preview.rows.map((row) => row.problems.map((problem) => problem.column))).toEqual([[], [2], [null]]);
    expect(await customers()).toEqual([]);
  });
});

const ANSWERS = `Response ID,Customer ID,Answered at,NPS,Food,Comment\n${Array.from({ length: 40 }, (_, i) => `r${i},c${i % 10},2026-03-${String(1 + (i % 28)).padStart(2, "0")} 23:30,${i % 11},${i % 6},${i % 4 ? "" : `"Said ""so"",\nnumber ${i}"`}`).join("\n")}\n`;

async function rollupsEqualRecount(): Promise<void> {
  const state = () =>
    query(
      (w) => Prisma.sql`
    select r.item_id::text as item, r.dimension::text as dimension, r.member_id::text as member, r.day::text as day, r.n, r.sum::int as sum, r.sum_sq::int as sq
    from answer_rollups r where r.workspace_id = ${w} order by 1, 2, 3, 4`,
    );
  const felt = () =>
    query(
      (w) => Prisma.sql`
    select customer_id::text as customer, responses, last_nps, latest, touchpoints from customer_experience where workspace_id = ${w} and responses > 0 order by 1`,
    );
  const kept = [await state(), await felt()];
  await transaction(world.system, (tx) => recountRollups(tx, world.system));
  expect(kept).toEqual([await state(), await felt()]);
}

describe("answers", () => {
  it("one row a response: stored once, with their days in the workspace's zone, roll-ups exact", async () => {
    const first = await importFile(world.actor, ANSWERS, { name: "feedback.csv" });
    expect(first).toMatchObject({ kind: "answers", status: "done", created: 40, refused: 0 });
    expect(first.result).toMatchObject({ customersCreated: 10, items: 3 });
    await rollupsEqualRecount();
    const days = await query<{ day: string; utc: string }>(
      (w) =>
        Prisma.sql`select answered_on::text as day, to_char(answered_at at time zone 'UTC', 'HH24:MI') as utc from responses where workspace_id = ${w} and external_id like '%:r0'`,
    );
    expect(days).toEqual([{ day: "2026-03-01", utc: "22:30" }]);
    const again = await importFile(world.actor, ANSWERS, { name: "feedback.csv" });
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 40 });
    expect(again.result).toMatchObject({ items: 0, answers: 0 });
    const corrected = await importFile(
      world.actor,
      ANSWERS.replace("r3,c3,2026-03-04 23:30,3,3", "r3,c3,2026-03-05 23:30,10,3"),
      { name: "feedback.csv" },
    );
    expect(corrected).toMatchObject({ created: 0, updated: 1, unchanged: 39 });
    await rollupsEqualRecount();
  });

  it("one row an answer: gathered into responses, items found again by their names", async () => {
    const long = `Response ID,Customer ID,Answered at,Question,Score\n${Array.from({ length: 60 }, (_, i) => `r${Math.floor(i / 3)},c${Math.floor(i / 6)},2026-04-${String(1 + (i % 3)).padStart(2, "0")},${["Speed", "Price", "Staff"][i % 3]},${i % 6}`).join("\n")}\nr0,c0,2026-04-01,Speed,4\n`;
    const first = await importFile(world.actor, long, { name: "long.csv" });
    expect(first).toMatchObject({ status: "done", created: 20, refused: 1 });
    expect(first.result).toMatchObject({ items: 3, touchpoints: 3, customersCreated: 10, answers: 50 });
    await rollupsEqualRecount();
    expect(await importFile(world.actor, long, { name: "long.csv" })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 20,
      refused: 1,
    });
    await rollupsEqualRecount();
  });

  it("outside the scale, or of customers nobody knows, are refused when the person says so", async () => {
    const job = await importFile(world.actor, "Customer ID,Food,Staff\n1,9,3\n2,3,3\n", {
      change: (mapping): ImportMapping => ({
        ...mapping,
        kind: "answers",
        unknownCustomers: "refuse",
        survey: { mode: "new", name: "Strict" },
        dates: { from: "day", day: "2026-01-01" },
        columns: mapping.columns.map((column, index) =>
          index === 0
            ? column
            : {
                to: "item",
                item: {
                  itemId: null,
                  label: `Q${index}`,
                  kind: "rating",
                  scaleMin: 1,
                  scaleMax: 5,
                  direction: "higher",
                  measure: "csat",
                  notApplicable: [],
                  options: [],
                  touchpoint: "",
                },
              },
        ),
      }),
    });
    expect(job.status).toBe("failed");
    expect(job.failure).toMatch(/No row could be imported/);
    expect((await refusals(job.id)).map((row) => row[1])).toEqual([
      "Reason",
      "Food: 9 is not on the scale of 1 to 5.",
      "There is no customer 2.",
    ]);
    const made = await query<{ n: number }>(
      (w) =>
        Prisma.sql`select (select count(*) from surveys where workspace_id = ${w})::int + (select count(*) from customers where workspace_id = ${w})::int as n`,
    );
    expect(made).toEqual([{ n: 0 }]);
  });
});

describe("orders and interactions", () => {
  it("orders are gathered from their lines, in cents, and counted on the customer", async () => {
    const file =
      'Order ID,Customer ID,Order date,Product,Quantity,Unit price,Currency,Channel\nA1,c1,05.03.2026,Tea,2,"3,50",EUR,Shop\nA1,c1,05.03.2026,Cake,1,"4,00",EUR,Shop\nA2,c2,06.03.2026,Tea,1,"3,50",EUR,Web\n';
    const first = await importFile(world.actor, file);
    expect(first).toMatchObject({ kind: "orders", status: "done", created: 2, refused: 0 });
    expect(first.result).toMatchObject({ orderLines: 3, customersCreated: 2 });
    const orders = await query<{ id: string; cents: number; orders: number; revenue: number }>(
      (w) => Prisma.sql`
      select o.external_id as id, o.total_cents::int as cents, x.orders, x.revenue_cents::int as revenue
      from orders o join customer_experience x on x.workspace_id = ${w} and x.customer_id = o.customer_id where o.workspace_id = ${w} order by 1`,
    );
    expect(orders).toEqual([
      { id: "A1", cents: 1100, orders: 1, revenue: 1100 },
      { id: "A2", cents: 350, orders: 1, revenue: 350 },
    ]);
    expect(await importFile(world.actor, file)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(
      await importFile(world.actor, file.replace("A2,c2,06.03.2026,Tea,1", "A2,c2,06.03.2026,Tea,3")),
    ).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    const lines = await query<{ n: number }>(
      (w) => Prisma.sql`select count(*)::int as n from order_lines where workspace_id = ${w}`,
    );
    expect(lines).toEqual([{ n: 3 }]);
  });

  it("interactions are stored once, also without an id of their own", async () => {
    const file =
      "Customer ID,Date,Type,Outcome,Notes\nc1,2026-05-01 10:00,call,reached,Asked for a price\nc1,2026-05-01 10:00,call,reached,Called again\nc2,2026-05-02,telepathy,reached,Nothing\n";
    const first = await importFile(world.actor, file);
    expect(first).toMatchObject({ kind: "interactions", status: "done", created: 2, refused: 1 });
    expect(await importFile(world.actor, file)).toMatchObject({ created: 0, updated: 0, unchanged: 2, refused: 1 });
  });
});

describe("bad files", () => {
  const problemOf = async (content: string) => {
    const { id } = await receiveFile(world.actor, uploadOf(content));
    return (await sampleFile(world.actor, id)).problem;
  };
  const nothingKept = async () =>
    expect(await query((w) => Prisma.sql`select id from import_jobs where workspace_id = ${w}`)).toEqual([]);

  it("are named before anything is mapped", async () => {
    expect(await problemOf("a,b\n")).toBe("The file has a header and no rows.");
    expect(
      await problemOf(`${Array.from({ length: 501 }, (_, i) => `c${i}`).join(",")}\n${"1,".repeat(500)}1\n`),
    ).toMatch(/501 columns; at most 500/);
    expect(await problemOf('"a,b\n1,2\n')).toMatch(/quotation mark/);
  });

  it("too large, empty, cut off or no CSV leave nothing behind", async () => {
    await expect(receiveFile(world.actor, { ...uploadOf("a"), declaredBytes: 3_000_001 })).rejects.toMatchObject({
      code: "too_large",
    });
    await expect(receiveFile(world.actor, uploadOf(""))).rejects.toMatchObject({ code: "invalid" });
    await expect(receiveFile(world.actor, uploadOf(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0])))).rejects.toThrow(
      /Excel/,
    );
    await expect(receiveFile(world.actor, { ...uploadOf("a,b\n1,2\n"), declaredBytes: 5000 })).rejects.toThrow(
      /cut off/,
    );
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 200_000;
        controller.enqueue(new Uint8Array(200_000).fill(97));
        if (sent > 20_000_000) controller.close();
      },
    });
    await expect(receiveFile(world.actor, { name: "x.csv", declaredBytes: null, body: endless })).rejects.toMatchObject(
      { code: "too_large" },
    );
    expect(sent).toBeLessThan(3_800_000);
    await nothingKept();
  });

  it("two columns of one name are refused at the column", async () => {
    const { id, mapping } = await uploadAndMap(world.actor, "Customer ID,City,City\n1,Oslo,Łódź\n2,Oslo,Gdynia\n", {
      change: (before) => ({
        ...before,
        columns: [
          { to: "field", field: "customerId" },
          { to: "field", field: "city" },
          { to: "attribute", key: "city_2", label: "City", kind: "text" },
        ],
      }),
    });
    await expect(previewImport(world.actor, id, mapping)).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { "columns.2": expect.stringContaining("columns 2 and 3") },
    });
  });

  it("a wrong status, another workspace and other roles are refused", async () => {
    const { id, mapping } = await uploadAndMap(world.actor, CUSTOMERS);
    const other = await testWorkspace();
    await expect(getImport(other.actor, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(startImport(other.actor, id, mapping)).rejects.toMatchObject({ code: "not_found" });
    await expect(startImport(await world.as("farmer"), id, mapping)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listImports(await world.as("executive"))).rejects.toMatchObject({ code: "forbidden" });
    await startImport(world.actor, id, mapping);
    await expect(startImport(world.actor, id, mapping)).rejects.toMatchObject({ code: "conflict" });
    await cancelImport(world.actor, id);
    await runImport(world.actor, id, signal());
    expect(await customers()).toEqual([]);
    expect(await importProgress(world.actor, id)).toMatchObject({ status: "cancelled" });
    expect(await bytesLeft()).toEqual([{ chunks: 0, staged: 0 }]);
  });
});

describe("a worker that dies", () => {
  it("in the middle leaves nothing, and the next one does the whole import once", async () => {
    const { id, mapping } = await uploadAndMap(world.actor, ANSWERS, { name: "feedback.csv" });
    await startImport(world.actor, id, mapping);
    // What a killed worker leaves: rows staged, the state "running", a transaction that never committed.
    await inWorkspace(world.actor).importJob.updateMany({
      where: { workspaceId: world.workspaceId, id },
      data: { status: "running", phase: "writing" },
    });
    await query(
      (w) =>
        Prisma.sql`insert into import_rows (workspace_id, import_id, line, id, key) select ${w}, ${id}::uuid, n, gen_random_uuid(), 'left ' || n from generate_series(2, 9) n`,
    );
    await query(
      (w) =>
        Prisma.sql`insert into import_refusals (workspace_id, import_id, line, reason, cells) values (${w}, ${id}::uuid, 3, 'left', '{}')`,
    );
    await runImport(world.actor, id, signal());
    expect(await getImport(world.actor, id)).toMatchObject({ status: "done", created: 40, refused: 0 });
    expect(await refusals(id)).toHaveLength(1);
    await rollupsEqualRecount();
    // At least once: a second run finds it done.
    await runImport(world.actor, id, signal());
    expect(await query((w) => Prisma.sql`select count(*)::int as n from responses where workspace_id = ${w}`)).toEqual([
      { n: 40 },
    ]);
  });

  it("is never joined by a second one", async () => {
    const { id, mapping } = await uploadAndMap(world.actor, CUSTOMERS);
    await startImport(world.actor, id, mapping);
    const first = openCopySession(world.actor, id, "UTC");
    expect(await first.lock()).toBe(true);
    await expect(runImport(world.actor, id, signal())).rejects.toThrow(/Another worker/);
    await first.end();
    await runImport(world.actor, id, signal());
    expect(await getImport(world.actor, id)).toMatchObject({ status: "done", created: 30 });
  });

  it("by a stop of the server gives the import back untouched", async () => {
    const { id, mapping } = await uploadAndMap(world.actor, CUSTOMERS);
    await startImport(world.actor, id, mapping);
    const stopping = new AbortController();
    stopping.abort();
    await expect(runImport(world.actor, id, stopping.signal)).rejects.toThrow(/stopping/);
    expect(await customers()).toEqual([]);
    await runImport(world.actor, id, signal());
    expect(await getImport(world.actor, id)).toMatchObject({ status: "done", created: 30 });
  });
});

describe("the people and the deals of another CRM", () => {
  const CONTACTS = `Account ID,Contact ID,Contact Name,Email,Role,Influence,Stance
acme,p1,Per Holm,per@acme.example,decides,60,1
acme,p2,Ida Dahl,ida@acme.example,uses,150,0
bolt,p3,Bo Lund,,advises,20%,-1
`;
  const DEALS = `Account ID,Deal ID,Deal,Stage,Amount,Currency,Date,Lost because
acme,d1,Fleet 2026,won,12500.50,EUR,2026-03-01,
bolt,d2,Lounge passes,lost,900,EUR,2026-03-02,Price
bolt,d3,Cards,interest,,EUR,,
bolt,d4,Vans,desire,700,NOK,,
`;
  const stored = () =>
    query<{ people: string[]; deals: string[] }>(
      (w) => Prisma.sql`
        select (select array_agg(p.name || ' ' || p.influence::text || ' ' || p.stance::text || ' ' || c.external_id order by p.external_id)
                  from contacts p join customers c on c.workspace_id = ${w} and c.id = p.customer_id
                 where p.workspace_id = ${w}) as people,
               (select array_agg(d.name || ' ' || d.stage::text || ' ' || d.amount_cents::text || d.currency || ' ' || d.loss_reason
                        || coalesce(to_char(coalesce(d.won_at, d.lost_at) at time zone 'Europe/Warsaw', 'MM-DD'), '') order by d.external_id)
                  from deals d where d.workspace_id = ${w}) as deals`,
    );

  it("are recognised, taken with their customers, refused row by row, and unchanged the second time", async () => {
    expect(await importFile(world.actor, CONTACTS)).toMatchObject({
      kind: "contacts",
      status: "done",
      created: 2,
      refused: 1,
    });
    expect(await importFile(world.actor, DEALS)).toMatchObject({
      kind: "deals",
      status: "done",
      created: 3,
      refused: 1,
    });
    const once = await stored();
    expect(once).toEqual([
      {
        people: ["Per Holm 0.6 1 acme", "Bo Lund 0.2 -1 bolt"],
        deals: ["Fleet 2026 won 1250050EUR 03-01", "Lounge passes lost 90000EUR Price03-02", "Vans desire 70000NOK "],
      },
    ]);
    expect(await importFile(world.actor, CONTACTS)).toMatchObject({ created: 0, updated: 0, unchanged: 2, refused: 1 });
    const again = await importFile(world.actor, DEALS);
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 3, refused: 1 });
    expect((await refusals(again.id)).flat().join(" ")).toContain("The amount is missing.");
    expect(await stored()).toEqual(once);
  });
});
