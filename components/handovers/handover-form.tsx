"use client";

import { Check, CircleDashed, Plus, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import {
  cancelHandoverAction,
  changeFarmerAction,
  completeHandoverAction,
  savePartAction,
} from "@/lib/handovers/actions";
import {
  type Checklist,
  type ChecklistPart,
  type ChecklistRow,
  missingIn,
  PARTS,
  type PartKey,
  partText,
  samePart,
} from "@/lib/handovers/checklist";
import type { FarmerChoice } from "@/lib/handovers/handover";

export type HandoverFormProps = {
  id: string;
  dealId: string;
  customerName: string;
  farmerId: string | null;
  checklist: Checklist;
  farmers: readonly FarmerChoice[];
};

/** How long after the last key a part is kept. */
const PAUSE_MS = 600;
/** How long until it is tried again. */
const AGAIN_MS = 8_000;

/** The checklist of a hand-over that is open: every line is kept while it is typed, and completing needs all of them. */
export function HandoverForm({ id, dealId, customerName, farmerId, checklist, farmers }: HandoverFormProps) {
  const t = useTranslations("handovers");
  const toast = useToast();
  const router = useRouter();
  const [state, setState] = useState<Checklist>(checklist);
  const [errors, setErrors] = useState<Partial<Record<PartKey | "farmerId" | "form", string>>>({});
  const [pending, start] = useTransition();
  /** Parts that were typed and are not kept yet. */
  const [unsaved, setUnsaved] = useState<ReadonlySet<PartKey>>(new Set());
  const waiting = useRef(new Map<PartKey, () => Promise<boolean>>());
  const left = PARTS.filter((key) => missingIn(key, state[key]) !== null);

  const complete = () =>
    start(async () => {
      setErrors({});
      // What is still on its way is kept first.
      const kept = await Promise.all([...waiting.current.values()].map((save) => save()));
      if (kept.includes(false)) return;
      const done = await completeHandoverAction(null, { id });
      if (!done) return;
      if (!done.ok) return setErrors({ ...done.fieldErrors, form: done.message });
      toast.say(t("completed", { name: customerName }));
      router.push(`/customers/${done.value.customerId}`);
    });
  const cancel = () =>
    start(async () => {
      const done = await cancelHandoverAction(null, { id });
      if (done && !done.ok) return toast.fail(done.message);
      toast.say(t("cancelled"));
      router.push(`/deals/${dealId}`);
    });
  const give = (to: string) =>
    start(async () => {
      const done = await changeFarmerAction(null, { id, farmerId: to });
      if (!done) return;
      if (!done.ok) return setErrors({ farmerId: done.fieldErrors.farmerId ?? done.message });
      const { before } = done.value;
      setErrors({});
      const name = farmers.find(({ userId }) => userId === to)?.name ?? "";
      if (before) toast.undo(t("given", { name }), () => give(before));
    });
  return (
    <div className="flex flex-col gap-4">
      <Card className="p-4">
        <Field label={t("farmer")} error={errors.farmerId} hint={t("farmerHint")} className="max-w-96">
          <Select
            value={farmerId ?? ""}
            placeholder={farmerId ? undefined : t("choose")}
            onChange={(event) => give(event.target.value)}
            options={farmers.map(({ userId, name, accounts }) => ({
              value: userId,
              label: t("choice.plain", { name, accounts }),
            }))}
          />
        </Field>
      </Card>
      {PARTS.map((key) => (
        <Part
          key={key}
          id={id}
          partKey={key}
          start={checklist[key]}
          error={errors[key]}
          onChange={(part) => {
            setErrors(({ [key]: _, form: __, ...rest }) => rest);
            setState((now) => ({ ...now, [key]: part }));
          }}
          onWait={(save) => {
            if (save) waiting.current.set(key, save);
            else waiting.current.delete(key);
            setUnsaved(new Set(waiting.current.keys()));
          }}
        />
      ))}
      <FormMessage>{errors.form}</FormMessage>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" pending={pending} onClick={complete}>
          {t("complete")}
        </Button>
        <ConfirmDialog
          title={t("cancelTitle")}
          confirmLabel={t("cancel")}
          onConfirm={cancel}
          trigger={<Button>{t("cancel")}</Button>}
        >
          {t("cancelWhy")}
        </ConfirmDialog>
        <p className="text-xs text-muted" aria-live="polite">
          {unsaved.size > 0 ? t("saving") : left.length > 0 ? t("left", { count: left.length }) : t("ready")}
        </p>
      </div>
    </div>
  );
}

type PartProps = {
  id: string;
  partKey: PartKey;
  start: ChecklistPart;
  error?: string;
  onChange: (part: ChecklistPart) => void;
  /** With what keeps it, while it is not kept; null once it is. */
  onWait: (save: (() => Promise<boolean>) | null) => void;
};

function Part({ id, partKey, start, error, onChange, onWait }: PartProps) {
  const t = useTranslations("handovers");
  const toast = useToast();
  const [part, setPart] = useState(start);
  const [theirs, setTheirs] = useState<ChecklistPart | null>(null);
  /** As the server has it. */
  const kept = useRef(start);
  const latest = useRef(start);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<boolean> | null>(null);

  const save = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    // One after another: the next compares with what the one before kept.
    if (running.current) await running.current;
    const sent = latest.current;
    if (samePart(sent, kept.current)) {
      onWait(null);
      return true;
    }
    running.current = (async () => {
      // Without a network the call itself fails.
      const done = await savePartAction(null, { id, key: partKey, part: sent, was: kept.current }).catch(() => null);
      if (!done?.ok) {
        toast.fail(done?.message ?? t("notSaved"));
        timer.current = setTimeout(() => void save(), AGAIN_MS);
        return false;
      }
      if (done.value.kind === "conflict") {
        setTheirs(done.value.part);
        return false;
      }
      kept.current = sent;
      if (samePart(latest.current, sent)) onWait(null);
      return true;
    })();
    const saved = await running.current;
    running.current = null;
    return saved;
  };
  const write = (next: ChecklistPart) => {
    latest.current = next;
    setPart(next);
    onChange(next);
    onWait(save);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), PAUSE_MS);
  };
  const takeTheirs = (their: ChecklistPart) => {
    kept.current = their;
    latest.current = their;
    setPart(their);
    setTheirs(null);
    onChange(their);
    onWait(null);
  };
  const keepMine = (their: ChecklistPart) => {
    kept.current = their;
    setTheirs(null);
    void save();
  };
  // What was typed last is kept when the page is left.
  const flush = useRef(save);
  flush.current = save;
  useEffect(
    () => () => {
      void flush.current();
    },
    [],
  );

  const done = missingIn(partKey, part) === null;
  const skipped = part.notNeeded !== null;
  const rows = part.rows.length === 0 ? [{ text: "", dueOn: "" }] : part.rows;
  const Icon = done ? Check : CircleDashed;
  return (
    <Card className={cn("flex flex-col gap-3 p-4", error && "border-detractor-text")}>
      <div className="flex items-start gap-2.5">
        <Icon aria-hidden className={cn("mt-0.5 shrink-0", done ? "text-promoter-text" : "text-muted")} />
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">
            {t(`part.${partKey}.name`)}
            {done ? <span className="sr-only">, {t("done")}</span> : null}
          </h2>
          <p className="text-xs text-muted">{t(`part.${partKey}.why`)}</p>
        </div>
      </div>
      {theirs ? (
        <div role="alert" className="flex flex-col gap-2 rounded-md border border-warn bg-warn-soft p-3">
          <p>{t("conflict")}</p>
          <p className="whitespace-pre-line text-xs">{partText(partKey, theirs) || t("empty")}</p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => takeTheirs(theirs)}>
              {t("theirs")}
            </Button>
            <Button size="sm" onClick={() => keepMine(theirs)}>
              {t("mineText")}
            </Button>
          </div>
        </div>
      ) : null}
      {skipped ? (
        <Field label={t("reason")} error={error}>
          <Input
            maxLength={300}
            autoComplete="off"
            value={part.notNeeded ?? ""}
            onChange={(event) => write({ ...part, notNeeded: event.target.value })}
          />
        </Field>
      ) : partKey === "users" ? (
        <Field label={t("part.users.label")} labelHidden error={error}>
          <Textarea
            rows={3}
            maxLength={2000}
            placeholder={t("part.users.hint")}
            value={part.text}
            onChange={(event) => write({ ...part, text: event.target.value })}
          />
        </Field>
      ) : partKey === "selfService" ? (
        <>
          <Checkbox
            label={t("part.selfService.label")}
            checked={part.done}
            onChange={(event) => write({ ...part, done: event.target.checked })}
          />
          <Field label={t("part.selfService.how")} optional error={error}>
            <Input
              maxLength={300}
              autoComplete="off"
              placeholder={t("part.selfService.hint")}
              value={part.text}
              onChange={(event) => write({ ...part, text: event.target.value })}
            />
          </Field>
        </>
      ) : (
        <Rows partKey={partKey} rows={rows} error={error} onChange={(next) => write({ ...part, rows: [...next] })} />
      )}
      <Checkbox
        label={t("notNeeded")}
        checked={skipped}
        onChange={(event) => write({ ...part, notNeeded: event.target.checked ? "" : null })}
      />
    </Card>
  );
}

