"use server";
import { refresh } from "next/cache";
import { action } from "../auth/action";
import { assignCase, reopenCase, resolveCase } from "./commands";
import { assignInput, caseId, resolveInput } from "./schema";

export const assignCaseAction = action({
  input: assignInput,
  run: async (actor, { id, ownerId }) => {
    await assignCase(actor, id, ownerId);
    refresh();
  },
});

export const resolveCaseAction = action({
  input: resolveInput,
  run: async (actor, { id, resolution }) => {
    await resolveCase(actor, id, resolution);
    refresh();
  },
});

export const reopenCaseAction = action({
  input: caseId,
  run: async (actor, { id }) => {
    await reopenCase(actor, id);
    refresh();
  },
});
