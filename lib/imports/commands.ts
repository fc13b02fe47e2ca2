import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { searchTextOf } from "../customers/search-text";
import { inWorkspace, Prisma, rows, run, transaction } from "../db";
import { env } from "../env";
import { AppError, conflict, invalid, isAppError, notFound } from "../errors";
import { isId, newId } from "../id";
import { requestScan } from "../insights/commands";
import { addJob } from "../jobs";
import { log } from "../log";
import { type CopySession, openCopySession, StagingWriter } from "./copy-sql";
import { EncodingGuess, notCsv } from "./encoding";
import { CHUNK_BYTES, readRecords } from "./file-sql";
import { RowReader } from "./plan";
import { checkHeader, duplicateReason, importCatalogue } from "./queries";
import { type ImportMapping, type ImportResult, importMapping, type MappingToSave } from "./schema";
import { ensureTargets } from "./targets-sql";
import { countIn, type WriteInput, writeRows } from "./write-sql";

const tooLarge = (limit: number) =>
  new AppError("too_large", `The file is larger than ${limit} MB, the most that can be imported here.`);

/**
 * Takes in a file: stored in pieces as it comes, so that it never is in memory as a whole. A file that is too large, empty,
 * no text, or cut off leaves nothing behind.
 * @param declaredBytes what the sender says, null when it says nothing
 * @returns the import's id
 * @throws AppError too_large | invalid
 */
export async function receiveFile(
  actor: Actor,
  file: { name: string; declaredBytes: number | null; body: ReadableStream<Uint8Array> | null },
): Promise<{ id: string }> {
  allow(actor, "imports.write");
  const limitMb = env().IMPORT_LIMIT_MB;
  const limit = limitMb * 1_000_000;
  if (file.declaredBytes !== null && file.declaredBytes > limit) throw tooLarge(limitMb);
  const name =
    file.name
      .replace(/\p{Cc}/gu, "")
      .split(/[\\/]/)
      .at(-1)
      ?.trim()
      .slice(0, 200) || "file.csv";
  const db = inWorkspace(actor);
  const { workspaceId } = actor;
  // Uploads that were cut off together with the server.
  await db.importJob.deleteMany({
    where: { workspaceId, status: "uploading", createdAt: { lt: new Date(Date.now() - 86_400_000) } },
  });
  const id = newId();
  await db.importJob.create({
    data: { workspaceId, id, status: "uploading", fileName: name, createdById: actor.userId },
  });
  try {
    const guess = new EncodingGuess();
    let bytes = 0;
    let no = 0;
    let held: Uint8Array[] = [];
    let heldBytes = 0;
    const store = async (all: boolean) => {
      while (heldBytes >= CHUNK_BYTES || (all && heldBytes > 0)) {
        const joined = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
        const chunk = joined.subarray(0, CHUNK_BYTES);
        const rest = joined.subarray(CHUNK_BYTES);
        held = rest.length > 0 ? [rest] : [];
        heldBytes = rest.length;
        if (no === 0) {
          const wrong = notCsv(chunk);
          if (wrong) throw invalid(wrong, { file: wrong });
        }
        guess.add(chunk);
        await db.importChunk.create({ data: { workspaceId, importId: id, no, bytes: new Uint8Array(chunk) } });
        no += 1;
      }
    };
    if (file.body) {
      for await (const piece of file.body) {
        bytes += piece.byteLength;
        if (bytes > limit) throw tooLarge(limitMb);
        held.push(piece);
        heldBytes += piece.byteLength;
        if (heldBytes >= CHUNK_BYTES) await store(false);
      }
    }
    await store(true);
    if (bytes === 0) throw invalid("The file is empty.", { file: "The file is empty." });
    if (file.declaredBytes !== null && bytes < file.declaredBytes)
      throw invalid("The upload was cut off. Try again.", { file: "The upload was cut off. Try again." });
    await transaction(actor, async (tx) => {
      await tx.importJob.update({
        where: { workspaceId_id: { workspaceId, id } },
        data: { status: "mapping", bytes: BigInt(bytes), encoding: guess.end() },
      });
      await recordEvent(tx, actor, "import.upload", { type: "import", id }, { bytes });
    });
    return { id };
  } catch (error) {
    await db.importJob.deleteMany({ where: { workspaceId, id, status: "uploading" } });
    throw error;
  }
}