type RowsProps = {
  partKey: "promises" | "goals";
  rows: readonly ChecklistRow[];
  error?: string;
  onChange: (rows: readonly ChecklistRow[]) => void;
};

function Rows({ partKey, rows, error, onChange }: RowsProps) {
  const t = useTranslations("handovers");
  const [focusLast, setFocusLast] = useState(false);
  const set = (at: number, change: Partial<ChecklistRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  const add = () => {
    setFocusLast(true);
    onChange([...rows, { text: "", dueOn: "" }]);
  };
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {rows.map((row, index) => (
          <li key={index} className="flex items-start gap-2 max-md:flex-wrap">
            <Field
              label={t(`part.${partKey}.row`, { number: index + 1 })}
              labelHidden
              error={index === 0 ? error : undefined}
              className="min-w-0 flex-1 max-md:basis-full"
            >
              <Input
                autoFocus={focusLast && index === rows.length - 1}
                maxLength={300}
                autoComplete="off"
                placeholder={t(`part.${partKey}.hint`)}
                value={row.text}
                onChange={(event) => set(index, { text: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || rows.length >= 20) return;
                  event.preventDefault();
                  add();
                }}
              />
            </Field>
            <Field label={t("dueOn", { number: index + 1 })} labelHidden className="w-40 max-md:flex-1">
              <Input type="date" value={row.dueOn} onChange={(event) => set(index, { dueOn: event.target.value })} />
            </Field>
            <IconButton
              label={t("removeRow", { number: index + 1 })}
              icon={<X aria-hidden />}
              disabled={rows.length === 1 && row.text === "" && row.dueOn === ""}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      {rows.length < 20 ? (
        <Button size="sm" icon={<Plus aria-hidden />} onClick={add} className="w-fit">
          {t(`part.${partKey}.add`)}
        </Button>
      ) : null}
    </div>
  );
}
