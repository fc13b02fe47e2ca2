"use client";

import { Check, PhoneMissed, Voicemail } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState, useTransition } from "react";
import { InteractionIcon } from "@/components/customers/icons";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field, type FieldErrors } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import type { InteractionOutcome } from "@/lib/generated/prisma/enums";
import { archiveInteractionAction, logInteractionAction } from "@/lib/interactions/actions";
import { OFFERED_KINDS, outcomesFor, reasonsFor } from "@/lib/interactions/reasons";
import { CustomerPicker } from "./customer-picker";
import { type Draft, isWorthKeeping, keepDraft, keptDraft, newDraft } from "./draft";
import type { LogLauncherProps } from "./log-launcher";

const OUTCOME_ICONS: Record<InteractionOutcome, ReactNode> = {
  reached: <Check aria-hidden />,
  done: <Check aria-hidden />,
  no_answer: <PhoneMissed aria-hidden />,
  message: <Voicemail aria-hidden />,
};

type LogSheetProps = Pick<LogLauncherProps, "role" | "touchpoints" | "customer" | "contacts"> & { onClose: () => void };

/**
 * Three numbered choices, one text, one next step. What is typed is kept on this device until it is stored; the keys
 * 1 to 3 go to the choices, Ctrl+Enter saves.
 */
