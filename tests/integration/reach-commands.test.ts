import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { assignCase, reopenCase, resolveCase } from "../../lib/cases/commands";
import {
  createContract,
  endContract,
  renewContract,
  reopenContract,
  updateContract,
} from "../../lib/contracts/commands";
import {
  addContact,
  archiveCustomers,
  setLifecycle,
  unarchiveCustomers,
  updateCustomer,
} from "../../lib/customers/commands";
import { setContactArchived, updateContact } from "../../lib/customers/commands/contacts";
import { setFact } from "../../lib/customers/commands/facts";
import { setFollowing } from "../../lib/customers/commands/follow";
import { addNote, setNoteArchived, setNoteMet, updateNote } from "../../lib/customers/commands/notes";
import { shareCustomer, unshareCustomer } from "../../lib/customers/commands/share";
import { neighboursOf } from "../../lib/customers/queries/neighbours";
import { contactForm, newNote } from "../../lib/customers/record-schema";
import { customerChanges, customerListParams, newContact } from "../../lib/customers/schema";
import { inWorkspace } from "../../lib/db";
import {
  archiveDeal,
  changeDeal,
  completeDemo,
  createDeal,
  moveDeal,
  moveDealBack,
  removeQuoteLine,
  reopenDemo,
  restoreDeal,
  saveQuoteLine,
  setCompetitors,
  takeQuoteAmount,
} from "../../lib/deals/commands";
import { dealChange, newDeal, quoteLine } from "../../lib/deals/schema";
import { forgetNotDuplicates, markNotDuplicates, mergeCustomers } from "../../lib/duplicates/commands";
import { isAppError } from "../../lib/errors";
import { cancelHandover, changeFarmer, completeHandover, savePart, startHandover } from "../../lib/handovers/commands";
import { newId } from "../../lib/id";
import {
  archiveInteraction,
  completeNextStep,
  logInteraction,
  unarchiveInteraction,
} from "../../lib/interactions/commands";
import { moveNextStep, reopenNextStep } from "../../lib/interactions/commands/next-steps";
import {
  archivePromise,
  changePromise,
  keepPromise,
  makePromise,
  restorePromise,
} from "../../lib/interactions/commands/promises";
import { newInteraction } from "../../lib/interactions/schema";
import { clearReferrer, setReferrer } from "../../lib/lifecycle/commands";
import { answerOffer, takeBackOffer } from "../../lib/offers/commands";
import {
  addGoal,
  addMilestone,
  archiveGoal,
  archiveMilestone,
  changeGoal,
  changeMilestone,
  completeMilestone,
  moveGoal,
  moveMilestone,
  reachGoal,
  restoreGoal,
  restoreMilestone,
} from "../../lib/plans/commands";
import {
  archiveInterview,
  archiveQuote,
  createInterview,
  markPassage,
  restoreInterview,
  restoreQuote,
  setInterviewConsent,
  updateInterview,
  updateQuote,
} from "../../lib/quotes/commands";
import { addReferencesToList, addToList, removeFromList } from "../../lib/segments/commands/lists";
import { createTask } from "../../lib/tasks/commands";
import { taskInput } from "../../lib/tasks/schema";
import { type Hung, markOf, type ReachWorld, reachWorld } from "../support/reach-world";

// Nobody writes to a customer whom they do not see, and nothing tells such a customer from one that never was: every
// command is called with a stranger's ids, and with ids of nothing.

const NOW = new Date("2026-11-20T12:00:00Z");
const DAY = "2026-12-01";

let world: ReachWorld;
let nothing: Hung;
beforeAll(async () => {
  world = await reachWorld(NOW);
  nothing = Object.fromEntries(Object.keys(world.hung.Own).map((name) => [name, newId()])) as Hung;
});

const EMPTY_PART = { text: "", rows: [], done: false, notNeeded: null };

type Call = (actor: Actor, hung: Hung) => Promise<unknown>;

