"use client";

import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { History, MessageSquare, Minus, Plus, Redo2, Rows3, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { keepCookie } from "@/components/layout/cookies";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { useToast } from "@/components/ui/toaster";
import {
  addStageAction,
  addStepAction,
  archiveStageAction,
  archiveStepAction,
  changeStepAction,
  moveStageAction,
  moveStepAction,
  restoreStageAction,
  restoreStepAction,
  updateStageAction,
} from "@/lib/journeys/actions";
import { MAP_ROWS, type MapRowKey } from "@/lib/journeys/lanes";
import { evidenceCounts, type JourneyMap as MapData, type Stage, type Step } from "@/lib/journeys/map";
import { MOST_STAGES, MOST_STEPS } from "@/lib/journeys/schema";
import { CellConflict } from "./cell-conflict";
import { CellPanel, isPanelRow, type PanelRow, voiceRow } from "./cell-panel";
import { type CommentPlace, CommentsSheet } from "./comments-sheet";
import { Grid, type GridHandlers, type Typing } from "./grid";
import type { StructureHandlers } from "./heads";
import { COLUMN, isRowEmpty, LABELS, lanesCookie } from "./layout";
import { MapList } from "./map-list";
import { StageDialog, TouchpointDialog } from "./structure-dialogs";
import { useMapEdits } from "./use-map-edits";
import { VersionsSheet } from "./versions-sheet";

export type JourneyMapProps = {
  map: MapData;
  worstId: string | null;
  k: number;
  /** Rows that this browser wants to see. */
  rows: readonly MapRowKey[];
  canEdit: boolean;
  canComment: boolean;
  userId: string | null;
  timeZone: string;
  /** To choose from for a new step; not needed when nothing can be edited. */
  touchpoints?: readonly { id: string; name: string }[];
  /** What the workspace is called. */
  firmName: string;
  /** What follows "/responses?touchpoint=…" in an address: "&period=…&segment=…". */
  answersQuery: string;
  /** A version is looked at: no comments, no versions, nothing to change. */
  isPast?: boolean;
};

type Asked =
  | { kind: "step"; stageId: string; to: number | undefined; change?: Step }
  | { kind: "stage"; to: number | undefined; change?: Stage };

const ZOOMS = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5] as const;
const LEAST = 0.4;
const MOST = 1.5;

const same = (type: unknown) => (entry: { data: { current?: Record<string, unknown> } }) =>
  entry.data.current?.type === type;

/** The nearest head of the same kind. */
const collide: CollisionDetection = (given) =>
  closestCenter({
    ...given,
    droppableContainers: given.droppableContainers.filter(same(given.active.data.current?.type)),
  });

/** By keyboard a head jumps from place to place. */
const jump: KeyboardCoordinateGetter = (event, { context }) => {
  if (event.code !== "ArrowLeft" && event.code !== "ArrowRight") return;
  event.preventDefault();
  const { active, over, droppableContainers, droppableRects } = context;
  if (!active) return;
  const places = droppableContainers
    .getEnabled()
    .filter(same(active.data.current?.type))
    .flatMap(({ id }) => {
      const rect = droppableRects.get(id);
      return rect ? [{ id, rect }] : [];
    })
    .sort((a, b) => a.rect.left - b.rect.left);
  const at = places.findIndex(({ id }) => id === (over?.id ?? active.id));
  const next = places[at + (event.code === "ArrowRight" ? 1 : -1)];
  return next ? { x: next.rect.left, y: next.rect.top } : undefined;
};

// Always the same objects: with new ones every head of the map would be drawn anew whenever the map is.
const BY_POINTER = { activationConstraint: { distance: 6 } };
const BY_KEYS = {
  coordinateGetter: jump,
  keyboardCodes: { start: ["Space", "Enter"], cancel: ["Escape"], end: ["Space", "Enter"] },
};

