"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { LOSS_KEYS, lossText } from "@/lib/deals/loss-reasons";
import { WIN_KEYS, winText } from "@/lib/deals/win-reasons";
import { listFarmersAction } from "@/lib/handovers/actions";
import type { FarmerChoice } from "@/lib/handovers/handover";

export type Ending = { dealId: string; name: string; to: "won" | "lost" };

export type EndDialogProps = {
  /** Null when nothing is asked. */
  ending: Ending | null;
  onClose: () => void;
  /** @param reason the words that are stored; @param farmerId to whom a won customer is handed over */
  onEnd: (reason: string, farmerId: string | null) => void;
};

/**
 * Asks why a deal is won or lost: one of a few reasons, so that they can be counted, and what there is to say about it.
 * A won one is offered to a farmer.
 */
export function EndDialog({ ending, onClose, onEnd }: EndDialogProps) {
  const t = useTranslations("deals");
  const choice = useTranslations("handovers.choice");
  const formId = useId();
  const [missing, setMissing] = useState(false);
  // What is asked stays in the dialog while it closes.
  const [shown, setShown] = useState<Ending>(ending ?? { dealId: "", name: "", to: "lost" });
  if (ending !== null && (ending.dealId !== shown.dealId || ending.to !== shown.to)) setShown(ending);
  const won = shown.to === "won";
  const farmers = useFarmers(ending?.to === "won" ? ending.dealId : null);
  const words = won ? "win" : "lose";
  return (
    <Dialog
      title={t(`${words}.title`, { name: shown.name })}
      description={t(`${words}.why`)}
      open={ending !== null}
      onOpenChange={(open) => {
        if (open) return;
        setMissing(false);
        onClose();
      }}
      footer={
        <Button type="submit" form={formId} variant="primary">
          {t(`${words}.save`)}
        </Button>
      }
    >
      <form
        key={shown.to}
        id={formId}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const sent = new FormData(event.currentTarget);
          const said = String(sent.get("said") ?? "");
          const win = WIN_KEYS.find((key) => key === sent.get("reason"));
          const loss = LOSS_KEYS.find((key) => key === sent.get("reason"));
          const reason = won ? win && winText(win, said) : loss && lossText(loss, said);
          if (!reason) return setMissing(true);
          setMissing(false);
          onEnd(reason, won ? String(sent.get("farmerId") ?? "") || null : null);
        }}
      >
        <RadioGroup
          name="reason"
          legend={t(`${words}.reason`)}
          variant="choice"
          error={missing ? t(`${words}.missing`) : undefined}
          onValueChange={() => setMissing(false)}
          options={
            won
              ? WIN_KEYS.map((key) => ({ value: key, label: t(`winBy.${key}`) }))
              : LOSS_KEYS.map((key) => ({ value: key, label: t(`loss.${key}`) }))
          }
        />
        <Field label={t(`${words}.said`)} name="said" optional hint={t(`${words}.saidHint`)}>
          <Input maxLength={200} autoComplete="off" />
        </Field>
        {won && farmers && farmers.length > 0 ? (
          <Field label={t("win.handOver")} name="farmerId" hint={t("win.handOverHint")}>
            <Select
              defaultValue=""
              options={[
                { value: "", label: t("win.later") },
                ...farmers.map(({ userId, name, accounts, suggested }) => ({
                  value: userId,
                  label: choice(suggested ?? "plain", { name, accounts }),
                })),
              ]}
            />
          </Field>
        ) : null}
      </form>
    </Dialog>
  );
}

/** Who may take a won deal's customer over, asked for once a win is told; null until then. */
function useFarmers(dealId: string | null): FarmerChoice[] | null {
  const [found, setFound] = useState<{ dealId: string; farmers: FarmerChoice[] } | null>(null);
  useEffect(() => {
    if (dealId === null) return;
    let gone = false;
    void listFarmersAction(null, { dealId }).then((done) => {
      if (!gone && done?.ok) setFound({ dealId, farmers: done.value });
    });
    return () => {
      gone = true;
    };
  }, [dealId]);
  return found?.dealId === dealId ? found.farmers : null;
}
