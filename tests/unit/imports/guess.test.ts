import { describe, expect, it } from "vitest";
import { readCsv } from "../../../lib/csv";
import { guessMapping } from "../../../lib/imports/guess";
import { type ImportCatalogue, RowReader } from "../../../lib/imports/plan";
import { profileColumns } from "../../../lib/imports/profile";
import { type ImportMapping, importMapping } from "../../../lib/imports/schema";

const empty: ImportCatalogue = {
  timeZone: "UTC",
  currency: "EUR",
  attributes: [],
  channels: [],
  touchpoints: [],
  products: [],
  members: [],
  surveys: [],
};

function proposalFor(text: string, catalogue = empty): { mapping: ImportMapping; header: string[] } {
  const [header, ...body] = readCsv(text, { delimiter: "," });
  const columns = profileColumns(
    header?.cells ?? [],
    body.map((record) => record.cells),
  );
  return {
    mapping: guessMapping(columns, catalogue, {
      encoding: "utf-8",
      delimiter: ",",
      fileName: "spring_survey.csv",
      today: "2026-11-21",
    }),
    header: header?.cells ?? [],
  };
}

const many = (line: (index: number) => string) => Array.from({ length: 40 }, (_, index) => line(index)).join("\n");

describe("the first proposal", () => {
  it("takes ratings for questions at touchpoints of their names, 0 for no answer in all of them, the verdict for a choice", () => {
    const { mapping } = proposalFor(
      `ID,Age,Ease of Booking,Seat Comfort,Satisfaction\n${many((i) => `${i + 1},${20 + i},${i % 6},${1 + (i % 5)},${i % 3 ? "Satisfied" : "Neutral or Dissatisfied"}`)}`,
    );
    expect(mapping).toMatchObject({
      kind: "answers",
      shape: "wide",
      survey: { mode: "new", name: "Spring survey" },
      dates: { from: "day" },
    });
    expect(mapping.columns).toMatchObject([
      { to: "field", field: "customerId" },
      { to: "attribute", key: "age", kind: "number" },
      {
        to: "item",
        item: {
          kind: "rating",
          scaleMin: 1,
          scaleMax: 5,
          measure: "csat",
          notApplicable: ["0"],
          touchpoint: "Ease of Booking",
        },
      },
      { to: "item", item: { kind: "rating", notApplicable: ["0"], touchpoint: "Seat Comfort" } },
      { to: "item", item: { kind: "choice", options: ["Neutral or Dissatisfied", "Satisfied"], touchpoint: "" } },
    ]);
    expect(importMapping.safeParse(mapping).success).toBe(true);
  });

  it("is not led astray by a few wrong cells", () => {
    const { mapping } = proposalFor(
      `Customer ID,Age,Food,Staff\n${many((i) => `c${i},${i === 7 ? "old" : 30 + i},${1 + (i % 5)},${1 + (i % 5)}`)}`,
    );
    expect(mapping.columns[1]).toMatchObject({ to: "attribute", kind: "number" });
  });

  it.each([
    ["customers", "Customer ID,Name,E-mail,City\n1,Anna,anna@example.com,Oslo\n2,Jan,jan@example.com,Gdynia\n"],
    ["orders", "Order ID,Customer ID,Order date,Amount,Currency\n1,7,2026-01-02,12.50,EUR\n2,8,2026-01-03,14.50,EUR\n"],
    [
      "interactions",
      "Customer ID,Date,Type,Notes\n7,2026-01-02,call,Asked for a price\n8,2026-01-03,visit,Showed the new one\n",
    ],
    [
      "answers",
      "Response ID,Customer ID,Answered at,Question,Score\nr1,7,2026-01-02,Speed,4\nr1,7,2026-01-02,Price,3\n",
    ],
    ["answers", `Customer ID,NPS,Comment\n${many((i) => `${i},${i % 11},Because of number ${i}`)}`],
  ])("sees that a file holds %s", (kind, text) => {
    const { mapping } = proposalFor(text);
    expect(mapping.kind).toBe(kind);
    expect(importMapping.safeParse(mapping).error?.issues ?? []).toEqual([]);
  });

  it("finds the survey and its items again", () => {
    const item = {
      id: "018cc251-f400-7a11-8e4d-3d1a7e0a1201",
      key: "food",
      label: "Food",
      kind: "rating" as const,
      scaleMin: 1,
      scaleMax: 7,
      direction: "higher" as const,
      measure: "csat" as const,
      options: [],
      touchpoint: "Canteen",
    };
    const { mapping } = proposalFor(`Customer ID,Food,Staff\n${many((i) => `${i},${1 + (i % 5)},${1 + (i % 5)}`)}`, {
      ...empty,
      surveys: [{ id: "018cc251-f400-7a11-8e4d-3d1a7e0a1202", name: "Spring survey", items: [item] }],
    });
    expect(mapping.survey).toEqual({ mode: "existing", id: "018cc251-f400-7a11-8e4d-3d1a7e0a1202" });
    expect(mapping.columns[1]).toMatchObject({
      to: "item",
      item: { itemId: item.id, scaleMax: 7, touchpoint: "Canteen" },
    });
    expect(mapping.columns[2]).toMatchObject({ to: "item", item: { itemId: null } });
  });
});

