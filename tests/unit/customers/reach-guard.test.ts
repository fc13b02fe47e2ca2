import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { may, type Permission } from "../../../lib/auth/permissions";

// A query that reads customers, or what hangs on one, and does not ask lib/customers/reach.ts shows sellers what the
// workspace keeps from them. This reads every exported query and command: those which touch such a table must ask, be
// closed to sellers by their permission, or stand below with the reason why everybody is counted.
// tests/integration/reach.test.ts then proves row by row that asking works.

const LIB = path.resolve(import.meta.dirname, "../../../lib");

/** Figures over many people: they name nobody, and the k rule guards them. */
const STATISTICS = [
  "brand/queries.ts#feelingsAtTouchpoints",
  "deals/queries/pipeline.ts#stageNorms",
  "deals/queries/pipeline.ts#dealsBySource",
  "deals/queries/quotas.ts#quotaProgress",
  "handovers/queries.ts#listFarmers",
  "insights/queries.ts#scanMaterial",
  "journeys/queries/compare.ts#segmentOverlap",
  "journeys/queries/gaps.ts#gapList",
  "journeys/queries/gaps.ts#gapsOf",
  "lifecycle/queries/habit.ts#habitReport",
  "lifecycle/queries/report.ts#firstKnown",
  "lifecycle/queries/report.ts#lifecycleReport",
  "lifecycle/queries/report.ts#lifecycleBy",
  "lifecycle/queries/report.ts#profitable",
  "lifecycle/queries/report.ts#profitTrend",
  "lifecycle/queries/report.ts#lossesOf",
  "lifecycle/queries/report.ts#lostRule",
  "lifecycle/queries/self-service.ts#selfServiceReport",
  "lifecycle/queries/sides.ts#sidesReport",
  "offers/queries.ts#listOfferRules",
  "segments/queries/classes.ts#valueClasses",
  "segments/queries/needs.ts#segmentFigures",
  "segments/queries/overlap.ts#overlapMatrix",
  "segments/queries/overlap.ts#topOverlaps",
  "segments/queries.ts#segmentSuggestions",
  "segments/queries.ts#listSegments",
  "segments/queries.ts#getSegment",
  "segments/queries.ts#previewCount",
  "surveys/queries.ts#surveyResults",
  "teams/queries/report.ts#teamReport",
  "teams/queries/report.ts#sellerReport",
  "touchpoints/queries/list.ts#listTouchpointScores",
  "touchpoints/queries/matrix.ts#touchpointMatrix",
  "touchpoints/queries/page.ts#getTouchpoint",
];

/** Only rows of the actor's own: customers they own, or figures of what they did themselves. */
const OWN = [
  "dashboards/queries/hunting.ts#ownFunnel",
  "dashboards/queries/hunting.ts#ownOutcomes",
  "dashboards/queries/hunting.ts#ownReasons",
  "dashboards/queries/sellers.ts#listOwnAccounts",
  "dashboards/queries/sellers.ts#listOwnDetractors",
  "customers/queries/follow.ts#isFollowing",
];

/** A segment holds whom its rule describes, whoever wrote the rule; who is in it is shown by queries that ask. */
const MEMBERS = ["segments/commands.ts#createSegment", "segments/commands.ts#updateSegment"];

/** Steps of a transaction whose command has asked, and work that a command which has asked handed to a job. */
const ASKED_BEFORE = [
  "customers/commands/bulk.ts#continueBulkChange",
  "customers/commands/follow.ts#tellFollowers",
  "interactions/commands/promises.ts#writePromise",
  "intake/commands.ts#takeIn",
];

/** What jobs do for the whole workspace; nobody is answered. */
const JOBS = ["duplicates/commands.ts#followMerges"];

const REASONED = new Set([...STATISTICS, ...OWN, ...MEMBERS, ...ASKED_BEFORE, ...JOBS]);

const TABLES =
  "customers|contacts|interactions|deals|deal_moves|deal_lines|orders|order_lines|offers|cases|responses|answers|segment_members|segment_moves|segment_list_entries|survey_links|interviews|contracts|promises|customer_\\w+|success_goals|success_milestones|tasks|handovers|referrals|lifecycle_transitions";
