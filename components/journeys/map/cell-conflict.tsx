"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConflictDialog } from "@/components/ui/conflict-dialog";
import { useToast } from "@/components/ui/toaster";
import { type CellValue, LANES } from "@/lib/journeys/lanes";
import type { Conflict, MapEdits } from "./use-map-edits";

/** Two wrote in one cell: the second sees the first's words and chooses. */
export function CellConflict({ edits }: { edits: MapEdits }) {
  const t = useTranslations("journeys.edit");
  const { conflict, setConflict, save } = edits;
  return (
    <ConflictDialog
      title={t("conflict")}
      description={conflict?.by ? t("conflictBy", { name: conflict.by }) : t("conflictLead")}
      sides={
        conflict && {
          theirs: { name: conflict.by ?? t("theirs"), text: said(conflict.theirs) || t("nothing") },
          mine: { name: t("mine"), text: said(conflict.mine) || t("nothing") },
        }
      }
      onClose={() => setConflict(null)}
      footer={conflict ? <Choices conflict={conflict} close={() => setConflict(null)} save={save} /> : null}
    />
  );
}

const said = (value: CellValue) => (value === null ? "" : String(value));

type ChoicesProps = { conflict: Conflict; close: () => void; save: MapEdits["save"] };

function Choices({ conflict, close, save }: ChoicesProps) {
  const t = useTranslations("journeys.edit");
  const toast = useToast();
  const { stepId, lane, mine, theirs } = conflict;
  const isText = LANES[lane].kind === "text" && said(theirs) !== "" && said(mine) !== "";
  const put = (value: CellValue) => {
    close();
    void save(stepId, lane, value, theirs).then((outcome) => {
      if (outcome.status === "failed") toast.fail(outcome.message);
    });
  };
  return (
    <>
      <Button onClick={close}>{t("takeTheirs")}</Button>
      {isText ? <Button onClick={() => put(`${said(theirs)}\n${said(mine)}`)}>{t("keepBoth")}</Button> : null}
      <Button variant="primary" onClick={() => put(mine)}>
        {t("keepMine")}
      </Button>
    </>
  );
}
