import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { casesCsv, countCases, countOpenCases, getCase, listCases } from "../../lib/cases/queries";
import { caseListParams } from "../../lib/cases/schema";
import { contractsOfCustomer, listRenewals } from "../../lib/contracts/queries";
import { countForBulk } from "../../lib/customers/queries/bulk";
import { casesOfCustomer, getCustomer, getCustomerRecord, listContacts } from "../../lib/customers/queries/customer";
import { customersCsv } from "../../lib/customers/queries/export";
import { countCustomers, listCustomers, listTags } from "../../lib/customers/queries/list";
import { listShares } from "../../lib/customers/queries/shares";
import { countTimeline, listTimeline } from "../../lib/customers/queries/timeline";
import { customerListParams } from "../../lib/customers/schema";
import { huntersDay } from "../../lib/dashboards/queries/hunting";
import { newestComments as dashboardComments } from "../../lib/dashboards/queries/scores";
import { listOwnAccounts, listOwnDetractors } from "../../lib/dashboards/queries/sellers";
import { inWorkspace } from "../../lib/db";
import { dealListParams } from "../../lib/deals/list-params";
import {
  getDeal,
  listBoard,
  listCustomerDeals,
  listDealEvents,
  listDealPage,
  listDealSources,
  stageSums,
} from "../../lib/deals/queries";
import { dealsCsv } from "../../lib/deals/queries/export";
import { listCompetitors, listMoves, listQuoteLines } from "../../lib/deals/queries/pipeline";
import { listDuplicates, previewMerge } from "../../lib/duplicates/queries";
import { isAppError } from "../../lib/errors";
import { getHandover, handoverOfDeal, handoversOfCustomer, listOpenHandovers } from "../../lib/handovers/queries";
import { healthOfCustomer } from "../../lib/health/queries";
import { listPeople } from "../../lib/insights/queries";
import type { Finding } from "../../lib/insights/schema";
import { openNextSteps } from "../../lib/interactions/queries";
import { listDuePromises, promisesOfCustomer } from "../../lib/interactions/queries/promises";
import { customerHabit } from "../../lib/lifecycle/queries/habit";
import { listBehind } from "../../lib/lifecycle/queries/people";
import { customerSelfService } from "../../lib/lifecycle/queries/self-service";
import { getReferrals } from "../../lib/lifecycle/queries/sides";
import { listCustomerOffers } from "../../lib/offers/queries";
import { listCustomerOrders, orderFigures } from "../../lib/orders/queries";
import { parsePeriod } from "../../lib/period";
import { planOfCustomer, plansOverview } from "../../lib/plans/queries";
import {
  getInterview,
  getQuote,
  listInterviewChoices,
  listInterviews,
  listQuotes,
  quotesForMap,
  summariseQuotes,
} from "../../lib/quotes/queries";
import { responseListParams } from "../../lib/responses/list-url";
import { countResponses, getResponse, listResponses, newestComments, responsesCsv } from "../../lib/responses/queries";
import { searchEverything } from "../../lib/search/queries";
import { getSegment, listSegmentMembers } from "../../lib/segments/queries";
import { listSegmentMoves } from "../../lib/segments/queries/history";
import { countReachableMembers, segmentMembersCsv } from "../../lib/segments/queries/members";
import { getPortrait } from "../../lib/segments/queries/needs";
import { worthOfCustomer } from "../../lib/segments/queries/worth";
import { listLinks } from "../../lib/surveys/queries";
import { countMyTasks, listTasks, tasksOfCustomer } from "../../lib/tasks/queries";
import { taskListParams } from "../../lib/tasks/schema";
import { touchpointComments } from "../../lib/touchpoints/queries/page";
import { type Hung, markOf, type ReachWorld, reachWorld, WHOSE, type Whose } from "../support/reach-world";

// Who sees what, row by row: every query that names customers, asked by a hunter and by a farmer who see their own, their
// team's, or all. A query that forgot to ask would show "MarkStranger".

const NOW = new Date("2026-11-20T12:00:00Z");
const TODAY = "2026-11-20";
const LATER = "2027-12-31";
const period = parsePeriod("all", { timeZone: "UTC", now: NOW });

