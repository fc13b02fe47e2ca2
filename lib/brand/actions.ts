"use server";

import { revalidatePath } from "next/cache";
import { action } from "../auth/action";
import {
  archiveFeeling,
  archiveValue,
  createFeeling,
  createValue,
  moveFeeling,
  moveValue,
  restoreFeeling,
  restoreValue,
  setWantedFeeling,
  updateFeeling,
  updateIdentity,
  updateValue,
} from "./commands";
import {
  brandId,
  brandMove,
  feelingChange,
  feelingInput,
  identityInput,
  valueChange,
  valueInput,
  wantedInput,
} from "./schema";

const refresh = () => revalidatePath("/brand");

export const updateIdentityAction = action({
  input: identityInput,
  run: async (actor, input) => {
    const before = await updateIdentity(actor, input);
    refresh();
    return before;
  },
});

export const createValueAction = action({
  input: valueInput,
  run: async (actor, input) => {
    const made = await createValue(actor, input);
    refresh();
    return made;
  },
});

export const updateValueAction = action({
  input: valueChange,
  run: async (actor, { id, ...fields }) => {
    await updateValue(actor, id, fields);
    refresh();
  },
});

export const archiveValueAction = action({
  input: brandId,
  run: async (actor, { id }) => {
    await archiveValue(actor, id);
    refresh();
  },
});

export const restoreValueAction = action({
  input: brandId,
  run: async (actor, { id }) => {
    await restoreValue(actor, id);
    refresh();
  },
});

export const moveValueAction = action({
  input: brandMove,
  run: async (actor, { id, by }) => {
    await moveValue(actor, id, by);
    refresh();
  },
});

export const createFeelingAction = action({
  input: feelingInput,
  run: async (actor, input) => {
    const made = await createFeeling(actor, input);
    refresh();
    return made;
  },
});

export const updateFeelingAction = action({
  input: feelingChange,
  run: async (actor, { id, ...fields }) => {
    await updateFeeling(actor, id, fields);
    refresh();
  },
});

export const archiveFeelingAction = action({
  input: brandId,
  run: async (actor, { id }) => {
    await archiveFeeling(actor, id);
    refresh();
  },
});

export const restoreFeelingAction = action({
  input: brandId,
  run: async (actor, { id }) => {
    await restoreFeeling(actor, id);
    refresh();
  },
});

export const moveFeelingAction = action({
  input: brandMove,
  run: async (actor, { id, by }) => {
    await moveFeeling(actor, id, by);
    refresh();
  },
});

export const setWantedFeelingAction = action({
  input: wantedInput,
  run: async (actor, input) => {
    await setWantedFeeling(actor, input);
    refresh();
    revalidatePath(`/touchpoints/${input.touchpointId}`);
  },
});
