"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { Link2, Link2Off, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import { attachQuoteAction, detachQuoteAction, quotesToAttachAction } from "@/lib/journeys/actions";
import {
  type CellValue,
  EVIDENCE,
  FRICTION_DECISIONS,
  LANE_KEYS,
  LANES,
  type LaneKey,
  type MapRowKey,
  MOST_CELL_TEXT,
} from "@/lib/journeys/lanes";
import type { Step } from "@/lib/journeys/map";
import type { MapEdits, SaveOutcome } from "./use-map-edits";

export type PanelRow = "feeling" | "rating" | "effort" | "nps" | "friction" | "marks" | "evidence";
export const isPanelRow = (row: MapRowKey): row is PanelRow =>
  ["feeling", "rating", "effort", "nps", "friction", "marks", "evidence"].includes(row);

export type CellPanelProps = {
  row: PanelRow;
  step: Step;
  segmentId: string | null;
  anchor: Element | null;
  edits: MapEdits;
  close: () => void;
};

/** The editor of a cell that is more than words, at the cell. */
export function CellPanel(props: CellPanelProps) {
  const { row, step, anchor, close } = props;
  const t = useTranslations("journeys");
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup
            finalFocus={anchor instanceof HTMLElement ? { current: anchor } : undefined}
            className="pop max-h-(--available-height) w-80 max-w-[calc(100vw-16px)] overflow-y-auto rounded-lg border border-line bg-raised p-4 text-sm shadow-float outline-none"
          >
            <div className="mb-3 flex items-start gap-2">
              <Base.Title className="min-w-0 flex-1 text-sm font-semibold">
                {t(`rows.${row}`)} <span className="font-normal text-muted">{step.touchpointName}</span>
              </Base.Title>
              <Base.Close
                render={
                  <IconButton size="sm" label={t("edit.close")} icon={<X aria-hidden />} className="-me-2 -mt-1" />
                }
              />
            </div>
            <PanelBody {...props} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function PanelBody(props: CellPanelProps) {
  switch (props.row) {
    case "feeling":
      return <FeelingPanel {...props} />;
    case "rating":
      return <DesiredPanel {...props} lane="desired" scale={props.step.scale} />;
    case "effort":
      return <DesiredPanel {...props} lane="desiredEffort" scale={props.step.effortScale} />;
    case "nps":
      return <DesiredPanel {...props} lane="desiredNps" scale={{ min: -100, max: 100 }} />;
    case "friction":
      return <FrictionPanel {...props} />;
    case "marks":
      return <MarksPanel {...props} />;
    case "evidence":
      return <EvidencePanel {...props} />;
  }
}

const FEELINGS = [-2, -1, 0, 1, 2] as const;

function FeelingPanel({ step, edits, close }: CellPanelProps) {
  const t = useTranslations("journeys.edit");
  return (
    <>
      <RadioGroup
        name="assumed"
        legend={t("assumed")}
        value={step.cells.assumedFeeling === null ? "" : String(step.cells.assumedFeeling)}
        onValueChange={(value) => {
          void edits.save(step.id, "assumedFeeling", value === "" ? null : Number(value), step.cells.assumedFeeling);
        }}
        options={[
          ...FEELINGS.map((feeling) => ({ value: String(feeling), label: t(`feeling.${feelingKey(feeling)}`) })),
          { value: "", label: t("feeling.none") },
        ]}
      />
      <p className="mt-3 text-xs text-muted">{t("feelingHint")}</p>
      <MarksSwitches step={step} edits={edits} />
      <div className="mt-3 flex justify-end">
        <Button onClick={close}>{t("done")}</Button>
      </div>
    </>
  );
}

export const feelingKey = (feeling: number) =>
  (["upset", "bad", "neutral", "good", "delighted"] as const)[feeling + 2] ?? "neutral";

function MarksSwitches({ step, edits }: Pick<CellPanelProps, "step" | "edits">) {
  const t = useTranslations("journeys.map");
  return (
    <div className="mt-3 flex flex-col gap-2">
      {(["isPeak", "isFlow", "isCoCreated"] as const).map((mark) => (
        <Checkbox
          key={mark}
          label={t(`marks.${mark}`)}
          hint={t(`marksHint.${mark}`)}
          checked={step.cells[mark]}
          onChange={(event) => void edits.save(step.id, mark, event.target.checked, step.cells[mark])}
        />
      ))}
    </div>
  );
}

function MarksPanel({ step, edits, close }: CellPanelProps) {
  const t = useTranslations("journeys.edit");
  return (
    <>
      <MarksSwitches step={step} edits={edits} />
      <div className="mt-3 flex justify-end">
        <Button onClick={close}>{t("done")}</Button>
      </div>
    </>
  );
}

/** A form whose fields are cells: saves those that changed, says at each what is wrong. */
function useCellForm(step: Step, edits: MapEdits, lanes: readonly LaneKey[], close: () => void) {
  const [was] = useState(() => Object.fromEntries(lanes.map((lane) => [lane, step.cells[lane]])));
  const [values, setValues] = useState<Record<string, CellValue>>(was);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, setPending] = useState(false);
  const submit = async () => {
    setPending(true);
    const wrong: Record<string, string> = {};
    let isConflict = false;
    for (const lane of lanes) {
      const outcome: SaveOutcome = await edits.save(step.id, lane, values[lane] ?? null, was[lane] ?? null);
      if (outcome.status === "failed") wrong[lane] = outcome.message;
      if (outcome.status === "conflict") isConflict = true;
    }
    setPending(false);
    setErrors(wrong);
    if (isConflict || Object.keys(wrong).length === 0) close();
  };
  return {
    values,
    errors,
    pending,
    set: (lane: LaneKey, value: CellValue) => setValues((all) => ({ ...all, [lane]: value })),
    form: {
      onSubmit: (event: React.FormEvent) => {
        event.preventDefault();
        void submit();
      },
      onKeyDown: (event: React.KeyboardEvent) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void submit();
        }
      },
    },
  };
}

