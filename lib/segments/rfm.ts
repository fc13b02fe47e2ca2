// Recency, frequency and monetary value in classes of 1 to 5 within a workspace. Pure; safe for the browser.
import { z } from "zod";

/**
 * Among the customers who bought (not archived, one order or more), F(v) is the share whose value is v or worse. A value's
 * class is ⌈5 · F(v)⌉, so that equal values always share a class, the best share class 5, and a class holds a fifth of the
 * customers where values differ enough. Values are: recency, the calendar day of the last order in the workspace's zone;
 * frequency, the number of orders; monetary, the sum of orders in the workspace's currency. All of history counts.
 *
 * Kept are the borders: the least value whose class is 2, 3, 4 and 5 or better. A customer's class is 1 and one more for
 * every border reached, which is the same by construction at the time of computing, and is how a new order moves a
 * customer before the borders are computed again (each hour).
 *
 * Value tiers are cut from monetary by the same F: top above 0.8 (the best fifth), middle above 0.5, base the rest.
 */
export const rfmBorders = z.object({
  /** Instant of computing. */
  at: z.string(),
  /** Customers who bought. */
  customers: z.number(),
  /** Instants at which the border's day begins in the workspace's zone. */
  recency: z.array(z.string()).length(4),
  frequency: z.array(z.number()).length(4),
  /** Cents. */
  monetary: z.array(z.number()).length(4),
  /** Cents: the least of middle, the least of top. */
  tiers: z.array(z.number()).length(2),
});
export type RfmBorders = z.output<typeof rfmBorders>;

/** The stored borders; null when there are none or they cannot be read. */
export const readBorders = (stored: unknown): RfmBorders | null => rfmBorders.safeParse(stored).data ?? null;

/** A customer's classes, 1 to 5, 5 the best fifth. */
export type RfmClasses = { recency: number; frequency: number; monetary: number };

/** Null for those who never bought: they have no place among those who did. */
export function rfmClasses(
  borders: RfmBorders,
  bought: { lastOrderAt: Date | null; orders: number; revenueCents: number },
): RfmClasses | null {
  const { lastOrderAt, orders, revenueCents } = bought;
  if (!lastOrderAt || orders === 0) return null;
  const reached = (list: readonly number[], value: number) => 1 + list.filter((border) => value >= border).length;
  return {
    recency: reached(
      borders.recency.map((border) => +new Date(border)),
      +lastOrderAt,
    ),
    frequency: reached(borders.frequency, orders),
    monetary: reached(borders.monetary, revenueCents),
  };
}
