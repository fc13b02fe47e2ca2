"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useRef, useState } from "react";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import { setCellAction } from "@/lib/journeys/actions";
import { type CellValue, LANES, type LaneKey, parseCell } from "@/lib/journeys/lanes";
import type { JourneyMap } from "@/lib/journeys/map";

const MOST_REMEMBERED = 100;

/** What was done, and how to take it back; both say whether it worked. */
type Done = { undo: () => Promise<boolean>; redo: () => Promise<boolean> };

export type Conflict = {
  stepId: string;
  lane: LaneKey;
  mine: CellValue;
  theirs: CellValue;
  by: string | null;
};

/** "saved" also when nothing had to be written. */
export type SaveOutcome = { status: "saved" } | { status: "conflict" } | { status: "failed"; message: string };

const cellKey = (stepId: string, lane: LaneKey) => `${stepId} ${lane}`;

/** Cells as this person sees them: what the server knows, with what was just typed over it. */
function withOverrides(map: JourneyMap, overrides: ReadonlyMap<string, CellValue>): JourneyMap {
  if (overrides.size === 0) return map;
  const changed = new Map<string, Record<string, CellValue>>();
  for (const [key, value] of overrides) {
    const [stepId = "", lane = ""] = key.split(" ");
    changed.set(stepId, { ...changed.get(stepId), [lane]: value });
  }
  return {
    ...map,
    stages: map.stages.map((stage) =>
      stage.steps.some(({ id }) => changed.has(id))
        ? {
            ...stage,
            steps: stage.steps.map((step) => {
              const own = changed.get(step.id);
              if (!own) return step;
              const cells = { ...step.cells, ...own };
              return { ...step, cells, doing: cells.doing, thinking: cells.thinking };
            }),
          }
        : stage,
    ),
  };
}