const SEES: Record<"own" | "team" | "all", readonly Whose[]> = {
  own: ["Own", "Shared", "Nobody"],
  team: ["Own", "Mate", "Below", "Shared", "Nobody"],
  all: WHOSE,
};
const SCOPES = ["own", "team", "all"] as const;
const ROLES = ["hunter", "farmer"] as const;

let world: ReachWorld;
beforeAll(async () => {
  world = await reachWorld(NOW);
});

/** Whose marks stand in an answer. */
const marksIn = (answer: unknown): Whose[] => {
  const text = JSON.stringify(answer, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)) ?? "";
  return WHOSE.filter((whose) => text.includes(markOf(whose)));
};

async function fileOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const everybody = customerListParams.parse({ owner: "all" });
const deals = dealListParams.parse({ owner: "all" });

/** A sentence about everybody who said 3. */
const finding = async (): Promise<Finding> => {
  const item = await inWorkspace(world).item.findFirstOrThrow({
    where: { surveyId: world.surveyId, key: "recommend" },
  });
  return {
    base: { rule: { field: "kind", op: "is", value: ["company"] } },
    said: { itemId: item.id, itemNo: item.no, values: [3] },
  } as unknown as Finding;
};

/** Lists: whose marks they show must be exactly whose customers the seller sees. */
const LISTS: Record<string, (actor: Actor) => Promise<unknown>> = {
  "the customers list": (actor) => listCustomers(actor, everybody),
  "the customers list, by value": (actor) => listCustomers(actor, { ...everybody, sort: "value" }),
  "the customers' file": async (actor) => fileOf(await customersCsv(actor, everybody)),
  "the tags to filter by": (actor) => listTags(actor),
  "search in the palette": (actor) => searchEverything(actor, "mark"),
  "the board of deals": (actor) => listBoard(actor, { owner: "all" }, { today: TODAY, now: NOW }),
  "the table of deals": (actor) => listDealPage(actor, deals, { today: TODAY }),
  "the deals' file": async (actor) => fileOf(await dealsCsv(actor, deals, { today: TODAY })),
  "the deals' sources": (actor) => listDealSources(actor),
  "the deals' competitors": (actor) => listCompetitors(actor),
  "open hand-overs": (actor) => listOpenHandovers(actor),
  "the cases list": (actor) => listCases(actor, caseListParams.parse({})),
  "the cases' file": async (actor) => fileOf(await casesCsv(actor, caseListParams.parse({}))),
  "the responses' file": async (actor) => fileOf(await responsesCsv(actor, responseListParams.parse({}), period)),
  "a touchpoint's texts": (actor) =>
    touchpointComments(actor, world.touchpointId, { fromDay: "2026-01-01", toDay: LATER }, 20),
  "records that look like one": (actor) => listDuplicates(actor),
  "the responses list": (actor) => listResponses(actor, responseListParams.parse({}), period),
  "the responses behind a score": (actor) =>
    listResponses(actor, responseListParams.parse({ score: "detractor" }), period),
  "a survey's texts": async (actor) => (await newestComments(actor, world.surveyId, period, 20)).comments,
  "the dashboard's texts": (actor) =>
    dashboardComments(actor, [world.surveyId], { fromDay: "2026-01-01", toDay: LATER }, {}, 20),
  "personal links": (actor) => listLinks(actor, world.surveyId),
  "the voices": (actor) => listQuotes(actor),
  "voices for a map": (actor) => quotesForMap(actor, { touchpointIds: [] }),
  interviews: (actor) => listInterviews(actor),
  "interviews to choose": (actor) => listInterviewChoices(actor),
  "a segment's members": (actor) => listSegmentMembers(actor, world.segmentId),
  "a segment's members in the customers list": (actor) =>
    listCustomers(actor, customerListParams.parse({ owner: "all", segment: world.segmentId })),
  "a segment's file": async (actor) => fileOf(await segmentMembersCsv(actor, world.segmentId)),
  "a segment's moves": (actor) => listSegmentMoves(actor, world.segmentId),
  "a segment's voices": (actor) => getPortrait(actor, world.segmentId),
  "the people of a sentence": async (actor) =>
    (await listPeople(actor, { finding: await finding(), period: "all" }, "said", everybody, NOW)).page,
  "the customers behind a lifecycle number": async (actor) =>
    (await listBehind(actor, { what: "acquired", period, scope: {}, now: NOW, today: TODAY })).page,
  "the hunter's day": (actor) => huntersDay(actor, { now: NOW, today: TODAY, most: 50 }),
  "due promises": (actor) => listDuePromises(actor, { until: LATER, most: 50 }),
  renewals: (actor) => listRenewals(actor, { today: "2026-01-01", until: LATER }),
  plans: (actor) => plansOverview(actor, { today: TODAY }),
  // A task that one was given is one's own; of whom it is stays untold.
  "the customers of tasks": async (actor) =>
    (await listTasks(actor, taskListParams.parse({ kind: "task" }))).rows.map((row) => [
      row.customerName,
      row.dealName,
    ]),
  "next steps among tasks": (actor) => listTasks(actor, taskListParams.parse({ kind: "step" })),
};

