"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "../auth/action";
import { archiveResponse, restoreResponse } from "./commands";

const responseId = z.object({ id: z.uuid() });

export const archiveResponseAction = action({
  input: responseId,
  run: async (actor, { id }) => {
    await archiveResponse(actor, id);
    revalidatePath("/responses", "layout");
  },
});

export const restoreResponseAction = action({
  input: responseId,
  run: async (actor, { id }) => {
    await restoreResponse(actor, id);
    revalidatePath("/responses", "layout");
  },
});
