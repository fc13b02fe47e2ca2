import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { createCustomer } from "../../lib/customers/commands";
import { newCustomer } from "../../lib/customers/schema";
import { inWorkspace } from "../../lib/db";
import { createDeal, moveDeal, moveDealBack } from "../../lib/deals/commands";
import { dealListParams } from "../../lib/deals/list-params";
import { listCustomerDeals, listDealPage } from "../../lib/deals/queries";
import { dealMove, newDeal } from "../../lib/deals/schema";
import { newId } from "../../lib/id";
import { listCustomerOffers } from "../../lib/offers/queries";
import { listCustomerOrders, orderFigures } from "../../lib/orders/queries";
import { testWorkspace } from "../support/world";

const today = "2026-11-22";
const listDeals = async (actor: Actor, given: Record<string, string>) =>
  (await listDealPage(actor, dealListParams.parse(given), { today })).rows;

describe("deals, orders and offers of a customer", () => {
  let hunter: Actor;
  let manager: Actor;
  let stranger: Actor;
  let customerId: string;
  let dealId: string;

  beforeAll(async () => {
    const world = await testWorkspace({ currency: "PLN" });
    hunter = await world.as("hunter");
    manager = world.actor;
    stranger = (await testWorkspace()).actor;
    customerId = (await createCustomer(hunter, newCustomer.parse({ name: "Alpenkind", kind: "company" }))).id;
    const given = newDeal.parse({
      id: newId(),
      customerId,
      name: "Group fares",
      amount: "12 500",
      expectedCloseOn: "2027-01-31",
    });
    dealId = (await createDeal(hunter, given)).id;
    await createDeal(hunter, given);
  });

  it("a deal begins at the first stage, in the workspace's currency, once", async () => {
    expect(await listDeals(hunter, { owner: "mine" })).toMatchObject([
      {
        id: dealId,
        stage: "attention",
        amountCents: 1_250_000,
        currency: "PLN",
        probability: 0.1,
        expectedCloseOn: "2027-01-31",
        customerName: "Alpenkind",
      },
    ]);
    expect(await listDeals(manager, { owner: "mine" })).toEqual([]);
    expect(await listDeals(manager, { owner: "all" })).toHaveLength(1);
  });

  it("a lost deal keeps its reason and date; moving it back undoes that", async () => {
    await moveDeal(hunter, dealMove.parse({ id: dealId, stage: "lost", reason: "Price" }));
    expect(await listDeals(hunter, { owner: "all" })).toEqual([]);
    const [lost] = await listDeals(hunter, { owner: "all", stage: "closed" });
    expect(lost).toMatchObject({ stage: "lost", lossReason: "Price", probability: 0 });
    expect(lost?.closedAt).toBeInstanceOf(Date);
    await moveDealBack(hunter, { id: dealId, stage: "lost", reason: "" });
    expect(await listCustomerDeals(hunter, customerId)).toMatchObject([
      { stage: "attention", closedAt: null, lossReason: "" },
    ]);
  });

  it("another workspace's deal is not found", async () => {
    await expect(moveDeal(stranger, { id: dealId, stage: "won", reason: "" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(createDeal(stranger, newDeal.parse({ customerId, name: "X", amount: "1" }))).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await listCustomerDeals(stranger, customerId)).toEqual([]);
  });

  it("orders are summed per currency, the last twelve months apart", async () => {
    const db = inWorkspace(hunter);
    const order = (orderedAt: string, totalCents: bigint, currency: string) => ({
      workspaceId: hunter.workspaceId,
      id: newId(),
      customerId,
      orderedAt: new Date(orderedAt),
      totalCents,
      currency,
    });
    await db.order.createMany({
      data: [order("2026-06-01", 1000n, "EUR"), order("2024-06-01", 500n, "EUR"), order("2026-07-01", 70n, "USD")],
    });
    expect(await orderFigures(hunter, customerId, { now: new Date("2026-10-01") })).toEqual([
      { currency: "EUR", orders: 2, totalCents: 1500, yearCents: 1000 },
      { currency: "USD", orders: 1, totalCents: 70, yearCents: 70 },
    ]);
    expect((await listCustomerOrders(hunter, customerId)).map(({ totalCents }) => totalCents)).toEqual([70, 1000, 500]);
    expect(await orderFigures(stranger, customerId, { now: new Date() })).toEqual([]);
  });

  it("offers stand newest first", async () => {
    const db = inWorkspace(hunter);
    await db.offer.createMany({
      data: [
        { workspaceId: hunter.workspaceId, id: newId(), customerId, name: "Row 12", offeredAt: new Date("2026-01-01") },
        {
          workspaceId: hunter.workspaceId,
          id: newId(),
          customerId,
          name: "Pass",
          priceCents: 118_000n,
          currency: "EUR",
          offeredAt: new Date("2026-02-01"),
        },
      ],
    });
    expect(await listCustomerOffers(hunter, customerId)).toMatchObject([
      { name: "Pass", priceCents: 118_000 },
      { name: "Row 12", priceCents: null },
    ]);
  });
});
