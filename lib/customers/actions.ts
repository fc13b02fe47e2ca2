"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import {
  addContact,
  archiveCustomers,
  assignCustomers,
  createCustomer,
  setLifecycle,
  unarchiveCustomers,
  updateCustomer,
} from "./commands";
import { assignments, customerChanges, customerIds, lifecycleChange, newContact, newCustomer } from "./schema";

export const createCustomerAction = action({ input: newCustomer, run: createCustomer });

export const updateCustomerAction = action({
  input: customerChanges,
  run: async (actor, input) => {
    await updateCustomer(actor, input);
    refresh();
  },
});

export const assignCustomersAction = action({
  input: assignments,
  run: async (actor, { groups }) => {
    const before = await assignCustomers(actor, groups);
    refresh();
    return before;
  },
});

export const archiveCustomersAction = action({
  input: customerIds,
  run: async (actor, { ids }) => {
    const changed = await archiveCustomers(actor, ids);
    refresh();
    return changed;
  },
});

export const unarchiveCustomersAction = action({
  input: customerIds,
  run: async (actor, { ids }) => {
    const changed = await unarchiveCustomers(actor, ids);
    refresh();
    return changed;
  },
});

export const setLifecycleAction = action({
  input: lifecycleChange,
  run: async (actor, input) => {
    await setLifecycle(actor, input);
    refresh();
  },
});

export const addContactAction = action({
  input: newContact,
  run: async (actor, input) => {
    const added = await addContact(actor, input);
    refresh();
    return added;
  },
});