describe("reading rows", () => {
  const { mapping, header } = proposalFor(
    `Customer ID,Email,Age,Food,Staff\n${many((i) => `c${i},a${i}@example.com,${30 + i},${i % 6},${1 + (i % 5)}`)}`,
  );
  const reason = (cells: string[], line = 2) => {
    const reader = new RowReader(mapping, header, empty);
    const row = reader.row(cells, line, null);
    return Array.isArray(row) ? row.map((problem) => reader.describe(problem)) : row;
  };

  it("leaves answers out that are none", () => {
    expect(reason(["c1", "a@example.com", "33", "0", "5"])).toMatchObject({
      customerKey: "c1",
      key: "c1",
      values: [null, 5],
      attributes: '{"age":33}',
    });
  });

  it("says what is wrong in which column", () => {
    expect(reason(["c1", "nobody", "old", "9", "2.5"])).toEqual([
      "Email: “nobody” is not an e-mail address.",
      "Age: “old” is not a number.",
      "Food: 9 is not on the scale of 1 to 5.",
      "Staff: 2.5 is not on the scale of 1 to 5.",
    ]);
    expect(reason(["c1", "a@example.com", "1,5", "1", "1"])).toEqual([
      "Age: “1,5” is not a number; is the comma its decimal sign?",
    ]);
    expect(reason(["c1", "", "", "1"])).toEqual(["The row has 4 cells, the header has 5."]);
    expect(reason(["c1", "", "", "1", "1", "more"])).toEqual(["The row has 6 cells, the header has 5."]);
    expect(reason(["c1", "", "", "1", "1", ""])).toMatchObject({ customerKey: "c1" });
    expect(reason(["c\0", "", "", "1", "1"])).toEqual(["Customer ID: holds a zero byte, which no text may."]);
  });
});

describe("what a mapping must hold", () => {
  it("names the field in the way", () => {
    const { mapping } = proposalFor(`Customer ID,Food,Staff\n${many((i) => `${i},${1 + (i % 5)},${1 + (i % 5)}`)}`);
    const paths = (changed: unknown) =>
      importMapping.safeParse(changed).error?.issues.map((issue) => issue.path.join(".")) ?? [];
    expect(paths({ ...mapping, survey: undefined })).toEqual(["survey"]);
    expect(paths({ ...mapping, dates: { from: "column" } })).toEqual(["dates"]);
    expect(paths({ ...mapping, dates: { from: "spread", first: "2026-02-01", last: "2026-01-01" } })).toEqual([
      "dates.last",
    ]);
    expect(paths({ ...mapping, columns: [mapping.columns[0], mapping.columns[0], mapping.columns[2]] })).toEqual([
      "columns.1",
    ]);
    expect(paths({ ...mapping, kind: "orders" })).toContain("columns");
  });
});
