import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { csvLine, readCsv } from "../csv";
import { inWorkspace, Prisma, rows } from "../db";
import { AppError, notFound } from "../errors";
import type { ImportStatus } from "../generated/prisma/enums";
import { isId } from "../id";
import { decodeCursor, encodeCursor, PAGE_SIZE, type Page } from "../paging";
import { surveyDraft } from "../surveys/schema";
import { guessDelimiter, textDecoder } from "./encoding";
import { fileBytes, readRecords } from "./file-sql";
import { guessMapping } from "./guess";
import { type ImportCatalogue, RowReader } from "./plan";
import type { FileSample, Preview } from "./preview";
import { profileColumns } from "./profile";
import type { SavedMapping } from "./saved";
import {
  type DELIMITERS,
  ENCODINGS,
  type Encoding,
  type ImportMapping,
  type ImportResult,
  importResult,
  KINDS,
  type Kind,
  LIMITS,
  storedMapping,
} from "./schema";

export type ImportRow = {
  id: string;
  fileName: string;
  kind: Kind | null;
  status: ImportStatus;
  bytes: number;
  createdAt: Date;
  finishedAt: Date | null;
  createdBy: string | null;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
};

/** Imports, newest first. */
export async function listImports(actor: Actor, { cursor }: { cursor?: string } = {}): Promise<Page<ImportRow>> {
  allow(actor, "imports.read");
  const from = decodeCursor(cursor);
  const found = await rows<ImportRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select i.id, i.file_name as "fileName", i.kind, i.status, i.bytes::float8 as bytes, i.created_at as "createdAt",
             i.finished_at as "finishedAt", u.name as "createdBy", i.created, i.updated, i.unchanged, i.refused
      from import_jobs i left join users u on u.id = i.created_by_id
      where i.workspace_id = ${w} and i.status <> 'uploading'
        ${from && typeof from.value === "string" ? Prisma.sql`and (i.created_at, i.id) < (${new Date(from.value)}::timestamptz, ${from.id}::uuid)` : Prisma.empty}
      order by i.created_at desc, i.id desc
      limit ${PAGE_SIZE + 1}`,
  );
  const page = found.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return {
    rows: page,
    next:
      found.length > PAGE_SIZE && last
        ? encodeCursor({ value: last.createdAt.toISOString(), id: last.id, direction: "after" })
        : null,
    previous: null,
  };
}

export type ImportDetail = ImportRow & {
  encoding: Encoding;
  /** The names of the columns, once they were read. */
  header: string[];
  phase: string;
  rowsRead: number;
  rowsTotal: number;
  failure: string;
  /** From the start of the job to its end. */
  tookSeconds: number | null;
  result: ImportResult;
  mapping: unknown;
};

/** @throws AppError not_found */
export async function getImport(actor: Actor, id: string): Promise<ImportDetail> {
  allow(actor, "imports.read");
  const job = isId(id)
    ? await inWorkspace(actor).importJob.findFirst({ where: { workspaceId: actor.workspaceId, id } })
    : null;
  if (!job) throw notFound("This import");
  return {
    id: job.id,
    fileName: job.fileName,
    kind: KINDS.find((kind) => kind === job.kind) ?? null,
    status: job.status,
    bytes: Number(job.bytes),
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    createdBy: null,
    created: job.created,
    updated: job.updated,
    unchanged: job.unchanged,
    refused: job.refused,
    encoding: encodingOf(job.encoding),
    header: job.header ?? [],
    phase: job.phase,
    rowsRead: job.rowsRead,
    rowsTotal: job.rowsTotal,
    failure: job.failure,
    tookSeconds:
      job.startedAt && job.finishedAt ? Math.max(1, Math.round((+job.finishedAt - +job.startedAt) / 1000)) : null,
    result: importResult.catch(importResult.parse({})).parse(job.result),
    mapping: job.mapping,
  };
}

const encodingOf = (text: string): Encoding => ENCODINGS.find((encoding) => encoding === text) ?? "utf-8";

/** What a workspace knows and a file may name. */
export async function importCatalogue(actor: Actor): Promise<ImportCatalogue> {
  allow(actor, "imports.read");
  const db = inWorkspace(actor);
  const where = { workspaceId: actor.workspaceId };
  const [workspace, attributes, channels, touchpoints, products, members, surveys] = await Promise.all([
    db.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } }),
    db.attributeDefinition.findMany({ where: { ...where, archivedAt: null }, orderBy: { position: "asc" } }),
    db.channel.findMany({ where, orderBy: { name: "asc" }, select: { id: true, name: true } }),
    db.touchpoint.findMany({ where, orderBy: { position: "asc" }, select: { id: true, name: true } }),
    db.product.findMany({ where, orderBy: { name: "asc" }, select: { id: true, name: true }, take: LIMITS.names }),
    db.membership.findMany({
      where: { ...where, endedAt: null },
      select: { userId: true, user: { select: { email: true } } },
    }),
    db.survey.findMany({
      where: { ...where, archivedAt: null },
      orderBy: { createdAt: "desc" },
      include: {
        items: { where: { archivedAt: null }, orderBy: { no: "asc" } },
        versions: { select: { id: true, promise: true } },
      },
    }),
  ]);
  const touchpointName = new Map(touchpoints.map((touchpoint) => [touchpoint.id, touchpoint.name]));
  return {
    timeZone: workspace.timeZone,
    currency: workspace.currency,
    attributes: attributes.map(({ key, label, kind, options }) => ({ key, label, kind, options })),
    channels,
    touchpoints,
    products,
    members: members.map(({ userId, user }) => ({ userId, email: user.email })),
    surveys: surveys
      // Imported answers name their customer; a survey that promises to be anonymous takes none.
      .filter((survey) => {
        const version = survey.versions.find((one) => one.id === survey.currentVersionId);
        return (version?.promise ?? surveyDraft.safeParse(survey.draft).data?.promise) !== "anonymous";
      })
      .map((survey) => ({
        id: survey.id,
        name: survey.name,
        items: survey.items.map((item) => ({
          id: item.id,
          key: item.key,
          label: item.label,
          kind: item.kind,
          scaleMin: item.scaleMin,
          scaleMax: item.scaleMax,
          direction: item.direction,
          measure: item.measure,
          options: optionsOf(item.options),
          touchpoint: touchpointName.get(item.touchpointId ?? "") ?? "",
        })),
      })),
  };
}

function optionsOf(json: Prisma.JsonValue): { value: number; label: string }[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((option) =>
    option &&
    typeof option === "object" &&
    !Array.isArray(option) &&
    typeof option.value === "number" &&
    typeof option.label === "string"
      ? [{ value: option.value, label: option.label }]
      : [],
  );
}

/** Text of the first chunk, cut at its last whole line. */
async function sampleText(actor: Actor, id: string, encoding: Encoding): Promise<{ text: string; whole: boolean }> {
  const decode = textDecoder(encoding);
  const pieces: string[] = [];
  let seen = 0;
  for await (const chunk of fileBytes(actor, id)) {
    seen += 1;
    if (seen > 1) break;
    pieces.push(decode(chunk));
  }
  const text = pieces.join("");
  if (seen < 2) return { text: text + decode(), whole: true };
  const end = text.lastIndexOf("\n");
  return { text: end > 0 ? text.slice(0, end + 1) : text, whole: false };
}

/** What the first rows of a file show. @param format chosen by the person; otherwise guessed */
export async function sampleFile(
  actor: Actor,
  id: string,
  format: { encoding?: Encoding; delimiter?: (typeof DELIMITERS)[number] } = {},
): Promise<FileSample> {
  allow(actor, "imports.read");
  const job = await getImport(actor, id);
  const encoding = format.encoding ?? job.encoding;
  const { text, whole } = await sampleText(actor, id, encoding);
  const delimiter = format.delimiter ?? guessDelimiter(text.slice(0, 65_536));
  const records = readCsv(text, { delimiter }, 5001);
  const header = (records[0]?.cells ?? []).map((name) => name.trim());
  const body = records.slice(1).filter((record) => !record.fault);
  return {
    encoding,
    delimiter,
    header,
    columns: profileColumns(
      header,
      body.map((record) => record.cells),
    ),
    rows: body.length,
    whole: whole && records.length < 5001,
    problem: headerProblem(header, body.length, records[0]?.fault ?? null),
  };
}

function headerProblem(header: readonly string[], rowsFound: number, fault: string | null): string {
  if (header.length === 0) return "The file is empty.";
  if (fault) return "The first line cannot be read: a quotation mark in it is not closed.";
  if (rowsFound === 0) return "The file has a header and no rows.";
  if (header.length > LIMITS.columns)
    return `The file has ${header.length} columns; at most ${LIMITS.columns} can be imported.`;
  return "";
}

/** The first proposal for a file. */
export async function proposeMapping(
  actor: Actor,
  id: string,
  sample: FileSample,
  today: string,
): Promise<ImportMapping> {
  allow(actor, "imports.read");
  const [job, catalogue] = await Promise.all([getImport(actor, id), importCatalogue(actor)]);
  return guessMapping(sample.columns, catalogue, {
    encoding: sample.encoding,
    delimiter: sample.delimiter,
    fileName: job.fileName,
    today,
  });
}

const PREVIEW_ROWS = 200;
/** More than this is checked when it is imported. */
const PREVIEW_BYTES = 20 * 1024 * 1024;
const MOST_COUNTED = 500_000;

/** Reads the file, or its first 20 MB, as the import would, and says what would come of it. Writes nothing. */
export async function previewImport(actor: Actor, id: string, mapping: ImportMapping): Promise<Preview> {
  allow(actor, "imports.read");
  const [job, catalogue] = await Promise.all([getImport(actor, id), importCatalogue(actor)]);
  let header: string[] | null = null;
  let reader: RowReader | null = null;
  const preview: Preview = {
    header: [],
    rows: [],
    checked: 0,
    accepted: 0,
    refused: 0,
    whole: true,
    reasons: [],
    answers: 0,
    customers: 0,
    newItems: 0,
    newTouchpoints: 0,
    newAttributes: 0,
  };
  const reasons = new Map<string, { reason: string; rows: number; firstLine: number }>();
  const customers = new Set<string>();
  const keys = new Map<string, number>();
  const repeatsAreFine = mapping.kind === "orders" || (mapping.kind === "answers" && mapping.shape === "long");
  await readRecords(
    actor,
    id,
    mapping,
    (cells, line, fault) => {
      if (header === null) {
        header = cells.map((name) => name.trim());
        checkHeader(header, mapping);
        reader = new RowReader(mapping, header, catalogue);
        return;
      }
      if (!reader) return;
      const row = reader.row(cells, line, fault);
      let problems = Array.isArray(row) ? row : [];
      if (!Array.isArray(row)) {
        const key = mapping.kind === "customers" ? row.customerKey : row.key;
        if (key !== null && !repeatsAreFine && keys.size < MOST_COUNTED) {
          const first = keys.get(key);
          if (first !== undefined) problems = [{ column: null, reason: duplicateReason(key, first) }];
          else keys.set(key, line);
        }
        if (row.customerKey !== null && customers.size < MOST_COUNTED) customers.add(row.customerKey);
        if (problems.length === 0) {
          preview.answers +=
            mapping.shape === "long" && mapping.kind === "answers"
              ? 1
              : row.values.filter((value) => value !== null).length + row.texts.filter((text) => text !== null).length;
        }
      }
      preview.checked += 1;
      if (problems.length === 0) preview.accepted += 1;
      else {
        preview.refused += 1;
        const problem = problems[0] ?? { column: null, reason: "" };
        // Reasons that differ only in the cell they quote are one.
        const text = reader
          .describe(problem)
          .replace(/“[^”]*”/g, "“…”")
          .replace(/The id .* is already on line \d+/, "The id is already on an earlier line");
        const known = reasons.get(text);
        if (known) known.rows += 1;
        else if (reasons.size < 200) reasons.set(text, { reason: text, rows: 1, firstLine: line });
      }
      if (preview.rows.length < PREVIEW_ROWS) {
        preview.rows.push({
          line,
          cells: cells.slice(0, header.length).map((cell) => (cell.length > 200 ? `${cell.slice(0, 199)}…` : cell)),
          problems,
        });
      }
    },
    async (bytes) => {
      if (bytes < PREVIEW_BYTES) return true;
      preview.whole = bytes >= job.bytes;
      return false;
    },
  );
  preview.header = header ?? [];
  preview.reasons = [...reasons.values()].sort((a, b) => b.rows - a.rows);
  preview.customers = customers.size;
  const done = reader as RowReader | null;
  if (done) {
    const touchpoints = new Set(catalogue.touchpoints.map((touchpoint) => touchpoint.name.toLowerCase()));
    const named = [...done.touchpoints.keys(), ...done.items.map((item) => item.touchpoint.trim().toLowerCase())];
    preview.newItems = done.items.filter((item) => item.itemId === null).length;
    preview.newTouchpoints = new Set(named.filter((name) => name !== "" && !touchpoints.has(name))).size;
    const attributes = new Set(catalogue.attributes.map((attribute) => attribute.key));
    preview.newAttributes = mapping.columns.filter(
      (column) => column.to === "attribute" && !attributes.has(column.key),
    ).length;
  }
  return preview;
}

export const duplicateReason = (key: string, line: number) => `The id ${key.slice(0, 80)} is already on line ${line}.`;

/**
 * The header against the mapping.
 * @throws AppError invalid with "columns.<index>" for each column in the way
 */
export function checkHeader(header: readonly string[], mapping: ImportMapping): void {
  if (header.length !== mapping.columns.length) {
    throw new AppError(
      "invalid",
      `The header has ${header.length} columns, the mapping ${mapping.columns.length}. Choose the delimiter and encoding again.`,
    );
  }
  const seen = new Map<string, number>();
  const errors: Record<string, string> = {};
  header.forEach((name, index) => {
    if (mapping.columns[index]?.to === "ignore") return;
    const lower = name.toLowerCase();
    const before = seen.get(lower);
    if (lower !== "" && before !== undefined) {
      errors[`columns.${index}`] =
        `“${name}” is the name of columns ${before + 1} and ${index + 1}. Ignore one of them, or rename it in the file.`;
    }
    seen.set(lower, index);
  });
  if (Object.keys(errors).length > 0) throw new AppError("invalid", "Two columns have the same name.", errors);
}

export type ImportProgress = Pick<ImportDetail, "id" | "status" | "phase" | "rowsRead" | "rowsTotal" | "failure">;

/** Small enough to be asked every second. */
export async function importProgress(actor: Actor, id: string): Promise<ImportProgress> {
  allow(actor, "imports.read");
  const { status, phase, rowsRead, rowsTotal, failure } = await getImport(actor, id);
  return { id, status, phase, rowsRead, rowsTotal, failure };
}

/**
 * The refused rows as CSV, line and reason first, in pieces.
 * @throws AppError not_found
 */
export async function refusedRowsCsv(actor: Actor, id: string): Promise<AsyncGenerator<string>> {
  allow(actor, "imports.read");
  const { header } = await getImport(actor, id);
  return refusedLines(actor, id, header);
}

async function* refusedLines(actor: Actor, id: string, header: readonly string[]): AsyncGenerator<string> {
  const db = inWorkspace(actor);
  yield `\ufeff${csvLine(["Line", "Reason", ...header])}`;
  for (let line = 0; ; ) {
    const found = await db.importRefusal.findMany({
      where: { workspaceId: actor.workspaceId, importId: id, line: { gt: line } },
      orderBy: { line: "asc" },
      take: 1000,
    });
    const last = found.at(-1);
    if (!last) return;
    yield found.map((row) => csvLine([row.line, row.reason, ...row.cells])).join("");
    line = last.line;
  }
}

/** The first refused rows, for the summary. */
export async function listRefusals(
  actor: Actor,
  id: string,
  most = 20,
): Promise<{ line: number; reason: string; cells: string[] }[]> {
  allow(actor, "imports.read");
  return inWorkspace(actor).importRefusal.findMany({
    where: { workspaceId: actor.workspaceId, importId: id },
    orderBy: { line: "asc" },
    take: most,
    select: { line: true, reason: true, cells: true },
  });
}

/** Mappings that were kept by name. One that this version cannot read any more is left out. */
export async function listSavedMappings(actor: Actor): Promise<SavedMapping[]> {
  allow(actor, "imports.read");
  const found = await inWorkspace(actor).savedMapping.findMany({
    where: { archivedAt: null },
    orderBy: { name: "asc" },
    take: 100,
  });
  return found.flatMap(({ id, name, mapping }) => {
    const kept = storedMapping.safeParse(mapping);
    return kept.success ? [{ id, name, kind: kept.data.mapping.kind, ...kept.data }] : [];
  });
}
