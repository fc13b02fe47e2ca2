"use client";

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { Archive, ArrowDown, ArrowUp, Ellipsis, GripVertical, MessageSquareQuote, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef, useState, useTransition } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu, MenuChoice, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import type { Evidence, NeedKind } from "@/lib/generated/prisma/enums";
import {
  addNeedAction,
  archiveNeedAction,
  moveNeedAction,
  restoreNeedAction,
  updateNeedAction,
} from "@/lib/segments/needs-actions";
import { suggestedEvidence } from "@/lib/segments/needs-evidence";
import { EVIDENCE } from "@/lib/segments/needs-schema";
import { EvidenceMark } from "./evidence";
import { VoicePicker, type VoiceView } from "./voice-picker";

export type NeedView = { id: string; text: string; evidence: Evidence; voices: readonly VoiceView[] };

export type NeedListProps = {
  segmentId: string;
  kind: NeedKind;
  icon: ReactNode;
  needs: readonly NeedView[];
  /** To rest a line on. */
  voices: readonly VoiceView[];
  canWrite: boolean;
};

/**
 * What a segment needs, expects, is moved by or suffers from. A line is dragged by its grip (with the keyboard: space,
 * arrows, space) or moved from its menu; its evidence is a person's judgement, with the number of voices beside it.
 */
