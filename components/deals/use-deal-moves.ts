"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import { moveDealAction, moveDealBackAction } from "@/lib/deals/actions";
import type { DealStage } from "@/lib/generated/prisma/enums";

export type Movable = { id: string; name: string; stage: DealStage };

/**
 * Moves deals: for a lost one it asks why first. Says what happened, with a way back; when somebody else was faster, it
 * says where the deal stands now.
 * @param show called inside the transition, for showing the deal where it goes before the server has said yes
 */
export function useDealMoves(show?: (id: string, to: DealStage) => void) {
  const t = useTranslations("deals");
  const toast = useToast();
  const [pending, start] = useTransition();
  const [losing, setLosing] = useState<Movable | null>(null);

  const back = (deal: Movable, to: DealStage, reason: string) =>
    start(async () => {
      show?.(deal.id, deal.stage);
      const done = await moveDealBackAction(null, { id: deal.id, stage: to, reason });
      if (!done) return;
      if (!done.ok) toast.fail(done.message);
      else if (done.value.kind === "elsewhere") sayElsewhere(deal, done.value);
      else toast.say(t("moved", { name: deal.name, stage: t(`stage.${deal.stage}`) }));
    });

  const sayElsewhere = (deal: Movable, { stage, byName }: { stage: DealStage; byName: string | null }) =>
    toast.fail(
      t("conflict.title", { name: deal.name, stage: t(`stage.${stage}`) }),
      t("conflict.why", { who: byName ?? t("conflict.somebody") }),
    );

  const move = (deal: Movable, to: DealStage, reason = "") =>
    start(async () => {
      show?.(deal.id, to);
      const done = await moveDealAction(null, { id: deal.id, stage: to, reason, was: deal.stage });
      if (!done) return;
      if (!done.ok) return toast.fail(done.fieldErrors.reason ?? done.message);
      const { value } = done;
      if (value.kind === "elsewhere") return sayElsewhere(deal, value);
      if (value.before.stage === to) return;
      toast.undo(t("moved", { name: deal.name, stage: t(`stage.${to}`) }), () => back(deal, to, value.before.reason));
    });

  return {
    pending,
    /** Moves it, or asks first. */
    ask: (deal: Movable, to: DealStage) => {
      if (to === deal.stage) return;
      if (to === "lost") setLosing(deal);
      else move(deal, to);
    },
    /** For LoseDialog. */
    dialog: {
      name: losing?.name ?? null,
      onClose: () => setLosing(null),
      onLose: (reason: string) => {
        if (losing) move(losing, "lost", reason);
        setLosing(null);
      },
    },
  };
}
