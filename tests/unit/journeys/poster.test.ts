import { describe, expect, test } from "vitest";
import { type Shape, wrapped } from "../../../lib/journeys/drawing";
import { gapOf } from "../../../lib/journeys/gap";
import { drawPoster, POSTER_HEIGHT, POSTER_WIDTH } from "../../../lib/journeys/poster";
import { measureText, outlined } from "../../../lib/journeys/poster-font";
import { posterPdf } from "../../../lib/journeys/poster-pdf";
import { posterSvg } from "../../../lib/journeys/poster-svg";
import type { Sheet, SheetStep } from "../../../lib/journeys/sheet";
import { momentsOf } from "../../../lib/stats/moments";

const SCALE = { min: 1, max: 5 };
const step = (index: number): SheetStep => ({
  id: `step-${index}`,
  name: index === 3 ? "Очередь на посадку" : `Łódź gate ${index}`,
  controller: index % 3 ? "firm" : "partner",
  channels: ["Gate"],
  doing: "Queues with child, bag and stroller, and holds the passports in the other hand",
  thinking: "Will nobody let us go first?",
  pains: "Called last",
  needs: "",
  ideas: "Families first",
  intended: "",
  friction: "Early boarding not offered",
  frictionDecision: "remove",
  frictionReason: "",
  isPeak: index === 2,
  isFlow: false,
  isCoCreated: false,
  assumedFeeling: 0,
  evidence: index % 2 ? "full" : "none",
  scale: SCALE,
  gap: gapOf(4, momentsOf(index === 5 ? [3, 3] : [2, 3, 4, 3, 2, 4, 3, 2, (index % 5) + 1]), SCALE, 5),
  quotes: [{ text: "We were called last.", speaker: "", feeling: -1 }],
  openCases: index % 4,
  plans: index === 1 ? ["Family-facing seats"] : [],
});
const sheetOf = (stages: number[]): Sheet => {
  let at = 0;
  return {
    name: "Flying",
    description: "",
    workspaceName: "Meridian Air",
    brandColor: "#123b63",
    segmentName: "Families",
    memberCount: 900,
    ownerName: "Ewa Nowak",
    periodLabel: "Last 90 days",
    k: 5,
    answers: 400,
    stages: stages.map((count, index) => {
      const steps = Array.from({ length: count }, () => step(at++));
      return {
        id: `stage-${index}`,
        name: `Stage ${index}`,
        metric: "",
        gap: steps[0]?.gap ?? gapOf(null, { n: 0, sum: 0, sumSq: 0 }, null, 5),
        steps,
      };
    }),
    first: [{ stepId: "step-0", stepName: "Gate", measure: "rating", priority: 4.2 }],
  };
};
const words = (word: string, values?: Record<string, string | number>) =>
  `${word}${values ? ` ${Object.values(values).join(" ")}` : ""}`;
const draw = (sheet: Sheet) =>
  drawPoster(sheet, { headline: "Boarding falls short", lead: "Much.", printedOn: "22 Nov 2026" }, words, measureText);

/** Where a shape ends, as far as it says. */
const rightOf = (shape: Shape): number => {
  if (shape.kind === "rect") return shape.x + shape.w;
  if (shape.kind === "circle") return shape.x + shape.r;
  if (shape.kind === "path")
    return Math.max(...[...shape.d.matchAll(/[ML]([\d.]+)/g)].map((match) => Number(match[1])), 0);
  const width = measureText(shape.text, shape.size, shape.bold ?? false);
  return shape.x + (shape.anchor === "end" ? 0 : shape.anchor === "middle" ? width / 2 : width);
};
const bottomOf = (shape: Shape): number =>
  shape.kind === "rect" ? shape.y + shape.h : shape.kind === "path" ? 0 : shape.y;

describe("a poster", () => {
  test.each([[[1]], [[4, 5, 4]], [[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]], [[]]])(
    "of stages of %s steps stays on its paper",
    (stages) => {
      const pages = draw(sheetOf(stages));
      for (const page of pages) {
        expect([page.width, page.height]).toEqual([POSTER_WIDTH, POSTER_HEIGHT]);
        expect(page.shapes.filter((shape) => rightOf(shape) > POSTER_WIDTH - 10 && shape.kind !== "rect")).toEqual([]);
        expect(page.shapes.filter((shape) => bottomOf(shape) > POSTER_HEIGHT)).toEqual([]);
      }
    },
  );

  test("of sixty steps goes over pages of equal width, the heads repeated", () => {
    const pages = draw(sheetOf([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]));
    expect(pages.length).toBe(4);
    for (const { shapes } of pages) {
      const said = shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));
      expect(said).toContain("feeling");
      expect(said.some((text) => text.includes("page "))).toBe(true);
    }
    const steps = pages.flatMap(
      ({ shapes }) => shapes.filter((shape) => shape.kind === "text" && shape.text === "Gate").length,
    );
    expect(steps.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(60);
  });

  test("shows no figure under the small group", () => {
    const sheet = sheetOf([6]);
    expect(sheet.stages[0]?.steps[5]?.gap.state).toBe("hidden");
    const said = draw(sheet)[0]
      ?.shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []))
      .join(" ");
    expect(said).toContain("few 5");
  });

  test("becomes a PDF of as many pages, and a picture that fetches nothing", async () => {
    const pages = draw(sheetOf([10, 15]));
    const pdf = await posterPdf(pages, { title: "Flying", author: "Meridian", at: new Date(0) });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBe(pages.length);
    const svg = posterSvg(pages, 'A "map" <of> ours & theirs');
    expect(svg).toContain("<title>A &quot;map&quot; &lt;of&gt; ours &amp; theirs</title>");
    expect(svg).not.toMatch(/href="(?!#)|url\(|<text|<image|<script/);
  });
});

describe("words as outlines", () => {
  test("are found for Latin, Polish, Cyrillic and Greek, heavier ones wider", () => {
    for (const text of ["Boarding", "Łódź ąę", "Посадка", "Ελλάδα"]) {
      const [regular, bold] = [outlined(text, false), outlined(text, true)];
      expect(regular.signs.length, text).toBeGreaterThanOrEqual(text.replace(/\s/g, "").length);
      expect(bold.width, text).toBeGreaterThan(regular.width);
      expect(
        bold.signs.every(({ d }) => !d.includes("NaN")),
        text,
      ).toBe(true);
    }
  });

  test("are broken into lines that fit, at hyphens first, and end in … when there are too many", () => {
    const measure = (text: string, size: number) => text.length * size;
    expect(wrapped("one two three", 7, 1, false, 9, measure)).toEqual(["one two", "three"]);
    expect(wrapped("family-facing", 8, 1, false, 9, measure)).toEqual(["family-", "facing"]);
    expect(wrapped("entertainment", 6, 1, false, 9, measure)).toEqual(["entert", "ainmen", "t"]);
    expect(wrapped("one two three four", 7, 1, false, 2, measure)).toEqual(["one two", "three…"]);
    expect(wrapped("", 7, 1, false, 2, measure)).toEqual([]);
  });
});