/**
 * Puts the import into the queue.
 * @throws AppError not_found | conflict when it runs or ran already | invalid with errors at the mapping's fields
 */
export async function startImport(actor: Actor, id: string, mapping: ImportMapping): Promise<void> {
  allow(actor, "imports.write");
  const { workspaceId } = actor;
  if (!isId(id)) throw notFound("This import");
  if (mapping.survey?.mode === "existing") {
    const surveyId = mapping.survey.id;
    const survey = (await importCatalogue(actor)).surveys.find((one) => one.id === surveyId);
    if (!survey)
      throw invalid("Choose a survey.", { survey: "This survey is not there, or promises to be anonymous." });
    const items = new Set(survey.items.map((item) => item.id));
    if (
      mapping.columns.some(
        (column) => column.to === "item" && column.item.itemId !== null && !items.has(column.item.itemId),
      )
    ) {
      throw invalid("A question belongs to another survey.", { survey: "A question belongs to another survey." });
    }
  } else if (mapping.columns.some((column) => column.to === "item" && column.item.itemId !== null)) {
    throw invalid("A new survey has no questions yet.", { survey: "A new survey has no questions yet." });
  }
  await transaction(actor, async (tx) => {
    const { count } = await tx.importJob.updateMany({
      where: { workspaceId, id, status: { in: ["mapping", "failed"] } },
      data: {
        status: "queued",
        kind: mapping.kind,
        encoding: mapping.encoding,
        mapping,
        phase: "",
        failure: "",
        rowsRead: 0,
        rowsTotal: 0,
        finishedAt: null,
      },
    });
    if (count === 0) {
      const job = await tx.importJob.findFirst({ where: { workspaceId, id } });
      if (!job) throw notFound("This import");
      throw conflict("This import has been started already.");
    }
    await addJob(
      tx,
      actor,
      "imports.run",
      { importId: id, userId: actor.userId },
      { key: `import:${id}`, queue: `imports:${workspaceId}`, maxAttempts: 5 },
    );
    await recordEvent(tx, actor, "import.start", { type: "import", id }, { kind: mapping.kind });
  });
}

/** Stops an import that is not done; nothing of it is kept. */
export async function cancelImport(actor: Actor, id: string): Promise<void> {
  allow(actor, "imports.write");
  const { workspaceId } = actor;
  await transaction(actor, async (tx) => {
    const { count } = await tx.importJob.updateMany({
      where: { workspaceId, id, status: { in: ["mapping", "queued", "running", "failed"] } },
      data: { status: "cancelled", finishedAt: new Date(), phase: "" },
    });
    if (count === 0) {
      const job = await tx.importJob.findFirst({ where: { workspaceId, id } });
      if (!job) throw notFound("This import");
      throw conflict("This import is over.");
    }
    await tx.importChunk.deleteMany({ where: { workspaceId, importId: id } });
    await recordEvent(tx, actor, "import.cancel", { type: "import", id });
  });
}

class Cancelled extends Error {}

/** An hour: a file of 500 MB with answers takes minutes. */
const LONGEST_WRITE_MS = 3_600_000;

/**
 * Does an import from its file to the end. May be called again at any time: what is written becomes visible in one commit,
 * together with the import's state, so a worker that dies leaves nothing behind and the next one begins anew.
 * @param signal ends when the server stops; the job is then taken up again later
 */