export function NeedList({ segmentId, kind, icon, needs, voices, canWrite }: NeedListProps) {
  const t = useTranslations("segments.portrait");
  const toast = useToast();
  const dndId = useId();
  const [, start] = useTransition();
  const [order, setOrder] = useState<readonly string[]>(needs.map(({ id }) => id));
  const key = needs.map(({ id }) => id).join();
  useEffect(() => setOrder(key === "" ? [] : key.split(",")), [key]);
  const byId = new Map(needs.map((need) => [need.id, need]));
  const shown = order.flatMap((id) => byId.get(id) ?? []);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const move = (from: number, to: number) => {
    const id = order[from];
    if (id === undefined || to < 0 || to >= order.length || from === to) return;
    const next = arrayMove([...order], from, to);
    setOrder(next);
    start(async () => {
      const result = await moveNeedAction(null, { id, beforeId: next[to + 1] ?? null });
      if (result && !result.ok) {
        setOrder(order);
        toast.fail(result.message);
      }
    });
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over) move(order.indexOf(String(active.id)), order.indexOf(String(over.id)));
  };
  const archive = (id: string) =>
    start(async () => {
      const result = await archiveNeedAction(null, { id });
      if (result && !result.ok) return toast.fail(result.message);
      toast.undo(t("lineArchived"), async () => {
        const back = await restoreNeedAction(null, { id });
        if (back && !back.ok) toast.fail(back.message);
      });
    });
  return (
    <section
      aria-label={t(`kind.${kind}`)}
      className="min-w-0 rounded-lg border border-line bg-surface print:break-inside-avoid print:rounded-none print:border-0 print:border-t"
    >
      <h2 className="flex items-center gap-2 px-4 pt-3 pb-1 text-sm font-semibold print:px-0 print:pt-2">
        <span className="text-muted">{icon}</span>
        {t(`kind.${kind}`)}
      </h2>
      <p className="no-print px-4 text-xs text-muted">{t(`kindHint.${kind}`)}</p>
      <DndContext id={dndId} sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
        <SortableContext items={[...order]} strategy={verticalListSortingStrategy}>
          <ul className="px-2 py-1.5 print:p-0">
            {shown.map((need, index) => (
              <NeedLine
                key={need.id}
                need={need}
                voices={voices}
                canWrite={canWrite}
                isFirst={index === 0}
                isLast={index === shown.length - 1}
                onUp={() => move(index, index - 1)}
                onDown={() => move(index, index + 1)}
                onArchive={() => archive(need.id)}
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
      {canWrite ? (
        <AddLine segmentId={segmentId} kind={kind} />
      ) : shown.length === 0 ? (
        <p className="px-4 pb-3 text-muted">{t("nothingYet")}</p>
      ) : null}
    </section>
  );
}

/** Enter adds and stays, so that several are written in one go. */
function AddLine({ segmentId, kind }: { segmentId: string; kind: NeedKind }) {
  const t = useTranslations("segments.portrait");
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const errorId = useId();
  const add = () => {
    const words = text.trim();
    if (words === "") return;
    start(async () => {
      const result = await addNeedAction(null, { segmentId, kind, text: words });
      if (result?.ok) {
        setText("");
        setError(null);
      } else if (result) setError(result.fieldErrors.text ?? result.message);
    });
  };
  return (
    <form
      className="no-print px-4 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Input
        aria-label={t(`add.${kind}`)}
        aria-describedby={error ? errorId : undefined}
        placeholder={t(`add.${kind}`)}
        maxLength={240}
        value={text}
        readOnly={pending}
        onChange={(event) => setText(event.target.value)}
      />
      {error ? (
        <p id={errorId} role="alert" className="mt-1 text-xs text-detractor-text">
          {error}
        </p>
      ) : null}
    </form>
  );
}

type NeedLineProps = {
  need: NeedView;
  voices: readonly VoiceView[];
  canWrite: boolean;
  isFirst: boolean;
  isLast: boolean;
  onUp: () => void;
  onDown: () => void;
  onArchive: () => void;
};

function NeedLine({ need, voices, canWrite, isFirst, isLast, onUp, onDown, onArchive }: NeedLineProps) {
  const t = useTranslations("segments.portrait");
  const toast = useToast();
  const [, start] = useTransition();
  const [editing, setEditing] = useState(false);
  const [picking, setPicking] = useState(false);
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id: need.id,
    disabled: !canWrite,
  });
  const count = need.voices.length;
  const suggested = suggestedEvidence(count);
  const judge = (evidence: string) =>
    start(async () => {
      const result = await updateNeedAction(null, { id: need.id, evidence: evidence as Evidence });
      if (result && !result.ok) toast.fail(result.message);
    });
  return (
    <li
      ref={setNodeRef}
      style={{ transform: transform ? `translate(${transform.x}px, ${transform.y}px)` : undefined, transition }}
      className={cn(
        "group flex items-start gap-1 rounded-md py-0.5 ps-1 hover:bg-hover print:gap-2 print:p-0",
        isDragging && "relative z-10 bg-raised shadow-float",
      )}
    >
      {canWrite ? (
        <button
          type="button"
          {...attributes}
          {...listeners}
          aria-label={t("drag", { text: need.text })}
          className="no-print mt-1 inline-flex h-6 w-4 shrink-0 cursor-grab touch-none items-center justify-center rounded-sm text-faint hover:text-ink touch:h-11 touch:w-8"
        >
          <GripVertical aria-hidden />
        </button>
      ) : null}
      {canWrite ? (
        <Menu
          trigger={
            <button
              type="button"
              aria-label={t("judge", { evidence: t(`evidence.${need.evidence}`), text: need.text })}
              className="inline-flex size-8 shrink-0 items-center justify-center rounded-md hover:bg-hover not-print:touch:size-11 print:size-6"
            >
              <EvidenceMark evidence={need.evidence} />
            </button>
          }
        >
          <MenuGroup label={t("evidenceOf", { n: count })}>
            <MenuChoice
              value={need.evidence}
              onValueChange={judge}
              options={EVIDENCE.map((one) => ({
                value: one,
                label: <EvidenceMark evidence={one} withWord />,
                hint: one === suggested ? t("suggested") : undefined,
              }))}
            />
          </MenuGroup>
        </Menu>
      ) : (
        <span className="inline-flex size-8 shrink-0 items-center justify-center print:size-6">
          <EvidenceMark evidence={need.evidence} />
        </span>
      )}
      {editing ? (
        <EditLine need={need} onDone={() => setEditing(false)} />
      ) : (
        <p className="min-w-0 flex-1 py-1.5 text-pretty print:py-0.5">{need.text}</p>
      )}
      <button
        type="button"
        onClick={() => setPicking(true)}
        aria-label={t("voicesOf", { n: count, text: need.text })}
        className={cn(
          "no-print inline-flex h-8 shrink-0 items-center gap-1 rounded-md px-1.5 text-xs hover:bg-hover touch:h-11 [&_.lucide]:size-3.5",
          count > 0 ? "text-ink" : "text-muted",
        )}
      >
        <MessageSquareQuote aria-hidden />
        <span className="figures">{count}</span>
      </button>
      {count > 0 ? (
        <span className="hidden shrink-0 py-0.5 text-xs/5 text-muted print:inline">
          {t("voicesCount", { n: count })}
        </span>
      ) : null}
      {canWrite ? (
        <span className="no-print">
          <Menu
            align="end"
            trigger={<IconButton label={t("more", { text: need.text })} icon={<Ellipsis aria-hidden />} />}
          >
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setEditing(true)}>
              {t("editLine")}
            </MenuItem>
            <MenuItem icon={<MessageSquareQuote aria-hidden />} onSelect={() => setPicking(true)}>
              {t("attachVoices")}
            </MenuItem>
            <MenuItem icon={<ArrowUp aria-hidden />} disabled={isFirst} onSelect={onUp}>
              {t("moveUp")}
            </MenuItem>
            <MenuItem icon={<ArrowDown aria-hidden />} disabled={isLast} onSelect={onDown}>
              {t("moveDown")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Archive aria-hidden />} onSelect={onArchive}>
              {t("archiveLine")}
            </MenuItem>
          </Menu>
        </span>
      ) : null}
      {picking ? (
        <VoicePicker
          needId={need.id}
          needText={need.text}
          attached={need.voices}
          voices={voices}
          canWrite={canWrite}
          open
          onOpenChange={setPicking}
        />
      ) : null}
    </li>
  );
}

/** The line as a field: Enter keeps it, Esc lets it be. */
function EditLine({ need, onDone }: { need: NeedView; onDone: () => void }) {
  const t = useTranslations("segments.portrait");
  const [text, setText] = useState(need.text);
  const [error, setError] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const input = useRef<HTMLInputElement>(null);
  // After the menu has given the focus back.
  useEffect(() => {
    const timer = setTimeout(() => input.current?.select(), 50);
    return () => clearTimeout(timer);
  }, []);
  const save = () => {
    if (text.trim() === need.text) return onDone();
    start(async () => {
      const result = await updateNeedAction(null, { id: need.id, text });
      if (result?.ok) onDone();
      else if (result) setError(result.fieldErrors.text ?? result.message);
    });
  };
  return (
    <form
      className="min-w-0 flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Input
        ref={input}
        aria-label={t("editLine")}
        maxLength={240}
        value={text}
        readOnly={pending}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
        }}
      />
      {error ? (
        <p role="alert" className="mt-1 text-xs text-detractor-text">
          {error}
        </p>
      ) : null}
    </form>
  );
}
