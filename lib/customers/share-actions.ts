"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { shareCustomer, unshareCustomer } from "./commands/share";
import { newShare, shareEnd } from "./share-schema";

export const shareCustomerAction = action({
  input: newShare,
  run: async (actor, input) => {
    const added = await shareCustomer(actor, input);
    refresh();
    return added;
  },
});

export const unshareCustomerAction = action({
  input: shareEnd,
  run: async (actor, input) => {
    await unshareCustomer(actor, input);
    refresh();
  },
});