function Buttons({ pending, close }: { pending: boolean; close: () => void }) {
  const t = useTranslations("journeys.edit");
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={close}>{t("cancel")}</Button>
      <Button type="submit" variant="primary" pending={pending}>
        {t("save")}
      </Button>
    </div>
  );
}

type Desired = "desired" | "desiredEffort" | "desiredNps";

function DesiredPanel({
  step,
  edits,
  close,
  lane,
  scale,
}: CellPanelProps & { lane: Desired; scale: { min: number; max: number } | null }) {
  const t = useTranslations("journeys.edit");
  const { values, set, errors, pending, form } = useCellForm(step, edits, [lane], close);
  const text = (value: CellValue | undefined) => (value === null || value === undefined ? "" : String(value));
  return (
    <form {...form} className="flex flex-col gap-3" noValidate>
      <Field
        label={t(`wanted.${lane}`)}
        name={lane}
        hint={scale ? t("scaleHint", { min: scale.min, max: scale.max }) : t("scaleUnknown")}
        error={errors[lane]}
      >
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={text(values[lane])}
          onChange={(event) => set(lane, event.target.value)}
          maxLength={8}
        />
      </Field>
      <Buttons pending={pending} close={close} />
    </form>
  );
}

function FrictionPanel({ step, edits, close }: CellPanelProps) {
  const t = useTranslations("journeys");
  const lanes = ["friction", "frictionDecision", "frictionReason"] as const;
  const { values, set, errors, pending, form } = useCellForm(step, edits, lanes, close);
  return (
    <form {...form} className="flex flex-col gap-3" noValidate>
      <Field label={t("edit.friction")} name="friction" hint={t("edit.frictionHint")} error={errors.friction}>
        <Textarea
          rows={2}
          className="min-h-14"
          maxLength={MOST_CELL_TEXT}
          value={String(values.friction ?? "")}
          onChange={(event) => set("friction", event.target.value)}
        />
      </Field>
      <RadioGroup
        name="frictionDecision"
        legend={t("edit.decision")}
        error={errors.frictionDecision}
        value={String(values.frictionDecision ?? "")}
        onValueChange={(value) => set("frictionDecision", value === "" ? null : value)}
        options={[
          ...FRICTION_DECISIONS.map((decision) => ({
            value: decision,
            label: t(`map.decision.${decision}`),
            hint: t(`edit.decisionHint.${decision}`),
          })),
          { value: "", label: t("edit.undecided") },
        ]}
      />
      <Field label={t("edit.reason")} name="frictionReason" optional error={errors.frictionReason}>
        <Textarea
          rows={2}
          className="min-h-14"
          maxLength={MOST_CELL_TEXT}
          value={String(values.frictionReason ?? "")}
          onChange={(event) => set("frictionReason", event.target.value)}
        />
      </Field>
      <Buttons pending={pending} close={close} />
    </form>
  );
}

type Offered = {
  id: string;
  text: string;
  speaker: string;
  source: string;
  touchpointName: string | null;
  segmentName: string | null;
};
/** Cells that a voice can speak for. */
const VOICED = LANE_KEYS.filter(
  (lane) => LANES[lane].kind === "text" && lane !== "frictionReason" && lane !== "intended",
);
const MOST_OFFERED = 30;

function EvidencePanel({ step, segmentId, edits, close }: CellPanelProps) {
  const t = useTranslations("journeys");
  return (
    <>
      <RadioGroup
        name="evidence"
        legend={t("edit.evidence")}
        value={step.cells.evidence}
        onValueChange={(value) => void edits.save(step.id, "evidence", value, step.cells.evidence)}
        options={EVIDENCE.map((level) => ({
          value: level,
          label: t(`map.evidence.${level}`),
          hint: t(`edit.evidenceHint.${level}`),
        }))}
      />
      <StepVoices step={step} segmentId={segmentId} edits={edits} />
      <div className="mt-3 flex justify-end">
        <Button onClick={close}>{t("edit.done")}</Button>
      </div>
    </>
  );
}

