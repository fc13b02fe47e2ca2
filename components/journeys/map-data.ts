import type { Gap } from "@/lib/journeys/gap";

/** What a map shows of a step: finished numbers and words. */
export type Step = {
  id: string;
  name: string;
  doing: string;
  thinking: string;
  channels: readonly string[];
  controller: "firm" | "partner" | "customer" | "public";
  scale: { min: number; max: number } | null;
  gap: Gap;
  openCases: number;
  improvements: readonly { id: string; title: string }[];
  answersHref: string;
};

export type Stage = { id: string; name: string; steps: readonly Step[]; gap: Gap };
