import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inWorkspace, Prisma, rows } from "../../lib/db";
import type { ImportDetail } from "../../lib/imports/queries";
import { importFile } from "../support/imports";
import { type TestWorkspace, testWorkspace } from "../support/world";

// Facts counted from the published file itself: answered, mean, share of 4 and 5.
const FACTS: [string, number, string, string][] = [
  ["Departure and Arrival Time Convenience", 123_199, "3.2234", "48.60"],
  ["Ease of Online Booking", 124_198, "2.8830", "33.71"],
  ["Check-in Service", 129_879, "3.3063", "47.90"],
  ["Online Boarding", 126_800, "3.3316", "50.86"],
  ["Gate Location", 129_879, "2.9769", "36.86"],
  ["On-board Service", 129_875, "3.3832", "52.51"],
  ["Seat Comfort", 129_879, "3.4414", "56.14"],
  ["Leg Room Service", 129_282, "3.3664", "51.66"],
  ["Cleanliness", 129_866, "3.2867", "48.04"],
  ["Food and Drink", 129_748, "3.2080", "45.10"],
  ["In-flight Service", 129_875, "3.6423", "62.67"],
  ["In-flight Wifi Service", 125_964, "2.8135", "31.07"],
  ["In-flight Entertainment", 129_862, "3.3585", "52.62"],
  ["Baggage Handling", 129_880, "3.6321", "62.09"],
];

const file = path.resolve(import.meta.dirname, "../../../shared/data/airline_passenger_satisfaction.csv");

describe.skipIf(!existsSync(file))(
  "import of the airline's 129,880 passengers (skipped without the published file)",
  () => {
    let world: TestWorkspace;
    let first: ImportDetail;
    let content: Buffer;

    beforeAll(async () => {
      world = await testWorkspace({ timeZone: "Europe/Warsaw" });
      content = readFileSync(file);
      const start = performance.now();
      first = await importFile(world.actor, content, {
        name: "airline_passenger_satisfaction.csv",
        change: (mapping) => ({ ...mapping, dates: { from: "spread", first: "2026-01-01", last: "2026-06-30" } }),
      });
      console.info(
        `airline import: ${Math.round(performance.now() - start)} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`,
      );
    }, 600_000);

    it("takes every row", () => {
      expect(first).toMatchObject({
        status: "done",
        failure: "",
        created: 129_880,
        updated: 0,
        unchanged: 0,
        refused: 0,
      });
      expect(first.result).toMatchObject({ customersCreated: 129_880, items: 15, touchpoints: 14, attributes: 8 });
    });

    it("counts each touchpoint to the printed digit, from answers and from roll-ups", async () => {
      const found = await rows<{
        label: string;
        n: number;
        mean: string;
        top2: string;
        rolled: number;
        rolledMean: string;
      }>(
        inWorkspace(world.actor),
        world.actor,
        (w) => Prisma.sql`
        with raw as (
          select item_id, count(*)::int as n, round(avg(value), 4)::text as mean,
                 round(100.0 * count(*) filter (where value >= 4) / count(*), 2)::text as top2
          from answers where workspace_id = ${w} group by item_id),
        kept as (
          select item_id, sum(n)::int as n, round(sum(sum)::numeric / sum(n), 4)::text as mean
          from answer_rollups where workspace_id = ${w} and dimension = 'touchpoint' group by item_id)
        select i.label, raw.n, raw.mean, raw.top2, kept.n as rolled, kept.mean as "rolledMean"
        from items i join raw on raw.item_id = i.id join kept on kept.item_id = i.id
        where i.workspace_id = ${w} order by i.no`,
      );
      expect(found).toEqual(
        FACTS.map(([label, n, mean, top2]) => ({ label, n, mean, top2, rolled: n, rolledMean: mean })),
      );
    });

    it("keeps the verdict as a choice and the passengers as attributes", async () => {
      const [counts] = await rows<Record<string, number>>(
        inWorkspace(world.actor),
        world.actor,
        (w) => Prisma.sql`
        select count(*)::int as customers,
               count(*) filter (where attributes->>'gender' = 'Female')::int as female,
               count(*) filter (where attributes->>'customer_type' = 'Returning')::int as returning,
               count(*) filter (where attributes->>'type_of_travel' = 'Business')::int as business_travel,
               count(*) filter (where attributes->>'class' = 'Economy Plus')::int as economy_plus,
               count(*) filter (where not attributes ? 'arrival_delay')::int as blank_delay,
               min((attributes->>'age')::int) as youngest, max((attributes->>'age')::int) as oldest
        from customers where workspace_id = ${w}`,
      );
      expect(counts).toEqual({
        customers: 129_880,
        female: 65_899,
        returning: 106_100,
        business_travel: 89_693,
        economy_plus: 9_411,
        blank_delay: 393,
        youngest: 7,
        oldest: 85,
      });
      const [verdict] = await rows<{ n: number; kind: string; measure: string }>(
        inWorkspace(world.actor),
        world.actor,
        (w) => Prisma.sql`
        select count(*)::int as n, i.kind, i.measure
        from items i
        cross join lateral jsonb_to_recordset(i.options) as o (value int, label text)
        join answers a on a.workspace_id = ${w} and a.item_id = i.id and a.value = o.value
        where i.workspace_id = ${w} and i.label = 'Satisfaction' and o.label = 'Satisfied' group by i.kind, i.measure`,
      );
      expect(verdict).toEqual({ n: 56_428, kind: "choice", measure: "csat" });
    });

    it("spreads the answers over the period that was named, and nowhere else", async () => {
      const [days] = await rows<{ first: string; last: string; days: number }>(
        inWorkspace(world.actor),
        world.actor,
        (w) =>
          Prisma.sql`select min(answered_on)::text as first, max(answered_on)::text as last, count(distinct answered_on)::int as days from responses where workspace_id = ${w}`,
      );
      expect(days).toEqual({ first: "2026-01-01", last: "2026-06-30", days: 181 });
    });

    it("changes nothing when the same file comes again", async () => {
      const before = await fingerprint(world);
      const again = await importFile(world.actor, content, {
        name: "airline_passenger_satisfaction.csv",
        change: (mapping) => ({ ...mapping, dates: { from: "spread", first: "2026-01-01", last: "2026-06-30" } }),
      });
      expect(again).toMatchObject({ status: "done", created: 0, updated: 0, unchanged: 129_880, refused: 0 });
      expect(again.result).toMatchObject({
        customersCreated: 0,
        customersUpdated: 0,
        items: 0,
        touchpoints: 0,
        attributes: 0,
        answers: 0,
      });
      expect(await fingerprint(world)).toEqual(before);
    }, 600_000);
  },
);

async function fingerprint(world: TestWorkspace): Promise<unknown> {
  return rows(
    inWorkspace(world.actor),
    world.actor,
    (w) => Prisma.sql`
      select (select count(*)::int from customers where workspace_id = ${w}) as customers,
             (select max(updated_at)::text from customers where workspace_id = ${w}) as touched,
             (select count(*)::int from responses where workspace_id = ${w}) as responses,
             (select count(*)::int from answers where workspace_id = ${w}) as answers,
             (select sum(n)::int from answer_rollups where workspace_id = ${w}) as rolled,
             (select sum(responses)::int from customer_experience where workspace_id = ${w}) as experienced,
             (select count(*)::int from items where workspace_id = ${w}) as items,
             (select count(*)::int from survey_versions where workspace_id = ${w}) as versions`,
  );
}