export function LogSheet({ role, touchpoints, customer, contacts = [], onClose }: LogSheetProps) {
  const t = useTranslations("interactions");
  const toast = useToast();
  const [draft, setDraft] = useState<Draft>(() => newDraft(customer ?? null));
  const [restored, setRestored] = useState(false);
  const [problem, setProblem] = useState<{ message: string; fieldErrors: FieldErrors } | null>(null);
  const [pending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const formId = useId();
  const place = customer?.id ?? null;

  useEffect(() => {
    const kept = keptDraft(place);
    if (!kept) return;
    setDraft(customer ? { ...kept, customer } : kept);
    setRestored(true);
  }, [place, customer]);

  const change = (changes: Partial<Draft>) =>
    setDraft((before) => {
      const after = { ...before, ...changes };
      const outcomes = outcomesFor(after.kind);
      if (!outcomes.includes(after.outcome)) after.outcome = outcomes[0] ?? "done";
      keepDraft(place, after);
      return after;
    });

  const save = () => {
    if (pending) return;
    const { customer: chosen, ...fields } = draft;
    startTransition(async () => {
      let result: Awaited<ReturnType<typeof logInteractionAction>>;
      try {
        result = await logInteractionAction(null, { ...fields, customerId: chosen?.id ?? "" });
      } catch {
        // No answer from the server: the same id may be sent again.
        setProblem({ message: t("notSent"), fieldErrors: {} });
        return;
      }
      if (!result) return;
      if (!result.ok) {
        setProblem(result);
        return;
      }
      const { id } = result.value;
      keepDraft(place, null);
      onClose();
      toast.undo(t("saved", { kind: t(`kind.${draft.kind}`), name: chosen?.name ?? "" }), async () => {
        await archiveInteractionAction(null, { id });
        toast.say(t("takenBack"));
      });
    });
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
      return;
    }
    const typing =
      event.target instanceof HTMLElement && event.target.closest("input:not([type=radio]), textarea, select") !== null;
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["1", "2", "3"].includes(event.key)) return;
    event.preventDefault();
    const group = form.current?.querySelector(`[data-choice="${event.key}"]`);
    group?.querySelector<HTMLInputElement>("input:checked, input")?.focus();
  };

  const errors = problem?.fieldErrors;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("logTitle")}
      footer={
        <>
          <p className="me-auto text-xs text-muted max-md:hidden" aria-live="polite">
            {restored ? t("draftBack") : isWorthKeeping(draft) ? t("draftKept") : ""}
          </p>
          {restored ? (
            <Button
              variant="ghost"
              onClick={() => {
                keepDraft(place, null);
                setDraft(newDraft(customer ?? null));
                setRestored(false);
              }}
            >
              {t("discard")}
            </Button>
          ) : (
            <Button onClick={onClose} className="max-md:hidden">
              {t("cancel")}
            </Button>
          )}
          <Button type="submit" form={formId} variant="primary" pending={pending} className="max-md:flex-1">
            {t("save", { kind: t(`saveKind.${draft.kind}`) })}
            <span className="rounded-sm border border-current/30 px-1 text-xs font-normal touch:hidden">Ctrl ↵</span>
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id={formId}
        noValidate
        onKeyDown={onKey}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        className="flex flex-col gap-4"
      >
        <FormMessage>{problem?.message}</FormMessage>
        {draft.customer ? (
          <div className="flex items-center gap-3">
            <Avatar name={draft.customer.name} size="lg" tone="accent" />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{draft.customer.name}</p>
              {draft.customer.sub ? <p className="truncate text-xs text-muted">{draft.customer.sub}</p> : null}
            </div>
            {customer ? null : (
              <Button variant="link" onClick={() => change({ customer: null })}>
                {t("change")}
              </Button>
            )}
          </div>
        ) : (
          <CustomerPicker onPick={(picked) => change({ customer: picked })} error={textOf(errors?.customerId)} />
        )}
        <Choice
          number="1"
          legend={t("kindLegend")}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          options={OFFERED_KINDS.map((kind) => ({
            value: kind,
            label: t(`kind.${kind}`),
            icon: <InteractionIcon kind={kind} />,
          }))}
          columns="max-md:grid-cols-4"
          tall
        />
        <Choice
          number="2"
          legend={t("outcomeLegend")}
          value={draft.outcome}
          onChange={(outcome) => change({ outcome })}
          options={outcomesFor(draft.kind).map((outcome) => ({
            value: outcome,
            label: t(`outcome.${outcome}`),
            icon: OUTCOME_ICONS[outcome],
          }))}
          columns="max-md:grid-cols-3"
        />
        <Choice
          number="3"
          legend={t("reasonLegend")}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          options={reasonsFor(role).map((reason) => ({
            value: reason,
            label: t(`reason.${reason}`),
            short: t(`reasonShort.${reason}`),
          }))}
          columns="max-md:grid-cols-3"
        />
        <Field label={t("text")} name="text" fieldErrors={errors}>
          <Textarea
            value={draft.text}
            maxLength={4000}
            autoFocus={Boolean(customer)}
            onChange={(event) => change({ text: event.target.value })}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          {contacts.length > 0 ? (
            <Field label={t("contact")} name="contactId" fieldErrors={errors}>
              <Select
                value={draft.contactId}
                placeholder={t("contactNobody")}
                onChange={(event) => change({ contactId: event.target.value })}
                options={contacts.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          ) : null}
          {touchpoints.length > 0 ? (
            <Field
              label={t("touchpoint")}
              name="touchpointId"
              fieldErrors={errors}
              className={contacts.length > 0 ? undefined : "col-span-2"}
            >
              <Select
                value={draft.touchpointId}
                placeholder={t("touchpointNone")}
                onChange={(event) => change({ touchpointId: event.target.value })}
                options={touchpoints.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          ) : null}
        </div>
        <div className="grid grid-cols-[1fr_9.5rem] gap-3">
          <Field label={t("nextStep")} name="nextStep" fieldErrors={errors}>
            <Input
              value={draft.nextStep}
              maxLength={200}
              placeholder={t("nextStepHint")}
              onChange={(event) => change({ nextStep: event.target.value })}
            />
          </Field>
          <Field label={t("due")} name="nextStepDueOn" fieldErrors={errors}>
            <Input
              type="date"
              value={draft.nextStepDueOn}
              onChange={(event) => change({ nextStepDueOn: event.target.value })}
            />
          </Field>
        </div>
      </form>
    </Sheet>
  );
}

const textOf = (given: string | string[] | undefined) => (Array.isArray(given) ? given.join(" ") : given);

type ChoiceProps<Value extends string> = {
  /** The key that goes here. */
  number: string;
  legend: string;
  value: Value;
  /** short stands in for the label on the phone. */
  options: readonly { value: Value; label: string; short?: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
  columns: string;
  /** On the phone the sign stands above the word. */
  tall?: boolean;
};

function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { number, legend, value, options, onChange, columns, tall } = props;
  const name = useId();
  return (
    <fieldset data-choice={number} className="min-w-0">
      <legend className="mb-1.5 text-xs font-medium text-muted">
        <span className="inline-flex items-center gap-2">
          {legend}
          <Kbd>{number}</Kbd>
        </span>
      </legend>
      <div className={cn("flex flex-wrap gap-2 max-md:grid", columns)}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cn(
              "relative inline-flex h-8 items-center justify-center gap-2 whitespace-nowrap rounded-md border border-line-strong bg-surface px-2.5 text-sm font-medium hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-checked:inset-ring has-checked:inset-ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent touch:h-11 max-md:px-1",
              tall && "max-md:h-14 max-md:flex-col max-md:gap-0.5 touch:max-md:h-14",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.icon}
            {option.short && option.short !== option.label ? (
              <>
                <span className="max-md:hidden">{option.label}</span>
                <span className="md:hidden">{option.short}</span>
              </>
            ) : (
              option.label
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