export async function runImport(actor: Actor, id: string, signal: AbortSignal): Promise<void> {
  allow(actor, "imports.write");
  const { workspaceId } = actor;
  const db = inWorkspace(actor);
  const job = await db.importJob.findFirst({ where: { workspaceId, id } });
  if (!job || (job.status !== "queued" && job.status !== "running")) return;
  const catalogue = await importCatalogue(actor);
  const session = openCopySession(actor, id, catalogue.timeZone);
  try {
    if (!(await session.lock())) throw new Error("Another worker has this import.");
    const mapping = importMapping.parse(job.mapping);
    await db.importJob.updateMany({
      where: { workspaceId, id, status: { in: ["queued", "running"] } },
      data: { status: "running", startedAt: job.startedAt ?? new Date(), phase: "reading", rowsRead: 0, failure: "" },
    });
    await db.importRow.deleteMany({ where: { workspaceId, importId: id } });
    await db.importRefusal.deleteMany({ where: { workspaceId, importId: id } });
    const progress = progressOf(session, actor, id);
    const staged = await stageFile(actor, id, Number(job.bytes), mapping, catalogue, session, progress, signal);
    await progress("checking", staged.rows, staged.rows, true);
    const refusedLater = await refuseInSql(actor, id, mapping);
    await storeLateRefusals(actor, id, mapping, refusedLater);
    const refused = staged.refused + refusedLater.size;
    if (staged.rows - refused <= 0) {
      throw invalid(
        staged.rows === 0 ? "The file has a header and no rows." : "No row could be imported. The list below says why.",
      );
    }
    await finish(actor, id, mapping, staged, refused, catalogue.timeZone, progress, signal);
  } catch (error) {
    if (error instanceof Cancelled) {
      await db.importRow.deleteMany({ where: { workspaceId, importId: id } });
      return;
    }
    if (!isAppError(error)) throw error;
    // Trying again would end the same way: a person has to change something.
    await transaction(actor, async (tx) => {
      const refused = await tx.importRefusal.count({ where: { workspaceId, importId: id } });
      await tx.importJob.updateMany({
        where: { workspaceId, id, status: { in: ["queued", "running"] } },
        data: { status: "failed", failure: error.message, finishedAt: new Date(), phase: "", refused },
      });
      await tx.importRow.deleteMany({ where: { workspaceId, importId: id } });
      await recordEvent(tx, actor, "import.fail", { type: "import", id });
    });
  } finally {
    await session.end();
  }
}

/** After the last try: what went wrong is ours, and the person learns that nothing was written. */
export async function giveUpImport(actor: Actor, id: string, fault: string): Promise<void> {
  allow(actor, "imports.write");
  const { workspaceId } = actor;
  await transaction(actor, async (tx) => {
    const { count } = await tx.importJob.updateMany({
      where: { workspaceId, id, status: { in: ["queued", "running"] } },
      data: {
        status: "failed",
        failure: `Something went wrong on our side and nothing was written. Quote ${fault} if you ask for help.`,
        finishedAt: new Date(),
        phase: "",
      },
    });
    if (count > 0) await recordEvent(tx, actor, "import.fail", { type: "import", id }, { fault });
    await tx.importRow.deleteMany({ where: { workspaceId, importId: id } });
  });
}

type Progress = (
  phase: "reading" | "checking" | "writing" | "counting",
  done: number,
  total: number,
  now?: boolean,
) => Promise<void>;

/** Writes progress at most four times a second, on a connection of its own, and learns there whether the import was cancelled. */
function progressOf({ sql }: CopySession, { workspaceId }: Actor, id: string): Progress {
  let last = 0;
  return async (phase, done, total, now = false) => {
    if (!now && Date.now() - last < 250) return;
    last = Date.now();
    const updated = await sql`
      update import_jobs set phase = ${phase}, rows_read = ${done}, rows_total = ${total}
      where workspace_id = ${workspaceId} and id = ${id} and status = 'running' returning id`;
    if (updated.length === 0) throw new Cancelled();
  };
}

type Staged = { rows: number; refused: number; lastLine: number; reader: RowReader };

