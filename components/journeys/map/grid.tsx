"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, memo, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import {
  type CellValue,
  type LaneKey,
  MAP_ROWS,
  type MapRowKey,
  MOST_CELL_TEXT,
  parseCell,
} from "@/lib/journeys/lanes";
import type { JourneyMap, Step } from "@/lib/journeys/map";
import { CONTROLLERS, CommentDot, FeelingMarks, heatOf, RowContent } from "./cells";
import { FeelingLines, type FeltColumn } from "./feeling-lines";
import { EmptyHead, StageHead, StepHead, type StructureHandlers } from "./heads";
import { COLUMN, type Column, columnsOf, FEELING_HEIGHT, FEELING_UNIT, feelingY, LABELS } from "./layout";

/** A cell whose words are being typed. */
export type Typing = { stepId: string; lane: LaneKey; value: string; was: CellValue; error: string | null };

export type GridHandlers = {
  /** Enter, F2 or a click on a cell that can be edited. */
  begin: (stepId: string, row: MapRowKey, cell: HTMLElement) => void;
  /** The editor was left: with what was typed, or with null to leave the cell as it was. */
  finish: (value: string | null, focusCell: boolean) => void;
  put: (stepId: string, lane: LaneKey, value: CellValue, was: CellValue) => void;
  comment: (stepId: string, lane: LaneKey | null) => void;
};

export type GridProps = {
  map: JourneyMap;
  rows: readonly MapRowKey[];
  worstId: string | null;
  k: number;
  canEdit: boolean;
  zoom: number;
  typing: Typing | null;
  answersQuery: string;
  on: GridHandlers;
  structure: StructureHandlers;
  showAssumed: boolean;
  /** What the workspace is called: it controls what nobody else does. */
  firmName: string;
};

const laneOf = (row: MapRowKey): LaneKey | null => MAP_ROWS.find(({ key }) => key === row)?.cells[0] ?? null;
const isEditable = (row: MapRowKey) => laneOf(row) !== null;

const FEELING_WORDS = [
  [2, "delighted"],
  [1, "+1"],
  [0, "neutral"],
  [-1, "−1"],
  [-2, "upset"],
] as const;

const SUBS: Partial<Record<MapRowKey, "ratingSub" | "painsSub" | "frictionSub" | "plansSub">> = {
  rating: "ratingSub",
  pains: "painsSub",
  friction: "frictionSub",
  plans: "plansSub",
};

// A table whose cells are walked and edited by keyboard is called a grid; the table stays what it is underneath.
const asGrid = (isReadOnly: boolean) => ({ role: "grid", "aria-readonly": isReadOnly }) as const;
const asCell = (isReadOnly: boolean) => ({ role: "gridcell", "aria-readonly": isReadOnly }) as const;

/**
 * The map as a table: stages over steps as columns, lanes as rows. A grid for the keyboard: one stop for Tab, arrows move
 * between cells, Enter edits.
 */
