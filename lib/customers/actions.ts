"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "../auth/action";
import { bulkId, bulkRequest, bulkSearch, MOST_AT_ONCE } from "./bulk";
import {
  archiveAttributeDefinition,
  archiveCustomers,
  assignCustomers,
  createAttributeDefinition,
  createCustomer,
  restoreAttributeDefinition,
  unarchiveCustomers,
  updateAttributeDefinition,
} from "./commands";
import { startBulkChange, undoBulkChange } from "./commands/bulk";
import { readListUrl } from "./list-url";
import { countForBulk } from "./queries/bulk";
import { countForExport, MOST_XLSX_ROWS } from "./queries/export";
import { neighboursOf } from "./queries/neighbours";
import { assignments, attributeDefinitionChange, attributeForm, attributeId, customerIds, newCustomer } from "./schema";

export const createCustomerAction = action({ input: newCustomer, run: createCustomer });

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

export const createAttributeAction = action({
  input: attributeForm,
  run: async (actor, input) => {
    const made = await createAttributeDefinition(actor, input);
    refresh();
    return made;
  },
});

export const updateAttributeAction = action({
  input: attributeDefinitionChange,
  run: async (actor, input) => {
    await updateAttributeDefinition(actor, input);
    refresh();
  },
});

export const archiveAttributeAction = action({
  input: attributeId,
  run: async (actor, { id }) => {
    await archiveAttributeDefinition(actor, id);
    refresh();
  },
});

export const restoreAttributeAction = action({
  input: attributeId,
  run: async (actor, { id }) => {
    await restoreAttributeDefinition(actor, id);
    refresh();
  },
});

export const startBulkAction = action({ input: bulkRequest, run: startBulkChange });

/** How many a list's address finds; one more than MOST_AT_ONCE says that there are too many. */
export const countForBulkAction = action({
  input: bulkSearch,
  run: (actor, { search }) => countForBulk(actor, search, MOST_AT_ONCE),
});

export const undoBulkAction = action({ input: bulkId, run: (actor, { id }) => undoBulkChange(actor, id) });

/** Whether the list has too many rows for an Excel file. */
export const countForExportAction = action({
  input: bulkSearch,
  run: async (actor, { search }) => ({
    rows: await countForExport(
      actor,
      readListUrl(new URLSearchParams(search), actor.role === "hunter" || actor.role === "farmer"),
    ),
    most: MOST_XLSX_ROWS,
  }),
});

/** Who stands beside a customer in the list that the reader came from. */
export const neighboursAction = action({
  input: bulkSearch.extend({ id: z.uuid() }),
  run: (actor, { id, search }) =>
    neighboursOf(
      actor,
      id,
      readListUrl(new URLSearchParams(search), actor.role === "hunter" || actor.role === "farmer"),
    ),
});
