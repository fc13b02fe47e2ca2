import { formatNumber } from "../format";

/** A priority of 100: two digits below 1, so that the small ones can still be told apart. */
export const formatPriority = (priority: number): string => formatNumber(priority, priority < 1 ? 2 : 1);
