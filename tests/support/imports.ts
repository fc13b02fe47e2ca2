import type { Actor } from "../../lib/auth/actor";
import { receiveFile, runImport, startImport } from "../../lib/imports/commands";
import { getImport, type ImportDetail, proposeMapping, sampleFile } from "../../lib/imports/queries";
import { type ImportMapping, importMapping } from "../../lib/imports/schema";

export const TODAY = "2026-11-21";

/** A file as a browser sends it. */
export function uploadOf(content: string | Uint8Array, name = "file.csv") {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // In pieces that end anywhere, as from a network.
      for (let from = 0; from < bytes.length; from += 60_001) controller.enqueue(bytes.slice(from, from + 60_001));
      controller.close();
    },
  });
  return { name, declaredBytes: bytes.length, body };
}

/** Uploads a file and takes the product's own proposal, changed by `change`. */
export async function uploadAndMap(
  actor: Actor,
  content: string | Uint8Array,
  { name, change }: { name?: string; change?: (mapping: ImportMapping) => ImportMapping } = {},
): Promise<{ id: string; mapping: ImportMapping }> {
  const { id } = await receiveFile(actor, uploadOf(content, name));
  const proposal = await proposeMapping(actor, id, await sampleFile(actor, id), TODAY);
  return { id, mapping: importMapping.parse(change ? change(proposal) : proposal) };
}

/** The whole way of a file, the job run here. */
export async function importFile(
  actor: Actor,
  content: string | Uint8Array,
  options: { name?: string; change?: (mapping: ImportMapping) => ImportMapping } = {},
): Promise<ImportDetail> {
  const { id, mapping } = await uploadAndMap(actor, content, options);
  await startImport(actor, id, mapping);
  await runImport(actor, id, new AbortController().signal);
  return getImport(actor, id);
}
