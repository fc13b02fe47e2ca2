"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Menu, MenuChoice, MenuGroup } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { moveDealAction } from "@/lib/deals/actions";
import { DealStage } from "@/lib/generated/prisma/enums";

/** Moves a deal to any stage; for a lost one it asks why. Undo puts it back. */
export function DealMove({ id, name, stage }: { id: string; name: string; stage: DealStage }) {
  const t = useTranslations("deals");
  const toast = useToast();
  const formId = useId();
  const [losing, setLosing] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [pending, startTransition] = useTransition();
  const move = (to: DealStage, reason = "") =>
    startTransition(async () => {
      const done = await moveDealAction(null, { id, stage: to, reason });
      if (!done) return;
      if (!done.ok) {
        setWrong(done.fieldErrors.reason ?? done.message);
        if (!losing) toast.fail(done.message);
        return;
      }
      const before = done.value;
      setLosing(false);
      setWrong(undefined);
      toast.undo(t("moved", { name, stage: t(`stage.${to}`) }), async () => {
        await moveDealAction(null, { id, stage: before.stage, reason: before.reason });
      });
    });
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button
            size="sm"
            variant="ghost"
            pending={pending}
            aria-label={t("moveDeal", { name })}
            className="data-popup-open:bg-hover"
          >
            {t("moveTo")}
            <ChevronDown aria-hidden className="size-3.5" />
          </Button>
        }
      >
        <MenuGroup label={t("moveTo")}>
          <MenuChoice
            value={stage}
            onValueChange={(to) => {
              if (to === stage) return;
              if (to === "lost") setLosing(true);
              else move(to as DealStage);
            }}
            options={Object.values(DealStage).map((one) => ({ value: one, label: t(`stage.${one}`) }))}
          />
        </MenuGroup>
      </Menu>
      <Dialog
        size="sm"
        title={t("lostTitle", { name })}
        open={losing}
        onOpenChange={setLosing}
        footer={
          <Button type="submit" form={formId} variant="primary" pending={pending}>
            {t("lostSave")}
          </Button>
        }
      >
        <form
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            move("lost", String(new FormData(event.currentTarget).get("reason") ?? ""));
          }}
        >
          <Field label={t("lostReason")} name="reason" hint={t("lostHint")} error={wrong}>
            <Input maxLength={200} autoComplete="off" />
          </Field>
        </form>
      </Dialog>
    </>
  );
}