/** Of one customer, or of one thing that hangs on it: shown with its mark, or not there at all. */
const ONES: Record<string, (actor: Actor, hung: Hung) => Promise<unknown>> = {
  "a customer": (actor, { customer }) => getCustomer(actor, customer),
  "a customer's record": (actor, { customer }) => getCustomerRecord(actor, customer),
  "a customer's people": (actor, { customer }) => listContacts(actor, customer),
  "a customer's cases": (actor, { customer }) => casesOfCustomer(actor, customer),
  "a customer's timeline": (actor, { customer }) => listTimeline(actor, customer),
  "a customer's timeline, interactions": (actor, { customer }) =>
    listTimeline(actor, customer, { kind: "interaction" }),
  "a customer's next steps": (actor, { customer }) => openNextSteps(actor, customer),
  "a customer's promises": (actor, { customer }) => promisesOfCustomer(actor, customer),
  "a customer's orders": (actor, { customer }) => listCustomerOrders(actor, customer),
  "a customer's offers": (actor, { customer }) => listCustomerOffers(actor, customer),
  "a customer's deals": (actor, { customer }) => listCustomerDeals(actor, customer),
  "a customer's contracts": (actor, { customer }) => contractsOfCustomer(actor, customer),
  "a customer's plan": (actor, { customer }) => planOfCustomer(actor, customer),
  "a customer's tasks": (actor, { customer }) => tasksOfCustomer(actor, customer),
  "a customer's hand-overs": (actor, { customer }) => handoversOfCustomer(actor, customer),
  "a deal": (actor, { deal }) => getDeal(actor, deal, { today: TODAY }),
  "a deal's events": (actor, { deal }) => listDealEvents(actor, deal),
  "a deal's quote": (actor, { deal }) => listQuoteLines(actor, deal),
  "a deal's hand-over": (actor, { deal }) => handoverOfDeal(actor, deal),
  "a hand-over": (actor, { handover }) => getHandover(actor, handover),
  "a case": (actor, { openCase }) => getCase(actor, openCase),
  "a response": (actor, { response }) => getResponse(actor, response),
  "an interview": (actor, { interview }) => getInterview(actor, interview),
  "a voice": (actor, { quote }) => getQuote(actor, quote),
};

/** Without words of its own: something where the customer is seen, nothing where it is not. */
const SILENT: Record<string, (actor: Actor, hung: Hung) => Promise<boolean>> = {
  "a customer's figures": async (actor, { customer }) => (await orderFigures(actor, customer, { now: NOW })).length > 0,
  "a count of the timeline": async (actor, { customer }) =>
    JSON.stringify(await countTimeline(actor, customer)).includes('"interaction":1'),
  "a deal's moves": async (actor, { deal }) => (await listMoves(actor, deal)).length > 0,
  "what a customer is worth": async (actor, { customer }) => (await worthOfCustomer(actor, customer)) !== null,
  "how often a customer serves themselves": async (actor, { customer }) =>
    (await customerSelfService(actor, customer, NOW)).n > 0,
  "a customer's habit": async (actor, { customer }) =>
    (await customerHabit(actor, customer, { now: NOW, today: TODAY })).since !== null,
  "who would be merged": async (actor, { customer }) => {
    const into = customer === world.hung.Own.customer ? world.hung.Nobody.customer : world.hung.Own.customer;
    return (await previewMerge(actor, into, customer)) !== null;
  },
  "who sees a customer": async (actor, { customer }) => (await listShares(actor, customer)).colleagues.length > 0,
};

