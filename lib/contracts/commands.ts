import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { type Tx, transaction } from "../db";
import { invalid, notFound } from "../errors";
import { dayDate } from "../form-fields";
import { newId } from "../id";
import type { ContractEnd, ContractFacts, ContractRenewal, NewContract } from "./schema";

/** An agreement with a customer; the same id twice makes one. @throws AppError not_found (the customer) */
export async function createContract(actor: Actor, input: NewContract): Promise<{ id: string }> {
  allow(actor, "contracts.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, input.customerId);
    if (!(await tx.customer.findFirst({ where: { id: input.customerId }, select: { id: true } })))
      throw notFound("This customer");
    const { count } = await tx.contract.createMany({
      data: [
        {
          workspaceId: actor.workspaceId,
          id,
          customerId: input.customerId,
          name: input.name,
          yearCents: input.yearAmount,
          currency: input.currency,
          startsOn: dayDate(input.startsOn),
          renewsOn: input.renewsOn ? dayDate(input.renewsOn) : null,
        },
      ],
      skipDuplicates: true,
    });
    if (count > 0)
      await recordEvent(tx, actor, "contract.create", { type: "contract", id }, { customerId: input.customerId });
    return { id };
  });
}

/** @throws AppError not_found */
export async function updateContract(actor: Actor, input: ContractFacts): Promise<void> {
  allow(actor, "contracts.write");
  await transaction(actor, async (tx) => {
    const { customerId } = await findContract(tx, actor, input.id);
    await tx.contract.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: input.id } },
      data: {
        name: input.name,
        yearCents: input.yearAmount,
        currency: input.currency,
        startsOn: dayDate(input.startsOn),
        renewsOn: input.renewsOn ? dayDate(input.renewsOn) : null,
      },
    });
    await recordEvent(tx, actor, "contract.update", { type: "contract", id: input.id }, { customerId });
  });
}

/** The contract runs on. @throws AppError not_found, invalid (it ended, or the day is not after the one it had) */
export async function renewContract(actor: Actor, input: ContractRenewal): Promise<void> {
  allow(actor, "contracts.write");
  await transaction(actor, async (tx) => {
    const before = await findContract(tx, actor, input.id);
    if (before.endedOn) throw invalid("This contract has ended: add a new one.");
    const renewsOn = dayDate(input.renewsOn);
    if (renewsOn <= (before.renewsOn ?? before.startsOn))
      throw invalid("Please check the marked fields.", { renewsOn: "Choose a day after the one it had." });
    await tx.contract.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: input.id } },
      data: { renewsOn, yearCents: input.yearAmount },
    });
    await recordEvent(
      tx,
      actor,
      "contract.renew",
      { type: "contract", id: input.id },
      { customerId: before.customerId, renewsOn: input.renewsOn, yearCents: input.yearAmount },
    );
  });
}

/** The contract ends, with its reason. @throws AppError not_found, invalid (the day) */
export async function endContract(actor: Actor, input: ContractEnd): Promise<void> {
  allow(actor, "contracts.write");
  await transaction(actor, async (tx) => {
    const before = await findContract(tx, actor, input.id);
    const endedOn = dayDate(input.endedOn);
    if (endedOn < before.startsOn)
      throw invalid("Please check the marked fields.", { endedOn: "It cannot end before it began." });
    await tx.contract.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: input.id } },
      data: { endedOn, endReason: input.reason },
    });
    await recordEvent(
      tx,
      actor,
      "contract.end",
      { type: "contract", id: input.id },
      { customerId: before.customerId, endedOn: input.endedOn },
    );
  });
}

/** Takes the end back. @throws AppError not_found */
export async function reopenContract(actor: Actor, id: string): Promise<void> {
  allow(actor, "contracts.write");
  await transaction(actor, async (tx) => {
    const { customerId } = await findContract(tx, actor, id);
    await tx.contract.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { endedOn: null, endReason: "" },
    });
    await recordEvent(tx, actor, "contract.reopen", { type: "contract", id }, { customerId });
  });
}

async function findContract(tx: Tx, actor: Actor, id: string) {
  const found = await tx.contract.findUnique({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
  if (!found) throw notFound("This contract");
  await mustReach(tx, actor, found.customerId, "This contract");
  return found;
}
