"use client";

import { Check, CircleDashed } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useToast } from "@/components/ui/toaster";
import { changeDealAction, completeDemoAction, reopenDemoAction } from "@/lib/deals/actions";
import { formatDay } from "@/lib/format";
import { newId } from "@/lib/id";
import { FactField } from "./fact-field";

export type DealStepsProps = {
  dealId: string;
  /** YYYY-MM-DD, as all days here */
  demoOn: string | null;
  isDemoDone: boolean;
  contractSentOn: string | null;
  contractSignedOn: string | null;
  today: string;
  readOnly: boolean;
};

const CONTRACT = {
  contractSentOn: { name: "contractSent", label: "sentOn", today: "sentToday", said: "sentSaid" },
  contractSignedOn: { name: "contractSigned", label: "signedOn", today: "signedToday", said: "signedSaid" },
} as const;

/** Demo and contract: what has happened, what is planned, what is late. A demo that is done is logged. */
export function DealSteps(props: DealStepsProps) {
  const { dealId, demoOn, isDemoDone, contractSentOn, contractSignedOn, today, readOnly } = props;
  const t = useTranslations("deals.steps");
  const toast = useToast();
  const [pending, start] = useTransition();

  const reopen = (interactionId?: string) =>
    start(async () => {
      const done = await reopenDemoAction(null, { id: dealId, interactionId });
      if (done && !done.ok) toast.fail(done.message);
    });
  const demoDone = () =>
    start(async () => {
      const interactionId = newId();
      const done = await completeDemoAction(null, { id: dealId, interactionId });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t("demoLogged"), () => reopen(interactionId));
    });
  const on = (field: keyof typeof CONTRACT, value: string, was: string) =>
    start(async () => {
      const done = await changeDealAction(null, { id: dealId, field, value, was });
      if (!done) return;
      if (!done.ok) return toast.fail(done.fieldErrors.value ?? done.message);
      if (done.value.kind === "conflict") return toast.fail(t("already"));
      if (value) toast.undo(t(CONTRACT[field].said), () => on(field, "", value));
    });
  const day = (value: string | null, isDone: boolean): ReactNode =>
    value === null ? (
      <span className="text-muted">{t("noDay")}</span>
    ) : (
      <span className={cn(!isDone && value < today && "text-detractor-text")}>
        {!isDone && value === today
          ? t("today")
          : t(!isDone && value < today ? "late" : "day", { date: formatDay(new Date(value)) })}
      </span>
    );
  const button = (label: string, onClick: () => void) => (
    <Button size="sm" pending={pending} onClick={onClick}>
      {label}
    </Button>
  );
  const contract = (field: keyof typeof CONTRACT, value: string | null, isNext: boolean) => {
    const words = CONTRACT[field];
    return (
      <Step isDone={value !== null} name={t(words.name)} doneWord={t("done")}>
        <FactField
          dealId={dealId}
          field={field}
          label={t(words.label)}
          value={value ?? ""}
          input="date"
          readOnly={readOnly}
        >
          {day(value, true)}
        </FactField>
        {readOnly || !isNext || value !== null ? null : button(t(words.today), () => on(field, today, ""))}
      </Step>
    );
  };
  return (
    <ol className="flex flex-col gap-3">
      <Step isDone={isDemoDone} name={t("demo")} doneWord={t("done")}>
        <FactField
          dealId={dealId}
          field="demoOn"
          label={t("demoOn")}
          value={demoOn ?? ""}
          input="date"
          readOnly={readOnly}
        >
          {day(demoOn, isDemoDone)}
        </FactField>
        {readOnly ? null : isDemoDone ? button(t("demoAgain"), () => reopen()) : button(t("demoDone"), demoDone)}
      </Step>
      {contract("contractSentOn", contractSentOn, true)}
      {contract("contractSignedOn", contractSignedOn, contractSentOn !== null)}
    </ol>
  );
}

function Step({
  isDone,
  name,
  doneWord,
  children,
}: {
  isDone: boolean;
  name: string;
  doneWord: string;
  children: ReactNode;
}) {
  const Icon = isDone ? Check : CircleDashed;
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden className={cn("mt-0.5 shrink-0", isDone ? "text-promoter-text" : "text-muted")} />
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
        <p className="font-medium">
          {name}
          {isDone ? <span className="sr-only">, {doneWord}</span> : null}
        </p>
        <dl className="w-full">{Array.isArray(children) ? children[0] : children}</dl>
        {Array.isArray(children) ? children[1] : null}
      </div>
    </li>
  );
}
