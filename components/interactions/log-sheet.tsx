"use client";

import { Check, CloudOff, PhoneMissed, Voicemail } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { InteractionIcon } from "@/components/customers/icons";
import { MentionTextarea } from "@/components/notifications/mention-textarea";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Field, type FieldErrors } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toaster";
import type { InteractionKind, InteractionOutcome } from "@/lib/generated/prisma/enums";
import { archiveInteractionAction } from "@/lib/interactions/actions";
import { OFFERED_KINDS, outcomesFor, reasonsFor } from "@/lib/interactions/reasons";
import { CustomerPicker } from "./customer-picker";
import {
  type Draft,
  type DraftCustomer,
  dropDraft,
  isWorthKeeping,
  keepDraft,
  keptDraft,
  missingOf,
  newDraft,
} from "./draft";
import { usualDays } from "./due";
import type { LogContact, LogHostProps } from "./log-host";
import { dropWaiting, keepWaiting, type SendOutcome, sendInteraction, type Waiting } from "./outbox";
import { rememberCustomer } from "./recent";
import type { Outbox } from "./use-outbox";

/** One press away on the phone. */
const FIRST_KINDS: readonly InteractionKind[] = OFFERED_KINDS.slice(0, 4);

const OUTCOME_ICONS: Record<InteractionOutcome, ReactNode> = {
  reached: <Check aria-hidden />,
  done: <Check aria-hidden />,
  no_answer: <PhoneMissed aria-hidden />,
  message: <Voicemail aria-hidden />,
};

type LogSheetProps = Omit<LogHostProps, "children"> & {
  customer?: DraftCustomer;
  contacts?: readonly LogContact[];
  /** What a new draft begins as. */
  kind?: InteractionKind;
  /** One that the server refused, to be mended. */
  begun?: Waiting;
  outbox: Outbox;
  onClose: () => void;
};

/**
 * Three numbered choices, one text, one next step. What is typed is kept on this device until it is stored; the keys
 * 1 to 3 go to the choices, Ctrl+Enter saves. Without a network it is laid aside and sent later.
 */
