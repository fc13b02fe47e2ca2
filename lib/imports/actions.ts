"use server";

import { refresh, revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "../auth/action";
import { archiveMapping, cancelImport, restoreMapping, saveMapping, startImport } from "./commands";
import { previewImport } from "./queries";
import { importMapping, mappingToSave } from "./schema";

const withMapping = z.object({ id: z.uuid(), mapping: importMapping });

/** What an import would do; writes nothing. */
export const previewImportAction = action({
  input: withMapping,
  run: (actor, { id, mapping }) => previewImport(actor, id, mapping),
});

export const startImportAction = action({
  input: withMapping,
  run: async (actor, { id, mapping }) => {
    await startImport(actor, id, mapping);
    revalidatePath("/imports");
    redirect(`/imports/${id}`);
  },
});

export const cancelImportAction = action({
  input: z.object({ id: z.uuid() }),
  run: async (actor, { id }) => {
    await cancelImport(actor, id);
    revalidatePath("/imports");
    revalidatePath(`/imports/${id}`);
  },
});

export const saveMappingAction = action({
  input: mappingToSave,
  run: async (actor, input) => {
    const saved = await saveMapping(actor, input);
    refresh();
    return saved;
  },
});

export const archiveMappingAction = action({
  input: z.object({ id: z.uuid() }),
  run: async (actor, { id }) => {
    await archiveMapping(actor, id);
    refresh();
  },
});

export const restoreMappingAction = action({
  input: z.object({ id: z.uuid() }),
  run: async (actor, { id }) => {
    await restoreMapping(actor, id);
    refresh();
  },
});
