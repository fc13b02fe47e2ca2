"use client";

import { Radar } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { batteryFor, hasBattery } from "@/lib/surveys/battery";
import type { Question } from "@/lib/surveys/questions/kind";

export type AddBatteryProps = {
  touchpoints: { id: string; name: string }[];
  questions: readonly Question[];
  /** A touchpoint for which the door was opened. */
  asked: string | null;
  onAdd: (touchpoint: { id: string; name: string }) => void;
};

/** Five ready questions about how a touchpoint is experienced, in one step. */
export function AddBattery({ touchpoints, questions, asked, onAdd }: AddBatteryProps) {
  const t = useTranslations("surveys.battery");
  const [open, setOpen] = useState(asked !== null);
  const [chosen, setChosen] = useState(asked ?? touchpoints[0]?.id ?? "");
  const touchpoint = touchpoints.find(({ id }) => id === chosen);
  const isThere = hasBattery(questions, chosen);
  if (touchpoints.length === 0) return null;
  return (
    <Dialog
      title={t("title")}
      description={t("text")}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button icon={<Radar aria-hidden />}>{t("add")}</Button>}
      footer={
        <Button
          variant="primary"
          disabled={!touchpoint || isThere}
          onClick={() => {
            if (!touchpoint) return;
            onAdd(touchpoint);
            setOpen(false);
          }}
        >
          {t("submit")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("touchpoint")} error={isThere ? t("isThere") : undefined}>
          <Select
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            options={touchpoints.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        {touchpoint && !isThere ? (
          <ol className="flex list-decimal flex-col gap-1 ps-5 text-sm text-muted">
            {batteryFor(touchpoint, []).map((question) => (
              <li key={question.key}>{question.label}</li>
            ))}
          </ol>
        ) : null}
      </div>
    </Dialog>
  );
}
