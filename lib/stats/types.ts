/** A 95 % interval, both ends in the unit of the estimate it belongs to; `low` is never above `high`. */
export type Interval = { low: number; high: number };