/** In this order each works on one customer, one after the other: what is archived is brought back next. */
const COMMANDS: Record<string, Call> = {
  "edits a customer": (actor, { customer }) =>
    updateCustomer(actor, customerChanges.parse({ id: customer, city: "Lisbon" })),
  "edits one fact": (actor, { customer }) =>
    setFact(actor, { id: customer, field: "city", value: "Porto", was: "Lisbon" }),
  "moves a customer's stage": (actor, { customer }) =>
    setLifecycle(actor, { id: customer, stage: "prospect", reason: "" }),
  "archives a customer": (actor, { customer }) => archiveCustomers(actor, [customer]),
  "brings a customer back": (actor, { customer }) => unarchiveCustomers(actor, [customer]),
  "adds a person": (actor, { customer }) => addContact(actor, newContact.parse({ customerId: customer, name: "Ada" })),
  "edits a person": (actor, { contact, customer }) => {
    const { customerId: _, id: __, ...fields } = contactForm.parse({ customerId: customer, name: "Grace" });
    return updateContact(actor, { id: contact, ...fields });
  },
  "archives a person": (actor, { contact }) => setContactArchived(actor, { id: contact, set: true }),
  "adds a note": (actor, { customer }) =>
    addNote(actor, newNote.parse({ customerId: customer, kind: "need", text: "A need" })),
  "edits a note": (actor, { note }) => updateNote(actor, { id: note, kind: "need", text: "Another", evidence: "" }),
  "meets a need": (actor, { note }) => setNoteMet(actor, { id: note, set: true }),
  "archives a note": (actor, { note }) => setNoteArchived(actor, { id: note, set: true }),
  shares: (actor, { customer }) => shareCustomer(actor, { customerId: customer, userIds: [world.people.below] }),
  "takes a share away": (actor, { customer }) =>
    unshareCustomer(actor, { customerId: customer, userId: world.people.below }),
  "logs an interaction": (actor, { customer }) =>
    logInteraction(actor, newInteraction.parse({ id: newId(), customerId: customer, kind: "call" })),
  "does a next step": (actor, { interaction }) => completeNextStep(actor, interaction),
  "undoes a next step": (actor, { interaction }) => reopenNextStep(actor, interaction),
  "moves a next step": (actor, { interaction }) => moveNextStep(actor, interaction, DAY),
  "archives an interaction": (actor, { interaction }) => archiveInteraction(actor, interaction),
  "brings an interaction back": (actor, { interaction }) => unarchiveInteraction(actor, interaction),
  promises: (actor, { customer }) => makePromise(actor, { customerId: customer, text: "A call", dueOn: DAY }),
  "changes a promise": (actor, { promise }) => changePromise(actor, { id: promise, text: "Two calls", dueOn: DAY }),
  "keeps a promise": (actor, { promise }) => keepPromise(actor, promise, true),
  "archives a promise": (actor, { promise }) => archivePromise(actor, promise),
  "brings a promise back": (actor, { promise }) => restorePromise(actor, promise),
  "makes a deal": (actor, { customer }) =>
    createDeal(actor, newDeal.parse({ customerId: customer, name: "Rooms", amount: "10" })),
  "changes a deal": (actor, { deal }) =>
    changeDeal(actor, dealChange.parse({ id: deal, field: "name", value: "Rooms", was: "no such name" })),
  "names competitors": (actor, { deal }) => setCompetitors(actor, { id: deal, competitors: ["Acme"] }),
  "writes a quote line": (actor, { deal, line }) =>
    saveQuoteLine(actor, quoteLine.parse({ dealId: deal, id: line, label: "Seat", quantity: 1, unit: "5" })),
  "takes a quote's amount": (actor, { deal }) => takeQuoteAmount(actor, deal),
  "removes a quote line": (actor, { deal, line }) => removeQuoteLine(actor, { dealId: deal, id: line }),
  "shows a demo": (actor, { deal }) => completeDemo(actor, { id: deal, interactionId: newId(), text: "" }),
  "takes a demo back": (actor, { deal }) => reopenDemo(actor, { id: deal }),
  "archives a deal": (actor, { deal }) => archiveDeal(actor, deal),
  "brings a deal back": (actor, { deal }) => restoreDeal(actor, deal),
  "moves a deal": (actor, { deal }) => moveDeal(actor, { id: deal, stage: "desire", reason: "" }),
  "moves a deal back": (actor, { deal }) => moveDealBack(actor, { id: deal, stage: "desire", reason: "" }),
  "starts a hand-over": (actor, { deal }) => startHandover(actor, { dealId: deal, farmerId: world.people.mate }),
  "names another farmer": (actor, { handover }) => changeFarmer(actor, { id: handover, farmerId: world.people.mate }),
  "fills a hand-over": (actor, { handover }) =>
    savePart(actor, { id: handover, key: "users", part: EMPTY_PART, was: EMPTY_PART }),
  "ends a hand-over": (actor, { handover }) => completeHandover(actor, handover),
  "takes a hand-over back": (actor, { handover }) => cancelHandover(actor, handover),
  follows: (actor, { customer }) => setFollowing(actor, customer, true),
  "says they are not the same": (actor, { customer }) => markNotDuplicates(actor, world.hung.Own.customer, customer),
  "says they may be the same": (actor, { customer }) => forgetNotDuplicates(actor, world.hung.Own.customer, customer),
  "gives a case": (actor, { openCase }) => assignCase(actor, openCase, world.people.me),
  "solves a case": (actor, { openCase }) => resolveCase(actor, openCase, "Called back."),
  "opens a case again": (actor, { openCase }) => reopenCase(actor, openCase),
  "answers an offer": (actor, { offer }) => answerOffer(actor, offer, "accepted"),
  "takes an offer back": (actor, { offer }) => takeBackOffer(actor, offer, NOW),
  "makes a contract": (actor, { customer }) =>
    createContract(actor, {
      customerId: customer,
      name: "Care",
      yearAmount: 100,
      currency: "EUR",
      startsOn: DAY,
      renewsOn: null,
    } as never),
  "changes a contract": (actor, { contract }) =>
    updateContract(actor, {
      id: contract,
      name: "Care",
      yearAmount: 100,
      currency: "EUR",
      startsOn: DAY,
      renewsOn: null,
    } as never),
  "renews a contract": (actor, { contract }) =>
    renewContract(actor, { id: contract, renewsOn: "2027-12-01", yearAmount: 100 } as never),
  "ends a contract": (actor, { contract }) => endContract(actor, { id: contract, endedOn: DAY, reason: "Price" }),
  "opens a contract again": (actor, { contract }) => reopenContract(actor, contract),
  "sets a goal": (actor, { customer }) =>
    addGoal(actor, { customerId: customer, text: "Grow", dueOn: null, ownerId: null }),
  "changes a goal": (actor, { goal }) => changeGoal(actor, { id: goal, text: "Grow", dueOn: null, ownerId: null }),
  "reaches a goal": (actor, { goal }) => reachGoal(actor, goal, true),
  "moves a goal": (actor, { goal }) => moveGoal(actor, goal, 1),
  "sets a milestone": (actor, { goal }) =>
    addMilestone(actor, { goalId: goal, text: "First", dueOn: null, ownerId: null }),
  "changes a milestone": (actor, { milestone }) =>
    changeMilestone(actor, { id: milestone, text: "First", dueOn: null, ownerId: null }),
  "does a milestone": (actor, { milestone }) => completeMilestone(actor, milestone, true),
  "moves a milestone": (actor, { milestone }) => moveMilestone(actor, milestone, 1),
  "archives a milestone": (actor, { milestone }) => archiveMilestone(actor, milestone),
  "brings a milestone back": (actor, { milestone }) => restoreMilestone(actor, milestone),
  "archives a goal": (actor, { goal }) => archiveGoal(actor, goal),
  "brings a goal back": (actor, { goal }) => restoreGoal(actor, goal),
  "gives a task about a customer": (actor, { customer }) =>
    createTask(actor, taskInput.parse({ id: newId(), title: "Call", customerId: customer })),
  "gives a task about a deal": (actor, { deal }) =>
    createTask(actor, taskInput.parse({ id: newId(), title: "Call", dealId: deal })),
  "says who brought a customer": (actor, { customer }) =>
    setReferrer(actor, { customerId: customer, referrerId: world.hung.Own.customer, at: NOW }, NOW),
  "takes back who brought a customer": (actor, { customer }) => clearReferrer(actor, customer),
  "changes an interview": (actor, { interview }) =>
    updateInterview(actor, interview, { title: "Again", heldOn: "2026-11-01", transcript: "Something new" }, NOW),
  "sets what was agreed to": (actor, { interview }) => setInterviewConsent(actor, interview, "internal"),
  "marks words": (actor, { interview }) =>
    markPassage(actor, { interviewId: interview, startsAt: 0, endsAt: 9, text: "Something" }),
  "archives an interview": (actor, { interview }) => archiveInterview(actor, interview, NOW),
  "brings an interview back": (actor, { interview }) => restoreInterview(actor, interview),
  "changes a voice": (actor, { quote }) => updateQuote(actor, quote, { text: "MarkMate spoke" }, NOW),
  "archives a voice": (actor, { quote }) => archiveQuote(actor, quote, NOW),
  "brings a voice back": (actor, { quote }) => restoreQuote(actor, quote),
  "merges two": (actor, { customer }) =>
    mergeCustomers(actor, { keptId: world.hung.Own.customer, mergedId: customer, fromMerged: [] }),
};