export const Grid = memo(function Grid(props: GridProps) {
  const { map, rows, worstId, k, canEdit, zoom, typing, answersQuery, on, structure, showAssumed, firmName } = props;
  const t = useTranslations("journeys");
  const table = useRef<HTMLTableElement>(null);
  const columns = useMemo(() => columnsOf(map.stages, canEdit), [map.stages, canEdit]);
  const felt = useMemo(
    () =>
      columns.map(
        ({ step }): FeltColumn => step && { gap: step.gap, scale: step.scale, assumed: step.cells.assumedFeeling },
      ),
    [columns],
  );
  const stageNames = useMemo(
    () => map.stages.map(({ id, name, steps }) => ({ id, name, steps: steps.length })),
    [map.stages],
  );
  const shownStages = canEdit ? map.stages : map.stages.filter(({ steps }) => steps.length > 0);
  const scale = columns.find(({ step }) => step?.scale)?.step?.scale;

  /** One cell is the stop for Tab: the one last stood on. Kept in the page, so that moving draws nothing anew. */
  const stand = (cell: HTMLElement) => {
    const before = table.current?.querySelector<HTMLElement>('[data-cell][tabindex="0"]');
    if (before && before !== cell) before.tabIndex = -1;
    cell.tabIndex = 0;
  };
  // A redrawn map may have lost its stop.
  useLayoutEffect(() => {
    const all = table.current;
    if (all && !all.querySelector('[data-cell][tabindex="0"]')) {
      const first = all.querySelector<HTMLElement>("[data-cell]");
      if (first) first.tabIndex = 0;
    }
  });
  const cellAt = (row: number, column: number): HTMLElement | null => {
    for (let c = column; c >= 0; c--) {
      const found = table.current?.querySelector<HTMLElement>(`[data-r="${row}"][data-c="${c}"]`);
      if (found) return found;
    }
    return null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (!target.matches("[data-cell]") || event.altKey) return;
    const r = Number(target.dataset.r);
    const c = Number(target.dataset.c);
    const span = Number(target.getAttribute("colspan") ?? 1);
    const isFar = event.ctrlKey || event.metaKey;
    const to = (() => {
      switch (event.key) {
        case "ArrowRight":
          return cellAt(r, isFar ? columns.length - 1 : Math.min(c + span, columns.length - 1));
        case "ArrowLeft":
          return cellAt(r, isFar ? 0 : Math.max(c - 1, 0));
        case "ArrowDown":
          return cellAt(isFar ? rows.length - 1 : Math.min(r + 1, rows.length - 1), c);
        case "ArrowUp":
          return cellAt(isFar ? 0 : Math.max(r - 1, 0), c);
        case "Home":
          return cellAt(isFar ? 0 : r, 0);
        case "End":
          return cellAt(isFar ? rows.length - 1 : r, columns.length - 1);
        default:
          return null;
      }
    })();
    if (to) {
      event.preventDefault();
      to.focus();
      return;
    }
    const { step: stepId, row } = target.dataset as { step?: string; row?: MapRowKey };
    const step = columns.find((column) => column.step?.id === stepId)?.step;
    if (!step || !row || isFar) return;
    if (event.key === "Enter" || event.key === "F2") {
      if (!canEdit || !isEditable(row)) {
        target.querySelector<HTMLElement>("a")?.focus();
        return;
      }
      event.preventDefault();
      on.begin(step.id, row, target);
      return;
    }
    if (event.key === "m" || event.key === "M") {
      event.preventDefault();
      event.stopPropagation();
      on.comment(step.id, laneOf(row));
      return;
    }
    if (!canEdit) return;
    const lane = laneOf(row);
    if (row === "feeling" && /^[1-5]$/.test(event.key)) {
      event.preventDefault();
      on.put(step.id, "assumedFeeling", Number(event.key) - 3, step.cells.assumedFeeling);
    } else if ((event.key === "Delete" || event.key === "Backspace") && lane && parseCell(lane, null).ok) {
      event.preventDefault();
      on.put(step.id, lane, null, step.cells[lane]);
    }
  };
  const onClick = (event: React.MouseEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest("a, button, textarea, input")) return;
    const cell = target.closest<HTMLElement>("[data-cell]");
    const { step, row } = (cell?.dataset ?? {}) as { step?: string; row?: MapRowKey };
    if (cell && canEdit && step && row && isEditable(row) && !window.getSelection()?.toString()) {
      on.begin(step, row, cell);
    }
  };
  let order = -1;
  return (
    <table
      ref={table}
      {...asGrid(!canEdit)}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onFocus={(event) => {
        const target = event.target as HTMLElement;
        if (target.matches("[data-cell]")) stand(target);
      }}
      className="table-fixed border-separate border-spacing-0 text-xs [&_[data-stage-end]]:shadow-[inset_-1px_0_0_var(--color-line-strong)]"
      style={{ width: `max(100%, ${LABELS + columns.length * COLUMN}px)`, zoom }}
    >
      <caption className="sr-only">{t("map.caption", { name: map.name })}</caption>
      <colgroup>
        <col style={{ width: LABELS }} />
        {columns.map(({ key }) => (
          <col key={key} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <td className="sticky start-0 top-0 z-30 h-7 border-b border-line bg-sunken shadow-[inset_-1px_0_0_var(--color-line-strong)]" />
          {shownStages.map((stage, index) => (
            <StageHead
              key={stage.id}
              stage={stage}
              index={index}
              stages={shownStages.length}
              span={Math.max(stage.steps.length, 1)}
              isLast={index === shownStages.length - 1}
              canEdit={canEdit}
              on={structure}
            />
          ))}
        </tr>
        <tr>
          <LaneHead className="top-7 z-30">{t("rows.step")}</LaneHead>
          {columns.map((column) => {
            order += 1;
            return column.step ? (
              <StepHead
                key={column.key}
                step={column.step}
                stageId={column.stage.id}
                index={column.stage.steps.indexOf(column.step)}
                stageSteps={column.stage.steps.length}
                isStageEnd={column.isStageEnd}
                canEdit={canEdit}
                order={order}
                stages={stageNames}
                on={structure}
              />
            ) : (
              <EmptyHead
                key={column.key}
                stage={column.stage}
                order={order}
                isStageEnd={column.isStageEnd}
                on={structure}
              />
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => {
          if (row === "controller") return <ControllerRow key={row} columns={columns} r={r} firmName={firmName} />;
          const lane = laneOf(row);
          const sub = SUBS[row];
          return (
            <tr key={row}>
              {row === "feeling" ? (
                <FeelingHead hasAssumed={showAssumed && felt.some((column) => column?.assumed !== null)} />
              ) : (
                <LaneHead sub={sub ? t(`map.${sub}`, { answers: map.answers }) : null}>
                  {row === "rating" && scale ? t("map.rating", { min: scale.min, max: scale.max }) : t(`rows.${row}`)}
                </LaneHead>
              )}
              {columns.map((column, c) => {
                const { step } = column;
                const isTyping = step !== null && typing?.stepId === step.id && typing.lane === lane;
                if (row === "feeling") {
                  return (
                    <FeelingCell
                      key={column.key}
                      step={step}
                      r={r}
                      c={c}
                      isStageEnd={column.isStageEnd}
                      isWorst={step !== null && step.id === worstId}
                      isFirst={c === 0}
                      canEdit={canEdit}
                      showAssumed={showAssumed}
                      lines={c === 0 ? felt : null}
                    />
                  );
                }
                if (!step)
                  return (
                    <td
                      key={column.key}
                      data-stage-end={column.isStageEnd || undefined}
                      className="border-b border-line"
                    />
                  );
                return (
                  <Cell
                    key={column.key}
                    step={step}
                    row={row}
                    r={r}
                    c={c}
                    isStageEnd={column.isStageEnd}
                    isWorst={row === "rating" && step.id === worstId}
                    canEdit={canEdit && isEditable(row)}
                    k={k}
                    answersQuery={answersQuery}
                    typing={isTyping ? typing : null}
                    on={on}
                  />
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
});

type LaneHeadProps = { children?: ReactNode; sub?: ReactNode; className?: string };

function LaneHead({ children, sub, className }: LaneHeadProps) {
  return (
    <th
      scope="row"
      className={cn(
        "sticky start-0 z-10 border-b border-line bg-surface py-2 ps-6 pe-2 text-start align-top text-sm font-semibold shadow-[inset_-1px_0_0_var(--color-line-strong)]",
        className,
      )}
    >
      {children}
      {sub ? <span className="block text-xs font-normal whitespace-pre-line text-muted">{sub}</span> : null}
    </th>
  );
}

function FeelingHead({ hasAssumed }: { hasAssumed: boolean }) {
  const t = useTranslations("journeys");
  return (
    <th
      scope="row"
      className="sticky start-0 z-10 border-b border-line bg-surface text-start align-top text-sm font-semibold shadow-[inset_-1px_0_0_var(--color-line-strong)]"
      style={{ height: FEELING_HEIGHT }}
    >
      <span className="absolute start-6 top-2">{t("rows.feeling")}</span>
      {hasAssumed ? (
        <span
          className="absolute start-6 flex -translate-y-1/2 items-center gap-1.5 text-xs font-normal text-muted"
          style={{ top: feelingY(-1.5) }}
        >
          <span aria-hidden className="size-1.5 rotate-45 bg-passive" />
          {t("map.assumed")}
        </span>
      ) : null}
      {FEELING_WORDS.map(([value, word]) => (
        <span
          key={value}
          aria-hidden
          className="absolute end-2 -translate-y-1/2 text-xs font-normal text-muted"
          style={{ top: feelingY(value) + (value === 2 ? FEELING_UNIT * 0.06 : 0) }}
        >
          {value === 1 || value === -1 ? word : t(`map.${word as "delighted" | "neutral" | "upset"}`)}
        </span>
      ))}
    </th>
  );
}

type FeelingCellProps = {
  step: Step | null;
  r: number;
  c: number;
  isStageEnd: boolean;
  isWorst: boolean;
  isFirst: boolean;
  canEdit: boolean;
  showAssumed: boolean;
  /** Set in the first column: the lines run over all of them from there. */
  lines: readonly FeltColumn[] | null;
};

const FeelingCell = memo(function FeelingCell(props: FeelingCellProps) {
  const { step, r, c, isStageEnd, isWorst, isFirst, canEdit, showAssumed, lines } = props;
  return (
    <td
      {...(step
        ? { "data-cell": "", "data-r": r, "data-c": c, "data-step": step.id, "data-row": "feeling", tabIndex: -1 }
        : {})}
      {...asCell(!canEdit)}
      data-stage-end={isStageEnd || undefined}
      className={cn("relative border-b border-line p-0 outline-offset-[-2px]", canEdit && step && "cursor-pointer")}
    >
      {lines ? <FeelingLines columns={lines} showAssumed={showAssumed} /> : null}
      {step ? <FeelingMarks step={step} isWorst={isWorst} isFirst={isFirst} showAssumed={showAssumed} /> : null}
      {step ? <CommentDot count={step.comments.assumedFeeling ?? 0} /> : null}
    </td>
  );
});

type CellProps = {
  step: Step;
  row: Exclude<MapRowKey, "feeling" | "controller">;
  r: number;
  c: number;
  isStageEnd: boolean;
  isWorst: boolean;
  canEdit: boolean;
  k: number;
  answersQuery: string;
  typing: Typing | null;
  on: GridHandlers;
};

const Cell = memo(function Cell(props: CellProps) {
  const { step, row, r, c, isStageEnd, isWorst, canEdit, k, answersQuery, typing, on } = props;
  const gap = row === "rating" ? step.gap : row === "effort" ? step.effort : row === "nps" ? step.nps : null;
  const lanes: readonly LaneKey[] = MAP_ROWS.find(({ key }) => key === row)?.cells ?? [];
  const comments =
    lanes.reduce((sum, lane) => sum + (step.comments[lane] ?? 0), 0) + (row === "doing" ? (step.comments[""] ?? 0) : 0);
  return (
    <td
      data-cell=""
      data-r={r}
      data-c={c}
      data-step={step.id}
      data-row={row}
      data-stage-end={isStageEnd || undefined}
      tabIndex={-1}
      {...asCell(!canEdit)}
      style={gap ? { backgroundColor: heatOf(gap) } : undefined}
      className={cn(
        "relative border-b border-line px-2.5 py-2 align-top text-pretty outline-offset-[-2px]",
        canEdit && !gap && "cursor-text hover:bg-hover",
        canEdit && gap && "cursor-pointer",
        gap && "pe-1",
        // Room for how many comments wait.
        comments > 0 && !typing && "pb-5",
        gap?.state === "indicative" && "hatched",
        isWorst && "after:pointer-events-none after:absolute after:inset-0 after:border-2 after:border-detractor-text",
        typing && "z-1 p-0",
      )}
    >
      {typing ? (
        <TextEditor typing={typing} on={on} />
      ) : (
        <RowContent
          row={row}
          step={step}
          k={k}
          answersHref={`/responses?touchpoint=${step.touchpointId}${answersQuery}`}
        />
      )}
      {typing ? null : <CommentDot count={comments} />}
    </td>
  );
});

/** Words in place: the box grows with them, and keeps its height while they are typed. Esc leaves them, Ctrl+Enter or leaving the box keeps them. */
function TextEditor({ typing, on }: { typing: Typing; on: GridHandlers }) {
  const t = useTranslations("journeys.edit");
  const box = useRef<HTMLTextAreaElement>(null);
  const isLeft = useRef(false);
  // Kept here: a key redraws this box and nothing else of the map.
  const [value, setValue] = useState(typing.value);
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }, []);
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    // Grown, never measured anew: asking a box of its own height is cheap, asking a table of thousands of cells is not.
    if (area.scrollHeight > area.clientHeight) area.style.height = `${area.scrollHeight + 2}px`;
  }, [value]);
  const leave = (keep: boolean, focusCell: boolean) => {
    if (isLeft.current) return;
    isLeft.current = true;
    on.finish(keep ? value : null, focusCell);
  };
  const errorId = `error-${typing.stepId}-${typing.lane}`;
  return (
    <>
      <textarea
        ref={box}
        rows={2}
        value={value}
        maxLength={MOST_CELL_TEXT}
        aria-label={t("cell")}
        aria-invalid={typing.error !== null || undefined}
        aria-describedby={typing.error ? errorId : undefined}
        onChange={(event) => {
          isLeft.current = false;
          setValue(event.target.value);
        }}
        onBlur={() => leave(true, false)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            leave(false, true);
          } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            leave(true, true);
          }
        }}
        className="block min-h-16 w-full resize-none bg-raised px-2.5 py-2 outline-2 -outline-offset-2 outline-accent"
      />
      {typing.error ? (
        <span id={errorId} role="alert" className="block bg-detractor-soft px-2.5 py-1 text-detractor-text">
          {typing.error}
        </span>
      ) : value.length > MOST_CELL_TEXT - 40 ? (
        <span className="block px-2.5 py-1 text-muted">{t("left", { count: MOST_CELL_TEXT - value.length })}</span>
      ) : null}
    </>
  );
}

/** Neighbours of one stage with the same controller are one bar. */
const ControllerRow = memo(function ControllerRow({
  columns,
  r,
  firmName,
}: {
  columns: readonly Column[];
  r: number;
  firmName: string;
}) {
  const t = useTranslations("journeys");
  const runs: { column: Column; at: number; span: number; isStageEnd: boolean }[] = [];
  columns.forEach((column, at) => {
    const last = runs.at(-1);
    const isSame =
      last?.column.step &&
      column.step &&
      last.column.stage === column.stage &&
      last.column.step.controller === column.step.controller;
    if (last && isSame) {
      last.span += 1;
      last.isStageEnd = column.isStageEnd;
    } else runs.push({ column, at, span: 1, isStageEnd: column.isStageEnd });
  });
  return (
    <tr>
      <LaneHead>{t("rows.controller")}</LaneHead>
      {runs.map(({ column, at, span, isStageEnd }) => {
        if (!column.step)
          return <td key={column.key} data-stage-end={isStageEnd || undefined} className="border-b border-line" />;
        const { look, icon } = CONTROLLERS[column.step.controller];
        const name = column.step.controller === "firm" ? firmName : t(`map.controller.${column.step.controller}`);
        // The whole name says more than a picture beside half of it.
        const isTight = span === 1 && name.length > 8;
        return (
          <td
            key={column.key}
            data-cell=""
            data-r={r}
            data-c={at}
            data-row="controller"
            tabIndex={-1}
            {...asCell(true)}
            colSpan={span}
            data-stage-end={isStageEnd || undefined}
            className="border-b border-line px-2 py-1.5 outline-offset-[-2px]"
          >
            <span
              title={name}
              className={cn(
                "flex h-6 items-center gap-1.5 overflow-hidden rounded-md font-medium [&>svg]:size-3.5 [&>svg]:shrink-0",
                isTight ? "px-1.5" : "px-2",
                look,
              )}
            >
              {isTight ? null : icon}
              <span className="truncate">{name}</span>
            </span>
          </td>
        );
      })}
    </tr>
  );
});
