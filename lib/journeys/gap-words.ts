import { formatNumber } from "../format";
import type { Gap } from "./gap";

/** A priority of 100: two digits below 1, so that the small ones can still be told apart. */
export const formatPriority = (priority: number): string => formatNumber(priority, priority < 1 ? 2 : 1);

/** The word for why a step tells no number. */
export const silenceOf = ({ state, hiddenFor }: Pick<Gap, "state" | "hiddenFor">): "nobody" | "few" | "others" =>
  state === "empty" ? "nobody" : (hiddenFor ?? "few");