export function LogSheet(props: LogSheetProps) {
  const {
    writer,
    role,
    timeZone,
    touchpoints,
    channels,
    customer,
    contacts = [],
    kind,
    begun,
    outbox,
    onClose,
  } = props;
  const t = useTranslations("interactions");
  const toast = useToast();
  const router = useRouter();
  const [kept] = useState(() => (begun ? null : keptDraft(writer, customer?.id ?? null)));
  const [draft, setDraft] = useState<Draft>(
    () =>
      (begun ? { ...newDraft(null), ...begun.draft } : null) ??
      (kept ? { ...kept, customer: customer ?? kept.customer } : newDraft(customer ?? null, kind)),
  );
  const [restored, setRestored] = useState(kept !== null);
  const [allKinds, setAllKinds] = useState(false);
  const [problem, setProblem] = useState<{ message: string; fieldErrors: FieldErrors } | null>(null);
  const [pending, setPending] = useState(false);
  // A finger taps first: the keyboard of a phone would cover the choices.
  const [isTouch] = useState(() => window.matchMedia("(pointer: coarse)").matches);
  const [days] = useState(() => usualDays(timeZone, new Date()));
  const form = useRef<HTMLFormElement>(null);
  const formId = useId();

  const change = (changes: Partial<Draft>) => {
    const after = { ...draft, ...changes };
    const outcomes = outcomesFor(after.kind);
    if (!outcomes.includes(after.outcome)) after.outcome = outcomes[0] ?? "done";
    if (after.customer?.id !== draft.customer?.id) {
      dropDraft(writer, draft);
      after.contactId = "";
    }
    keepDraft(writer, after);
    setDraft(after);
  };

  const pick = (picked: DraftCustomer) => {
    rememberCustomer(writer, picked);
    const earlier = isWorthKeeping(draft) ? null : keptDraft(writer, picked.id);
    if (earlier) {
      setDraft({ ...earlier, customer: picked });
      setRestored(true);
    } else change({ customer: picked });
  };

  const save = async () => {
    if (pending) return;
    const missing = missingOf(draft);
    if (missing) {
      const fieldErrors: FieldErrors = {
        customer: { customerId: t("needsCustomer") },
        nextStep: { nextStep: t("needsNextStep") },
        dueOn: { nextStepDueOn: t("needsDueOn") },
      }[missing];
      setProblem({ message: t("check"), fieldErrors });
      return;
    }
    setProblem(null);
    setPending(true);
    const waiting = { draft, happenedAt: begun?.happenedAt ?? new Date().toISOString(), problem: null, message: "" };
    // Laid aside before it is sent: whatever happens to this page, it is sent, and under the same id stored once.
    const isKept = keepWaiting(writer, waiting);
    const outcome: SendOutcome = navigator.onLine
      ? await sendInteraction(writer, draft, begun?.happenedAt)
      : { state: "unreachable" };
    setPending(false);
    if (outcome.state === "refused" || (outcome.state !== "stored" && !isKept)) {
      if (!begun) dropWaiting(writer, draft.id);
      setProblem(outcome.state === "refused" ? outcome : { message: t("notSent"), fieldErrors: {} });
      return;
    }
    dropDraft(writer, draft);
    const { id } = draft;
    const name = draft.customer?.name ?? "";
    const kind = t(`kind.${draft.kind}`);
    if (outcome.state === "stored") {
      outbox.drop(id);
      router.refresh();
    } else {
      if (outcome.state === "signed_out") keepWaiting(writer, { ...waiting, problem: "signed_out" });
      outbox.look();
    }
    onClose();
    if (outcome.state === "signed_out") {
      toast.fail(t("signedOut"), t("signedOutLead"));
      return;
    }
    toast.undo(t(outcome.state === "stored" ? "saved" : "laidAside", { kind, name }), async () => {
      // Sent in the meantime, or tried without an answer: then it is taken off the timeline as well.
      const was = outbox.drop(id);
      if (navigator.onLine) {
        const back = await archiveInteractionAction(null, { id });
        if (!was && back && !back.ok) return toast.fail(back.message);
      }
      toast.say(t("takenBack"));
    });
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
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
      title={
        <span className="flex items-center gap-3">
          {t("logTitle")}
          {outbox.online ? null : (
            <Badge tone="warn" pill icon={<CloudOff aria-hidden />}>
              {t("offline")}
            </Badge>
          )}
        </span>
      }
      footer={
        <>
          {restored ? (
            <Button
              variant="ghost"
              onClick={() => {
                dropDraft(writer, draft);
                setDraft(newDraft(customer ?? null, kind));
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
          <p className="w-full text-xs text-muted max-md:text-center" role="status">
            {!outbox.online
              ? t("offlineNote")
              : restored
                ? t("draftBack")
                : isWorthKeeping(draft)
                  ? t("draftKept")
                  : t("draftNote")}
          </p>
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
          void save();
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
            <Button variant="link" onClick={() => change({ customer: null })}>
              {t("change")}
            </Button>
          </div>
        ) : (
          <CustomerPicker writer={writer} online={outbox.online} onPick={pick} error={textOf(errors?.customerId)} />
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
          {...(allKinds ? {} : { few: FIRST_KINDS, more: t("moreKinds"), onMore: () => setAllKinds(true) })}
        />
        <Choice
          number="2"
          legend={t("outcomeLegend")}
          value={draft.outcome}
          onChange={(outcome) => change({ outcome })}
          options={outcomesFor(draft.kind).map((outcome) => ({
            value: outcome,
            label: t(`outcome.${outcome}`),
            short: t(`outcomeShort.${outcome}`),
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
          <MentionTextarea
            value={draft.text}
            maxLength={4000}
            rows={3}
            autoCapitalize="sentences"
            autoFocus={Boolean(customer) && !isTouch}
            onText={(text) => change({ text })}
          />
        </Field>
        <Field label={t("nextStep")} name="nextStep" fieldErrors={errors}>
          <Input
            value={draft.nextStep}
            maxLength={200}
            placeholder={t("nextStepHint")}
            autoCapitalize="sentences"
            onChange={(event) => change({ nextStep: event.target.value })}
          />
        </Field>
        <Due value={draft.nextStepDueOn} days={days} onChange={(day) => change({ nextStepDueOn: day })} />
        {draft.nextStep.trim() !== "" ? (
          <Checkbox
            className="-mt-2"
            checked={draft.promised}
            label={t("promised")}
            hint={t("promisedHint")}
            onChange={(event) => change({ promised: event.target.checked })}
          />
        ) : null}
        {textOf(errors?.nextStepDueOn) ? (
          <p className="-mt-3 text-xs text-detractor-text">{textOf(errors?.nextStepDueOn)}</p>
        ) : null}
        <div className="grid grid-cols-2 gap-3">
          {touchpoints.length > 0 ? (
            <Field label={t("touchpoint")} name="touchpointId" fieldErrors={errors}>
              <Select
                value={draft.touchpointId}
                placeholder={t("touchpointNone")}
                onChange={(event) => change({ touchpointId: event.target.value })}
                options={touchpoints.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          ) : null}
          {channels.length > 0 ? (
            <Field label={t("channel")} name="channelId" fieldErrors={errors}>
              <Select
                value={draft.channelId}
                placeholder={t("touchpointNone")}
                onChange={(event) => change({ channelId: event.target.value })}
                options={channels.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          ) : null}
          {contacts.length > 0 && draft.customer?.id === customer?.id ? (
            <Field label={t("contact")} name="contactId" fieldErrors={errors} className="col-span-2">
              <Select
                value={draft.contactId}
                placeholder={t("contactNobody")}
                onChange={(event) => change({ contactId: event.target.value })}
                options={contacts.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          ) : null}
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
  /** Those shown on the phone, with the chosen one, until more is pressed. */
  few?: readonly Value[];
  more?: string;
  onMore?: () => void;
};

function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { number, legend, value, options, onChange, columns, tall, few, more, onMore } = props;
  const name = useId();
  return (
    <fieldset data-choice={number} className="min-w-0">
      <legend className="mb-1.5 w-full text-xs font-medium text-muted">
        <span className="flex items-center gap-2">
          {legend}
          <Kbd className="touch:hidden">{number}</Kbd>
          {few ? (
            <button type="button" onClick={onMore} className="-my-3 ms-auto min-h-11 px-1 text-accent-text md:hidden">
              {more}
            </button>
          ) : null}
        </span>
      </legend>
      <div className={cn("flex flex-wrap gap-2 max-md:grid", columns)}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cn(
              "relative inline-flex h-8 items-center justify-center gap-2 whitespace-nowrap rounded-md border border-line-strong bg-surface px-2.5 text-sm font-medium hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-checked:inset-ring has-checked:inset-ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent touch:h-11 max-md:px-1",
              few && !few.includes(option.value) && option.value !== value && "max-md:hidden",
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

type DueProps = { value: string; days: readonly { key: "today" | "tomorrow" | "week"; day: string }[] } & {
  onChange: (day: string) => void;
};

/** When the next step is due: one of the usual days, pressed again for none, or any day. */
function Due({ value, days, onChange }: DueProps) {
  const t = useTranslations("interactions");
  return (
    <fieldset className="-mt-2 min-w-0">
      <legend className="sr-only">{t("due")}</legend>
      <div className="grid grid-cols-[auto_auto_auto_minmax(0,1fr)] gap-2">
        {days.map(({ key, day }) => (
          <button
            key={key}
            type="button"
            aria-pressed={day === value}
            onClick={() => onChange(day === value ? "" : day)}
            className={cn(
              "h-8 whitespace-nowrap rounded-md border px-2.5 text-sm font-medium touch:h-11 max-md:px-1.5",
              day === value
                ? "border-accent bg-accent-soft text-accent-text inset-ring inset-ring-accent"
                : "border-line-strong bg-surface hover:bg-hover",
            )}
          >
            {t(`dueOn.${key}`)}
          </button>
        ))}
        <Input
          type="date"
          aria-label={t("dueOn.date")}
          value={value}
          className="min-w-0 px-1.5!"
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </fieldset>
  );
}