/** Reads the file into import_rows and import_refusals. */
async function stageFile(
  actor: Actor,
  id: string,
  bytesTotal: number,
  mapping: ImportMapping,
  catalogue: Awaited<ReturnType<typeof importCatalogue>>,
  session: CopySession,
  progress: Progress,
  signal: AbortSignal,
): Promise<Staged> {
  const db = inWorkspace(actor);
  const { workspaceId } = actor;
  const writer = await StagingWriter.open(session, actor, id);
  let header: string[] | null = null;
  let reader: RowReader | null = null;
  let refusals: Prisma.ImportRefusalCreateManyInput[] = [];
  let refused = 0;
  let count = 0;
  let lastLine = 1;
  const storeRefusals = async () => {
    if (refusals.length === 0) return;
    const data = refusals;
    refusals = [];
    for (let from = 0; from < data.length; from += 1000)
      await db.importRefusal.createMany({ data: data.slice(from, from + 1000) });
  };
  try {
    await readRecords(
      actor,
      id,
      mapping,
      (cells, line, fault) => {
        if (header === null || reader === null) {
          header = cells.map((name) => name.trim());
          if (fault) throw invalid("The first line cannot be read: a quotation mark in it is not closed.");
          checkHeader(header, mapping);
          reader = new RowReader(mapping, header, catalogue);
          return;
        }
        count += 1;
        lastLine = line;
        const row = reader.row(cells, line, fault);
        if (Array.isArray(row)) {
          refused += 1;
          refusals.push(
            refusalOf(
              workspaceId,
              id,
              line,
              row.map((problem) => reader?.describe(problem) ?? problem.reason).join(" "),
              cells,
            ),
          );
        } else writer.add(row);
      },
      async (bytes) => {
        if (signal.aborted) throw new Error("The server is stopping.");
        await writer.flush();
        if (refusals.length >= 500) await storeRefusals();
        // How many rows there will be is only known at the end: until then, as many as fit the bytes.
        await progress("reading", count, bytes > 0 ? Math.max(count, Math.round((count / bytes) * bytesTotal)) : 0);
        return true;
      },
    );
    await writer.end();
  } catch (error) {
    writer.abort(error instanceof Error ? error : new Error("The file could not be read."));
    throw error;
  }
  await storeRefusals();
  if (!reader || !header) throw invalid("The file is empty.");
  await db.importJob.updateMany({ where: { workspaceId, id }, data: { header } });
  return { rows: count, refused, lastLine, reader };
}

/** Text that Postgres can hold. */
const storable = (text: string) => text.replaceAll("\0", "\ufffd");

const refusalOf = (workspaceId: string, importId: string, line: number, reason: string, cells: readonly string[]) => ({
  workspaceId,
  importId,
  line,
  reason: storable(reason).slice(0, 2000),
  cells: cells.map(storable),
});

