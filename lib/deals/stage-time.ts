import type { DealStage } from "../generated/prisma/enums";
import type { OpenStage } from "./stages";

// How long deals stand in a stage, and when one stands too long.

/** A change of stage. `from` is null for the first. */
export type DealStageMove = { from: DealStage | null; to: DealStage; at: Date; byName: string | null };

/** A stay in a stage. */
export type Stay = { stage: DealStage; from: Date; to: Date | null; days: number; byName: string | null };

/** Days that three of four won deals needed at most in a stage, and how many say so; missing under k. */
export type StageNorm = { days: number; n: number };
export type StageNorms = Partial<Record<OpenStage, StageNorm>>;

/** True when a deal stands in its stage for longer than three of four won deals did. */
export const standsLong = (days: number, norm: StageNorm | undefined): boolean =>
  norm !== undefined && days > norm.days;

/** Moves, oldest first, as stays; the last one goes on until now unless the deal has ended. */
export function staysOf(moves: readonly DealStageMove[], now: Date): Stay[] {
  return moves.flatMap((move, index) => {
    const next = moves[index + 1];
    if (move.to === "won" || move.to === "lost") {
      if (!next) return [{ stage: move.to, from: move.at, to: null, days: 0, byName: move.byName }];
    }
    const until = next?.at ?? now;
    return [
      {
        stage: move.to,
        from: move.at,
        to: next?.at ?? null,
        days: Math.max(0, Math.floor((+until - +move.at) / 86_400_000)),
        byName: move.byName,
      },
    ];
  });
}
