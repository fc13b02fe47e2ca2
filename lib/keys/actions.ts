"use server";

import { revalidatePath } from "next/cache";
import { action } from "../auth/action";
import { createKey, withdrawKey } from "./commands";
import { keyId, newKey } from "./schema";

export const createKeyAction = action({
  input: newKey,
  run: async (actor, input) => {
    const made = await createKey(actor, input);
    revalidatePath("/settings/keys");
    return made;
  },
});

export const withdrawKeyAction = action({
  input: keyId,
  run: async (actor, { id }) => {
    await withdrawKey(actor, id);
    revalidatePath("/settings/keys");
  },
});
