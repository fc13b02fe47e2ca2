import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { plainSentence } from "@/lib/insights/plain";
import type { Base, Finding, Outcome, Said } from "@/lib/insights/schema";
import { baseText, metaOf, midSentence, type Say, saidText, sentenceOf, verbOf } from "@/lib/insights/sentence";
import { momentsFromMean } from "@/lib/stats/moments";
import english from "@/messages/en/insights.json";

const say = createTranslator({
  locale: "en",
  messages: { insights: english },
  namespace: "insights",
}) as unknown as Say;

const ID = "01890000-0000-7000-8000-000000000001";

const families: Base = {
  key: "segment:x",
  words: { kind: "segment", name: "Families with a toddler" },
  rule: { all: [] },
  segmentId: ID,
};

const boarding: Said = {
  itemId: ID,
  itemNo: 4,
  label: "Offered early boarding",
  kind: "choice",
  values: [2],
  box: "option",
  option: "No",
  scaleMin: null,
  scaleMax: null,
  touchpointId: null,
  touchpoint: null,
  firmControlled: true,
};

const flight: Outcome = {
  key: "item:flight",
  itemId: ID,
  itemNo: 1,
  attribute: null,
  label: "Whole flight",
  kind: "mean",
  measure: "csat",
  higherIsBetter: true,
  goodWord: null,
  goodValues: [],
  scaleMin: 1,
  scaleMax: 5,
};

const satisfied: Outcome = {
  ...flight,
  key: "item:satisfaction",
  label: "Satisfaction",
  kind: "share",
  goodWord: "Satisfied",
  goodValues: [1],
};

const ofMeans: Finding = {
  base: families,
  said: boarding,
  outcome: flight,
  baseSize: 6845,
  asked: 612,
  saidSo: 355,
  othersAsked: 3240,
  othersSaidSo: 680,
  saying: { difference: 0.37, interval: { low: 0.33, high: 0.41 }, test: "chi2", statistic: 359, logP: -182 },
  explained: {
    kind: "mean",
    said: momentsFromMean(355, 2.4, 1.08),
    rest: momentsFromMean(257, 3.9, 0.97),
    test: { difference: -1.5, interval: { low: -1.66, high: -1.34 }, t: -18, df: 582, logP: -130 },
  },
  isWeak: false,
  d: -1.45,
  dInterval: { low: -1.63, high: -1.27 },
  logP: -130,
  logQ: -124,
  comparisons: 14_820,
  concerned: 3970,
  weight: 5000,
  standsOut: 182,
};

/** Business travellers and online boarding of the airline's file, as others counted them. */
const ofShares: Finding = {
  ...ofMeans,
  base: {
    ...families,
    segmentId: null,
    words: { kind: "choice", label: "Type of Travel", value: "Business" },
  },
  said: {
    ...boarding,
    label: "Online Boarding",
    kind: "rating",
    values: [1, 2],
    box: "low",
    option: null,
    scaleMin: 1,
    scaleMax: 5,
  },
  outcome: satisfied,
  asked: 88_286,
  saidSo: 20_281,
  explained: {
    kind: "share",
    said: { yes: 4078, n: 20_281 },
    rest: { yes: 47_155, n: 68_005 },
    test: {
      difference: -0.4923,
      interval: { low: -0.4988, high: -0.4858 },
      test: "chi2",
      statistic: 15_000,
      logP: -7000,
    },
  },
  d: -0.4923,
  dInterval: { low: -0.4988, high: -0.4858 },
};

const plain = (finding: Finding) => plainSentence(finding, say).replaceAll("\u00a0", " ");