const fault = async (call: Promise<unknown>) => {
  try {
    await call;
    return null;
  } catch (error) {
    if (isAppError(error)) return { code: error.code, message: error.message };
    throw error;
  }
};

describe.each(["hunter", "farmer"] as const)("a %s", (role) => {
  describe.each(["own", "team"] as const)("who sees: %s", (scope) => {
    test.each(Object.keys(COMMANDS))("%s of nobody they do not see", async (name) => {
      const actor = world.looks(role, scope);
      const db = inWorkspace(world);
      const events = () => db.auditEvent.count();
      const before = await events();
      const strangers = await fault(Promise.resolve(COMMANDS[name]?.(actor, world.hung.Stranger)));
      expect(strangers?.code, JSON.stringify(strangers)).toBe("not_found");
      expect(await fault(Promise.resolve(COMMANDS[name]?.(actor, nothing)))).toEqual(strangers);
      expect(await events()).toBe(before);
    });
  });
});

describe("what names a customer among many", () => {
  test("a list takes none from beyond reach, by id or by name", async () => {
    const actor = world.looks("farmer", "own");
    const db = inWorkspace(world);
    const { listId, hung } = world;
    expect(await removeFromList(actor, listId, [hung.Stranger.customer, hung.Own.customer])).toEqual([
      hung.Own.customer,
    ]);
    await db.segmentListEntry.deleteMany({ where: { segmentId: listId } });
    expect(await addToList(actor, listId, [hung.Stranger.customer, hung.Own.customer])).toEqual([hung.Own.customer]);
    const ask = [`ext-${markOf("Stranger")}`, "markmate@example.com", `ext-${markOf("Shared")}`, "nobody@example.com"];
    expect(await addReferencesToList(actor, listId, ask)).toMatchObject({
      added: 1,
      unknown: expect.arrayContaining([`ext-${markOf("Stranger")}`, "markmate@example.com", "nobody@example.com"]),
    });
  });

  test("archiving several with one from beyond reach archives none", async () => {
    const actor = world.looks("hunter", "team");
    const { Own, Stranger } = world.hung;
    expect(await fault(archiveCustomers(actor, [Own.customer, Stranger.customer]))).toMatchObject({
      code: "not_found",
    });
    expect(await inWorkspace(world).customer.count({ where: { archivedAt: { not: null } } })).toBe(0);
  });

  test("a taken number does not say whose it is", async () => {
    const taken = (actor: Actor) =>
      updateCustomer(
        actor,
        customerChanges.parse({ id: world.hung.Own.customer, externalId: `ext-${markOf("Stranger")}` }),
      ).catch((error: unknown) => (isAppError(error) ? JSON.stringify(error.fieldErrors) : "a fault"));
    expect(await taken(world.looks("farmer", "own"))).not.toContain(`${markOf("Stranger")} Ltd`);
    expect(await taken(world.looks("farmer", "all"))).toContain(`${markOf("Stranger")} Ltd`);
    const inPlace = (actor: Actor) =>
      setFact(actor, {
        id: world.hung.Own.customer,
        field: "externalId",
        value: `ext-${markOf("Stranger")}`,
        was: `ext-${markOf("Own")}`,
      }).catch((error: unknown) => (isAppError(error) ? JSON.stringify(error.fieldErrors) : "a fault"));
    expect(await inPlace(world.looks("farmer", "own"))).toContain("Another customer has this number.");
    expect(await inPlace(world.looks("farmer", "all"))).toContain(`${markOf("Stranger")} Ltd`);
  });

  test("the place of a customer beyond reach in one's own list is not told", async () => {
    const beside = (actor: Actor) =>
      neighboursOf(actor, world.hung.Stranger.customer, customerListParams.parse({ owner: "all", sort: "value" }));
    expect(await beside(world.looks("farmer", "own"))).toBeNull();
    expect(await beside(world.looks("farmer", "all"))).not.toBeNull();
  });

  test("an interview cannot be tied to a customer from beyond reach", async () => {
    const make = (customerId: string) =>
      createInterview(world.looks("farmer", "own"), { title: "A talk", heldOn: "2026-11-01", customerId }, NOW);
    expect(await fault(make(world.hung.Stranger.customer))).toEqual(await fault(make(newId())));
    expect(await fault(make(world.hung.Own.customer))).toBeNull();
  });
});

describe("who sees the customer", () => {
  // Last: these change the rows.
  test.each(Object.keys(COMMANDS))("%s", async (name) => {
    const outcome = await fault(Promise.resolve(COMMANDS[name]?.(world.looks("farmer", "team"), world.hung.Mate)));
    expect(outcome?.code).not.toBe("not_found");
  });
});
