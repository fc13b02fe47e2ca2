"use client";

import {
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardCode,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  rectIntersection,
  TouchSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { ArrowRightLeft, GripVertical } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type KeyboardEventHandler, type ReactNode, useOptimistic, useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import type { DealCard, StageSum } from "@/lib/deals/deal";
import type { StageNorms } from "@/lib/deals/stage-time";
import { BOARD_STAGES, isOpen, usualProbability } from "@/lib/deals/stages";
import { formatCount, formatMoney } from "@/lib/format";
import type { DealStage } from "@/lib/generated/prisma/enums";
import { DealCardBody } from "./deal-card";
import { StageMenu } from "./deal-move";
import { EndDialog } from "./end-dialog";
import { useDealMoves } from "./use-deal-moves";

type Shown = { cards: readonly DealCard[]; sums: readonly StageSum[] };

export type DealBoardProps = Shown & {
  now: Date;
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
  timeZone: string;
  mayWrite: boolean;
  withOwner: boolean;
  /** The table of everything at a stage. */
  tableHrefs: Readonly<Record<DealStage, string>>;
  /** Won and lost are those of the last days. */
  endedDays: number;
  norms: StageNorms;
  /** The board with more cards in each stage; null when it shows as many as it can. */
  moreHref: string | null;
};

/** The card at its new place and the sums without and with it, until the server has answered. */
function afterMove({ cards, sums }: Shown, { id, to }: { id: string; to: DealStage }): Shown {
  const card = cards.find((one) => one.id === id);
  if (!card || card.stage === to) return { cards, sums };
  const now = new Date();
  const moved: DealCard = {
    ...card,
    stage: to,
    probability: usualProbability(to),
    since: now,
    closedAt: isOpen(to) ? null : now,
    lossReason: "",
    winReason: "",
  };
  const change = (list: readonly StageSum[], deal: DealCard, sign: 1 | -1): StageSum[] => {
    const at = (one: StageSum) => one.stage === deal.stage && one.currency === deal.currency;
    const before = list.find(at) ?? {
      stage: deal.stage,
      currency: deal.currency,
      deals: 0,
      amountCents: 0,
      weightedCents: 0,
    };
    const after = {
      ...before,
      deals: before.deals + sign,
      amountCents: before.amountCents + sign * deal.amountCents,
      weightedCents: before.weightedCents + sign * Math.round(deal.amountCents * deal.probability),
    };
    return [...list.filter((one) => !at(one)), after].filter(({ deals }) => deals > 0);
  };
  return {
    cards: [moved, ...cards.filter((one) => one.id !== id)],
    sums: change(change(sums, card, -1), moved, 1),
  };
}

/** Under the pointer; by keyboard, where the card lies most. */
const collide: CollisionDetection = (given) =>
  given.pointerCoordinates ? pointerWithin(given) : rectIntersection(given);

/** By keyboard a card jumps from stage to stage. */
const jump: KeyboardCoordinateGetter = (event, { context: { active, over, droppableRects } }) => {
  const onward = event.code === KeyboardCode.Right;
  const back = event.code === KeyboardCode.Left;
  if (!onward && !back) return;
  event.preventDefault();
  const here = BOARD_STAGES.findIndex((stage) => stage === (over?.id ?? active?.data.current?.stage));
  const next = BOARD_STAGES[here + (onward ? 1 : -1)];
  const place = next === undefined ? undefined : droppableRects.get(next);
  return place ? { x: place.left, y: place.top } : undefined;
};

const BY_MOUSE = { activationConstraint: { distance: 6 } };
const BY_TOUCH = { activationConstraint: { delay: 250, tolerance: 8 } };
const BY_KEYS = { coordinateGetter: jump };

/**
 * The pipeline as columns. A card is moved by mouse, by finger, by keyboard from its handle, or by its menu; on the
 * phone there is one column at a time.
 */
export function DealBoard({ cards, sums, ...rest }: DealBoardProps) {
  const { now, today, timeZone, mayWrite, withOwner, tableHrefs, endedDays, norms, moreHref } = rest;
  const t = useTranslations("deals");
  const [shown, show] = useOptimistic<Shown, { id: string; to: DealStage }>({ cards, sums }, afterMove);
  const { ask, dialog } = useDealMoves((id, to) => show({ id, to }));
  const [lifted, setLifted] = useState<DealCard | null>(null);
  const [stageOnPhone, setStageOnPhone] = useState<DealStage>("attention");
  const sensors = useSensors(
    useSensor(MouseSensor, BY_MOUSE),
    useSensor(TouchSensor, BY_TOUCH),
    useSensor(KeyboardSensor, BY_KEYS),
  );
  const cardOf = (id: unknown) => shown.cards.find((card) => card.id === id);
  const nameOf = (id: unknown) => {
    const card = cardOf(id);
    return card ? t("board.card", { name: card.name, customer: card.customerName }) : "";
  };
  const stageName = (id: unknown) => {
    const stage = BOARD_STAGES.find((one) => one === id);
    return stage ? t(`stage.${stage}`) : "";
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setLifted(null);
    const card = cardOf(active.id);
    const to = BOARD_STAGES.find((stage) => stage === over?.id);
    if (card && to) ask(card, to);
  };
  const body = (deal: DealCard, tools?: ReactNode) => (
    <DealCardBody
      deal={deal}
      now={now}
      today={today}
      timeZone={timeZone}
      withOwner={withOwner}
      norm={isOpen(deal.stage) ? norms[deal.stage] : undefined}
      tools={tools}
    />
  );
  return (
    <>
      <fieldset className="no-print flex min-w-0 gap-2 overflow-x-auto px-4 pt-4 md:hidden">
        <legend className="sr-only">{t("board.stages")}</legend>
        {BOARD_STAGES.map((stage) => (
          <button
            key={stage}
            type="button"
            aria-pressed={stage === stageOnPhone}
            onClick={() => setStageOnPhone(stage)}
            className={cn(
              "inline-flex h-11 shrink-0 items-center gap-2 rounded-md border px-3 text-sm",
              stage === stageOnPhone
                ? "border-accent bg-accent-soft font-medium text-accent-text"
                : "border-line-strong bg-surface text-ink",
            )}
          >
            {t(`stage.${stage}`)}
            <span className={cn("figures text-xs", stage === stageOnPhone ? "text-accent-text" : "text-muted")}>
              {formatCount(countAt(shown.sums, stage))}
            </span>
          </button>
        ))}
      </fieldset>
      <DndContext
        id="deal-board"
        sensors={sensors}
        collisionDetection={collide}
        onDragStart={({ active }) => setLifted(cardOf(active.id) ?? null)}
        onDragCancel={() => setLifted(null)}
        onDragEnd={onDragEnd}
        accessibility={{
          screenReaderInstructions: { draggable: t("board.dragHelp") },
          announcements: {
            onDragStart: ({ active }) => t("board.lifted", { name: nameOf(active.id) }),
            onDragOver: ({ active, over }) =>
              over
                ? t("board.over", { name: nameOf(active.id), stage: stageName(over.id) })
                : t("board.nowhere", { name: nameOf(active.id) }),
            onDragEnd: ({ active, over }) =>
              over
                ? t("board.dropped", { name: nameOf(active.id), stage: stageName(over.id) })
                : t("board.putBack", { name: nameOf(active.id) }),
            onDragCancel: ({ active }) => t("board.putBack", { name: nameOf(active.id) }),
          },
        }}
      >
        <div className="overflow-x-auto">
          <div className="grid items-stretch gap-3 p-6 max-md:p-4 md:h-[calc(100dvh-13.75rem)] md:min-h-[32rem] md:min-w-[60rem] md:grid-cols-[repeat(4,minmax(0,1fr))_minmax(0,0.9fr)] md:grid-rows-[minmax(0,1fr)_minmax(0,1fr)]">
            {BOARD_STAGES.map((stage) => {
              const here = shown.cards.filter((card) => card.stage === stage);
              const totals = shown.sums.filter((sum) => sum.stage === stage);
              const count = countAt(shown.sums, stage);
              return (
                <Column
                  key={stage}
                  stage={stage}
                  droppable={mayWrite}
                  hiddenOnPhone={stage !== stageOnPhone}
                  head={
                    <>
                      <h3 className="flex items-baseline justify-between gap-2 text-sm font-semibold">
                        {t(`stage.${stage}`)}
                        <span className="figures text-xs font-normal text-muted">{formatCount(count)}</span>
                      </h3>
                      {totals.map((sum) => (
                        <p key={sum.currency} className="figures flex flex-wrap items-baseline gap-x-1.5 text-xs">
                          <span className="font-medium">{formatMoney(whole(sum.amountCents), sum.currency)}</span>
                          {isOpen(stage) ? (
                            <span className="text-muted">
                              {t("board.weighted", { amount: formatMoney(whole(sum.weightedCents), sum.currency) })}
                            </span>
                          ) : null}
                        </p>
                      ))}
                      {isOpen(stage) ? null : (
                        <p className="text-xs text-muted">{t("board.lastDays", { days: endedDays })}</p>
                      )}
                    </>
                  }
                >
                  {here.length === 0 ? (
                    <p className="px-1 py-3 text-xs text-muted">
                      {t(isOpen(stage) ? `board.empty.${stage}` : "board.dropHere")}
                    </p>
                  ) : (
                    <ul className="flex flex-col gap-2">
                      {here.map((deal) => (
                        <li key={deal.id}>
                          <Card
                            deal={deal}
                            movable={mayWrite}
                            onMove={(to) => ask(deal, to)}
                            lifted={lifted?.id === deal.id}
                          >
                            {(tools) => body(deal, tools)}
                          </Card>
                        </li>
                      ))}
                    </ul>
                  )}
                  {count > here.length || (!isOpen(stage) && count > 0) ? (
                    <p className="flex flex-wrap items-baseline gap-x-3 px-1 text-xs touch:py-3">
                      {count > here.length ? (
                        <span className="figures text-muted">{t("board.shown", { shown: here.length, count })}</span>
                      ) : null}
                      {isOpen(stage) && moreHref ? (
                        <Link
                          href={moreHref}
                          scroll={false}
                          replace
                          className="rounded-sm text-accent-text hover:underline touch:py-3"
                        >
                          {t("board.more")}
                        </Link>
                      ) : null}
                      <Link href={tableHrefs[stage]} className="rounded-sm text-accent-text hover:underline touch:py-3">
                        {t("board.all", { stage: t(`stage.${stage}`) })}
                      </Link>
                    </p>
                  ) : null}
                </Column>
              );
            })}
          </div>
        </div>
        <DragOverlay dropAnimation={null}>
          {lifted ? (
            <div className="flex cursor-grabbing flex-col gap-1.5 rounded-lg border border-accent bg-raised p-3 shadow-float">
              {body(lifted)}
            </div>
          ) : null}
        </DragOverlay>
      </DndContext>
      <EndDialog {...dialog} />
    </>
  );
}

const whole = (cents: number) => Math.round(cents / 100) * 100;

const countAt = (sums: readonly StageSum[], stage: DealStage): number =>
  sums.reduce((count, sum) => count + (sum.stage === stage ? sum.deals : 0), 0);

type ColumnProps = {
  stage: DealStage;
  droppable: boolean;
  hiddenOnPhone: boolean;
  head: ReactNode;
  children: ReactNode;
};

function Column({ stage, droppable, hiddenOnPhone, head, children }: ColumnProps) {
  const { setNodeRef, isOver } = useDroppable({ id: stage, disabled: !droppable });
  return (
    <section
      ref={setNodeRef}
      data-stage={stage}
      className={cn(
        "flex min-h-0 min-w-0 flex-col rounded-lg border bg-sunken",
        isOpen(stage) && "md:row-span-2",
        stage === "won" && "md:col-start-5 md:row-start-1",
        stage === "lost" && "md:col-start-5 md:row-start-2",
        hiddenOnPhone && "max-md:hidden",
        isOver ? "border-accent bg-accent-soft" : "border-line",
      )}
    >
      <div className="flex flex-col gap-0.5 px-3 pt-3 pb-2">{head}</div>
      <div className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto px-2 pb-2">{children}</div>
    </section>
  );
}

type CardProps = {
  deal: DealCard;
  movable: boolean;
  lifted: boolean;
  onMove: (to: DealStage) => void;
  children: (tools: ReactNode) => ReactNode;
};

function Card({ deal, movable, lifted, onMove, children }: CardProps) {
  const t = useTranslations("deals");
  const { setNodeRef, setActivatorNodeRef, listeners, attributes } = useDraggable({
    id: deal.id,
    data: { stage: deal.stage },
    disabled: !movable,
  });
  // The whole card is dragged by mouse and finger; the keyboard lifts it by its handle, so that links stay links.
  const { onKeyDown, ...byPointer } = listeners ?? {};
  const tools = movable ? (
    <span className="-me-1.5 -mt-1 flex shrink-0 items-center touch:-my-3">
      <IconButton
        ref={setActivatorNodeRef}
        {...attributes}
        onKeyDown={onKeyDown as KeyboardEventHandler<HTMLButtonElement> | undefined}
        label={t("board.drag", { name: t("board.card", { name: deal.name, customer: deal.customerName }) })}
        size="sm"
        icon={<GripVertical aria-hidden className="text-faint" />}
        className="w-6 cursor-grab max-md:hidden"
      />
      <StageMenu
        stage={deal.stage}
        onMove={onMove}
        trigger={
          <IconButton
            label={t("moveDeal", { name: t("board.card", { name: deal.name, customer: deal.customerName }) })}
            size="sm"
            icon={<ArrowRightLeft aria-hidden />}
            className="data-popup-open:bg-hover"
          />
        }
      />
    </span>
  ) : null;
  return (
    <article
      ref={setNodeRef}
      {...byPointer}
      className={cn(
        "flex flex-col gap-1.5 rounded-lg border border-line bg-surface p-3",
        movable && "md:cursor-grab",
        lifted && "opacity-40",
      )}
    >
      {children(tools)}
    </article>
  );
}
