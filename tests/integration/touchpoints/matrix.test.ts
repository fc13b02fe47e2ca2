import { beforeAll, describe, expect, it } from "vitest";
import { inWorkspace } from "@/lib/db";
import { touchpointMatrix } from "@/lib/touchpoints/queries/matrix";
import { numbersOf, SPAN, stranger, type TouchWorld, touchWorld, within } from "./world";

describe("touchpoint × channel", () => {
  let world: TouchWorld;
  beforeAll(async () => {
    world = await touchWorld();
  });

  /** Values of a measure at a touchpoint and channel, by hand. */
  const values = (measure: "csat" | "ces" | "nps", touchpointId: string, channelId: string | null) => {
    const items = new Map(world.items.filter((item) => item.measure === measure).map((item) => [item.id, item]));
    return within(world)
      .filter((answer) => items.has(answer.itemId) && answer.touchpointId === touchpointId)
      .filter((answer) => channelId === null || answer.channelId === channelId)
      .map((answer) => (measure === "ces" ? 8 - (answer.value as number) : (answer.value as number)));
  };

  it("counts what a count of the answers counts, also where the touchpoint is the link's", async () => {
    const matrix = await touchpointMatrix(world.actor, "rating", SPAN);
    expect(matrix.rows.map(({ name }) => name)).toEqual(["Buying", "Boarding", "Landing"]);
    let shown = 0;
    for (const row of matrix.rows) {
      const all = numbersOf(values("csat", row.id, null));
      expect(row.all.n, row.name).toBe(all.n);
      expect(row.all.value).toBeCloseTo(all.mean!, 12);
      for (const { channelId, stat } of row.cells) {
        if (stat.value === null) continue;
        shown++;
        const own = numbersOf(values("csat", row.id, channelId));
        expect(stat.n).toBe(own.n);
        expect(stat.value).toBeCloseTo(own.mean!, 12);
      }
    }
    expect(shown).toBeGreaterThanOrEqual(5);
    // The roving question was counted: Buying has more answers than its own question.
    const own = within(world).filter((answer) => answer.itemId === world.items[0]!.id).length;
    expect(matrix.rows[0]!.all.n).toBeGreaterThan(own);
  });

  it("turns an effort scale on which less is better, and scores NPS", async () => {
    const effort = await touchpointMatrix(world.actor, "effort", SPAN);
    const boarding = effort.rows.find(({ id }) => id === world.boarding)!;
    expect(boarding.all.value).toBeCloseTo(numbersOf(values("ces", world.boarding, null)).mean!, 12);
    const nps = await touchpointMatrix(world.actor, "nps", SPAN);
    const buying = nps.rows.find(({ id }) => id === world.buying)!;
    const given = values("nps", world.buying, null);
    const score = (100 * (given.filter((v) => v >= 9).length - given.filter((v) => v <= 6).length)) / given.length;
    expect(buying.all.value).toBeCloseTo(score, 10);
  });

  it("hides fewer than k, and another cell of the row and column with it", async () => {
    const matrix = await touchpointMatrix(world.actor, "rating", SPAN);
    const boarding = matrix.rows.find(({ id }) => id === world.boarding)!;
    const n = values("csat", world.boarding, world.desk).length;
    expect(n).toBeGreaterThan(0);
    expect(n).toBeLessThan(5);
    const desk = boarding.cells.find(({ channelId }) => channelId === world.desk)!;
    expect(desk.stat).toEqual({ n: 0, value: null, interval: null, state: "hidden" });
    // In its column only hidden cells remain, or none could be worked out: at least two are dark.
    const column = matrix.rows.flatMap((row) => row.cells.filter(({ channelId }) => channelId === world.desk));
    const dark = column.filter(({ stat }) => stat.state === "hidden").length;
    const filled = column.filter(({ stat }) => stat.state !== "empty").length;
    expect(dark).toBe(Math.min(filled, Math.max(2, dark)));
  });

  it("tests each row, with q over the rows, and finds the planted difference", async () => {
    const matrix = await touchpointMatrix(world.actor, "rating", SPAN);
    const buying = matrix.rows.find(({ id }) => id === world.buying)!;
    expect(buying.spread?.best).toBe(world.app);
    expect(matrix.tests).toBe(matrix.rows.filter(({ spread }) => spread).length);
    for (const { spread } of matrix.rows) {
      if (spread) expect(spread.q).toBeGreaterThanOrEqual(Math.exp(spread.logP) - 1e-12);
    }
  });

  it("says where nobody listens, and where somebody asks and nobody answers", async () => {
    const { actor } = world;
    const matrix = await touchpointMatrix(actor, "rating", { fromDay: "2025-01-01", toDay: "2025-02-01" });
    const hole = (touchpointId: string, channelId: string) =>
      matrix.rows.find(({ id }) => id === touchpointId)!.cells.find((cell) => cell.channelId === channelId)!.hole;
    expect(hole(world.buying, world.web)).toBe("unasked");
    expect(hole(world.landing, world.desk)).toBe("unanswered");
    // Not met there: no hole.
    expect(hole(world.landing, world.app)).toBeNull();
    expect(matrix.holes).toBe(5);
    expect(matrix.surveys[world.buying]?.name).toBe("Flights");
  });

  it("shows nothing of it to another workspace", async () => {
    const matrix = await touchpointMatrix(await stranger(), "rating", SPAN);
    expect(matrix).toMatchObject({ rows: [], channels: [], surveys: {} });
    expect(await inWorkspace(world.actor).touchpoint.count()).toBe(3);
  });
});