/** What only shows when all rows are there: ids that come twice, customers that are not known. @returns reasons by line; their rows are gone */
function refuseInSql(actor: Actor, importId: string, mapping: ImportMapping): Promise<Map<number, string>> {
  return transaction(
    actor,
    async (tx) => {
      // Nothing is known about rows just copied, and a nested loop over a million of them would never end.
      await rows(tx, actor, (w) => Prisma.sql`select set_config('enable_nestloop', 'off', true), ${w}::text`);
      const found = new Map<number, string>();
      const hasLines =
        mapping.kind === "orders" &&
        mapping.columns.some((column) => column.to === "field" && column.field === "product");
      if (!hasLines) {
        const long = mapping.kind === "answers" && mapping.shape === "long";
        const key = mapping.kind === "customers" ? "customer_key" : "key";
        const by = Prisma.raw(long ? `key, "values"[1]` : key);
        const again = await rows<{ line: number; key: string; first: number }>(
          tx,
          actor,
          (w) => Prisma.sql`
        with repeated as materialized (
          select ${Prisma.raw(key)} as key, ${long ? Prisma.raw(`"values"[1]`) : Prisma.raw("0")} as item, min(line) as first from import_rows
          where workspace_id = ${w} and import_id = ${importId}::uuid and ${Prisma.raw(key)} is not null
          group by ${by} having count(*) > 1)
        delete from import_rows s using repeated
        where s.workspace_id = ${w} and s.import_id = ${importId}::uuid and s.${Prisma.raw(key)} = repeated.key
          ${long ? Prisma.sql`and s."values"[1] = repeated.item` : Prisma.empty} and s.line > repeated.first
        returning s.line, repeated.key, repeated.first`,
        );
        for (const row of again)
          found.set(
            row.line,
            long
              ? `This question of ${row.key.slice(0, 80)} is already answered on line ${row.first}.`
              : duplicateReason(row.key, row.first),
          );
      }
      if (mapping.kind !== "customers" && mapping.unknownCustomers === "refuse") {
        const unknown = await rows<{ line: number; key: string }>(
          tx,
          actor,
          (w) => Prisma.sql`
        delete from import_rows s
        where s.workspace_id = ${w} and s.import_id = ${importId}::uuid and s.customer_key is not null
          and not exists (select 1 from customers c where c.workspace_id = ${w} and c.external_id = s.customer_key)
        returning s.line, s.customer_key as key`,
        );
        for (const row of unknown) found.set(row.line, `There is no customer ${row.key.slice(0, 80)}.`);
      }
      return found;
    },
    { timeoutMs: LONGEST_WRITE_MS },
  );
}

/** Stores the rows that were refused after the file had been read, by reading their lines again. */
async function storeLateRefusals(
  actor: Actor,
  id: string,
  mapping: ImportMapping,
  reasons: Map<number, string>,
): Promise<void> {
  if (reasons.size === 0) return;
  const db = inWorkspace(actor);
  let data: Prisma.ImportRefusalCreateManyInput[] = [];
  let left = reasons.size;
  const store = async () => {
    const part = data;
    data = [];
    for (let from = 0; from < part.length; from += 1000)
      await db.importRefusal.createMany({ data: part.slice(from, from + 1000) });
  };
  await readRecords(
    actor,
    id,
    mapping,
    (cells, line) => {
      const reason = reasons.get(line);
      if (reason === undefined) return;
      left -= 1;
      data.push(refusalOf(actor.workspaceId, id, line, reason, cells));
    },
    async () => {
      if (data.length >= 500) await store();
      return left > 0;
    },
  );
  await store();
}

/** Writes everything and says so, in one commit. */
async function finish(
  actor: Actor,
  id: string,
  mapping: ImportMapping,
  staged: Staged,
  refused: number,
  timeZone: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { workspaceId } = actor;
  // Progress goes over its own connection while the transaction is open; a cancelled import ends the transaction.
  let stopped: unknown = null;
  const tell = (phase: "writing" | "counting", done: number) => {
    if (signal.aborted) stopped ??= new Error("The server is stopping.");
    if (stopped) throw stopped;
    progress(phase, done, staged.rows, phase === "counting").catch((error: unknown) => {
      stopped ??= error;
    });
  };
  const share = staged.rows / Math.max(staged.lastLine, 1);
  await progress("writing", 0, staged.rows, true);
  await transaction(
    actor,
    async (tx) => {
      const { survey, made } = await ensureTargets(tx, actor, mapping, staged.reader);
      const input: WriteInput = {
        importId: id,
        mapping,
        timeZone,
        lastLine: staged.lastLine,
        customerColumns: staged.reader.customerColumns,
        survey,
        onLines: (lines) => tell("writing", Math.round(lines * share)),
      };
      const counts = await writeRows(tx, actor, input);
      await renewSearchTexts(tx, actor, counts.renamed);
      tell("counting", staged.rows);
      await countIn(tx, actor, input);
      const result: ImportResult = {
        ...made,
        customersCreated: counts.customersCreated,
        customersUpdated: counts.customersUpdated,
        answers: counts.answers,
        orderLines: counts.orderLines,
      };
      if (stopped) throw stopped;
      const { count } = await tx.importJob.updateMany({
        where: { workspaceId, id, status: "running" },
        data: {
          status: "done",
          phase: "",
          finishedAt: new Date(),
          rowsRead: staged.rows,
          rowsTotal: staged.rows,
          created: counts.created,
          updated: counts.updated,
          unchanged: counts.unchanged,
          refused,
          result,
        },
      });
      if (count === 0) throw new Cancelled();
      await run(
        tx,
        actor,
        (w) => Prisma.sql`delete from import_rows where workspace_id = ${w} and import_id = ${id}::uuid`,
      );
      await tx.importChunk.deleteMany({ where: { workspaceId, importId: id } });
      await recordEvent(
        tx,
        actor,
        "import.finish",
        { type: "import", id },
        {
          created: counts.created,
          updated: counts.updated,
          unchanged: counts.unchanged,
          refused,
        },
      );
      await addJob(tx, actor, "segments.recompute-all", { cause: "import" }, { key: `segments:${workspaceId}` });
      // The file may name records that went into others.
      await addJob(tx, actor, "duplicates.follow", {}, { key: `duplicates:${workspaceId}` });
      await requestScan(tx, actor, undefined, { dataChanged: true });
    },
    { timeoutMs: LONGEST_WRITE_MS },
  );
  log.info({ import: id, rows: staged.rows }, "import done");
}

