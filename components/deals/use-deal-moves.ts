"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import { moveDealAction, moveDealBackAction } from "@/lib/deals/actions";
import type { DealStage } from "@/lib/generated/prisma/enums";
import { cancelHandoverAction, startHandoverAction } from "@/lib/handovers/actions";

export type Movable = { id: string; name: string; stage: DealStage };

/**
 * Moves deals: for a won or lost one it asks why first, and a won one may be handed over at once. Says what happened,
 * with a way back; when somebody else was faster, it says where the deal stands now.
 * @param show called inside the transition, for showing the deal where it goes before the server has said yes
 */
export function useDealMoves(show?: (id: string, to: DealStage) => void) {
  const t = useTranslations("deals");
  const toast = useToast();
  const router = useRouter();
  const [pending, start] = useTransition();
  const [ending, setEnding] = useState<{ deal: Movable; to: "won" | "lost" } | null>(null);

  const back = (deal: Movable, to: DealStage, reason: string, handoverId: string | null) =>
    start(async () => {
      show?.(deal.id, deal.stage);
      if (handoverId) await cancelHandoverAction(null, { id: handoverId });
      const done = await moveDealBackAction(null, { id: deal.id, stage: to, reason });
      if (!done) return;
      if (!done.ok) toast.fail(done.message);
      else if (done.value.kind === "elsewhere") sayElsewhere(deal, done.value);
      else {
        toast.say(t("moved", { name: deal.name, stage: t(`stage.${deal.stage}`) }));
        if (handoverId) router.push(`/deals/${deal.id}`);
      }
    });

  const sayElsewhere = (deal: Movable, { stage, byName }: { stage: DealStage; byName: string | null }) =>
    toast.fail(
      t("conflict.title", { name: deal.name, stage: t(`stage.${stage}`) }),
      t("conflict.why", { who: byName ?? t("conflict.somebody") }),
    );

  const move = (deal: Movable, to: DealStage, reason = "", farmerId: string | null = null) =>
    start(async () => {
      show?.(deal.id, to);
      const done = await moveDealAction(null, { id: deal.id, stage: to, reason, was: deal.stage });
      if (!done) return;
      if (!done.ok) return toast.fail(done.fieldErrors.reason ?? done.message);
      const { value } = done;
      if (value.kind === "elsewhere") return sayElsewhere(deal, value);
      if (value.before.stage === to) return;
      let handoverId: string | null = null;
      if (farmerId) {
        const handed = await startHandoverAction(null, { dealId: deal.id, farmerId });
        if (handed?.ok) {
          handoverId = handed.value.id;
          router.push(`/handovers/${handoverId}`);
        } else if (handed) toast.fail(handed.fieldErrors.farmerId ?? handed.message);
      }
      toast.undo(t("moved", { name: deal.name, stage: t(`stage.${to}`) }), () =>
        back(deal, to, value.before.reason, handoverId),
      );
    });

  return {
    pending,
    /** Moves it, or asks first. */
    ask: (deal: Movable, to: DealStage) => {
      if (to === deal.stage) return;
      if (to === "won" || to === "lost") setEnding({ deal, to });
      else move(deal, to);
    },
    /** For EndDialog. */
    dialog: {
      ending: ending && { dealId: ending.deal.id, name: ending.deal.name, to: ending.to },
      onClose: () => setEnding(null),
      onEnd: (reason: string, farmerId: string | null) => {
        if (ending) move(ending.deal, ending.to, reason, farmerId);
        setEnding(null);
      },
    },
  };
}
