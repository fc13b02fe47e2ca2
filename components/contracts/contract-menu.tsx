"use client";

import { CircleStop, Ellipsis, Pencil, RefreshCw, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SaveDialog, useSaveForm } from "@/components/ui/save-form";
import { useToast } from "@/components/ui/toaster";
import {
  endContractAction,
  renewContractAction,
  reopenContractAction,
  updateContractAction,
} from "@/lib/contracts/actions";
import { type Contract, yearLater } from "@/lib/contracts/contract";
import { amountText } from "@/lib/format";
import { EditContract } from "./contract-form";

/** What can be done with a contract: renewed, edited, ended, and the end taken back. */
export function ContractMenu({ contract, today }: { contract: Contract; today: string }) {
  const t = useTranslations("contracts");
  const toast = useToast();
  const [open, setOpen] = useState<"edit" | "renew" | "end" | null>(null);
  const [pending, start] = useTransition();
  const { id, name } = contract;
  const close = () => setOpen(null);
  const reopen = () =>
    start(async () => {
      const done = await reopenContractAction(null, { id });
      if (done?.ok) toast.say(t("reopened", { name }));
      else if (done) toast.fail(done.message);
    });
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton
            size="sm"
            label={t("menu", { name })}
            icon={<Ellipsis aria-hidden />}
            pending={pending}
            className="-me-2"
          />
        }
      >
        {contract.endedOn ? (
          <MenuItem icon={<RotateCcw aria-hidden />} onSelect={reopen}>
            {t("reopen")}
          </MenuItem>
        ) : (
          <>
            <MenuItem icon={<RefreshCw aria-hidden />} onSelect={() => setOpen("renew")}>
              {t("renew")}
            </MenuItem>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setOpen("edit")}>
              {t("editShort")}
            </MenuItem>
            <MenuItem icon={<CircleStop aria-hidden />} destructive onSelect={() => setOpen("end")}>
              {t("end")}
            </MenuItem>
          </>
        )}
      </Menu>
      {open === "edit" ? <EditContract contract={contract} today={today} open onOpenChange={close} /> : null}
      {open === "renew" ? <RenewDialog contract={contract} today={today} onClose={close} /> : null}
      {open === "end" ? <EndDialog contract={contract} today={today} onClose={close} /> : null}
    </>
  );
}

type DialogProps = { contract: Contract; today: string; onClose: () => void };

function RenewDialog({ contract, today, onClose }: DialogProps) {
  const t = useTranslations("contracts");
  const toast = useToast();
  const { id, name, yearCents, currency, startsOn, renewsOn } = contract;
  const form = useSaveForm(
    (sent) => {
      sent.set("id", id);
      return renewContractAction(null, sent);
    },
    () => {
      onClose();
      toast.undo(t("renewed", { name }), async () => {
        const back = await updateContractAction(null, {
          id,
          name,
          yearAmount: amountText(yearCents),
          currency,
          startsOn,
          renewsOn,
        });
        if (back && !back.ok) toast.fail(back.message);
      });
    },
  );
  return (
    <SaveDialog form={form} title={t("renewTitle", { name })} open onOpenChange={onClose} submitLabel={t("renew")}>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("form.renewsNext")} name="renewsOn" fieldErrors={form.fieldErrors}>
          <Input type="date" required defaultValue={yearLater(renewsOn ?? today)} />
        </Field>
        <Field label={t("form.yearAmountIn", { currency })} name="yearAmount" fieldErrors={form.fieldErrors}>
          <Input required inputMode="decimal" autoComplete="off" defaultValue={amountText(yearCents)} />
        </Field>
      </div>
    </SaveDialog>
  );
}

function EndDialog({ contract, today, onClose }: DialogProps) {
  const t = useTranslations("contracts");
  const toast = useToast();
  const { id, name } = contract;
  const form = useSaveForm(
    (sent) => {
      sent.set("id", id);
      return endContractAction(null, sent);
    },
    () => {
      onClose();
      toast.undo(t("isEnded", { name }), async () => {
        const back = await reopenContractAction(null, { id });
        if (back && !back.ok) toast.fail(back.message);
      });
    },
  );
  return (
    <SaveDialog
      form={form}
      title={t("endTitle", { name })}
      open
      onOpenChange={onClose}
      submitLabel={t("end")}
      tone="danger"
    >
      <Field label={t("form.endedOn")} name="endedOn" fieldErrors={form.fieldErrors}>
        <Input type="date" required defaultValue={today} />
      </Field>
      <Field label={t("form.reason")} name="reason" fieldErrors={form.fieldErrors}>
        <Input required maxLength={300} autoComplete="off" placeholder={t("form.reasonHint")} />
      </Field>
    </SaveDialog>
  );
}
