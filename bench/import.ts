// B2: a CSV file through the product (mapping, validation, dedupe by external id, refused rows kept with their reasons), against
// plain COPY of the rows that came out of it, into the same tables with the same indexes and foreign keys.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { type Actor, systemActor } from "../lib/auth/actor";
import { newId } from "../lib/id";
import { receiveFile, runImport, startImport } from "../lib/imports/commands";
import { getImport, proposeMapping, sampleFile } from "../lib/imports/queries";
import type { ImportMapping } from "../lib/imports/schema";
import { connected } from "./lib/database";
import { inWords, spread, timed } from "./lib/measure";
import type { Bench, BenchContext, BenchRow } from "./lib/types";

const ROUNDS = { small: 1, full: 3 };
const ROWS = { small: { customers: 5_000, answers: 1_000 }, full: { customers: 1_000_000, answers: 100_000 } };
const ITEMS = 14;
/** Of so many rows one is refused, for a wrong address or a wrong rating. */
const ONE_WRONG_IN = 1_000;
const DAY = "2026-06-01";

type FileKind = {
  name: string;
  header: string;
  line: (index: number) => string;
  change: (mapping: ImportMapping) => ImportMapping;
  /** Tables in the order in which COPY fills them, and the columns that hold the id of an import. */
  tables: string[];
};

const CITIES = ["Warszawa", "Gdańsk", "Łódź", "Kraków", "Oslo", "Porto", "Graz"];
const pick = (index: number, seed: number, below: number) =>
  (Math.imul(index ^ (seed * 0x9e3779b1), 0x85ebca6b) >>> 8) % below;
const person = (index: number) =>
  `C${index},Person Number ${index},${index % ONE_WRONG_IN === 7 ? "no address" : `person${index}@example.com`},${CITIES[pick(index, 1, CITIES.length)]},${18 + pick(index, 2, 70)},${pick(index, 3, 2) ? "Business" : "Personal"},${pick(index, 4, 4000) / 10},2025-0${1 + pick(index, 5, 9)}-1${pick(index, 6, 10)}`;

const CUSTOMERS: FileKind = {
  name: "customers",
  header: "Customer ID,Name,Email,City,Age,Type of travel,Miles,Member since",
  line: person,
  change: (mapping) => ({ ...mapping, kind: "customers" }),
  tables: ["customers"],
};

const ANSWERS: FileKind = {
  name: "answers",
  header: `${CUSTOMERS.header},${Array.from({ length: ITEMS }, (_, item) => `Touchpoint ${item + 1} rating`).join(",")}`,
  line: (index) =>
    `${person(index)},${Array.from({ length: ITEMS }, (_, item) => pick(index, 10 + item, 6)).join(",")}`,
  change: (mapping) => ({ ...mapping, dates: { from: "spread", first: "2026-01-01", last: DAY } }),
  tables: ["customers", "responses", "answers"],
};

/** The file, made as it is read. */
function fileOf(kind: FileKind, rows: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let index = 0;
  return new ReadableStream({
    pull(controller) {
      let text = index === 0 ? `${kind.header}\n` : "";
      const end = Math.min(rows, index + 1_000);
      for (; index < end; index += 1) text += `${kind.line(index + 1)}\n`;
      controller.enqueue(encoder.encode(text));
      if (index >= rows) controller.close();
    },
  });
}

/** The whole import from the uploaded file on, and the most memory this process took meanwhile over what it had before, in MB. */
async function importOnce(
  actor: Actor,
  id: string,
  mapping: ImportMapping,
): Promise<{ seconds: number; megabytes: number }> {
  global.gc?.();
  const idle = process.memoryUsage().rss;
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  await startImport(actor, id, mapping);
  const { seconds } = await timed(() => runImport(actor, id, new AbortController().signal));
  clearInterval(watch);
  return { seconds, megabytes: (most - idle) / 1e6 };
}

/** Rows of one workspace, saved by the server under another one's id. @returns the columns */
async function saveRows(client: pg.Client, table: string, from: string, to: string, file: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 order by ordinal_position",
    [table],
  );
  const values = rows.map(({ name }) =>
    name === "workspace_id" ? `'${to}'::uuid` : name === "import_id" ? "null::uuid" : `"${name}"`,
  );
  await client.query(`copy (select ${values.join(", ")} from ${table} where workspace_id = '${from}') to '${file}'`);
  return rows.map(({ name }) => `"${name}"`).join(", ");
}

