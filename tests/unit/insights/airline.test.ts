import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { countCustomer, type Listed, newTally, type ScanPlan, type ScanResult, scanTally } from "@/lib/insights/scan";

/**
 * 129,880 passengers of an airline, as published for analysts. The file is not part of the project: put it there to run
 * this test. The figures expected below were counted from the file by others.
 */
const FILE = fileURLToPath(new URL("../../../../shared/data/airline_passenger_satisfaction.csv", import.meta.url));

const percent = (part: number, of: number) => ((100 * part) / of).toFixed(2);

describe.skipIf(!existsSync(FILE))("the scan over the airline's passengers", () => {
  let plan: ScanPlan;
  let result: ScanResult;
  let conditions: string[];
  let items: string[];

  beforeAll(() => {
    const records: Record<string, string>[] = parse(readFileSync(FILE), { columns: true });
    const header = Object.keys(records[0] ?? {});
    items = header.slice(header.indexOf("Arrival Delay") + 1, header.indexOf("Satisfaction"));
    const fields = ["Gender", "Customer Type", "Type of Travel", "Class"];
    conditions = fields.flatMap((field) => [...new Set(records.map((row) => `${field}: ${row[field]}`))].sort());
    const conditionNo = new Map(conditions.map((name, index) => [name, index]));
    plan = {
      conditions: conditions.length,
      items: items.map(() => ({ levels: 5 })),
      experiences: items.flatMap((_, item) => [
        { item, codes: [0, 1], firmControlled: true },
        { item, codes: [3, 4], firmControlled: true },
      ]),
      outcomes: [{ kind: "share", values: [0, 1], item: null }],
    };
    const tally = newTally(plan);
    for (const row of records) {
      const base = fields.map((field) => conditionNo.get(`${field}: ${row[field]}`) ?? -1);
      const answers: number[] = [];
      const outcomes: number[] = [];
      items.forEach((name, item) => {
        const rating = Number(row[name]);
        // 0 means not applicable and is not an answer.
        if (rating === 0) return;
        answers.push(item, rating - 1);
        outcomes.push(row.Satisfaction === "Satisfied" ? 2 : 1);
      });
      countCustomer(tally, base, base.length, answers, answers.length / 2, outcomes);
    }
    expect(tally.customers).toBe(129_880);
    result = scanTally(tally);
  });

  const low = (condition: string, item: string): Listed | undefined =>
    result.listed.find((one) => {
      const experience = plan.experiences[one.experience];
      return (
        conditions[one.condition] === condition && items[experience?.item ?? -1] === item && experience?.codes[0] === 0
      );
    });

  it("finds what business travellers say of online boarding, to the printed digit", () => {
    const found = low("Type of Travel: Business", "Online Boarding");
    expect(found?.pair).toMatchObject({ baseSize: 89_693, asked: 88_286, said: 20_281 });
    expect(percent(found?.pair.said ?? 0, found?.pair.asked ?? 0)).toBe("22.97");
    expect(found?.explained).toMatchObject({ kind: "share", said: { n: 20_281 }, rest: { n: 68_005 } });
    if (found?.explained.kind !== "share") throw new Error("a share was expected");
    expect(percent(found.explained.said.yes, found.explained.said.n)).toBe("20.11");
    expect(percent(found.explained.rest.yes, found.explained.rest.n)).toBe("69.34");
  });

  it("finds that no personal traveller who rated wifi low is satisfied: a zero cell", () => {
    const found = low("Type of Travel: Personal", "In-flight Wifi Service");
    expect(found?.pair).toMatchObject({ asked: 39_382, said: 19_258 });
    expect(percent(found?.pair.said ?? 0, found?.pair.asked ?? 0)).toBe("48.90");
    if (found?.explained.kind !== "share") throw new Error("a share was expected");
    expect(found.explained.said.yes).toBe(0);
    expect(found.explained.rest.n).toBe(20_124);
    expect(percent(found.explained.rest.yes, found.explained.rest.n)).toBe("16.23");
  });

  it("does not list personal travellers and baggage handling", () => {
    expect(low("Type of Travel: Personal", "Baggage Handling")).toBeUndefined();
  });

  it("tests every condition with every experience", () => {
    expect(result.comparisons).toBe(conditions.length * items.length * 2);
    expect(result.listed.length).toBeLessThan(result.significant);
  });
});
