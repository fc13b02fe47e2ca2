import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, mintActor } from "../../../lib/auth/actor";
import {
  createContract,
  endContract,
  renewContract,
  reopenContract,
  updateContract,
} from "../../../lib/contracts/commands";
import { yearLater, yearsByCurrency } from "../../../lib/contracts/contract";
import { contractsOfCustomer, listRenewals } from "../../../lib/contracts/queries";
import { contractFacts, newContract } from "../../../lib/contracts/schema";
import { createCustomer } from "../../../lib/customers/commands";
import { newCustomer } from "../../../lib/customers/schema";
import { newId } from "../../../lib/id";
import { archiveInteraction, logInteraction } from "../../../lib/interactions/commands";
import {
  archivePromise,
  changePromise,
  keepPromise,
  makePromise,
  restorePromise,
} from "../../../lib/interactions/commands/promises";
import { promiseState } from "../../../lib/interactions/promise";
import { openNextSteps } from "../../../lib/interactions/queries";
import { listDuePromises, promisesOfCustomer } from "../../../lib/interactions/queries/promises";
import { newInteraction } from "../../../lib/interactions/schema";
import {
  addGoal,
  addMilestone,
  archiveGoal,
  archiveMilestone,
  changeMilestone,
  completeMilestone,
  moveGoal,
  moveMilestone,
  reachGoal,
  restoreGoal,
} from "../../../lib/plans/commands";
import { progressOf } from "../../../lib/plans/plan";
import { planOfCustomer, plansOverview } from "../../../lib/plans/queries";
import { testWorkspace } from "../../support/world";

// What a farmer would lose: a renewal that nobody saw coming, a promise that is forgotten, a plan that says it is on
// its way when it is late.

const today = "2026-11-22";
let farmer: Actor;
let stranger: Actor;
let customerId: string;

beforeAll(async () => {
  const world = await testWorkspace();
  farmer = await world.as("farmer");
  stranger = mintActor({ ...(await world.as("farmer")), reach: { kind: "own" } });
  customerId = (await createCustomer(farmer, newCustomer.parse({ name: "Alpenkind", kind: "company" }))).id;
});

