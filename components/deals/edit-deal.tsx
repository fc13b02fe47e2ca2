"use client";

import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SaveForm, useSaveForm } from "@/components/ui/save-form";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toaster";
import { archiveDealAction, restoreDealAction, updateDealAction } from "@/lib/deals/actions";
import type { DealRow } from "@/lib/deals/deal";
import { isOpen } from "@/lib/deals/stages";

/** The facts of a deal in a sheet. */
export function EditDeal({ deal }: { deal: DealRow }) {
  const t = useTranslations("deals");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => {
      sent.set("id", deal.id);
      // A won or lost deal keeps its chance; the field is not there.
      if (!sent.has("probability")) sent.set("probability", String(deal.probability * 100));
      return updateDealAction(null, sent);
    },
    () => toast.say(t("page.saved")),
  );
  const { fieldErrors: errors } = form;
  return (
    <Sheet
      title={t("page.editTitle")}
      open={form.open}
      onOpenChange={form.setOpen}
      trigger={
        <Button size="sm" icon={<Pencil aria-hidden className="size-3.5" />}>
          {t("page.edit")}
        </Button>
      }
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
          {t("page.save")}
        </Button>
      }
    >
      <SaveForm form={form}>
        <Field label={t("form.name")} name="name" fieldErrors={errors}>
          <Input required maxLength={200} autoComplete="off" defaultValue={deal.name} />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("form.amount", { currency: deal.currency })} name="amount" fieldErrors={errors}>
            <Input
              required
              inputMode="decimal"
              autoComplete="off"
              defaultValue={(deal.amountCents / 100).toFixed(deal.amountCents % 100 === 0 ? 0 : 2)}
            />
          </Field>
          <Field label={t("form.close")} name="expectedCloseOn" optional fieldErrors={errors}>
            <Input type="date" defaultValue={deal.expectedCloseOn ?? ""} />
          </Field>
        </div>
        {isOpen(deal.stage) ? (
          <Field label={t("form.probability")} name="probability" fieldErrors={errors}>
            <Input
              inputMode="decimal"
              autoComplete="off"
              defaultValue={String(Math.round(deal.probability * 1000) / 10)}
            />
          </Field>
        ) : null}
        <Field label={t("form.source")} name="source" optional fieldErrors={errors}>
          <Input maxLength={80} autoComplete="off" defaultValue={deal.source} />
        </Field>
      </SaveForm>
    </Sheet>
  );
}

/** Takes a deal off the board, with a way back. */
export function ArchiveDeal({ id, name, archived }: { id: string; name: string; archived: boolean }) {
  const t = useTranslations("deals.page");
  const toast = useToast();
  const [pending, start] = useTransition();
  const restore = () =>
    start(async () => {
      const done = await restoreDealAction(null, { id });
      if (done && !done.ok) toast.fail(done.message);
      else toast.say(t("restored", { name }));
    });
  const archive = () =>
    start(async () => {
      const done = await archiveDealAction(null, { id });
      if (done && !done.ok) toast.fail(done.message);
      else toast.undo(t("archived", { name }), restore);
    });
  return (
    <Button
      pending={pending}
      onClick={archived ? restore : archive}
      icon={archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
    >
      {t(archived ? "restore" : "archive")}
    </Button>
  );
}
