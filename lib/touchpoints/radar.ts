import type { ExperienceResponse } from "../generated/prisma/enums";
import { RESPONSES } from "../surveys/battery";
import { type Cell, mainScale, NOTHING, onScale, type Scale, type Stat, statOf } from "./scores";

/** One of the five responses at a touchpoint: the mean of its question, on its most answered scale. */
export type Spoke = { response: ExperienceResponse; stat: Stat; scale: Scale | null };

export type BatteryCell = Cell & { response: ExperienceResponse };

/** The five in their order; those that nobody asked or answered are empty. @param k no statistic under this many answers */
export function spokesOf(cells: readonly BatteryCell[], k: number): Spoke[] {
  return RESPONSES.map((response) => {
    const own = cells.filter((cell) => cell.response === response);
    const scale = mainScale(own);
    return { response, scale, stat: scale ? statOf("rating", onScale(own, scale), k) : NOTHING };
  });
}

/** Where a value lies on its scale, 0 to 1: what makes questions with different scales one picture. */
export const shareOfScale = (value: number, { min, max }: Scale): number =>
  max === min ? 0 : Math.max(0, Math.min(1, (value - min) / (max - min)));
