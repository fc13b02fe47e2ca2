import "server-only";
import { once } from "node:events";
import type { Writable } from "node:stream";
import postgres from "postgres";
import type { InWorkspace } from "../db";
import { env } from "../env";
import { newId } from "../id";
import type { StagedRow } from "./plan";

/**
 * Connections of one import, apart from the app's pool: COPY, progress, and the lock that lets only one worker have it.
 * Times without a zone are read in the workspace's.
 */
export type CopySession = {
  sql: postgres.Sql;
  /** False when another worker has this import. */
  lock: () => Promise<boolean>;
  end: () => Promise<void>;
};

export function openCopySession(who: InWorkspace, importId: string, timeZone: string): CopySession {
  const sql = postgres(env().DATABASE_URL, {
    max: 3,
    idle_timeout: 60,
    connection: { TimeZone: timeZone, application_name: "waymark import" },
    onnotice: () => {},
  });
  let locked: postgres.ReservedSql | undefined;
  return {
    sql,
    async lock() {
      // Held by this connection until it ends, however it ends.
      locked = await sql.reserve();
      const [row] = await locked<{ got: boolean }[]>`
        select pg_try_advisory_lock(hashtextextended(${`import ${who.workspaceId} ${importId}`}, 0)) as got`;
      return row?.got ?? false;
    },
    async end() {
      locked?.release();
      await sql.end({ timeout: 5 });
    },
  };
}

/** Writes staged rows into import_rows as they come. */
export class StagingWriter {
  private buffer = "";
  rows = 0;

  private constructor(
    private readonly stream: Writable,
    private readonly prefix: string,
  ) {}

  static async open(session: CopySession, who: InWorkspace, importId: string): Promise<StagingWriter> {
    const stream = await session.sql`
      copy import_rows (workspace_id, import_id, line, id, key, customer_key, customer_id, at, fields, attributes, details, "values", texts)
      from stdin`.writable();
    return new StagingWriter(stream, `${who.workspaceId}\t${importId}\t`);
  }

  add(row: StagedRow): void {
    this.rows += 1;
    this.buffer += `${this.prefix}${row.line}\t${newId()}\t${text(row.key)}\t${text(row.customerKey)}\t${
      row.customerKey === null ? NULL : newId()
    }\t${row.at ?? NULL}\t${texts(row.fields)}\t${text(row.attributes)}\t${texts(row.details)}\t${numbers(row.values)}\t${texts(row.texts)}\n`;
  }

  /** Sends what was added; waits while the database is slower than the file. */
  async flush(): Promise<void> {
    if (this.buffer === "") return;
    const data = Buffer.from(this.buffer, "utf8");
    this.buffer = "";
    if (!this.stream.write(data)) await once(this.stream, "drain");
  }

  async end(): Promise<void> {
    await this.flush();
    await new Promise<void>((resolve, reject) => {
      this.stream.once("error", reject);
      this.stream.once("finish", resolve);
      this.stream.end();
    });
  }

  abort(error: Error): void {
    this.stream.on("error", () => {});
    this.stream.destroy(error);
  }
}

const NULL = "\\N";
const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escaped = (value: string) =>
  NEEDS_ESCAPE.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign) : value;
const text = (value: string | null) => (value === null ? NULL : escaped(value));

function texts(values: readonly (string | null)[]): string {
  if (values.length === 0) return NULL;
  let literal = "{";
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? null;
    if (i > 0) literal += ",";
    literal += value === null ? "NULL" : `"${/["\\]/.test(value) ? value.replace(/["\\]/g, "\\$&") : value}"`;
  }
  return escaped(`${literal}}`);
}

function numbers(values: readonly (number | null)[]): string {
  if (values.length === 0) return NULL;
  let literal = "{";
  for (let i = 0; i < values.length; i += 1) literal += `${i > 0 ? "," : ""}${values[i] ?? "NULL"}`;
  return `${literal}}`;
}
