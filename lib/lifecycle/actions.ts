"use server";

import { TZDate } from "@date-fns/tz";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "../auth/action";
import { requireSession } from "../auth/doors";
import { invalid } from "../errors";
import { callLost, clearReferrer, setMeasures, setReferrer, setSelfService, uncallLost } from "./commands";
import { channelService, measuresInput, newReferral, referralOf } from "./schema";

const refresh = () => revalidatePath("/customers", "layout");

export const setMeasuresAction = action({
  input: measuresInput,
  run: async (actor, input) => {
    await setMeasures(actor, input);
    refresh();
  },
});

export const setSelfServiceAction = action({
  input: channelService,
  run: async (actor, { id, isSelfService }) => {
    await setSelfService(actor, id, isSelfService);
    refresh();
  },
});

export const setReferrerAction = action({
  input: newReferral,
  run: async (actor, { customerId, referrerId, on }) => {
    const now = new Date();
    const { workspace } = await requireSession();
    // Noon of the day, in the workspace's zone.
    const day = on === "" ? now : new Date(+new TZDate(`${on}T12:00:00`, workspace.timeZone));
    if (Number.isNaN(+day)) throw invalid("Please check the marked fields.", { on: "This is not a day." });
    const at = on !== "" && +day > +now && +day - +now < 86_400_000 / 2 ? now : day;
    const done = await setReferrer(actor, { customerId, referrerId, at }, now);
    refresh();
    return done;
  },
});

export const clearReferrerAction = action({
  input: referralOf,
  run: async (actor, { customerId }) => {
    const done = await clearReferrer(actor, customerId);
    refresh();
    return done;
  },
});

export const callLostAction = action({
  input: z.object({ days: z.number() }),
  run: async (actor, { days }) => {
    const done = await callLost(actor, days, new Date());
    refresh();
    return done;
  },
});

export const uncallLostAction = action({
  input: z.object({ stepIds: z.array(z.uuid()).max(5_000) }),
  run: async (actor, { stepIds }) => {
    const done = await uncallLost(actor, stepIds);
    refresh();
    return done;
  },
});