const MODELS =
  "customer|contact|interaction|deal|dealMove|dealLine|order|orderLine|offer|case|response|answer|segmentMember|segmentMove|segmentListEntry|surveyLink|interview|contract|customer[A-Z]\\w+|successGoal|successMilestone|task|handover|referral|lifecycleTransition";
const TOUCHES = new RegExp(
  `\\b(?:from|join|update|into)\\s+(?:only\\s+)?(?:${TABLES})\\b|\\.(?:${MODELS})\\.(?:find|update|create|delete|count|upsert|aggregate|groupBy)`,
);

/** What asks: the conditions themselves, and the shared lists that contain them. */
const ASKS =
  /\b(?:reachSql|reachesSql|reachesOrNobodySql|mustReach|reachable|voiceReachSql|filterSql|dealFilterSql|quotesWhere|listCustomers|countCustomers|listDealPage|readersAmong)\b|actor\.reach\b/;

function modules(folder: string): string[] {
  return readdirSync(path.join(LIB, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return entry.name === "generated" ? [] : modules(name);
    return /\/(queries|commands)(\/[\w-]+)?\.ts$/.test(name) ? [name] : [];
  });
}

/** The functions and constants at the top of a file, by name, each with its text. */
function topLevel(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  let name = "";
  for (const line of text.split("\n")) {
    const begins = /^(?:export )?(?:async )?(?:function\*? (\w+)|const (\w+))/.exec(line);
    name = begins?.[1] ?? begins?.[2] ?? name;
    // The imports at the head are nobody's.
    if (name !== "") parts.set(name, `${parts.get(name) ?? ""}${line}\n`);
  }
  return parts;
}

/** A function's text with that of everything in its file which it uses, and so on. */
function wholeOf(name: string, parts: Map<string, string>, seen = new Set<string>()): string {
  if (seen.has(name)) return "";
  seen.add(name);
  const own = parts.get(name) ?? "";
  const used = [...parts.keys()].filter((other) => other !== name && new RegExp(`\\b${other}\\b`).test(own));
  return own + used.map((other) => wholeOf(other, parts, seen)).join("");
}

/** Whether no seller may do it at all. */
const isClosedToSellers = (text: string): boolean =>
  [...text.matchAll(/\ballow\(actor, "([\w.]+)"\)/g)].some(
    ([, permission]) =>
      !may({ role: "hunter" }, permission as Permission) && !may({ role: "farmer" }, permission as Permission),
  );

type Found = { key: string; asks: boolean; isClosed: boolean };

/** Every exported query and command that touches what hangs on a customer. */
function touching(): Found[] {
  return modules("").flatMap((file) => {
    const text = readFileSync(path.join(LIB, file), "utf8");
    const parts = topLevel(text);
    return [...text.matchAll(/^export (?:async )?function\*? (\w+)/gm)].flatMap(([, name = ""]) => {
      const whole = wholeOf(name, parts);
      if (!TOUCHES.test(whole)) return [];
      return [{ key: `${file}#${name}`, asks: ASKS.test(whole), isClosed: isClosedToSellers(parts.get(name) ?? "") }];
    });
  });
}

describe("what hangs on a customer", () => {
  const found = touching();

  test("is read and written in many places", () => expect(found.length).toBeGreaterThan(80));

  test("is asked for within reach, or counted for everybody with a reason given here", () => {
    const forgotten = found.filter(({ key, asks, isClosed }) => !asks && !isClosed && !REASONED.has(key));
    expect(
      forgotten.map(({ key }) => key),
      "These read or write rows of customers without lib/customers/reach.ts. Add reachSql, reachesSql or mustReach; if they name nobody, say so in the list above.",
    ).toEqual([]);
  });

  test("a reason is given only for what is there", () => {
    const there = new Set(found.map(({ key }) => key));
    expect([...REASONED].filter((key) => !there.has(key))).toEqual([]);
  });
});