describe("contracts", () => {
  const contract = (fields: Record<string, unknown>) =>
    newContract.parse({
      customerId,
      name: "Group fares",
      yearAmount: "86 400",
      currency: "EUR",
      startsOn: "2025-12-01",
      ...fields,
    });

  it("renew, end with a reason, and come back", async () => {
    const { id } = await createContract(farmer, contract({ renewsOn: "2026-12-01" }));
    const near = () => listRenewals(farmer, { today, until: "2027-02-20", ownerId: farmer.userId ?? "" });
    expect(await near()).toMatchObject([
      { id, customerName: "Alpenkind", yearCents: 8_640_000, renewsOn: "2026-12-01" },
    ]);
    await expect(renewContract(farmer, { id, renewsOn: "2026-12-01", yearAmount: 1 })).rejects.toMatchObject({
      fieldErrors: { renewsOn: expect.any(String) },
    });
    await renewContract(farmer, { id, renewsOn: "2027-12-01", yearAmount: 9_000_000 });
    expect(await near()).toEqual([]);
    expect(await contractsOfCustomer(farmer, customerId)).toMatchObject([
      { renewsOn: "2027-12-01", yearCents: 9_000_000 },
    ]);
    await endContract(farmer, { id, endedOn: "2026-11-30", reason: "Chose a rival" });
    expect(await contractsOfCustomer(farmer, customerId)).toMatchObject([
      { endedOn: "2026-11-30", endReason: "Chose a rival" },
    ]);
    await expect(renewContract(farmer, { id, renewsOn: "2028-12-01", yearAmount: 1 })).rejects.toMatchObject({
      code: "invalid",
    });
    await reopenContract(farmer, id);
    await updateContract(farmer, contractFacts.parse({ ...contract({ renewsOn: "2026-11-20" }), yearAmount: "5", id }));
    // The day passed and nobody renewed it: still to be seen.
    expect(await near()).toMatchObject([{ renewsOn: "2026-11-20", yearCents: 500 }]);
  });

  it("of different currencies are never added", () => {
    expect(
      yearsByCurrency([
        { yearCents: 100, currency: "EUR" },
        { yearCents: 900, currency: "PLN" },
        { yearCents: 50, currency: "EUR" },
      ]),
    ).toEqual([
      { currency: "PLN", cents: 900 },
      { currency: "EUR", cents: 150 },
    ]);
    expect([yearLater("2026-12-01"), yearLater("2028-02-29"), yearLater("2027-12-31")]).toEqual([
      "2027-12-01",
      "2029-02-28",
      "2028-12-31",
    ]);
  });

  it("say what is wrong at its place", () => {
    const wrong = (fields: Record<string, unknown>) =>
      newContract
        .safeParse({ customerId, name: "X", yearAmount: "1", currency: "EUR", startsOn: "2026-01-01", ...fields })
        .error?.issues.map(({ path }) => path.join("."));
    expect(wrong({ renewsOn: "2026-01-01" })).toEqual(["renewsOn"]);
    expect(wrong({ currency: "EURO" })).toEqual(["currency"]);
    expect(wrong({ startsOn: "2026-02-31" })).toEqual(["startsOn"]);
    expect(wrong({ yearAmount: "much" })).toEqual(["yearAmount"]);
  });

  it("of customers out of reach are not there", async () => {
    expect(await contractsOfCustomer(stranger, customerId)).toEqual([]);
    expect(await listRenewals(stranger, { today, until: "2027-02-20" })).toEqual([]);
    await expect(createContract(stranger, contract({}))).rejects.toMatchObject({ code: "not_found" });
    const [own] = await contractsOfCustomer(farmer, customerId);
    await expect(endContract(stranger, { id: own!.id, endedOn: today, reason: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("promises", () => {
  it("are due, kept, changed, and come back after archiving", async () => {
    const { id } = await makePromise(farmer, { customerId, text: "Bassinet row", dueOn: "2026-11-20" });
    await makePromise(farmer, { customerId, text: "Later", dueOn: "2026-12-20" });
    const due = async () => (await listDuePromises(farmer, { until: "2026-11-29" })).map(({ text }) => text);
    expect(await due()).toEqual(["Bassinet row"]);
    await keepPromise(farmer, id, true);
    expect(await due()).toEqual([]);
    await keepPromise(farmer, id, false);
    await changePromise(farmer, { id, text: "Row 1", dueOn: "2026-11-23" });
    expect(await due()).toEqual(["Row 1"]);
    await archivePromise(farmer, id);
    expect(await due()).toEqual([]);
    expect((await promisesOfCustomer(farmer, customerId)).map(({ text }) => text)).toEqual(["Later"]);
    await restorePromise(farmer, id);
    expect(await promisesOfCustomer(farmer, customerId)).toHaveLength(2);
    expect(await promisesOfCustomer(stranger, customerId)).toEqual([]);
    await expect(keepPromise(stranger, id, true)).rejects.toMatchObject({ code: "not_found" });
  });

  it("made in the log stand among the promises, once, and go with an interaction that is taken back", async () => {
    const given = newInteraction.parse({
      id: newId(),
      customerId,
      kind: "call",
      nextStep: "Hold the fare",
      nextStepDueOn: "2026-11-25",
      promised: true,
    });
    await logInteraction(farmer, given);
    await logInteraction(farmer, given);
    const held = async () =>
      (await promisesOfCustomer(farmer, customerId)).filter(({ text }) => text === "Hold the fare");
    expect(await held()).toMatchObject([{ dueOn: "2026-11-25", keptAt: null }]);
    expect(await openNextSteps(farmer, customerId)).toEqual([]);
    await archiveInteraction(farmer, given.id);
    expect(await held()).toEqual([]);
    const without = newInteraction.safeParse({ ...given, nextStepDueOn: "" });
    expect(without.error?.issues[0]?.path).toEqual(["nextStepDueOn"]);
  });

  it("are missed the day after they were due", () => {
    const state = (dueOn: string, keptOn: string | null = null) => promiseState({ dueOn }, keptOn, today);
    expect([state("2026-11-21"), state(today), state("2026-11-23")]).toEqual(["missed", "today", "open"]);
    expect([state("2026-11-21", "2026-11-21"), state("2026-11-21", "2026-11-22")]).toEqual(["kept", "keptLate"]);
  });
});

describe("a success plan", () => {
  const step = (text: string, dueOn: string | null = null) => ({ text, dueOn, ownerId: farmer.userId });
  let first: string;
  let second: string;
  let milestone: string;

  it("counts milestones; a goal without any is one step", async () => {
    first = (await addGoal(farmer, { customerId, ...step("Fill the Easter groups") })).id;
    second = (await addGoal(farmer, { customerId, ...step("One bill a month", "2026-11-01") })).id;
    milestone = (await addMilestone(farmer, { goalId: first, ...step("Send the block fares", "2026-11-10") })).id;
    await addMilestone(farmer, { goalId: first, ...step("Sign", "2026-12-01") });
    const plan = await planOfCustomer(farmer, customerId);
    expect(plan.map(({ text, milestones }) => [text, milestones.map((one) => one.text)])).toEqual([
      ["Fill the Easter groups", ["Send the block fares", "Sign"]],
      ["One bill a month", []],
    ]);
    expect(progressOf(plan, today)).toEqual({ done: 0, steps: 3, late: 2 });
    expect(await plansOverview(farmer, { today, behind: true })).toMatchObject([
      {
        customerId,
        customerName: "Alpenkind",
        done: 0,
        steps: 3,
        late: 2,
        goals: 2,
        reached: 0,
        nextText: "One bill a month",
      },
    ]);
  });

  it("says the same in the list as on its page, whatever is done", async () => {
    await completeMilestone(farmer, milestone, true);
    await changeMilestone(farmer, { id: milestone, ...step("Send the fares", "2026-11-10") });
    const both = async () => {
      const page = progressOf(await planOfCustomer(farmer, customerId), today);
      const [line] = await plansOverview(farmer, { today, mine: true });
      if (line) expect({ done: line.done, steps: line.steps, late: line.late }).toEqual(page);
      return page;
    };
    expect(await both()).toEqual({ done: 1, steps: 3, late: 1 });
    await reachGoal(farmer, first, true);
    expect(await both()).toEqual({ done: 2, steps: 3, late: 1 });
    await reachGoal(farmer, second, true);
    expect(await both()).toEqual({ done: 3, steps: 3, late: 0 });
    expect(await plansOverview(farmer, { today })).toEqual([]);
    await reachGoal(farmer, second, false);
    await archiveMilestone(farmer, milestone);
    expect(await both()).toEqual({ done: 1, steps: 2, late: 1 });
  });

  it("is ordered by hand, and a goal comes back with its milestones", async () => {
    await moveGoal(farmer, second, -1);
    await moveGoal(farmer, second, -1);
    expect((await planOfCustomer(farmer, customerId)).map(({ id }) => id)).toEqual([second, first]);
    const third = (await addMilestone(farmer, { goalId: first, ...step("Celebrate") })).id;
    await moveMilestone(farmer, third, -1);
    expect((await planOfCustomer(farmer, customerId))[1]?.milestones.map(({ text }) => text)).toEqual([
      "Celebrate",
      "Sign",
    ]);
    await archiveGoal(farmer, first);
    expect(await planOfCustomer(farmer, customerId)).toHaveLength(1);
    await restoreGoal(farmer, first);
    expect((await planOfCustomer(farmer, customerId))[1]?.milestones).toHaveLength(2);
  });

  it("of a customer out of reach is not there; an owner must work here", async () => {
    expect(await planOfCustomer(stranger, customerId)).toEqual([]);
    expect(await plansOverview(stranger, { today })).toEqual([]);
    await expect(completeMilestone(stranger, milestone, true)).rejects.toMatchObject({ code: "not_found" });
    await expect(addGoal(farmer, { customerId, text: "x", dueOn: null, ownerId: newId() })).rejects.toMatchObject({
      fieldErrors: { ownerId: expect.any(String) },
    });
  });
});