function StepVoices({ step, segmentId, edits }: { step: Step; segmentId: string | null; edits: MapEdits }) {
  const t = useTranslations("journeys");
  const toast = useToast();
  const [lane, setLane] = useState<LaneKey>("pains");
  const [words, setWords] = useState("");
  const [offered, setOffered] = useState<Offered[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { touchpointId } = step;
  useEffect(() => {
    let isGone = false;
    quotesToAttachAction(null, { touchpointId, segmentId }).then(
      (result) => {
        if (isGone) return;
        if (result?.ok) setOffered(result.value);
        else setProblem(result?.message ?? null);
      },
      () => setProblem(t("edit.offline")),
    );
    return () => {
      isGone = true;
    };
  }, [touchpointId, segmentId, t]);
  const here = (quoteId: string, at: LaneKey) => ({ stepId: step.id, lane: at, quoteId });
  const attach = (quoteId: string, at: LaneKey) =>
    edits.perform(
      () => attachQuoteAction(null, here(quoteId, at)),
      () => ({
        undo: () => detachQuoteAction(null, here(quoteId, at)),
        redo: () => attachQuoteAction(null, here(quoteId, at)),
      }),
    );
  const detach = async (quoteId: string, at: LaneKey) => {
    const result = await edits.perform(
      () => detachQuoteAction(null, here(quoteId, at)),
      () => ({
        undo: () => attachQuoteAction(null, here(quoteId, at)),
        redo: () => detachQuoteAction(null, here(quoteId, at)),
      }),
    );
    if (result?.ok) toast.say(t("edit.detached"));
  };
  const attached = new Set(step.quotes.filter((quote) => quote.lane === lane).map(({ id }) => id));
  const needle = words.trim().toLowerCase();
  const fitting = (offered ?? []).filter(
    ({ id, text, speaker, source }) =>
      !attached.has(id) && (!needle || `${text} ${speaker} ${source}`.toLowerCase().includes(needle)),
  );
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="text-sm font-semibold">{t("edit.voices")}</h3>
      {step.quotes.length > 0 ? (
        <ul className="mt-2 flex flex-col gap-2">
          {step.quotes.map((quote) => (
            <li key={`${quote.lane} ${quote.id}`} className="flex items-start gap-2 text-xs">
              <span className="min-w-0 flex-1">
                <span className="line-clamp-3">“{quote.text}”</span>
                <span className="text-muted">
                  {t(`rows.${quote.lane === "assumedFeeling" ? "feeling" : voiceRow(quote.lane)}`)}
                  {quote.speaker ? `, ${quote.speaker}` : ""}
                </span>
              </span>
              <IconButton
                size="sm"
                label={t("edit.detach")}
                icon={<Link2Off aria-hidden />}
                onClick={() => void detach(quote.id, quote.lane)}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-1 text-xs text-muted">{t("edit.noVoices")}</p>
      )}
      <div className="mt-3 grid grid-cols-2 gap-2">
        <Field label={t("edit.toLane")} name="lane">
          <Select
            value={lane}
            onChange={(event) => setLane(event.target.value as LaneKey)}
            options={VOICED.map((value) => ({ value, label: t(`rows.${voiceRow(value)}`) }))}
          />
        </Field>
        <Field label={t("edit.findVoice")} name="words">
          <Input value={words} onChange={(event) => setWords(event.target.value)} maxLength={100} />
        </Field>
      </div>
      <FormMessage tone="error">{problem}</FormMessage>
      {offered && fitting.length === 0 ? (
        <p className="mt-2 text-xs text-muted">{offered.length === 0 ? t("edit.storeEmpty") : t("edit.noneFits")}</p>
      ) : null}
      <ul
        className={cn(
          "mt-2 flex max-h-44 flex-col overflow-y-auto",
          fitting.length > 0 && "rounded-md border border-line",
        )}
      >
        {fitting.slice(0, MOST_OFFERED).map((quote) => (
          <li key={quote.id} className="border-b border-line last:border-b-0">
            <button
              type="button"
              onClick={() => void attach(quote.id, lane)}
              className="flex w-full items-start gap-2 px-2 py-1.5 text-start text-xs hover:bg-hover ring-inset-focus"
            >
              <Link2 aria-hidden className="mt-0.5 size-3.5! text-muted" />
              <span className="min-w-0 flex-1">
                <span className="line-clamp-2">“{quote.text}”</span>
                <span className="text-muted">
                  {[quote.speaker || quote.source, quote.segmentName, quote.touchpointName].filter(Boolean).join(" · ")}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The row in which a text lane is shown. */
export const voiceRow = (lane: LaneKey): MapRowKey => {
  switch (lane) {
    case "frictionDecision":
    case "frictionReason":
      return "friction";
    case "isPeak":
    case "isFlow":
    case "isCoCreated":
      return "marks";
    case "desired":
      return "rating";
    case "desiredEffort":
      return "effort";
    case "desiredNps":
      return "nps";
    case "assumedFeeling":
      return "feeling";
    default:
      return lane;
  }
};
