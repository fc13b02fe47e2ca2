"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { LOSS_KEYS, type LossReason, lossText } from "@/lib/deals/loss-reasons";

export type LoseDialogProps = {
  /** Of the deal; null when nothing is asked. */
  name: string | null;
  onClose: () => void;
  /** @param reason the words that are stored */
  onLose: (reason: string) => void;
};

/** Asks why a deal is lost: one of a few reasons, so that they can be counted, and what there is to say about it. */
export function LoseDialog({ name, onClose, onLose }: LoseDialogProps) {
  const t = useTranslations("deals");
  const formId = useId();
  const [missing, setMissing] = useState(false);
  // The name stays in the title while the dialog closes.
  const [shown, setShown] = useState(name ?? "");
  if (name !== null && name !== shown) setShown(name);
  return (
    <Dialog
      title={t("lose.title", { name: shown })}
      description={t("lose.why")}
      open={name !== null}
      onOpenChange={(open) => {
        if (open) return;
        setMissing(false);
        onClose();
      }}
      footer={
        <Button type="submit" form={formId} variant="primary">
          {t("lose.save")}
        </Button>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const sent = new FormData(event.currentTarget);
          const reason = LOSS_KEYS.find((key) => key === sent.get("reason"));
          if (!reason) return setMissing(true);
          setMissing(false);
          onLose(lossText(reason, String(sent.get("said") ?? "")));
        }}
      >
        <RadioGroup
          name="reason"
          legend={t("lose.reason")}
          variant="choice"
          error={missing ? t("lose.missing") : undefined}
          onValueChange={() => setMissing(false)}
          options={LOSS_KEYS.map((key: LossReason) => ({ value: key, label: t(`loss.${key}`) }))}
        />
        <Field label={t("lose.said")} name="said" optional hint={t("lose.saidHint")}>
          <Input maxLength={200} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}