/** Customers that got another name, e-mail or phone are found by it from now on. */
async function renewSearchTexts(
  tx: Parameters<typeof ensureTargets>[0],
  actor: Actor,
  ids: readonly string[],
): Promise<void> {
  for (let from = 0; from < ids.length; from += 5000) {
    const part = ids.slice(from, from + 5000);
    const found = await rows<{
      id: string;
      name: string;
      email: string | null;
      phone: string | null;
      externalId: string | null;
    }>(
      tx,
      actor,
      (w) => Prisma.sql`
        select id, name, email, phone, external_id as "externalId" from customers where workspace_id = ${w} and id = any(${part}::uuid[])`,
    );
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        update customers c set search_text = t.search_text
        from unnest(${found.map((customer) => customer.id)}::uuid[], ${found.map(searchTextOf)}::text[]) as t (id, search_text)
        where c.workspace_id = ${w} and c.id = t.id`,
    );
  }
}

/** Keeps how the columns of a file are meant, for the next file of its kind; one of the same name is replaced. */
export async function saveMapping(actor: Actor, { name, header, mapping }: MappingToSave): Promise<{ id: string }> {
  allow(actor, "imports.write");
  if (header.length !== mapping.columns.length) throw invalid("The mapping belongs to another file.");
  const { workspaceId } = actor;
  return transaction(actor, async (tx) => {
    const kept = { kind: mapping.kind, mapping: { header, mapping }, archivedAt: null };
    const { id } = await tx.savedMapping.upsert({
      where: { workspaceId_name: { workspaceId, name } },
      create: { ...kept, workspaceId, id: newId(), name, createdById: actor.userId },
      update: kept,
      select: { id: true },
    });
    await recordEvent(tx, actor, "mapping.save", { type: "mapping", id }, { kind: mapping.kind });
    return { id };
  });
}

/** Off the list of kept mappings; it can be brought back. @throws AppError not_found */
export async function archiveMapping(actor: Actor, id: string): Promise<void> {
  allow(actor, "imports.write");
  await setMappingArchived(actor, id, new Date());
}

/** @throws AppError not_found */
export async function restoreMapping(actor: Actor, id: string): Promise<void> {
  allow(actor, "imports.write");
  await setMappingArchived(actor, id, null);
}

async function setMappingArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    const { count } = await tx.savedMapping.updateMany({ where: { id }, data: { archivedAt } });
    if (count === 0) throw notFound("This mapping");
    await recordEvent(tx, actor, archivedAt ? "mapping.archive" : "mapping.restore", { type: "mapping", id });
  });
}
