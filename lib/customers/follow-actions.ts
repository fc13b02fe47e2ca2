"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { setFollowing } from "./commands/follow";
import { followInput } from "./follow-schema";

export const setFollowingAction = action({
  input: followInput,
  run: async (actor, { customerId, follow }) => {
    await setFollowing(actor, customerId, follow);
    refresh();
  },
});
