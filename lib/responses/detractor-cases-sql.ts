import "server-only";
import { systemActor } from "../auth/actor";
import { openCases } from "../cases/commands";
import { caseTitle } from "../cases/schema";
import type { ResponseHook } from "./intake-sql";

/** The highest likelihood to recommend that opens a case. */
const DETRACTOR_UP_TO = 6;

/**
 * Opens a case for every identified answer of a detractor, in the commit that stores it. The owner is whoever keeps the
 * customer. Anonymous answers open none: there is nobody to call.
 */
export const openCasesOfDetractors: ResponseHook = async (tx, who, stored) => {
  const low = stored.filter(
    ({ customerId, promise, answers }) =>
      promise === "identified" && customerId && answers.some(({ value }) => value !== null && value <= DETRACTOR_UP_TO),
  );
  if (low.length === 0) return;
  const items = await tx.item.findMany({
    where: {
      workspaceId: who.workspaceId,
      measure: "nps",
      id: { in: [...new Set(low.flatMap(({ answers }) => answers.map(({ itemId }) => itemId)))] },
    },
    select: { id: true, no: true },
    orderBy: { no: "asc" },
  });
  if (items.length === 0) return;
  const scored = low.flatMap((response) => {
    const score = items
      .map(({ id }) => response.answers.find(({ itemId }) => itemId === id)?.value)
      .find((value) => value != null);
    return score !== undefined && score !== null && score <= DETRACTOR_UP_TO ? [{ response, score }] : [];
  });
  if (scored.length === 0) return;
  const customers = await tx.customer.findMany({
    where: {
      workspaceId: who.workspaceId,
      id: { in: scored.flatMap(({ response }) => (response.customerId ? [response.customerId] : [])) },
    },
    select: { id: true, name: true, ownerId: true },
  });
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  await openCases(
    tx,
    systemActor(who.workspaceId, "answer"),
    scored.flatMap(({ response, score }) => {
      const customer = byId.get(response.customerId ?? "");
      if (!customer) return [];
      const words = response.answers.find(({ text }) => text)?.text ?? null;
      const touchpointId = response.answers.find(({ touchpointId: at }) => at)?.touchpointId ?? null;
      return [
        {
          title: caseTitle(customer.name, score, words),
          customerId: customer.id,
          responseId: response.id,
          // A survey of one touchpoint says where it hurts; one of many does not.
          touchpointId:
            new Set(response.answers.flatMap(({ touchpointId: at }) => at ?? [])).size === 1 ? touchpointId : null,
          ownerId: customer.ownerId,
          openedAt: response.answeredAt,
        },
      ];
    }),
  );
};
