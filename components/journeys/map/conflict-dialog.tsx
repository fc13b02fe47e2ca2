"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toaster";
import { type CellValue, LANES } from "@/lib/journeys/lanes";
import type { Conflict, MapEdits } from "./use-map-edits";

/** Two wrote in one cell: the second sees the first's words and chooses. */
export function ConflictDialog({ edits }: { edits: MapEdits }) {
  const t = useTranslations("journeys.edit");
  const { conflict, setConflict, save } = edits;
  return (
    <Dialog
      open={conflict !== null}
      onOpenChange={(open) => {
        if (!open) setConflict(null);
      }}
      title={t("conflict")}
      description={conflict?.by ? t("conflictBy", { name: conflict.by }) : t("conflictLead")}
      footer={conflict ? <Choices conflict={conflict} close={() => setConflict(null)} save={save} /> : null}
    >
      {conflict ? (
        <dl className="grid gap-3 sm:grid-cols-2">
          {(["theirs", "mine"] as const).map((side) => (
            <div key={side} className="rounded-md border border-line p-3">
              <dt className="text-xs text-muted">{side === "theirs" ? (conflict.by ?? t("theirs")) : t("mine")}</dt>
              <dd className="mt-1 wrap-break-word whitespace-pre-line">{said(conflict[side]) || t("nothing")}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </Dialog>
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
