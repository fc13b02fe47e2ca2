"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice, MenuGroup } from "@/components/ui/menu";
import { BOARD_STAGES } from "@/lib/deals/stages";
import type { DealStage } from "@/lib/generated/prisma/enums";
import { EndDialog } from "./end-dialog";
import { type Movable, useDealMoves } from "./use-deal-moves";

/** The menu of every stage, the present one ticked. */
export function StageMenu({
  stage,
  trigger,
  onMove,
}: {
  stage: DealStage;
  trigger: ReactElement;
  onMove: (to: DealStage) => void;
}) {
  const t = useTranslations("deals");
  return (
    <Menu align="end" trigger={trigger}>
      <MenuGroup label={t("moveTo")}>
        <MenuChoice
          value={stage}
          onValueChange={(to) => onMove(to as DealStage)}
          options={BOARD_STAGES.map((one) => ({ value: one, label: t(`stage.${one}`) }))}
        />
      </MenuGroup>
    </Menu>
  );
}

/** Moves one deal of a table or a page to any stage; for a won or lost one it asks why. Undo puts it back. */
export function DealMove({ deal, primary = false }: { deal: Movable; primary?: boolean }) {
  const t = useTranslations("deals");
  const { ask, dialog, pending } = useDealMoves();
  return (
    <>
      <StageMenu
        stage={deal.stage}
        onMove={(to) => ask(deal, to)}
        trigger={
          <Button
            size={primary ? "md" : "sm"}
            variant={primary ? "primary" : "ghost"}
            pending={pending}
            aria-label={t("moveDeal", { name: deal.name })}
            className={primary ? undefined : "data-popup-open:bg-hover"}
          >
            {t("moveTo")}
            <ChevronDown aria-hidden className="size-3.5" />
          </Button>
        }
      />
      <EndDialog {...dialog} />
    </>
  );
}