/** What answers hang on: copied aside from the timing. */
const CATALOGUE = ["touchpoints", "surveys", "survey_versions", "items"];

async function measure(context: BenchContext, kind: FileKind, rows: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "waymark-bench-import-"));
  // The server reads and writes there, as a user of its own.
  chmodSync(folder, 0o777);
  const seconds = { ours: [] as number[], theirs: [] as number[], upload: [] as number[] };
  const memory: number[] = [];
  let bytes = 0;
  let refused = 0;
  try {
    for (let round = 0; round < ROUNDS[context.size]; round += 1) {
      await connected(context.ownerUrl, async (client) => {
        const [mine, theirs] = [newId(), newId()];
        await client.query("insert into workspaces (id, name) values ($1, 'Import'), ($2, 'Copy')", [mine, theirs]);
        const actor = systemActor(mine, "bench");
        const body = fileOf(kind, rows);
        const upload = await timed(() => receiveFile(actor, { name: `${kind.name}.csv`, declaredBytes: null, body }));
        const { id } = upload.value;
        const mapping = kind.change(await proposeMapping(actor, id, await sampleFile(actor, id), DAY));
        const imported = await importOnce(actor, id, mapping);
        const job = await getImport(actor, id);
        if (job.status !== "done" || job.created + job.refused !== rows) {
          throw new Error(`The import ended as ${job.status}: ${job.failure}`);
        }
        bytes = job.bytes;
        refused = job.refused;
        const save = (table: string) => saveRows(client, table, mine, theirs, path.join(folder, table));
        const copy = (table: string, columns: string) =>
          client.query(`copy ${table} (${columns}) from '${path.join(folder, table)}'`);
        for (const table of kind.tables.includes("answers") ? CATALOGUE : []) await copy(table, await save(table));
        const saved: [string, string][] = [];
        for (const table of kind.tables) saved.push([table, await save(table)]);
        const copied = await timed(async () => {
          for (const [table, columns] of saved) await copy(table, columns);
        });
        seconds.ours.push(imported.seconds);
        seconds.theirs.push(copied.seconds);
        seconds.upload.push(upload.seconds);
        memory.push(imported.megabytes);
        const words = `import ${inWords(imported.seconds)}, COPY ${inWords(copied.seconds)}`;
        context.say(`${kind.name}: ${words}, ${imported.megabytes.toFixed(0)} MB over idle`);
        await client.query("vacuum analyze");
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const ratio = spread(seconds.theirs.map((copy, round) => copy / (seconds.ours[round] ?? Number.NaN)));
  const isJudged = context.size === "full";
  const size = `${rows.toLocaleString("en")} rows, ${(bytes / 1e6).toFixed(0)} MB${kind === ANSWERS ? `, ${ITEMS} answers each` : ""}`;
  const most = spread(memory);
  return [
    {
      id: "B2",
      what: `import of ${kind.name} from CSV: checked, deduplicated, ${refused.toLocaleString("en")} rows refused with reasons`,
      size,
      ours: `${inWords(spread(seconds.ours).median)}, ${Math.round(rows / spread(seconds.ours).median).toLocaleString("en")} rows/s`,
      against: `${inWords(spread(seconds.theirs).median)} for COPY of the same rows into ${kind.tables.join(", ")}`,
      ratio,
      goal: isJudged ? "≥ 0.5× its rows/s" : "",
      met: isJudged ? ratio.median >= 0.5 : null,
      note: `taking the file in before that: ${inWords(spread(seconds.upload).median)}${kind === ANSWERS ? "; ours also counts the answers into roll-ups and experience rows" : ""}`,
    },
    {
      id: "B2",
      what: `memory while ${kind.name} are imported, over idle`,
      size,
      ours: `${most.median.toFixed(0)} MB`,
      against: "150 MB",
      ratio: spread(memory.map((megabytes) => megabytes / 150)),
      goal: isJudged ? "≤ 1×" : "",
      met: isJudged ? most.high <= 150 : null,
    },
  ];
}

export const run: Bench = async (context) => [
  ...(await measure(context, CUSTOMERS, ROWS[context.size].customers)),
  ...(await measure(context, ANSWERS, ROWS[context.size].answers)),
];
