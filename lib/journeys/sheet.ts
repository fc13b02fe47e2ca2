import type { Controller } from "../generated/prisma/enums";
import type { Gap } from "./gap";
import type { EvidenceLevel, FrictionDecision } from "./lanes";
import type { GapMeasure } from "./priority";

/** A map as it is read, not edited: what a poster, a presentation and a shared page show. Finished numbers, no ids but keys. */
export type SheetStep = {
  id: string;
  name: string;
  controller: Controller;
  channels: string[];
  doing: string;
  thinking: string;
  pains: string;
  needs: string;
  ideas: string;
  intended: string;
  friction: string;
  frictionDecision: FrictionDecision | null;
  frictionReason: string;
  isPeak: boolean;
  isFlow: boolean;
  isCoCreated: boolean;
  assumedFeeling: number | null;
  evidence: EvidenceLevel;
  scale: { min: number; max: number } | null;
  gap: Gap;
  /** Voices; outside only those that may be shown anywhere, and without who spoke. */
  quotes: { text: string; speaker: string; feeling: number | null }[];
  /** Null outside. */
  openCases: number | null;
  /** Titles of what is planned or under way; empty outside. */
  plans: string[];
};
export type SheetStage = { id: string; name: string; metric: string; gap: Gap; steps: SheetStep[] };

export type SheetPriority = {
  stepId: string;
  stepName: string;
  measure: GapMeasure;
  /** Of 100; null when importance or reach is not known. */
  priority: number | null;
};

export type Sheet = {
  name: string;
  description: string;
  workspaceName: string;
  brandColor: string;
  segmentName: string | null;
  memberCount: number | null;
  /** Null outside. */
  ownerName: string | null;
  periodLabel: string;
  k: number;
  answers: number;
  stages: SheetStage[];
  /** Proved gaps, the most pressing first. */
  first: SheetPriority[];
};

export const stepsOf = (sheet: Pick<Sheet, "stages">): SheetStep[] => sheet.stages.flatMap(({ steps }) => steps);

/** The step with the largest proved gap, as a share of its scale. */
export function worstStep(steps: readonly SheetStep[]): SheetStep | null {
  return (
    steps
      .filter(({ gap }) => gap.verdict === "short")
      .sort((a, b) => (b.gap.gapShare ?? 0) - (a.gap.gapShare ?? 0))[0] ?? null
  );
}
