"use client";

import { useDraggable, useDroppable } from "@dnd-kit/core";
import {
  ArrowLeft,
  ArrowRight,
  ChevronDown,
  CornerDownRight,
  GripVertical,
  MapPin,
  Pencil,
  Plus,
  Trash2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { formatNumber } from "@/lib/format";
import type { Stage, Step } from "@/lib/journeys/map";
import { StepIcon } from "../step-icon";

/** What the structure can be told to do; the editor does it and remembers how to take it back. */
export type StructureHandlers = {
  moveStep: (stepId: string, stageId: string, to: number) => void;
  removeStep: (step: Step) => void;
  askStep: (stageId: string, to: number | undefined, change?: Step) => void;
  moveStage: (stageId: string, to: number) => void;
  removeStage: (stage: Stage) => void;
  askStage: (to: number | undefined, change?: Stage) => void;
};

/** Where a dragged head would go: a line at its side. */
const dropLine = (side: "start" | "end" | null) =>
  side === "start"
    ? "shadow-[inset_3px_0_0_var(--color-accent)]"
    : side === "end"
      ? "shadow-[inset_-3px_0_0_var(--color-accent)]"
      : undefined;

type HeadData = { type: "step" | "stage"; stageId?: string; index: number; order: number; name: string };

/** A head that can be dragged and dropped on by others of its type. @returns at which side of it the other would go */
function useHead(id: string, data: HeadData) {
  const drag = useDraggable({ id, data });
  const drop = useDroppable({ id, data });
  const other = drop.active?.data.current;
  const isTarget = drop.isOver && other?.type === data.type && drop.active?.id !== id;
  const side = isTarget && typeof other?.order === "number" ? (other.order < data.order ? "end" : "start") : null;
  return { drag, drop, side } as const;
}

type MoveBesideProps = { index: number; count: number; move: (to: number) => void };

function MoveBeside({ index, count, move }: MoveBesideProps) {
  const t = useTranslations("journeys.structure");
  return (
    <>
      <MenuItem icon={<ArrowLeft aria-hidden />} disabled={index === 0} onSelect={() => move(index - 1)}>
        {t("left")}
      </MenuItem>
      <MenuItem icon={<ArrowRight aria-hidden />} disabled={index === count - 1} onSelect={() => move(index + 1)}>
        {t("right")}
      </MenuItem>
    </>
  );
}

/** Stages and places to move to, as the menus name them. */
export type StageName = { id: string; name: string; steps: number };

export type StepHeadProps = {
  step: Step;
  stageId: string;
  index: number;
  stageSteps: number;
  isStageEnd: boolean;
  canEdit: boolean;
  order: number;
  stages: readonly StageName[];
  on: StructureHandlers;
};

export const StepHead = memo(function StepHead(props: StepHeadProps) {
  const { step, isStageEnd, canEdit } = props;
  return (
    <th
      scope="col"
      data-stage-end={isStageEnd || undefined}
      className="sticky top-7 z-20 h-15 border-b border-line bg-surface px-2.5 pt-1.5 pb-1 text-start align-top font-semibold"
    >
      {canEdit ? (
        <EditableStepHead {...props} />
      ) : (
        <>
          <StepIcon name={step.touchpointName} className="mb-0.5 size-4 text-muted" />
          <span className="block wrap-break-word">{step.touchpointName}</span>
        </>
      )}
    </th>
  );
});

function EditableStepHead({ step, stageId, index, stageSteps, order, stages, on }: StepHeadProps) {
  const t = useTranslations("journeys.structure");
  const { drag, drop, side } = useHead(step.id, { type: "step", stageId, index, order, name: step.touchpointName });
  return (
    <div
      ref={drop.setNodeRef}
      className={cn("group/head absolute inset-0 px-2.5 pt-1.5", dropLine(side), drag.isDragging && "opacity-40")}
    >
      <div className="flex h-4.5 items-start justify-between">
        <StepIcon name={step.touchpointName} className="size-4 text-muted" />
        <button
          ref={drag.setNodeRef}
          type="button"
          {...drag.listeners}
          {...drag.attributes}
          aria-label={t("dragStep", { name: step.touchpointName })}
          title={t("drag")}
          className="-me-1.5 -mt-0.5 cursor-grab touch-none rounded-sm p-0.5 text-muted opacity-0 group-hover/head:opacity-100 focus-visible:opacity-100"
        >
          <GripVertical aria-hidden className="size-3.5!" />
        </button>
      </div>
      <Menu
        trigger={
          <button
            type="button"
            title={step.touchpointName}
            className="relative -mx-1 block max-w-[calc(100%+12px)] rounded-sm px-1 text-start font-semibold hover:bg-hover"
          >
            <span className="line-clamp-2 min-w-0 hyphens-auto wrap-break-word">{step.touchpointName}</span>
            <ChevronDown
              aria-hidden
              className="absolute -end-2 top-0.5 size-3! opacity-0 group-focus-within/head:opacity-100 group-hover/head:opacity-100"
            />
            <span className="sr-only">{t("stepMenu")}</span>
          </button>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => on.askStep(stageId, index, step)}>
          {t("changeTouchpoint")}
        </MenuItem>
        <MenuItem icon={<MapPin aria-hidden />} href={`/touchpoints/${step.touchpointId}`}>
          {t("openTouchpoint")}
        </MenuItem>
        <MenuItem icon={<Plus aria-hidden />} onSelect={() => on.askStep(stageId, index + 1)}>
          {t("addAfter")}
        </MenuItem>
        <MenuSeparator />
        <MenuGroup label={t("moveTo")}>
          <MoveBeside index={index} count={stageSteps} move={(to) => on.moveStep(step.id, stageId, to)} />
          {stages
            .filter(({ id }) => id !== stageId)
            .map((stage) => (
              <MenuItem
                key={stage.id}
                icon={<CornerDownRight aria-hidden />}
                onSelect={() => on.moveStep(step.id, stage.id, stage.steps)}
              >
                {stage.name}
              </MenuItem>
            ))}
        </MenuGroup>
        <MenuSeparator />
        <MenuItem icon={<Trash2 aria-hidden />} onSelect={() => on.removeStep(step)}>
          {t("removeStep")}
        </MenuItem>
      </Menu>
    </div>
  );
}

export type StageHeadProps = {
  stage: Stage;
  index: number;
  stages: number;
  span: number;
  isLast: boolean;
  canEdit: boolean;
  on: StructureHandlers;
};

export const StageHead = memo(function StageHead(props: StageHeadProps) {
  const { stage, span, isLast, canEdit } = props;
  const t = useTranslations("journeys.map");
  const { gap } = stage;
  return (
    <th
      colSpan={span}
      scope="colgroup"
      data-stage-end={isLast ? undefined : true}
      className="sticky top-0 z-20 h-7 border-b border-line bg-sunken px-2.5 text-start text-sm font-semibold"
    >
      <span className="flex items-baseline justify-between gap-2">
        {canEdit ? (
          <EditableStageHead {...props} />
        ) : (
          <span className="truncate" title={stage.metric}>
            {stage.name}
          </span>
        )}
        {gap.actual !== null && gap.desired !== null && span > 1 ? (
          <span className="whitespace-nowrap text-xs font-normal text-muted">
            {formatNumber(gap.actual, 1)} {t("of", { desired: formatNumber(gap.desired, 1) })}
          </span>
        ) : null}
      </span>
    </th>
  );
});

function EditableStageHead({ stage, index, stages, on }: StageHeadProps) {
  const t = useTranslations("journeys.structure");
  const { drag, drop, side } = useHead(`stage ${stage.id}`, { type: "stage", index, order: index, name: stage.name });
  return (
    <span
      ref={drop.setNodeRef}
      className={cn("group/head flex min-w-0 flex-1 items-center gap-1", drag.isDragging && "opacity-40")}
    >
      {side ? <span aria-hidden className={cn("absolute inset-0", dropLine(side))} /> : null}
      <Menu
        trigger={
          <button
            type="button"
            title={stage.metric || undefined}
            className="relative -mx-1 flex min-w-0 items-center rounded-sm px-1 font-semibold hover:bg-hover"
          >
            <span className="truncate">{stage.name}</span>
            <ChevronDown
              aria-hidden
              className="absolute start-full size-3! opacity-0 group-focus-within/head:opacity-100 group-hover/head:opacity-100"
            />
            <span className="sr-only">{t("stageMenu")}</span>
          </button>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => on.askStage(index, stage)}>
          {t("renameStage")}
        </MenuItem>
        <MenuItem icon={<Plus aria-hidden />} onSelect={() => on.askStep(stage.id, undefined)}>
          {t("addStep")}
        </MenuItem>
        <MenuItem icon={<Plus aria-hidden />} onSelect={() => on.askStage(index + 1)}>
          {t("addStageAfter")}
        </MenuItem>
        <MenuSeparator />
        <MenuGroup label={t("moveTo")}>
          <MoveBeside index={index} count={stages} move={(to) => on.moveStage(stage.id, to)} />
        </MenuGroup>
        <MenuSeparator />
        <MenuItem icon={<Trash2 aria-hidden />} disabled={stages === 1} onSelect={() => on.removeStage(stage)}>
          {t("removeStage")}
        </MenuItem>
      </Menu>
      <button
        ref={drag.setNodeRef}
        type="button"
        {...drag.listeners}
        {...drag.attributes}
        aria-label={t("dragStage", { name: stage.name })}
        title={t("drag")}
        className="absolute end-1 top-1 cursor-grab touch-none rounded-sm bg-sunken p-0.5 text-muted opacity-0 group-hover/head:opacity-100 focus-visible:opacity-100"
      >
        <GripVertical aria-hidden className="size-3.5!" />
      </button>
    </span>
  );
}

/** The column of a stage without steps: a place to drop one, and a button. */
export function EmptyHead({
  stage,
  order,
  isStageEnd,
  on,
}: {
  stage: Stage;
  order: number;
  isStageEnd: boolean;
  on: StructureHandlers;
}) {
  const t = useTranslations("journeys.structure");
  const drop = useDroppable({
    id: `empty ${stage.id}`,
    data: { type: "step", stageId: stage.id, index: 0, order, name: stage.name },
  });
  return (
    <td
      ref={drop.setNodeRef}
      data-stage-end={isStageEnd || undefined}
      className={cn(
        "sticky top-7 z-20 h-15 border-b border-line bg-surface px-2.5 py-2 align-top",
        drop.isOver && drop.active?.data.current?.type === "step" && "bg-accent-soft",
      )}
    >
      <button
        type="button"
        onClick={() => on.askStep(stage.id, 0)}
        className="flex items-center gap-1 rounded-sm font-medium text-accent-text hover:underline"
      >
        <Plus aria-hidden className="size-3.5!" />
        {t("addStep")}
      </button>
    </td>
  );
}
