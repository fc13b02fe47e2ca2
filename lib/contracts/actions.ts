"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { createContract, endContract, renewContract, reopenContract, updateContract } from "./commands";
import { contractEnd, contractFacts, contractId, contractRenewal, newContract } from "./schema";

export const createContractAction = action({
  input: newContract,
  run: async (actor, input) => {
    const made = await createContract(actor, input);
    refresh();
    return made;
  },
});

export const updateContractAction = action({
  input: contractFacts,
  run: async (actor, input) => {
    await updateContract(actor, input);
    refresh();
  },
});

export const renewContractAction = action({
  input: contractRenewal,
  run: async (actor, input) => {
    await renewContract(actor, input);
    refresh();
  },
});

export const endContractAction = action({
  input: contractEnd,
  run: async (actor, input) => {
    await endContract(actor, input);
    refresh();
  },
});

export const reopenContractAction = action({
  input: contractId,
  run: async (actor, { id }) => {
    await reopenContract(actor, id);
    refresh();
  },
});