describe("a sentence", () => {
  it("says both tests, with the means and their intervals", () => {
    expect(plain(ofMeans)).toBe(
      "58 % of families with a toddler said no to “Offered early boarding”; they rate whole flight 2.4 (2.3–2.5), against 3.9 (3.8–4.0) for the other families with a toddler.",
    );
  });

  it("prints shares of many customers to two decimals", () => {
    expect(plain(ofShares)).toBe(
      "22.97 % of customers whose type of travel is Business rated Online Boarding 1–2 of 5; 20.11 % (19.56–20.66) of them are satisfied, against 69.34 % (68.99–69.69) of the others.",
    );
  });

  it("begins a weaker one with those who said it", () => {
    expect(plain({ ...ofMeans, isWeak: true })).toBe(
      "Those families with a toddler who said no to “Offered early boarding” rate whole flight 2.4 (2.3–2.5), against 3.9 (3.8–4.0) for the other families with a toddler.",
    );
    expect(plain({ ...ofShares, isWeak: true })).toMatch(/^Of customers whose type of travel is Business, 20\.11 % /);
  });

  it("asks for recommendation in its own words", () => {
    const nps: Outcome = { ...flight, measure: "nps", label: "Would recommend us", scaleMin: 0, scaleMax: 10 };
    expect(plain({ ...ofMeans, outcome: nps })).toContain("; they would recommend us 2.4 (2.3–2.5), against");
  });

  it("adds decimals until its two figures differ", () => {
    const near: Finding = {
      ...ofMeans,
      explained: {
        kind: "mean",
        said: momentsFromMean(4000, 3.94, 0.5),
        rest: momentsFromMean(4000, 3.91, 0.5),
        test: { difference: 0.03, interval: { low: 0.01, high: 0.05 }, t: 2.7, df: 7998, logP: -5 },
      },
    };
    expect(sentenceOf(near, say).values).toMatchObject({ first: "3.94", second: "3.91" });
  });

  it("knows which side is worse, also where lower is better", () => {
    expect(sentenceOf(ofMeans, say).isWorse).toBe(true);
    expect(sentenceOf({ ...ofMeans, outcome: { ...flight, higherIsBetter: false } }, say).isWorse).toBe(false);
  });
});

describe("the line beneath", () => {
  const meta = (finding: Finding) => {
    const { n, difference, q, weak } = metaOf(finding, say);
    return [n, difference, q, weak].map((text) => text?.replaceAll("\u00a0", " ") ?? null);
  };

  it("has both denominators, the difference and q", () => {
    expect(meta(ofMeans)).toEqual(["n = 355 of 612 asked", "difference −1.5 (−1.7 to −1.3)", "q < 0.0001", null]);
    expect(meta({ ...ofShares, logQ: Math.log(0.0312) })).toEqual([
      "n = 20,281 of 88,286 asked",
      "difference −49.23 points (−49.88 to −48.58)",
      "q = 0.031",
      null,
    ]);
  });

  it("never rounds a q up to the limit", () => {
    expect(meta({ ...ofMeans, logQ: Math.log(0.0496) })[2]).toBe("q = 0.0496");
  });

  it("marks the weaker kind", () => {
    expect(meta({ ...ofMeans, isWeak: true })[3]).toBe("Weaker: 58 % said so, as others do");
    expect(meta({ ...ofMeans, isWeak: true, saying: null })[3]).toBe("Weaker: nobody else was asked");
  });
});

describe("words", () => {
  it("puts labels into sentences", () => {
    expect(midSentence("Usual fare class")).toBe("usual fare class");
    expect(midSentence("Type of Travel")).toBe("type of travel");
    expect(midSentence("NPS at the gate")).toBe("NPS at the gate");
    expect(verbOf("Travels for")).toBe("travel for");
    expect(verbOf("Wants contact by")).toBe("want contact by");
    expect(verbOf("Class")).toBeNull();
  });

  it.each<[Base["words"], string]>([
    [{ kind: "segment", name: "Short connections" }, "customers in “Short connections”"],
    [{ kind: "choice", label: "Books through", value: "App" }, "customers who book through App"],
    [{ kind: "boolean", label: "Has a toddler", yes: true }, "customers who have a toddler"],
    [{ kind: "boolean", label: "Newsletter", yes: false }, "customers without Newsletter"],
    [
      { kind: "below", label: "Usual fare", value: 10_000, unit: "", currency: "EUR" },
      "customers with usual fare under €100",
    ],
    [
      { kind: "atLeast", label: "Age", value: 60, unit: "years", currency: null },
      "customers with age of 60 years or more",
    ],
    [{ kind: "spentBelow", value: 10_000, currency: "EUR" }, "customers who spent under €100"],
    [{ kind: "moreOrders", value: 1 }, "customers with an order or more"],
    [{ kind: "lifecycle", value: "at_risk" }, "customers at risk"],
    [{ kind: "language", value: "de" }, "customers who speak German"],
    [{ kind: "country", value: "PL" }, "customers in Poland"],
    [{ kind: "notOrderedFor", days: 90 }, "customers who have not ordered for 90 days"],
  ])("says %j", (words, text) => {
    expect(baseText({ ...families, words }, say)).toBe(text);
  });

  it("says what was answered", () => {
    expect(saidText(boarding, say)).toEqual({ verb: "said", object: "no to “Offered early boarding”" });
    expect(saidText({ ...boarding, option: "Too late" }, say).object).toBe("“Too late” to “Offered early boarding”");
    expect(saidText(ofShares.said, say)).toEqual({ verb: "rated", object: "Online Boarding 1–2 of 5" });
  });
});
