"use client";

import { CalendarCheck, CalendarClock, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useActionState, useId, useState, useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import type { ReviewState } from "@/lib/journeys/hygiene";
import { markReviewedAction, setReviewAction } from "@/lib/journeys/share-actions";

export type HygieneBarProps = {
  id: string;
  ownerId: string | null;
  ownerName: string | null;
  /** YYYY-MM-DD, and as words. */
  reviewOn: string | null;
  reviewDay: string | null;
  review: ReviewState;
  lastReviewed: string | null;
  /** Null for who may not change it. */
  owners: readonly { id: string; name: string }[] | null;
};

/** Who answers for the map and when it is looked at again; a click changes both. */
export function HygieneBar({
  id,
  ownerId,
  ownerName,
  reviewOn,
  reviewDay,
  review,
  lastReviewed,
  owners,
}: HygieneBarProps) {
  const t = useTranslations("journeys.hygiene");
  const toast = useToast();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [marking, mark] = useTransition();
  const [state, submit, pending] = useActionState(async (before: ActionState<void>, form: FormData) => {
    const after = await setReviewAction(before, form);
    if (after?.ok) {
      setOpen(false);
      toast.say(t("saved"));
    }
    return after;
  }, null);
  const failed = state && !state.ok ? state : null;
  const isStale = review.kind === "overdue" || review.kind === "untouched";
  const words = (
    <>
      <span className="text-muted">{t("owner")}</span>
      <UserRound aria-hidden className="size-4 text-muted" />
      <span className="font-medium">{ownerName ?? t("noOwner")}</span>
      <span className="ms-3 text-muted">{t("review")}</span>
      <CalendarClock aria-hidden className="size-4 text-muted" />
      <span className="font-medium">{reviewDay ?? t("noReview")}</span>
      {review.kind === "overdue" || review.kind === "untouched" || review.kind === "near" ? (
        <Badge tone={isStale ? "warn" : "neutral"} pill>
          {t(review.kind, { days: review.days })}
        </Badge>
      ) : null}
    </>
  );
  const look = "flex items-center gap-2 whitespace-nowrap text-sm";
  if (!owners) return <p className={look}>{words}</p>;
  const reviewed = () =>
    mark(async () => {
      const next = document.querySelector<HTMLInputElement>(`#${CSS.escape(formId)} [name="reviewOn"]`)?.value ?? "";
      const today = new Date().toISOString().slice(0, 10);
      const result = await markReviewedAction(null, { id, nextOn: next > today ? next : "" });
      if (result && !result.ok) return toast.fail(result.message);
      setOpen(false);
      toast.say(t("reviewedSaid"));
    });
  return (
    <Dialog
      title={t("title")}
      description={t("text")}
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={
        <button type="button" className={`${look} -mx-2 rounded-md px-2 py-1 hover:bg-hover touch:min-h-11`}>
          {words}
        </button>
      }
      footer={
        <>
          <Button icon={<CalendarCheck aria-hidden />} pending={marking} onClick={reviewed}>
            {t("reviewed")}
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={pending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          startTransition(() => submit(form));
        }}
      >
        <input type="hidden" name="id" value={id} />
        <FormMessage>{failed?.message}</FormMessage>
        <Field label={t("owner")} name="ownerId" fieldErrors={failed?.fieldErrors}>
          <Select
            defaultValue={ownerId ?? ""}
            options={[{ value: "", label: t("noOwner") }, ...owners.map((one) => ({ value: one.id, label: one.name }))]}
          />
        </Field>
        <Field label={t("reviewOn")} name="reviewOn" optional fieldErrors={failed?.fieldErrors}>
          <Input type="date" defaultValue={reviewOn ?? ""} />
        </Field>
        {lastReviewed ? <p className="text-xs text-muted">{t("last", { day: lastReviewed })}</p> : null}
      </form>
    </Dialog>
  );
}
