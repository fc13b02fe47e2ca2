import { oneWay } from "../stats/anova";
import { benjaminiHochberg } from "../stats/multiple";
import { hideTable } from "./hide";
import type { TouchMeasure } from "./schema";
import { type Cell, groupBy, mainScale, momentsFor, onScale, type Scale, type Stat, statOf } from "./scores";

/** Why nothing stands in a cell: nobody asks there, or somebody asks and nobody answered. */
export type Hole = "unasked" | "unanswered";

export type MatrixCell = {
  channelId: string;
  stat: Stat;
  /** The touchpoint is met in this channel, but the period has no answer from there. */
  hole: Hole | null;
};

/** How far the channels of a touchpoint lie apart; of the cells that are shown. */
export type Spread = {
  /** Largest minus smallest value, in the measure's own unit. */
  difference: number;
  best: string;
  worst: string;
  /** Share of the answers' variance that lies between the channels, 0 to 1. */
  etaSquared: number;
  logP: number;
  /** Among the rows of this table. */
  q: number;
};

export type MatrixRow = {
  id: string;
  name: string;
  controller: "firm" | "partner" | "customer" | "public";
  scale: Scale | null;
  all: Stat;
  cells: MatrixCell[];
  spread: Spread | null;
};

export type Matrix = {
  channels: { id: string; name: string }[];
  rows: MatrixRow[];
  /** How many rows were tested: what q is reckoned with. */
  tests: number;
  holes: number;
};

export type MatrixInput = {
  touchpoints: readonly {
    id: string;
    name: string;
    controller: MatrixRow["controller"];
    channelIds: readonly string[];
  }[];
  channels: readonly { id: string; name: string }[];
  /** All answers at a touchpoint, those of no channel too. */
  totals: readonly (Cell & { touchpointId: string })[];
  pairs: readonly (Cell & { touchpointId: string; channelId: string })[];
  /** "touchpoint channel" where an open link asks. */
  asked: ReadonlySet<string>;
};

/** A difference that q calls proved. */
export const PROVED_Q = 0.05;

/** Touchpoints × channels, with what may be shown of it, spreads and their tests, and the holes. */
export function matrixOf(measure: TouchMeasure, input: MatrixInput, k: number): Matrix {
  const { touchpoints, channels } = input;
  const totals = groupBy(input.totals, ({ touchpointId }) => touchpointId);
  const pairs = groupBy(input.pairs, ({ touchpointId }) => touchpointId);
  const prepared = touchpoints.map((touchpoint) => {
    const all = totals.get(touchpoint.id) ?? [];
    const scale = mainScale(all);
    const own = onScale(pairs.get(touchpoint.id) ?? [], scale);
    return {
      touchpoint,
      scale,
      all: onScale(all, scale),
      cells: channels.map(({ id }) => own.filter(({ channelId }) => channelId === id)),
    };
  });
  const sum = (cells: readonly Cell[]) => cells.reduce((total, { n }) => total + n, 0);
  const dark = hideTable(
    prepared.map(({ cells }) => cells.map(sum)),
    prepared.map(({ all }) => sum(all)),
    k,
  );
  let holes = 0;
  const rows = prepared.map(({ touchpoint, scale, all, cells }, row) => {
    const shown: MatrixCell[] = channels.map((channel, column) => {
      const stat = statOf(measure, cells[column] ?? [], k, dark[row]?.[column]);
      const isHole = stat.state === "empty" && touchpoint.channelIds.includes(channel.id);
      if (isHole) holes++;
      return {
        channelId: channel.id,
        stat,
        hole: isHole ? (input.asked.has(`${touchpoint.id} ${channel.id}`) ? "unanswered" : "unasked") : null,
      };
    });
    const open = shown
      .map(({ channelId, stat }, column) => ({ channelId, stat, cells: cells[column] ?? [] }))
      .filter((cell) => cell.stat.value !== null)
      .sort((a, b) => (b.stat.value ?? 0) - (a.stat.value ?? 0));
    const test = oneWay(open.map((cell) => momentsFor(measure, cell.cells)));
    const best = open[0];
    const worst = open.at(-1);
    return {
      id: touchpoint.id,
      name: touchpoint.name,
      controller: touchpoint.controller,
      scale,
      all: statOf(measure, all, k),
      cells: shown,
      spread:
        test && best && worst && best !== worst
          ? {
              difference: (best.stat.value ?? 0) - (worst.stat.value ?? 0),
              best: best.channelId,
              worst: worst.channelId,
              etaSquared: test.etaSquared,
              logP: test.logP,
              p: test.p,
            }
          : null,
    };
  });
  const tested = rows.flatMap(({ spread }) => spread ?? []);
  const q = benjaminiHochberg(tested.map(({ p }) => p));
  const qOf = new Map(tested.map((spread, i) => [spread, q[i] ?? 1]));
  return {
    channels: [...channels],
    tests: tested.length,
    holes,
    rows: rows.map(({ spread, ...row }) => {
      if (!spread) return { ...row, spread: null };
      const { p: _, ...rest } = spread;
      return { ...row, spread: { ...rest, q: qOf.get(spread) ?? 1 } };
    }),
  };
}

/** The touchpoint whose channels lie furthest apart, as a share of its scale; only where q says so. */
export function widestSpread(matrix: Matrix): MatrixRow | null {
  const share = ({ spread, scale }: MatrixRow) =>
    spread ? spread.difference / (scale && scale.max > scale.min ? scale.max - scale.min : 1) : 0;
  const [widest] = matrix.rows
    .filter(({ spread }) => spread !== null && spread.q < PROVED_Q)
    .sort((a, b) => share(b) - share(a));
  return widest ?? null;
}
