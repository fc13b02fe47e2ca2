"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { cancelHandover, changeFarmer, completeHandover, savePart, startHandover } from "./commands";
import { listFarmers } from "./queries";
import { aboutDeal, handoverId, newFarmer, newHandover, partChange } from "./schema";

/** Who may take over, for a dialog that opens. */
export const listFarmersAction = action({ input: aboutDeal, run: (actor, input) => listFarmers(actor, input) });

export const startHandoverAction = action({
  input: newHandover,
  run: async (actor, input) => {
    const made = await startHandover(actor, input);
    refresh();
    return made;
  },
});

export const changeFarmerAction = action({
  input: newFarmer,
  run: async (actor, input) => {
    const done = await changeFarmer(actor, input);
    refresh();
    return done;
  },
});

/** Without a refresh: it is kept while its writer goes on typing. */
export const savePartAction = action({ input: partChange, run: (actor, input) => savePart(actor, input) });

export const completeHandoverAction = action({
  input: handoverId,
  run: async (actor, { id }) => {
    const done = await completeHandover(actor, id);
    refresh();
    return done;
  },
});

export const cancelHandoverAction = action({
  input: handoverId,
  run: async (actor, { id }) => {
    await cancelHandover(actor, id);
    refresh();
  },
});
