import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaUnderCurve, logistic } from "@/lib/stats/logistic";
import { leastSquares, leastSquaresFromScatter } from "@/lib/stats/regression";
import { scatterFromSums } from "@/lib/stats/scatter";
import { segmentedRegression } from "@/lib/stats/series";
import reference from "./reference.json";
import more from "./reference-more.json";
import { columns, expectClose, named, present } from "./support";

// reference.json and reference-more.json: computed with R 4.2 by reference.R and reference-more.R beside this file.

describe("least squares", () => {
  it("equals R's lm, or a line through revenue and NPS points the wrong way", () => {
    for (const known of reference.ols) {
      const { names, X, y } = columns(known.data, known.outcome);
      const fit = present(leastSquares(X, y));
      expectClose(fit.r2, known.r2);
      expectClose(fit.adjustedR2, known.adjustedR2);
      expectClose(fit.residualSd, known.residualStandardError);
      expectClose(fit.f, known.f);
      const terms: [string, typeof fit.intercept][] = [
        ["(Intercept)", fit.intercept],
        ...names.map((name, i): [string, typeof fit.intercept] => [name, fit.slopes[i]!]),
      ];
      for (const [name, term] of terms) {
        expectClose(term.estimate, named(known.coefficients, name), name);
        expectClose(term.standardError, named(known.standardErrors, name), name);
        expectClose(term.t, named(known.t, name), name);
        expectClose(term.p, named(known.p, name), name);
      }
    }
    const { X, y } = columns(reference.ols[0]!.data, "rating");
    const fit = present(leastSquares(X, y));
    [fit.intercept, ...fit.slopes].forEach((term, i) => {
      expectClose(term.interval.low, more.olsIntervals.low[i]!);
      expectClose(term.interval.high, more.olsIntervals.high[i]!);
    });
  });

  it("from sums equals that from rows, so that SQL may count", () => {
    const rows = [
      [1, 2, 3],
      [2, 1, 5],
      [4, 4, 4],
      [3, 7, 9],
      [8, 2, 1],
      [5, 5, 8],
    ];
    const sums = [0, 1, 2].map((i) => rows.reduce((sum, row) => sum + row[i]!, 0));
    const products = [0, 1, 2].map((i) => [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
    const bySums = present(leastSquaresFromScatter(present(scatterFromSums({ n: rows.length, sums, products }))));
    const byRows = present(
      leastSquares(
        rows.map((row) => row.slice(0, 2)),
        rows.map((row) => row[2]!),
      ),
    );
    expectClose(bySums.r2, byRows.r2);
    expectClose(bySums.slopes[1]?.p, byRows.slopes[1]!.p);
    expect(scatterFromSums({ n: 0, sums: [], products: [] })).toBeNull();
  });

  it("is null where nothing can be told: too few rows, constant or dependent columns, no residual", () => {
    const y = [3, 1, 4, 1, 5];
    expect(leastSquares([[1], [2]], [1, 2])).toBeNull();
    expect(leastSquares([[0.1], [0.1], [0.1], [0.1], [0.1]], y)).toBeNull();
    const doubled = [1, 4, 2, 7, 5].map((v) => [v, 2 * v]);
    expect(leastSquares(doubled, y)).toBeNull();
    const line = [1, 2, 3, 4, 5].map((v) => [v]);
    expect(leastSquares(line, [2, 4, 6, 8, 10])).toBeNull();
    expect(leastSquares(line, [7, 7, 7, 7, 7])).toBeNull();
    expect(() => leastSquares(line, [1, 2])).toThrow(RangeError);
    expect(() => leastSquares([[Number.NaN], [1], [2], [3]], [1, 2, 3, 5])).toThrow(RangeError);
  });
});

describe("logistic regression", () => {
  it("equals R's glm with its AUC, or the risk of losing a customer is wrong", () => {
    for (const known of reference.logistic) {
      const X = known.data.wt.map((wt, i) => [wt, known.data.hp[i]!]);
      const fit = present(logistic(X, known.data.am));
      [fit.intercept, ...fit.slopes].forEach((term, i) => {
        const name = (["(Intercept)", "wt", "hp"] as const)[i]!;
        expectClose(term.estimate, known.coefficients[name], name);
        expectClose(term.standardError, known.standardErrors[name], name);
        expectClose(term.z, known.z[name], name);
        expectClose(term.p, known.p[name], name);
      });
      expectClose(fit.deviance, known.deviance);
      expectClose(fit.nullDeviance, known.nullDeviance);
      expectClose(fit.logLikelihood, known.logLik);
      expectClose(fit.auc, known.auc);
    }
  });

  it("has no estimate where predictors separate the outcomes, or only one outcome was seen", () => {
    const X = [1, 2, 3, 4, 5, 6].map((v) => [v]);
    expect(logistic(X, [0, 0, 0, 1, 1, 1])).toBeNull();
    expect(logistic(X, [1, 1, 1, 1, 1, 1])).toBeNull();
    expect(logistic(X, [0, 1, 0, 1, 0, 1])).not.toBeNull();
    expect(() => logistic(X, [0, 1, 2, 1, 0, 1])).toThrow(RangeError);
  });

  it("fits probabilities that sum to the events", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 1 })), {
          minLength: 6,
          maxLength: 60,
        }),
        (rows) => {
          const fit = logistic(
            rows.map(([x]) => [x]),
            rows.map(([, y]) => y),
          );
          if (fit === null) return;
          expectClose(
            fit.fitted.reduce((sum, p) => sum + p, 0),
            fit.events,
          );
          expect(fit.deviance).toBeLessThanOrEqual(fit.nullDeviance + 1e-9);
        },
      ),
    );
  });

  it("has an area under the curve of ½ for a score that says nothing and 1 for one that says all", () => {
    expect(areaUnderCurve([3, 3, 3, 3], [0, 1, 0, 1])?.auc).toBe(0.5);
    expect(areaUnderCurve([1, 2, 3, 4], [0, 0, 1, 1])?.auc).toBe(1);
    expect(areaUnderCurve([1, 2, 3], [0, 1, 0])).toBeNull();
  });

  it("gives the area DeLong's standard error: a small case by hand", () => {
    // Events score 3, 5, 8; the others 1, 4. Above the others: 1 of 2, 2 of 2, 2 of 2; below events: 3 of 3, 2 of 3.
    const result = present(areaUnderCurve([3, 5, 8, 1, 4], [1, 1, 1, 0, 0]));
    expectClose(result.auc, 5 / 6);
    const ofEvents = ((1 / 2 - 5 / 6) ** 2 + 2 * (1 - 5 / 6) ** 2) / 2 / 3;
    const ofOthers = ((1 - 5 / 6) ** 2 + (2 / 3 - 5 / 6) ** 2) / 1 / 2;
    expectClose(result.standardError, Math.sqrt(ofEvents + ofOthers));
  });
});

describe("before and after a change", () => {
  it("equals R's segmented regression with Newey–West errors, or an improvement is praised for a trend", () => {
    for (const known of reference.segmentedRegression) {
      const fit = present(segmentedRegression(known.y, known.changeAfter, known.lag));
      for (const [term, name] of [
        [fit.level, "(Intercept)"],
        [fit.trend, "t"],
        [fit.step, "post"],
        [fit.trendChange, "since"],
      ] as const) {
        expectClose(term.estimate, known.coefficients[name], name);
        expectClose(term.standardError, known.neweyWestStandardErrors[name], name);
        expect(term.interval.low).toBeLessThan(term.estimate);
      }
      expect(fit.n).toBe(known.y.length);
    }
  });

  it("is null with too little before or after, or no residual", () => {
    expect(segmentedRegression([1, 2, 3, 4, 5], 2, 1)).toBeNull();
    expect(segmentedRegression([1, 2, 3, 4, 5, 6, 7, 8], 4, 1)).toBeNull();
    expect(() => segmentedRegression([1, Number.NaN, 3, 4, 5, 6], 3)).toThrow(RangeError);
  });
});