/** The map and everything that can be done on it; a list on the phone. */
export function JourneyMap(props: JourneyMapProps) {
  const { worstId, k, canEdit, canComment, userId, timeZone, touchpoints = [], answersQuery, isPast = false } = props;
  const t = useTranslations("journeys");
  const toast = useToast();
  const edits = useMapEdits(props.map);
  const { map, save, perform, undo, redo } = edits;
  const [rows, setRows] = useState(props.rows);
  const [opened, setOpened] = useState<readonly MapRowKey[]>([]);
  const [showAssumed, setShowAssumed] = useState(true);
  const [typing, setTyping] = useState<Typing | null>(null);
  const [panel, setPanel] = useState<{ row: PanelRow; stepId: string; anchor: HTMLElement } | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [comments, setComments] = useState<{ place: CommentPlace } | null>(null);
  const [hasVersions, setHasVersions] = useState(false);
  const [zoom, setZoom] = useState(1);
  const [dragged, setDragged] = useState<string | null>(null);
  const box = useRef<HTMLElement>(null);
  const latest = useRef({ map, typing });
  latest.current = { map, typing };

  const shown = useMemo(
    () =>
      MAP_ROWS.map(({ key }) => key).filter(
        (key) => opened.includes(key) || (rows.includes(key) && !isRowEmpty(map, key)) || key === "doing",
      ),
    [map, opened, rows],
  );
  const stepOf = useCallback((id: string): Step | undefined => {
    for (const { steps } of latest.current.map.stages) {
      const found = steps.find((step) => step.id === id);
      if (found) return found;
    }
  }, []);

  const on = useMemo<GridHandlers>(() => {
    const focusCell = (stepId: string, row: MapRowKey) => {
      requestAnimationFrame(() =>
        box.current?.querySelector<HTMLElement>(`[data-step="${stepId}"][data-row="${row}"]`)?.focus(),
      );
    };
    return {
      begin: (stepId, row, cell) => {
        const step = stepOf(stepId);
        const lane = MAP_ROWS.find(({ key }) => key === row)?.cells[0];
        if (!step || !lane) return;
        if (isPanelRow(row)) setPanel({ row, stepId, anchor: cell });
        else setTyping({ stepId, lane, value: String(step.cells[lane] ?? ""), was: step.cells[lane], error: null });
      },
      finish: (value, back) => {
        const now = latest.current.typing;
        if (!now) return;
        setTyping(null);
        if (back) focusCell(now.stepId, voiceRow(now.lane));
        if (value === null) return;
        void save(now.stepId, now.lane, value, now.was).then((outcome) => {
          // What was typed is not lost: the editor opens again and says why.
          if (outcome.status === "failed") setTyping({ ...now, value, error: outcome.message });
        });
      },
      put: (stepId, lane, value, was) => {
        void save(stepId, lane, value, was).then((outcome) => {
          if (outcome.status === "failed") toast.fail(outcome.message);
        });
      },
      comment: (stepId, lane) => {
        const step = stepOf(stepId);
        if (!step || isPast) return;
        const name = [step.touchpointName, lane ? t(`rows.${voiceRow(lane)}`) : null].filter(Boolean).join(", ");
        setComments({ place: { stepId, lane, name } });
      },
    };
  }, [isPast, save, stepOf, t, toast]);

  const structure = useMemo<StructureHandlers>(
    () => ({
      moveStep: (id, stageId, to) =>
        void perform(
          () => moveStepAction(null, { id, stageId, to }),
          (before) => ({
            undo: () => moveStepAction(null, { id, ...before }),
            redo: () => moveStepAction(null, { id, stageId, to }),
          }),
        ),
      removeStep: ({ id, touchpointName }) =>
        void perform(
          () => archiveStepAction(null, { id }),
          () => ({ undo: () => restoreStepAction(null, { id }), redo: () => archiveStepAction(null, { id }) }),
          t("structure.removed", { name: touchpointName }),
        ),
      askStep: (stageId, to, change) => setAsked({ kind: "step", stageId, to, change }),
      moveStage: (id, to) =>
        void perform(
          () => moveStageAction(null, { id, to }),
          (before) => ({
            undo: () => moveStageAction(null, { id, ...before }),
            redo: () => moveStageAction(null, { id, to }),
          }),
        ),
      removeStage: ({ id, name }) =>
        void perform(
          () => archiveStageAction(null, { id }),
          () => ({ undo: () => restoreStageAction(null, { id }), redo: () => archiveStageAction(null, { id }) }),
          t("structure.removed", { name }),
        ),
      askStage: (to, change) => setAsked({ kind: "stage", to, change }),
    }),
    [perform, t],
  );

  const { isSaving } = edits;
  useEffect(() => {
    if (!isSaving) return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", onLeave);
    return () => window.removeEventListener("beforeunload", onLeave);
  }, [isSaving]);
  useEffect(() => {
    if (!canEdit) return;
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
      const target = event.target as HTMLElement;
      if (target.closest("input, textarea, select, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      void (event.shiftKey ? redo() : undo());
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [canEdit, redo, undo]);

  const columns = map.stages.reduce((sum, { steps }) => sum + (canEdit ? Math.max(steps.length, 1) : steps.length), 0);
  const steps = map.stages.reduce((sum, stage) => sum + stage.steps.length, 0);
  const fit = () => {
    const wide = (box.current?.clientWidth ?? 0) / (LABELS + columns * COLUMN);
    setZoom(Math.min(1, Math.max(LEAST, Math.floor(wide * 100) / 100)));
  };
  const nudge = (way: 1 | -1) =>
    setZoom((now) =>
      way > 0
        ? (ZOOMS.find((one) => one > now + 0.01) ?? MOST)
        : ([...ZOOMS].reverse().find((one) => one < now - 0.01) ?? LEAST),
    );
  // Ctrl and the wheel zoom the map, as in every drawing program; a listener of React's cannot stop the page's own zoom.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      setZoom((now) => Math.min(MOST, Math.max(LEAST, Math.round((now - event.deltaY * 0.002) * 100) / 100)));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);
  const onMapKey = (event: React.KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, button")) return;
    if (event.key === "+" || event.key === "=") nudge(1);
    else if (event.key === "-") nudge(-1);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  };
  /** Dragging with the middle button, or from the curve, pans. */
  const pan = useRef<{ x: number; y: number; left: number; top: number; id: number } | null>(null);
  const onPointerDown = (event: React.PointerEvent<HTMLElement>) => {
    if (event.button !== 1 || event.pointerType !== "mouse") return;
    event.preventDefault();
    const { scrollLeft, scrollTop } = event.currentTarget;
    pan.current = { x: event.clientX, y: event.clientY, left: scrollLeft, top: scrollTop, id: event.pointerId };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: React.PointerEvent<HTMLElement>) => {
    const from = pan.current;
    if (!from || from.id !== event.pointerId) return;
    event.currentTarget.scrollLeft = from.left - (event.clientX - from.x);
    event.currentTarget.scrollTop = from.top - (event.clientY - from.y);
  };

  const keepRows = (key: MapRowKey, isOn: boolean) => {
    const next = isOn ? [...rows.filter((one) => one !== key), key] : rows.filter((one) => one !== key);
    setRows(next);
    setOpened((all) => (isOn ? [...all, key] : all.filter((one) => one !== key)));
    keepCookie(lanesCookie, next.length > 0 ? next.join(".") : null);
  };

  const sensors = useSensors(useSensor(PointerSensor, BY_POINTER), useSensor(KeyboardSensor, BY_KEYS));
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const from = active.data.current;
    const onto = over?.data.current;
    if (!from || !onto || !over || over.id === active.id) return;
    if (from.type === "stage") {
      structure.moveStage(String(active.id).replace("stage ", ""), Number(onto.index));
      return;
    }
    const isSameStage = from.stageId === onto.stageId;
    const isFromRight = Number(from.order) > Number(onto.order);
    const isEmpty = String(over.id).startsWith("empty ");
    // Into another stage the step comes in from its side: before the first, or behind the last it was laid on.
    const to = isSameStage || isEmpty ? Number(onto.index) : Number(onto.index) + (isFromRight ? 1 : 0);
    structure.moveStep(String(active.id), String(onto.stageId), to);
  };
  const nameOf = (entry: { data: { current?: Record<string, unknown> } } | null) =>
    String(entry?.data.current?.name ?? "");

  const counts = evidenceCounts(map);
  const panelStep = panel ? stepOf(panel.stepId) : undefined;
  const askedStage = asked?.kind === "step" ? map.stages.find(({ id }) => id === asked.stageId) : undefined;
  const waiting =
    map.comments +
    map.stages.reduce(
      (sum, stage) =>
        sum +
        stage.steps.reduce((all, step) => all + Object.values(step.comments).reduce((a, n) => a + (n ?? 0), 0), 0),
      0,
    );

  return (
    <>
      {steps === 0 && !canEdit ? (
        <EmptyState title={t("map.empty")}>{t("map.emptyRead")}</EmptyState>
      ) : (
        <DndContext
          id="journey-map"
          sensors={sensors}
          collisionDetection={collide}
          onDragStart={({ active }: DragStartEvent) => setDragged(nameOf(active))}
          onDragEnd={onDragEnd}
          onDragCancel={() => setDragged(null)}
          accessibility={{
            screenReaderInstructions: { draggable: t("structure.dragHelp") },
            announcements: {
              onDragStart: ({ active }) => t("structure.lifted", { name: nameOf(active) }),
              onDragOver: ({ active, over }) =>
                over
                  ? t("structure.over", { name: nameOf(active), place: nameOf(over) })
                  : t("structure.nowhere", { name: nameOf(active) }),
              onDragEnd: ({ active, over }) =>
                over
                  ? t("structure.dropped", { name: nameOf(active), place: nameOf(over) })
                  : t("structure.nowhere", { name: nameOf(active) }),
              onDragCancel: ({ active }) => t("structure.cancelled", { name: nameOf(active) }),
            },
          }}
        >
          <section
            ref={box}
            aria-label={t("map.region", { name: map.name })}
            onKeyDown={onMapKey}
            onPointerDown={onPointerDown}
            onPointerMove={onPointerMove}
            onPointerUp={() => {
              pan.current = null;
            }}
            className="min-h-105 flex-1 overflow-auto overscroll-x-contain border-y border-line bg-surface md:basis-0 max-md:hidden print:overflow-visible"
          >
            <Grid
              map={map}
              rows={shown}
              worstId={worstId}
              k={k}
              canEdit={canEdit}
              zoom={zoom}
              typing={typing}
              answersQuery={answersQuery}
              on={on}
              structure={structure}
              showAssumed={showAssumed}
              firmName={props.firmName}
            />
            {canEdit && steps === 0 ? (
              <p className="max-w-xl px-6 py-8 text-sm text-muted">{t("map.emptyLead")}</p>
            ) : null}
          </section>
          <DragOverlay dropAnimation={null}>
            {dragged ? (
              <span className="inline-flex h-8 items-center rounded-md border border-accent bg-raised px-3 text-xs font-semibold shadow-float">
                {dragged}
              </span>
            ) : null}
          </DragOverlay>
        </DndContext>
      )}
      <MapList map={map} worstId={worstId} k={k} answersQuery={answersQuery} />
      <div className="no-print flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 bg-surface px-6 py-1.5 text-xs text-muted max-md:px-4">
        <p className="min-w-0 grow basis-96 max-lg:basis-full">
          {counts.none > 0 ? `${t("map.guesses", { count: counts.none })} ` : ""}
          {t("map.note")}
        </p>
        {canEdit ? <p className="basis-full md:hidden">{t("map.phone")}</p> : null}
        <p role="status" className="w-14 shrink-0 text-end max-md:hidden">
          {isSaving ? t("edit.saving") : null}
        </p>
        <div className="flex items-center gap-1">
          {canEdit ? (
            <>
              <IconButton
                size="sm"
                label={t("edit.undo")}
                icon={<Undo2 aria-hidden />}
                disabled={!edits.canUndo}
                onClick={() => void undo()}
              />
              <IconButton
                size="sm"
                label={t("edit.redo")}
                icon={<Redo2 aria-hidden />}
                disabled={!edits.canRedo}
                onClick={() => void redo()}
              />
              <Button
                size="sm"
                variant="ghost"
                icon={<Plus aria-hidden />}
                disabled={map.stages.length >= MOST_STAGES}
                title={
                  map.stages.length >= MOST_STAGES
                    ? t("structure.full", { stages: MOST_STAGES, steps: MOST_STEPS })
                    : undefined
                }
                onClick={() => structure.askStage(undefined)}
                className="max-md:hidden"
              >
                {t("structure.addStage")}
              </Button>
            </>
          ) : null}
          <Popover
            title={t("map.lanes")}
            align="end"
            side="top"
            trigger={
              <Button size="sm" variant="ghost" icon={<Rows3 aria-hidden />} className="max-md:hidden">
                {t("map.lanes")}
              </Button>
            }
            className="max-h-[70vh] w-104 overflow-y-auto"
          >
            <div className="grid grid-cols-2 gap-x-4 gap-y-2 pt-1">
              {MAP_ROWS.map(({ key, cells }) => (
                <Checkbox
                  key={key}
                  label={
                    <>
                      {t(`rows.${key}`)}
                      {!shown.includes(key) && cells.length > 0 && !isRowEmpty(map, key) ? (
                        <span className="text-muted"> {t("map.written")}</span>
                      ) : null}
                    </>
                  }
                  checked={shown.includes(key)}
                  disabled={key === "doing"}
                  onChange={(event) => keepRows(key, event.target.checked)}
                />
              ))}
              <Checkbox
                label={t("map.showAssumed")}
                checked={showAssumed}
                onChange={(event) => setShowAssumed(event.target.checked)}
              />
            </div>
          </Popover>
          {isPast ? null : (
            <>
              <Button
                size="sm"
                variant="ghost"
                icon={<MessageSquare aria-hidden />}
                onClick={() => setComments({ place: null })}
              >
                {waiting > 0 ? t("comments.open", { count: waiting }) : t("comments.title")}
              </Button>
              <Button size="sm" variant="ghost" icon={<History aria-hidden />} onClick={() => setHasVersions(true)}>
                {t("versions.title")}
              </Button>
            </>
          )}
          <span className="ms-1 inline-flex items-center rounded-md border border-line max-md:hidden">
            <IconButton
              size="sm"
              label={t("map.zoomOut")}
              icon={<Minus aria-hidden />}
              onClick={() => nudge(-1)}
              disabled={zoom <= LEAST}
            />
            <Button
              size="sm"
              variant="ghost"
              onClick={zoom === 1 ? fit : () => setZoom(1)}
              className="figures w-12 px-0"
            >
              {zoom === 1 ? t("map.fit") : `${Math.round(zoom * 100)} %`}
            </Button>
            <IconButton
              size="sm"
              label={t("map.zoomIn")}
              icon={<Plus aria-hidden />}
              onClick={() => nudge(1)}
              disabled={zoom >= MOST}
            />
          </span>
        </div>
      </div>
      {panel && panelStep ? (
        <CellPanel
          row={panel.row}
          step={panelStep}
          segmentId={map.segment?.id ?? null}
          anchor={panel.anchor}
          edits={edits}
          close={() => setPanel(null)}
        />
      ) : null}
      {asked?.kind === "step" && askedStage ? (
        <TouchpointDialog
          touchpoints={touchpoints}
          change={asked.change}
          stageName={askedStage.name}
          close={() => setAsked(null)}
          onChoose={(choice) => {
            const { stageId, to, change } = asked;
            return change
              ? perform(
                  () => changeStepAction(null, { id: change.id, ...choice }),
                  (before) => ({
                    undo: () => changeStepAction(null, { id: change.id, ...before }),
                    redo: () => changeStepAction(null, { id: change.id, ...choice }),
                  }),
                )
              : perform(
                  () => addStepAction(null, { stageId, to, ...choice }),
                  ({ id }) => ({
                    undo: () => archiveStepAction(null, { id }),
                    redo: () => restoreStepAction(null, { id }),
                  }),
                );
          }}
        />
      ) : null}
      {asked?.kind === "stage" ? (
        <StageDialog
          change={asked.change}
          close={() => setAsked(null)}
          onSave={(input) => {
            const { to, change } = asked;
            return change
              ? perform(
                  () => updateStageAction(null, { id: change.id, ...input }),
                  (before) => ({
                    undo: () => updateStageAction(null, { id: change.id, ...before }),
                    redo: () => updateStageAction(null, { id: change.id, ...input }),
                  }),
                )
              : perform(
                  () => addStageAction(null, { journeyId: map.id, to, ...input }),
                  ({ id }) => ({
                    undo: () => archiveStageAction(null, { id }),
                    redo: () => restoreStageAction(null, { id }),
                  }),
                );
          }}
        />
      ) : null}
      <CellConflict edits={edits} />
      {comments ? (
        <CommentsSheet
          journeyId={map.id}
          place={comments.place}
          onPlace={(place) => setComments({ place })}
          close={() => setComments(null)}
          canComment={canComment}
          canEdit={canEdit}
          userId={userId}
          timeZone={timeZone}
        />
      ) : null}
      {hasVersions ? (
        <VersionsSheet journeyId={map.id} canEdit={canEdit} timeZone={timeZone} close={() => setHasVersions(false)} />
      ) : null}
    </>
  );
}
