import "server-only";
import { CsvReader, type OnRecord } from "../csv";
import { type InWorkspace, inWorkspace } from "../db";
import { textDecoder } from "./encoding";
import type { Encoding } from "./schema";

/** Bytes of one row of import_chunks. */
export const CHUNK_BYTES = 1024 * 1024;

/** The bytes of an uploaded file, in order. */
export async function* fileBytes(who: InWorkspace, importId: string): AsyncGenerator<Uint8Array> {
  const db = inWorkspace(who);
  for (let no = 0; ; no += 1) {
    const chunk = await db.importChunk.findFirst({
      where: { workspaceId: who.workspaceId, importId, no },
      select: { bytes: true },
    });
    if (!chunk) return;
    yield chunk.bytes;
  }
}

export type FileFormat = { encoding: Encoding; delimiter: string };

/**
 * Reads the records of an uploaded file in order, the header among them.
 * @param onRecord called for each
 * @param afterPiece awaited after every piece, with the bytes read so far; false ends the reading
 */
export async function readRecords(
  who: InWorkspace,
  importId: string,
  { encoding, delimiter }: FileFormat,
  onRecord: OnRecord,
  afterPiece: (bytes: number) => Promise<boolean> = async () => true,
): Promise<void> {
  const decode = textDecoder(encoding);
  const reader = new CsvReader({ delimiter });
  let bytes = 0;
  for await (const chunk of fileBytes(who, importId)) {
    // A quarter of a chunk at a time, so that other requests of this process get their turn.
    for (let from = 0; from < chunk.length; from += CHUNK_BYTES / 4) {
      const piece = chunk.subarray(from, from + CHUNK_BYTES / 4);
      bytes += piece.length;
      reader.push(decode(piece), onRecord);
      if (!(await afterPiece(bytes))) return;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
  reader.push(decode(), onRecord);
  reader.end(onRecord);
  await afterPiece(bytes);
}