/** Everything that changes a map from its own page, with undo and redo. */
export function useMapEdits(given: JourneyMap) {
  const t = useTranslations("journeys.edit");
  const toast = useToast();
  const router = useRouter();
  const [known, setKnown] = useState(given);
  const [overrides, setOverrides] = useState<ReadonlyMap<string, CellValue>>(new Map());
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [counts, setCounts] = useState({ past: 0, future: 0 });
  const [saving, setSaving] = useState(0);
  const past = useRef<Done[]>([]);
  const future = useRef<Done[]>([]);
  const waiting = useRef(new Set<string>());
  const turns = useRef<Promise<void>>(Promise.resolve());
  /** Saves on their way: what was just typed must be written before it can be taken back. */
  const onItsWay = useRef<Promise<unknown>>(Promise.resolve());

  // The server has read the map again: what it knows now is what was typed, but for what is still on its way.
  if (known !== given) {
    setKnown(given);
    setOverrides((all) => new Map([...all].filter(([key]) => waiting.current.has(key))));
  }

  const map = useMemo(() => withOverrides(given, overrides), [given, overrides]);
  const show = useCallback((stepId: string, lane: LaneKey, value: CellValue) => {
    setOverrides((all) => new Map(all).set(cellKey(stepId, lane), value));
  }, []);
  const tell = useCallback(() => setCounts({ past: past.current.length, future: future.current.length }), []);
  const remember = useCallback(
    (done: Done) => {
      past.current = [...past.current.slice(1 - MOST_REMEMBERED), done];
      future.current = [];
      tell();
    },
    [tell],
  );

  const write = useCallback(
    async (stepId: string, lane: LaneKey, value: CellValue, was: CellValue): Promise<SaveOutcome> => {
      const key = cellKey(stepId, lane);
      waiting.current.add(key);
      setSaving((n) => n + 1);
      show(stepId, lane, value);
      try {
        const result = await setCellAction(null, { stepId, lane, value, was });
        if (!result?.ok) {
          show(stepId, lane, was);
          return { status: "failed", message: result?.fieldErrors.value ?? result?.message ?? t("failed") };
        }
        if (result.value.status === "conflict") {
          show(stepId, lane, result.value.theirs);
          setConflict({ stepId, lane, mine: value, theirs: result.value.theirs, by: result.value.by });
          return { status: "conflict" };
        }
        show(stepId, lane, result.value.value);
        // Gaps, priorities and the page's own sentence rest on what is desired.
        if (LANES[lane].kind === "desired") router.refresh();
        return { status: "saved" };
      } catch {
        show(stepId, lane, was);
        return { status: "failed", message: t("offline") };
      } finally {
        waiting.current.delete(key);
        setSaving((n) => n - 1);
      }
    },
    [router, show, t],
  );

  /** Saves a cell as the editor left it; remembers how to take it back. */
  const save = useCallback(
    async (stepId: string, lane: LaneKey, value: CellValue, was: CellValue): Promise<SaveOutcome> => {
      const parsed = parseCell(lane, value);
      if (!parsed.ok) return { status: "failed", message: parsed.message };
      if (parsed.value === was) return { status: "saved" };
      const writing = write(stepId, lane, parsed.value, was);
      onItsWay.current = Promise.all([onItsWay.current, writing]);
      const outcome = await writing;
      if (outcome.status === "saved") {
        const again = async (next: CellValue, before: CellValue) => {
          const done = await write(stepId, lane, next, before);
          if (done.status === "failed") toast.fail(done.message);
          return done.status === "saved";
        };
        remember({ undo: () => again(was, parsed.value), redo: () => again(parsed.value, was) });
      }
      return outcome;
    },
    [remember, toast, write],
  );

  /** Runs a change of the structure; `back` says how to undo and redo it, given what it answered. */
  const perform = useCallback(
    async <T>(
      run: () => Promise<ActionState<T>>,
      back: (value: T) => { undo: () => Promise<ActionState<unknown>>; redo: () => Promise<ActionState<unknown>> },
      said?: string,
    ): Promise<ActionState<T>> => {
      try {
        const result = await run();
        if (!result?.ok) {
          if (result) toast.fail(Object.values(result.fieldErrors)[0] ?? result.message);
          return result;
        }
        const { undo, redo } = back(result.value);
        const worked = async (work: () => Promise<ActionState<unknown>>) => {
          const outcome = await work();
          if (outcome && !outcome.ok) toast.fail(outcome.message);
          return outcome?.ok ?? false;
        };
        remember({ undo: () => worked(undo), redo: () => worked(redo) });
        if (said) {
          toast.undo(said, async () => {
            const last = past.current.pop();
            if (last && (await last.undo())) future.current = [...future.current, last];
            tell();
          });
        }
        return result;
      } catch {
        toast.fail(t("offline"));
        return null;
      }
    },
    [remember, t, tell, toast],
  );

  /** One turn after the other, however fast the keys are pressed; each waits for what was just typed to be written. */
  const turn = useCallback(
    (from: typeof past, to: typeof past, way: keyof Done): Promise<void> => {
      const next = turns.current.then(async () => {
        await onItsWay.current;
        // Whoever saved remembers it in the turn after this one.
        await Promise.resolve();
        const done = from.current.at(-1);
        if (!done) return;
        from.current = from.current.slice(0, -1);
        try {
          if (await done[way]()) to.current = [...to.current, done];
        } catch {
          toast.fail(t("offline"));
        } finally {
          tell();
        }
      });
      turns.current = next;
      return next;
    },
    [t, tell, toast],
  );
  const undo = useCallback(() => turn(past, future, "undo"), [turn]);
  const redo = useCallback(() => turn(future, past, "redo"), [turn]);

  return {
    map,
    save,
    perform,
    undo,
    redo,
    /** Something typed is on its way to the server. */
    isSaving: saving > 0,
    canUndo: counts.past > 0,
    canRedo: counts.future > 0,
    conflict,
    setConflict,
    show,
  };
}
export type MapEdits = ReturnType<typeof useMapEdits>;
