/** Where the steps of a version stand when they are drawn: in rows from the start downward, with the ways between them. */
import type { StepId, Version } from './shapes.ts';
import { waysOf } from './ways.ts';

export type Point = { readonly row: number; readonly x: number };

/** One line from step to step; several outcomes that lead the same way are one line. */
export type DrawnWay = {
  readonly from: StepId;
  readonly to: StepId;
  /** The fields that draw it, see `waysOf`. */
  readonly by: readonly string[];
  /** It leads back to where the run has been before. */
  readonly back: boolean;
  /** Where it passes the rows between its ends, so that it crosses no step. */
  readonly through: readonly Point[];
};

export type Drawing = {
  readonly rows: number;
  /** In widths of a step. */
  readonly width: number;
  readonly steps: readonly ({ readonly id: StepId } & Point)[];
  readonly ways: readonly DrawnWay[];
};

/** Steps in the order in which a run may come to them; those that nothing leads to come last. */
export function inOrder({ start, steps }: Version): readonly StepId[] {
  const seen = new Set<StepId>([start]);
  // A set that grows while it is walked is walked to its new end.
  for (const id of seen) for (const { to } of steps[id] ? waysOf(steps[id]) : []) if (steps[to]) seen.add(to);
  return [...seen, ...Object.keys(steps).filter((id) => !seen.has(id))].filter((id) => steps[id]);
}

/** Every step below all from which it is reached; lines cross as little as a few sweeps can arrange. */
export function drawVersion(version: Version): Drawing {
  const ids = inOrder(version);
  const lines = linesOf(version, ids);
  const rowOf = rowsOf(ids, lines);
  const cells = cellsOf(ids, lines, rowOf);
  arrange(cells);
  const all = cells.flat();
  const least = Math.min(...all.map(({ x }) => x));
  const point = ({ row, x }: Cell): Point => ({ row, x: Math.round((x - least) * 100) / 100 });
  const stood = all.flatMap((cell) => (cell.id === undefined ? [] : [{ id: cell.id, ...point(cell) }]));
  const inPlace = new Map(stood.map((step) => [step.id, step]));
  return {
    rows: cells.length,
    width: Math.max(...all.map((cell) => point(cell).x + cell.width)),
    steps: ids.map((id) => inPlace.get(id)!),
    ways: lines.map(({ bends, ...line }) => ({
      ...line,
      through: (line.back ? bends.toReversed() : bends).map(point),
    })),
  };
}

type Line = Omit<DrawnWay, 'through'> & { readonly bends: Cell[] };

/** A place in a row: of a step, or of a line that passes it. */
type Cell = {
  readonly id?: StepId;
  readonly row: number;
  readonly width: number;
  x: number;
  readonly beside: Set<Cell>;
};

function linesOf({ start, steps }: Version, ids: readonly StepId[]): Line[] {
  const back = backWays({ start, steps } as Version, ids);
  return ids.flatMap((from) => {
    const by = new Map<StepId, string[]>();
    for (const way of waysOf(steps[from]!)) if (steps[way.to]) by.set(way.to, [...(by.get(way.to) ?? []), way.by]);
    return [...by].map(([to, ways]) => ({ from, to, by: ways, back: back.has(`${from} ${to}`), bends: [] }));
  });
}

/** The ways that close a loop, found by walking on from each step until it is met again. */
function backWays({ steps }: Version, ids: readonly StepId[]): ReadonlySet<string> {
  const back = new Set<string>();
  const state = new Map<StepId, 'open' | 'done'>();
  const walk = (id: StepId): void => {
    state.set(id, 'open');
    for (const { to } of waysOf(steps[id]!)) {
      if (!steps[to]) continue;
      if (state.get(to) === 'open') back.add(`${id} ${to}`);
      else if (!state.has(to)) walk(to);
    }
    state.set(id, 'done');
  };
  for (const id of ids) if (!state.has(id)) walk(id);
  return back;
}

/** One row below the lowest step that leads to it. */
function rowsOf(ids: readonly StepId[], lines: readonly Line[]): ReadonlyMap<StepId, number> {
  const rows = new Map<StepId, number>();
  const into = Map.groupBy(
    lines.filter(({ back }) => !back),
    ({ to }) => to,
  );
  const rowOf = (id: StepId): number => {
    const known = rows.get(id);
    if (known !== undefined) return known;
    const row = Math.max(0, ...(into.get(id) ?? []).map(({ from }) => rowOf(from) + 1));
    rows.set(id, row);
    return row;
  };
  for (const id of ids) rowOf(id);
  return rows;
}

const BEND = 0.3;

function cellsOf(ids: readonly StepId[], lines: readonly Line[], rowOf: ReadonlyMap<StepId, number>): Cell[][] {
  const cells: Cell[][] = Array.from({ length: Math.max(...rowOf.values()) + 1 }, () => []);
  const cell = (row: number, width: number, id?: StepId): Cell => {
    const made: Cell = { row, width, x: cells[row]!.length, beside: new Set(), ...(id === undefined ? {} : { id }) };
    cells[row]!.push(made);
    return made;
  };
  const steps = new Map(ids.map((id) => [id, cell(rowOf.get(id)!, 1, id)]));
  // Lines to one step run together, so that many of them take no more room than one.
  const bundles = new Map<string, Cell>();
  for (const line of lines) {
    const ends = [steps.get(line.from)!, steps.get(line.to)!].toSorted((a, b) => a.row - b.row);
    for (let row = ends[0]!.row + 1; row < ends[1]!.row; row++) {
      const key = `${line.to} ${line.back} ${row}`;
      const bend = bundles.get(key) ?? cell(row, BEND);
      bundles.set(key, bend);
      line.bends.push(bend);
    }
    join([ends[0]!, ...line.bends, ends[1]!]);
  }
  return cells;
}

function join(chain: readonly Cell[]): void {
  for (let at = 1; at < chain.length; at++) {
    chain[at - 1]!.beside.add(chain[at]!);
    chain[at]!.beside.add(chain[at - 1]!);
  }
}

const SWEEPS = 8;
const GAP = 0.12;

/** Each place moves toward what it is joined with, first in order, then as near as its neighbours let it. */
function arrange(cells: readonly Cell[][]): void {
  for (const row of cells) settle(row, (cell) => cell.x);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (const row of down ? cells : cells.toReversed())
      settle(row, (cell) => middleOf(cell, sweep < SWEEPS - 2 ? (down ? -1 : 1) : 0));
  }
}

/** The middle of what a place is joined with above (-1), below (1), or on both sides (0). */
function middleOf(cell: Cell, side: -1 | 0 | 1): number {
  const joined = [...cell.beside].filter(({ row }) => side === 0 || Math.sign(row - cell.row) === side);
  if (joined.length === 0) return cell.x;
  return joined.reduce((sum, other) => sum + other.x + other.width / 2, 0) / joined.length - cell.width / 2;
}

function settle(row: Cell[], wanted: (cell: Cell) => number): void {
  const wish = new Map(row.map((cell) => [cell, wanted(cell)]));
  row.sort((a, b) => wish.get(a)! + a.width / 2 - wish.get(b)! - b.width / 2);
  let free = -Infinity;
  for (const cell of row) {
    cell.x = Math.max(wish.get(cell)!, free);
    free = cell.x + cell.width + GAP;
  }
  const shift = row.reduce((sum, cell) => sum + wish.get(cell)! - cell.x, 0) / row.length;
  for (const cell of row) cell.x += shift;
}
