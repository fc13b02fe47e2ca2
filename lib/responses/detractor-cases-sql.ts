import "server-only";
import { systemActor } from "../auth/actor";
import { openCases } from "../cases/commands";
import { caseTitle } from "../cases/schema";
import { Prisma, rows } from "../db";
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
  const itemIds = [...new Set(low.flatMap(({ answers }) => answers.map(({ itemId }) => itemId)))];
  const customerIds = [...new Set(low.map(({ customerId }) => customerId))];
  // Nearly always one item asks for the likelihood to recommend, so this is a row a customer.
  const found = await rows<{ id: string; name: string; owner_id: string | null; item_id: string }>(
    tx,
    who,
    (w) => Prisma.sql`
      select c.id, c.name, c.owner_id, i.id as item_id
      from items i
      join customers c on c.workspace_id = ${w} and c.id = any(${customerIds}::uuid[])
      where i.workspace_id = ${w} and i.id = any(${itemIds}::uuid[]) and i.measure = 'nps'
      order by i.no`,
  );
  const items = [...new Set(found.map(({ item_id }) => item_id))];
  const byId = new Map(found.map((customer) => [customer.id, customer]));
  const scored = low.flatMap((response) => {
    const score = items
      .map((id) => response.answers.find(({ itemId }) => itemId === id)?.value)
      .find((value) => value != null);
    return score !== undefined && score !== null && score <= DETRACTOR_UP_TO ? [{ response, score }] : [];
  });
  if (scored.length === 0) return;
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
          ownerId: customer.owner_id,
          openedAt: response.answeredAt,
        },
      ];
    }),
  );
};