/** Whether an answer came; not_found is none. */
async function orNothing<T>(ask: Promise<T>): Promise<T | null> {
  try {
    return await ask;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

describe.each(ROLES)("a %s", (role) => {
  describe.each(SCOPES)("who sees: %s", (scope) => {
    const sees = SEES[scope];

    test.each(Object.keys(LISTS))("%s", async (name) => {
      const ask = LISTS[name];
      expect(marksIn(await ask?.(world.looks(role, scope)))).toEqual(sees);
    });

    test.each(Object.keys(ONES))("%s", async (name) => {
      const ask = ONES[name];
      const shown: Whose[] = [];
      for (const whose of WHOSE) {
        const marks = marksIn(await orNothing(Promise.resolve(ask?.(world.looks(role, scope), world.hung[whose]))));
        // Nothing of anybody else stands there either.
        expect(marks.filter((one) => one !== whose)).toEqual([]);
        if (marks.includes(whose)) shown.push(whose);
      }
      expect(shown).toEqual(sees);
    });

    test.each(Object.keys(SILENT))("%s", async (name) => {
      const shown: Whose[] = [];
      for (const whose of WHOSE) {
        const ask = SILENT[name]?.(world.looks(role, scope), world.hung[whose]);
        if (await orNothing(Promise.resolve(ask))) shown.push(whose);
      }
      expect(shown).toEqual(sees);
    });

    test("counts beside lists count what the lists show", async () => {
      const actor = world.looks(role, scope);
      const n = sees.length;
      expect(await countCustomers(actor, everybody)).toEqual({ count: n, more: false });
      expect(await countCases(actor, NOW)).toMatchObject({ open: n, mine: n });
      expect(await countOpenCases(actor)).toBe(n);
      expect((await summariseQuotes(actor)).total).toMatchObject({ n, interviews: n });
      expect((await stageSums(actor, { owner: "all" }, { today: TODAY, now: NOW }))[0]?.deals).toBe(n);
      expect((await countMyTasks(actor, TODAY)).open).toBe(WHOSE.length + n);
      expect(await countForBulk(actor, "owner=all", 100)).toBe(n);
      expect(await countReachableMembers(actor, world.segmentId)).toBe(scope === "all" ? null : n);
      const counted = await countResponses(actor, responseListParams.parse({}), period);
      expect(counted).toMatchObject({ responses: n, beyond: WHOSE.length - n });
    });

    test("figures over everybody stay whole", async () => {
      const actor = world.looks(role, scope);
      expect((await getSegment(actor, world.segmentId)).memberCount).toBe(WHOSE.length);
      const counts = (await newestComments(actor, world.surveyId, period, 20)).counts;
      expect(counts.get(world.textItemId)).toBe(WHOSE.length);
      const people = await listPeople(actor, { finding: await finding(), period: "all" }, "said", everybody, NOW);
      expect(people).toMatchObject({ counted: { count: sees.length }, everybody: { count: WHOSE.length } });
    });

    test("health and referrals of a customer beyond reach are not there", async () => {
      for (const whose of WHOSE) {
        const { customer } = world.hung[whose];
        const actor = world.looks(role, scope);
        const health = await orNothing(healthOfCustomer(actor, customer, { now: NOW }));
        if (!sees.includes(whose)) expect(marksIn(health)).toEqual([]);
        expect(marksIn(await orNothing(getReferrals(actor, customer)))).toEqual([]);
      }
    });
  });
});

describe("what is one's own by owner", () => {
  test("is on the farmer's home whatever the workspace says", async () => {
    for (const scope of SCOPES) {
      const actor = world.looks("farmer", scope);
      expect(marksIn(await listOwnDetractors(actor, NOW))).toEqual(["Own"]);
      expect(marksIn(await listOwnAccounts(actor, NOW))).toEqual([]);
    }
  });
});

describe("people above sellers", () => {
  test.each(["cx_manager", "executive", "admin"] as const)("%s sees everybody", async (role) => {
    const actor = await world.as(role);
    expect(marksIn(await listCustomers(actor, everybody))).toEqual(WHOSE);
    expect(marksIn(await listDealPage(actor, deals, { today: TODAY }))).toEqual(WHOSE);
    expect(marksIn(await listResponses(actor, responseListParams.parse({}), period))).toEqual(WHOSE);
  });
});
